"""Take-up by group: what is counted in each cell, and which cells can be published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from attrs import frozen

from zeronr_rules.takeup.sample import Sample
from zeronr_rules.takeup.suppression import (
    hidden_cells,
    nested_leaks,
    sums_leak,
    told_by_others,
)

Array = np.ndarray[Any, Any]


@frozen(eq=False)
class Cells:
    """The eligible familles of one right, by cell.

    Attributes
    ----------
    labels
        Dimension and group of each cell.
    cell, family
        For each entry, its cell and its famille: a famille has one entry a dimension.
    hidden
        Which cells must not be published.

    """

    labels: tuple[tuple[str, str], ...]
    cell: Array
    family: Array
    hidden: Array

    def sums(self, values: Array) -> Array:
        """Add up the values of familles by cell."""
        return np.bincount(self.cell, weights=values[self.family], minlength=len(self.labels))


def observed(sample: Sample, where: Array) -> int:
    """Count the ménages observed that have a famille among these, whatever their weights."""
    return len(np.unique(sample.homes[where & (sample.family_weights > 0)]))


def cells_of(
    sample: Sample,
    right: str,
    groups: Mapping[str, Array],
    minimum: int,
    *,
    total_hidden: bool,
) -> Cells:
    """Return the cells of a right, and those to hide.

    Where the right itself is hidden, every cell is: they would add up to it.
    """
    eligible, missing = sample.eligible(right), sample.missing(right)
    families = np.flatnonzero(eligible)
    labels: list[tuple[str, str]] = []
    parts, rows = [], []
    for dimension, names in groups.items():
        found, rank = np.unique(names[families], return_inverse=True)
        row = np.arange(len(found)) + len(labels)
        rows.append(row)
        parts.append(rank.reshape(-1) + len(labels))
        labels += [(dimension, str(name)) for name in found]
    count = len(labels)
    if not count:
        nobody = np.zeros(0, dtype=np.intp)
        return Cells((), nobody, nobody, np.zeros(0, dtype=bool))
    cell, family = np.concatenate(parts), np.tile(families, len(groups))
    counts = np.stack(
        [
            _distinct(cell, sample.homes[family], missing[family] == kind, count)
            for kind in (False, True)
        ],
        axis=1,
    )
    sums = np.zeros((len(groups), count), dtype=bool)
    for which, row in enumerate(rows):
        sums[which, row] = True
    shared = np.zeros((count, count), dtype=np.int64)
    for first in parts:
        for second in parts:
            np.add.at(shared, (first, second), 1)
    kinds = [missing[families] == kind for kind in (False, True)]
    small = _small_groups(parts, sample.homes[families], kinds, count, minimum)
    forced = np.full(count, total_hidden)
    while True:
        hidden = hidden_cells(counts, sums, minimum, forced=forced)
        leaks = nested_leaks(shared, counts, ~hidden, minimum)
        if not leaks.any():
            shown = np.flatnonzero(~hidden)
            told = None if total_hidden else _told(small, shared, shown, counts, len(families))
            if told is None:
                return Cells(tuple(labels), cell, family, hidden)
            leaks[told] = True
        forced = hidden | leaks


def _small_groups(
    parts: list[Array], homes: Array, kinds: list[Array], count: int, minimum: int
) -> tuple[Array, Array]:
    """Return the groups too small to be told: what each has in common with cells, and its size.

    The groups are the cells, and what two cells have in common.
    """
    shared: list[Array] = [np.zeros((0, count))]
    sizes: list[Array] = [np.zeros(0)]
    for rank, first in enumerate(parts):
        for second in parts[rank:]:
            pairs, inverse = np.unique(first * count + second, return_inverse=True)
            group = inverse.reshape(-1)
            numbers = np.stack([_distinct(group, homes, kind, len(pairs)) for kind in kinds])
            few = (numbers < minimum).any(axis=0)
            common = np.zeros((len(pairs), count))
            for part in parts:
                np.add.at(common, (group, part), 1)
            shared.append(common[few])
            sizes.append(np.bincount(group, minlength=len(pairs))[few])
    return np.concatenate(shared), np.concatenate(sizes)


def _told(
    small: tuple[Array, Array], shared: Array, shown: Array, counts: Array, families: int
) -> int | None:
    """Return the cell to hide where published cells and their total give a small group."""
    common, sizes = small
    own = np.diag(shared)[shown]
    gram = np.block([[shared[np.ix_(shown, shown)], own[:, None]], [own, np.array([families])]])
    seen = np.concatenate([common[:, shown], sizes[:, None]], axis=1)
    least = np.append(counts.min(axis=1)[shown], -1)
    found = told_by_others(seen, sizes, gram, least)
    return None if found is None else int(shown[found])


def _distinct(cell: Array, homes: Array, where: Array, count: int) -> Array:
    """Count the ménages of each cell, each once."""
    pairs = np.unique(np.stack([cell[where], homes[where]]), axis=1)
    return np.bincount(pairs[0], minlength=count)


@frozen(eq=False)
class Combinations:
    """Which rights familles miss together.

    Attributes
    ----------
    rights
        For each combination, the rights that are missing.
    rank
        The combination of each famille, -1 where nothing is missing.
    hidden
        Which combinations must not be published.
    total
        Whether the number of those who miss some right can be published.

    """

    rights: tuple[tuple[str, ...], ...]
    rank: Array
    hidden: Array
    total: bool


def combinations_of(sample: Sample, minimum: int, shown: Mapping[str, bool]) -> Combinations:
    """Return the combinations, and those to hide.

    Parameters
    ----------
    sample, minimum
        Whom, and the smallest count.
    shown
        For each right, whether the number that misses it is published.

    """
    masks = np.stack([sample.missing(right) for right in sample.rights], axis=1)
    codes = masks @ (1 << np.arange(len(sample.rights)))
    found, inverse = np.unique(codes, return_inverse=True)
    kept = found[found > 0]
    rank = inverse.reshape(-1) - (1 if len(found) > len(kept) else 0)
    rank = np.where(codes > 0, rank, -1)
    if not len(kept):
        return Combinations((), rank, np.zeros(0, dtype=bool), total=False)
    bits = (kept[:, None] >> np.arange(len(sample.rights))) & 1 > 0
    counts = np.array([[observed(sample, rank == one)] for one in range(len(kept))], dtype=int)
    rights = tuple(
        tuple(name for name, bit in zip(sample.rights, row, strict=True) if bit) for row in bits
    )
    every = np.ones((1, len(kept)), dtype=bool)
    told = bits.T[[shown[right] for right in sample.rights]]
    # The number that misses some right, less those of the rights, must not tell a few.
    total = all(shown.values()) and not sums_leak(counts, np.concatenate([told, every]), minimum)
    sums = np.concatenate([told, every]) if total else told
    return Combinations(rights, rank, hidden_cells(counts, sums, minimum), total)
