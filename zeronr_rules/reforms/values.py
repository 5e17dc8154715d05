"""Whether a value suits a parameter: type, unit, range."""

from __future__ import annotations

import math
import re
from datetime import date
from numbers import Integral, Real
from typing import Any

from zeronr_rules.errors import Fault, did_you_mean, near_names
from zeronr_rules.inputs.faults import show
from zeronr_rules.inputs.periods import month_text
from zeronr_rules.reforms.spans import Span, read_month
from zeronr_rules.reforms.steps import Kind, ParameterChange
from zeronr_rules.reforms.tree import first_day, times, value_at

_CONVENTION, _DATE, _RATE, _SWITCH = "convention", "date", "taux", "option"
_ISO = re.compile(r"(?a:\d{4}-\d{2}-\d{2})")
# A rate of the law above 100 % (a majoration) may be reformed, up to ten times.
_HIGHEST_RATE = 10
_OPTIONS = (0, 1)
# No value of the law comes near.
_LARGEST = 1e12


def unit_of(leaf: Any) -> str:
    """Return the unit of a parameter."""
    return str((leaf.metadata or {}).get("unit") or "")


def read_change(
    path: str, leaf: Any, span: Span, given: Any, place: tuple[str, ...]
) -> ParameterChange | Fault:
    """Read the change of a parameter over a span, or say what is wrong with it."""
    if not isinstance(given, dict):
        value = _value(leaf, given, place)
        return value if isinstance(value, Fault) else ParameterChange(path, span, "value", value)
    if set(given) == {"factor"}:
        return _factor(path, leaf, span, given["factor"], place)
    if set(given) == {"as_of"}:
        return _as_of(path, leaf, span, given["as_of"], place)
    hint = 'Par exemple {"factor": 1.1}, ou {"as_of": "2025-03"} : la valeur de ce mois.'
    return Fault(place, show(given), "une valeur, ou un objet « factor » ou « as_of »", hint)


def _factor(
    path: str, leaf: Any, span: Span, given: Any, place: tuple[str, ...]
) -> ParameterChange | Fault:
    kind: Kind = "factor"
    known = [one.value for one in leaf.values_list if one.value is not None]
    if not all(_is_number(one) for one in known) or unit_of(leaf) == _SWITCH:
        hint = "Un facteur multiplie des nombres."
        return Fault(place, "un facteur", _expected(leaf), hint)
    factor = _plain(given)
    if not _is_number(factor) or not 0 <= factor < _LARGEST:
        return Fault((*place, kind), show(given), "un nombre positif")
    if _is_whole(leaf):
        parts = [one for one in known if times(one, factor, "") % 1]
        if parts:
            hint = f"{show(parts[0])} fois {show(factor)} n'est pas entier."
            return Fault((*place, kind), show(given), "un facteur qui donne des entiers", hint)
    highest = _highest_rate(leaf)
    if highest is not None and max(_known_values(leaf), default=0) * factor > highest:
        hint = "Un taux de la loi dépasserait cette borne."
        return Fault(
            (*place, kind), show(given), f"un facteur qui laisse le taux à {highest} au plus", hint
        )
    return ParameterChange(path, span, kind, factor)


def _as_of(
    path: str, leaf: Any, span: Span, given: Any, place: tuple[str, ...]
) -> ParameterChange | Fault:
    kind: Kind = "as_of"
    month = read_month(given)
    if month is None:
        return Fault((*place, kind), show(given), "un mois « AAAA-MM »")
    if value_at(leaf, first_day(month)) is None:
        hint = f"La première valeur est du {first_date(leaf)}."
        return Fault((*place, kind), f"« {month_text(month)} »", "un mois où il a une valeur", hint)
    return ParameterChange(path, span, kind, month)


def first_date(leaf: Any) -> str:
    """Return the date of the first value of a parameter."""
    return str(leaf.values_list[-1].instant_str)


def _value(leaf: Any, given: Any, place: tuple[str, ...]) -> Any:
    """Return the value as it is held, or the fault."""
    value = _plain(given)
    if value is None:
        hint = "Pour qu'une prestation disparaisse, neutraliser sa variable."
        return Fault(place, "null", _expected(leaf), hint)
    unit, sample = unit_of(leaf), _sample(leaf)
    if unit == _CONVENTION:
        return _reading(leaf, value, place)
    if isinstance(sample, list):
        return _list(value, sample, place)
    if isinstance(sample, str):
        return _dates(value, place) if unit == _DATE else _text(value, place)
    return _number(leaf, value, place)


