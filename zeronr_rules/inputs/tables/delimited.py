"""Text files with a separator: nothing of how they are written is guessed."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from attrs import frozen

from zeronr_rules.inputs.faults import show
from zeronr_rules.inputs.tables.faults import TableFaults
from zeronr_rules.optional import library

_OPTIONS = ("separator", "decimal", "encoding")
_SEPARATORS = (",", ";", "\t", "|")
_DECIMALS = (".", ",")
_HINT = 'Donner csv={"separator": ";", "decimal": ",", "encoding": "latin-1"}, selon le fichier.'
_ROWS_SHOWN = 100


@frozen
class Dialect:
    """How a text file is written.

    Parameters
    ----------
    separator
        What stands between two columns.
    decimal
        What stands before the cents: a point or a comma.
    encoding
        Of the letters; a byte order mark of UTF-8 is skipped.

    """

    separator: str = ","
    decimal: str = "."
    encoding: str = "utf-8"

    @classmethod
    def of(cls, given: Any, table: str, faults: TableFaults) -> Self | None:
        """Return what the caller said; ``None`` when it is a fault."""
        if given is not None and not isinstance(given, Mapping):
            faults.add(table, "csv", show(given), f"un objet : {', '.join(_OPTIONS)}", _HINT)
            return None
        options = dict(given or {})
        wrong = [name for name in options if name not in _OPTIONS]
        for name in wrong:
            faults.add(table, "csv", show(name), f"une option parmi {', '.join(_OPTIONS)}", _HINT)
        made = cls(**{name: value for name, value in options.items() if name in _OPTIONS})
        for name, known in (("separator", _SEPARATORS), ("decimal", _DECIMALS)):
            if getattr(made, name) not in known:
                listed = ", ".join(f"« {one} »" for one in known).replace("\t", "\\t")
                given_one = show(getattr(made, name))
                faults.add(table, f"csv {name}", given_one, f"l'un de {listed}")
                wrong.append(name)
        try:
            codecs.lookup(made.encoding)
        except (LookupError, TypeError):
            faults.add(table, "csv encoding", show(made.encoding), "utf-8, latin-1 ou cp1252")
            wrong.append("encoding")
        if made.separator == made.decimal:
            faults.add(
                table, "csv", "le même signe deux fois", "un séparateur et une décimale différents"
            )
            wrong.append("decimal")
        return None if wrong else made


def read_delimited(table: str, path: Path, dialect: Dialect, faults: TableFaults) -> Any:
    """Return a text file as Arrow columns of text, empty cells null; ``None`` for a fault."""
    opened = _titles(table, path, dialect, faults)
    if opened is None:
        return None
    names, lines = opened
    read, cut = _read(path, dialect, names)
    if isinstance(read, str):
        faults.add(table, "", read, "un fichier bien formé", _HINT)
        return None
    if cut:
        # Only a reading by one thread counts the lines.
        read, cut = _read(path, dialect, names, threads=False)
        numbers = [number - 1 for number, _, _ in cut if number]
        faults.add(
            table,
            "",
            f"{len(cut)} ligne{'s' if len(cut) > 1 else ''} où le nombre de cellules diffère "
            f"(lignes {', '.join(map(str, numbers[:10]))}{', …' if len(numbers) > 10 else ''})",
            f"{len(names)} cellules, comme dans la ligne de titres",
            "Le texte qui contient le séparateur se met entre guillemets.",
        )
        return None
    if read.num_rows != lines:
        # A quote that nobody closes takes the lines below into one cell.
        faults.add(
            table,
            "",
            f"{lines} lignes qui en font {read.num_rows}",
            "une ligne de texte par ligne de la table",
            "Fermer les guillemets, et ôter les retours à la ligne qu'ils contiennent.",
        )
        return None
    return read


def _titles(
    table: str, path: Path, dialect: Dialect, faults: TableFaults
) -> tuple[list[str], int] | None:
    """Return the titles of the columns and how many lines follow, blank ones left aside.

    Once it is sure that the file can be read.
    """
    import csv

    try:
        with path.open(encoding=_encoding(dialect)) as file:
            names = next(csv.reader([file.readline()], delimiter=dialect.separator), [])
            lines = sum(line != "\n" for line in file)
    except UnicodeError:
        faults.add(
            table,
            "",
            f"un fichier qui n'est pas en {dialect.encoding}",
            f"des lettres en {dialect.encoding}",
            _HINT,
        )
        return None
    except csv.Error:
        faults.add(table, "", "une ligne de titres mal formée", "le nom de chaque colonne", _HINT)
        return None
    if len(names) < 2:
        other = [one for one in _SEPARATORS if one != dialect.separator and one in "".join(names)]
        if other:
            faults.add(
                table,
                "",
                f"une seule colonne, où se trouve « {other[0]} »",
                f"des colonnes séparées par « {dialect.separator} »",
                _HINT,
            )
            return None
    for rank, name in enumerate(names, start=1):
        if not name.strip():
            faults.add(table, f"colonne {rank}", "une colonne sans titre", "un titre à chacune")
    return (names, lines) if all(name.strip() for name in names) else None


def _encoding(dialect: Dialect) -> str:
    known = codecs.lookup(dialect.encoding).name
    return "utf-8-sig" if known == "utf-8" else dialect.encoding


def _read(
    path: Path, dialect: Dialect, names: list[str], *, threads: bool = True
) -> tuple[Any, list[tuple[int | None, int, int]]]:
    csv, pa = library("pyarrow.csv"), library("pyarrow")
    cut: list[tuple[int | None, int, int]] = []

    def skip(row: Any) -> str:
        cut.append((row.number, row.actual_columns, row.expected_columns))
        return "skip"

    places = [str(rank) for rank in range(len(names))]
    try:
        read = csv.read_csv(
            path,
            csv.ReadOptions(
                encoding=dialect.encoding, column_names=places, skip_rows=1, use_threads=threads
            ),
            csv.ParseOptions(
                delimiter=dialect.separator, newlines_in_values=False, invalid_row_handler=skip
            ),
            csv.ConvertOptions(
                column_types=dict.fromkeys(places, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowException:
        return "un fichier que le séparateur ou les guillemets ne découpent pas", []
    return pa.table(list(read.columns), names=names), cut
