"""Arrays of length 1 for what is the same for everybody, and lean Enum arrays.

A *lean* array has either one value a member of the population or a single
value that holds for all of them. numpy broadcasting does the rest.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.indexed_enums import EnumArray

Array = np.ndarray[Any, Any]

# Below this many members, looking for equal values costs more than it saves.
SMALLEST_COMPRESSED = 64

_BITS = {1: np.uint8, 2: np.uint16, 4: np.uint32, 8: np.uint64}


class LeanEnumArray(EnumArray):
    """An ``EnumArray`` whose comparison with a member costs a tenth."""

    def __eq__(self, other: object) -> Any:
        if other.__class__ is self.possible_values:
            return self.view(np.ndarray) == other.index  # type: ignore[attr-defined]
        return super().__eq__(other)

    def __ne__(self, other: object) -> Any:
        if other.__class__ is self.possible_values:
            return self.view(np.ndarray) != other.index  # type: ignore[attr-defined]
        return super().__ne__(other)

    def __reduce__(self) -> Any:
        # A pickled array of numpy forgets what its subclasses add.
        return (enum_array, (self.view(np.ndarray).copy(), self.possible_values))

    # An array that compares by element has no hash.
    __hash__ = None  # type: ignore[assignment]


def enum_array(codes: Array, enum: Any) -> LeanEnumArray:
    """Return codes as an array of members of an ``Enum``."""
    array: Any = codes.view(LeanEnumArray)
    array.possible_values = enum
    return array  # type: ignore[no-any-return]


def compress(array: Array, count: int) -> Array:
    """Return the array, of length 1 if it holds the same bits for everybody.

    Examples
    --------
    >>> compress(np.zeros(100), 100)
    array([0.])
    >>> len(compress(np.arange(100), 100))
    100

    """
    if count < SMALLEST_COMPRESSED or len(array) != count:
        return array
    bits_type = _BITS.get(array.dtype.itemsize)
    if bits_type is None or array.dtype.kind == "O":
        return array
    bits = array.view(np.ndarray).view(bits_type)
    first = bits[0]
    if bits[-1] != first or bits[count >> 1] != first or not (bits[:256] == first).all():
        return array
    if count > 256 and not (bits == first).all():
        return array
    return array[:1].copy()


def same_as(array: Array, other: Array | None) -> Array:
    """Return the other array where it holds the very same bits, else the array."""
    if other is None or len(other) != len(array) or other.dtype != array.dtype:
        return array
    bits_type = _BITS.get(array.dtype.itemsize)
    if bits_type is None or array.dtype.kind == "O":
        return array
    ours, theirs = (one.view(np.ndarray).view(bits_type) for one in (array, other))
    middle = len(array) >> 1
    if ours[0] != theirs[0] or ours[middle] != theirs[middle] or ours[-1] != theirs[-1]:
        return array
    return other if np.array_equal(ours[:64], theirs[:64]) and (ours == theirs).all() else array


def expand(array: Array, count: int) -> Array:
    """Return a full array of one's own: one value a member, free to be changed.

    Examples
    --------
    >>> expand(np.array([2.5]), 3)
    array([2.5, 2.5, 2.5])

    """
    if len(array) == count:
        return array.copy()
    full = np.empty(count, dtype=array.dtype)
    full[...] = array.view(np.ndarray)
    if isinstance(array, EnumArray):
        return enum_array(full, array.possible_values)
    return full


def shown(array: Array, count: int) -> Array:
    """Return a full array to hand out: read-only, copied only if it must be."""
    if len(array) == count:
        return array
    return frozen(expand(array, count))


def frozen(array: Array) -> Array:
    """Return the same array, now read-only."""
    array.flags.writeable = False
    return array
