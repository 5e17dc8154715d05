"""Intervals of estimates: households weighted again at random."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from zeronr_rules.takeup.streams import streams_of

Array = np.ndarray[Any, Any]
# The central share of the draws that an interval holds: a convention of statistics.
LEVEL = 0.95


def factors(seed: int, ids: Sequence[Any], weights: Array, draws: int) -> Iterator[Array]:
    """Yield, for each draw, what to multiply the weight of each household by.

    The Bayesian bootstrap (Rubin, 1981): exponential numbers, scaled so that the
    weights keep their sum. Each household has its own draws.

    Parameters
    ----------
    seed, ids
        What the draws depend on.
    weights
        The weight of each household.
    draws
        How many.

    """
    streams = streams_of(seed, ids)
    whole = weights.sum()
    for draw in range(draws):
        drawn = -np.log1p(-streams.uniform("bootstrap", draw))
        yield drawn * (whole / np.dot(drawn, weights))


def interval(draws: Sequence[Array]) -> tuple[Array, Array]:
    """Return the bounds that hold the central draws of each figure; NaN without draws.

    Examples
    --------
    >>> low, high = interval([np.array([float(rank)]) for rank in range(41)])
    >>> low.round(9).tolist(), high.round(9).tolist()
    ([1.0], [39.0])

    """
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(np.array(draws), [tail, 1 - tail], axis=0)
    return low, high


def estimate(
    figures: Callable[[Array], Array], draws: Iterator[Array], size: int
) -> tuple[Array, Array]:
    """Return the interval of figures that depend on the weights.

    Parameters
    ----------
    figures
        Given the factor of each household, the figures.
    draws
        The factors.
    size
        How many figures.

    """
    found = [figures(factor) for factor in draws]
    if not found:
        return np.full(size, np.nan), np.full(size, np.nan)
    return interval(found)
