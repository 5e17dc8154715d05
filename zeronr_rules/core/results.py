"""From what a formula returned to what is kept."""

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.indexed_enums import Enum, EnumArray

from zeronr_rules.core.arrays import (
    SMALLEST_COMPRESSED,
    Array,
    LeanEnumArray,
    compress,
    enum_array,
    frozen,
    same_as,
)
from zeronr_rules.core.errors import CoreError, FormulaShapeError
from zeronr_rules.core.holders import Holder
from zeronr_rules.core.periods import CachedPeriod
from zeronr_rules.core.views import ViewError


class UnusableResult(CoreError):
    """A formula returned what cannot be the value of its variable."""


# Errors of ours that lean arrays may have caused.
LEAN_ERRORS = (ViewError, UnusableResult)


def cast(value: Any, holder: Holder) -> Array:
    """Return the result of a formula as it is kept: lean, typed, read-only."""
    slot = holder.slot
    if slot.enum is not None:
        array = _codes(value, slot.enum)
    elif isinstance(value, np.ndarray):
        array = value
    elif value is None:
        return slot.default
    else:
        # A list, or a column of pandas, is one value a member.
        array = np.asarray(value)
        array = array if array.ndim == 1 else np.full(1, value)
    if array.dtype != slot.dtype:
        array = array.astype(slot.dtype)
    count = holder.count
    if array.ndim != 1:
        if array.ndim or count != 1:
            raise UnusableResult(f"un tableau de forme {array.shape}")
        array = array.reshape(1)
    length = len(array)
    if length not in (1, count):
        raise UnusableResult(f"{length} valeurs")
    if count >= SMALLEST_COMPRESSED:
        array = compress(array, count)
        if len(array) > 1:
            # Often the same as at the period before: kept once.
            array = same_as(array, holder.latest)
            holder.latest = array
    if slot.enum is not None and type(array) is not LeanEnumArray:
        array = enum_array(array.view(np.ndarray), slot.enum)
    return frozen(array)


def _codes(value: Any, enum: type[Enum]) -> Any:
    if isinstance(value, EnumArray):
        return value
    if isinstance(value, Enum):
        return enum.encode(np.array([value]))
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.reshape(1)
    return enum.encode(value)


def merged(holder: Holder, period: CachedPeriod, computed: Array) -> Array:
    """Return the computed value, replaced by the input where there is one."""
    partial = holder.partial and holder.partial.get(holder.key(period))
    if not partial:
        return computed
    given, where = partial
    both = np.where(where, given.view(np.ndarray), computed.view(np.ndarray))
    both = both.astype(holder.slot.dtype, copy=False)
    if holder.slot.enum is not None:
        both = enum_array(both, holder.slot.enum)
    return frozen(both)


def shape_error(
    error: UnusableResult,
    holder: Holder,
    period: CachedPeriod,
    chain: tuple[tuple[str, str], ...],
) -> FormulaShapeError:
    """Return the error that names the formula at fault."""
    slot = holder.slot
    message = (
        f"la formule a rendu {error} ; attendu une valeur pour chacun des {holder.count} membres "
        f"de {slot.entity_key}, ou une seule pour tous."
    )
    return FormulaShapeError(message, slot.name, str(period), chain)
