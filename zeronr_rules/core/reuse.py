"""What a simulation takes from those before it instead of computing it."""

from __future__ import annotations

from typing import Any

from zeronr_rules.core.arrays import Array
from zeronr_rules.core.errors import CoreError
from zeronr_rules.core.holders import Holder
from zeronr_rules.core.periods import CachedPeriod
from zeronr_rules.core.population import Population
from zeronr_rules.core.remembered import NOTING, Memory, Shelf
from zeronr_rules.core.slots import Entry, Formula, Slot, Table
from zeronr_rules.core.spirals import Spirals
from zeronr_rules.core.views import EntityView, GroupView


class Reuse(Spirals):
    """The part of the engine that uses what is known already.

    Values that depend on defaults alone (defaults.py), whatever the population,
    and results of formulas that read the same before (remembered.py), for small
    ones.
    """

    # Whether results may be remembered: not those of a shadow.
    remembers = True
    # The entities, lean and full, where what formulas read is noted.
    _noting: tuple[tuple[type[EntityView], type[GroupView]], ...] | None = None

    table: Table
    population: Population
    memoizes: bool
    given: int
    busy: int
    reused: list[tuple[Slot, CachedPeriod]]
    memory: Memory | None

    def _run(self, holder: Holder, formula: Formula, period: CachedPeriod) -> Array:
        """Run a formula."""
        raise NotImplementedError

    def _note(self, error: CoreError) -> None:
        """Add to an error who was computing what."""
        raise NotImplementedError

    def _remembered(self) -> Any:
        """Return what is remembered for the population, if it is small enough."""
        if not (self.remembers and self.memoizes):
            return None
        shelf = self.table.remembered
        if shelf is None:
            shelf = self.table.remembered = Shelf()
        memory: Memory | None = shelf.of(self.population)
        if memory is not None:
            self._noting = NOTING
        return memory

    def _run_or_recall(self, holder: Holder, formula: Formula, period: CachedPeriod) -> Array:
        """Take what the formula gave for the same reads, or run it and remember."""
        memory = self.memory
        if memory is None:
            return self._run(holder, formula, period)
        try:
            found = memory.recall(self, holder.slot.name, period.key)
        except CoreError as error:
            self._note(error)
            raise
        if found is not None:
            return found
        reads: list[Any] = []
        self.noted.append(reads)
        try:
            array = self._run(holder, formula, period)
        finally:
            self.noted.pop()
        memory.keep(holder, period, reads, array)
        return array

    def idle(self, slot: Slot, period: CachedPeriod) -> Array | None:
        """Return the value of a variable that has no holder yet, if defaults alone give it."""
        if not self.memoizes or period.unit is not slot.unit or period.size != 1:
            return None
        if slot.formulas:
            entry = slot.memo.get(period.key)
            if entry is None or entry.mask & self.busy:
                return None
            array: Array = entry.array
        else:
            array = slot.default
        self.reused.append((slot, period))
        return array

    def _from_defaults(self, slot: Slot, period: CachedPeriod) -> Entry | None:
        from zeronr_rules.core.defaults import Defaults

        defaults = self.table.defaults
        if defaults is None:
            defaults = self.table.defaults = Defaults(self.table)
        found: Entry | None = defaults.entry(slot, period)
        return found

    def settle(self) -> None:
        """Store what was skipped because it depends on defaults alone.

        openfisca_core would know it: whoever asks what is known must find it.
        """
        waiting, self.reused = self.reused, []
        seen: set[tuple[int, int]] = set()
        while waiting:
            slot, period = waiting.pop()
            if (slot.bit, period.key) in seen:
                continue
            seen.add((slot.bit, period.key))
            holder = self.holder(slot.name)
            entry = slot.memo.get(period.key)
            if holder.values.get(period.key) is None:
                array = slot.default if entry is None else entry.array
                holder.values[holder.key(period)] = array
            if entry is not None:
                waiting.extend(entry.reads)

    def mark_given(self, holder: Holder) -> None:
        """Note that a variable has values of its own in this simulation."""
        self.given |= holder.slot.bit
        self.busy |= holder.slot.bit
