"""What ``calculate`` and ``explain`` run: one situation on the core.

The only module of the library between the face and ``zeronr_rules.core``. It
remembers what was read, and turns the core's errors into those of the face. A
spiral is an error here: no amount may come from one.
"""

from __future__ import annotations

import functools
import importlib.metadata
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.periods import DateUnit, Instant, Period
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules.core import Population, Simulation
from zeronr_rules.core.errors import CycleError, FormulaError, SpiralError
from zeronr_rules.core.journal import Journal, Reading
from zeronr_rules.core.periods import CachedPeriod, by_key
from zeronr_rules.core.slots import KEY_BITS, Table
from zeronr_rules.errors import EngineError, MissingParameterError, ZeronrError
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.lookback import look_back

ENGINE = f"zeronr_rules.core on openfisca-core {importlib.metadata.version('openfisca-core')}"


_HOUSING = "prestations.aides_logement."


class Reads(Mapping[str, list[CachedPeriod]]):
    """The periods at which each variable was read."""

    def __init__(self, table: Table, parts: tuple[Reading, Reading]) -> None:
        self._table = table
        self._parts = parts

    def __getitem__(self, name: str) -> list[CachedPeriod]:
        if name not in self:
            raise KeyError(name)
        rank = self._table.slot(name).node >> KEY_BITS
        return [by_key(key) for part in self._parts for key in part.keys.get(rank, ())]

    def __contains__(self, name: object) -> bool:
        rank = self._table.slot(str(name)).node >> KEY_BITS
        return any(rank in part.keys for part in self._parts)

    def __iter__(self) -> Iterator[str]:
        slots = self._table.by_rank
        ranks = dict.fromkeys(rank for part in self._parts for rank in part.keys)
        return (slots[rank].name for rank in ranks)

    def __len__(self) -> int:
        return sum(1 for _ in self)


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
    ) -> None:
        self.system = system
        self.situation = situation
        population = population_of(system, situation)
        self._simulation = Simulation(system, population, on_spiral="raise", record=True)
        journal = self._simulation.journal
        assert journal is not None  # noqa: S101 - asked for just above
        self._journal: Journal = journal
        # Recorded too: the right rests on what that reads.
        try:
            look_back(self._simulation, *asked)
        except FormulaError as error:
            raise face_error(system, "rsa", str(asked[0]), error) from error

    @property
    def parameters_read(self) -> set[str]:
        """Paths of the parameters that the formulas read."""
        return {path for part in self._journal.everything() for path, _ in part.parameters}

    def reads(self, idle: frozenset[str] = frozenset()) -> Reads:
        """Return the periods at which each variable was read so far.

        What only the variables ``idle`` asked for, directly or not, is left out.
        """
        journal = self._journal
        parts = journal.reached(journal.asked, idle) if idle else journal.everything()
        return Reads(self._simulation.table, parts)

    def reads_below(self, names: frozenset[str]) -> Reads:
        """Return the periods at which each variable was read by these, directly or not."""
        journal, table = self._journal, self._simulation.table
        slots = [table.slot(name) for name in names]
        asked = {
            node
            for part in journal.everything()
            for slot in slots
            for key in part.keys.get(slot.node >> KEY_BITS, ())
            for node in journal.of(slot.node + key)[0]
        }
        return Reads(table, journal.reached(asked))

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
        population.set_input(name, storage_period(key, variable.definition_period), array, where)


def storage_period(key: int | None, unit: DateUnit) -> Period:
    """Return the period of a value of a checked situation: a month, a year, or all time."""
    if key is None:
        return _ETERNITY
    return _period(unit, key * 12) if unit == DateUnit.YEAR else _period(unit, key)


_ETERNITY = Period((DateUnit.ETERNITY, Instant((-1, -1, -1)), -1))