def _reading(leaf: Any, value: Any, place: tuple[str, ...]) -> Any:
    readings = [str(one) for one in (leaf.metadata or {}).get("possible_values") or ()]
    if isinstance(value, str) and value in readings:
        return value
    hint = did_you_mean(near_names(value, readings)) if isinstance(value, str) else ""
    listed = " ou ".join(f"« {one} »" for one in readings)
    return Fault(place, show(value), f"une lecture de cette convention : {listed}", hint)


def _list(value: Any, sample: list[Any], place: tuple[str, ...]) -> Any:
    kind = type(sample[0]) if sample else str
    if isinstance(value, (list, tuple)) and all(type(one) is kind for one in value):
        return tuple(value)
    return Fault(place, show(value), f"une liste, par exemple {sample[:2]}")


def _dates(value: Any, place: tuple[str, ...]) -> Any:
    value = value.isoformat() if isinstance(value, date) else value
    if isinstance(value, str) and value and all(map(_is_date, value.split(" "))):
        return value
    return Fault(place, show(value), "une date « AAAA-MM-JJ » (plusieurs : séparées d'un espace)")


def _is_date(text: str) -> bool:
    if not _ISO.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _text(value: Any, place: tuple[str, ...]) -> Any:
    return value if isinstance(value, str) else Fault(place, show(value), "un texte")


def _number(leaf: Any, value: Any, place: tuple[str, ...]) -> Any:
    if not _is_number(value):
        return Fault(place, show(value), _expected(leaf))
    unit = unit_of(leaf)
    if value < 0:
        return Fault(place, show(value), f"{_expected(leaf)}, positif ou nul")
    if not value < _LARGEST:
        # A nan is not smaller than anything.
        return Fault(place, show(value), f"{_expected(leaf)}, fini")
    if unit == _SWITCH and value not in _OPTIONS:
        return Fault(place, show(value), "0 (non) ou 1 (oui)")
    if _is_whole(leaf) and value != int(value):
        return Fault(place, show(value), f"{_expected(leaf)}, entier")
    highest = _highest_rate(leaf)
    if highest is not None and value > highest:
        hint = "Un pourcentage s'écrit en fraction : 60 % est 0.6."
        return Fault(place, show(value), f"un taux entre 0 et {highest}", hint)
    return value


def _known_values(leaf: Any) -> list[float]:
    """Return the numbers that the law gives a parameter, at all dates."""
    return [one.value for one in leaf.values_list if _is_number(one.value)]


def _highest_rate(leaf: Any) -> float | None:
    """Return the highest value that a rate may take; None for what is no rate."""
    if unit_of(leaf) != _RATE:
        return None
    return 1 if max(_known_values(leaf), default=0) <= 1 else _HIGHEST_RATE


def _expected(leaf: Any) -> str:
    """Say what the values of a parameter are."""
    unit = unit_of(leaf)
    if unit == _CONVENTION:
        return "une lecture de cette convention"
    if unit == _DATE:
        return "une date « AAAA-MM-JJ »"
    sample = _sample(leaf)
    if isinstance(sample, (list, str)):
        return "une liste" if isinstance(sample, list) else "un texte"
    return f"un nombre ({unit})" if unit else "un nombre"


def _sample(leaf: Any) -> Any:
    return next((one.value for one in leaf.values_list if one.value is not None), None)


def _is_whole(leaf: Any) -> bool:
    """Whether a parameter counts things: months, ages, children."""
    unit = unit_of(leaf)
    if unit.startswith("EUR") or unit not in {"ans", "mois", "enfants", "personnes", _SWITCH}:
        return False
    return all(isinstance(one.value, int) for one in leaf.values_list if one.value is not None)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _plain(value: Any) -> Any:
    """Return numbers of other libraries as Python's."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Integral):
        return int(value)
    # numpy's booleans are no Real, its floats are.
    try:
        return float(value) if isinstance(value, Real) else value
    except OverflowError:
        return math.inf
