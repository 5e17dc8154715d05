"""Combine the values of the members of each group, two by two."""

from __future__ import annotations

from typing import Any

import numpy as np

from zeronr_rules.core.arrays import Array
from zeronr_rules.core.groups import Members

# Reducers, and their neutral element, for which nobody counts twice and who is not
# there may be left out.
_SETTLED: dict[Any, Any] = {
    np.maximum: -np.inf,
    np.minimum: np.inf,
    np.logical_and: True,
    np.logical_or: False,
}


def reduce(
    group: Members, array: Array, reducer: Any, neutral: Any, mask: Array | None, *, lean: bool
) -> Array:
    """Return, for each group, its members' values combined from a neutral one.

    Parameters
    ----------
    group
        The memberships.
    array
        One value a person, or one for all.
    reducer, neutral
        What combines two arrays, and what it starts from.
    mask
        Who counts; everybody where left out.
    lean
        Whether the result may be of length 1.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> homes = Members(SimpleNamespace(flattened_roles=[]), 2, np.array([0, 0, 1]), np.zeros(3))
    >>> reduce(homes, np.array([1.0, 2.0, 3.0]), np.add, 0, None, lean=True)
    array([3., 3.])
    >>> reduce(homes, np.array([2.0]), np.multiply, 1, None, lean=True)
    array([4., 2.])

    """
    settled = isinstance(reducer, np.ufunc) and _is(_SETTLED.get(reducer), neutral)
    if len(array) != group.persons:
        if settled and mask is None and lean and group.all_inhabited:
            return np.asarray(reducer(np.full(1, neutral), array))
        array = np.broadcast_to(array, (group.persons,))
    if not settled:
        return _any_reducer(group, array, reducer, neutral, mask)
    result = np.full(group.count, neutral)
    for persons, groups in group.by_position if mask is None else _among(group, mask):
        values = array.take(persons)
        if len(groups) == group.count:
            # Everybody is there, in order of group.
            result = reducer(result, values)
        else:
            combined = reducer(result.take(groups), values)
            if combined.dtype != result.dtype:
                result = result.astype(combined.dtype)
            result[groups] = combined
    return result


def _is(expected: Any, neutral: Any) -> bool:
    return isinstance(neutral, (bool, float)) and expected is not None and expected == neutral


def _any_reducer(
    group: Members, array: Array, reducer: Any, neutral: Any, mask: Array | None
) -> Array:
    """Combine as openfisca_core does: who is missing counts as the neutral element."""
    kept = np.where(True if mask is None else mask, array, neutral)
    result = np.full(group.count, neutral)
    for persons, groups in group.by_position:
        values = np.full(group.count, neutral, dtype=kept.dtype)
        values[groups] = kept.take(persons)
        result = reducer(result, values)
    return result


def _among(group: Members, mask: Array) -> list[tuple[Array, Array]]:
    found = []
    for persons, groups in group.by_position:
        kept = mask.take(persons)
        if kept.any():
            found.append((persons[kept], groups[kept]))
    return found
