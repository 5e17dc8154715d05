"""Households: of which type, how many adults and children, who has which place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeronr_rules.inputs.synthetic.marginals import values
from zeronr_rules.inputs.synthetic.streams import Array, Streams

TYPES = (
    "homme_seul",
    "femme_seule",
    "sans_famille",
    "couple_sans_enfant",
    "couple_avec_enfants",
    "monoparentale",
)
# Places in the household, which are the ranks of the roles of a ménage.
REFERENCE, PARTNER, CHILD, OTHER = range(4)
MOST_CHILDREN = 7


@dataclass(frozen=True)
class Homes:
    """Some households and the persons who live there, household by household.

    Attributes
    ----------
    draws, person_draws
        The random numbers of each household, of each person.
    type
        Rank of the type of each household among ``TYPES``.
    couple, children
        Whether two adults are a couple; how many children of any age.
    size, start
        How many persons; rank of the first of them.
    home, position, place
        Of each person: the household, their position in it, their place.

    """

    draws: Streams
    person_draws: Streams
    type: Array
    couple: Array
    children: Array
    size: Array
    start: Array
    home: Array
    position: Array
    place: Array

    @property
    def count(self) -> int:
        """How many households."""
        return len(self.type)

    @property
    def persons(self) -> int:
        """How many persons."""
        return len(self.home)

    def is_type(self, name: str) -> Array:
        """Tell which households are of that type."""
        found: Array = self.type == TYPES.index(name)
        return found

    @property
    def lone_parent(self) -> Array:
        """Which households are those of a lone parent."""
        return self.is_type("monoparentale")

    def total(self, amounts: Array) -> Array:
        """Return the sum by household of an amount of each person."""
        return np.bincount(self.home, weights=amounts, minlength=self.count)


def draw_homes(seed: int, first: int, stop: int) -> Homes:
    """Draw the households of these numbers."""
    draws = Streams.of_households(seed, first, stop)
    kind = draws.choice("type", [values("menages")[name] for name in TYPES])
    couple = (kind == TYPES.index("couple_sans_enfant")) | (
        kind == TYPES.index("couple_avec_enfants")
    )
    children = np.where(
        kind == TYPES.index("couple_avec_enfants"),
        draws.pick("children", values("enfants_couple")),
        np.where(
            kind == TYPES.index("monoparentale"),
            draws.pick("children", values("enfants_monoparentale")),
            0,
        ),
    )
    without_family = kind == TYPES.index("sans_famille")
    others = (draws.pick("others", values("personnes_sans_famille")) - 1) * without_family
    size = 1 + couple + children + others
    start = np.cumsum(size) - size
    home = np.repeat(np.arange(len(kind)), size)
    position = np.arange(len(home)) - start[home]
    place = np.where(
        position == 0,
        REFERENCE,
        np.where(
            couple[home] & (position == 1), PARTNER, np.where(without_family[home], OTHER, CHILD)
        ),
    )
    person_draws = draws.of_members(home, position)
    return Homes(draws, person_draws, kind, couple, children, size, start, home, position, place)
