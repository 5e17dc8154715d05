"""Collecting faults, and showing what was given without trusting it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from zeronr_rules.errors import Fault

_SHOWN = 60
# Control, format (directions among them), lone surrogates, separators of lines.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class Faults:
    """The faults of one input, in the order they were found."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, path: tuple[str, ...], given: str, expected: str, hint: str = "") -> None:
        """Add a fault; ``given`` is already text (see :func:`show`)."""
        self.found.append(Fault(tuple(map(shorten, path)), given, expected, hint))

    def __bool__(self) -> bool:
        return bool(self.found)


def is_hidden(character: str) -> bool:
    """Whether a character acts on a terminal or a page, or cannot be seen there."""
    return unicodedata.category(character) in _HIDDEN


def printable(text: str) -> str:
    r"""Write hidden characters (control, direction, format) as escapes.

    Examples
    --------
    >>> printable("a\x1b[31m")
    'a\\x1b[31m'

    """
    if text.isprintable():
        return text
    return "".join(
        ascii(character)[1:-1] if is_hidden(character) else character for character in text
    )


def shorten(text: str) -> str:
    """Cut a text too long to be read in a message, hidden characters escaped."""
    text = printable(text[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def name_of(key: Any) -> str:
    """Return an identifier as text, whatever it is in the input."""
    return key if isinstance(key, str) else show(key)


def show(value: Any) -> str:
    """Say what a value is, in a few words of French.

    Examples
    --------
    >>> show("mille"), show(-5), show(True), show({}), show(None)
    ('« mille »', '-5', 'true', 'un objet vide', 'null')

    """
    if isinstance(value, str):
        return f"« {shorten(value)} »" if value else "un texte vide"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "un objet" if value else "un objet vide"
    if isinstance(value, (list, tuple, set, frozenset)):
        return f"une liste de {len(value)} éléments" if len(value) > 1 else "une liste"
    if isinstance(value, int):
        # The text of a huge integer is refused by Python itself.
        return shorten(str(value)) if value.bit_length() < 1000 else "un entier immense"
    if isinstance(value, (float, Decimal)):
        return shorten(str(value))
    if isinstance(value, date):
        return value.isoformat()
    return f"une valeur de type {type(value).__name__}"
