"""Statistics of a sample whose members stand for several: sums, means, quantiles, Gini index.

A member without weight counts for nothing, whatever its value: an unknown one included.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

# Sums of floats depend on their order: a weight is reached when it is but for that.
_ROUNDING = 1e-12


def total(values: Array, weights: Array) -> float:
    """Return the weighted sum.

    Examples
    --------
    >>> total(np.array([1.0, 10.0, np.nan]), np.array([2.0, 1.0, 0.0]))
    12.0

    """
    counted = weights > 0
    return float(np.dot(values[counted], weights[counted]))


def mean(values: Array, weights: Array) -> float:
    """Return the weighted mean; NaN where nobody has a weight.

    Examples
    --------
    >>> mean(np.array([1.0, 10.0]), np.array([2.0, 1.0]))
    4.0

    """
    weight = float(weights.sum())
    return total(values, weights) / weight if weight else float("nan")


def quantiles(values: Array, weights: Array, shares: Sequence[float]) -> Array:
    """Return weighted quantiles: each is a value of the sample.

    The quantile of a share is the smallest value such that those who have it or
    less weigh at least that share of the whole: the inverse of the distribution
    function, numpy's ``inverted_cdf``. One member of weight two and two members of
    weight one give the same.

    Parameters
    ----------
    values, weights
        One each a member.
    shares
        Between 0 and 1.

    Returns
    -------
    ndarray
        One value a share; NaN where nobody has a weight.

    Examples
    --------
    >>> quantiles(np.array([30.0, 10.0, 20.0]), np.array([1.0, 1.0, 2.0]), [0.25, 0.5, 0.8])
    array([10., 20., 30.])

    """
    counted = weights > 0
    if not counted.any():
        return np.full(len(shares), np.nan)
    values, weights = values[counted], weights[counted]
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    wanted = np.asarray(shares) * reached[-1] * (1 - _ROUNDING)
    ranks = np.minimum(np.searchsorted(reached, wanted, side="left"), len(order) - 1)
    found: Array = values[order[ranks]]
    return found


def median(values: Array, weights: Array) -> float:
    """Return the weighted median: half of the weight has it or less.

    Examples
    --------
    >>> median(np.array([1.0, 2.0, 3.0, 4.0]), np.ones(4))
    2.0

    """
    return float(quantiles(values, weights, [0.5])[0])


def gini(values: Array, weights: Array) -> float:
    """Return the Gini index: half the mean gap between two members, over the mean.

    0 where all have the same; near 1 where one has everything. Negative values are
    kept, and the index may then exceed 1; where the mean is not positive there is
    no index.

    Returns
    -------
    float
        The index; NaN where there is none.

    Examples
    --------
    >>> gini(np.array([1.0, 3.0]), np.ones(2)), gini(np.array([5.0, 5.0]), np.ones(2))
    (0.25, 0.0)

    """
    counted = weights > 0
    values, weights = values[counted], weights[counted]
    order = np.argsort(values, kind="stable")
    values, weights = values[order], weights[order]
    # The same for all but for rounding: the first stands for zero.
    lowest = values[0] if len(values) else 0.0
    weight, amount = float(weights.sum()), float(np.dot(values, weights))
    if amount <= 0:
        return float("nan")
    below = np.cumsum(weights)
    gaps = np.dot((values - lowest) * weights, 2 * below - weights - weight)
    return float(gaps) / (weight * amount)
