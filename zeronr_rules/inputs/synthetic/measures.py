"""What changes the resources of housing aids: expenses, events and their ends, RSA received."""

from __future__ import annotations

import numpy as np

from zeronr_rules.inputs.synthetic.absences import Absences
from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import NO_DATE, Columns, days, spread
from zeronr_rules.inputs.synthetic.families import DEPENDENT, Groups
from zeronr_rules.inputs.synthetic.households import PARTNER, Homes
from zeronr_rules.inputs.synthetic.labour import BENEFIT, NOTHING, WORK, Market
from zeronr_rules.inputs.synthetic.marginals import values
from zeronr_rules.inputs.synthetic.months import JANUARY, MONTHS, Calendar
from zeronr_rules.inputs.synthetic.statuses import Statuses
from zeronr_rules.inputs.synthetic.streams import Array

_YOUNG, _MAJORITY, _ADULT = 25, 18, 25
_SEVERAL = 2


def put_measures(
    homes: Homes,
    persons: Persons,
    statuses: Statuses,
    familles: Groups,
    market: Market,
    absences: Absences,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say what neutralises, lowers or replaces what the persons earned."""
    draws, table = homes.person_draws, values("mesures")
    columns.eternal("aide_logement_date_fin_mesure", _ends(homes, market, absences, calendar))
    _put_partners(homes, statuses, familles, calendar, columns)
    _put_expenses(homes, persons, statuses, calendar, columns)
    _put_pay(homes, persons, market, calendar, columns)
    young = statuses.alone | (homes.position == 0)
    rows = np.flatnonzero(young & (persons.age < _YOUNG))
    attached = draws.chance("parents pay the wealth tax", table["impot_fortune"], rows=rows)
    columns.put(
        "rattachement_foyer_fiscal_ifi",
        calendar.all_months,
        spread(homes.persons, rows, attached, bool),
    )
    _put_rsa(homes, persons, statuses, familles, market, calendar, columns)


def _ends(homes: Homes, market: Market, absences: Absences, calendar: Calendar) -> Array:
    """Return the ends of long illnesses, and some of those of the last unemployment."""
    idle = (market.state == BENEFIT) | (market.state == NOTHING)
    last = MONTHS - 1 - np.argmax(idle[::-1], axis=0)
    back = np.minimum(last + 1, MONTHS - 1)
    worked = market.state[back, np.arange(len(market.rows))] == WORK
    ended = idle.any(axis=0) & (last < MONTHS - 1) & worked
    known = values("mesures")["fin_connue"]
    told = ended & homes.person_draws.chance("end of unemployment told", known, rows=market.rows)
    rows = market.rows[told]
    month = calendar.month(0) + back[told].astype("timedelta64[M]")
    found = np.full(homes.persons, NO_DATE)
    found[rows] = days(month, homes.person_draws.whole("day of the new work", 1, 28, rows))
    return np.where(absences.long_until != NO_DATE, absences.long_until, found)


def _put_partners(
    homes: Homes, statuses: Statuses, familles: Groups, calendar: Calendar, columns: Columns
) -> None:
    table, draws = values("mesures"), homes.person_draws
    partner = np.flatnonzero(homes.place == PARTNER)
    children = homes.children[homes.home[partner]]
    raises = statuses.has("au_foyer")[partner] & (children >= _SEVERAL)
    raises &= draws.chance("stopped to raise children", table["conjoint_au_foyer"], rows=partner)
    prison = draws.chance("in prison", table["conjoint_detenu"], rows=partner)
    rows = partner[raises | prison]
    dates = np.full(homes.persons, NO_DATE)
    dates[rows] = _within(homes, "month of the event of the partner", rows, calendar)
    columns.eternal("aide_logement_date_conjoint_detenu_ou_au_foyer", dates)

    gone = partner[draws.chance("partner gone", table["depart_conjoint"], rows=partner)]
    departures = np.full(familles.count, NO_DATE)
    departures[familles.members[gone]] = _within(homes, "month of the departure", gone, calendar)
    columns.eternal("aide_logement_date_depart_conjoint", departures)

    salaried = partner[statuses.has("salarie")[partner]]
    twice = salaried[draws.chance("second home", table["double_residence"], rows=salaried)]
    homes_of_two = np.zeros(familles.count, dtype=bool)
    homes_of_two[familles.members[twice]] = True
    columns.put("aide_logement_double_residence", calendar.whole(calendar.year), homes_of_two)


def _within(homes: Homes, name: str, rows: Array, calendar: Calendar) -> Array:
    """Return days of the window, before the last half-year."""
    month = homes.person_draws.whole(name, 0, MONTHS - 7, rows).astype("timedelta64[M]")
    return days(calendar.month(0) + month, np.full(len(rows), 10))


def _put_expenses(
    homes: Homes, persons: Persons, statuses: Statuses, calendar: Calendar, columns: Columns
) -> None:
    table, draws, count = values("mesures"), homes.person_draws, homes.persons
    guarded = statuses.has("handicape") | (persons.age >= table["age_tutelle"])
    for name, who in (("frais_reels", statuses.has("salarie")), ("frais_tutelle", guarded)):
        share = table["part_frais_reels" if name == "frais_reels" else "part_tutelle"]
        rows = np.flatnonzero(who)
        rows = rows[draws.chance(name, share, rows=rows)]
        median, deviation = table[name]
        drawn = draws.lognormal(f"{name} amount", median, deviation, rows)
        amounts = spread(count, rows, drawn)
        columns.put(name, tuple(str(calendar.year - back) for back in (3, 2, 1)), amounts)


def _put_pay(
    homes: Homes, persons: Persons, market: Market, calendar: Calendar, columns: Columns
) -> None:
    """Say the overtime and the contracts of those who worked all the time."""
    table, draws, count = values("mesures"), homes.person_draws, homes.persons
    always = market.rows[(market.state == WORK).all(axis=0)]
    share = table["part_heures_supplementaires"]
    rows = always[draws.chance("overtime", share, rows=always)]
    median, deviation = table["heures_supplementaires"]
    amounts = draws.lognormal("overtime amount", median, deviation, rows)
    columns.put(
        "heures_supplementaires_exonerees", calendar.all_months, spread(count, rows, amounts)
    )
    young = market.rows[persons.age[market.rows] < table["age_professionnalisation"]]
    chosen = draws.chance(
        "contrat de professionnalisation", table["professionnalisation"], rows=young
    )
    columns.put("professionnalisation", calendar.all_months, spread(count, young, chosen, bool))


def _put_rsa(
    homes: Homes,
    persons: Persons,
    statuses: Statuses,
    familles: Groups,
    market: Market,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say the RSA that some familles without work received; nothing is known of the others."""
    table = values("mesures")
    idle = statuses.has("au_foyer", "ass")
    idle[market.rows] = (market.state[JANUARY:] == NOTHING).all(axis=0)
    parent = familles.roles != DEPENDENT
    busy = np.bincount(familles.members[parent & ~idle], minlength=familles.count) > 0
    known = ~busy & (persons.age[familles.head] >= _ADULT)
    draws = homes.person_draws
    known &= draws.chance("RSA told", table["rsa_connu"], rows=familles.head)
    median, deviation = table["rsa_percu"]
    amounts = draws.lognormal("RSA received", median, deviation, familles.head)
    columns.put("rsa_percu", calendar.months, amounts, known)
