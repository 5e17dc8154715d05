"""One household many times over, all computed in one run."""

from __future__ import annotations

from typing import Any

import numpy as np
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules import core
from zeronr_rules.analysis.curves_axis import Axis
from zeronr_rules.core.arrays import frozen
from zeronr_rules.core.copies import copies
from zeronr_rules.core.periods import by_key
from zeronr_rules.engine import population_of
from zeronr_rules.inputs.situation import Situation

Array = np.ndarray[Any, Any]


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
