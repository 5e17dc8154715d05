"""The amounts along an axis under one law, computed in one run of the core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from attrs import frozen
from openfisca_core.reforms import Reform as CoreReformClass

from zeronr_rules.analysis.curves_axis import Axis
from zeronr_rules.analysis.curves_population import along
from zeronr_rules.analysis.curves_slopes import Jump, jumps_of, suspects
from zeronr_rules.calculation import reformed_system, results_of
from zeronr_rules.engine import Run
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.population import simulate
from zeronr_rules.reforms.reform import Reform
from zeronr_rules.results import Results

DISPOSABLE, BENEFITS = "revenu_disponible_mensuel", "prestations_calculees_percues"
# What the benefits are made of: net of CRDS, as they are received.
PARTS = (
    "rsa",
    "ppa_nette_crds",
    "aide_logement",
    "af_nettes_crds",
    "cf_net_crds",
    "asf_nette_crds",
    "paje_base_nette_crds",
)
# A segment that may hold a jump is cut in so many, until its parts are so short, in euros.
_FINER, _FINEST = 50, 0.21
# A curve does not have more of them than that; the steepest are looked at.
_MOST_SUSPECTS = 100

Array = np.ndarray[Any, Any]
Law = Reform | type[CoreReformClass] | None


@frozen(eq=False)
class Amounts:
    """The amounts of the household along an axis under one law.

    Attributes
    ----------
    by_name
        One array a variable: what the household has, one value a point.
    jumps
        The jumps of disposable income, in the order of the axis.
    told
        What the computation said of one point: notices, provenance.

    """

    by_name: Mapping[str, Array]
    jumps: tuple[Jump, ...]
    told: Results


def amounts_along(
    situation: Situation, axis: Axis, period: SimplePeriod, names: tuple[str, ...], law: Law
) -> Amounts:
    """Compute variables along an axis, and find the jumps of disposable income."""
    asked = tuple(dict.fromkeys((*names, DISPOSABLE, BENEFITS)))
    by_name = _computed(situation, axis, period, (*asked, *PARTS), law)
    jumps = _jumps(situation, axis, period, by_name, law)
    rules = reformed_system(law)
    point = axis.placed(situation, len(axis.values) // 2)
    run = Run(rules, point, (period, asked))
    told = results_of(run, catalogue_of(rules), period, asked, strict=False, reform=law)
    return Amounts(by_name, jumps, told)


def _computed(
    situation: Situation, axis: Axis, period: SimplePeriod, names: tuple[str, ...], law: Law
) -> dict[str, Array]:
    rules = reformed_system(law)
    people = along(rules, situation, axis)
    results = simulate(people, str(period), names, reform=law)
    found = {}
    for name in names:
        entity = results.entity(name)
        ranks = _of_the_household(situation, axis, entity)
        values = np.broadcast_to(results[name], people.count(entity))
        found[name] = values.reshape(len(axis.values), -1)[:, ranks].sum(axis=1)
        found[name].setflags(write=False)
    return found


def _of_the_household(situation: Situation, axis: Axis, entity: str) -> list[int]:
    """Return the members of an entity that count in the ménage of the axis.

    A famille counts in the ménage of its demandeur, a foyer fiscal in that of its
    déclarant principal, as in the disposable income.
    """
    homes = situation.groups["menage"].members
    home = _home(situation, axis)
    group = situation.groups.get(entity)
    if group is None:
        return [rank for rank, own in enumerate(homes) if own == home]
    if entity == "menage":
        return [home]
    return [
        own
        for own, role, lives in zip(group.members, group.roles, homes, strict=True)
        if role in _HEADS and lives == home
    ]


_HEADS = ("demandeur", "declarant_principal")


def _home(situation: Situation, axis: Axis) -> int:
    homes = situation.groups["menage"].members
    if axis.spec.entity == "menage":
        return axis.rank
    group = situation.groups.get(axis.spec.entity)
    if group is None:
        return homes[axis.rank]
    heads = (
        lives
        for own, role, lives in zip(group.members, group.roles, homes, strict=True)
        if own == axis.rank and role in _HEADS
    )
    return next(heads)


def _jumps(
    situation: Situation, axis: Axis, period: SimplePeriod, known: Mapping[str, Array], law: Law
) -> tuple[Jump, ...]:
    """Return the jumps, each looked for within the segments that may hold one.

    A segment is cut finer and finer, until no slope can pass for a jump. The first is always cut:
    a benefit that starts from a least amount jumps onto the slope that follows, which hides it.
    """
    # An amount that nobody knows (NaN) has no slope.
    if not np.isfinite(known[DISPOSABLE]).all():
        return ()
    names = (DISPOSABLE, *PARTS)
    parts = [(axis.values, [known[name] for name in names])]
    while parts and np.diff(parts[0][0]).max() > _FINEST:
        segments = _steepest([one for x, lines in parts for one in _suspects(x, lines)])
        first = (float(parts[0][0][0]), float(parts[0][0][1]))
        ends = sorted({first, *((low, high) for low, high, _ in segments)})
        points = [_finer(low, high) for low, high in ends]
        found = _computed(situation, axis.at(np.concatenate(points)), period, names, law)
        cuts = np.cumsum([len(part) for part in points])[:-1]
        lines = zip(*(np.split(found[name], cuts) for name in names), strict=True)
        parts = [(x, list(own)) for x, own in zip(points, lines, strict=True)]
    return tuple(jump for x, lines in parts for jump in jumps_of(x, lines[0]))


def _suspects(x: Array, lines: list[Array]) -> list[tuple[float, float, float]]:
    """Return the ends and the steepness of the segments that may hold a jump.

    Benefits are looked at one by one: the end of one may make up for the rise of another.
    """
    ranks = sorted({int(rank) for line in lines for rank in suspects(x, line)})
    steepness = np.abs(np.diff(lines[0]) / np.diff(x))
    return [(float(x[rank]), float(x[rank + 1]), float(steepness[rank])) for rank in ranks]


def _steepest(segments: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    kept = sorted(segments, key=lambda one: -one[2])[:_MOST_SUSPECTS]
    return sorted(kept)


def _finer(low: float, high: float) -> Array:
    return np.unique(np.round(np.linspace(low, high, _FINER + 1), 2))
