"""Months, dates, values and units as a French reader writes them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from zeronr_rules.text import MONTHS, french_number, french_value, month_name

_SHORT = (
    "janv.", "févr.", "mars", "avril", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
_SPACE = "\N{NO-BREAK SPACE}"
_RATE = "taux"
_MONEY = "EUR"
_OPTION = "option"
_UNITS = {"heures_smic": "SMIC horaires", "date": "", "convention": ""}


def short_month(month: str) -> str:
    """Write a month for the head of a column.

    Examples
    --------
    >>> short_month("2026-01")
    'janv. 2026'

    """
    year, _, number = month.partition("-")
    return f"{_SHORT[int(number) - 1]} {year}"


def months_listed(months: Sequence[str]) -> str:
    """List months, each year once.

    Examples
    --------
    >>> months_listed(["2026-01", "2026-02", "2026-03"])
    'janvier, février, mars 2026'
    >>> months_listed(["2025-12", "2026-01", "2026-02"])
    'décembre 2025, janvier, février 2026'

    """
    names = []
    for month, following in zip(months, [*months[1:], ""], strict=True):
        name = month_name(month)
        names.append(name.split()[0] if month[:4] == following[:4] else name)
    return ", ".join(names)


def day_name(day: str) -> str:
    """Write a date in words.

    Examples
    --------
    >>> day_name("2026-04-01"), day_name("2018-03-25")
    ('1er avril 2026', '25 mars 2018')

    """
    year, month, number = day.split("-")
    number = "1er" if int(number) == 1 else str(int(number))
    return f"{number} {MONTHS[int(month) - 1]} {year}"


def value_text(value: Any, *, is_money: bool) -> str:
    """Write the value of a variable."""
    if isinstance(value, date):
        return day_name(value.isoformat())
    return french_value(value, is_money=is_money)


def parameter_text(value: Any, unit: str) -> str:
    """Write a value of the law with its unit.

    Examples
    --------
    >>> parameter_text(0.5985, "taux").split(), parameter_text(59, "heures_smic").split()
    (['59,85', '%'], ['59', 'SMIC', 'horaires'])
    >>> parameter_text(1, "option")
    'oui'

    """
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "oui" if value is True else "non" if value is False else str(value)
    if math.isnan(value):
        return "inconnu"
    if unit == _OPTION and value in {0, 1}:
        return "oui" if value else "non"
    if unit.startswith(_MONEY):
        return f"{french_number(value)}{_SPACE}€{unit.removeprefix(_MONEY)}"
    if unit == _RATE:
        return f"{_short_number(value * 100)}{_SPACE}%"
    named = _UNITS.get(unit, unit)
    return f"{_short_number(value)}{_SPACE}{named}".rstrip(_SPACE)


def _short_number(value: float) -> str:
    """Write a number without zeros at its end."""
    text = french_number(round(value, 6), 6)
    return text.rstrip("0").rstrip(",")
