"""The cells of a territory file: their values at a date, and what is unknown in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zeronr_rules.variables.fsl.reglement import est_inconnue
from zeronr_rules.variables.fsl.schema import CELLULES, INCONNU

Data = Mapping[str, Any]
# What stands beside the cells in a file and in its groups.
TEXTS = frozenset({"description", "documentation", "metadata"})
# The figure that each form of ceiling needs.
CEILINGS: Mapping[str, tuple[str, ...]] = {
    "montant": ("critere.valeur",),
    "taille": ("critere.table",),
    "composition": ("critere.table_seul", "critere.table_couple"),
    "k_rsa": ("critere.coefficient",),
    "seuil_pauvrete": ("critere.valeur", "critere.part_personne"),
}
PARTS = ("parts.personne_seule", "parts.couple", "parts.foyer_avec_enfant", "parts.enfant")


def cells(data: Data) -> Iterator[tuple[str, Any]]:
    """Yield the name and the content of each cell of a file."""
    for group, content in data.items():
        if group in TEXTS:
            continue
        if not isinstance(content, Mapping):
            yield group, content
            continue
        for name, cell in content.items():
            if name not in TEXTS:
                yield f"{group}.{name}", cell


def entries(cell: Any) -> dict[str, Any]:
    """Return the dated entries of a cell, none if it is not written as it should."""
    values = cell.get("values") if isinstance(cell, Mapping) else None
    return (
        {str(date): entry for date, entry in values.items()} if isinstance(values, Mapping) else {}
    )


def entry_at(cell: Any, instant: str) -> Mapping[str, Any] | None:
    """Return the entry in force on a day."""
    dates = [date for date in entries(cell) if date <= instant]
    found = entries(cell)[max(dates)] if dates else None
    return found if isinstance(found, Mapping) else None


def values_at(data: Data, instant: str) -> dict[str, Any]:
    """Return the value of each cell in force on a day; a cell that ended is left out."""
    found = {}
    for name, cell in cells(data):
        entry = entry_at(cell, instant)
        if entry is not None and entry.get("value") is not None:
            found[name] = entry["value"]
    return found


def needed(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the cells that the forms chosen at a date need, besides the required ones.

    Examples
    --------
    >>> needed({"critere.plafond": "k_rsa", "montant.calcul": "pourcentage_plafonne"})
    ('critere.coefficient', 'montant.taux')

    """
    wanted = list(CEILINGS.get(str(values.get("critere.plafond")), ()))
    if values.get("critere.mesure") == "quotient_parts":
        wanted += PARTS
    if values.get("montant.calcul") == "pourcentage_plafonne":
        wanted.append("montant.taux")
    if "frequence.nombre_maximum" in values:
        wanted.append("frequence.periode")
    if "montant.minimum" in values:
        wanted.append("montant.minimum_mode")
    return tuple(wanted)


def unknown_cells(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the cells that nobody published, in the order of the schema.

    Examples
    --------
    >>> unknown_cells({"montant.plafond": [float("nan")], "montant.calcul": "plafond_seul"})
    ('montant.plafond',)

    """
    order = list(CELLULES)
    return tuple(sorted((n for n, v in values.items() if est_inconnue(v)), key=order.index))


def ceiling_known(values: Mapping[str, Any]) -> bool:
    """Whether at least one figure of the ceiling of resources is known."""
    form = str(values.get("critere.plafond"))
    if INCONNU in {form, values.get("critere.mesure")}:
        return False
    return all(_any_known(values.get(cell)) for cell in CEILINGS.get(form, ())[:1])


def amount_known(values: Mapping[str, Any]) -> bool:
    """Whether the cap or the rate of the help is known."""
    return values.get("montant.calcul") != INCONNU and _any_known(values.get("montant.plafond"))


def _any_known(value: Any) -> bool:
    if isinstance(value, list):
        return any(not est_inconnue(one) for one in value)
    return value is not None and not est_inconnue(value)
