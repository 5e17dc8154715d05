"""The job market, month by month: work, unemployment benefit, neither."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeronr_rules.core.arrays import enum_array
from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import NO_DATE, Columns, days, rank_of, spread
from zeronr_rules.inputs.synthetic.households import Homes
from zeronr_rules.inputs.synthetic.marginals import values
from zeronr_rules.inputs.synthetic.months import JANUARY, MONTHS, Calendar
from zeronr_rules.inputs.synthetic.statuses import Statuses
from zeronr_rules.inputs.synthetic.streams import Array
from zeronr_rules.variables.caracteristiques.activite import TypesActivite

WORK, BENEFIT, NOTHING, ABSENT = range(4)
# Months after the end of an income during which its end can matter.
_AFTER_END = 3
# The longest unemployment before the window, in months.
_LONGEST_BEFORE = 20


@dataclass(frozen=True)
class Market:
    """The months of the salaried and the job-seekers.

    Attributes
    ----------
    rows
        The persons on the market, those who retire included.
    state
        By month and person: ``WORK``, ``BENEFIT``, ``NOTHING`` or ``ABSENT`` (retired).
    part
        By month and person, the part of the month in work: less than one in the month of a start.
    ended_work, ended_benefit
        By month and person: the income ended within three months, for certain.
    event
        By month and person: it ended that month.

    """

    rows: Array
    state: Array
    part: Array
    ended_work: Array
    ended_benefit: Array
    event: Array


def draw_market(homes: Homes, statuses: Statuses) -> Market:
    """Draw the months of work and unemployment."""
    table = values("transitions")
    on_market = statuses.has("salarie", "chomeur") | statuses.retiring
    rows = np.flatnonzero(on_market)
    draws = homes.person_draws
    seeking = statuses.has("chomeur")[rows]
    paid = draws.chance("compensated", table["part_indemnises"], rows=rows)
    retiring = statuses.retiring[rows]
    certain = draws.chance("end known for certain", table["interruption_certaine"], rows=rows)
    starts = draws.uniform("day of the start", rows=rows)
    shape = (MONTHS, len(rows))
    state = np.empty(shape, dtype=np.int8)
    part = np.zeros(shape)
    ended_work, ended_benefit, event = (np.zeros(shape, dtype=bool) for _ in range(3))
    state[0] = np.where(seeking, np.where(paid, BENEFIT, NOTHING), WORK)
    part[0] = state[0] == WORK
    since_work, since_benefit = (np.full(len(rows), MONTHS) for _ in range(2))
    for month in range(1, MONTHS):
        before = state[month - 1]
        now = _next(before, draws.uniform("job market", month, rows), table)
        now[retiring] = ABSENT if month >= JANUARY else WORK
        state[month] = now
        part[month] = (now == WORK) * np.where(before == WORK, 1, 1 - starts)
        idle = now == NOTHING
        since_work = np.where(before == WORK, 0, since_work + 1)
        since_benefit = np.where(before == BENEFIT, 0, since_benefit + 1)
        ended_work[month] = idle & certain & (since_work < _AFTER_END)
        ended_benefit[month] = idle & certain & (since_benefit < _AFTER_END)
        event[month] = idle & certain & (before != NOTHING)
    return Market(rows, state, part, ended_work, ended_benefit, event)


def _next(before: Array, draw: Array, table: dict[str, float]) -> Array:
    to_benefit = table["emploi_vers_indemnise"]
    to_work = table["indemnise_vers_emploi"]
    from_work = np.where(
        draw < to_benefit,
        BENEFIT,
        np.where(draw < to_benefit + table["emploi_vers_sans_revenu"], NOTHING, WORK),
    )
    from_benefit = np.where(
        draw < to_work,
        WORK,
        np.where(draw < to_work + table["indemnise_vers_sans_revenu"], NOTHING, BENEFIT),
    )
    from_nothing = np.where(draw < table["sans_revenu_vers_emploi"], WORK, NOTHING)
    next_state: Array = np.where(
        before == WORK, from_work, np.where(before == BENEFIT, from_benefit, from_nothing)
    )
    return next_state.astype(np.int8)


def put_market(
    homes: Homes,
    persons: Persons,
    statuses: Statuses,
    market: Market,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say who works, who seeks, since when, and whose income has ended."""
    count, rows = homes.persons, market.rows
    fixed = _fixed_activities(statuses, persons)
    of_state = np.array(
        [
            rank_of(TypesActivite.actif),
            rank_of(TypesActivite.chomeur),
            rank_of(TypesActivite.chomeur),
            rank_of(TypesActivite.retraite),
        ],
        dtype=np.int16,
    )
    for rank, month in enumerate(calendar.months):
        activities = fixed.copy()
        activities[rows] = of_state[market.state[rank]]
        columns.put("activite", month, enum_array(activities, TypesActivite))
        columns.put(
            "interruption_revenus_professionnels",
            month,
            spread(count, rows, market.ended_work[rank], bool),
        )
        columns.put(
            "interruption_allocations_chomage",
            month,
            spread(count, rows, market.ended_benefit[rank], bool),
        )
    columns.put("apprenti", calendar.all_months, statuses.has("apprenti"))
    columns.eternal("date_debut_chomage", _since(homes, market, statuses, calendar))


def _fixed_activities(statuses: Statuses, persons: Persons) -> Array:
    names = {
        TypesActivite.actif: ("apprenti", "independant"),
        TypesActivite.chomeur: ("ass",),
        TypesActivite.etudiant: ("etudiant",),
        TypesActivite.retraite: ("retraite",),
    }
    codes = np.full(len(persons.age), rank_of(TypesActivite.inactif), dtype=np.int16)
    for activity, several in names.items():
        codes[statuses.rows(*several)] = rank_of(activity)
    return codes


def _since(homes: Homes, market: Market, statuses: Statuses, calendar: Calendar) -> Array:
    """Return the first day of the last unemployment of the window."""
    idle = (market.state == BENEFIT) | (market.state == NOTHING)
    starts = np.zeros_like(idle)
    starts[1:] = idle[1:] & ~idle[:-1]
    starts[0] = idle[0]
    last = MONTHS - 1 - np.argmax(starts[::-1], axis=0)
    draws = homes.person_draws
    before = draws.whole("unemployed before the window", 0, _LONGEST_BEFORE)
    day = draws.whole("day of unemployment", 1, 28)
    first_month = calendar.month(0)
    found = np.full(homes.persons, NO_DATE)
    rows = market.rows
    # Who was out of work from the first month on had been for a while.
    month = np.where(last == 0, -before[rows], last).astype("timedelta64[M]")
    known = starts.any(axis=0)
    found[rows[known]] = days((first_month + month)[known], day[rows[known]])
    long = statuses.rows("ass")
    found[long] = days(first_month - before[long].astype("timedelta64[M]") - 12, day[long])
    return found
