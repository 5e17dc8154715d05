"""Write results part after part; files appear when all is written."""

from __future__ import annotations

import contextlib
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.optional import library
from zeronr_rules.outputs import plain
from zeronr_rules.results import Results


def path_of(output: Path, entity: str, catalogue: Catalogue, *, alone: bool) -> Path:
    """Return the file of the results of an entity: the one asked for where it is alone."""
    return output if alone else output.with_stem(f"{output.stem}_{catalogue.plural_of(entity)}")


class Writer:
    """One file an entity, beside the name asked for, renamed once whole.

    Parameters
    ----------
    output
        A ``.parquet`` or ``.csv`` file. With variables of several entities, one file
        each: ``droits_familles.parquet``, ``droits_individus.parquet``...
    catalogue
        The plurals of entities.

    """

    def __init__(self, output: Path, catalogue: Catalogue) -> None:
        self.output = output
        self.catalogue = catalogue
        self.open: dict[Path, tuple[Path, Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for path, (draft, writer) in self.open.items():
            with contextlib.ExitStack() as always:
                if kind is not None:
                    always.callback(draft.unlink, missing_ok=True)
                writer.close()
                if kind is None:
                    draft.replace(path)

    @property
    def written(self) -> tuple[Path, ...]:
        """The files, once they are whole."""
        return tuple(self.open)

    def write(self, results: Results) -> None:
        """Add the results of some households."""
        for entity in results.entities:
            table = results.to_arrow(entity)
            if self.output.suffix.lower() == ".csv":
                table = plain(table)
            self._writer(self._path(entity, results), table.schema).write_table(table)

    def _path(self, entity: str, results: Results) -> Path:
        return path_of(self.output, entity, self.catalogue, alone=len(results.entities) == 1)

    def _writer(self, path: Path, schema: Any) -> Any:
        if path not in self.open:
            draft = path.with_name(f".{path.name}.partiel")
            if path.suffix.lower() == ".csv":
                made = library("pyarrow.csv").CSVWriter(draft, schema)
            else:
                made = library("pyarrow.parquet").ParquetWriter(draft, schema)
            self.open[path] = (draft, made)
        return self.open[path][1]
