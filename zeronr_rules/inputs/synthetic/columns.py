"""What a population says, variable by variable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from zeronr_rules.inputs.synthetic.streams import Array

ETERNITY = ("ETERNITY",)
# A date that nobody gave, as OpenFisca writes it.
NO_DATE = np.datetime64("1970-01-01", "D")


@dataclass(frozen=True)
class Column:
    """One array, and the periods at which a variable has it.

    ``known``, when there is one, tells for whom: the formula says the rest.
    """

    name: str
    periods: tuple[str, ...]
    array: Array
    known: Array | None = None


class Columns:
    """The columns of a population, filled some households at a time.

    Parameters
    ----------
    counts
        How many members each entity has.
    entity_of
        The entity of a variable.

    """

    def __init__(self, counts: Mapping[str, int], entity_of: Callable[[str], str]) -> None:
        self.counts = counts
        self.entity_of = entity_of
        self.done = dict.fromkeys(counts, 0)
        self.found: dict[tuple[str, str], Column] = {}

    def put(
        self,
        name: str,
        periods: str | tuple[str, ...],
        array: Array,
        known: Array | None = None,
    ) -> None:
        """Say what a variable is worth at one period, or the same at several.

        The households are those that follow the ones of the last :meth:`advance`.
        Elsewhere than where it is ``known``, nothing is said.
        """
        several = (periods,) if isinstance(periods, str) else periods
        entity = self.entity_of(name)
        column = self.found.get((name, several[0]))
        if column is None:
            whole = np.empty(self.counts[entity], array.dtype)
            mask = None if known is None else np.zeros(self.counts[entity], dtype=bool)
            column = self.found[name, several[0]] = Column(name, several, whole, mask)
        start = self.done[entity]
        column.array[start : start + len(array)] = array
        if column.known is not None:
            column.known[start : start + len(array)] = known

    def amend(self, name: str, periods: tuple[str, ...], rows: Array, values: Any) -> None:
        """Say otherwise, for some of the households at hand, what was already put."""
        column = self.found[name, periods[0]]
        column.array[self.done[self.entity_of(name)] + rows] = values

    def eternal(self, name: str, array: Array) -> None:
        """Say what a variable is worth whatever the time."""
        self.put(name, ETERNITY, array)

    def advance(self, counts: Mapping[str, int]) -> None:
        """Go on to the next households, after that many members of each entity."""
        for entity, count in counts.items():
            self.done[entity] += count


def spread(count: int, rows: Array, amounts: Any, dtype: Any = float) -> Array:
    """Return a column that is zero, or false, but for some rows.

    Examples
    --------
    >>> spread(4, np.array([1, 3]), [5.0, 6.0])
    array([0., 5., 0., 6.])

    """
    column = np.zeros(count, dtype=dtype)
    column[rows] = amounts
    return column


def days(months: Array, day: Array) -> Array:
    """Return dates from months (``datetime64[M]``) and days of the month, from 1."""
    dates: Array = months.astype("datetime64[D]") + (day - 1).astype("timedelta64[D]")
    return dates


def rank_of(member: Any) -> int:
    """Return the rank of a member of an OpenFisca ``Enum``, as its arrays hold it."""
    return int(member.index)
