"""The months of a synthetic population.

Incomes are known for 27 months: from October of the year before last to December
of the year, so that each month of the year finds its reference months (M-4 to
M-2 at the most). What does not change has the same value for the four calendar
years that end with the year, and yearly incomes are those of the third and
second year before.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

MONTHS = 27
# Rank, among the 27, of January of the year and of January of the year before.
JANUARY, JANUARY_BEFORE = 15, 3
FIRST_YEAR = 2017


@dataclass(frozen=True)
class Calendar:
    """The months around a year, as texts that periods are made of.

    Examples
    --------
    >>> calendar = Calendar(2026)
    >>> calendar.months[0], calendar.months[15], calendar.months[-1]
    ('2024-10', '2026-01', '2026-12')

    """

    year: int

    @functools.cached_property
    def months(self) -> tuple[str, ...]:
        """The 27 months for which incomes are known."""
        return tuple(str(self.month(rank)) for rank in range(MONTHS))

    def month(self, rank: int) -> np.datetime64:
        """Return the month of that rank: 0 the first, 26 December of the year."""
        return np.datetime64(f"{self.year}-12", "M") + (rank - MONTHS + 1)

    def of_year(self, months: list[int]) -> tuple[str, ...]:
        """Return months of the year by number (January is 1)."""
        return tuple(f"{self.year}-{month:02}" for month in months)

    def whole(self, year: int) -> tuple[str, ...]:
        """Return the twelve months of a year."""
        return tuple(f"{year}-{month:02}" for month in range(1, 13))

    @functools.cached_property
    def all_months(self) -> tuple[str, ...]:
        """The 48 months of the year and of the three before it."""
        years = range(self.year - 3, self.year + 1)
        return tuple(month for year in years for month in self.whole(year))

    @property
    def last_months(self) -> tuple[str, ...]:
        """December of the year, and the three months after it.

        A pupil's pay is read over a half-year that may end in March: what held
        in December is taken to go on.
        """
        after = tuple(f"{self.year + 1}-{month:02}" for month in (1, 2, 3))
        return (self.months[-1], *after)
