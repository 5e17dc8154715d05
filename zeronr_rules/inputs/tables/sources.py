"""From whatever holds a table to Arrow columns, by one path."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from zeronr_rules.inputs.faults import printable, show
from zeronr_rules.inputs.tables.delimited import Dialect, read_delimited
from zeronr_rules.inputs.tables.faults import TableFaults
from zeronr_rules.optional import library

_TEXT = (".csv", ".tsv", ".txt")
_COLUMNAR = (".parquet", ".pq")
_EXPECTED = "une table Arrow, polars, pandas ou DuckDB, ou le chemin d'un fichier .parquet ou .csv"


@frozen
class Source:
    """A table: its Arrow columns, in order, under the names it gives them.

    Parameters
    ----------
    table
        Its name here: ``individus``, ``familles``...
    columns
        Names and Arrow arrays; a name can stand twice.
    rows
        How many rows.
    dialect
        How numbers are written where every column is text; ``None`` for typed columns.
    before
        How many rows stand before the first one, in the whole table.

    """

    table: str
    columns: tuple[tuple[str, Any], ...]
    rows: int
    dialect: Dialect | None = None
    before: int = 0

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [name for name, _ in self.columns]

    def without(self, dropped: set[int]) -> Source:
        """Return the table without the columns of some ranks."""
        kept = [one for rank, one in enumerate(self.columns) if rank not in dropped]
        return evolve(self, columns=tuple(kept))


def source_of(
    table: str, given: Any, csv: Mapping[str, str] | None, faults: TableFaults
) -> Source | None:
    """Return a table as Arrow columns; ``None`` when it is a fault.

    Parameters
    ----------
    table
        The name of the table.
    given
        What holds it: an object or the path of a file.
    csv
        How a text file is written, where it is not as expected by default.
    faults
        Where faults are told.

    """
    if isinstance(given, Source):
        return given
    if isinstance(given, (str, os.PathLike)):
        made = _from_file(table, Path(given), csv, faults)
    else:
        made = _from_object(table, given, faults)
    if made is None:
        return None
    if not made.rows:
        faults.add(table, "", "une table sans aucune ligne", "au moins une ligne")
        return None
    return made


def _from_file(
    table: str, path: Path, csv: Mapping[str, str] | None, faults: TableFaults
) -> Source | None:
    suffix = path.suffix.lower()
    shown = f"{printable(path.name)}"
    if suffix not in (*_TEXT, *_COLUMNAR):
        faults.add(table, "", f"le fichier « {shown} »", _EXPECTED)
        return None
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except OSError as error:
        reason = "qui n'existe pas" if isinstance(error, FileNotFoundError) else "illisible"
        faults.add(table, "", f"le fichier « {shown} », {reason}", "un fichier à lire")
        return None
    if empty:
        faults.add(table, "", f"le fichier « {shown} », vide", "une ligne de titres et des lignes")
        return None
    if suffix in _TEXT:
        dialect = Dialect.of(csv, table, faults)
        if dialect is None:
            return None
        read = read_delimited(table, path, dialect, faults)
        return None if read is None else _of_arrow(table, read, dialect)
    try:
        read = library("pyarrow.parquet").read_table(path, partitioning=None)
    except (OSError, library("pyarrow").ArrowException):
        # The words of Arrow may quote the file.
        faults.add(table, "", f"le fichier « {shown} », illisible", "un fichier Parquet entier")
        return None
    return _of_arrow(table, read, None)


def _of_arrow(table: str, read: Any, dialect: Dialect | None) -> Source:
    names = list(map(str, read.column_names))
    columns = tuple(zip(names, read.columns, strict=True))
    return Source(table, columns, read.num_rows, dialect)


def _from_object(table: str, given: Any, faults: TableFaults) -> Source | None:
    pa = library("pyarrow")
    if isinstance(given, (pa.Table, pa.RecordBatch)):
        return _of_arrow(table, given, None)
    if isinstance(given, pa.RecordBatchReader):
        return _of_arrow(table, given.read_all(), None)
    narwhals = library("narwhals")
    pandas = narwhals.dependencies.is_pandas_dataframe(given)
    names = list(map(str, given.columns)) if pandas else []
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        for name in twice:
            faults.add(table, name, "une colonne donnée deux fois", "chaque colonne une fois")
        return None
    try:
        frame = narwhals.from_native(given)
    except TypeError:
        faults.add(table, "", show(given), _EXPECTED)
        return None
    if isinstance(frame, narwhals.LazyFrame):
        frame = frame.collect(backend="pyarrow")
    columns = []
    for name in frame.columns:
        try:
            columns.append((str(name), frame[name].to_arrow()))
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            # The words of Arrow quote the value that it could not read.
            faults.add(
                table,
                str(name),
                "une colonne où des types sont mêlés",
                "une colonne d'un seul type",
                "Convertir la colonne.",
            )
    return Source(table, tuple(columns), len(frame))
