"""Read, compute and write files, part after part where their order allows it."""

from __future__ import annotations

import contextlib
import gc
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from attrs import evolve

from zeronr_rules.calculation import reformed_system, requested_variables
from zeronr_rules.errors import TableFault, TablesError
from zeronr_rules.files.plan import PERSONS_A_PART, Part, Slices, parts_of
from zeronr_rules.files.summary import Summary
from zeronr_rules.files.writing import Writer, path_of
from zeronr_rules.inputs.catalogue import Catalogue, catalogue_of
from zeronr_rules.inputs.faults import printable
from zeronr_rules.inputs.periods import requested_period
from zeronr_rules.inputs.tables.faults import ROWS_KEPT, TableFaults
from zeronr_rules.inputs.tables.mapping import read_mapping
from zeronr_rules.inputs.tables.sources import Source
from zeronr_rules.optional import library
from zeronr_rules.population import Population, simulate
from zeronr_rules.reforms.reform import Reform

_ELSEWHERE = "un autre fichier, où écrire"


def simulate_files(
    tables: Mapping[str, str | os.PathLike[str] | None],
    period: str,
    variables: Sequence[str],
    output: str | os.PathLike[str],
    *,
    mapping: Mapping[str, Any] | str | os.PathLike[str] | None = None,
    reform: Reform | None = None,
    workers: int | None = None,
    on_error: Literal["raise", "report"] = "raise",
    rejected: str | os.PathLike[str] | None = None,
    csv: Mapping[str, str] | None = None,
    progress: bool = False,
    persons_a_part: int = PERSONS_A_PART,
) -> Summary:
    """Compute variables over the population of files, and write them to a file.

    Where households follow each other in every Parquet table, memory is that of one
    part and of the identifiers; else that of the whole population.

    Parameters
    ----------
    tables
        Paths by name of table (``individus``, ``familles``...).
    period, variables, reform, workers, progress
        As for :func:`zeronr_rules.simulate`.
    output
        A ``.parquet`` or ``.csv`` file; see :class:`zeronr_rules.files.writing.Writer`.
    mapping, on_error, csv
        As for :meth:`zeronr_rules.Population.from_tables`.
    rejected
        A CSV file for who is left out.
    persons_a_part
        How many persons are read at a time, about.

    Raises
    ------
    TablesError
        With the faults of all parts, or when a file to write is one of those to
        read; no file is written then.

    """
    started = time.perf_counter()
    catalogue = catalogue_of(reformed_system(reform))
    asked = requested_period(period)
    names = requested_variables(variables, asked, catalogue)
    given = {table: Path(path) for table, path in tables.items() if path is not None}
    _check_places(given, mapping, Path(output), rejected, catalogue, names)
    sections = read_mapping(mapping, catalogue)
    paths = {catalogue.plurals[table]: path for table, path in given.items()}
    parts = parts_of(paths, sections, catalogue, persons_a_part)
    summary = Summary(str(asked), parts=len(parts or [{}]))
    found = _Faults()
    left_out = []
    with Writer(Path(output), catalogue) as writer:
        for one in _bar(_parts(given, parts, catalogue), parts, show=progress):
            try:
                people = Population.from_tables(
                    **one, mapping=mapping, period=period, on_error=on_error, csv=csv
                )
            except TablesError as error:
                found.add(error.faults)
                if parts is None or on_error == "report":
                    break
                continue
            report = people.report
            if report is not None:
                summary.rejected_households += report.rejected_households
                summary.rejected_persons += report.rejected_persons
                summary.faults = found.merged(report.faults)
                left_out.append(report.to_arrow())
            if not found.fatal:
                bar = progress and parts is None
                results = simulate(
                    people, period, names, reform=reform, workers=workers, progress=bar
                )
                summary.add(people, results, catalogue)
                writer.write(results)
                del results
            # A population refers to itself: without this, several parts stay in memory.
            del people
            gc.collect()
        if found.fatal:
            raise TablesError(found.listed)
        if rejected is not None:
            _write_rejected(left_out, rejected)
    summary.written = writer.written
    summary.seconds = time.perf_counter() - started
    return summary


