"""A run that also remembers who asked for what, and which values of the law were read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen
from openfisca_core.periods import DateUnit, Period
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules.engine import Recorder, Run
from zeronr_rules.inputs.periods import ETERNITY, SimplePeriod
from zeronr_rules.inputs.situation import Situation


@frozen
class Call:
    """A variable at a period."""

    variable: str
    period: SimplePeriod


# (path, instant) of the parameters that each formula read.
Reads = Mapping[Call, frozenset[tuple[str, str]]]


class TracedRun(Run):
    """A run of the engine whose dependencies and readings of parameters are kept."""

    def __init__(
        self,
        system: TaxBenefitSystem,
        situation: Situation,
        asked: tuple[SimplePeriod, tuple[str, ...]],
    ) -> None:
        self._trace = _Trace()
        super().__init__(system, situation, asked, self._trace)

    def dependencies(self, call: Call) -> tuple[Call, ...]:
        """Return what the formula of a call asked for, in its order."""
        return tuple(self._trace.children.get(call, ()))

    def parameter_reads(self) -> Reads:
        """Return the parameters that were read so far, by whom and at which instant."""
        return {call: frozenset(reads) for call, reads in self._trace.reads.items()}

    def reads_of(self, call: Call) -> frozenset[tuple[str, str]]:
        """Return the (path, instant) that the formula of a call, or what it asked for, read."""
        found: set[tuple[str, str]] = set()
        seen, waiting = {call}, [call]
        while waiting:
            one = waiting.pop()
            found |= self._trace.reads.get(one, set())
            new = [child for child in self.dependencies(one) if child not in seen]
            seen.update(new)
            waiting += new
        return frozenset(found)


class _Trace(Recorder):
    """The tracer of variables and the recorder of parameters, in one."""

    def __init__(self) -> None:
        super().__init__()
        # Dictionaries of None are ordered sets.
        self.children: dict[Call, dict[Call, None]] = {}
        self.reads: dict[Call, set[tuple[str, str]]] = {}

    @property
    def parameters(self) -> set[str]:
        """Paths of the parameters that were read."""
        return {path for reads in self.reads.values() for path, _ in reads}

    def record_calculation_start(self, variable: str, period: Any, *_: Any) -> None:
        if self.stack:
            self.children.setdefault(_call(self.stack[-1]), {})[
                Call(variable, simple_period(period))
            ] = None
        super().record_calculation_start(variable, period)

    def record_parameter_access(self, parameter: str, period: Any, *_: Any) -> None:
        reader = _call(self.stack[-1])
        self.reads.setdefault(reader, set()).add((parameter, str(period)))


def simple_period(period: Period) -> SimplePeriod:
    """Return the period of the library for a month, a year or the eternity of openfisca_core."""
    if period.unit == DateUnit.ETERNITY:
        return ETERNITY
    unit = "year" if period.unit == DateUnit.YEAR else "month"
    month = period.start.year * 12 + period.start.month - 1
    return SimplePeriod("year" if unit == "year" else "month", month, period.size)


def _call(frame: Mapping[str, Any]) -> Call:
    return Call(frame["name"], simple_period(frame["period"]))
