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
from zeronr_rules.engine import groups_of, storage_period
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
    people = copies(rules, situation, unknowns, period)
    found = simulate(people, str(period), names, reform=reform)
    shape = [len(unknown.grid) for unknown in unknowns]
    values = {}
    for name in found.variables:
        array = np.asarray(found[name]).reshape(*shape, -1)
        array.setflags(write=False)
        values[name] = array
    return values


def copies(
    rules: TaxBenefitSystem,
    situation: Situation,
    unknowns: Sequence[Unknown],
    period: SimplePeriod,
) -> core.Population:
    """Return a population of one copy of the household a point, in the order of the grid."""
    points = math.prod(len(unknown.grid) for unknown in unknowns)
    groups = {}
    given = groups_of(rules, situation)
    for entity in rules.group_entities:
        group = given[entity.key]
        first = np.arange(points)[:, None] * group["count"]
        known = [role.key for role in entity.flattened_roles]
        groups[entity.key] = {
            "count": points * group["count"],
            "members": (first + group["members"]).ravel(),
            "roles": np.tile([known.index(role) for role in group["roles"]], points),
        }
    people = core.Population(rules, points * len(situation.persons), groups)
    _give(people, situation, _answers(unknowns), points, period)
    return people


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


def _give(
    people: core.Population,
    situation: Situation,
    answers: Mapping[str, Mapping[int, Array]],
    points: int,
    period: SimplePeriod,
) -> None:
    """Give each copy what the household gave, and the answers of its point."""
    specs = catalogue_of(people.system).variables
    for name in dict.fromkeys([*situation.values, *answers]):
        variable = people.system.get_variable(name)
        if variable.is_neutralized:
            continue
        own = answers.get(name, {})
        by_period = dict(situation.values.get(name, {}))
        for moment in moments(specs[name], period) if own else ():
            by_period.setdefault(moment, {})
        # Most months hold the same: their column is made once.
        made: dict[tuple[tuple[int, Any], ...], tuple[Array, Array | None]] = {}
        for moment, members in by_period.items():
            content = tuple(members.items())
            if content not in made:
                count = people.count(variable.entity.key)
                made[content] = _column(variable, count, points, members, own)
            when = storage_period(moment, variable.definition_period)
            people.set_input(name, when, *made[content])


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
    same = not answers and len(set(members.values())) == 1 and len(members) == table.shape[1]
    column = whole[:1].copy() if same else whole
    # Read-only: it is kept as it is for every month.
    column.setflags(write=False)
    array = enum_array(column, variable.possible_values) if variable.value_type is Enum else column
    known = {*members, *answers}
    if len(known) == table.shape[1] or not variable.formulas:
        return array, None
    where = np.zeros(table.shape[1], dtype=bool)
    where[list(known)] = True
    return array, np.tile(where, points)
