"""The command ``zeronr curve``: a budget curve as a figure, a table, or a page of text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from zeronr_rules.errors import CurveError, Fault
from zeronr_rules.frames import Table
from zeronr_rules.inputs.faults import show
from zeronr_rules.text import french_number

if TYPE_CHECKING:
    from zeronr_rules.analysis.curves_value import BudgetCurve

FIGURES, TABLES = (".svg", ".pdf", ".png"), (".csv", ".parquet")
_ROWS = 30
_SPACE = "\N{NO-BREAK SPACE}"


def check_output(path: str | None) -> None:
    """Check that a file of that name can be written, before anything is computed.

    Raises
    ------
    CurveError
        When its suffix says neither a figure nor a table.

    """
    if path is not None and Path(path).suffix.lower() not in (*FIGURES, *TABLES):
        known = ", ".join((*FIGURES, *TABLES))
        raise CurveError([Fault(("--output",), show(path), f"un fichier {known}")])


def written(curve: BudgetCurve, path: str | None, size: str) -> str:
    """Write a curve to a file, or return it as text when there is none."""
    if path is None:
        return curve_text(curve)
    suffix = Path(path).suffix.lower()
    if suffix in FIGURES:
        # A date in a file would make two runs differ.
        undated: dict[str, Any] = {} if suffix == ".png" else {"metadata": {_DATES[suffix]: None}}
        curve.plot(size=size).savefig(path, dpi=300, **undated)
    elif suffix == ".csv":
        curve.table().to_csv(path)
    else:
        curve.table().to_parquet(path)
    return "\n".join([f"{path} : {curve.title}", *_notices(curve)])


_DATES = {".svg": "Date", ".pdf": "CreationDate"}


def curve_text(curve: BudgetCurve) -> str:
    """Return a curve as a page: about thirty points, the jumps, the notices."""
    whole = curve.table()
    every = -(-len(whole) // _ROWS)
    kept = np.arange(0, len(whole), every)
    shown = {
        name: column[kept]
        for name, column in whole.columns.items()
        if name == curve.variable or (np.nan_to_num(column) != 0).any()
    }
    # Jumps fall between points that are not shown: they are listed below.
    shown = {name: column for name, column in shown.items() if not name.startswith("saut")}
    lines = [str(Table(shown, whole.units, whole.title)), ""]
    for one in curve.scenarios:
        for jump in one.jumps:
            gain = f"{'+' if jump.amount > 0 else ''}{french_number(jump.amount)}"
            at = french_number(jump.at)
            lines.append(f"Saut ({one.label}) : {gain}{_SPACE}€ à {at}{_SPACE}€")
    return "\n".join([*lines, *_notices(curve)])


def _notices(curve: BudgetCurve) -> list[str]:
    return ["", "Avis", *(f"  - {notice.message}" for notice in curve.notices)]
