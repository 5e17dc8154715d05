"""Faults of tables: grouped by what is wrong, with the rows that have it, never their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from zeronr_rules.errors import TableFault
from zeronr_rules.inputs.faults import shorten

Array = np.ndarray[Any, Any]
# A fault keeps the numbers and identifiers of its first rows; the report has all of them.
ROWS_KEPT = 100


class TableFaults:
    """The faults of some tables, in the order they were found.

    Those of a column or of a table as a whole are ``structural``: no household can
    be told from another. The others are about rows.
    """

    def __init__(self) -> None:
        self.found: list[TableFault] = []
        self.structural = False

    def add(self, table: str, column: str, given: str, expected: str, hint: str = "") -> None:
        """Add a fault of a column, or of a table when there is no column."""
        path = (table, shorten(column)) if column else (table,)
        self.found.append(TableFault(path, given, expected, hint))
        self.structural = True

    def add_rows(
        self,
        table: str,
        column: str,
        numbers: Array,
        name_of_row: Callable[[Array], Iterable[str]],
        told: tuple[str, str, str],
    ) -> None:
        """Add a fault of some rows, by their numbers from 1."""
        numbers = np.sort(numbers)
        first = numbers[:ROWS_KEPT]
        path = (table, shorten(column)) if column else (table,)
        self.found.append(
            TableFault(
                path,
                *told,
                count=len(numbers),
                rows=tuple(first.tolist()),
                ids=tuple(map(shorten, name_of_row(first))),
            )
        )

    def __bool__(self) -> bool:
        return bool(self.found)
