"""What people type: numbers, dates and choices as the French write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from zeronr_rules.inputs.catalogue import VariableSpec

_DONT_KNOW = frozenset({"?", "je ne sais pas", "ne sais pas", "sais pas", "nsp", "jnsp"})
_STOP = frozenset({"stop", "fin", "arreter", "quitter"})
_YES_NO = {"oui": True, "o": True, "non": False, "n": False}
_NUMBER = re.compile(r"(?a:-?\d+(?:[.,]\d+)?)")
# 1.200 is 1,2 for some and 1200 for others.
_AMBIGUOUS = re.compile(r"(?a:-?\d{1,3}[.,]\d{3})")
_DAY = re.compile(r"(?a:(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))")


class Unreadable(Exception):
    """A reply is not one: what was expected."""


def plain(text: str) -> str:
    """Return a text without accents, capitals or spaces around it.

    Examples
    --------
    >>> plain("  Élève ou  étudiant ")
    'eleve ou etudiant'

    """
    letters = unicodedata.normalize("NFKD", text.replace("’", "'"))
    kept = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(kept.casefold().split())


def is_unknown(text: str) -> bool:
    """Whether somebody says that they do not know."""
    return plain(text).rstrip(".!") in _DONT_KNOW or plain(text) == "?"


def is_stop(text: str) -> bool:
    """Whether somebody wants no more questions."""
    return plain(text).rstrip(".!") in _STOP


def read_reply(
    text: str, spec: VariableSpec, grid: Sequence[Any] = (), labels: Sequence[str] = ()
) -> Any:
    """Return what was typed as a situation would write it.

    Parameters
    ----------
    text
        What was typed.
    spec
        The input that was asked for.
    grid, labels
        The choices shown, with what was said of them.

    Raises
    ------
    Unreadable
        With what was expected, in French.

    """
    said = plain(text)
    if not said:
        raise Unreadable("une réponse, ou « je ne sais pas »")
    if spec.kind in ("float", "int"):
        return read_number(text, is_whole=spec.kind == "int")
    if spec.kind == "bool":
        return read_yes_no(text)
    if spec.kind == "date":
        return read_date(text)
    if spec.kind == "enum":
        return _choice(said, spec, grid, labels)
    return text.strip().upper()


def read_number(text: str, *, is_whole: bool = False) -> float | int:
    """Read a number, with a comma or a point and the euro sign or not.

    Examples
    --------
    >>> read_number("1 200,50 €"), read_number("3", is_whole=True)
    (1200.5, 3)

    """
    digits = "".join(text.split()).removesuffix("€").removesuffix("euros")
    expected = "un nombre entier" if is_whole else "un nombre, par exemple 850 ou 850,50"
    if _AMBIGUOUS.fullmatch(digits):
        raise Unreadable(f"{expected} ; écrire 1200, sans séparateur de milliers")
    if not _NUMBER.fullmatch(digits) or len(digits) > 20:
        raise Unreadable(expected)
    number = float(digits.replace(",", "."))
    if is_whole:
        if number != int(number):
            raise Unreadable(expected)
        return int(number)
    return number


def read_yes_no(text: str) -> bool:
    """Read ``oui`` or ``non``.

    Examples
    --------
    >>> read_yes_no("Oui"), read_yes_no("n")
    (True, False)

    """
    found = _YES_NO.get(plain(text))
    if found is None:
        raise Unreadable("oui ou non")
    return found


def read_date(text: str) -> date:
    """Read a day, the French way or the ISO one.

    Examples
    --------
    >>> str(read_date("15/3/1990")), str(read_date("1990-03-15"))
    ('1990-03-15', '1990-03-15')

    """
    expected = "une date JJ/MM/AAAA, par exemple 15/03/1990"
    french = _DAY.fullmatch(text.strip())
    try:
        if french:
            day, month, year = map(int, french.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Unreadable(expected) from None


def _choice(said: str, spec: VariableSpec, grid: Sequence[Any], labels: Sequence[str]) -> str:
    known = {str(rank): value for rank, value in enumerate(grid, 1)}
    known |= {plain(label): value for label, value in zip(labels, grid, strict=True)}
    known |= {name: name for name in spec.members}
    found = known.get(said)
    if found is None:
        raise Unreadable(f"un numéro de 1 à {len(grid)}, ou le texte d'un choix")
    return str(found)
