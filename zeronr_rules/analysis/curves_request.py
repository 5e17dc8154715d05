"""What a budget curve is asked for, checked as a whole before anything is computed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules.analysis.curves_axis import TAXABLE, TAXABLE_OVER_NET, WAGE, Axis, moments
from zeronr_rules.errors import CurveError, PeriodError, did_you_mean, near_names
from zeronr_rules.inputs.catalogue import Catalogue, VariableSpec
from zeronr_rules.inputs.faults import Faults, show
from zeronr_rules.inputs.periods import SimplePeriod, month_text, requested_period
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.text import french_number

MOST_STEPS, FEWEST_STEPS = 5000, 2
STEP = 10.0
DEFAULT_STEPS = 300
_HOURS = 35 * 52 / 12
_ROUND = 100
_HIGHEST = 1e7
_AXIS = "variable"


def requested_month(period: Any) -> SimplePeriod:
    """Read the month of a curve.

    Raises
    ------
    PeriodError
        When it is not one.

    """
    asked = requested_period(period)
    if asked.unit != "month":
        message = (
            f"Période demandée : reçu « {asked} » ; attendu un mois « AAAA-MM » : une courbe est "
            "celle d'un mois."
        )
        raise PeriodError(message)
    return asked


def requested_axis(
    system: TaxBenefitSystem,
    catalogue: Catalogue,
    situation: Situation,
    period: SimplePeriod,
    *,
    person: Any,
    variable: Any,
    start: Any,
    up_to: Any,
    steps: Any,
    steady_state: bool,
    taxable_ratio: Any,
) -> Axis:
    """Return the axis asked for.

    Raises
    ------
    CurveError
        With every fault of the request.

    """
    faults = Faults()
    spec = _input(catalogue, variable, faults)
    rank = _member(situation, spec, person, faults)
    low = _amount("start", start, faults)
    high = _default_top(system, spec, period, up_to, faults)
    count = _steps(steps, low, high, faults)
    ratio = _ratio(spec, taxable_ratio, faults)
    if low is not None and high is not None and not low < high:
        faults.add(("up_to",), show(up_to), f"plus que start ({french_number(low)})")
    if faults:
        raise CurveError(faults.found)
    # For the type checker: without a fault, everything was read.
    assert spec is not None  # noqa: S101
    assert low is not None  # noqa: S101
    assert high is not None  # noqa: S101
    values = np.round(np.linspace(low, high, count + 1), 2)
    if (np.diff(values) <= 0).any():
        expected = "des points qui diffèrent d'un centime au moins"
        faults.add(("steps",), show(steps), expected)
        raise CurveError(faults.found)
    follows = spec.name in TAXABLE and steady_state
    return Axis(
        spec=spec,
        rank=rank,
        member=situation.ids(spec.entity)[rank],
        values=values,
        keys=moments(spec, situation, period, steady_state=steady_state),
        taxable=TAXABLE[spec.name] if follows else None,
        ratio=ratio,
        steady_state=steady_state,
    )


def _input(catalogue: Catalogue, name: Any, faults: Faults) -> VariableSpec | None:
    spec = catalogue.variables.get(name) if isinstance(name, str) else None
    if spec is None:
        known = [one for one, spec in catalogue.variables.items() if spec.is_money]
        hint = did_you_mean(near_names(name, known)) if isinstance(name, str) else ""
        faults.add((_AXIS,), show(name), "une donnée en euros", hint)
        return None
    if not spec.is_money:
        faults.add((_AXIS,), f"« {spec.name} », qui n'est pas en euros", "une donnée en euros")
        return None
    if spec.has_formula:
        faults.add(
            (_AXIS,),
            f"« {spec.name} », que les règles calculent",
            "une donnée en euros",
            "Par exemple salaire_net, chomage_net ou loyer.",
        )
        return None
    return spec


def _member(situation: Situation, spec: VariableSpec | None, person: Any, faults: Faults) -> int:
    """Return the rank of the member whose input moves: the person, or the person's group."""
    rank = _person(situation, person, faults)
    if spec is None or spec.entity not in situation.groups or rank is None:
        return rank or 0
    return situation.groups[spec.entity].members[rank]


def _person(situation: Situation, person: Any, faults: Faults) -> int | None:
    persons = situation.persons
    if person is None:
        if len(persons) == 1:
            return 0
        faults.add(
            ("person",),
            "rien",
            f"l'identifiant d'une personne, parmi {', '.join(persons[:10])}",
        )
        return None
    if str(person) in persons and not isinstance(person, bool):
        return persons.index(str(person))
    listed = f"une personne de la situation : {', '.join(persons[:10])}"
    faults.add(("person",), show(person), listed, did_you_mean(near_names(str(person), persons)))
    return None


def _amount(name: str, value: Any, faults: Faults) -> float | None:
    number = isinstance(value, (int, float, np.integer, np.floating))
    if not number or isinstance(value, bool) or not 0 <= value <= _HIGHEST:
        expected = f"un montant en euros par mois, de 0 à {french_number(_HIGHEST, 0)}"
        faults.add((name,), show(value), expected)
        return None
    return float(value)


def _default_top(
    system: TaxBenefitSystem,
    spec: VariableSpec | None,
    period: SimplePeriod,
    up_to: Any,
    faults: Faults,
) -> float | None:
    if up_to is not None:
        return _amount("up_to", up_to, faults)
    if spec is None:
        return None
    if spec.name not in TAXABLE:
        faults.add(("up_to",), "rien", f"jusqu'où va {spec.name}, en euros")
        return None
    instant = f"{month_text(period.start)}-01"
    smic = float(system.get_parameters_at_instant(instant).prestations.commun.smic_horaire)
    return math.ceil(2 * _HOURS * smic / _ROUND) * float(_ROUND)


def _steps(steps: Any, low: float | None, high: float | None, faults: Faults) -> int:
    if steps is None:
        if low is None or high is None or not low < high:
            return DEFAULT_STEPS
        whole = (high - low) / STEP
        fits = whole == int(whole) and DEFAULT_STEPS // 10 <= whole <= MOST_STEPS
        return int(whole) if fits else DEFAULT_STEPS
    if isinstance(steps, bool) or not isinstance(steps, (int, np.integer)):
        faults.add(("steps",), show(steps), "un nombre entier de pas")
    elif not FEWEST_STEPS <= steps <= MOST_STEPS:
        bounds = f"{FEWEST_STEPS} à {french_number(MOST_STEPS, 0)}"
        faults.add(("steps",), show(int(steps)), f"{bounds} pas")
    else:
        return int(steps)
    return DEFAULT_STEPS


def _ratio(spec: VariableSpec | None, given: Any, faults: Faults) -> float:
    if given is None:
        return TAXABLE_OVER_NET if spec is not None and spec.name == WAGE else 1.0
    number = isinstance(given, (int, float)) and not isinstance(given, bool)
    if not number or not 0 <= given <= 2:
        faults.add(("taxable_ratio",), show(given), "un rapport entre 0 et 2, par exemple 1.036")
        return 1.0
    return float(given)
