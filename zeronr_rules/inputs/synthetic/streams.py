"""Random numbers that depend on who they are for, and on nothing else.

Each draw is a hash of (seed, household, position in the household, name of what
is drawn, rank of the draw). No draw depends on another: a household is the same
whatever the number of households, and a new variable moves none of the others.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

_MASK = (1 << 64) - 1
# The odd constant of the golden ratio, and the finaliser of splitmix64 (Steele, Lea, Flood 2014).
_STEP = 0x9E3779B97F4A7C15
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_UNIT = 2.0**-53


def _mixed(words: Array) -> Array:
    """Mix the bits of 64-bit words, in place."""
    words ^= words >> np.uint64(30)
    words *= np.uint64(_FIRST)
    words ^= words >> np.uint64(27)
    words *= np.uint64(_SECOND)
    words ^= words >> np.uint64(31)
    return words


@functools.lru_cache(maxsize=4096)
def _key(text: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big"))


class Streams:
    """The draws of some households or persons.

    Parameters
    ----------
    words
        A 64-bit word for each of them, that no other has.

    Examples
    --------
    >>> few, many = Streams.of_households(7, 0, 3), Streams.of_households(7, 0, 1000)
    >>> bool((few.uniform("age") == many.uniform("age")[:3]).all())
    True

    """

    def __init__(self, words: Array) -> None:
        self.words = words

    @classmethod
    def of_households(cls, seed: int, first: int, stop: int) -> Streams:
        """Return the draws of the households of these numbers."""
        words = np.arange(first + 1, stop + 1, dtype=np.uint64)
        words *= np.uint64(_STEP)
        words ^= _key(f"seed {seed}")
        return cls(_mixed(words))

    def of_members(self, household: Array, position: Array) -> Streams:
        """Return the draws of the persons at these positions of these households."""
        words = (position.astype(np.uint64) + np.uint64(1)) * np.uint64(_STEP)
        words ^= self.words[household]
        return Streams(_mixed(words))

    def uniform(self, name: str, k: int = 0, rows: Array | None = None) -> Array:
        """Return numbers drawn evenly in [0, 1[, for all or for some."""
        words = self.words if rows is None else self.words[rows]
        words = _mixed(words ^ _key(f"{name} {k}"))
        words >>= np.uint64(11)
        drawn: Array = words * _UNIT
        return drawn

    def chance(self, name: str, probability: Any, k: int = 0, rows: Array | None = None) -> Array:
        """Return true with that probability."""
        drawn: Array = self.uniform(name, k, rows) < probability
        return drawn

    def normal(self, name: str, rows: Array | None = None) -> Array:
        """Return numbers of the standard normal law (Box and Muller)."""
        radius = np.sqrt(-2 * np.log1p(-self.uniform(name, -1, rows)))
        drawn: Array = radius * np.cos(2 * np.pi * self.uniform(name, -2, rows))
        return drawn

    def lognormal(self, name: str, median: Any, spread: float, rows: Array | None = None) -> Array:
        """Return amounts of that median and standard deviation of their logarithm, to the cent."""
        drawn: Array = np.round(median * np.exp(spread * self.normal(name, rows)), 2)
        return drawn

    def choice(self, name: str, shares: Iterable[float], rows: Array | None = None) -> Array:
        """Return ranks drawn in proportion to the shares."""
        return ranks(self.uniform(name, 0, rows), shares)

    def pick(self, name: str, table: Mapping[Any, float], rows: Array | None = None) -> Array:
        """Return the keys of a table, drawn in proportion to its values."""
        return np.array(list(table))[self.choice(name, table.values(), rows)]

    def whole(self, name: str, low: Any, high: Any, rows: Array | None = None) -> Array:
        """Return whole numbers drawn evenly from ``low`` to ``high``, both included."""
        drawn = self.uniform(name, 0, rows) * (np.asarray(high) - low + 1)
        whole: Array = np.floor(drawn).astype(np.int64) + low
        return whole


def ranks(uniforms: Array, shares: Iterable[float]) -> Array:
    """Return the ranks at which uniform numbers fall in the cumulated shares.

    Examples
    --------
    >>> ranks(np.array([0.1, 0.5, 0.95]), [1, 2, 1])
    array([0, 1, 2])

    """
    cumulated = np.cumsum(np.fromiter(shares, dtype=float))
    found: Array = np.searchsorted(cumulated[:-1] / cumulated[-1], uniforms, side="right")
    return found


def in_bands(uniforms: Array, bounds: Iterable[float], weights: Iterable[float]) -> Array:
    """Return values drawn evenly within bands, each band in proportion to its weight.

    Examples
    --------
    >>> in_bands(np.array([0.25, 0.5, 0.75]), [0, 10, 20], [1, 1])
    array([ 5., 10., 15.])

    """
    cumulated = np.concatenate([[0.0], np.cumsum(np.fromiter(weights, dtype=float))])
    drawn: Array = np.interp(uniforms, cumulated / cumulated[-1], np.fromiter(bounds, dtype=float))
    return drawn


def band_of(values: Array, bounds: Iterable[float]) -> Array:
    """Return in which band each value falls, the ends of the range included.

    Examples
    --------
    >>> band_of(np.array([-1, 5, 12, 99]), [0, 10, 20])
    array([0, 0, 1, 1])

    """
    inner = np.fromiter(bounds, dtype=float)[1:-1]
    found: Array = np.searchsorted(inner, values, side="right")
    return found
