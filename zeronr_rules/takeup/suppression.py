"""Cells too small to be published, and those that would give them away."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
# Differences of floats.
_ZERO = 1e-9


def hidden_cells(
    counts: Array,
    sums: Array,
    minimum: int,
    published: Array | None = None,
    forced: Array | None = None,
) -> Array:
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
    published
        Which sums are published, all where left out. A sum that one cell makes
        alone is this cell.
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
    hidden: Array = (counts < minimum).any(axis=1)
    hidden |= False if forced is None else forced
    known = np.ones(len(sums), dtype=bool) if published is None else published
    rows = sums[known].astype(bool)
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
        if inside.any() and (
            inside.sum() == 1 or (counts[inside].sum(axis=0) < minimum).any()
        ):
            return row
    cells = np.flatnonzero(hidden)
    left = rows[:, cells].astype(float)
    if not left.any():
        return None
    # What combinations of the sums give: one cell alone is known exactly.
    basis = np.linalg.svd(left, full_matrices=False)
    space = basis[2][basis[1] > _ZERO]
    alone = np.flatnonzero(np.isclose((space**2).sum(axis=0), 1.0, atol=1e-7))
    if not len(alone):
        return None
    found: Array = rows[rows[:, cells[alone[0]]]][0]
    return found


def _sums_and_differences(rows: Array) -> list[Array]:
    found = list(rows)
    for first in rows:
        for second in rows:
            # What one sum has and the other has not, where the other is within it.
            if (second <= first).all() and (second != first).any():
                found.append(first & ~second)
    return found


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
