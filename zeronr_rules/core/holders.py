"""The values of one variable in one simulation."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from openfisca_core import commons
from openfisca_core.errors import PeriodMismatchError
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.periods import DateUnit

from zeronr_rules.core.arrays import Array, compress, enum_array, frozen, shown
from zeronr_rules.core.errors import InputError, PeriodUnitError
from zeronr_rules.core.periods import ETERNITY, CachedPeriod, by_key, intern
from zeronr_rules.core.slots import Slot


class PeriodMismatch(PeriodUnitError, PeriodMismatchError):  # type: ignore[misc]
    """A value was given for a period that the variable does not have."""

    def __init__(self, slot: Slot, period: Any, message: str) -> None:
        PeriodMismatchError.__init__(self, slot.name, period, slot.unit, message)


class EternalValues(dict[int, Array]):
    """One array, whatever the period asked for."""

    def get(self, key: int, default: Any = None) -> Any:  # noqa: ARG002
        """Return the one value."""
        return super().get(ETERNITY.key)


class NeutralValues(dict[int, Array]):
    """The default value, whatever the period and whatever was stored."""

    def __init__(self, default: Array) -> None:
        super().__init__()
        self.default = default

    def get(self, key: int, default: Any = None) -> Any:  # noqa: ARG002
        """Return the default value of the variable."""
        return self.default


class Holder:
    """The values of a variable, by period.

    Values are kept lean (see :mod:`zeronr_rules.core.arrays`) and read-only;
    :meth:`get_array` hands them out full, as openfisca_core does.
    """

    # Rare: inputs known for some members only; values computed but not kept.
    partial: dict[int, tuple[Array, Array]] | None = None
    kept = True
    # The keys of the periods being computed, outermost first.
    running: tuple[int, ...] = ()
    # The last full array kept, often the same as the next.
    latest: Array | None = None

    def __init__(self, slot: Slot, count: int, population: Any = None) -> None:
        self.slot = slot
        self.count = count
        self.population = population
        self.values: dict[int, Array]
        if slot.neutralized:
            self.values = NeutralValues(slot.default)
        elif slot.eternal:
            self.values = EternalValues()
        else:
            self.values = {}

    # What formulas and openfisca_core's helpers read

    @property
    def variable(self) -> Any:
        """The variable, as openfisca_core defines it."""
        return self.slot.variable

    @property
    def simulation(self) -> Any:
        """The simulation these values belong to."""
        return None if self.population is None else self.population.simulation

    def key(self, period: CachedPeriod) -> int:
        """Return the key under which the value at a period is kept."""
        return ETERNITY.key if self.slot.eternal else period.key

    def get_array(self, period: Any) -> Array | None:
        """Return the value at a period as a full, read-only array; None if not known."""
        self._settle()
        array = self.values.get(intern(period).key)
        return None if array is None else shown(array, self.count)

    def get_known_periods(self) -> list[CachedPeriod]:
        """Return the periods at which a value is known, given or computed."""
        self._settle()
        return [by_key(key) for key in self.values]

    def _settle(self) -> None:
        if self.population is not None:
            self.population._engine.settle()

    def default_array(self) -> Array:
        """Return a new full array of the default value."""
        return self.slot.default_array(self.count)

    def delete_arrays(self, period: Any = None) -> None:
        """Forget every value, or those of the periods within ``period``."""
        self._settle()
        if period is None:
            self.values.clear()
            return
        whole = ETERNITY if self.slot.eternal else intern(period)
        if whole.size == 1 and whole.unit == self.slot.unit:
            self.values.pop(whole.key, None)
            return
        for key in [key for key in self.values if whole.contains(by_key(key))]:
            del self.values[key]

    def get_memory_usage(self) -> dict[str, Any]:
        """Return how many arrays are kept, and how many bytes they take."""
        arrays = list(self.values.values())
        return {
            "nb_cells_by_array": self.count,
            "dtype": self.slot.dtype,
            "nb_arrays": len(arrays),
            "total_nb_bytes": sum(array.nbytes for array in arrays),
            "cell_size": self.slot.dtype.itemsize if arrays else np.nan,
        }

    # Inputs

    def set_input(self, period: Any, array: Any) -> None:
        """Give the value at a period, spread over its parts if the variable says so.

        Raises
        ------
        InputError
            When the value has a wrong length or type, or holds NaN.
        PeriodUnitError
            When the variable has no value at such a period.

        """
        period = intern(period)
        slot = self.slot
        if period.unit == DateUnit.ETERNITY and not slot.eternal:
            raise self._wrong_period(period)
        if slot.neutralized:
            message = f"{slot.name} est neutralisée : la valeur donnée est ignorée."
            warnings.warn(message, UserWarning, stacklevel=3)
            return
        if slot.variable.value_type in (float, int) and isinstance(array, str):
            array = commons.eval_expression(array)
        if slot.variable.set_input:
            self._to_array(array)
            if slot.dtype.kind == "f" and np.asarray(array).dtype.kind != "f":
                # The helper subtracts what is known: integers would refuse.
                array = np.asarray(array, dtype=np.float64)
            try:
                slot.variable.set_input(self, period, array)
            except InputError:
                raise
            except ValueError as error:
                raise InputError(f"{slot.name} ({period}) : {error}") from error
        else:
            self._set(period, array)

    def _set(self, period: Any, value: Any) -> None:
        period = intern(period)
        array = self._to_array(value)
        slot = self.slot
        if not slot.eternal and (period.unit != slot.unit or period.size != 1):
            raise self._wrong_period(period)
        self.values[self.key(period)] = array
        if self.population is not None:
            self.population._engine.mark_given(self)

    def put_in_cache(self, value: Any, period: Any) -> None:
        """Store a computed value, as openfisca_core does."""
        if self.kept:
            self._set(period, value)

    def _to_array(self, value: Any) -> Array:
        """Return a value as the variable keeps it: lean, typed, read-only."""
        slot = self.slot
        array = value if isinstance(value, np.ndarray) else np.asarray(value)
        if array.ndim == 0:
            array = array.reshape(1)
        if array.ndim != 1 or (len(array) != self.count and len(array) != 1):
            raise InputError(
                f"{slot.name} : reçu un tableau de forme {array.shape} ; attendu une valeur pour "
                f"chacun des {self.count} membres de {slot.entity_key}."
            )
        typed = self._typed(array)
        if typed.dtype.kind == "f" and np.isnan(typed).any():
            rank = int(np.argmax(np.isnan(typed)))
            raise InputError(
                f"{slot.name} : la valeur de rang {rank} n'est pas un nombre (NaN) ; donner un "
                "nombre, ou ne rien donner pour la valeur par défaut."
            )
        lean = compress(typed, self.count)
        if lean is array:
            lean = lean.view()
        return frozen(lean)

    def _typed(self, array: Array) -> Array:
        slot = self.slot
        try:
            if slot.enum is not None:
                if isinstance(array, EnumArray):
                    encoded = array
                elif array.dtype.kind in "iu" and len(array) and array.min() < 0:
                    raise ValueError("rang négatif")  # noqa: TRY301
                else:
                    encoded = slot.enum.encode(array)
                codes = encoded.view(np.ndarray).astype(slot.dtype, copy=False)
                return enum_array(codes, slot.enum)
            if array.dtype == slot.dtype:
                return array
            if array.dtype.kind == "f" and slot.dtype.kind == "i" and np.isnan(array).any():
                raise ValueError("NaN")  # noqa: TRY301
            return array.astype(slot.dtype)
        except (ValueError, TypeError, IndexError) as error:
            raise InputError(
                f"{slot.name} : reçu des valeurs de type {array.dtype} ; attendu "
                f"{slot.variable.value_type.__name__} ({slot.dtype}). {error}"
            ) from error

    def _wrong_period(self, period: CachedPeriod) -> PeriodMismatch:
        slot = self.slot
        return PeriodMismatch(
            slot,
            period,
            f"{slot.name} : reçu la période {period} ({period.size} {period.unit}) ; attendu une "
            f"période d'un(e) {slot.unit} à la fois.",
        )

    def copy_from(self, values: dict[int, Array]) -> None:
        """Take values that another holder of the same variable has checked."""
        dtype = self.slot.dtype
        if self.slot.neutralized:
            return
        for key, array in values.items():
            if array.dtype == dtype:
                self.values[key] = array
            elif self.slot.enum is not None:
                self.values[key] = self._to_array(array)
            else:
                self.values[key] = frozen(array.astype(dtype))
