"""The grid of one unknown: given or by default, each value checked, with weights."""

from __future__ import annotations

import math
from typing import Any

from attrs import evolve

from zeronr_rules.inputs.faults import Faults, show
from zeronr_rules.questions.answers import Context, labels_of, stored_answer, with_values
from zeronr_rules.questions.grids import default_grid
from zeronr_rules.questions.unknowns import Key, Unknown
from zeronr_rules.questions.wording import addressed, wording_of

_NO_GRID = "Donner une grille : grids={{{name!r}: [...]}}."


def with_grid(
    context: Context,
    unknown: Unknown,
    grid: list[Any] | None,
    weights: list[Any] | None,
    faults: Faults,
) -> Unknown:
    """Return the unknown with its grid, its weights and its wording."""
    spec = context.catalogue.variables[unknown.name]
    alone = len(context.situation.ids(spec.entity)) == 1
    wording = wording_of(spec, labels_of(context.rules, spec))
    path = ("grids", *unknown.key)
    if grid is None:
        is_child = spec.entity == "individu" and (
            context.situation.groups["famille"].roles[unknown.rank] == "enfant"
        )
        grid = default_grid(
            spec, wording.grid, wording.choices, context.rules, context.period, is_child=is_child
        )
    if not grid:
        expected = "au moins une valeur"
        faults.add(path, "une grille vide", expected, _NO_GRID.format(name=unknown.name))
    made = evolve(
        unknown,
        question=addressed(wording.question, unknown.member, alone=alone),
        note=wording.note,
    )
    values = []
    for value in grid:
        stored = stored_answer(context, made, value, path, faults)
        if stored is None:
            continue
        if stored in values:
            faults.add(path, f"deux fois {show(value)}", "chaque valeur une fois")
        values.append(stored)
    return with_values(context, made, values, _shares(weights, len(grid), unknown.key, faults))


def _shares(weights: list[Any] | None, size: int, key: Key, faults: Faults) -> list[float]:
    if weights is None:
        return [1 / size] * size if size else []
    good = all(
        isinstance(one, (int, float))
        and not isinstance(one, bool)
        and math.isfinite(one)
        and one > 0
        for one in weights
    )
    if not good or len(weights) != size:
        expected = f"un poids plus grand que zéro pour chacune des {size} valeurs"
        faults.add(("weights", *key), f"{len(weights)} poids", expected)
        return [1 / size] * size if size else []
    return [one / sum(weights) for one in weights]
