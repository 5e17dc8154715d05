"""The explanation of any variable: what its formula asked for, and the answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zeronr_rules.explain.explanation import Line
from zeronr_rules.explain.target import Target, ranks_around
from zeronr_rules.explain.texts import references
from zeronr_rules.explain.trace import Call, TracedRun
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.values import BIRTH, NOT_GIVEN


def dependencies(
    run: TracedRun, catalogue: Catalogue, call: Call, target: Target
) -> Iterator[Line]:
    """Describe the direct dependencies of a variable, for the members around the target."""
    for used in run.dependencies(call):
        spec = catalogue.variables[used.variable]
        # An eternal variable has one value, whatever the month it is asked for.
        period = call.period if spec.unit == "eternity" else used.period
        values = run.calculate(used.variable, period)
        ids = run.situation.ids(spec.entity)
        ranks = ranks_around(run.situation, target, spec.entity)
        for rank in ranks:
            yield Line(
                label=spec.label,
                value=_told(used.variable, plain(values[rank])),
                is_money=spec.is_money,
                variable=used.variable,
                reference=references(run.system.get_variable(used.variable).reference),
                period=None if spec.unit == "eternity" else str(period),
                id=ids[rank],
            )


def given(run: TracedRun, name: str, period: SimplePeriod, rank: int, unit: str) -> bool:
    """Whether the situation itself holds this value."""
    key = {"eternity": None, "year": period.start // 12}.get(unit, period.start)
    return rank in run.situation.values.get(name, {}).get(key, {})


def _told(name: str, value: Any) -> Any:
    """Return a value for a reader: the default of a date is no date."""
    return "non donnée" if value == NOT_GIVEN and name != BIRTH else value


def plain(value: Any) -> Any:
    """Return a value of an array as a plain Python value."""
    return value.item() if hasattr(value, "item") else value
