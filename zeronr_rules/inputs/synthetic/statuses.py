"""What each person does: studies, work, retirement; and the children on their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.households import CHILD, Homes
from zeronr_rules.inputs.synthetic.marginals import tables, values
from zeronr_rules.inputs.synthetic.streams import Array, band_of

STATUSES = (
    "aucun",
    "etudiant",
    "apprenti",
    "salarie",
    "chomeur",
    "independant",
    "ass",
    "handicape",
    "invalide",
    "au_foyer",
    "retraite",
)
SELF_EMPLOYED = (
    "micro_vente",
    "micro_bic",
    "micro_bnc",
    "agriculteur",
    "reel",
    "micro_annuel",
    "gerant",
)
# From this age on a child is never counted with their parents.
_LAST_AGE_WITH_PARENTS = 24
# Below it, statuses of two adults of a household are drawn apart.
_FIRST_CORRELATED_AGE = 25
_MAJORITY = 18
_RETIRED_LATELY = (60, 67)


@dataclass(frozen=True)
class Statuses:
    """The main status of each person, the same for the whole window.

    ``salarie`` and ``chomeur`` are those of the first month: the job market is
    drawn month by month afterwards.

    Attributes
    ----------
    status
        Rank among ``STATUSES``.
    activity
        Of the self-employed, rank among ``SELF_EMPLOYED``; -1 for others.
    retiring
        Salaried persons who retire in January of the year.
    alone
        Children of the household who are a famille of their own.

    """

    status: Array
    activity: Array
    retiring: Array
    alone: Array

    def rows(self, *names: str) -> Array:
        """Return the persons of one of these statuses."""
        return np.flatnonzero(self.has(*names))

    def has(self, *names: str) -> Array:
        """Tell whether each person has one of these statuses."""
        found: Array = _members(STATUSES, names)[self.status]
        return found

    def doing(self, name: str) -> Array:
        """Return the self-employed of that activity."""
        return np.flatnonzero(self.activity == SELF_EMPLOYED.index(name))


def _members(ranked: tuple[str, ...], names: tuple[str, ...]) -> Array:
    """Tell of each rank whether it is that of one of the names: faster than a search."""
    return np.array([name in names for name in ranked])


def draw_statuses(homes: Homes, persons: Persons) -> Statuses:
    """Draw what each person does."""
    draws = homes.person_draws
    table = tables()["statuts"]
    group = band_of(persons.age, table["bounds"])
    # A share of adults follow the draw of their household, the others their own.
    together = draws.chance("status of the household", values("correlation_menage"))
    together &= persons.age >= _FIRST_CORRELATED_AGE
    own = draws.uniform("status")
    uniform = np.where(together, homes.draws.uniform("status")[homes.home], own)
    shares = np.array([table["values"][name] for name in STATUSES], dtype=float)
    cumulated = np.cumsum(shares, axis=0) / shares.sum(axis=0)
    status = np.zeros(homes.persons, dtype=np.int8)
    for limits in cumulated[:-1]:
        status += uniform >= limits[group]
    lone = homes.lone_parent[homes.home] & persons.adult & (status == STATUSES.index("salarie"))
    lone &= draws.chance("lone parent at home", values("parents_isoles")["au_foyer"])
    status[lone] = STATUSES.index("au_foyer")
    working = status == STATUSES.index("independant")
    activity = np.where(
        working,
        draws.choice("activity", [values("types_independants")[k] for k in SELF_EMPLOYED]),
        -1,
    )
    low, high = _RETIRED_LATELY
    lately = values("transitions")["retraites_recents"]
    retiring = (
        (status == STATUSES.index("retraite"))
        & (persons.age >= low)
        & (persons.age < high)
        & draws.chance("retires", lately)
    )
    return Statuses(status, activity, retiring, _alone(homes, persons, status))


def _alone(homes: Homes, persons: Persons, status: Array) -> Array:
    table, age = values("foyers"), persons.age
    probability = np.where(
        status == STATUSES.index("etudiant"),
        table["famille_propre_etudiant"],
        np.where(age <= 20, table["famille_propre_18_20"], table["famille_propre_21_24"]),
    )
    leaves = homes.person_draws.uniform("own famille") < probability
    of_age = (homes.place == CHILD) & (age >= _MAJORITY)
    alone: Array = of_age & (leaves | (age > _LAST_AGE_WITH_PARENTS))
    return alone