def _check_places(
    given: Mapping[str, Path],
    mapping: Any,
    output: Path,
    rejected: str | os.PathLike[str] | None,
    catalogue: Catalogue,
    names: Sequence[str],
) -> None:
    """Refuse to write over what is read, or two things in one file."""
    faults = TableFaults()
    read = {path.resolve() for path in given.values()}
    if isinstance(mapping, (str, os.PathLike)):
        read.add(Path(mapping).resolve())
    entities = {catalogue.variables[name].entity for name in names}
    written = [path_of(output, one, catalogue, alone=len(entities) == 1) for one in entities]
    for path in written:
        if path.resolve() in read:
            faults.add("output", "", _named(path, "qui est lu"), _ELSEWHERE)
    if rejected is not None:
        path = Path(rejected)
        if path.resolve() in read:
            faults.add("rejected", "", _named(path, "qui est lu"), _ELSEWHERE)
        elif path.resolve() in {one.resolve() for one in written}:
            faults.add("rejected", "", _named(path, "où vont les droits"), _ELSEWHERE)
    if faults:
        raise TablesError(faults.found)


def _named(path: Path, what: str) -> str:
    return f"le fichier « {printable(path.name)} », {what}"


def _parts(
    given: Mapping[str, Path], parts: list[Part] | None, catalogue: Catalogue
) -> Iterator[dict[str, Any]]:
    """Yield the tables of each part, or the files themselves."""
    if parts is None:
        yield dict(given)
        return
    with contextlib.ExitStack() as opened:
        slices = {table: Slices(path) for table, path in given.items()}
        for one in slices.values():
            opened.callback(one.close)
        for part in parts:
            yield {
                table: _source(table, one, *part[catalogue.plurals[table]])
                for table, one in slices.items()
            }


def _source(table: str, rows: Slices, start: int, stop: int) -> Source:
    read = rows.next(stop - start)
    columns = tuple(zip(read.column_names, read.columns, strict=True))
    return Source(table, columns, read.num_rows, before=start)


def _bar(
    parts: Iterable[dict[str, Any]], cut: list[Part] | None, *, show: bool
) -> Iterable[dict[str, Any]]:
    if not show or cut is None:
        return parts
    bar: Iterable[dict[str, Any]] = library("tqdm").tqdm(parts, total=len(cut), unit="lot")
    return bar


class _Faults:
    """The faults of all parts: the same fault of two parts is one."""

    def __init__(self) -> None:
        self.by_words: dict[tuple[Any, ...], TableFault] = {}
        self.fatal = False

    @property
    def listed(self) -> list[TableFault]:
        return list(self.by_words.values())

    def add(self, faults: Iterable[Any]) -> None:
        self.fatal = True
        self.merged(faults)

    def merged(self, faults: Iterable[Any]) -> list[TableFault]:
        for fault in faults:
            key = (fault.path, fault.given, fault.expected, fault.hint)
            known = self.by_words.get(key)
            if known is None or not isinstance(fault, TableFault):
                self.by_words[key] = fault
            elif fault.count:
                self.by_words[key] = evolve(
                    known,
                    count=known.count + fault.count,
                    rows=(*known.rows, *fault.rows)[:ROWS_KEPT],
                    ids=(*known.ids, *fault.ids)[:ROWS_KEPT],
                )
        return self.listed


def _write_rejected(found: list[Any], path: str | os.PathLike[str]) -> None:
    pa, pc = library("pyarrow"), library("pyarrow.compute")
    numbered = []
    before = 0
    for one in found:
        lots = one["lot"]
        # Lots are numbered from 1 in each part; 0 is a group where nobody is.
        moved = pc.if_else(pc.equal(lots, 0), lots, pc.add(lots, before))
        numbered.append(one.set_column(one.column_names.index("lot"), "lot", moved))
        before = max(before, pc.max(moved).as_py() or 0)
    # Arrow 16 repeats rows where tables without any are put together with others.
    numbered = [one for one in numbered if one.num_rows] or numbered[:1]
    whole = pa.concat_tables(numbered, promote_options="permissive")
    library("pyarrow.csv").write_csv(whole, os.fspath(path))
