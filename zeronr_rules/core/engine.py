"""The engine of a simulation: reads variables, runs formulas, keeps values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy import ndarray
from openfisca_core.tracers import FullTracer, SimpleTracer, TracingParameterNodeAtInstant

from zeronr_rules.core import results
from zeronr_rules.core.arrays import SMALLEST_COMPRESSED, Array, shown
from zeronr_rules.core.errors import (
    CoreError,
    CycleError,
    EntityMismatchError,
    FormulaError,
    PeriodUnitError,
    PopulationError,
)
from zeronr_rules.core.holders import Holder
from zeronr_rules.core.journal import Journal
from zeronr_rules.core.options import WEIGHTS, given_period, with_options
from zeronr_rules.core.periods import ETERNITY, CachedPeriod, intern
from zeronr_rules.core.population import Population
from zeronr_rules.core.remembered import NOTING
from zeronr_rules.core.reuse import Reuse
from zeronr_rules.core.slots import Formula, Slot, table_of
from zeronr_rules.core.views import EntityView, FullGroupView, FullView, GroupView

_UNKNOWN: Any = object()


class Engine(Reuse):
    """What runs formulas; :class:`~zeronr_rules.core.Simulation` is its public face."""

    person_view: type[EntityView] = EntityView
    group_view: type[GroupView] = GroupView

    def __init__(
        self,
        system: Any,
        population: Population,
        dtype: Any = np.float64,
        *,
        max_spiral_loops: int = 1,
        on_spiral: str = "warn",
        trace: bool = False,
        remember: bool = True,
        record: bool = False,
    ) -> None:
        known = {entity.key for entity in (system.person_entity, *system.group_entities)}
        if known != set(population.entity_keys):
            raise PopulationError(
                f"Population de {', '.join(sorted(population.entity_keys))} ; ces règles attendent "
                f"{', '.join(sorted(known))}."
            )
        self.tax_benefit_system = system
        self.population = population
        self.max_spiral_loops = max_spiral_loops
        self.on_spiral = on_spiral
        self.table = table_of(system, dtype)
        self.float_type = np.dtype(np.float32) if dtype is None else np.dtype(dtype)
        self.debug = False
        self._opt_out_cache = False
        self._first_period: CachedPeriod | None = None
        self.memory_config = None
        self.invalidated_caches: set[tuple[str, CachedPeriod]] = set()
        self.stack: list[tuple[Holder, CachedPeriod]] = []
        self.parameters: Any = self.table.parameters
        # Values that depend on defaults alone (see defaults.py): whether to use
        # them, the variables that rule them out, those used.
        # The first simulation of a system does without: it may be the only one.
        self.table.uses += 1
        self.memoizes = self.table.uses > 1
        self.given = self.busy = 0
        self.reused: list[tuple[Slot, CachedPeriod]] = []
        # Whether each read must be seen.
        self.watched = False
        self.spirals: dict[str, tuple[tuple[str, str], ...]] = {}
        self._dtype = dtype
        self._tracer: Any = None
        # What is remembered of small populations (see remembered.py), and what the
        # formulas that are running have read.
        self.memory: Any = self._remembered() if remember and not trace else None
        self.noted: list[list[Any]] = []
        # What was read (see journal.py), if it was asked for.
        self.journal: Journal | None = Journal(self) if record and not trace else None
        if self.journal is not None:
            self.parameters = self._noted_parameters()
        if self.memory is not None or self.journal is not None:
            self._noting = NOTING
        self.holders: dict[str, Holder] = {}
        self.populations = self._make_views(full=False)
        self._full: dict[str, EntityView] | None = None
        self.__dict__.update(self.populations)
        self.persons = self.populations[population.person_key]
        for name, source in population.input_holders.items():
            if source.values or source.partial:
                holder = self.holder(name)
                holder.copy_from(source.values)
                self.mark_given(holder)
                if source.partial:
                    holder.partial = dict(source.partial)
        if trace:
            self.trace = True

    def _make_views(self, *, full: bool) -> dict[str, EntityView]:
        people = self.population
        person_view, group_view = self.person_view, self.group_view
        if self._noting is not None:
            person_view, group_view = self._noting[full]
        elif full:
            person_view, group_view = FullView, FullGroupView
        entity = self.tax_benefit_system.person_entity
        persons = person_view(self, entity, people.count(people.person_key))
        views: dict[str, EntityView] = {people.person_key: persons}
        members = people.members if self.memory is None else self.memory.members
        for key, group in members.items():
            views[key] = group_view(self, group, persons)
        for key, view in views.items():
            view.siblings = views
            if full:
                view.holders = self.populations[key].holders
                view.values = self.populations[key].values
        return views

    @property
    def full_views(self) -> dict[str, EntityView]:
        """The entities as formulas that need full arrays see them."""
        if self._full is None:
            self._full = self._make_views(full=True)
        return self._full

    # Tracing

    @property
    def trace(self) -> bool:
        """Whether what is read is recorded."""
        return self._tracer is not None

    @trace.setter
    def trace(self, trace: bool) -> None:
        self.tracer = FullTracer() if trace else None

    @property
    def tracer(self) -> Any:
        """What records reads: an object with the methods of openfisca_core's tracers."""
        return SimpleTracer() if self._tracer is None else self._tracer

    @tracer.setter
    def tracer(self, tracer: Any) -> None:
        self._tracer = tracer
        self.watched = tracer is not None
        self.memoizes = (
            tracer is None
            and self._first_period is None
            and not self._opt_out_cache
            and self.table.uses > 1
        )
        self.memory = self.journal = None
        self._full = None
        for view in self.populations.values():
            view.values = {}
            if tracer is None:
                view.values.update((n, holder.values) for n, holder in view.holders.items())
        self.parameters = self.table.parameters if tracer is None else self._traced_parameters

    def _traced_parameters(self, instant: Any) -> TracingParameterNodeAtInstant:
        return TracingParameterNodeAtInstant(self.table.parameters(instant), self._tracer)

    # Holders

    def holder(self, name: str, entity_key: str | None = None) -> Holder:
        """Return the values of a variable, checking the entity that asks for it."""
        slot = self.table.slot(name)
        if entity_key is not None and slot.entity_key != entity_key:
            raise EntityMismatchError(
                f"{name} : demandée à {entity_key} ; c'est une variable de {slot.entity_key}. "
                f"Passer par une projection ou par {slot.entity_key}."
            )
        view = self.populations[slot.entity_key]
        holder = view.holders.get(name)
        if holder is None:
            # Not view.count: the shadow would think that a formula looks at it.
            holder = view.holders[name] = Holder(slot, vars(view)["count"], view)
            self.holders[name] = holder
            holder.kept = not (self._opt_out_cache and self._is_blacklisted(name))
            if self._tracer is None:
                view.values[name] = holder.values
        return holder

    def _is_blacklisted(self, name: str) -> bool:
        return name in (self.tax_benefit_system.cache_blacklist or ())

    @property
    def opt_out_cache(self) -> bool:
        """Whether values of the variables in the system's ``cache_blacklist`` are not kept."""
        return self._opt_out_cache

    @opt_out_cache.setter
    def opt_out_cache(self, opt_out: bool) -> None:
        self._opt_out_cache = opt_out
        # Values that depend on defaults alone are kept elsewhere.
        if opt_out:
            self.memoizes = False
            self.memory = None
        for view in self.populations.values():
            for name, holder in view.holders.items():
                holder.kept = not (opt_out and self._is_blacklisted(name))

    # Reading a variable

    def read(
        self, view: EntityView, name: str, period: Any, options: Sequence[str] | None = None
    ) -> Array:
        """Return a lean array: what a formula gets. The slow path of a view's call."""
        holder = view.holders.get(name)
        if type(period) is not CachedPeriod:
            period = given_period(name, period)
        if holder is None:
            if self.memoizes and not options:
                slot = self.table.slot(name)
                idle = self.idle(slot, period) if slot.entity_key == view.entity.key else None
                if idle is not None:
                    return idle
            holder = self.holder(name, view.entity.key)
        if options and (type(options) is list or isinstance(options, Sequence)):
            return with_options(self, holder, period, options)
        return self._read(holder, period)

    def _read(self, holder: Holder, period: CachedPeriod) -> Array:
        if self._tracer is None:
            array = holder.values.get(period.key)
            return self._compute(holder, period) if array is None else array
        return self._read_traced(holder, period)

    def _read_traced(self, holder: Holder, period: CachedPeriod) -> Array:
        tracer = self._tracer
        tracer.record_calculation_start(holder.slot.name, period)
        try:
            self._check_period(holder, period)
            array = holder.values.get(period.key)
            if array is None:
                array = self._compute(holder, period)
            tracer.record_calculation_result(shown(array, holder.count))
            return array
        finally:
            tracer.record_calculation_end()

    def _check_period(self, holder: Holder, period: CachedPeriod) -> None:
        slot = holder.slot
        if slot.eternal:
            return
        if period.unit != slot.unit or period.size != 1:
            option = "DIVIDE" if WEIGHTS[slot.unit] > WEIGHTS[period.unit] else "ADD"
            raise PeriodUnitError(
                f"{slot.name} : demandée pour {period} ; elle se calcule pour un(e) {slot.unit} "
                f"à la fois. Changer la période, ou prendre l'option {option}."
            )

    def _compute(self, holder: Holder, period: CachedPeriod) -> Array:
        # The hot path: what is rare is in methods of its own, what is common is inline.
        slot, key = holder.slot, period.key
        if period.unit is not slot.unit or period.size != 1:
            self._check_period(holder, period)
        if self._first_period is not None and period < self._first_period:
            return slot.default
        before = holder.running
        if before and (spiral := self._again(holder, period)) is not None:
            return spiral
        formula = slot.always or slot.formula_at(period)
        if formula is not None and self.memoizes:
            entry = slot.memo.get(key, _UNKNOWN)
            if entry is _UNKNOWN:
                entry = self._from_defaults(slot, period)
            if entry is not None and not entry.mask & self.busy:
                self.reused.append((slot, period))
                array: Array = entry.array
                holder.values[ETERNITY.key if slot.eternal else key] = array
                return array
        if formula is None:
            array = slot.default
        else:
            holder.running = (*before, key)
            busy = self.busy
            self.busy = busy | slot.bit
            stack = self.stack
            stack.append((holder, period))
            try:
                if self.memory is None and self.journal is None:
                    array = self._run(holder, formula, period)
                else:
                    array = self._run_or_recall(holder, formula, period)
            except BaseException:
                if self.invalidated_caches and len(stack) == 1:
                    # What a spiral left on the way, too, when the calculation fails.
                    stack.pop()
                    self.purge_cache_of_invalid_values()
                    stack.append((holder, period))
                raise
            finally:
                holder.running = before
                self.busy = busy | self.given
                stack.pop()
        if holder.partial is not None:
            array = results.merged(holder, period, array)
        if holder.kept:
            holder.values[ETERNITY.key if slot.eternal else key] = array
        if self.invalidated_caches and not self.stack:
            self.purge_cache_of_invalid_values()
        return array

    def _run(self, holder: Holder, formula: Formula, period: CachedPeriod) -> Array:
        """Run a formula, with lean arrays where they will do."""
        if not formula.lean and not formula.decide():
            return self._run_full(holder, formula, period)
        slot = holder.slot
        try:
            if formula.without_parameters:
                value = formula.function(holder.population, period)
            else:
                value = formula.function(holder.population, period, self.parameters)
            if (
                type(value) is ndarray
                and value.dtype is slot.dtype
                and value.shape == (holder.count,)
                and holder.count < SMALLEST_COMPRESSED
                and slot.enum is None
            ):
                value.setflags(write=False)
                return value
            return results.cast(value, holder)
        except Exception as error:  # noqa: BLE001
            return self._retry(holder, formula, period, error)

    @property
    def start_computation_period(self) -> Any:
        """The period before which formulas are not used, if any."""
        return self._first_period

    @start_computation_period.setter
    def start_computation_period(self, period: Any) -> None:
        self._first_period = None if period is None else intern(period)
        self.memoizes = False
        self.memory = None

    def _again(self, holder: Holder, period: CachedPeriod) -> Array | None:
        """Refuse a cycle, answer a spiral; None when the variable may be computed again."""
        if period.key in holder.running:
            name = holder.slot.name
            message = "dépend d'elle-même à la même période."
            chain = (*self.chain, (name, str(period)))
            raise CycleError(message, name, str(period), chain)
        if len(holder.running) >= self.max_spiral_loops:
            return self._spiral(holder, period)
        return None

    def _retry(
        self, holder: Holder, formula: Formula, period: CachedPeriod, error: Exception
    ) -> Array:
        """Run a formula that failed once more, now with full arrays."""
        # What another variable could not do is no fault of this formula.
        if isinstance(error, CoreError) and not isinstance(error, results.LEAN_ERRORS):
            self._note(error)
            raise error
        array = self._run_full(holder, formula, period)
        formula.lean = False
        return array

    def _run_full(self, holder: Holder, formula: Formula, period: CachedPeriod) -> Array:
        view = self.full_views[holder.slot.entity_key]
        arguments = (period,) if formula.without_parameters else (period, self.parameters)
        try:
            return results.cast(formula.function(view, *arguments), holder)
        except results.UnusableResult as error:
            raise results.shape_error(error, holder, period, self.chain) from error.__cause__
        except CoreError as error:
            self._note(error)
            raise
        except Exception as error:
            raise FormulaError(
                f"la formule a échoué : {type(error).__name__} : {error}",
                holder.slot.name,
                str(period),
                self.chain,
            ) from error

    def _note(self, error: CoreError) -> None:
        """Add to an error who was computing what."""
        if not isinstance(error, FormulaError) and not hasattr(error, "__notes__"):
            chain = " → ".join(f"{name} ({period})" for name, period in self.chain)
            error.add_note(f"Chaîne : {chain}")

    def close(self) -> None:
        """Let go of every value, so that memory is free at once."""
        for view in self.populations.values():
            for holder in view.holders.values():
                holder.population = None
                if not holder.slot.neutralized:
                    holder.values = {}
            view.holders.clear()
            view.values.clear()
        self.holders.clear()
        self._full = None
