"""What a simulation takes from those before it instead of computing it."""

from __future__ import annotations

from typing import Any

from zeronr_rules.core.arrays import Array
from zeronr_rules.core.errors import CoreError
from zeronr_rules.core.holders import Holder
from zeronr_rules.core.journal import Journal, NotedParameters, notes_of, reading
from zeronr_rules.core.periods import CachedPeriod
from zeronr_rules.core.population import Population
from zeronr_rules.core.remembered import Memory, Shelf
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
    journal: Journal | None

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
        return memory

    def _run_or_recall(self, holder: Holder, formula: Formula, period: CachedPeriod) -> Array:
        """Take what the formula gave for the same reads, or run it and remember."""
        memory, journal = self.memory, self.journal
        node = holder.slot.node + period.key
        if memory is not None:
            try:
                found = memory.recall(self, node)
            except CoreError as error:
                self._note(error)
                raise
            if found is not None:
                if journal is None:
                    return found.array
                if found.notes is not None:
                    journal.computed[node] = found.notes
                    return found.array
        reads: list[Any] = []
        self.noted.append(reads)
        notes = None
        try:
            if journal is None:
                array = self._run(holder, formula, period)
            else:
                with reading() as parameters:
                    array = self._run(holder, formula, period)
                notes = journal.note(node, reads, parameters)
        finally:
            self.noted.pop()
        if memory is not None:
            memory.keep(holder, period, reads, array, notes)
        return array

    def _noted_parameters(self) -> Any:
        table = self.table
        if table.noted_parameters is None:
            table.noted_parameters = NotedParameters(table.parameters)
        return table.noted_parameters

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

    def settle(self, given: Slot | None = None) -> None:
        """Store what was skipped because it depends on defaults alone.

        openfisca_core would know it: whoever asks what is known must find it, and
        what rests on a variable that is about to be given keeps its value.
        """
        if given is None:
            waiting, self.reused = self.reused, []
        else:
            waiting = [one for one in self.reused if self._rests_on(one, given)]
            if not waiting:
                return
            self.reused = [one for one in self.reused if not self._rests_on(one, given)]
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
                if self.journal is not None:
                    self.journal.computed.setdefault(slot.node + period.key, notes_of(entry))
                if given is None:
                    waiting.extend(entry.reads)
                    continue
                for read in entry.reads:
                    (waiting if self._rests_on(read, given) else self.reused).append(read)

    @staticmethod
    def _rests_on(reused: tuple[Slot, CachedPeriod], given: Slot) -> bool:
        slot, period = reused
        entry = slot.memo.get(period.key)
        return bool((slot.bit if entry is None else entry.mask) & given.bit)

    def mark_given(self, holder: Holder) -> None:
        """Note that a variable has values of its own in this simulation."""
        self.given |= holder.slot.bit
        self.busy |= holder.slot.bit
