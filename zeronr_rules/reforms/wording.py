"""Dates, values and changes of the law as a French reader writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from zeronr_rules.inputs.periods import month_text
from zeronr_rules.reforms.steps import ParameterChange

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SPACE = "\N{NO-BREAK SPACE}"
_EURO = "€"
_SILENT = {"", "convention", "date", "option", "multiple"}


def day_text(day: str) -> str:
    """Write a day in words.

    Examples
    --------
    >>> day_text("2026-04-01"), day_text("2020-01-11")
    ('1er avril 2026', '11 janvier 2020')

    """
    read = date.fromisoformat(day)
    return f"{'1er' if read.day == 1 else read.day} {_MONTHS[read.month - 1]} {read.year}"


def value_text(value: Any, unit: str) -> str:
    """Write a value of the law with its unit.

    Examples
    --------
    >>> value_text(1651.69, "EUR/mois").split()
    ['1', '651,69', '€/mois']
    >>> value_text(0.5985, "taux").split(), value_text(25, "ans").split()
    (['59,85', '%'], ['25', 'ans'])
    >>> value_text("mois_du_droit", "convention"), value_text(None, "ans")
    ('« mois_du_droit »', 'sans valeur')

    """
    if value is None:
        return "sans valeur"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, str):
        return f"« {value} »"
    if value != value:  # noqa: PLR0124 - only nan is
        return "inconnu"
    number = Decimal(repr(value))
    if unit == "taux":
        return f"{_number(number * 100)}{_SPACE}%"
    if unit.startswith("EUR"):
        return f"{_number(number, cents=number != int(number))}{_SPACE}{unit.replace('EUR', _EURO)}"
    return _number(number) + ("" if unit in _SILENT else _SPACE + unit.replace("_", " "))


def change_text(change: ParameterChange) -> str:
    """Write a change of a parameter, without what the law says now."""
    span = change.span
    when = f"depuis {month_text(span.start)}"
    if span.until_next:
        when += ", jusqu'à la valeur suivante de la loi"
    if span.stop is not None:
        last = month_text(span.stop - 1)
        when = f"{when} (au plus {last})" if span.until_next else f"{when}, jusqu'à {last}"
    if change.kind == "factor":
        return f"× {_number(Decimal(repr(change.value)))} {when}"
    if change.kind == "as_of":
        return f"la valeur de {month_text(change.value)} {when}"
    return f"{value_text(change.value, '')} {when}"


def _number(number: Decimal, *, cents: bool = False) -> str:
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if cents and len(text.partition(".")[2]) < 2:
        text = f"{number:,.2f}"
    return text.replace(",", _SPACE).replace(".", ",")
