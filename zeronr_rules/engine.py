"""What ``calculate`` and ``explain`` run: one situation on the core.

The only module of the library between the face and ``zeronr_rules.core``. It
remembers what was read, and turns the core's errors into those of the face. A
spiral is an error here: no amount may come from one.
"""

from __future__ import annotations

import functools
import importlib.metadata
import re
from typing import Any

import numpy as np
from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.parameters import ParameterNodeAtInstant
from openfisca_core.periods import DateUnit, Instant, Period
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.tracers import SimpleTracer

from zeronr_rules.core import Population, Simulation
from zeronr_rules.core.errors import CycleError, FormulaError, SpiralError
from zeronr_rules.errors import EngineError, MissingParameterError, ZeronrError
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.lookback import look_back

ENGINE = f"zeronr_rules.core on openfisca-core {importlib.metadata.version('openfisca-core')}"


_HOUSING = "prestations.aides_logement."

# A variable at a period.
Node = tuple[str, Period]


class Run:
    """One situation on the engine: ask it for variables, then what it read.

    Attributes
    ----------
    parameters_read
        Path of every parameter that a formula read.

    """

    def __init__(
        self,
        system: TaxBenefitSystem,
        situation: Situation,
        asked: tuple[SimplePeriod, tuple[str, ...]],
        recorder: Recorder | None = None,
    ) -> None:
        self.system = system
        self.situation = situation
        self._recorder = Recorder() if recorder is None else recorder
        population = population_of(system, situation)
        self._simulation = Simulation(system, population, on_spiral="raise")
        self._simulation.tracer = self._recorder
        if type(self._recorder) is Recorder:
            # One recorded tree an instant, instead of a new node at each reading.
            self._simulation.parameters = _RecordedParameters(
                self._simulation.table.parameters, self._recorder.read
            )
        # Recorded too: the right rests on what that reads.
        try:
            look_back(self._simulation, *asked)
        except FormulaError as error:
            raise face_error(system, "rsa", str(asked[0]), error) from error

    @property
    def parameters_read(self) -> set[str]:
        """Paths of the parameters that the formulas read."""
        return self._recorder.parameters

    def reads(self, idle: frozenset[str] = frozenset()) -> dict[str, set[Period]]:
        """Return the periods at which each variable was read so far.

        What only the variables ``idle`` asked for, directly or not, is left out.
        """
        asked = self._recorder.asked
        found: set[Node] = set()
        waiting = list(asked[None])
        while waiting:
            node = waiting.pop()
            if node not in found and node[0] not in idle:
                found.add(node)
                waiting.extend(asked.get(node, ()))
        reads: dict[str, set[Period]] = {}
        for name, period in found:
            reads.setdefault(name, set()).add(period)
        return reads

    def reads_below(self, names: frozenset[str]) -> dict[str, set[Period]]:
        """Return the periods at which each variable was read by these, directly or not."""
        asked = self._recorder.asked
        waiting = [node for node in asked if node is not None and node[0] in names]
        found: set[Node] = set()
        while waiting:
            for node in asked.get(waiting.pop(), ()):
                if node not in found:
                    found.add(node)
                    waiting.append(node)
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
        entity = self.system.get_variable(name).entity.key
        return self._simulation.population.count(entity)

    def _calculate(self, name: str, period: Period) -> Any:
        try:
            return self._simulation.calculate(name, period)
        except ZeronrError:
            raise
        except SpiralError as error:
            chain = " → ".join(f"{one}@{when}" for one, when in error.chain)
            message = (
                f"Spirale : {error.variable} dépend d'elle-même à un autre mois ({chain}). "
                "Aucun montant ne peut en sortir."
            )
            raise EngineError(message) from error
        except CycleError as error:
            message = f"Calcul de {name} pour {period} : les règles tournent en rond. {error}"
            raise EngineError(message) from error
        except FormulaError as error:
            raise face_error(self.system, name, str(period), error) from error
        except Exception as error:
            raise EngineError(_defect(name, period, error)) from error


def face_error(
    system: TaxBenefitSystem, name: str, period: str, error: FormulaError
) -> ZeronrError:
    """Return the error of the face for a formula that raised.

    What a rule refuses in the data is the data's fault; a value of the law that
    does not exist yet at that date says from when it does; the rest is a defect.
    """
    cause = error.__cause__
    if isinstance(cause, ZeronrError):
        return cause
    if isinstance(cause, ParameterNotFoundError):
        # openfisca_core loses the name of the exception, not that of its message.
        found = re.search(r"parameter '([^']+)'", str(cause))
        path = found[1] if found else "?"
        since = _first_date(system, path)
        known = f"Sa première valeur date du {since}. " if since else ""
        given = ", ou donner aide_logement" if path.startswith(_HOUSING) else ""
        return MissingParameterError(
            f"Calcul de {name} pour {period} : le paramètre {path} n'a pas de valeur au "
            f"{cause.instant_str}. {known}Demander un mois plus récent{given}."
        )
    return EngineError(_defect(name, period, error))


