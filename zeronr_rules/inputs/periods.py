"""Periods as a situation writes them, read fast and without a library.

Months are counted from year 0 (``year * 12 + month - 1``): a period is a unit,
a first month and a number of months.
"""

from __future__ import annotations

import functools
import re
from datetime import date
from typing import Any, Literal, NamedTuple

from zeronr_rules.errors import PeriodError
from zeronr_rules.inputs.faults import show

FIRST_YEAR, LAST_YEAR = 1900, 2100
_SIMPLE = re.compile(r"(?a:(?P<year>\d{4})(?:-(?P<month>\d{2}))?)")
_LOOSE = re.compile(r"(?a:(?P<year>\d{1,5})(?:[-/](?P<month>\d{1,2}))?)")
_LONG = re.compile(
    r"(?a:(?P<unit>month|year):(?P<year>\d{4})(?:-(?P<month>\d{2}))?(?::(?P<size>\d{1,4}))?)"
)
_DAY = re.compile(r"(?a:(?:day:)?\d{4}-\d{2}-\d{2}(?::\d+)?)")

Unit = Literal["month", "year", "eternity", "day"]


class SimplePeriod(NamedTuple):
    """A unit, a first month (counted from year 0) and a number of units."""

    unit: Unit
    start: int
    size: int

    @property
    def months(self) -> int:
        """Number of months it covers."""
        return self.size * 12 if self.unit == "year" else self.size

    @property
    def is_one_month(self) -> bool:
        """Whether it is a single month."""
        return self.unit == "month" and self.size == 1

    @property
    def is_civil_year(self) -> bool:
        """Whether it is a single year that starts in January."""
        return self.unit == "year" and self.size == 1 and self.start % 12 == 0

    def __str__(self) -> str:
        if self.unit == "eternity":
            return "ETERNITY"
        if self.is_one_month:
            return month_text(self.start)
        if self.is_civil_year:
            return str(self.start // 12)
        return f"{self.unit}:{month_text(self.start)}:{self.size}"


ETERNITY = SimplePeriod("eternity", 0, 0)


def month_text(month: int) -> str:
    """Return a month number as ``YYYY-MM``.

    Examples
    --------
    >>> month_text(2026 * 12 + 4)
    '2026-05'

    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def months_text(months: list[int]) -> str:
    """Return months as text, runs of them as ``first à last``.

    Examples
    --------
    >>> months_text([24312, 24313, 24314, 24317])
    '2026-01 à 2026-03, 2026-06'

    """
    runs: list[list[int]] = []
    for month in sorted(months):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    texts = [
        month_text(run[0])
        if len(run) == 1
        else f"{month_text(run[0])}{' à ' if len(run) > 2 else ', '}{month_text(run[-1])}"
        for run in runs
    ]
    return ", ".join(texts)


def read_period(key: Any) -> SimplePeriod | None:
    """Read a period as OpenFisca writes them; ``None`` when it is not one.

    Examples
    --------
    >>> str(read_period("2026-05")), str(read_period(2026)), read_period("2026-13")
    ('2026-05', '2026', None)
    >>> read_period("month:2026-01:3").months
    3

    """
    if isinstance(key, str):
        return _read_text(key)
    if isinstance(key, date):
        return SimplePeriod("day", key.year * 12 + key.month - 1, 1)
    if isinstance(key, int) and not isinstance(key, bool) and FIRST_YEAR <= key <= LAST_YEAR:
        return SimplePeriod("year", key * 12, 1)
    return None


@functools.lru_cache(maxsize=4096)
def _read_text(text: str) -> SimplePeriod | None:
    found = _SIMPLE.fullmatch(text) or _LONG.fullmatch(text)
    if found is None:
        if text.lower() == "eternity":
            return ETERNITY
        return SimplePeriod("day", 0, 1) if _DAY.fullmatch(text) else None
    parts = found.groupdict()
    year, month = int(parts["year"]), int(parts["month"] or 1)
    default_unit = "month" if parts["month"] else "year"
    unit = parts.get("unit") or default_unit
    size = int(parts.get("size") or 1)
    if unit == "month" and not parts["month"]:
        return None
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and size):
        return None
    period = SimplePeriod("year" if unit == "year" else "month", year * 12 + month - 1, size)
    return period if period.start + period.months <= (LAST_YEAR + 1) * 12 else None


def why_not_a_period(key: Any) -> str:
    """Say why a key is not a period, as far as its form tells.

    Examples
    --------
    >>> why_not_a_period("2026-13"), why_not_a_period("1850-01")
    ('Les mois vont de 01 à 12.', 'Les années vont de 1900 à 2100.')
    >>> why_not_a_period("2026-5")
    'Écrire le mois sur deux chiffres : « 2026-05 ».'

    """
    text = str(key) if isinstance(key, int) and 0 <= key < 10_000 else key
    if not isinstance(text, str):
        return "Écrire la période comme un texte."
    if loose := _LOOSE.fullmatch(text):
        year, month = loose["year"], int(loose["month"] or 1)
        if not FIRST_YEAR <= int(year) <= LAST_YEAR:
            return f"Les années vont de {FIRST_YEAR} à {LAST_YEAR}."
        if not 1 <= month <= 12:
            return "Les mois vont de 01 à 12."
        if len(loose["month"] or "") == 1:
            return f"Écrire le mois sur deux chiffres : « {year}-{month:02d} »."
    if long := _LONG.fullmatch(text):
        return (
            f"Plusieurs mois s'écrivent « month:{long['year']}-01:3 », entre {FIRST_YEAR} et "
            f"{LAST_YEAR}."
        )
    return "Par exemple « 2026-05 »."


def requested_period(period: Any) -> SimplePeriod:
    """Read the period of a request: a month, or a civil year.

    Raises
    ------
    PeriodError
        When it is neither.

    """
    read = read_period(period if isinstance(period, (str, int)) else str(period))
    if isinstance(period, date) or read is None or not (read.is_one_month or read.is_civil_year):
        message = (
            f"Période demandée : reçu {show(period)} ; attendu un mois « AAAA-MM » "
            f"(par exemple « 2026-05 ») ou, pour une variable annuelle, une année « 2026 », "
            f"entre {FIRST_YEAR} et {LAST_YEAR}."
        )
        raise PeriodError(message)
    return read
