"""What a run over files found, in French."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from attrs import define, field

from zeronr_rules.core import Population
from zeronr_rules.errors import TableFault
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.results import Results
from zeronr_rules.text import french_number, table

Array = np.ndarray[Any, Any]
_SPACE = "\N{NO-BREAK SPACE}"


@define
class Total:
    """What one variable adds up to.

    Attributes
    ----------
    above
        How many members have more than zero.
    total
        The sum, in the unit of the variable.
    weighted_above, weighted_total
        The same, each member for as many as the weight of its ménage.
    unknown
        How many amounts cannot be known; they are in no sum.

    """

    above: float = 0
    total: float = 0.0
    weighted_above: float = 0.0
    weighted_total: float = 0.0
    unknown: int = 0

    def add(self, values: Array, weights: Array | None) -> None:
        """Add the values of some members."""
        known = ~np.isnan(values)
        amounts = np.where(known, values, 0.0)
        self.unknown += int((~known).sum())
        self.above += int((amounts > 0).sum())
        self.total += float(amounts.sum())
        if weights is not None:
            self.weighted_above += float(weights[amounts > 0].sum())
            self.weighted_total += float(weights @ amounts)


@define
class Summary:
    """What a run over files found."""

    period: str
    households: int = 0
    persons: int = 0
    rejected_households: int = 0
    rejected_persons: int = 0
    weighted: bool = False
    totals: dict[str, Total] = field(factory=dict)
    faults: list[TableFault] = field(factory=list)
    notices: dict[str, str] = field(factory=dict)
    written: tuple[Path, ...] = ()
    parts: int = 1
    seconds: float = 0.0

    def add(self, people: Population, results: Results, catalogue: Catalogue) -> None:
        """Add the results of some households."""
        self.households += people.count("menage")
        self.persons += people.count("individu")
        weights = getattr(people, "weights", None)
        self.weighted = weights is not None
        for notice in getattr(people, "notices", ()):
            self.notices.setdefault(notice.code, notice.message)
        for name in results.variables:
            if catalogue.variables[name].kind == "float":
                of_members = None if weights is None else _weights(people, results.entity(name))
                total = self.totals.setdefault(name, Total())
                total.add(np.asarray(results[name]), of_members)


def _weights(people: Population, entity: str) -> Array:
    """Return, for each member of an entity, the weight of the ménage of its first person."""
    weights: Array = np.asarray(people.weights)  # type: ignore[attr-defined]
    of_persons = weights[people.members["menage"].groups]
    if entity == people.person_key:
        return of_persons
    group = people.members[entity]
    first = np.flatnonzero(group.roles == 0)
    found = np.zeros(group.count)
    found[group.groups[first]] = of_persons[first]
    return found


def summary_text(summary: Summary, catalogue: Catalogue) -> str:
    """Return the summary as a short page."""
    lines = [
        (
            f"Droits pour {summary.period} : {_count(summary.households)} ménages, "
            f"{_count(summary.persons)} personnes"
        )
    ]
    if summary.totals:
        lines += ["", table([_titles(summary), *_rows(summary, catalogue)])]
    if summary.rejected_households or summary.rejected_persons:
        lines += [
            "",
            (
                f"Écartés : {_count(summary.rejected_households)} ménages, "
                f"{_count(summary.rejected_persons)} personnes"
            ),
            *(f"  - {fault}" for fault in summary.faults),
        ]
    if summary.notices:
        lines += ["", "Avis", *(f"  - {message}" for message in summary.notices.values())]
    lines += ["", f"Écrit : {', '.join(str(path) for path in summary.written)}"]
    lines += [f"Durée : {french_number(summary.seconds, 1)}{_SPACE}s"]
    return "\n".join(lines)


def _titles(summary: Summary) -> tuple[str, ...]:
    weighted = ("pondérés", "total pondéré") if summary.weighted else ("", "")
    return ("variable", "positifs", "total", *weighted, "inconnus")


def _rows(summary: Summary, catalogue: Catalogue) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for name, total in summary.totals.items():
        euros = f"{_SPACE}€" if catalogue.variables[name].is_money else ""
        weighted = (
            (_count(total.weighted_above), f"{french_number(total.weighted_total)}{euros}")
            if summary.weighted
            else ("", "")
        )
        unknown = _count(total.unknown) if total.unknown else ""
        amount = f"{french_number(total.total)}{euros}"
        rows.append((name, _count(total.above), amount, *weighted, unknown or "0"))
    return rows


def _count(value: float) -> str:
    return french_number(value, 0)
