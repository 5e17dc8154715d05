"""Cells too small to be published, and those that would give them away."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
# Differences of floats.
_ZERO = 1e-9
# Share of a group below which nothing of it is left.
_SAME = 1e-6


def hidden_cells(counts: Array, sums: Array, minimum: int, forced: Array | None = None) -> Array:
    """Return the cells to hide.

    A cell is hidden where one of its counts is below the minimum, zero included: that
    all or nobody does is told too. Then others are, until what is published hides it:
    in each published sum, the hidden cells are none, or several that together reach
    the minimum; so are they in what is left of a sum once another is taken away; and
    no combination of sums gives one hidden cell.

    Parameters
    ----------
    counts
        Cells by kinds of counts, in households observed, whatever their weights.
    sums
        Published sums by cells: which cells each adds up.
    minimum
        The smallest count that can be published.
    forced
        Cells to hide whatever their counts.

    Returns
    -------
    ndarray
        One boolean a cell.

    Examples
    --------
    >>> hidden_cells(np.array([[40], [30], [5]]), np.ones((1, 3), bool), 11).tolist()
    [False, True, True]

    """
    hidden: Array = np.any(counts < minimum, axis=1)
    if forced is not None:
        hidden[forced] = True
    rows = sums.astype(bool)
    size = counts.min(axis=1)
    while hidden.any() and not hidden.all():
        row = _leak(counts, rows, hidden, minimum)
        if row is None:
            break
        inside = row & ~hidden
        candidates = np.flatnonzero(inside if inside.any() else ~hidden)
        hidden[candidates[np.argmin(size[candidates])]] = True
    return hidden


def _leak(counts: Array, rows: Array, hidden: Array, minimum: int) -> Array | None:
    """Return the cells of a sum that gives a hidden cell away, or None."""
    for row in _sums_and_differences(rows):
        inside = row & hidden
        if inside.any() and (inside.sum() == 1 or (counts[inside].sum(axis=0) < minimum).any()):
            return row
    cells = np.flatnonzero(hidden)
    alone = _known_alone(rows[:, cells])
    if not len(alone):
        return None
    found: Array = rows[rows[:, cells[alone[0]]]][0]
    return found


def _known_alone(rows: Array) -> Array:
    """Return the cells that combinations of sums give, one by one."""
    if not rows.any():
        return np.zeros(0, dtype=np.intp)
    _, scale, basis = np.linalg.svd(rows.astype(float), full_matrices=False)
    space = basis[scale > _ZERO]
    return np.flatnonzero(np.isclose((space**2).sum(axis=0), 1.0, atol=1e-7))


def sums_leak(counts: Array, sums: Array, minimum: int) -> bool:
    """Tell whether sums alone, no cell being published, give a count below the minimum.

    Examples
    --------
    >>> both = np.array([[1, 0, 1], [0, 1, 1], [1, 1, 1]], bool)
    >>> sums_leak(np.array([[50], [40], [3]]), both, 11)
    True
    >>> sums_leak(np.array([[50], [40], [3]]), both[:2], 11)
    False

    """
    rows = sums.astype(bool)
    few = any((counts[row].sum(axis=0) < minimum).any() for row in _sums_and_differences(rows))
    alone = _known_alone(rows)
    return few or bool((counts[alone] < minimum).any())


def _sums_and_differences(rows: Array) -> list[Array]:
    # What one sum has and the other has not, where the other is within it.
    gaps = [
        first & ~second
        for first in rows
        for second in rows
        if (second <= first).all() and (second != first).any()
    ]
    return [*rows, *gaps]


def nested_leaks(shared: Array, counts: Array, shown: Array, minimum: int) -> Array:
    """Return the shown cells that another shown cell contains but for too few.

    Parameters
    ----------
    shared
        Cells by cells: how many members they have in common.
    counts
        Cells by kinds of counts.
    shown
        Which cells are published.
    minimum
        The smallest difference that can be published.

    Examples
    --------
    >>> shared = np.array([[20, 20], [20, 25]])
    >>> nested_leaks(shared, np.array([[20], [25]]), np.ones(2, bool), 11).tolist()
    [True, False]

    """
    sizes = np.diag(shared)
    within = (shared == sizes[:, None]) & shown[:, None] & shown[None, :] & (sizes > 0)[:, None]
    gaps = counts[None, :, :] - counts[:, None, :]
    too_few = (gaps > 0).any(axis=2) & ((gaps < minimum) & (gaps >= 0)).any(axis=2)
    found: Array = (within & too_few).any(axis=1)
    return found


def told_by_others(small: Array, sizes: Array, shared: Array, counts: Array) -> int | None:
    """Return the published cell to hide where published cells add up to a small group.

    A group is given away when its members are a combination of published cells: what is
    outside a territory, less two departments, can be a third. Only exact combinations
    count, found with what cells have in common.

    Parameters
    ----------
    small
        Groups by published cells: how many members they have in common; the groups are
        too small to be told.
    sizes
        How many members each group has.
    shared
        Published cells by published cells: how many members they have in common.
    counts
        The smallest count of each published cell, to hide the least; negative for a sum
        that cannot be hidden.

    Examples
    --------
    >>> shared = np.array([[610, 400, 200], [400, 400, 0], [200, 0, 200]])
    >>> told_by_others(np.array([[10, 0, 0]]), np.array([10]), shared, np.array([610, 400, 200]))
    2
    >>> told_by_others(
    ...     np.array([[10, 0]]), np.array([10]), shared[:2, :2], np.array([610, 400])
    ... )

    """
    scale = np.sqrt(np.diag(shared).astype(float))
    if not len(sizes) or not len(scale):
        return None
    inverse = np.linalg.pinv(shared / np.outer(scale, scale), rcond=_ZERO, hermitian=True)
    seen = small / scale / np.sqrt(sizes)[:, None]
    factors = seen @ inverse
    given = np.flatnonzero(1 - (factors * seen).sum(axis=1) < _SAME)
    for group in given:
        used = np.flatnonzero((np.abs(factors[group]) > _SAME) & (counts >= 0))
        if len(used):
            return int(used[np.argmin(counts[used])])
    return None
