"""The simulation: runs the formulas of a system over a population."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from openfisca_core.periods import DateUnit, Period
from openfisca_core.periods import unit_weight
from openfisca_core.tracers import FullTracer, SimpleTracer, TracingParameterNodeAtInstant

from zeronr_rules.core import results
from zeronr_rules.core.arrays import Array, frozen, shown
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
from zeronr_rules.core.slots import Formula, table_of
from zeronr_rules.core.views import EntityView, GroupView

_CALENDAR = DateUnit.isoformat + DateUnit.isocalendar


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
        self.start_computation_period: Any = None
        self.memory_config = None
        self.invalidated_caches: set[tuple[str, CachedPeriod]] = set()
        self.stack: list[tuple[Holder, CachedPeriod]] = []
        self.parameters: Any = self.table.parameters
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
                holder.partial = source.partial
        if trace:
            self.trace = True

    def _make_views(self, *, full: bool) -> dict[str, EntityView]:
        people = self.population
        persons = EntityView(
            self, self.tax_benefit_system.person_entity, people.count(people.person_key), full
        )
        views: dict[str, EntityView] = {people.person_key: persons}
        for key, group in people.members.items():
            views[key] = GroupView(self, group, persons, full)
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
            holder = view.holders[name] = Holder(slot, view.count, view)
            blacklist = self.tax_benefit_system.cache_blacklist
            holder.kept = not (self.opt_out_cache and blacklist and name in blacklist)
            if self._tracer is None:
                view.values[name] = holder.values
        return holder

    # Reading a variable

    def read(
        self, view: EntityView, name: str, period: Any, options: Sequence[str] | None = None
    ) -> Array:
        """Return a lean array: what a formula gets. The slow path of a view's call."""
        if period is None or not isinstance(period, (str, int, Period)):
            raise PeriodUnitError(
                f"{name} : reçu {period!r} pour période ; attendu une période, par exemple "
                "« period » ou « period.last_month »."
            )
        holder = view.holders.get(name)
        if holder is None:
            holder = self.holder(name, view.entity.key)
        when = period if type(period) is CachedPeriod else intern(period)
        if not options:
            return self._read(holder, when)
        wanted = {str(one) for one in ([options] if isinstance(options, str) else options)}
        if wanted == {"ADD"}:
            return self._add(holder, when)
        if wanted == {"DIVIDE"}:
            return self._divide(holder, when)
        raise PeriodUnitError(
            f"{name} : reçu les options {sorted(wanted)} ; attendu ADD ou DIVIDE, pas les deux."
        )

    def _read(self, holder: Holder, period: CachedPeriod) -> Array:
        tracer = self._tracer
        if tracer is None:
            array = holder.values.get(period.key)
            return self._compute(holder, period) if array is None else array
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
            option = "DIVIDE" if unit_weight(slot.unit) > unit_weight(period.unit) else "ADD"
            raise PeriodUnitError(
                f"{slot.name} : demandée pour {period} ; elle se calcule pour un(e) {slot.unit} "
                f"à la fois. Changer la période, ou prendre l'option {option}."
            )

    def _compute(self, holder: Holder, period: CachedPeriod) -> Array:
        slot, key, running = holder.slot, period.key, holder.running
        if period.unit is not slot.unit or period.size != 1:
            self._check_period(holder, period)
        if slot.neutralized:
            return slot.default
        if self.start_computation_period is not None:
            self.start_computation_period = intern(self.start_computation_period)
            if period < self.start_computation_period:
                return slot.default
        if running:
            if key in running:
                raise CycleError(
                    "dépend d'elle-même à la même période.",
                    slot.name,
                    str(period),
                    (*self.chain, (slot.name, str(period))),
                )
            if len(running) >= self.max_spiral_loops:
                return self._spiral(holder, period)
        formula = slot.formula_at(period)
        if formula is None:
            array = slot.default
        else:
            running.append(key)
            self.stack.append((holder, period))
            try:
                array = self._run(holder, formula, period)
            finally:
                running.pop()
                self.stack.pop()
        if holder.partial is not None:
            array = results.merged(holder, period, array)
        if holder.kept:
            holder.values[ETERNITY.key if slot.eternal else key] = array
        if self.invalidated_caches and not self.stack:
            self.purge_cache_of_invalid_values()
        return array

    def _run(self, holder: Holder, formula: Formula, period: CachedPeriod) -> Array:
        entity_key = holder.slot.entity_key
        if not formula.full:
            try:
                array = self._call(formula, self.populations[entity_key], period)
                return results.cast(array, holder)
            except CoreError as error:
                # What another variable could not do is no fault of this formula.
                if not isinstance(error, results.LEAN_ERRORS):
                    raise self._noted(error)
            except Exception:  # noqa: BLE001, S110
                # Perhaps only for lack of full arrays: tried again below.
                pass
        try:
            array = results.cast(self._call(formula, self.full_views[entity_key], period), holder)
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
        formula.full = True
        return array

    def _noted(self, error: CoreError) -> CoreError:
        """Return the same error, with who was computing what."""
        if not isinstance(error, FormulaError) and not hasattr(error, "__notes__"):
            chain = " → ".join(f"{name} ({period})" for name, period in self.chain)
            error.add_note(f"Chaîne : {chain}")
        return error

    def _call(self, formula: Formula, view: EntityView, period: CachedPeriod) -> Any:
        if formula.without_parameters:
            return formula.function(view, period)
        return formula.function(view, period, self.parameters)

    @property
    def chain(self) -> tuple[tuple[str, str], ...]:
        """What is being computed: (variable, period), the one first asked for first."""
        return tuple((holder.slot.name, str(period)) for holder, period in self.stack)

    # Spirals

    def _spiral(self, holder: Holder, period: CachedPeriod) -> Array:
        name = holder.slot.name
        chain = (*self.chain, (name, str(period)))
        if self.on_spiral == "raise":
            message = "dépend d'elle-même à une autre période ; aucun montant ne peut en sortir."
            raise SpiralError(message, name, str(period), chain)
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
        if unit_weight(slot.unit) > unit_weight(period.unit):
            raise PeriodUnitError(
                f"{slot.name} : ADD pour {period} ; elle se calcule pour un(e) {slot.unit}. "
                "Prendre l'option DIVIDE pour une estimation."
            )
        if slot.unit not in _CALENDAR:
            raise PeriodUnitError(f"{slot.name} : ADD n'a pas de sens, la variable est éternelle.")
        total: Any = 0
        for part in period.parts(slot.unit):
            total = total + self._read(holder, part)
        return np.asarray(total)

    def _divide(self, holder: Holder, period: CachedPeriod) -> Array:
        slot = holder.slot
        if unit_weight(slot.unit) < unit_weight(period.unit) or period.size > 1:
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
        new.start_computation_period = self.start_computation_period
        for view in self.populations.values():
            for name, holder in view.holders.items():
                if not holder.slot.neutralized:
                    copy = new.holder(name)
                    copy.values.clear()
                    copy.values.update(holder.values)
        new.trace = trace
        return new

    def close(self) -> None:
        """Let go of every value, so that memory is free at once."""
        for view in self.populations.values():
            for holder in view.holders.values():
                holder.values = type(holder.values)() if not holder.slot.neutralized else holder.values
                holder.population = None
            view.holders.clear()
            view.values.clear()
        self._full = None
