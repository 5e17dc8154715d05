"""The tables of a comparison: costs, winners and losers, groups, poverty, inequality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from attrs import frozen

from zeronr_rules.analysis.compare_runs import Side
from zeronr_rules.analysis.households import Households
from zeronr_rules.analysis.indicators import Inequality, Poverty
from zeronr_rules.analysis.weighted import mean, median, total
from zeronr_rules.frames import Table

Array = np.ndarray[Any, Any]

# Gains below a millionth of a euro are what adding floats leaves.
_DECIMALS = 6
WIN, LOSE, SAME = "gagnants", "perdants", "inchangés"


@frozen(eq=False)
class Groups:
    """A way to sort ménages: names of the groups, the rank of each ménage's, a title."""

    names: Array
    ranks: Array
    title: str


def cost_table(
    homes: Households, before: Side, after: Side, months: int, labels: Mapping[str, str]
) -> Table:
    """Return what each variable costs under both laws, and how many ménages hold it."""
    rows = []
    for name, label in labels.items():
        costs = [total(side.amounts[name], homes.weights) for side in (before, after)]
        held = [(side.held[name] > 0).astype(float) for side in (before, after)]
        holders = [total(one, homes.weights) for one in held]
        rows.append(
            {
                "variable": name,
                "libelle": label,
                "par_mois_avant": costs[0] / months,
                "par_mois_apres": costs[1] / months,
                "par_mois_difference": (costs[1] - costs[0]) / months,
                "periode_avant": costs[0],
                "periode_apres": costs[1],
                "periode_difference": costs[1] - costs[0],
                "menages_avant": holders[0],
                "menages_apres": holders[1],
                "menages_entrants": total(held[1] * (1 - held[0]), homes.weights),
                "menages_sortants": total(held[0] * (1 - held[1]), homes.weights),
            }
        )
    units = {key: "EUR" for key in rows[0] if key.startswith(("par_mois", "periode"))}
    units |= {key: "count" for key in rows[0] if key.startswith("menages")}
    return _table(rows, units, "Coût")


def uncertain_table(homes: Households, before: Side, after: Side) -> Table:
    """Return how many ménages have an amount of which only a part is certain."""
    names = sorted({*before.uncertain, *after.uncertain})
    nobody = np.zeros(len(homes), dtype=bool)
    columns: dict[str, Any] = {"variable": np.array(names, dtype=str)}
    for when, side in (("avant", before), ("apres", after)):
        counts = [total(side.uncertain.get(name, nobody) * 1.0, homes.weights) for name in names]
        columns[f"menages_{when}"] = np.array(counts, dtype=float)
    units = dict.fromkeys(("menages_avant", "menages_apres"), "count")
    return Table(columns, units, "Montants indéterminés : ce qui en est certain est compté")


def outcome(change: Array, threshold: float) -> Array:
    """Tell who wins (1), who loses (-1) and who does neither by more than a threshold."""
    exact = np.round(change, _DECIMALS)
    return np.where(exact > threshold, 1, np.where(exact < -threshold, -1, 0))


def winners_table(
    homes: Households, before: Side, after: Side, months: int, threshold: float
) -> Table:
    """Return who wins and loses, among ménages and among persons."""
    change = (after.income - before.income) / months
    standards = after.standards(months) - before.standards(months)
    found = outcome(change, threshold)
    rows = []
    for unit, weights, gains in (
        ("ménages", homes.weights, change),
        ("personnes", homes.persons, standards),
    ):
        for sign, label in ((1, WIN), (-1, LOSE), (0, SAME)):
            counted = np.where(found == sign, weights, 0.0)
            rows.append(
                {
                    "unite": unit,
                    "situation": label,
                    "nombre": float(counted.sum()),
                    "part": float(counted.sum() / weights.sum()),
                    "moyenne": mean(gains, counted),
                    "mediane": median(gains, counted),
                    "total": total(change, np.where(found == sign, homes.weights, 0.0)),
                }
            )
    units = {"nombre": "count", "part": "share"}
    units |= dict.fromkeys(("moyenne", "mediane", "total"), "EUR")
    return _table(rows, units, "Gagnants et perdants, en euros par mois")


