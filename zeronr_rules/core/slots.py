"""What the engine needs to know of each variable, resolved once a system."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit

from zeronr_rules.core.arrays import Array, enum_array, frozen
from zeronr_rules.core.errors import UnknownVariableError
from zeronr_rules.core.formulas import needs_full_arrays
from zeronr_rules.core.parameters import ParametersAt

_ATTRIBUTE = "_zeronr_rules_core"
_LOCK = threading.RLock()
# A variable at a period is one number: the rank of the variable, the key of the period.
KEY_BITS = 32
KEY_MASK = (1 << KEY_BITS) - 1


class Formula:
    """One dated formula of a variable."""

    __slots__ = ("function", "lean", "start", "without_parameters")

    def __init__(self, start: str, function: Callable[..., Any]) -> None:
        self.start = tuple(int(part) for part in start.split("-"))
        self.function = function
        code: Any = function
        self.without_parameters = code.__code__.co_argcount == 2
        # Whether arrays of length 1 will do; decided the first time it runs.
        self.lean: bool | None = None

    def decide(self) -> bool:
        """Tell whether arrays of length 1 will do."""
        if self.lean is None:
            self.lean = not needs_full_arrays(self.function)
        return self.lean


class Entry(NamedTuple):
    """A value that depends on defaults alone.

    Attributes
    ----------
    mask
        The bits of the variables it depends on, its own included.
    array
        The value, one for everybody.
    reads
        What its formula read.
    parameters
        The parameters that it read: path, instant.

    """

    mask: int
    array: Array
    reads: tuple[tuple[Slot, Any], ...]
    parameters: frozenset[tuple[str, str]]


class Slot:
    """A variable, as the engine sees it."""

    __slots__ = (
        "always",
        "bit",
        "default",
        "dtype",
        "end",
        "entity_key",
        "enum",
        "eternal",
        "formulas",
        "memo",
        "name",
        "neutralized",
        "node",
        "unit",
        "variable",
    )

    def __init__(
        self, variable: Any, float_type: np.dtype[Any] | None = None, rank: int = 0
    ) -> None:
        self.bit = 1 << rank
        # With the key of a period added: the variable at that period.
        self.node = rank << KEY_BITS
        # By period key: what defaults.py found, None when it depends on more.
        self.memo: dict[int, Entry | None] = {}
        self.variable = variable
        self.name: str = variable.name
        self.entity_key: str = variable.entity.key
        self.unit = variable.definition_period
        self.eternal: bool = variable.definition_period == DateUnit.ETERNITY
        self.neutralized: bool = variable.is_neutralized
        self.end = variable.end
        self.enum = variable.possible_values if variable.value_type == Enum else None
        self.dtype: np.dtype[Any] = np.dtype(variable.dtype)
        if variable.value_type is float and float_type is not None:
            self.dtype = float_type
        self.formulas = tuple(
            Formula(start, function) for start, function in reversed(variable.formulas.items())
        )
        # The one formula of most variables, in force at any date.
        self.always: Formula | None = None
        if len(self.formulas) == 1 and self.end is None and self.formulas[0].start == (1, 1, 1):
            self.always = self.formulas[0]
        self.default = frozen(self.default_array(1))

    def default_array(self, count: int) -> Array:
        """Return a new full array of the default value."""
        array = np.empty(count, dtype=self.dtype)
        if self.enum is not None:
            array.fill(self.variable.default_value.index)
            return enum_array(array, self.enum)
        array.fill(self.variable.default_value)
        return array

    def formula_at(self, period: Any) -> Formula | None:
        """Return the formula in force at the start of a period, if there is one."""
        start = period[1]
        if self.end is not None and self.end < start.date:
            return None
        for formula in self.formulas:
            if formula.start <= start:
                return formula
        return None


class Table:
    """The slots of a system for one type of amounts, and its parameters."""

    def __init__(self, system: Any, float_type: np.dtype[Any] | None) -> None:
        self._system = weakref.ref(system)
        self.float_type = float_type
        self._slots: dict[str, Slot] = {}
        self.by_rank: list[Slot] = []
        self._variables = list(system.variables.values())
        # What formulas receive as their third argument.
        self.parameters = ParametersAt(system.parameters)
        self.defaults: Any = None
        # Results for small populations: see remembered.py.
        self.remembered: Any = None
        # The same parameters, and what rests on defaults alone: see journal.py.
        self.noted_parameters: Any = None
        self.readings: dict[Any, Any] = {}
        self.parameters_read: dict[frozenset[Any], frozenset[Any]] = {}
        # How many simulations were made.
        self.uses = 0

    @property
    def system(self) -> Any:
        """The system, which outlives its table."""
        return self._system()

    def is_stale(self, system: Any) -> bool:
        """Tell whether the system changed since: a variable replaced, parameters too."""
        return (
            self.parameters.root is not system.parameters
            or list(system.variables.values()) != self._variables
        )

    def slot(self, name: str) -> Slot:
        """Return what is known of a variable.

        Raises
        ------
        UnknownVariableError
            When the system has no variable of that name.

        """
        slot = self._slots.get(name)
        if slot is None:
            with _LOCK:
                slot = self._slots.get(name)
                if slot is None:
                    variables = self.system.variables
                    if name not in variables or variables[name] is None:
                        raise UnknownVariableError(name, variables)
                    rank = len(self._slots)
                    slot = Slot(variables[name], self.float_type, rank)
                    self.by_rank.append(slot)
                    self._slots[name] = slot
        return slot


def _nothing() -> None:
    """Stand for a table in a pickled system: it will make its own."""


def table_of(system: Any, dtype: Any = np.float64) -> Table:
    """Return the table of a system for a type of amounts (``None``: as declared)."""
    float_type = None if dtype is None else np.dtype(dtype)
    if float_type is not None and float_type.kind != "f":
        raise ValueError(f"dtype : reçu {float_type} ; attendu un type de nombres réels, ou None.")
    tables = system.__dict__.get(_ATTRIBUTE)
    if not isinstance(tables, Tables) or tables.owner() is not system:
        with _LOCK:
            tables = system.__dict__.get(_ATTRIBUTE)
            if not isinstance(tables, Tables) or tables.owner() is not system:
                tables = system.__dict__[_ATTRIBUTE] = Tables(system)
    table = tables.by_type.get(float_type)
    if table is None or table.is_stale(system):
        # A new one: simulations that are running keep theirs.
        table = tables.by_type[float_type] = Table(system, float_type)
    return table


class Tables:
    """The tables of one system, kept on it."""

    def __init__(self, system: Any) -> None:
        self.owner = weakref.ref(system)
        self.by_type: dict[np.dtype[Any] | None, Table] = {}

    def __deepcopy__(self, memo: Any) -> None:
        """A copied system makes its own."""

    def __reduce__(self) -> tuple[Any, tuple[()]]:
        return (_nothing, ())
