"""A small table of results: named columns of one length, for whatever library reads it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from attrs import field, frozen

from zeronr_rules.optional import library
from zeronr_rules.text import french_number, table

_SPACE = "\N{NO-BREAK SPACE}"
# How a column is written for a reader: "" writes a value as it is.
_WRITERS = {
    "EUR": lambda value: f"{french_number(value)}{_SPACE}€",
    "share": lambda value: f"{french_number(100 * value, 1)}{_SPACE}%",
    "count": lambda value: french_number(value, 0),
    "number": lambda value: french_number(value, 3),
}


def _columns(given: Mapping[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    columns = {name: np.asarray(values) for name, values in given.items()}
    lengths = {len(values) for values in columns.values()}
    if len(lengths) > 1:
        raise ValueError(f"colonnes de longueurs différentes : {sorted(lengths)}.")
    for values in columns.values():
        values.setflags(write=False)
    return columns


@frozen(eq=False, str=False, repr=False)
class Table:
    r"""Named columns of one length, that no one changes.

    Attributes
    ----------
    columns
        Arrays by name, all of the same length.
    units
        How each is written for a reader: ``"EUR"``, ``"share"``, ``"count"``,
        ``"number"``; a column without one is written as it is.
    title
        One line in French.

    Examples
    --------
    >>> made = Table({"prestation": ["rsa"], "cout": [1234.5]}, {"cout": "EUR"}, "Coût par mois")
    >>> made.rows()
    [{'prestation': 'rsa', 'cout': 1234.5}]
    >>> str(made).split("\n")[-1].split()
    ['rsa', '1', '234,50', '€']

    """

    columns: Mapping[str, np.ndarray[Any, Any]] = field(converter=_columns)
    units: Mapping[str, str] = field(factory=dict)
    title: str = ""

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __getitem__(self, name: str) -> np.ndarray[Any, Any]:
        return self.columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def rows(self) -> list[dict[str, Any]]:
        """Return one dictionary a row, of plain Python values."""
        listed = [values.tolist() for values in self.columns.values()]
        return [dict(zip(self.columns, row, strict=True)) for row in zip(*listed, strict=True)]

    def to_dict(self) -> dict[str, list[Any]]:
        """Return one list a column, of plain Python values; an unknown number is ``None``."""
        return {
            name: [None if _unknown(value) else value for value in values.tolist()]
            for name, values in self.columns.items()
        }

    def to_arrow(self) -> Any:
        """Return a ``pyarrow.Table`` (extra ``tables``)."""
        return library("pyarrow").table(dict(self.columns))

    def to_polars(self) -> Any:
        """Return a ``polars.DataFrame`` (polars and extra ``tables``)."""
        return library("polars").from_arrow(self.to_arrow())

    def to_pandas(self) -> Any:
        """Return a ``pandas.DataFrame`` (pandas and extra ``tables``)."""
        library("pandas")
        return self.to_arrow().to_pandas()

    def to_parquet(self, path: str | os.PathLike[str]) -> None:
        """Write a Parquet file (extra ``tables``)."""
        library("pyarrow.parquet").write_table(self.to_arrow(), os.fspath(path))

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Write a CSV file in UTF-8, comma and decimal point (extra ``tables``)."""
        library("pyarrow.csv").write_csv(self.to_arrow(), os.fspath(path))

    def __repr__(self) -> str:
        return f"Table({self.title!r}, {list(self.columns)}, {len(self)} lignes)"

    def __str__(self) -> str:
        body = [tuple(self.columns)]
        written = [
            [self._written(name, value) for value in values.tolist()]
            for name, values in self.columns.items()
        ]
        body += list(zip(*written, strict=True))
        return "\n".join([*([self.title] if self.title else []), table(body)])

    def _written(self, name: str, value: Any) -> str:
        writer = _WRITERS.get(self.units.get(name, ""))
        if _unknown(value):
            return "–"
        return str(value) if writer is None else writer(value)


def _unknown(value: Any) -> bool:
    return isinstance(value, float) and value != value  # noqa: PLR0124 - true for NaN alone
