"""Results and catalogues as text for a terminal, in French."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.results import Results

_KIND = {
    "float": "nombre",
    "int": "entier",
    "bool": "booléen",
    "enum": "liste",
    "date": "date",
    "str": "texte",
}
_UNIT = {"month": "mois", "year": "année", "eternity": "sans période"}
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
# The space that French typography puts in numbers and never breaks.
_SPACE = "\N{NO-BREAK SPACE}"


def french_number(value: float, decimals: int = 2) -> str:
    """Write a number the French way.

    Examples
    --------
    >>> french_number(1234.5).split()
    ['1', '234,50']

    """
    text = f"{value:,.{decimals}f}"
    return text.replace(",", _SPACE).replace(".", ",")


def french_value(value: Any, *, is_money: bool) -> str:
    """Write any value the French way; an unknown amount says so."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        if math.isnan(value):
            return "inconnu"
        return f"{french_number(value)}{_SPACE}€" if is_money else french_number(value)
    return str(value)


def month_name(month: str) -> str:
    """Write a month in words; anything else as it is.

    Examples
    --------
    >>> month_name("2026-05"), month_name("2026")
    ('mai 2026', '2026')

    """
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}" if number.isdigit() else month


def results_text(results: Results, catalogue: Catalogue) -> str:
    """Write results as a short page: values, then notices, then provenance."""
    rows = [
        (
            f"  {name}",
            f"{key} :" if len(results[name]) > 1 else "",
            french_value(value, is_money=catalogue.variables[name].is_money),
            catalogue.variables[name].label,
        )
        for name in results.variables
        for key, value in results.by_id(name).items()
    ]
    lines = [f"Droits pour {results.period}", "", table(rows)]
    if results.notices:
        lines += ["", "Avis"]
        lines += [f"  - {notice.message}" for notice in results.notices]
    source = results.provenance
    reform = f", réforme {source.reform}" if source.reform else ""
    lines += [
        "",
        f"Règles {source.version} ({source.engine}{reform}).",
    ]
    return "\n".join(lines)


def variables_text(catalogue: Catalogue, pattern: str) -> str:
    """List the variables whose name or label holds a text."""
    wanted = pattern.lower()
    rows = [
        (spec.name, spec.entity, _KIND[spec.kind], _UNIT[spec.unit], spec.label)
        for name, spec in sorted(catalogue.variables.items())
        if wanted in name.lower() or wanted in spec.label.lower()
    ]
    return table(rows)


def parameters_text(root: Any, prefix: str, instant: str) -> str:
    """List the parameters under a prefix: path, value at a date, unit, article."""
    rows = []
    for path, parameter in leaves(root):
        if prefix and prefix not in path:
            continue
        found = _value_at(parameter, instant)
        unit = str((parameter.metadata or {}).get("unit") or "")
        value = "-" if found is None else _parameter_value(found.value)
        rows.append((path, value, unit, "" if found is None else _reference(found.metadata)))
    return table(rows)


def leaves(node: Any, path: str = "") -> Iterable[tuple[str, Any]]:
    """Walk the leaves of a parameter tree in the order of their paths."""
    for name, child in sorted(getattr(node, "children", {}).items()):
        below = f"{path}.{name}" if path else name
        if hasattr(child, "children"):
            yield from leaves(child, below)
        elif hasattr(child, "values_list"):
            yield below, child


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Align rows in columns, empty ones dropped; the last is as long as it likes."""
    columns = [column for column in zip(*rows, strict=True) if any(column)]
    rows = list(zip(*columns, strict=True))
    widths = [max(map(len, column)) for column in columns][:-1]
    return "\n".join(
        "  ".join(
            [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)] + [row[-1]]
        ).rstrip()
        for row in rows
    )


def _value_at(parameter: Any, instant: str) -> Any:
    for value in parameter.values_list:
        if value.instant_str <= instant:
            return value
    return None


def _parameter_value(value: Any) -> str:
    if value is None:
        return "supprimé"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, (int, float)):
        return "inconnu" if math.isnan(value) else str(value).replace(".", ",")
    if isinstance(value, list):
        return " ".join(map(str, value))
    return str(value)


def _reference(metadata: Any) -> str:
    references = (metadata or {}).get("reference") or []
    if isinstance(references, (str, dict)):
        references = [references]
    titles = (
        str(one.get("title") or one.get("href") or "") if isinstance(one, dict) else str(one)
        for one in references
    )
    return " ; ".join(title for title in titles if title)
