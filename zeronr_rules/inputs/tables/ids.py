"""Identifiers of the members of an entity, kept as one Arrow array."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from zeronr_rules.optional import library


class Ids(Sequence[Any]):
    """Identifiers, whole numbers or texts, that need no Python object each.

    Examples
    --------
    >>> import pyarrow as pa
    >>> ids = Ids(pa.array(["a", "b", "c"]))
    >>> len(ids), ids[1], ids[1:], list(ids)
    (3, 'b', ['b', 'c'], ['a', 'b', 'c'])

    """

    def __init__(self, array: Any) -> None:
        self.array = array

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, rank: Any) -> Any:
        found = self.array[rank]
        return found.to_pylist() if isinstance(rank, slice) else found.as_py()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.array.to_pylist())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Ids):
            return bool(self.array.equals(other.array))
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Ids({len(self)})"

    def take(self, rows: np.ndarray[Any, Any]) -> Ids:
        """Return those of some ranks."""
        return Ids(self.array.take(library("pyarrow").array(rows)))


def arrow_ids(ids: Sequence[Any]) -> Any:
    """Return identifiers as an Arrow array of whole numbers or of texts.

    Examples
    --------
    >>> arrow_ids(range(2)).to_pylist(), arrow_ids(["a", 1]).to_pylist()
    ([0, 1], ['a', '1'])

    """
    if isinstance(ids, Ids):
        return ids.array
    pa = library("pyarrow")
    if isinstance(ids, range):
        return pa.array(np.arange(ids.start, ids.stop, ids.step))
    listed = list(ids)
    if all(isinstance(one, (int, np.integer)) and not isinstance(one, bool) for one in listed):
        return pa.array(listed, pa.int64())
    return pa.array([str(one) for one in listed], pa.string())
