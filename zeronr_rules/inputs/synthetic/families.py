"""Familles and foyers fiscaux: who is counted with whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.households import CHILD, OTHER, PARTNER, Homes
from zeronr_rules.inputs.synthetic.marginals import values
from zeronr_rules.inputs.synthetic.statuses import Statuses
from zeronr_rules.inputs.synthetic.streams import Array

# The ranks of the roles of a famille and of a foyer fiscal.
FIRST, SECOND, DEPENDENT = range(3)


@dataclass(frozen=True)
class Groups:
    """The groups of one entity.

    Attributes
    ----------
    count
        How many groups.
    members, roles
        Of each person: the rank of their group, their role.
    head
        Of each group, the person in the first role.
    home
        Of each group, the household.

    """

    count: int
    members: Array
    roles: Array
    head: Array
    home: Array

    def any(self, wanted: Array) -> Array:
        """Tell, for each group, whether one of its first two roles is wanted."""
        found = np.zeros(self.count, dtype=bool)
        found[self.members[wanted & (self.roles != DEPENDENT)]] = True
        return found

    def head_has(self, wanted: Array) -> Array:
        """Tell, for each group, what is true of the person in the first role."""
        found: Array = wanted[self.head]
        return found

    def total(self, amounts: Array) -> Array:
        """Return the sum by group of an amount of each person."""
        return np.bincount(self.members, weights=amounts, minlength=self.count)


def draw_taken_in(homes: Homes) -> Array:
    """Tell who, in a household without a family, is taken in by the famille of the first."""
    taken_in: Array = homes.place == OTHER
    rows = np.flatnonzero(taken_in)
    share = values("proches")["recueilli"]
    taken_in[rows] = homes.person_draws.chance("taken in", share, rows=rows)
    return taken_in


def draw_familles(homes: Homes, statuses: Statuses) -> Groups:
    """Return the familles: the couple or lone person and the children, adult children apart.

    A relative who is taken in is written among the children, with a tie of their own.
    """
    other = (homes.place == OTHER) & ~draw_taken_in(homes)
    opens = (homes.position == 0) | other | statuses.alone
    roles = np.where(opens, FIRST, np.where(homes.place == PARTNER, SECOND, DEPENDENT))
    return _groups(homes, opens, roles)


def draw_foyers(homes: Homes, persons: Persons, statuses: Statuses) -> Groups:
    """Return the foyers fiscaux: a joint return or one each, adult children on their own or not."""
    table = values("foyers")
    joint = homes.draws.chance("joint return", table["imposition_commune"])[homes.home]
    attached = homes.person_draws.chance("on the parents' return", table["rattachement_fiscal"])
    grown = (homes.place == CHILD) & (persons.age >= 18) & (~attached | statuses.alone)
    partner = homes.place == PARTNER
    opens = (homes.position == 0) | (homes.place == OTHER) | grown | (partner & ~joint)
    roles = np.where(opens, FIRST, np.where(partner, SECOND, DEPENDENT))
    return _groups(homes, opens, roles)


def draw_menages(homes: Homes) -> Groups:
    """Return the ménages, which are the households."""
    return Groups(
        homes.count,
        homes.home,
        homes.place.astype(np.int16),
        homes.start,
        np.arange(homes.count),
    )


def _groups(homes: Homes, opens: Array, roles: Array) -> Groups:
    rank = np.cumsum(opens) - 1
    members = np.where(opens, rank, rank[homes.start][homes.home])
    head = np.flatnonzero(opens)
    return Groups(len(head), members, roles.astype(np.int16), head, homes.home[head])
