"""One run for the whole grid: a population of copies of the household, one a point."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from openfisca_core.indexed_enums import Enum
from openfisca_core.reforms import Reform as CoreReformClass
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules import core
from zeronr_rules.core.arrays import enum_array
from zeronr_rules.core.copies import copies
from zeronr_rules.core.periods import intern
from zeronr_rules.engine import population_of, storage_period
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.population import simulate
from zeronr_rules.questions.unknowns import Unknown, moments
from zeronr_rules.reforms.reform import Reform

Array = np.ndarray[Any, Any]


def run_grid(
    rules: TaxBenefitSystem,
    situation: Situation,
    unknowns: Sequence[Unknown],
    period: SimplePeriod,
    names: Iterable[str],
    reform: Reform | type[CoreReformClass] | None,
) -> dict[str, Array]:
    """Compute variables at every point of the grid.

    Returns
    -------
    dict
        By variable, an array of one axis an unknown, then one for the members of
        its entity. Read-only.

    """
    people = points_of(rules, situation, unknowns, period)
    found = simulate(people, str(period), names, reform=reform)
    shape = [len(unknown.grid) for unknown in unknowns]
    values = {}
    for name in found.variables:
        array = np.asarray(found[name]).reshape(*shape, -1)
        array.setflags(write=False)
        values[name] = array
    return values


def points_of(
    rules: TaxBenefitSystem,
    situation: Situation,
    unknowns: Sequence[Unknown],
    period: SimplePeriod,
) -> core.Population:
    """Return a population of one copy of the household a point, in the order of the grid."""
    points = math.prod(len(unknown.grid) for unknown in unknowns)
    one = population_of(rules, situation)
    return copies(one, points, _columns(one, situation, unknowns, points, period))


def _answers(unknowns: Sequence[Unknown]) -> dict[str, dict[int, Array]]:
    """Return for each input the rank of a member, and its answer at each point."""
    found: dict[str, dict[int, Array]] = {}
    for unknown, ranks in zip(
        unknowns, np.indices([len(unknown.grid) for unknown in unknowns]), strict=True
    ):
        stored = np.empty(len(unknown.stored), dtype=object)
        stored[:] = unknown.stored
        for name in unknown.filled():
            found.setdefault(name, {})[unknown.rank] = stored[ranks.ravel()]
    return found


def _columns(
    one: core.Population,
    situation: Situation,
    unknowns: Sequence[Unknown],
    points: int,
    period: SimplePeriod,
) -> dict[tuple[str, int], tuple[Array, Array | None]]:
    """Return what each copy answers at its point, beside what the household gave."""
    specs = catalogue_of(one.system).variables
    found = {}
    for name, own in _answers(unknowns).items():
        variable = one.system.get_variable(name)
        if variable.is_neutralized:
            continue
        count = points * one.count(variable.entity.key)
        given = situation.values.get(name, {})
        # Most months hold the same: their column is made once.
        made: dict[tuple[tuple[int, Any], ...], tuple[Array, Array | None]] = {}
        for moment in dict.fromkeys([*given, *moments(specs[name], period)]):
            members = given.get(moment, {})
            content = tuple(members.items())
            if content not in made:
                made[content] = _column(variable, count, points, members, own)
            when = intern(storage_period(moment, variable.definition_period))
            found[name, when.key] = made[content]
    return found


def _column(
    variable: Any,
    count: int,
    points: int,
    members: Mapping[int, Any],
    answers: Mapping[int, Array],
) -> tuple[Array, Array | None]:
    """Return a column of the copies, and for whom it is known where a rule can tell the others."""
    whole = np.array(variable.default_array(count))
    table = whole.reshape(points, -1)
    for rank, value in members.items():
        table[:, rank] = value
    for rank, values in answers.items():
        table[:, rank] = values
    # Read-only: it is kept as it is for every month.
    whole.setflags(write=False)
    array = enum_array(whole, variable.possible_values) if variable.value_type is Enum else whole
    known = {*members, *answers}
    if len(known) == table.shape[1] or not variable.formulas:
        return array, None
    where = np.zeros(table.shape[1], dtype=bool)
    where[list(known)] = True
    return array, np.tile(where, points)
