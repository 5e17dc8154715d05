"""A comparison as a short page in French."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from zeronr_rules.text import french_number, table

if TYPE_CHECKING:
    from zeronr_rules.analysis.compare_result import Comparison

_SPACE = "\N{NO-BREAK SPACE}"
_UNKNOWN = "-"
_MILLION = 1_000_000
# French writes the plural from two on: 1,9 point, 2,0 points.
_TWO_POINTS = 0.0195


def report(made: Comparison) -> str:
    """Write the main figures of a comparison."""
    before, after = made.names
    weights = made.homes.weights
    counted = int((weights > 0).sum())
    head = [
        f"Comparaison sur {made.period} : {after}, par rapport à : {before}",
        (
            f"{french_number(counted, 0)} ménages observés, qui en représentent "
            f"{french_number(float(weights.sum()), 0)} et "
            f"{french_number(float(made.homes.persons.sum()), 0)} personnes."
        ),
    ]
    parts = (
        ("Coût (par mois)", _costs(made)),
        ("Ménages et personnes", _winners(made)),
        ("Par dixième de niveau de vie avant la réforme", _groups(made, "decile")),
        ("Par type de ménage", _groups(made, "type_menage")),
        ("Pauvreté et inégalités (personnes)", _living_standards(made)),
    )
    sections = [f"{title}\n{body}" for title, body in parts]
    return "\n\n".join(["\n".join([*head, *_uncertain(made)]), *sections])


def _uncertain(made: Comparison) -> list[str]:
    """Say of which amounts only a part is certain."""
    return [
        f"{row['variable']} : montant indéterminé pour {french_number(row['menages_avant'], 0)} "
        f"ménages avant, {french_number(row['menages_apres'], 0)} après ; ce qui en est certain "
        "est compté."
        for row in made.uncertain().rows()
        if row["menages_avant"] or row["menages_apres"]
    ]


def euros(value: float, *, signed: bool = False) -> str:
    """Write an amount of euros; in millions where it is that large.

    Examples
    --------
    >>> euros(-12.5).split(), euros(3_200_000, signed=True).split()
    (['-12,50', '€'], ['+3,2', 'M€'])

    """
    if math.isnan(value):
        return _UNKNOWN
    sign = "+" if signed and value > 0 else ""
    if abs(value) >= _MILLION:
        return f"{sign}{french_number(value / _MILLION, 1)}{_SPACE}M€"
    return f"{sign}{french_number(value)}{_SPACE}€"


def percent(value: float) -> str:
    """Write a share as a percentage.

    Examples
    --------
    >>> percent(0.1234).split()
    ['12,3', '%']

    """
    return _UNKNOWN if math.isnan(value) else f"{french_number(100 * value, 1)}{_SPACE}%"


def points(value: float, *, signed: bool = False) -> str:
    """Write the difference of two shares in percentage points.

    Examples
    --------
    >>> points(-0.0031).split(), points(0.02, signed=True).split()
    (['-0,3', 'point'], ['+2,0', 'points'])

    """
    if math.isnan(value):
        return _UNKNOWN
    sign = "+" if signed and value > 0 else ""
    plural = "s" if abs(value) >= _TWO_POINTS else ""
    return f"{sign}{french_number(100 * value, 1)}{_SPACE}point{plural}"


def _costs(made: Comparison) -> str:
    rows = [("", "avant", "après", "différence", "ménages avant", "ménages après")]
    rows += [
        (
            f"  {row['libelle']}",
            euros(row["par_mois_avant"]),
            euros(row["par_mois_apres"]),
            euros(row["par_mois_difference"], signed=True),
            french_number(row["menages_avant"], 0),
            french_number(row["menages_apres"], 0),
        )
        for row in made.cost().rows()
    ]
    return table(rows)


def _winners(made: Comparison) -> str:
    rows = [("", "part", "en moyenne", "médiane")]
    rows += [
        (
            f"  {row['unite']} : {row['situation']}",
            percent(row["part"]),
            euros(row["moyenne"], signed=True),
            euros(row["mediane"], signed=True),
        )
        for row in made.winners().rows()
    ]
    note = "  Un ménage : son revenu disponible. Une personne : son niveau de vie."
    return f"{table(rows)}\n{note}"


def _groups(made: Comparison, group: str) -> str:
    rows = [("", "variation moyenne", "gagnants", "perdants", "solde")]
    rows += [
        (
            f"  {row['groupe']}",
            euros(row["variation_moyenne"], signed=True),
            percent(row["part_gagnants"]),
            percent(row["part_perdants"]),
            euros(row["solde"], signed=True),
        )
        for row in made.by(group).rows()
    ]
    return table(rows)


def _living_standards(made: Comparison) -> str:
    poverty, spread = made.poverty(), made.inequality()
    rows = [("", "avant", "après", "différence")]
    for label, column, write, write_difference in (
        ("Seuil de pauvreté", poverty["seuil"], euros, euros),
        ("Taux de pauvreté", poverty["taux"], percent, points),
        ("Intensité de la pauvreté", poverty["intensite"], percent, points),
        ("Indice de Gini", spread["gini"], _index, _index),
        ("Niveau de vie médian", spread["niveau_de_vie_median"], euros, euros),
    ):
        before, after, difference = column.tolist()
        change = write_difference(difference, signed=True)
        rows.append((f"  {label}", write(before), write(after), change))
    return table(rows)


def _index(value: float, *, signed: bool = False) -> str:
    if math.isnan(value):
        return _UNKNOWN
    return f"{'+' if signed and value > 0 else ''}{french_number(value, 4)}"
