"""Ménages as statistics see them: who lives there, of what type, where."""

from __future__ import annotations

from typing import Any

import numpy as np
from attrs import frozen

from zeronr_rules import core

Array = np.ndarray[Any, Any]

HOME = "menage"
# The types of INSEE's studies of living standards, in the order of tables.
ALONE, LONE_PARENT, COUPLE, COUPLE_WITH_CHILDREN, OTHER = TYPES = (
    "personne seule",
    "famille monoparentale",
    "couple sans enfant",
    "couple avec enfant(s)",
    "autre",
)
UNKNOWN_DEPARTMENT = "inconnu"


@frozen(eq=False)
class Households:
    """What the sample says of each ménage, whatever the law.

    Attributes
    ----------
    ids
        Identifiers.
    weights
        How many real ménages each stands for.
    sizes
        How many persons live there in the last month of the period: children to
        be born later are not counted.
    types
        The type of each (see ``TYPES``).
    departments
        The number of the département as text (``"75"``, ``"974"``; ``"20"`` for
        Corsica), or ``"inconnu"``.

    """

    ids: Array
    weights: Array
    sizes: Array
    types: Array
    departments: Array

    @property
    def persons(self) -> Array:
        """How many real persons each ménage stands for."""
        found: Array = self.weights * self.sizes
        return found

    def __len__(self) -> int:
        return len(self.weights)


def home_of(people: core.Population, entity: str) -> Array:
    """Return the ménage in which each member of an entity counts.

    A person counts where they live. A famille or a foyer fiscal counts whole in the
    ménage of the person in its first role (demandeur, déclarant principal), or of
    its first member where nobody has it; without members it counts nowhere: -1.
    """
    homes = people.members[HOME].groups
    if entity == people.person_key:
        return homes
    if entity == HOME:
        return np.arange(people.count(HOME))
    group = people.members[entity]
    # Members in the first role come first, then the order of persons.
    order = np.argsort(group.roles != 0, kind="stable")
    found = np.full(group.count, -1, dtype=np.intp)
    # The last one written stays: the first of each group.
    backwards = order[::-1]
    found[group.groups[backwards]] = homes[backwards]
    return found


def by_home(values: Array, homes: Array, count: int) -> Array:
    """Add up the amounts of the members of an entity by ménage.

    Parameters
    ----------
    values
        One amount a member of the entity.
    homes
        The ménage of each, as :func:`home_of` gives it.
    count
        How many ménages.

    """
    counted = homes >= 0
    return np.bincount(homes[counted], weights=values[counted], minlength=count)


def types_of(people: core.Population, born: Array) -> Array:
    """Return the type of each ménage.

    The types are those of INSEE, from the roles in the ménage; only those who are
    born count, and a child is one at any age:

    - ``personne seule``: one person;
    - ``famille monoparentale``: a person of reference, no partner, children;
    - ``couple sans enfant``, ``couple avec enfant(s)``: a person of reference and a
      partner, without and with children;
    - ``autre``: all the others: somebody else lives there, or a child who has there
      a partner or a child of their own (a parent of a famille of several who live
      there).

    Parameters
    ----------
    people
        The population.
    born
        For each person, whether they are born.

    """
    home = people.members[HOME]
    count, groups = home.count, home.groups
    roles = np.where(born, home.roles, -1)

    def how_many(mask: Array) -> Array:
        return np.bincount(groups[mask], minlength=count)

    keys = {role.key: rank for rank, role in enumerate(home.entity.flattened_roles)}
    sizes = how_many(born)
    couple = how_many(roles == keys["conjoint"]) > 0
    children = how_many(roles == keys["enfant"]) > 0
    headed = how_many(roles == keys["personne_de_reference"]) > 0
    kin = (roles == keys["enfant"]) & _has_a_family_at_home(people, born)
    others = how_many((roles == keys["autre"]) | kin) > 0
    plain = headed & ~others
    conditions = (
        sizes == 1,
        plain & ~couple & children,
        plain & couple & ~children,
        plain & couple & children,
    )
    return np.select(conditions, TYPES[:-1], OTHER)


def _has_a_family_at_home(people: core.Population, born: Array) -> Array:
    """Tell who is a parent of a famille of which another member lives in the same ménage."""
    homes, familles = people.members[HOME], people.members["famille"]
    pairs = familles.groups.astype(np.int64) * homes.count + homes.groups
    _, rank = np.unique(pairs, return_inverse=True)
    together = np.bincount(rank[born], minlength=int(rank.max(initial=-1)) + 1)[rank]
    children = [
        rank for rank, role in enumerate(familles.entity.flattened_roles) if role.key == "enfant"
    ]
    parent = ~np.isin(familles.roles, children)
    found: Array = parent & (together > 1)
    return found


def department_names(numbers: Array) -> Array:
    """Write numbers of départements as their codes.

    Examples
    --------
    >>> department_names(np.array([1, 974, 0])).tolist()
    ['01', '974', 'inconnu']

    """
    known, rank = np.unique(numbers, return_inverse=True)
    names = [f"{number:02d}" if number else UNKNOWN_DEPARTMENT for number in known.tolist()]
    return np.array(names, dtype=str)[rank] if names else np.array([], dtype=str)
