"""Slopes and jumps of an income along a curve."""

from __future__ import annotations

from typing import Any

import numpy as np
from attrs import frozen

Array = np.ndarray[Any, Any]

# A change of disposable income smaller than that is rounding: housing aids go by steps of about
# three euros, since their resources are rounded up to the hundred (R822-20 CCH).
SMALLEST_JUMP = 5.0
# How many segments on each side say what the slope is.
_NEIGHBOURS = 3


@frozen
class Jump:
    """A jump: what is lost or won at once, between two points a fraction of a step apart.

    Attributes
    ----------
    at
        The first value, among those computed, after the jump.
    amount
        What disposable income gains there, in euros; negative for a loss.

    """

    at: float
    amount: float


def neighbouring_slopes(x: Array, y: Array) -> tuple[Array, Array]:
    """Return the lowest and the highest slope on either side of each segment.

    Each side is the median of three segments, so that one jump does not hide the next.

    Examples
    --------
    >>> low, high = neighbouring_slopes(np.arange(6.0), np.array([0, 1, 2, 9, 9.5, 10]))
    >>> low.tolist(), high.tolist()
    ([1.0, 0.5, 0.5, 0.5, 1.0], [1.0, 1.0, 1.0, 1.0, 1.0])

    """
    slopes = np.diff(y) / np.diff(x)
    count = len(slopes)
    before, after = np.full(count, np.nan), np.full(count, np.nan)
    for rank in range(count):
        left = slopes[max(rank - _NEIGHBOURS, 0) : rank]
        right = slopes[rank + 1 : rank + 1 + _NEIGHBOURS]
        before[rank] = np.median(left) if len(left) else np.nan
        after[rank] = np.median(right) if len(right) else np.nan
    # At an end, the side that is there says for both; a lone segment says for itself.
    before = np.where(np.isnan(before), np.where(np.isnan(after), slopes, after), before)
    after = np.where(np.isnan(after), before, after)
    return np.minimum(before, after), np.maximum(before, after)


def suspects(x: Array, y: Array, smallest: float = SMALLEST_JUMP) -> Array:
    """Return the ranks of the segments that may hold a jump.

    A segment without one changes by something between the slopes on either side.
    What a jump can hide in is how far it is from that, and how far these are apart.
    Two jumps that make up for each other within one segment are not seen.
    """
    low, high = neighbouring_slopes(x, y)
    step, change = np.diff(x), np.diff(y)
    outside = np.abs(change - np.clip(change, low * step, high * step))
    return np.flatnonzero(outside + (high - low) * step >= smallest)


def jumps_of(x: Array, y: Array, smallest: float = SMALLEST_JUMP) -> tuple[Jump, ...]:
    """Return the jumps between the points of a curve.

    What the slopes on either side do not explain, from ``smallest`` euros on.

    Examples
    --------
    >>> jumps_of(np.arange(6.0), np.array([0, 1, 2, -7, -6, -5]))
    (Jump(at=3.0, amount=-10.0),)

    """
    low, high = neighbouring_slopes(x, y)
    step, change = np.diff(x), np.diff(y)
    size = change - np.clip(change, low * step, high * step)
    return tuple(
        Jump(float(x[rank + 1]), round(float(size[rank]), 2))
        for rank in np.flatnonzero(np.abs(size) >= smallest)
    )


def without_jumps(x: Array, y: Array, jumps: tuple[Jump, ...]) -> Array:
    """Return a curve with its jumps taken out: what is left has slopes only."""
    left = np.array(y, dtype=float)
    for jump in jumps:
        left[x >= jump.at] -= jump.amount
    return left


def marginal_rates(x: Array, y: Array, jumps: tuple[Jump, ...], apart: int = 1) -> Array:
    """Return, at each point, the share of a raise that does not reach disposable income.

    Parameters
    ----------
    x, y
        Earnings and disposable income.
    jumps
        What is left out of the rates.
    apart
        The raise, in points.

    Returns
    -------
    numpy.ndarray
        One rate a point, unknown (NaN) for the last ``apart`` ones.

    Examples
    --------
    >>> marginal_rates(np.array([0.0, 10.0, 20.0]), np.array([600.0, 604.0, 608.0]), ())
    array([0.6, 0.6, nan])

    """
    smooth = without_jumps(x, y, jumps)
    rates = np.full(len(x), np.nan)
    rates[:-apart] = 1 - (smooth[apart:] - smooth[:-apart]) / (x[apart:] - x[:-apart])
    return rates


def between(x: Array, jumps: tuple[Jump, ...]) -> Array:
    """Return, at each point, the jumps between it and the next one."""
    found = np.zeros(len(x))
    for jump in jumps:
        found[int(np.searchsorted(x, jump.at)) - 1] += jump.amount
    return found
