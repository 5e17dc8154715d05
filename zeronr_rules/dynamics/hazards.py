"""How likely each transition is, and what a decision asks: assumptions, said as such."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from importlib import resources
from typing import Any

import yaml
from attrs import evolve, field, fields, frozen

from zeronr_rules.errors import DynamicsError, Fault, did_you_mean, near_names
from zeronr_rules.inputs.faults import show
from zeronr_rules.variables.loi_plein_emploi.orientation import TypesParcours

PATHS = tuple(path.name for path in TypesParcours)
_FILE = "dynamics_sanctions.yaml"


@functools.cache
def tables() -> dict[str, dict[str, Any]]:
    """Return every default, with its ``kind``, ``source`` and ``note``.

    Examples
    --------
    >>> tables()["p_conf"]["kind"]
    'assumption'

    """
    text = resources.files("zeronr_rules").joinpath("data", _FILE).read_text("utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return found


def _assumed(name: str) -> Any:
    return field(factory=lambda: tables()[name]["value"])


def _faults(name: str, value: Any, at_most: float = 1.0) -> list[Fault]:
    right = isinstance(value, (int, float)) and not isinstance(value, bool)
    right = right and 0 <= value <= at_most and value < math.inf
    limit = " entre 0 et 1" if at_most == 1 else " positif ou nul"
    return [] if right else [Fault((name,), show(value), f"un nombre{limit}")]


def _first_faults(value: Any) -> list[Fault]:
    if value is None:
        return []
    if not isinstance(value, Mapping):
        return _faults("h1", value)
    found = []
    for path, one in value.items():
        if path not in PATHS:
            hint = did_you_mean(near_names(str(path), PATHS))
            found.append(Fault(("h1", str(path)), "un parcours inconnu", ", ".join(PATHS), hint))
        else:
            found += [
                Fault(("h1", path), fault.given, fault.expected) for fault in _faults("h1", one)
            ]
    missing = [path for path in PATHS if path not in value]
    if missing:
        found.append(Fault(("h1",), f"rien pour {', '.join(missing)}", "un nombre par parcours"))
    return found


@frozen
class Hazards:
    """Monthly chances of each transition between free, rank 1, rank 2 and struck off.

    Only the share under sanction before the reform is published, and the default ``h1`` is
    calibrated on it. Every other default is an assumption of ours, with its reason in
    ``zeronr_rules/data/dynamics_sanctions.yaml``: set your own.

    Parameters
    ----------
    h1
        Chance of a sanction for who has duties and is free: one number, or one for each path
        (``en_attente``, ``professionnel``, ``socio_professionnel``, ``social``). ``None``: the one
        that leads to the published share (:func:`first_hazard`).
    p_conf
        Chance to comply, each month of a sanction after the first.
    p_persist
        Chance that a decision of rank 2 follows a first suspension that ended without compliance.
    p_suppression
        Share of the decisions of rank 2 that suppress; the others suspend.
    p_sortie
        Chance that the département ends the right at the end of a rank 2 without compliance.
    r
        Chance of a new claim, each month after the end of the right.
    factor
        What ``h1`` is multiplied by, 1 at the most after that: the scenarios ×1, ×2, ×3.

    Raises
    ------
    DynamicsError
        When one is not a chance; all faults together.

    Examples
    --------
    >>> Hazards(h1=0.01).times(2).factor
    2

    """

    h1: Any = None
    p_conf: float = _assumed("p_conf")
    p_persist: float = _assumed("p_persist")
    p_suppression: float = _assumed("p_suppression")
    p_sortie: float = _assumed("p_sortie")
    r: float = _assumed("r")
    factor: float = 1

    def __attrs_post_init__(self) -> None:
        found = _first_faults(self.h1)
        for one in fields(Hazards):
            if one.name not in {"h1", "factor"}:
                found += _faults(one.name, getattr(self, one.name))
        found += _faults("factor", self.factor, math.inf)
        if found:
            raise DynamicsError(found)

    def times(self, factor: float) -> Hazards:
        """Return the same with sanctions that many times as likely.

        Raises
        ------
        DynamicsError
            When the factor is no number, zero or more.

        """
        found = _faults("factor", factor, math.inf)
        if found:
            raise DynamicsError(found)
        return evolve(self, factor=self.factor * factor)


@frozen
class Scale:
    """What each decision asks, by rank; the rules bring it within the bounds of the décret.

    Parameters
    ----------
    rates
        Share of the allowance at rank 1, then at rank 2.
    months
        Duration at rank 1, then at rank 2.

    Raises
    ------
    DynamicsError
        When one cannot be asked.

    """

    rates: tuple[float, float]
    months: tuple[float, float]

    def __attrs_post_init__(self) -> None:
        found = []
        for name, limit in (("rates", 1.0), ("months", math.inf)):
            pair = getattr(self, name)
            if not isinstance(pair, (tuple, list)) or len(pair) != 2:
                found.append(Fault((name,), show(pair), "deux nombres, un par rang"))
                continue
            for value in pair:
                found += _faults(name, value, limit)
                if value == 0:
                    found.append(Fault((name,), "0", "un nombre positif"))
        if found:
            raise DynamicsError(found)
