"""Default grids: the thresholds of the law at the period, and points between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules.inputs.catalogue import VariableSpec
from zeronr_rules.inputs.periods import SimplePeriod, month_text
from zeronr_rules.questions.wording import tables

# Members of a list that say that nothing is known: no answer.
_NO_ANSWER = ("non_renseigne", "indetermine")
_AGES = "ages"
# Grids of ages that differ with the role: of children, and of the others.
_OF_ROLE = {True: "ages_enfant", False: "ages_adulte"}
# Months since the last birthday: no threshold of age is crossed around the period.
_SINCE_BIRTHDAY = 6


def default_grid(
    spec: VariableSpec,
    grid: str,
    choices: Iterable[str],
    rules: TaxBenefitSystem,
    period: SimplePeriod,
    *,
    is_child: bool,
) -> list[Any]:
    """Return the values tried for an input, as a situation would write them.

    Parameters
    ----------
    spec
        The input.
    grid
        The name of its grid in ``questions.yaml``, or nothing.
    choices
        The sample values of a text that the file gives.
    rules, period
        Whose parameters, when.
    is_child
        Whether the member is a child of its famille.

    Returns
    -------
    list
        Empty when nothing sensible can be said: the caller must give a grid.

    """
    if grid == _AGES:
        return _births(_thresholds(_OF_ROLE[is_child], rules, period), period)
    if grid:
        return sorted({round(value, 2) for value in _thresholds(grid, rules, period)})
    if spec.kind == "bool":
        return [False, True]
    if spec.kind == "enum":
        return [name for name in spec.members if name not in _NO_ANSWER]
    if spec.kind == "str":
        return list(choices)
    if spec.is_money and spec.unit == "month" and spec.entity == "individu":
        return default_grid(spec, "revenus_mensuels", (), rules, period, is_child=is_child)
    return []


def _births(ages: Iterable[float], period: SimplePeriod) -> list[date]:
    """Return births on both sides of each age, six months after the birthday."""
    whole = sorted({int(age) - below for age in ages for below in (0, 1) if age >= below})
    months = (period.start - 12 * age - _SINCE_BIRTHDAY for age in whole)
    return [date.fromisoformat(f"{month_text(month)}-01") for month in months]


def _thresholds(grid: str, rules: TaxBenefitSystem, period: SimplePeriod) -> list[float]:
    parameters = rules.get_parameters_at_instant(f"{month_text(period.start)}-01")
    products = (_product(factors, parameters) for factors in tables()["grids"][grid])
    return [value for value in products if value is not None]


def _product(factors: Any, parameters: Any) -> float | None:
    """Return a product of values of the law and numbers; None where one is not known then."""
    found = 1.0
    for factor in factors if isinstance(factors, Sequence) and factors else [factors]:
        value = _read(parameters, factor) if isinstance(factor, str) else factor
        if not isinstance(value, (int, float)) or math.isnan(value):
            return None
        found *= value
    return found


def _read(parameters: Any, path: str) -> Any:
    for part in path.split("."):
        parameters = getattr(parameters, part, None)
        if parameters is None:
            return None
    return float(parameters) if hasattr(parameters, "dtype") else parameters
