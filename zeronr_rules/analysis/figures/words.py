"""What a figure of a budget curve says: title, axes, source."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from zeronr_rules.analysis.figures.labels import text_size, wrapped
from zeronr_rules.analysis.figures.style import FAINT, INK, Size
from zeronr_rules.text import french_number, month_name

if TYPE_CHECKING:
    from zeronr_rules.analysis.curves_value import BudgetCurve

AXES = {
    "salaire_net": "le salaire net",
    "chomage_net": "l'allocation de chômage nette",
    "retraite_nette": "la retraite nette",
    "loyer": "le loyer",
}
_ARTICLES = ("le ", "la ", "l'")
_SPACE = "\N{NO-BREAK SPACE}"
_HALF_CENT = 0.005
_WORD = re.compile(r"^Articles? ")


def write(figure: Any, ax: Any, curve: BudgetCurve, size: Size, title: str | None) -> None:
    """Write the title above the figure and the source below, on as many lines as it takes."""
    room = size.width * figure.dpi * 0.96
    for text, points, put, ink, weight in (
        (title or title_of(curve), size.letters * 1.2, figure.suptitle, INK, "bold"),
        (source_of(curve), size.small * 0.9, figure.supxlabel, FAINT, "normal"),
    ):
        lines = wrapped(text, room, functools.partial(_width, ax, points, weight))
        put(lines, x=0.02, ha="left", fontsize=points, color=ink, fontweight=weight)


def _width(ax: Any, points: float, weight: str, text: str) -> float:
    return text_size(ax, text, points, weight)[0]


def title_of(curve: BudgetCurve) -> str:
    """Return the title of a figure that was given none."""
    name = AXES.get(curve.variable, f"{curve.variable}")
    return f"Revenu disponible selon {name} de {curve.member}, {month_name(curve.period)}"


def axis_name(curve: BudgetCurve) -> str:
    """Return the name of what moves, with a capital."""
    name = AXES.get(curve.variable) or curve.labels[curve.variable]
    for article in _ARTICLES:
        name = name.removeprefix(article)
    return f"{name[0].upper()}{name[1:]}"


def rate_heading(raised: float) -> str:
    """Return the heading of the marginal rates."""
    step = french_number(raised, 0 if abs(raised - round(raised)) < _HALF_CENT else 2)
    return f"Taux marginal effectif{_SPACE}: part perdue de {step}{_SPACE}€ de plus"


def source_of(curve: BudgetCurve) -> str:
    """Return the line on what the figure rests on."""
    shown = [name for name in curve.variables if is_ever_due(curve, name)]
    # A reference may begin with the word that begins the list.
    cited = (_WORD.sub("", curve.references[name]) for name in shown)
    articles = " ; ".join(dict.fromkeys(cited))
    regime = "régime permanent" if curve.steady_state else "premiers mois après le changement"
    said = [
        f"Droits de {month_name(curve.period)}, {regime}, avant impôt sur le revenu.",
        f"Articles : {articles}." if articles else "",
        "Cercles : sauts du revenu." if any(one.jumps for one in curve.scenarios) else "",
        *(
            f"Réforme : {one.provenance.reform}."
            for one in curve.scenarios
            if one.provenance.reform
        ),
        f"Source : zeronr-rules {curve.scenarios[0].provenance.version}.",
    ]
    text = " ".join(filter(None, said))
    return (
        text.replace(" :", f"{_SPACE}:").replace(" ;", f"{_SPACE};").replace("n° ", f"n°{_SPACE}")
    )


def is_ever_due(curve: BudgetCurve, name: str) -> bool:
    """Tell whether a benefit is due at one point at least, in one case."""
    return any(bool((np.nan_to_num(one.amounts[name]) != 0).any()) for one in curve.scenarios)
