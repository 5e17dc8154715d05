"""What an exploration says, in French."""

from __future__ import annotations

import math

from zeronr_rules.inputs.catalogue import VariableSpec
from zeronr_rules.questions.exploration import Exploration
from zeronr_rules.questions.findings import SAME, Interval, Question
from zeronr_rules.text import french_number, french_value, table

_SPACE = "\N{NO-BREAK SPACE}"
_ELIGIBLE = {
    "all": "droit ouvert pour toutes les réponses de la grille",
    "some": "droit ouvert pour une partie des réponses de la grille",
    "none": "aucun droit pour les réponses de la grille",
}
_ELIGIBLE_POINT = {"all": "droit ouvert", "some": "", "none": "pas de droit"}
ON_THE_GRID = (
    "Les bornes valent pour les réponses de la grille ; une réponse qui n'y est pas peut donner "
    "un autre montant."
)


def exploration_text(exploration: Exploration) -> str:
    """Write an exploration as a short page: rights, then the questions left."""
    lines = [f"Droits pour {exploration.period}", "", rights_text(exploration)]
    if exploration.unknowns:
        lines += ["", "Questions, la plus utile d'abord"]
        lines += [f"  - {question_text(question)}" for question in exploration.questions]
        lines += ["", ON_THE_GRID]
    return "\n".join(lines)


def rights_text(exploration: Exploration) -> str:
    """Write the interval of each right."""
    specs = exploration.context.catalogue.variables
    rows = []
    for interval in exploration.intervals:
        spec = specs[interval.variable]
        alone = len(exploration.ids(interval.variable)) == 1
        rows.append(
            (
                f"  {interval.variable}",
                "" if alone else f"{interval.member} :",
                interval_text(interval, spec),
                _state(interval),
            )
        )
    return table(rows)


def interval_text(interval: Interval, spec: VariableSpec) -> str:
    """Write the bounds of a right."""
    if math.isnan(interval.maximum):
        return "inconnu"
    if interval.is_point:
        return _value(interval.maximum, spec)
    if spec.kind == "bool":
        return "oui ou non"
    low, high = french_number(interval.minimum), french_number(interval.maximum)
    unit = f"{_SPACE}€" if spec.is_money else ""
    return f"de {low} à {high}{unit}"


def _value(value: float, spec: VariableSpec) -> str:
    return french_value(bool(value) if spec.kind == "bool" else value, is_money=spec.is_money)


def _state(interval: Interval) -> str:
    states = _ELIGIBLE_POINT if interval.is_point else _ELIGIBLE
    said = states[interval.eligible]
    if interval.indeterminate:
        return f"{said} ; indéterminé : une valeur n'a été publiée par personne"
    return said


def question_text(question: Question) -> str:
    """Write a question and what it would bring."""
    if question.useless:
        return f"{question.text} Inutile : aucune réponse ne change un droit."
    if question.gain < SAME:
        return f"{question.text} Seule, elle ne réduit rien ; elle compte avec une autre."
    width = french_number(question.expected_width)
    gain = french_number(question.gain)
    return f"{question.text} Il resterait {width}{_SPACE}€ d'incertitude ({gain} de moins)."
