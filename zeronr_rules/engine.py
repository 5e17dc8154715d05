"""The engine that runs the rules: today, the one of openfisca_core.

The only module of the library that touches a simulation of openfisca_core. It
adds what that engine does not do: it remembers what was read, lets an input
given for some members be computed for the others, and refuses spirals, which
openfisca_core would answer with a default value.
"""

from __future__ import annotations

import functools
import importlib.metadata
from collections.abc import Sequence
from typing import Any

import numpy as np
from openfisca_core.errors import CycleError, ParameterNotFoundError, SpiralError
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.periods import DateUnit, Instant, Period
from openfisca_core.periods import period as read_period
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.tracers import SimpleTracer, TracingParameterNodeAtInstant

from zeronr_rules.errors import EngineError, MissingParameterError, ZeronrError
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.situation import Situation

ENGINE = f"openfisca-core {importlib.metadata.version('openfisca-core')}"


# A variable at a period.
Node = tuple[str, Period]


class Run:
    """One situation on the engine: ask it for variables, then what it read.

    Attributes
    ----------
    parameters_read
        Path of every parameter that a formula read.

    """

    def __init__(self, system: TaxBenefitSystem, situation: Situation) -> None:
        self.system = system
        self.situation = situation
        self._simulation = _simulation(system, situation)

    @property
    def parameters_read(self) -> set[str]:
        """Paths of the parameters that the formulas read."""
        return self._simulation.recorder.parameters

    def reads(self, idle: frozenset[str] = frozenset()) -> dict[str, set[Period]]:
        """Return the periods at which each variable was read so far.

        What only the variables ``idle`` asked for, directly or not, is left out.
        """
        found: set[Node] = set()
        waiting = list(self._simulation.asked[None])
        while waiting:
            node = waiting.pop()
            if node not in found and node[0] not in idle:
                found.add(node)
                waiting.extend(self._simulation.asked.get(node, ()))
        reads: dict[str, set[Period]] = {}
        for name, period in found:
            reads.setdefault(name, set()).add(period)
        return reads

    def calculate(self, name: str, period: SimplePeriod) -> np.ndarray[Any, Any]:
        """Compute a variable and return its values as plain, read-only numbers.

        Enum values come as their names, texts as ``str``.

        Raises
        ------
        EngineError
            When a rule fails; :class:`MissingParameterError` when it lacks a value.

        """
        array = self._calculate(name, core_period(period))
        if isinstance(array, EnumArray):
            values = np.asarray(array.decode_to_str())
        elif array.dtype.kind == "S":
            values = array.astype(str)
        else:
            values = np.array(array)
        if len(values) == 1 < self._count(name):
            values = np.repeat(values, self._count(name))
        values.setflags(write=False)
        return values

    def _count(self, name: str) -> int:
        return int(self._simulation.get_variable_population(name).count)

    def _calculate(self, name: str, period: Period) -> Any:
        try:
            return self._simulation.calculate(name, period)
        except ZeronrError:
            raise
        except CycleError as error:
            message = f"Calcul de {name} pour {period} : les règles tournent en rond. {error}"
            raise EngineError(message) from error
        except ParameterNotFoundError as error:
            message = (
                f"Calcul de {name} pour {period} : un paramètre n'a pas de valeur à cette date. "
                f"Les règles commencent en janvier 2017. {error}"
            )
            raise MissingParameterError(message) from error
        except Exception as error:
            message = (
                f"Calcul de {name} pour {period} : une règle a échoué "
                f"({type(error).__name__} : {error}). C'est un défaut de la bibliothèque : "
                "le signaler avec la situation."
            )
            raise EngineError(message) from error


def core_period(period: SimplePeriod) -> Period:
    """Return the openfisca_core period of a month or a civil year."""
    unit = DateUnit.YEAR if period.unit == "year" else DateUnit.MONTH
    return _period(unit, period.start)


