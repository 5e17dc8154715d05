"""The simulation: runs the formulas of a system over a population."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy import ndarray
from openfisca_core.periods import DateUnit, Period
from openfisca_core.periods.helpers import unit_weights
from openfisca_core.tracers import FullTracer, SimpleTracer, TracingParameterNodeAtInstant

from zeronr_rules.core import results
from zeronr_rules.core.arrays import SMALLEST_COMPRESSED, Array, shown
from zeronr_rules.core.errors import (
    CoreError,
    CycleError,
    EntityMismatchError,
    FormulaError,
    PeriodUnitError,
    SpiralError,
    SpiralWarning,
)
from zeronr_rules.core.holders import Holder
from zeronr_rules.core.periods import ETERNITY, CachedPeriod, intern
from zeronr_rules.core.population import Population
from zeronr_rules.core.slots import Entry, Formula, Slot, table_of
from zeronr_rules.core.views import EntityView, FullGroupView, FullView, GroupView

_CALENDAR = frozenset(DateUnit.isoformat + DateUnit.isocalendar)
_WEIGHTS = unit_weights()
_UNKNOWN: Any = object()


class Simulation:
    """The formulas of a system, run over a population.

    Parameters
    ----------
    system
        Any ``openfisca_core`` ``TaxBenefitSystem``, a reform included.
    population
        The population, with its inputs. Many simulations can share it.
    dtype
        The type of amounts; ``None`` keeps the one that each variable declares.
    max_spiral_loops
        How many times a variable may depend on itself at other periods.
    on_spiral
        ``"warn"``: openfisca_core's default value and a ``SpiralWarning``;
        ``"raise"``: a ``SpiralError``.
    trace
        Keep the tree of what was read, as openfisca_core's ``FullTracer``.

    Attributes
    ----------
    spirals
        The variables that got their default value from a spiral, with the
        chain of the first time.

    Notes
    -----
    A simulation belongs to one thread. Its population and its system can be
    shared.

    Examples
    --------
    >>> from openfisca_country_template import CountryTaxBenefitSystem
    >>> system = CountryTaxBenefitSystem()
    >>> people = Population(system, persons=2)
    >>> people.set_input("salary", "2026-01", [2000, 1000])
    >>> Simulation(system, people).calculate("income_tax", "2026-01")
    array([300., 150.])

    """

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
    ) -> None:
        self.tax_benefit_system = system
        self.population = population
        self.max_spiral_loops = max_spiral_loops
        self.on_spiral = on_spiral
        self.table = table_of(system, dtype)
        self.float_type = np.dtype(np.float32) if dtype is None else np.dtype(dtype)
        self.debug = False
        self.opt_out_cache = False
        self._first_period: CachedPeriod | None = None
        self.memory_config = None
        self.invalidated_caches: set[tuple[str, CachedPeriod]] = set()
        self.stack: list[tuple[Holder, CachedPeriod]] = []
        self.parameters: Any = self.table.parameters
        # Values that depend on defaults alone (see defaults.py): whether to use
        # them, the variables that rule them out, those used.
        self.memoizes = True
        self.given = self.busy = 0
        self.reused: list[tuple[Slot, CachedPeriod]] = []
        # Whether each read must be seen.
        self.watched = False
        self.spirals: dict[str, tuple[tuple[str, str], ...]] = {}
        self._dtype = dtype
        self._tracer: Any = None
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
                    holder.partial = source.partial
        if trace:
            self.trace = True

    def _make_views(self, *, full: bool) -> dict[str, EntityView]:
        people = self.population
        person_view, group_view = self.person_view, self.group_view
        if full:
            person_view, group_view = FullView, FullGroupView
        entity = self.tax_benefit_system.person_entity
        persons = person_view(self, entity, people.count(people.person_key))
        views: dict[str, EntityView] = {people.person_key: persons}
        for key, group in people.members.items():
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
        self.memoizes = tracer is None and self._first_period is None
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
            if self.opt_out_cache and name in (self.tax_benefit_system.cache_blacklist or ()):
                holder.kept = False
            if self._tracer is None:
                view.values[name] = holder.values
        return holder

    # Reading a variable

    def read(
        self, view: EntityView, name: str, period: Any, options: Sequence[str] | None = None
    ) -> Array:
        """Return a lean array: what a formula gets. The slow path of a view's call."""
        holder = view.holders.get(name)
        if holder is None:
            holder = self.holder(name, view.entity.key)
        if type(period) is not CachedPeriod:
            period = _given_period(name, period)
        if options:
            return self._optional(holder, period, options)
        return self._read(holder, period)

    def _optional(self, holder: Holder, period: CachedPeriod, options: Sequence[str]) -> Array:
        if options[0] == "ADD" and len(options) == 1:
            return self._add(holder, period)
        wanted = {str(one) for one in ([options] if isinstance(options, str) else options)}
        if wanted == {"ADD"}:
            return self._add(holder, period)
        if wanted == {"DIVIDE"}:
            return self._divide(holder, period)
        raise PeriodUnitError(
            f"{holder.slot.name} : reçu les options {sorted(wanted)} ; attendu ADD ou DIVIDE, pas "
            "les deux."
        )

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
            option = "DIVIDE" if _WEIGHTS[slot.unit] > _WEIGHTS[period.unit] else "ADD"
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
            if entry is not None and not entry[0] & self.busy:
                self.reused.append((slot, period))
                array = holder.values[ETERNITY.key if slot.eternal else key] = entry[1]
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
                if not formula.lean and not formula.decide():
                    array = self._run_full(holder, formula, period)
                else:
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
                            value.setflags(False)
                            array = value
                        else:
                            array = results.cast(value, holder)
                    except Exception as error:  # noqa: BLE001
                        array = self._retry(holder, formula, period, error)
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

    @property
    def start_computation_period(self) -> Any:
        """The period before which formulas are not used, if any."""
        return self._first_period

    @start_computation_period.setter
    def start_computation_period(self, period: Any) -> None:
        self._first_period = None if period is None else intern(period)
        self.memoizes = False

    def mark_given(self, holder: Holder) -> None:
        """Note that a variable has values of its own in this simulation."""
        self.given |= holder.slot.bit
        self.busy |= holder.slot.bit

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
            raise self._noted(error)
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
            raise self._noted(error)
        except Exception as error:
            raise FormulaError(
                f"la formule a échoué : {type(error).__name__} : {error}",
                holder.slot.name,
                str(period),
                self.chain,
            ) from error

    def _noted(self, error: CoreError) -> CoreError:
        """Return the same error, with who was computing what."""
        if not isinstance(error, FormulaError) and not hasattr(error, "__notes__"):
            chain = " → ".join(f"{name} ({period})" for name, period in self.chain)
            error.add_note(f"Chaîne : {chain}")
        return error

    @property
    def chain(self) -> tuple[tuple[str, str], ...]:
        """What is being computed: (variable, period), the one first asked for first."""
        return tuple((holder.slot.name, str(period)) for holder, period in self.stack)

    # Spirals

    def _spiral(self, holder: Holder, period: CachedPeriod) -> Array:
        name = holder.slot.name
        if self.on_spiral == "raise":
            chain = (*self.chain, (name, str(period)))
            message = "dépend d'elle-même à une autre période ; aucun montant ne peut en sortir."
            raise SpiralError(message, name, str(period), chain)
        if name not in self.spirals:
            chain = (*self.chain, (name, str(period)))
            self.spirals[name] = chain
            text = " → ".join(f"{one} ({when})" for one, when in chain)
            warnings.warn(
                f"{name} ({period}) dépend d'elle-même à une autre période : valeur par défaut. "
                f"Chaîne : {text}",
                SpiralWarning,
                stacklevel=2,
            )
        self.invalidate_cache_entry(name, period)
        count = 1
        for other, when in reversed(self.stack):
            if count > self.max_spiral_loops:
                break
            self.invalidate_cache_entry(other.slot.name, when)
            count += other is holder
        return holder.slot.default

    def invalidate_cache_entry(self, variable: str, period: Any) -> None:
        """Mark a value to be forgotten once the calculation ends."""
        self.invalidated_caches.add((variable, intern(period)))

    def purge_cache_of_invalid_values(self) -> None:
        """Forget the values marked, unless a calculation is running."""
        if self.stack:
            return
        for name, period in self.invalidated_caches:
            self.holder(name).delete_arrays(period)
        self.invalidated_caches = set()

    # Options

    def _add(self, holder: Holder, period: CachedPeriod) -> Array:
        slot = holder.slot
        if _WEIGHTS[slot.unit] > _WEIGHTS[period.unit]:
            raise PeriodUnitError(
                f"{slot.name} : ADD pour {period} ; elle se calcule pour un(e) {slot.unit}. "
                "Prendre l'option DIVIDE pour une estimation."
            )
        if slot.unit not in _CALENDAR:
            raise PeriodUnitError(f"{slot.name} : ADD n'a pas de sens, la variable est éternelle.")
        total: Any = 0
        known = holder.values.get
        for part in period.parts(slot.unit):
            array = known(part.key)
            if array is None or self.watched:
                array = self._read(holder, part)
            total = total + array
        return np.asarray(total)

    def _divide(self, holder: Holder, period: CachedPeriod) -> Array:
        slot = holder.slot
        if _WEIGHTS[slot.unit] < _WEIGHTS[period.unit] or period.size > 1:
            raise PeriodUnitError(
                f"{slot.name} : DIVIDE pour {period} ; elle se calcule pour un(e) {slot.unit}. "
                "Prendre l'option ADD."
            )
        if slot.unit not in _CALENDAR or period.unit not in _CALENDAR:
            raise PeriodUnitError(
                f"{slot.name} : DIVIDE n'a pas de sens pour une variable ou une période éternelle."
            )
        whole = getattr(period, results.WHOLE_OF[slot.unit])
        parts = getattr(whole, results.SIZE_IN[period.unit])
        return np.asarray(self._read(holder, whole) / parts)

    # Called from outside

    def _asked(self, name: str, period: Any) -> tuple[Holder, CachedPeriod]:
        holder = self.holder(name)
        if period is None:
            period = ETERNITY if holder.slot.eternal else period
        try:
            return holder, intern(period)
        except ValueError as error:
            raise PeriodUnitError(
                f"{name} : reçu la période {period!r} ; attendu par exemple « 2026-05 »."
            ) from error

    def calculate(self, variable_name: str, period: Any) -> Array:
        """Return a variable at a period: a full, read-only array."""
        holder, when = self._asked(variable_name, period)
        return shown(self._read(holder, when), holder.count)

    def calculate_add(self, variable_name: str, period: Any) -> Array:
        """Return the sum of a variable over the parts of a period."""
        holder, when = self._asked(variable_name, period)
        return shown(self._add(holder, when), holder.count)

    def calculate_divide(self, variable_name: str, period: Any) -> Array:
        """Return the share of a variable that falls in a shorter period."""
        holder, when = self._asked(variable_name, period)
        return shown(self._divide(holder, when), holder.count)

    def calculate_output(self, variable_name: str, period: Any) -> Array:
        """Return a variable in the way that its ``calculate_output`` says."""
        compute = self.holder(variable_name).variable.calculate_output
        if compute is None:
            return self.calculate(variable_name, period)
        return np.asanyarray(compute(self, variable_name, period))

    def get_array(self, variable_name: str, period: Any) -> Array | None:
        """Return a value already known, without computing anything."""
        holder, when = self._asked(variable_name, period)
        return holder.get_array(when)

    def set_input(self, variable_name: str, period: Any, value: Any) -> None:
        """Give the value of a variable at a period, in this simulation only."""
        holder, when = self._asked(variable_name, period)
        if holder.slot.end is not None and holder.slot.end < when.start.date:
            return
        holder.set_input(when, value)

    def delete_arrays(self, variable: str, period: Any = None) -> None:
        """Forget the values of a variable, all or within a period."""
        self.holder(variable).delete_arrays(period)

    def get_known_periods(self, variable: str) -> list[CachedPeriod]:
        """Return the periods at which a variable is known."""
        return self.holder(variable).get_known_periods()

    def get_holder(self, variable_name: str) -> Holder:
        """Return the values of a variable."""
        return self.holder(variable_name)

    def get_memory_usage(self, variables: Sequence[str] | None = None) -> dict[str, Any]:
        """Return the memory that values take, in all and by variable."""
        total: dict[str, Any] = {"total_nb_bytes": 0, "by_variable": {}}
        for view in self.populations.values():
            usage = view.get_memory_usage(variables)
            total["total_nb_bytes"] += usage["total_nb_bytes"]
            total["by_variable"].update(usage["by_variable"])
        return total

    def get_variable_population(self, variable_name: str) -> EntityView:
        """Return the entity of a variable."""
        return self.populations[self.holder(variable_name).slot.entity_key]

    def get_population(self, plural: str | None = None) -> EntityView | None:
        """Return an entity by its plural."""
        views = self.populations.values()
        return next((view for view in views if view.entity.plural == plural), None)

    def get_entity(self, plural: str | None = None) -> Any:
        """Return the definition of an entity by its plural."""
        view = self.get_population(plural)
        return view and view.entity

    def describe_entities(self) -> dict[str, list[Any]]:
        """Return the identifiers of the members of each entity."""
        return {view.entity.plural: view.ids for view in self.populations.values()}

    def clone(self, debug: bool = False, trace: bool = False) -> Simulation:
        """Return a copy that knows the same values and goes its own way."""
        new = Simulation(
            self.tax_benefit_system,
            self.population,
            self._dtype,
            max_spiral_loops=self.max_spiral_loops,
            on_spiral=self.on_spiral,
        )
        new.debug = debug
        new.opt_out_cache = self.opt_out_cache
        if self._first_period is not None:
            new.start_computation_period = self._first_period
        self.settle()
        for view in self.populations.values():
            for name, holder in view.holders.items():
                if not holder.slot.neutralized:
                    copy = new.holder(name)
                    copy.values.clear()
                    copy.values.update(holder.values)
                    new.mark_given(copy)
        new.trace = trace
        return new

    def close(self) -> None:
        """Let go of every value, so that memory is free at once."""
        for view in self.populations.values():
            for holder in view.holders.values():
                holder.population = None
                if not holder.slot.neutralized:
                    holder.values = {}
            view.holders.clear()
            view.values.clear()
        self._full = None


def _given_period(name: str, period: Any) -> CachedPeriod:
    """Return the period that a formula gave, or say what it should have been."""
    if period is None or not isinstance(period, (str, int, Period)):
        raise PeriodUnitError(
            f"{name} : reçu {period!r} pour période ; attendu une période, par exemple "
            "« period » ou « period.last_month »."
        )
    return intern(period)
