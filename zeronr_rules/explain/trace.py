"""A run that also tells who asked for what, and which values of the law were read."""

from __future__ import annotations

from attrs import frozen
from openfisca_core.periods import DateUnit, Period

from zeronr_rules.core.journal import Node, Reading
from zeronr_rules.core.periods import ETERNITY as ALWAYS
from zeronr_rules.core.periods import by_key, intern
from zeronr_rules.core.slots import KEY_BITS, KEY_MASK
from zeronr_rules.engine import Run, core_period
from zeronr_rules.inputs.periods import ETERNITY, SimplePeriod


@frozen
class Call:
    """A variable at a period."""

    variable: str
    period: SimplePeriod


class TracedRun(Run):
    """A run of the engine that tells its dependencies and readings of parameters."""

    def dependencies(self, call: Call) -> tuple[Call, ...]:
        """Return what the formula of a call asked for, in its order."""
        slots = self._simulation.table.by_rank
        return tuple(
            Call(slots[node >> KEY_BITS].name, simple_period(by_key(node & KEY_MASK)))
            for node in self._journal.of(self._node(call))[0]
        )

    def all_parameter_reads(self) -> frozenset[tuple[str, str]]:
        """Return the (path, instant) of the parameters that were read so far."""
        return self._parameters(self._journal.everything())

    def own_reads(self, call: Call) -> frozenset[tuple[str, str]]:
        """Return the (path, instant) that the formula of a call read itself."""
        return self._journal.of(self._node(call))[1]

    def reads_of(self, call: Call) -> frozenset[tuple[str, str]]:
        """Return the (path, instant) that the formula of a call, or what it asked for, read."""
        return self._parameters(self._journal.reached([self._node(call)]))

    @staticmethod
    def _parameters(parts: tuple[Reading, Reading]) -> frozenset[tuple[str, str]]:
        return parts[0].parameters | parts[1].parameters

    def _node(self, call: Call) -> Node:
        period = ALWAYS if call.period == ETERNITY else intern(core_period(call.period))
        return self._simulation.table.slot(call.variable).node + period.key


def simple_period(period: Period) -> SimplePeriod:
    """Return the period of the library for a month, a year or the eternity of openfisca_core."""
    if period.unit == DateUnit.ETERNITY:
        return ETERNITY
    unit = "year" if period.unit == DateUnit.YEAR else "month"
    month = period.start.year * 12 + period.start.month - 1
    return SimplePeriod("year" if unit == "year" else "month", month, period.size)
