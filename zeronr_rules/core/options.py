"""The options of a read: ADD over a longer period, DIVIDE into a shorter one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from openfisca_core.periods import DateUnit, Instant, Period
from openfisca_core.periods.helpers import unit_weights

from zeronr_rules.core.arrays import Array
from zeronr_rules.core.errors import PeriodUnitError
from zeronr_rules.core.holders import Holder
from zeronr_rules.core.periods import CachedPeriod, intern
from zeronr_rules.core.slots import Slot

CALENDAR = frozenset(DateUnit.isoformat + DateUnit.isocalendar)
WEIGHTS = unit_weights()
# The period that holds another, and how many of the other it holds.
_WHOLE_OF = {
    DateUnit.YEAR: "this_year",
    DateUnit.MONTH: "first_month",
    DateUnit.DAY: "first_day",
    DateUnit.WEEK: "first_week",
    DateUnit.WEEKDAY: "first_weekday",
}
_SIZE_IN = {
    DateUnit.YEAR: "size_in_years",
    DateUnit.MONTH: "size_in_months",
    DateUnit.DAY: "size_in_days",
    DateUnit.WEEK: "size_in_weeks",
    DateUnit.WEEKDAY: "size_in_weekdays",
}


class Reader(Protocol):
    """What reads a variable at one of its own periods."""

    watched: bool

    def _read(self, holder: Holder, period: CachedPeriod) -> Array: ...


def given_period(name: str, period: Any) -> CachedPeriod:
    """Return the period that a formula gave, or say what it should have been."""
    if not isinstance(period, (str, int, Period, Instant, dt.date)):
        raise PeriodUnitError(
            f"{name} : reçu {period!r} pour période ; attendu une période, par exemple "
            "« period » ou « period.last_month »."
        )
    return intern(period)


def with_options(
    reader: Reader, holder: Holder, period: CachedPeriod, options: Sequence[str]
) -> Array:
    """Read a variable as the options say."""
    # As there: an option is looked for among what is given, other words are let pass.
    adds, divides = "ADD" in options, "DIVIDE" in options
    if adds and not divides:
        return add(reader, holder, period)
    if divides and not adds:
        return divide(reader, holder, period)
    raise PeriodUnitError(
        f"{holder.slot.name} : reçu les options {options!r} ; attendu ADD ou DIVIDE, pas les deux."
    )


def whole_of(slot: Slot, period: CachedPeriod) -> CachedPeriod:
    """Return the period of a variable that holds a shorter one."""
    whole: CachedPeriod = getattr(period, _WHOLE_OF[slot.unit])
    return whole


def add(reader: Reader, holder: Holder, period: CachedPeriod) -> Array:
    """Sum a variable over the parts of a period."""
    slot = holder.slot
    if WEIGHTS[slot.unit] > WEIGHTS[period.unit]:
        raise PeriodUnitError(
            f"{slot.name} : ADD pour {period} ; elle se calcule pour un(e) {slot.unit}. "
            "Prendre l'option DIVIDE pour une estimation."
        )
    if slot.unit not in CALENDAR:
        raise PeriodUnitError(f"{slot.name} : ADD n'a pas de sens, la variable est éternelle.")
    total: Any = 0
    known = holder.values.get
    for part in period.parts(slot.unit):
        array = known(part.key)
        if array is None or reader.watched:
            array = reader._read(holder, part)
        total = total + array
    return np.asarray(total)


def divide(reader: Reader, holder: Holder, period: CachedPeriod) -> Array:
    """Return the share of a variable that falls in a shorter period."""
    slot = holder.slot
    if WEIGHTS[slot.unit] < WEIGHTS[period.unit] or period.size > 1:
        raise PeriodUnitError(
            f"{slot.name} : DIVIDE pour {period} ; elle se calcule pour un(e) {slot.unit}. "
            "Prendre l'option ADD."
        )
    if slot.unit not in CALENDAR or period.unit not in CALENDAR:
        raise PeriodUnitError(
            f"{slot.name} : DIVIDE n'a pas de sens pour une variable ou une période éternelle."
        )
    whole = whole_of(slot, period)
    parts = getattr(whole, _SIZE_IN[period.unit])
    return np.asarray(reader._read(holder, whole) / parts)
