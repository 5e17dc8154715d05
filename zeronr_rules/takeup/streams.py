"""Draws of households by their identifiers: nobody's depend on who else is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from zeronr_rules.inputs.synthetic.streams import Streams

Array = np.ndarray[Any, Any]
_STEP = np.uint64(0x9E3779B97F4A7C15)


def streams_of(seed: int, ids: Sequence[Any]) -> Streams:
    """Return the draws of households, by identifier.

    Examples
    --------
    >>> some, other = streams_of(1, ["a", "bb"]), streams_of(1, ["bb", "ccc", "a"])
    >>> bool((some.uniform("x") == other.uniform("x")[[2, 0]]).all())
    True

    """
    if isinstance(ids, range) and ids == range(len(ids)):
        return Streams.of_households(seed, 0, len(ids))
    names = np.asarray(ids)
    names = names.astype(str) if names.dtype.kind != "U" else names
    width = max(names.dtype.itemsize // 4, 1)
    letters = np.ascontiguousarray(names).view(np.uint32).reshape(len(names), width)
    streams = Streams(np.full(len(names), Streams.of_households(seed, 0, 1).words[0]))
    for rank in range(width):
        letter = letters[:, rank].astype(np.uint64)
        # Shorter identifiers end in zeros, as many as the longest asks for.
        mixed = streams.of_members(np.arange(len(names)), letter + _STEP).words
        streams = Streams(np.where(letter > 0, mixed, streams.words))
    return streams
