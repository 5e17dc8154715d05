"""Widths, bounds and shares of variance on a full grid: numpy alone.

An array of values has one axis for each unknown, then one for the members. The
weight of a point is the product of the weights of its answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Weights = Sequence[Sequence[float]]


def bounds(values: Array, kept: Sequence[int] = ()) -> tuple[Array, Array]:
    """Return the least and the greatest value along every axis but these and the last.

    Values that are not known (NaN) count in neither.

    Examples
    --------
    >>> low, high = bounds(np.array([[[1.0], [4.0]], [[2.0], [2.0]]]), kept=(0,))
    >>> low[:, 0].tolist(), high[:, 0].tolist()
    ([1.0, 2.0], [4.0, 2.0])

    """
    axes = tuple(axis for axis in range(values.ndim - 1) if axis not in kept)
    return np.fmin.reduce(values, axis=axes), np.fmax.reduce(values, axis=axes)


def width(values: Array, kept: Sequence[int] = ()) -> Array:
    """Return how far the bounds are from each other, summed over the members.

    Examples
    --------
    >>> width(np.array([[[1.0], [4.0]], [[2.0], [2.0]]]), kept=(0,)).tolist()
    [3.0, 0.0]

    """
    low, high = bounds(values, kept)
    found: Array = np.nan_to_num(high - low).sum(axis=-1)
    return found


def reach(values: Array, axis: int) -> tuple[float, float]:
    """Return how much one answer moves the values, all others equal: at most, and in the mean."""
    low, high = np.fmin.reduce(values, axis=axis), np.fmax.reduce(values, axis=axis)
    moved = np.nan_to_num(high - low)
    return float(moved.max(initial=0)), float(moved.mean())


def mean(values: Array, weights: Weights, axes: Sequence[int]) -> Array:
    """Return the weighted mean over some axes.

    Examples
    --------
    >>> mean(np.array([[[1.0], [4.0]], [[2.0], [3.0]]]), [(0.5, 0.5), (0.25, 0.75)], (0, 1))
    array([3.])

    """
    for axis in sorted(axes, reverse=True):
        values = np.tensordot(np.asarray(weights[axis]), values, axes=(0, axis))
    return values


def sobol(values: Array, weights: Weights) -> tuple[Array, Array]:
    """Return the first-order and total Sobol indices of each axis, exactly, on the whole grid.

    First order: the share of the variance that goes when this answer alone is known,
    ``Var(E[Y|X_i]) / Var(Y)``. Total: the share that stays when all the others are
    known, ``E[Var(Y|X_~i)] / Var(Y)`` (Sobol', Mathematics and Computers in
    Simulation 55, 2001; Saltelli et al., Computer Physics Communications 181,
    2010). Nothing is sampled: the grid is summed as it is.

    Returns
    -------
    tuple of Array
        Two arrays of one row a grid axis and one column a member; NaN where the
        value does not vary, or is not known everywhere.

    Examples
    --------
    >>> first, total = sobol(np.array([[[0.0], [0.0]], [[0.0], [1.0]]]), [(0.5, 0.5)] * 2)
    >>> first[:, 0].round(4).tolist(), total[:, 0].round(4).tolist()
    ([0.3333, 0.3333], [0.6667, 0.6667])

    """
    axes = range(values.ndim - 1)
    centred = values - mean(values, weights, axes)
    variance = mean(centred**2, weights, axes)
    firsts, totals = [], []
    for axis in axes:
        others = [other for other in axes if other != axis]
        effect = mean(centred, weights, others)
        firsts.append(np.tensordot(np.asarray(weights[axis]), effect**2, axes=(0, 0)))
        inner = centred - np.expand_dims(mean(centred, weights, [axis]), axis)
        totals.append(mean(inner**2, weights, axes))
    moves = variance > 1e-9
    with np.errstate(invalid="ignore", divide="ignore"):
        return (
            np.where(moves, np.array(firsts) / variance, np.nan),
            np.where(moves, np.array(totals) / variance, np.nan),
        )
