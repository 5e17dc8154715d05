"""Cut Parquet tables into parts of whole households, where their order allows it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from zeronr_rules.core.blocks import connected
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.tables.kinds import PERIOD
from zeronr_rules.inputs.tables.mapping import EMPTY, Section
from zeronr_rules.inputs.tables.membership import by_first_row, ranks_among, read_ids, repeated
from zeronr_rules.optional import library

Array = np.ndarray[Any, Any]
# Persons read, computed and written at a time, about.
PERSONS_A_PART = 200_000
# For each table, its first row and the one after its last.
Part = dict[str, tuple[int, int]]


def parts_of(
    paths: Mapping[str, Path],
    sections: Mapping[str, Section],
    catalogue: Catalogue,
    persons_a_part: int = PERSONS_A_PART,
) -> list[Part] | None:
    """Return parts of whole households, in the order of every table.

    ``None`` where there are none: other files than Parquet, several rows a person,
    households whose rows do not follow each other, or identifiers that have faults
    (reading the whole says which).

    Parameters
    ----------
    paths
        Files by the key of the entity of their rows.
    sections
        What a mapping says, by name of table.
    catalogue
        Entities.
    persons_a_part
        How many persons a part holds, about.

    """
    pa = library("pyarrow")
    if any(path.suffix.lower() not in (".parquet", ".pq") for path in paths.values()):
        return None
    try:
        ids = {
            key: _identifiers(path, sections.get(catalogue.plural_of(key), EMPTY), key, catalogue)
            for key, path in paths.items()
        }
    except (OSError, pa.ArrowException):
        return None
    if any(one is None for one in ids.values()):
        return None
    return _cut({key: one or {} for key, one in ids.items()}, catalogue, persons_a_part)


def _identifiers(
    path: Path, section: Section, key: str, catalogue: Catalogue
) -> dict[str, Any] | None:
    """Return the identifiers that a table gives, by entity; ``None`` where they do not do."""
    parquet = library("pyarrow.parquet")
    with parquet.ParquetFile(path) as file:
        names = file.schema_arrow.names
        ours = {
            section.columns[name].to if name in section.columns else name: name for name in names
        }
        if PERIOD in ours or len(ours) < len(names):
            return None
        persons = key == catalogue.persons_key
        wanted = [key, *(catalogue.groups if persons else ())]
        found = {}
        for entity in wanted:
            name = ours.get(f"{entity}_id")
            if name is not None:
                ids = read_ids(file.read(columns=[name]).column(0))
                if ids is None or ids.null_count:
                    return None
                found[entity] = ids
    return found if key in found and not repeated(found[key]).any() else None


def _cut(
    ids: Mapping[str, Mapping[str, Any]], catalogue: Catalogue, persons_a_part: int
) -> list[Part] | None:
    of_persons = ids[catalogue.persons_key]
    persons = len(of_persons[catalogue.persons_key])
    groups: dict[str, tuple[Array, int]] = {}
    for key in catalogue.groups:
        if key not in of_persons:
            if key in ids:
                return None
            continue
        if key in ids:
            known = ids[key][key]
            if known.type != of_persons[key].type:
                return None
            ranks, count = ranks_among(of_persons[key], known), len(known)
            if (ranks < 0).any() or not np.bincount(ranks, minlength=count).all():
                return None
        else:
            distinct, ranks, _ = by_first_row(of_persons[key])
            count = len(distinct)
        groups[key] = (ranks, count)
    label = connected(persons, list(groups.values()))
    bounds = _bounds(label, persons_a_part)
    if len(bounds) < 3:
        return None
    part_of = np.searchsorted(bounds, np.arange(persons), side="right") - 1
    parts: list[Part] = [
        {catalogue.persons_key: (int(start), int(stop))}
        for start, stop in itertools.pairwise(bounds)
    ]
    for key in ids:
        if key == catalogue.persons_key:
            continue
        ranks, count = groups[key]
        part_of_group = np.zeros(count, dtype=np.int64)
        part_of_group[ranks] = part_of
        if (part_of_group[1:] < part_of_group[:-1]).any():
            return None
        ends = np.cumsum(np.bincount(part_of_group, minlength=len(parts)))
        for rank, part in enumerate(parts):
            part[key] = (int(ends[rank - 1]) if rank else 0, int(ends[rank]))
    return parts


def _bounds(label: Array, persons_a_part: int) -> Array:
    """Return rows, first and last included, between which no household is cut."""
    persons = len(label)
    last = np.zeros(persons, dtype=np.int64)
    last[label] = np.arange(persons)
    reach = np.maximum.accumulate(last.take(label))
    between = np.flatnonzero(reach == np.arange(persons)) + 1
    wanted = np.arange(persons_a_part, persons, persons_a_part)
    places = np.searchsorted(between, wanted)
    return np.unique([0, *between[places[places < len(between)]], persons])


class Slices:
    """The rows of a Parquet file, some at a time, in order."""

    def __init__(self, path: Path) -> None:
        self.file = library("pyarrow.parquet").ParquetFile(path, buffer_size=1 << 20)
        self.batches = self.file.iter_batches(batch_size=1 << 16)
        self.held: list[Any] = []

    def next(self, rows: int) -> Any:
        """Return the next rows as an Arrow table."""
        taken: list[Any] = []
        while rows:
            batch = self.held.pop() if self.held else next(self.batches)
            if batch.num_rows > rows:
                self.held.append(batch.slice(rows))
                batch = batch.slice(0, rows)
            taken.append(batch)
            rows -= batch.num_rows
        return library("pyarrow").Table.from_batches(taken, self.file.schema_arrow)

    def close(self) -> None:
        """Close the file."""
        self.file.close()