@functools.lru_cache(maxsize=4096)
def _period(unit: DateUnit, month: int) -> Period:
    return Period((unit, Instant((month // 12, month % 12 + 1, 1)), 1))


_ETERNITY = Period((DateUnit.ETERNITY, Instant((-1, -1, -1)), -1))


def _key(variable: Any, period: Period) -> Period | None:
    """Return the period under which a value is kept: none for an eternal variable."""
    return None if variable.definition_period == DateUnit.ETERNITY else period


def _storage_period(key: int | None, unit: DateUnit) -> Period:
    if key is None:
        return _ETERNITY
    return _period(unit, key * 12) if unit == DateUnit.YEAR else _period(unit, key)


class _Recorder:
    """The part of a tracer that parameter nodes talk to."""

    def __init__(self) -> None:
        self.parameters: set[str] = set()

    def record_parameter_access(self, parameter: str, *_: Any) -> None:
        self.parameters.add(parameter)


class _Simulation(Simulation):  # type: ignore[misc]
    """A simulation that remembers its reads and never answers a spiral."""

    def __init__(self, system: TaxBenefitSystem, populations: Any) -> None:
        super().__init__(system, populations)
        self.tracer = SimpleTracer()
        self.recorder = _Recorder()
        # What each variable asked for, and (under None) what the caller did.
        self.asked: dict[Node | None, set[Node]] = {None: set()}
        # Inputs of a computed variable given for some members only.
        self.partial: dict[tuple[str, Period | None], tuple[Any, Any]] = {}

    def calculate(self, variable_name: str, period: Any) -> Any:
        if not isinstance(period, Period):
            period = read_period(period)
        stack = self.tracer.stack
        reader = (stack[-1]["name"], stack[-1]["period"]) if stack else None
        self.asked.setdefault(reader, set()).add((variable_name, period))
        return super().calculate(variable_name, period)

    def _check_for_cycle(self, variable: str, period: Period) -> None:
        try:
            super()._check_for_cycle(variable, period)
        except SpiralError as error:
            chain = " → ".join(f"{frame['name']}@{frame['period']}" for frame in self.tracer.stack)
            message = (
                f"Spirale : {variable} dépend d'elle-même à un autre mois ({chain}). "
                "Aucun montant ne peut en sortir."
            )
            raise EngineError(message) from error

    def _run_formula(self, variable: Any, population: Any, period: Period) -> Any:
        formula = variable.get_formula(period)
        array = None
        if formula is not None:
            if formula.__code__.co_argcount == 2:
                array = formula(population, period)
            else:
                array = formula(population, period, self._parameters_at)
        partial = self.partial.get((variable.name, _key(variable, period)))
        if partial is None:
            return array
        computed = variable.default_array(population.count) if array is None else array
        computed = self._cast_formula_result(computed, variable)
        given, where = partial
        merged = np.where(where, np.asarray(given), np.asarray(computed))
        if isinstance(given, EnumArray):
            return EnumArray(merged, variable.possible_values)
        return merged

    def _parameters_at(self, instant: Any) -> TracingParameterNodeAtInstant:
        node = self.tax_benefit_system.get_parameters_at_instant(instant)
        return TracingParameterNodeAtInstant(node, self.recorder)


def _simulation(system: TaxBenefitSystem, situation: Situation) -> _Simulation:
    populations = system.instantiate_entities()
    persons = populations[system.person_entity.key]
    persons.ids = list(situation.persons)
    persons.count = len(situation.persons)
    for entity in system.group_entities:
        group, population = situation.groups[entity.key], populations[entity.key]
        population.ids = list(group.ids)
        population.count = len(group.ids)
        population.members_entity_id = np.array(group.members, dtype=np.int32)
        roles = {role.key: role for role in entity.flattened_roles}
        population.members_role = [roles[key] for key in group.roles]
    simulation = _Simulation(system, populations)
    for name, by_period in situation.values.items():
        _set_inputs(simulation, name, by_period)
    return simulation


def _set_inputs(
    simulation: _Simulation, name: str, by_period: dict[int | None, dict[int, Any]]
) -> None:
    variable = simulation.tax_benefit_system.get_variable(name)
    if variable.is_neutralized:
        return
    population = simulation.get_variable_population(name)
    holder = population.get_holder(name)
    for key, members in by_period.items():
        period = _storage_period(key, variable.definition_period)
        if key is not None and variable.end is not None and period.start.date > variable.end:
            continue
        array = variable.default_array(population.count)
        ranks: Sequence[int] = list(members)
        array[ranks] = list(members.values())
        if len(members) < population.count and variable.formulas:
            where = np.zeros(population.count, dtype=bool)
            where[ranks] = True
            simulation.partial[name, _key(variable, period)] = (array, where)
        else:
            holder.put_in_cache(array, period)
