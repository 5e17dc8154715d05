"""The values of one variable in one simulation."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from openfisca_core import commons
from openfisca_core.errors import PeriodMismatchError
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.periods import DateUnit

from zeronr_rules.core.arrays import Array, compress, enum_array, expand, frozen, shown
from zeronr_rules.core.errors import InputError, PeriodUnitError
from zeronr_rules.core.periods import ETERNITY, CachedPeriod, by_key, intern
from zeronr_rules.core.slots import Slot

# What spreads a value over the parts of its period, and does nothing else.
_SPREADING = (None, set_input_divide_by_period, set_input_dispatch_by_period)


class PeriodMismatch(PeriodUnitError, PeriodMismatchError):  # type: ignore[misc]
    """A value was given for a period that the variable does not have."""

    def __init__(self, name: str, period: Any, unit: Any, message: str) -> None:
        PeriodMismatchError.__init__(self, name, period, unit, message)

    def __reduce__(self) -> tuple[type[PeriodMismatch], tuple[Any, ...]]:
        return (type(self), (self.variable_name, self.period, self.definition_period, self.message))


@dataclass(frozen=True)
class Owner:
    """What a holder of inputs belongs to, as a ``set_input`` of a package may ask."""

    entity: Any
    count: int
    simulation: None = None
    _engine: None = None


class EternalValues(dict[int, Array]):
    """One array, whatever the period asked for."""

    def get(self, key: int, default: Any = None) -> Any:  # noqa: ARG002
        """Return the one value."""
        return super().get(ETERNITY.key)


class NeutralValues(dict[int, Array]):
    """The default value, whatever was stored, at every period that the variable has."""

    def __init__(self, slot: Slot) -> None:
        super().__init__()
        self.slot = slot

    def get(self, key: int, default: Any = None) -> Any:
        """Return the default value of the variable."""
        slot, period = self.slot, by_key(key)
        if slot.eternal or (period.unit == slot.unit and period.size == 1):
            return slot.default
        return default


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
    # While a longer period is spread: its one array, kept once for all its parts.
    spread: dict[int, tuple[Any, Array]] | None = None
    # The last full array kept, often the same as the next.
    latest: Array | None = None

    def __init__(self, slot: Slot, count: int, population: Any = None) -> None:
        self.slot = slot
        self.count = count
        self.population = population
        self.values: dict[int, Array]
        if slot.neutralized:
            self.values = NeutralValues(slot)
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
        if self.population is not None and (engine := self.population._engine) is not None:
            engine.settle(self.slot)

    def default_array(self) -> Array:
        """Return a new full array of the default value."""
        return self.slot.default_array(self.count)

    def delete_arrays(self, period: Any = None) -> None:
        """Forget every value, or those of the periods within ``period``."""
        self._settle()
        known: tuple[dict[int, Any], ...] = (self.values, self.partial or {})
        if period is None:
            for kept in known:
                kept.clear()
            return
        whole = ETERNITY if self.slot.eternal else intern(period)
        for kept in known:
            if whole.size == 1 and whole.unit == self.slot.unit:
                kept.pop(whole.key, None)
                continue
            for key in [key for key in kept if whole.contains(by_key(key))]:
                del kept[key]

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
        if self._stands_alone(period):
            self._set(period, array)
        elif slot.variable.set_input:
            checked = self._to_array(array)
            if slot.dtype.kind == "f":
                # The helper subtracts what is known: integers, or one value, would refuse.
                array = np.asarray(array, dtype=np.float64)
                if array.size != self.count:
                    array = expand(checked, self.count)
            self.spread = {}
            try:
                slot.variable.set_input(self, period, array)
            except InputError:
                raise
            except ValueError as error:
                raise InputError(f"{slot.name} ({period}) : {error}") from error
            finally:
                self.spread = None
        else:
            self._set(period, array)

    def _stands_alone(self, period: CachedPeriod) -> bool:
        """Tell whether a value is for one period, of which nothing is known, and no other."""
        return (
            period.unit is self.slot.unit
            and period.size == 1
            and self.slot.variable.set_input in _SPREADING
            and period.key not in self.values
            # What a simulation knows is not always in its values.
            and (self.population is None or self.population._engine is None)
        )

    def _set(self, period: Any, value: Any, *, computed: bool = False) -> None:
        period = intern(period)
        spread = self.spread
        if spread is not None and id(value) in spread:
            array = spread[id(value)][1]
        else:
            array = self._to_array(value, computed=computed)
            if spread is not None:
                spread[id(value)] = (value, array)
        self._check_unit(period)
        # Before: what was computed from the value it replaces stays, as in openfisca_core.
        self._settle()
        self.values[self.key(period)] = array
        if self.population is not None and (engine := self.population._engine) is not None:
            engine.mark_given(self)

    def _check_unit(self, period: CachedPeriod) -> None:
        slot = self.slot
        if not slot.eternal and (period.unit != slot.unit or period.size != 1):
            raise self._wrong_period(period)

    def set_partial(self, period: Any, values: Any, where: Any) -> None:
        """Give the value of some members at a period; the formula is used for the others.

        Raises
        ------
        InputError
            When the value cannot be used, or ``where`` is not one boolean a member.
        PeriodUnitError
            When the variable has no value at such a period: nothing is spread here.

        """
        period = intern(period)
        slot = self.slot
        mask = np.array(where)
        if mask.dtype != bool or mask.shape != (self.count,):
            raise InputError(
                f"{slot.name} : « where » doit dire oui ou non pour chacun des {self.count} "
                "membres."
            )
        self._check_unit(period)
        array = np.asarray(values)
        if array.dtype.kind in "fM" and array.shape == mask.shape:
            # Elsewhere, what is given is not looked at.
            array = np.where(mask, array, slot.default if slot.dtype.kind == "M" else 0)
        array = self._to_array(array)
        if self.partial is None:
            self.partial = {}
        self.partial[self.key(period)] = (array, frozen(mask))

    def put_in_cache(self, value: Any, period: Any) -> None:
        """Store a computed value, as openfisca_core does."""
        if self.kept:
            self._set(period, value, computed=True)

    def _to_array(self, value: Any, *, computed: bool = False) -> Array:
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
        if typed.dtype.kind in "fM" and not computed:
            unknown = np.isnan(typed) if typed.dtype.kind == "f" else np.isnat(typed)
            if unknown.any():
                rank = int(np.argmax(unknown))
                what = "un nombre (NaN)" if typed.dtype.kind == "f" else "une date (NaT)"
                raise InputError(
                    f"{slot.name} : la valeur de rang {rank} n'est pas {what} ; en donner un(e), "
                    "ou ne rien donner pour la valeur par défaut."
                )
        lean = compress(typed, self.count)
        if isinstance(value, np.ndarray) and (lean is array or lean.base is not None):
            # The caller may fill it again for the next month. A read-only one is taken as is.
            lean = lean.copy() if _may_change(lean) else lean.view()
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
            _refuse_what_would_change_meaning(array, slot.dtype)
            return array.astype(slot.dtype)
        except (ValueError, TypeError, IndexError) as error:
            raise InputError(
                f"{slot.name} : reçu des valeurs de type {array.dtype} ; attendu "
                f"{slot.variable.value_type.__name__} ({slot.dtype}). {error}"
            ) from error

    def _wrong_period(self, period: CachedPeriod) -> PeriodMismatch:
        slot = self.slot
        return PeriodMismatch(
            slot.name,
            period,
            slot.unit,
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


def _may_change(array: Array) -> bool:
    """Tell whether somebody else can write into an array."""
    owner: Any = array
    while isinstance(owner, np.ndarray):
        if owner.flags.writeable:
            return True
        owner = owner.base
    return False


def _refuse_what_would_change_meaning(array: Array, dtype: np.dtype[Any]) -> None:
    """Refuse what numpy would convert without a word: NaN into True, 1980 into 1975."""
    given, wanted = array.dtype.kind, dtype.kind
    if given == "f" and wanted in "bi" and not np.isfinite(array).all():
        raise ValueError("Ni NaN ni l'infini n'ont de sens ici.")
    if wanted == "b" and given in "SU":
        raise ValueError("Donner des booléens : un texte non vide vaudrait vrai.")
    if wanted == "b" and given == "O":
        odd = [one for one in array.tolist() if not isinstance(one, (bool, int, np.bool_))]
        if odd:
            raise ValueError(f"{odd[0]!r} n'est pas un booléen.")
    if wanted == "M" and given in "biuf":
        raise ValueError("Donner des dates : un nombre serait lu en jours depuis 1970.")
    if wanted == "i" and given in "iu" and len(array):
        bounds = np.iinfo(dtype)
        if int(array.min()) < bounds.min or int(array.max()) > bounds.max:
            raise ValueError("Un entier dépasse ce que la variable peut contenir.")
    if given == "c":
        raise ValueError("Des nombres complexes n'ont pas de sens ici.")
