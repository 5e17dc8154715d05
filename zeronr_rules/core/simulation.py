"""The simulation: the formulas of a system, run over a population."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from zeronr_rules.core.arrays import Array, shown
from zeronr_rules.core.engine import Engine
from zeronr_rules.core.errors import PeriodUnitError
from zeronr_rules.core.holders import Holder
from zeronr_rules.core.options import add, divide
from zeronr_rules.core.periods import ETERNITY, CachedPeriod, intern
from zeronr_rules.core.views import EntityView


class Simulation(Engine):
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
    remember
        For a small population, take the result of a formula that read the same
        in an earlier simulation. ``False`` for formulas that draw at random or
        read what changes outside of the simulation.
    record
        Keep what was read in ``journal``, without the cost of a trace.

    Attributes
    ----------
    spirals
        The variables that got their default value from a spiral, with the
        chain of the first time.
    journal
        What was asked for and what each formula read, if ``record``.

    Notes
    -----
    A simulation belongs to one thread. Its population and its system can be
    shared.

    Examples
    --------
    >>> from zeronr_rules.core import Population, Simulation
    >>> from openfisca_country_template import CountryTaxBenefitSystem
    >>> system = CountryTaxBenefitSystem()
    >>> people = Population(system, persons=2)
    >>> people.set_input("salary", "2026-01", [2000, 1000])
    >>> Simulation(system, people).calculate("income_tax", "2026-01")
    array([300., 150.])

    """

    def _asked(self, name: str, period: Any) -> tuple[Holder, CachedPeriod]:
        holder = self.holder(name)
        if period is None:
            period = ETERNITY if holder.slot.eternal else period
        try:
            when = intern(period)
        except ValueError as error:
            raise PeriodUnitError(
                f"{name} : reçu la période {period!r} ; attendu par exemple « 2026-05 »."
            ) from error
        return holder, when

    def _read_by_caller(
        self, name: str, period: Any, options: Sequence[str] | None = None
    ) -> tuple[Holder, CachedPeriod]:
        holder, when = self._asked(name, period)
        if self.journal is not None:
            if self.noted:
                # A formula that asks the simulation itself.
                self.noted[-1].append((holder.slot, when, options, holder.slot.default))
            else:
                self.journal.ask(holder.slot, when, options)
        return holder, when

    def calculate(self, variable_name: str, period: Any) -> Array:
        """Return a variable at a period: a full, read-only array."""
        holder, when = self._read_by_caller(variable_name, period)
        return shown(self._read(holder, when), holder.count)

    def calculate_add(self, variable_name: str, period: Any) -> Array:
        """Return the sum of a variable over the parts of a period."""
        holder, when = self._read_by_caller(variable_name, period, ("ADD",))
        return shown(add(self, holder, when), holder.count)

    def calculate_divide(self, variable_name: str, period: Any) -> Array:
        """Return the share of a variable that falls in a shorter period."""
        holder, when = self._read_by_caller(variable_name, period, ("DIVIDE",))
        return shown(divide(self, holder, when), holder.count)

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
            remember=self.memory is not None,
        )
        new.debug = debug
        new.opt_out_cache = self.opt_out_cache
        if self._first_period is not None:
            new.start_computation_period = self._first_period
        self.settle()
        # Not what the population was given since this simulation was made.
        for view in new.populations.values():
            for holder in view.holders.values():
                holder.delete_arrays()
        for view in self.populations.values():
            for name, holder in view.holders.items():
                if not holder.slot.neutralized:
                    copy = new.holder(name)
                    copy.values.clear()
                    copy.values.update(holder.values)
                    copy.partial = None if holder.partial is None else dict(holder.partial)
                    new.mark_given(copy)
        new.trace = trace
        return new
