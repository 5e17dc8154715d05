"""Whom to reach first: households that seem to miss a right, by identifier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from zeronr_rules import core
from zeronr_rules.analysis.households import HOME
from zeronr_rules.errors import TakeUpError
from zeronr_rules.frames import Table
from zeronr_rules.inputs.faults import Faults, show
from zeronr_rules.takeup.certainty import CERTAIN, NEEDS_DOCUMENT, PROBABLE
from zeronr_rules.takeup.history import given_at
from zeronr_rules.takeup.sample import FAMILLE, Progress, Sample, run_sample

Array = np.ndarray[Any, Any]
CLASSES = (CERTAIN, PROBABLE, NEEDS_DOCUMENT)
# Below so many euros a month, a right that other claims or a cent could close is not sure.
SMALL = 15.0
_NATIONALITY, _FRENCH = "nationalite", "FR"
_PERMITTED = ("rsa", "ppa")


def targets(
    people: core.Population,
    received: Mapping[str, Any],
    period: str | int,
    *,
    floor: float = 0.0,
    months: float = 1.0,
    response: float = 1.0,
    cost: float = 0.0,
    eligibility: Mapping[str, float] | None = None,
    limit: int | None = None,
    weights: Any = None,
    reform: Any = None,
    workers: int | None = None,
    progress: Progress = False,
) -> Table:
    """List the households to inform first of rights that they seem not to claim.

    The score of a ménage, in euros, is what it would gain: what it misses in a month,
    times the chance that it is entitled, the chance that it answers and the months
    left, less the cost of reaching it. Who scores less than the floor is not listed.
    Only identifiers are told, no income: the list is for informing people, and a
    person decides.

    Parameters
    ----------
    people, received, period, weights, reform, workers, progress
        As :func:`population` takes them.
    floor
        The smallest score listed, in euros; zero or more.
    months, response, cost
        Months left to gain, share of those reached who answer, euros to reach one:
        nobody published them for the TZNR, so they are yours. By default, the score
        is the amount of one month.
    eligibility
        The chance that a right of each class of certainty is one, 1 where left out.
    limit
        How many households at most.

    Returns
    -------
    Table
        ``menage`` (identifier), ``certitude`` (of the least sure of its rights),
        ``prestations``, ``score``; the highest score first, then in the order of the
        population. RSA and prime d'activité are ``needs_document`` where a parent is
        foreign: a permit, or a right of residence, is to be shown (L262-4 and L262-6
        CASF, L842-2 CSS). A right is ``probable`` where it is small or closes once
        other rights are claimed, else ``certain``: provided that the data are
        complete, which a population does not tell.

    Raises
    ------
    TakeUpError
        When something given cannot be used; all faults together.

    """
    chances = _check(floor, months, response, cost, eligibility, limit)
    sample = run_sample(
        people,
        received,
        period,
        weights=weights,
        reform=reform,
        workers=workers,
        progress=progress,
    )
    count = people.count(HOME)
    gain, worst = np.zeros(count), np.full(count, -1)
    misses = np.zeros((len(sample.rights), count), dtype=bool)
    for which, right in enumerate(sample.rights):
        rows = np.flatnonzero(sample.missing(right) & (sample.homes >= 0))
        homes = sample.homes[rows]
        level = _levels(sample, right)[rows]
        np.add.at(gain, homes, sample.due[right][rows] * chances[level])
        np.maximum.at(worst, homes, level)
        misses[which, homes] = True
    score = gain * response * months - cost
    listed = np.flatnonzero((worst >= 0) & (score >= floor))
    listed = listed[np.argsort(-score[listed], kind="stable")][:limit]
    ids = people.ids(HOME)
    names = np.array(sample.rights)
    return Table(
        {
            "menage": np.array([ids[row] for row in listed.tolist()], dtype=str),
            "certitude": np.array(CLASSES)[worst[listed]].astype(str),
            "prestations": np.array(
                [", ".join(names[misses[:, row]]) for row in listed.tolist()], dtype=str
            ),
            "score": np.round(score[listed], 2),
        },
        {"score": "EUR"},
        "Ménages à informer d'abord",
    )


def _check(
    floor: Any, months: Any, response: Any, cost: Any, eligibility: Any, limit: Any
) -> Array:
    faults = Faults()
    for name, value in (("floor", floor), ("months", months), ("cost", cost)):
        if not (_is_number(value) and value >= 0):
            faults.add((name,), show(value), "un nombre, zéro ou plus")
    if not (_is_number(response) and 0 <= response <= 1):
        faults.add(("response",), show(response), "une part de 0 à 1")
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 0):
        faults.add(("limit",), show(limit), "un nombre entier de ménages")
    chances = dict.fromkeys(CLASSES, 1.0)
    if eligibility is not None and not isinstance(eligibility, Mapping):
        faults.add(("eligibility",), show(eligibility), "un objet : une classe, une part")
        eligibility = None
    for level, chance in (eligibility or {}).items():
        if level not in CLASSES:
            faults.add(("eligibility",), show(level), f"une classe parmi {', '.join(CLASSES)}")
        elif not (_is_number(chance) and 0 <= chance <= 1):
            faults.add(("eligibility", level), show(chance), "une part de 0 à 1")
        else:
            chances[level] = float(chance)
    if faults:
        raise TakeUpError(faults.found)
    return np.array([chances[level] for level in CLASSES])


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value < np.inf


def _levels(sample: Sample, right: str) -> Array:
    """Return the rank of the class of certainty of a right, for each famille."""
    due, full = sample.due[right], sample.full[right]
    level = np.where((due < SMALL) | ~(full > 0), CLASSES.index(PROBABLE), CLASSES.index(CERTAIN))
    if right in _PERMITTED:
        level = np.where(_foreign_parent(sample), CLASSES.index(NEEDS_DOCUMENT), level)
    return level


def _foreign_parent(sample: Sample) -> Array:
    """Tell the familles with a parent who is not French."""
    people, count = sample.people, sample.people.count(FAMILLE)
    nationality = given_at(people, _NATIONALITY, sample.period)
    if nationality is None:
        return np.zeros(count, dtype=bool)
    foreign = nationality[1] & ~np.isin(nationality[0].astype(str), (_FRENCH, ""))
    group = people.members[FAMILLE]
    roles = [role.key for role in group.entity.flattened_roles]
    parent = np.array([key != "enfant" for key in roles])[group.roles]
    return np.bincount(group.groups, weights=foreign & parent, minlength=count) > 0