def group_table(
    homes: Households,
    before: Side,
    after: Side,
    months: int,
    groups: Groups,
    *,
    threshold: float,
    minimum_cell: int | None,
) -> Table:
    """Return what changes for each group of ménages, in euros a month."""
    change = (after.income - before.income) / months
    standards = after.standards(months) - before.standards(months)
    signs = outcome(change, threshold)
    count = len(groups.names)

    def add(values: Array, weights: Array) -> Array:
        amounts = np.where(weights > 0, values, 0.0) * weights
        return np.bincount(groups.ranks, weights=amounts, minlength=count)

    one = np.ones(len(homes))
    menages, persons = add(one, homes.weights), add(one, homes.persons)
    with np.errstate(invalid="ignore", divide="ignore"):
        columns = {
            "menages": menages,
            "personnes": persons,
            "revenu_avant": add(before.income / months, homes.weights) / menages,
            "variation_moyenne": add(change, homes.weights) / menages,
            "variation_niveau_de_vie": add(standards, homes.persons) / persons,
            "part_gagnants": add(signs > 0, homes.weights) / menages,
            "part_perdants": add(signs < 0, homes.weights) / menages,
            "solde": add(change, homes.weights),
        }
    for name in before.amounts:
        cost = (after.amounts[name] - before.amounts[name]) / months
        columns[f"cout_{name}"] = add(cost, homes.weights)
    sampled = np.bincount(groups.ranks, weights=homes.weights > 0, minlength=count)
    # A ménage without weight is left out of everything: it makes no group.
    kept = sampled > 0
    hidden = (sampled < (minimum_cell or 0))[kept]
    note = f"masqué : moins de {minimum_cell} ménages observés"
    units = dict.fromkeys(columns, "EUR")
    units |= dict.fromkeys(("menages", "personnes"), "count")
    units |= dict.fromkeys(("part_gagnants", "part_perdants"), "share")
    shown = {key: np.where(hidden, np.nan, values[kept]) for key, values in columns.items()}
    made = {"groupe": groups.names[kept], **shown, "note": np.where(hidden, note, "")}
    return Table(made, units, groups.title)


def poverty_table(before: Poverty, after: Poverty) -> Table:
    """Return poverty before and after, and the difference."""
    found = {
        "seuil": (before.line, after.line),
        "pauvres": (before.poor, after.poor),
        "taux": (before.rate, after.rate),
        "intensite": (before.intensity, after.intensity),
    }
    units = {"seuil": "EUR", "pauvres": "count", "taux": "share", "intensite": "share"}
    return _before_after(found, units, "Pauvreté (personnes)")


def inequality_table(before: Inequality, after: Inequality) -> Table:
    """Return the distribution of living standards before and after, and the difference."""
    found = {
        "gini": (before.gini, after.gini),
        "niveau_de_vie_moyen": (before.average, after.average),
        "niveau_de_vie_median": (before.middle, after.middle),
        "premier_decile": (before.first, after.first),
        "neuvieme_decile": (before.ninth, after.ninth),
        "part_negatifs": (before.negative, after.negative),
    }
    units = dict.fromkeys(found, "EUR") | {"gini": "number", "part_negatifs": "share"}
    return _before_after(found, units, "Niveaux de vie (personnes), en euros par mois")


def household_table(
    homes: Households, before: Side, after: Side, months: int, tenths: Array
) -> Table:
    """Return one row a ménage; amounts in euros a month."""
    columns: dict[str, Any] = {
        "menage": homes.ids,
        "poids": homes.weights,
        "personnes": homes.sizes,
        "type_menage": homes.types,
        "departement": homes.departments,
        "decile": tenths,
        "unites_consommation": before.units,
    }
    for name in before.amounts:
        columns[f"{name}_avant"] = before.amounts[name] / months
        columns[f"{name}_apres"] = after.amounts[name] / months
    columns["revenu_avant"] = before.income / months
    columns["revenu_apres"] = after.income / months
    columns["variation"] = (after.income - before.income) / months
    columns["niveau_de_vie_avant"] = before.standards(months)
    columns["niveau_de_vie_apres"] = after.standards(months)
    euros = ("variation", "revenu", "niveau_de_vie", *before.amounts)
    units = {key: "EUR" for key in columns if key.startswith(euros)}
    return Table(columns, units, "Ménages, en euros par mois")


def _before_after(
    found: Mapping[str, tuple[float, float]], units: Mapping[str, str], title: str
) -> Table:
    columns: dict[str, Any] = {"situation": ["avant", "après", "différence"]}
    for name, (before, after) in found.items():
        columns[name] = [before, after, after - before]
    return Table(columns, units, title)


def _table(rows: list[dict[str, Any]], units: Mapping[str, str], title: str) -> Table:
    return Table({key: [row[key] for row in rows] for key in rows[0]}, units, title)