def _first_date(system: TaxBenefitSystem, path: str) -> str | None:
    """Return the first date at which a parameter, or all those of a node, have a value."""
    node = system.parameters
    for part in path.split("."):
        node = getattr(node, "children", {}).get(part)
        if node is None:
            return None
    leaves = [node, *node.get_descendants()] if hasattr(node, "children") else [node]
    dates = [leaf.values_list[-1].instant_str for leaf in leaves if hasattr(leaf, "values_list")]
    return max(dates, default=None)


def _defect(name: str, period: Any, error: Exception) -> str:
    return (
        f"Calcul de {name} pour {period} : une règle a échoué ({type(error).__name__} : {error}). "
        "C'est un défaut de la bibliothèque : le signaler avec la situation."
    )


class Recorder(SimpleTracer):  # type: ignore[misc]
    """A tracer that keeps who asked for what, and which parameters were read."""

    def __init__(self) -> None:
        super().__init__()
        # What each variable asked for, and (under None) what the caller did.
        self.asked: dict[Node | None, set[Node]] = {None: set()}
        self.read: set[str] = set()

    @property
    def parameters(self) -> set[str]:
        """Paths of the parameters that were read."""
        return self.read

    def record_calculation_start(self, variable: str, period: Any, *_: Any) -> None:
        """Keep that the running formula, or the caller, asks for a variable."""
        stack = self.stack
        reader = (stack[-1]["name"], stack[-1]["period"]) if stack else None
        self.asked.setdefault(reader, set()).add((variable, period))
        super().record_calculation_start(variable, period)

    def record_parameter_access(self, parameter: str, *_: Any) -> None:
        """Keep that a formula read a parameter."""
        self.read.add(parameter)


class _RecordedParameters:
    """The parameters as formulas receive them, noting the paths that are read."""

    def __init__(self, parameters: Any, read: set[str]) -> None:
        self._parameters = parameters
        self._read = read
        self._roots: dict[Any, _RecordedNode] = {}

    def __call__(self, instant: Any) -> _RecordedNode:
        root = self._roots.get(instant)
        if root is None:
            root = self._roots[instant] = _RecordedNode(self._parameters(instant), "", self._read)
        return root


class _RecordedNode:
    """A node whose children are noted the first time they are read, then kept."""

    def __init__(self, node: Any, path: str, read: set[str]) -> None:
        self._node = node
        self._path = path
        self._read = read

    def __getattr__(self, key: str) -> Any:
        child = getattr(self._node, key)
        path = f"{self._path}.{key}" if self._path else key
        if isinstance(child, ParameterNodeAtInstant):
            child = _RecordedNode(child, path, self._read)
        else:
            self._read.add(path)
        self.__dict__[key] = child
        return child

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return getattr(self, key)
        self._read.add(self._path)
        return self._node[key]


def core_period(period: SimplePeriod) -> Period:
    """Return the openfisca_core period of a month or a civil year."""
    unit = DateUnit.YEAR if period.unit == "year" else DateUnit.MONTH
    return _period(unit, period.start)


@functools.lru_cache(maxsize=4096)
def _period(unit: DateUnit, month: int) -> Period:
    return Period((unit, Instant((month // 12, month % 12 + 1, 1)), 1))


def population_of(system: TaxBenefitSystem, situation: Situation) -> Population:
    """Return a checked situation as a population of the core."""
    population = Population(system, list(situation.persons), groups_of(system, situation))
    give_inputs(population, situation)
    return population


def groups_of(system: TaxBenefitSystem, situation: Situation) -> dict[str, dict[str, Any]]:
    """Return the groups of a checked situation as the core takes them."""
    return {
        entity.key: {
            "count": len(group.ids),
            "members": np.array(group.members, dtype=np.intp),
            "roles": group.roles,
        }
        for entity in system.group_entities
        for group in (situation.groups[entity.key],)
    }


def give_inputs(population: Population, situation: Situation) -> None:
    """Give a population the inputs of the situation it was made from."""
    for name, by_period in situation.values.items():
        _set_inputs(population.system, population, name, by_period)


def _set_inputs(
    system: TaxBenefitSystem,
    population: Population,
    name: str,
    by_period: dict[int | None, dict[int, Any]],
) -> None:
    variable = system.get_variable(name)
    if variable.is_neutralized:
        return
    count = population.count(variable.entity.key)
    for key, members in by_period.items():
        array = variable.default_array(count)
        ranks = list(members)
        array[ranks] = list(members.values())
        where = None
        if len(members) < count and variable.formulas:
            where = np.zeros(count, dtype=bool)
            where[ranks] = True
        population.set_input(name, _storage_period(key, variable.definition_period), array, where)


def _storage_period(key: int | None, unit: DateUnit) -> Period:
    if key is None:
        return _ETERNITY
    return _period(unit, key * 12) if unit == DateUnit.YEAR else _period(unit, key)


_ETERNITY = Period((DateUnit.ETERNITY, Instant((-1, -1, -1)), -1))
