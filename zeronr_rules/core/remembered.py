"""Results of formulas for a household or two, remembered from one simulation to the next.

Run for one household after another, most formulas read what they read before:
nobody is disabled, the rent is zero, the child is three. What a formula read
for a small population and what came of it are kept; a later simulation of a
population *of the same shape* (as many persons, with the same roles in the same
groups) reads the same variables in the same order and, as long as it finds the
same bits, takes the result instead of running the formula. The reads are made
all the same, and compute what must be: only the formula's own work is spared.

A formula that looks at anything else than variables, parameters, periods and
who belongs where (identifiers, holders, the simulation itself) is not remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from zeronr_rules.core.arrays import Array, enum_array
from zeronr_rules.core.groups import Members
from zeronr_rules.core.holders import Holder
from zeronr_rules.core.options import given_period
from zeronr_rules.core.periods import CachedPeriod
from zeronr_rules.core.population import Population
from zeronr_rules.core.slots import Slot
from zeronr_rules.core.views import EntityView, FullGroupView, FullView, GroupView

# Beyond this many persons, comparing what was read costs as much as computing.
MOST_PERSONS = 24
# Results kept of one formula at one period, shapes of population, results in all.
_OF_ONE = 12
_SHAPES = 64
_IN_ALL = 30_000

_NO_VALUES: dict[int, Array] = {}


class Step:
    """A variable that the formula reads next, and where each value found leads."""

    __slots__ = ("key", "leap", "name", "options", "period", "slot", "then")

    def __init__(self, slot: Slot, period: CachedPeriod, options: Any) -> None:
        self.slot = slot
        self.name = slot.name
        self.period = period
        self.key = period.key
        self.options = options
        # By the bits read: the next step, or the result.
        self.then: dict[bytes, Any] = {}
        # Several steps at once, where they depend on defaults alone.
        self.leap: Leap | None = None


class Leap(NamedTuple):
    """Steps that all find what defaults alone give, unless one of ``mask`` was given."""

    mask: int
    reads: tuple[tuple[Slot, CachedPeriod], ...]
    to: Any


class Result:
    """What came of what was read, and the notes of a journal if one was kept."""

    __slots__ = ("array", "notes")

    def __init__(self, array: Array, notes: Any) -> None:
        self.array = array
        self.notes = notes


class Known:
    """What is remembered of one formula at one period."""

    __slots__ = ("first", "results")

    def __init__(self) -> None:
        # The first step, the result of a formula that reads nothing, or nothing yet.
        self.first: Any = None
        # How many results; below zero, the formula cannot be remembered.
        self.results = 0


class Memory:
    """What is remembered for the populations of one shape."""

    def __init__(self, shelf: Shelf, members: dict[str, Members]) -> None:
        self.shelf = shelf
        # What follows from the memberships, computed once for all of that shape.
        self.members = members
        self.known: dict[int, Known] = {}

    def recall(self, engine: Any, node: int) -> Result | None:
        """Read what the formula would; return its result if that was seen before."""
        known = self.known.get(node)
        if known is None:
            return None
        step = known.first
        holders = engine.holders
        # The steps being taken that depend on defaults alone, from the first.
        first: Step | None = None
        mask = 0
        idle: list[tuple[Slot, CachedPeriod]] = []
        while type(step) is Step:
            leap = step.leap
            if leap is not None and not leap.mask & engine.busy:
                if first is not None:
                    first.leap, first = Leap(mask, tuple(idle), step), None
                engine.reused += leap.reads
                step = leap.to
                continue
            array = None
            slot = step.slot
            if step.options is not None:
                view = engine.populations[slot.entity_key]
                array = engine.read(view, step.name, step.period, step.options)
            elif (holder := holders.get(step.name)) is not None:
                array = holder.values.get(step.key)
            elif (array := engine.idle(slot, step.period)) is not None:
                if leap is None:
                    if first is None:
                        first, mask, idle = step, 0, []
                    entry = slot.memo[step.key] if slot.formulas else None
                    mask |= slot.bit if entry is None else entry.mask
                    idle.append((slot, step.period))
                    step = step.then.get(array.tobytes())
                    continue
            else:
                holder = engine.holder(step.name)
                array = holder.values.get(step.key)
            if first is not None:
                first.leap, first = Leap(mask, tuple(idle), step), None
            if array is None:
                array = engine._compute(holder, step.period)
            step = step.then.get(array.tobytes())
        found: Result | None = step
        if first is not None and found is not None:
            first.leap = Leap(mask, tuple(idle), found)
        return found

    def keep(
        self,
        holder: Holder,
        period: CachedPeriod,
        reads: list[Any],
        result: Array,
        notes: Any = None,
    ) -> None:
        """Remember what a formula read and what came of it."""
        place = holder.slot.node + period.key
        known = self.known.get(place)
        if known is None:
            known = self.known[place] = Known()
        if known.results < 0:
            return
        if known.results >= _OF_ONE:
            # The next ones may well be the same household again.
            self.shelf.results -= known.results
            known.first, known.results = None, 0
        if result.dtype.kind == "O" or not _insert(known, reads, Result(_own(result), notes)):
            self.shelf.results -= known.results
            known.first, known.results = None, -1
            return
        known.results += 1
        self.shelf.results += 1
        if self.shelf.results > _IN_ALL:
            self.shelf.clear()


class Shelf:
    """What is remembered for one table of slots, by shape of population."""

    def __init__(self) -> None:
        self.memories: dict[Any, Memory] = {}
        self.results = 0

    def of(self, population: Population) -> Memory | None:
        """Return what is remembered for a population; None if it is too big."""
        if population.count(population.person_key) > MOST_PERSONS:
            return None
        shape = population.shape
        memory = self.memories.get(shape)
        if memory is None:
            if len(self.memories) >= _SHAPES:
                self.clear()
            memory = self.memories[shape] = Memory(self, population.members)
        return memory

    def clear(self) -> None:
        """Forget everything; simulations that are running go on with theirs."""
        self.memories = {}
        self.results = 0


def _insert(known: Known, reads: list[Any], result: Result) -> bool:
    """Add what was read and the result; False where the formula did more than read."""
    seen = set()
    # The step reached, and the bits that lead on from it.
    step: Any = None
    bits = b""
    for read in reads:
        if read is None:
            return False
        slot, period, options, array = read
        if array.dtype.kind == "O":
            return False
        if type(period) is not CachedPeriod:
            period = given_period(slot.name, period)
        options = (options if isinstance(options, str) else tuple(options)) if options else None
        place = (slot, period.key, options)
        if place in seen:
            continue
        seen.add(place)
        there = known.first if step is None else step.then.get(bits)
        if there is None:
            there = Step(slot, period, options)
            if step is None:
                known.first = there
            else:
                step.then[bits] = there
        elif type(there) is not Step or place != (there.slot, there.key, there.options):
            return False
        step, bits = there, array.tobytes()
    if step is None:
        known.first = _told(known.first, result)
        return type(known.first) is not Step
    step.then[bits] = _told(step.then.get(bits), result)
    return type(step.then[bits]) is not Step


def _told(known: Any, result: Result) -> Any:
    """Return what was known already, with the notes that it had not."""
    if known is None:
        return result
    if type(known) is Result and known.notes is None:
        known.notes = result.notes
    return known


def _own(array: Array) -> Array:
    """Return a copy that shares nothing with any simulation, and that nobody can change."""
    if not array.size:
        return array
    copy = np.frombuffer(array.tobytes(), dtype=array.dtype)
    enum = getattr(array, "possible_values", None)
    return copy if enum is None else enum_array(copy, enum)


# The entities, as formulas that may be remembered see them.


class NotingView(EntityView):
    """An entity that notes what is read through it, and what cannot be remembered."""

    def __call__(
        self, variable_name: str, period: Any, options: Sequence[str] | None = None
    ) -> Array:
        """Return a variable, noting that it was read."""
        array: Array | None = None
        if options is None:
            try:
                array = self.values.get(variable_name, _NO_VALUES).get(period.key)
            except AttributeError:
                array = None
        engine = self._engine
        if array is None:
            array = engine.read(self, variable_name, period, options)
        if engine.noted:
            engine.noted[-1].append((engine.table.slot(variable_name), period, options, array))
        return array

    def _taint(self) -> None:
        noted = self._engine.noted
        if noted:
            noted[-1].append(None)

    @property
    def simulation(self) -> Any:
        """The simulation: who looks at it cannot be remembered."""
        self._taint()
        return self._engine

    @property
    def ids(self) -> list[Any]:
        """The identifiers: who looks at them cannot be remembered."""
        self._taint()
        return super().ids

    def get_holder(self, variable_name: str) -> Holder:
        """Return the values of a variable: who looks at them cannot be remembered."""
        self._taint()
        return super().get_holder(variable_name)

    def get_memory_usage(self, variables: Sequence[str] | None = None) -> dict[str, Any]:
        """Return the memory that values take: this cannot be remembered."""
        self._taint()
        return super().get_memory_usage(variables)


class NotingGroup(NotingView, GroupView):
    """A group entity that notes what is read through it."""


class NotingFullView(FullView, NotingView):
    """An entity whose arrays have one value a member, that notes what is read."""


class NotingFullGroup(FullGroupView, NotingGroup):
    """A group entity whose arrays have one value a member, that notes what is read."""


# The entities of a simulation that remembers: lean, full.
NOTING = ((NotingView, NotingGroup), (NotingFullView, NotingFullGroup))
