"""What was found in tables: faults, and who was left out because of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import numpy as np
from attrs import frozen

from zeronr_rules.errors import TableFault
from zeronr_rules.optional import library

Array = np.ndarray[Any, Any]


@frozen(eq=False)
class Report:
    """What was found in tables.

    Attributes
    ----------
    faults
        Every fault, with the numbers and identifiers of its first rows.
    rejected
        The persons and groups left out, one row each: ``table``, ``ligne`` (from 1),
        ``id``, ``lot`` (a number for those left out together) and ``motif``.
    households, persons
        How many ménages and persons were kept.
    rejected_households, rejected_persons
        How many were left out.

    """

    faults: tuple[TableFault, ...]
    rejected: Mapping[str, Array]
    households: int
    persons: int
    rejected_households: int = 0
    rejected_persons: int = 0

    def to_arrow(self) -> Any:
        """Return who was left out as a ``pyarrow.Table``."""
        return library("pyarrow").table(dict(self.rejected))

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Write who was left out as a CSV file: row numbers, identifiers, reasons."""
        library("pyarrow.csv").write_csv(self.to_arrow(), os.fspath(path))

    def __str__(self) -> str:
        read = f"Ménages lus : {self.households} ({self.persons} personnes)."
        out = f"Écartés : {self.rejected_households} ({self.rejected_persons} personnes)."
        return "\n".join([f"{read} {out}", *(f"  - {fault}" for fault in self.faults)])
