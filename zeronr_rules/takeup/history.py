"""What was received in past months, as inputs: rights look at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from zeronr_rules import core
from zeronr_rules.core.periods import intern
from zeronr_rules.engine import core_period
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.takeup.rights import LOOKED_AT, RIGHTS

Array = np.ndarray[Any, Any]


def before(period: SimplePeriod, lag: int) -> SimplePeriod:
    """Return the month that comes some months before another."""
    return SimplePeriod("month", period.start - lag, 1)


def without(population: core.Population, names: Iterable[str], period: SimplePeriod) -> Any:
    """Return the population with nothing given of these variables in a month."""
    given = [name for name in names if name in population.input_holders]
    made = population.sharing_inputs(*given)
    for name in given:
        made.input_holders[name].delete_arrays(core_period(period))
    return made


def given_at(
    population: core.Population, name: str, period: SimplePeriod
) -> tuple[Array, Array] | None:
    """Return the values given of a variable in a month, and for whom; None if for nobody."""
    holder = population.input_holders.get(name)
    if holder is None:
        return None
    when = core_period(period)
    full = holder.get_array(when)
    if full is not None:
        return np.asarray(full), np.ones(holder.count, dtype=bool)
    known = (holder.partial or {}).get(holder.key(intern(when)))
    return None if known is None else (np.broadcast_to(known[0], known[1].shape), known[1])


def give(
    population: core.Population, name: str, period: SimplePeriod, values: Array, where: Array
) -> None:
    """Give some members a value in a month; what the others gave stays.

    The population must own the variable (``sharing_inputs(name)``).
    """
    when, known = core_period(period), given_at(population, name, period)
    if known is not None:
        values, where = np.where(where, values, known[0]), where | known[1]
        population.input_holders[name].delete_arrays(when)
    population.set_input(name, when, np.where(where, values, 0.0), where)


def forget(population: core.Population, name: str, period: SimplePeriod, rows: Array) -> None:
    """Forget what these members gave in a month; the population must own the variable."""
    known = given_at(population, name, period)
    if known is None or not len(rows):
        return
    kept = known[1].copy()
    kept[rows] = False
    population.input_holders[name].delete_arrays(core_period(period))
    if kept.any():
        give(population, name, period, known[0], kept)


def unpaid(
    population: core.Population, period: SimplePeriod, nothing: Mapping[str, Array]
) -> core.Population:
    """Return the population with rights that some familles did not receive in the past.

    Parameters
    ----------
    population
        Whom; it is not changed.
    period
        The month asked for: the months before it are given.
    nothing
        For each right, the familles that receive nothing of it. What is given of
        a past month stays.

    """
    concerned = {
        name: where
        for right, where in nothing.items()
        if where.any()
        for name in RIGHTS[right].history
        if name in population.system.variables
    }
    made = population.sharing_inputs(*concerned)
    for name, where in concerned.items():
        for lag in range(1, LOOKED_AT + 1):
            when = before(period, lag)
            known = given_at(made, name, when)
            missing = where if known is None else where & ~known[1]
            if missing.any():
                give(made, name, when, np.zeros(len(where)), missing)
    return made
