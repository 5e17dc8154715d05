"""Checking one value against the type of its variable."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np

from zeronr_rules.errors import did_you_mean, near_names
from zeronr_rules.inputs.catalogue import VariableSpec, country_codes

# Beyond this, an amount is a mistake, and squares or sums would lose cents.
LARGEST = 1e12
LARGEST_INT = 2**31 - 1
OLDEST = date(1850, 1, 1)
NEWEST = date(2200, 12, 31)
# The default of every date: a rule takes it for the absence of a date.
NOT_GIVEN = date(1970, 1, 1)

# Départements 01 to 95 (2A and 2B, never 20), then overseas.
_COMMUNE = re.compile(
    r"(?a:(?:0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5])\d{3}|97[1-8]\d{2}|98[4678]\d{2})"
)
_ISO_DATE = re.compile(r"(?a:\d{4}-\d{2}-\d{2})")
# ISO leaves to its users the code that European administrations give to Kosovo.
_COUNTRIES_TOO = frozenset({"XK"})
BIRTH = "date_naissance"
# What is never zero: zero would be read as an absence, or divide.
_NEVER_ZERO = {
    "aide_logement_nombre_coproprietaires": "1 : le ménage est seul à rembourser.",
    "coloc_nombre_cotitulaires": "1 : le loyer donné est déjà la part du demandeur.",
    "surface_logement": "Ne pas donner la surface si elle n'est pas connue.",
}


class Rejected(Exception):
    """A value does not suit: what was expected, and what to do."""

    def __init__(self, expected: str, hint: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.hint = hint


def check_value(spec: VariableSpec, value: Any) -> Any:
    """Return the value as the engine stores it.

    Raises
    ------
    Rejected
        When it does not suit the variable.

    """
    if isinstance(value, np.generic):
        value = value.item()
    return _CHECKS[spec.kind](spec, value)


def _float(spec: VariableSpec, value: Any) -> float:
    expected = "un montant en euros" if spec.is_money else "un nombre"
    number = _number(value, expected)
    if not math.isfinite(number):
        raise Rejected(f"{expected} fini", "Pour un montant inconnu, ne pas donner le mois.")
    if abs(number) > LARGEST:
        raise Rejected(f"{expected} inférieur à mille milliards")
    if number < 0 and not spec.may_be_negative:
        raise Rejected(f"{expected} positif ou nul", _negative_hint(spec))
    if number == 0 and spec.name in _NEVER_ZERO:
        raise Rejected(f"{expected} plus grand que zéro", _NEVER_ZERO[spec.name])
    return number


def _number(value: Any, expected: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, np.floating)):
        if isinstance(value, str):
            raise Rejected(
                expected, "Écrire un nombre sans guillemets ni unité, avec un point décimal."
            )
        raise Rejected(expected)
    try:
        return float(value)
    except OverflowError:
        raise Rejected(f"{expected} inférieur à mille milliards") from None
    except ValueError:
        # A signalling NaN.
        raise Rejected(expected) from None


def _negative_hint(spec: VariableSpec) -> str:
    if spec.name.startswith("salaire"):
        return (
            "Un total mensuel négatif en DSN compte pour zéro (R262-7 CASF, depuis mars 2025) : "
            "donner 0."
        )
    if spec.is_money:
        return "Un montant versé à un tiers se donne dans sa propre variable, en positif."
    return ""


def _int(spec: VariableSpec, value: Any) -> int:
    expected = "un nombre entier positif ou nul"
    number = _number(value, expected)
    if not math.isfinite(number) or number != int(number):
        raise Rejected(expected)
    if number < 0:
        hint = "Pour un enfant à naître, donner date_naissance." if "age" in spec.name else ""
        raise Rejected(expected, hint)
    if number > LARGEST_INT:
        raise Rejected(f"{expected}, au plus {LARGEST_INT}")
    if number == 0 and spec.name in _NEVER_ZERO:
        raise Rejected("un nombre entier, au moins 1", _NEVER_ZERO[spec.name])
    return int(number)


def _bool(_: VariableSpec, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise Rejected("true ou false", "Écrire true ou false, sans guillemets.")


def _enum(spec: VariableSpec, value: Any) -> int:
    if isinstance(value, str):
        found = spec.members.get(value)
        if found is not None:
            return found
    near = near_names(value, spec.members) if isinstance(value, str) else []
    raise Rejected(f"une valeur parmi {', '.join(spec.members)}", did_you_mean(near))


def _date(spec: VariableSpec, value: Any) -> date:
    expected = "une date « AAAA-MM-JJ »"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        if not _ISO_DATE.fullmatch(value):
            raise Rejected(expected, "Par exemple 1990-03-15.")
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise Rejected(expected, "Ce jour n'existe pas dans le calendrier.") from None
    if not isinstance(value, date):
        raise Rejected(expected, "Par exemple 1990-03-15.")
    if value == NOT_GIVEN and spec.name != BIRTH:
        raise Rejected(expected, "Le 1er janvier 1970 veut dire « non donné » : retirer la valeur.")
    if not OLDEST <= value <= NEWEST:
        raise Rejected(f"{expected} entre {OLDEST.year} et {NEWEST.year}")
    return value


def _str(spec: VariableSpec, value: Any) -> str:
    if spec.name == "depcom":
        return _commune(value)
    if not isinstance(value, str):
        raise Rejected("un texte", "Mettre la valeur entre guillemets.")
    if spec.name == "nationalite":
        return _country(value)
    if spec.max_length is not None and (len(value) > spec.max_length or not value.isascii()):
        raise Rejected(f"un texte d'au plus {spec.max_length} caractères sans accent")
    return value


def _country(value: str) -> str:
    if value in country_codes() or value in _COUNTRIES_TOO:
        return value
    raise Rejected("un code de pays à deux lettres majuscules (ISO 3166)", "Par exemple FR.")


def _commune(value: Any) -> str:
    expected = "un code commune INSEE de cinq caractères"
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 99999:
        # YAML and spreadsheets read 69123 as a number; a lost zero is not guessed.
        if value > 9999:
            value = str(value)
        else:
            raise Rejected(expected, f"Écrire « {value:05d} », entre guillemets.")
    if not isinstance(value, str) or len(value) != 5:
        raise Rejected(expected, "Par exemple « 01053 », entre guillemets.")
    if not _COMMUNE.fullmatch(value):
        hint = "Le code INSEE n'est pas le code postal"
        if value[:2] == "20":
            hint += " ; en Corse il commence par 2A ou 2B"
        raise Rejected(expected, f"{hint}.")
    return value


_CHECKS: dict[str, Callable[[VariableSpec, Any], Any]] = {
    "float": _float,
    "int": _int,
    "bool": _bool,
    "enum": _enum,
    "date": _date,
    "str": _str,
}
