"""One household many times over, all computed in one run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules import core
from zeronr_rules.analysis.curves_axis import Axis
from zeronr_rules.core.arrays import frozen
from zeronr_rules.core.periods import by_key
from zeronr_rules.engine import population_of
from zeronr_rules.inputs.situation import Situation

Array = np.ndarray[Any, Any]


def copies(
    one: core.Population, times: int, moved: Mapping[tuple[str, int], Array] | None = None
) -> core.Population:
    """Return a population of that many copies of another, one after the other.

    Every group, role and input of each copy is that of the original, inputs known
    for some members only included.

    Parameters
    ----------
    one
        The original; it is not changed.
    times
        How many copies.
    moved
        Values for all the copies, by variable and key of a period of the original,
        in place of the original's.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> one = zr.Population(persons=2)
    >>> one.set_input("salaire_net", "2026-01", [500, 0])
    >>> copies(one, 3).count("famille")
    6

    """
    groups = {
        key: {
            "count": group.count * times,
            "members": _shifted(group.groups, group.count, times),
            "roles": np.tile(group.roles, times),
        }
        for key, group in one.members.items()
    }
    made = core.Population(one.system, one.count(one.person_key) * times, groups)
    given = moved or {}
    for name, holder in one.input_holders.items():
        for key, array in holder.values.items():
            own = given.get((name, key))
            values = np.tile(np.asarray(array), times) if own is None else own
            made.set_input(name, by_key(key), values)
        for key, (array, where) in (holder.partial or {}).items():
            values = np.tile(np.asarray(array), times)
            made.set_input(name, by_key(key), values, np.tile(where, times))
    return made


def along(system: TaxBenefitSystem, situation: Situation, axis: Axis) -> core.Population:
    """Return the household of a situation at each point of an axis, one after the other."""
    one = population_of(system, axis.placed(situation, 0))
    count = one.count(axis.spec.entity)
    moved = {}
    for name, column in axis.columns().items():
        holder = one.input_holders.get(name)
        # The months of a steady state hold the same array, kept once.
        kept: dict[bytes, Array] = {}
        for key, array in () if holder is None else holder.values.items():
            if not _moves(axis, by_key(key)):
                continue
            base = np.broadcast_to(np.asarray(array), count)
            if base.tobytes() not in kept:
                values = np.tile(base, len(column))
                values[axis.rank :: count] = column
                kept[base.tobytes()] = frozen(values)
            moved[name, key] = kept[base.tobytes()]
    return copies(one, len(axis.values), moved)


def _moves(axis: Axis, period: Any) -> bool:
    if axis.keys == (None,):
        return True
    start = period.start
    key = start.year if axis.spec.unit == "year" else start.year * 12 + start.month - 1
    return key in axis.keys


def _shifted(ranks: Array, count: int, times: int) -> Array:
    shifts = count * np.arange(times, dtype=np.intp)
    return (shifts[:, None] + ranks[None, :]).ravel()
