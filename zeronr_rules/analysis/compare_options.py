"""What can be asked of a comparison: groups, thresholds, poverty lines, and what is refused."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from zeronr_rules.analysis.compare_tables import Groups
from zeronr_rules.analysis.households import TYPES, Households
from zeronr_rules.errors import ComparisonError, Fault, did_you_mean, near_names
from zeronr_rules.inputs.faults import show

Array = np.ndarray[Any, Any]

# A ménage wins or loses when its disposable income changes by more than that, in euros a month.
THRESHOLD = 1.0
RELATIVE, ANCHORED = "relative", "anchored"
DECILE, TYPE, DEPARTMENT = "decile", "type_menage", "departement"
_TITLES = {
    DECILE: "Par dixième de niveau de vie avant la réforme",
    TYPE: "Par type de ménage",
    DEPARTMENT: "Par département",
}


def groups_of(homes: Households, deciles: Array, group: Any) -> Groups:
    """Return the groups of ménages that a name or labels ask for.

    Parameters
    ----------
    homes
        The ménages.
    deciles
        The tenth of each.
    group
        As :meth:`Comparison.by` takes it.

    Raises
    ------
    ComparisonError
        When there is no such group, or not one label a ménage.

    """
    if isinstance(group, str):
        return _named(homes, deciles, group)
    labels = np.asarray(group)
    if labels.ndim != 1 or len(labels) != len(homes):
        given = f"{len(labels)} libellés" if labels.ndim == 1 else show(group)
        raise fault("group", given, f"un libellé par ménage, {len(homes)} en tout")
    if labels.dtype.kind == "O":
        labels = labels.astype(str)
    names, ranks = np.unique(labels, return_inverse=True)
    return Groups(names, ranks, "Par groupe")


def _named(homes: Households, deciles: Array, group: str) -> Groups:
    if group not in _TITLES:
        expected = f"{', '.join(_TITLES)}, ou un libellé par ménage"
        raise fault("group", show(group), expected, did_you_mean(near_names(group, _TITLES)))
    if group == TYPE:
        names = np.array([name for name in TYPES if (homes.types == name).any()])
        ranks = np.select([homes.types == name for name in names], list(range(len(names))))
    else:
        values = deciles if group == DECILE else homes.departments
        names, ranks = np.unique(values, return_inverse=True)
    return Groups(names, ranks, _TITLES[group])


def check_line(line: Any) -> str | float:
    """Return a poverty line that :meth:`Comparison.poverty` can use.

    Raises
    ------
    ComparisonError
        When it is none.

    """
    number = isinstance(line, (int, float)) and not isinstance(line, bool)
    if line in (RELATIVE, ANCHORED) or (number and math.isfinite(line) and line > 0):
        found: str | float = line
        return found
    expected = f"« {RELATIVE} », « {ANCHORED} » ou un montant positif, en euros par mois"
    raise fault("poverty_line", show(line), expected)


def check_threshold(threshold: Any) -> None:
    """Refuse a threshold that is not an amount.

    Raises
    ------
    ComparisonError
        When it is negative, unknown or no number.

    """
    number = isinstance(threshold, (int, float)) and not isinstance(threshold, bool)
    if not (number and math.isfinite(threshold) and threshold >= 0):
        raise fault("threshold", show(threshold), "un montant en euros par mois, 0 ou plus")


def check_minimum(cell: Any) -> None:
    """Refuse a smallest group that is not a number of ménages, or none.

    Raises
    ------
    ComparisonError
        When it is another thing.

    """
    whole = isinstance(cell, int) and not isinstance(cell, bool)
    if cell is not None and not (whole and cell >= 1):
        raise fault("minimum_cell", show(cell), "un nombre de ménages, 1 ou plus")


def fault(path: str, given: str, expected: str, hint: str = "") -> ComparisonError:
    """Return the error of one fault."""
    return ComparisonError([Fault((path,), given, expected, hint)])
