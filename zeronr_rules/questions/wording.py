"""The French wording of the questions, and the rules of their default grids."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import Any

import yaml
from attrs import field, frozen

from zeronr_rules.inputs.catalogue import VariableSpec

_BY_KIND = {
    "bool": "oui ou non ?",
    "enum": "quelle est la situation ?",
    "date": "à quelle date ?",
    "str": "quelle valeur ?",
    "int": "combien ?",
    "float": "quelle valeur ?",
}
_MONEY = {
    "month": "quel montant par mois ?",
    "year": "quel montant par an ?",
    "eternity": "quel montant ?",
}


@frozen
class Wording:
    """How an input is asked.

    Attributes
    ----------
    question
        The question, in French, without the name of who it is asked of.
    choices
        How the members of a list, or sample values of a text, are said.
    note
        What to tell with it.
    grid
        Name of its default grid, where it has one.

    """

    question: str
    choices: Mapping[str, str] = field(factory=dict)
    note: str = ""
    grid: str = ""


@functools.cache
def tables() -> Mapping[str, Any]:
    """Return the file of questions."""
    file = resources.files("zeronr_rules") / "data" / "questions.yaml"
    read: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return read


def wording_of(spec: VariableSpec, labels: Mapping[str, str]) -> Wording:
    """Return the wording of an input; without one of its own, it comes from the label.

    Parameters
    ----------
    spec
        The input.
    labels
        What each member of a list means, as the rules say it.

    """
    own = tables()["inputs"].get(spec.name)
    if own is None:
        asked = _MONEY[spec.unit] if spec.is_money else _BY_KIND[spec.kind]
        label = spec.label.split(" (", 1)[0].rstrip(".")
        return Wording(f"{label} : {asked}", labels)
    return Wording(
        own["question"],
        {**labels, **own.get("choices", {})},
        own.get("note", ""),
        own.get("grid", ""),
    )


def addressed(question: str, member: str, *, alone: bool) -> str:
    """Say of whom a question is asked, where several could be meant.

    Examples
    --------
    >>> addressed("Quel est le salaire net ?", "claire", alone=False)
    'Pour claire : quel est le salaire net ?'

    """
    if alone:
        return question
    head = question if question[1:2].isupper() else question[0].lower() + question[1:]
    return f"Pour {member} : {head}"
