"""Take-up over a population, as a page in French."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from zeronr_rules.frames import Table
from zeronr_rules.text import french_number, month_name, table

if TYPE_CHECKING:
    from zeronr_rules.takeup.survey_result import TakeUp

_SPACE = "\N{NO-BREAK SPACE}"
_MASKED = "masqué"
_PURPOSE = (
    "Ces chiffres servent à ouvrir des droits, non à contrôler. Un non-recourant simulé peut ne "
    "pas avoir de droit, si un revenu ou une date sont inexacts : lire les taux corrigés."
)
# What each table shows: the others are in the tables themselves.
_SHOWN = {
    "benefits": (
        "prestation", "eligibles", "non_recourants", "taux", "taux_bas", "taux_haut",
        "euros_mois", "mediane", "intensite",
    ),
    "groups": ("ventilation", "groupe", "prestation", "eligibles", "taux", "euros_mois"),
    "published": ("prestation", "taux", "mesure", "date", "champ", "source"),
}  # fmt: skip


def report(found: TakeUp) -> str:
    """Write the report."""
    observed, represented = (
        french_number(number, 0) for number in (found.households, found.represented)
    )
    head = [f"Recours aux prestations, {month_name(found.period)}"]
    head.append(
        f"{observed} ménages observés, qui en représentent {represented} ; aucun chiffre sur "
        f"moins de {found.minimum_cell} ménages."
    )
    if not math.isnan(found.some_missing):
        head.append(f"Un droit manque au moins à {french_number(found.some_missing, 0)} foyers.")
    sections = [_section(name, made) for name, made in found.tables.items()]
    source = found.provenance
    reform = f", réforme {source.reform}" if source.reform else ""
    foot = f"Règles {source.version} ({source.engine}{reform})."
    return "\n\n".join(["\n".join(head), *filter(None, sections), _PURPOSE, foot])


def _section(name: str, made: Table) -> str:
    if name == "combinations" and not len(made):
        return made.title
    rows = [row for row in made.rows() if name != "groups" or not row["masque"]]
    masked = len(made) - len(rows)
    title = f"{made.title} ({masked} cases masquées)" if masked else made.title
    if not rows:
        return title if masked else ""
    return "\n".join([title, _text(made, rows, _SHOWN.get(name, tuple(made)))])


def _text(made: Table, rows: Sequence[dict[str, Any]], names: tuple[str, ...]) -> str:
    body = [names]
    body += [tuple(_cell(row[name], made.units.get(name, "")) for name in names) for row in rows]
    return table(body)


def _cell(value: Any, unit: str) -> str:
    if not isinstance(value, float):
        return str(value)
    if math.isnan(value):
        return _MASKED
    if unit == "share":
        return f"{french_number(100 * value, 1)}{_SPACE}%"
    if unit == "count":
        return french_number(value, 0)
    return f"{french_number(value)}{_SPACE}€"
