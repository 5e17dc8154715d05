"""Pensions, AAH, ASS and the other minima; the young: apprentices, students, interns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import NO_DATE, Columns, days, spread
from zeronr_rules.inputs.synthetic.earnings import Smic
from zeronr_rules.inputs.synthetic.families import Groups
from zeronr_rules.inputs.synthetic.households import Homes
from zeronr_rules.inputs.synthetic.marginals import values
from zeronr_rules.inputs.synthetic.months import JANUARY, Calendar
from zeronr_rules.inputs.synthetic.statuses import Statuses
from zeronr_rules.inputs.synthetic.streams import Array

_OLD = 65


@dataclass(frozen=True)
class Fixed:
    """Monthly amounts that do not change: wages of students and of persons with AAH, pensions."""

    extra: Array
    pensions: Array


def put_pensions_and_minima(
    homes: Homes,
    persons: Persons,
    statuses: Statuses,
    familles: Groups,
    calendar: Calendar,
    columns: Columns,
) -> Array:
    """Say pensions and minima; return the pensions of those retired before the year."""
    draws, table, count = homes.person_draws, values("minima"), homes.persons
    always, year = calendar.all_months, calendar.months[JANUARY:]
    retired = statuses.rows("retraite")
    law = values("pensions")
    pension = spread(
        count, retired, draws.lognormal("pension", law["mediane"], law["ecart"], retired)
    )
    before = pension * ~statuses.retiring
    columns.put("retraite_nette", calendar.months[:JANUARY], before)
    columns.put("retraite_nette", year, pension)
    small = (pension > 0) & (pension < table["aspa_plafond"]) & (persons.age >= _OLD)
    small &= draws.chance("ASPA", table["part_aspa"])
    columns.put(
        "aspa", calendar.months, _difference(familles, small, pension, table["aspa_plafond"])
    )

    disabled = statuses.rows("handicape")
    whole = draws.chance("whole AAH", table["aah_complete"], rows=disabled)
    part = np.where(whole, 1, draws.uniform("part of AAH", rows=disabled))
    columns.put("aah", calendar.months, spread(count, disabled, np.round(part * table["aah"], 2)))
    extra = whole & draws.chance("AAH complement", table["part_caah"], rows=disabled)
    columns.put("caah", calendar.months, spread(count, disabled, extra * float(table["caah"])))

    long = statuses.rows("ass")
    columns.put("ass", calendar.months, spread(count, long, float(table["ass"])))
    invalid = statuses.rows("invalide")
    amounts = draws.lognormal(
        "invalidity", table["invalidite_mediane"], table["invalidite_ecart"], invalid
    )
    columns.put("pensions_invalidite", always, spread(count, invalid, amounts))
    low = draws.chance("ASI", table["part_asi"], rows=invalid)
    columns.put("asi", calendar.months, spread(count, invalid, low * float(table["asi"])))
    share = values("situations_travail")["invalidite_professionnelle_2018"]
    columns.put(
        "invalidite_professionnelle_2018",
        calendar.months,
        statuses.has("invalide") & draws.chance("invalid in 2018", share),
    )
    # Who retired or fell invalid lately: the year N-2 is reduced.
    lately = statuses.retiring | (
        statuses.has("invalide") & draws.chance("invalid lately", table["part_invalides_recents"])
    )
    columns.put("prestations_familiales_abattement_ressources", year, lately)
    _put_end_of_work(homes, statuses, lately, calendar, columns)
    child = familles.total(persons.age < 20) > 0
    helped = child & homes.draws.chance("AEEH", table["part_aeeh"])[familles.home]
    columns.put("aeeh", calendar.months, helped * float(table["aeeh"]))
    return before


def _put_end_of_work(
    homes: Homes, statuses: Statuses, lately: Array, calendar: Calendar, columns: Columns
) -> None:
    """Say when those who retired, fell invalid or disabled lately stopped working."""
    draws = homes.person_draws
    share = values("mesures")["aah_fin_activite"]
    disabled = statuses.has("handicape") & draws.chance("stopped for AAH", share)
    rows = np.flatnonzero(lately | disabled)
    month = draws.whole("month of the end of work", 0, JANUARY, rows).astype("timedelta64[M]")
    # A retirement is that of January.
    first = np.where(
        statuses.retiring[rows], calendar.month(JANUARY - 1), calendar.month(0) + month
    )
    dates = np.full(homes.persons, NO_DATE)
    dates[rows] = days(first, draws.whole("day of the end of work", 1, 28, rows))
    columns.eternal("aide_logement_date_retraite_invalidite", dates)


def _difference(familles: Groups, persons: Array, pension: Array, ceiling: float) -> Array:
    missing = np.where(persons, ceiling - pension, 0.0)
    return np.round(familles.total(missing), 2)


def put_young(
    homes: Homes,
    persons: Persons,
    statuses: Statuses,
    smic: Smic,
    calendar: Calendar,
    columns: Columns,
) -> Array:
    """Say what apprentices, students and interns receive; return the wages of those who work.

    Persons with AAH who work are among the latter.
    """
    draws, pay, work, count = (
        homes.person_draws,
        values("jeunes"),
        values("situations_travail"),
        homes.persons,
    )
    monthly = values("plancher_salaire")["heures"] * float(smic.months[JANUARY])
    apprentices = statuses.rows("apprenti")
    age = persons.age[apprentices]
    share = np.where(
        age < 18,
        pay["apprenti_moins_18"],
        np.where(age < 21, pay["apprenti_18_20"], pay["apprenti_21"]),
    )
    paid = spread(count, apprentices, np.round(share * monthly, 2))
    columns.put("remuneration_apprenti", (*calendar.months[:-1], *calendar.last_months), paid)

    student = statuses.has("etudiant") & (persons.age >= 16)
    grown = student & (persons.age >= 18)
    # Internships of the second half of the school year.
    intern = grown & draws.chance("intern", work["stagiaire"])
    spring = calendar.of_year([2, 3, 4, 5, 6, 7])
    columns.put("stagiaire", spring, intern)
    columns.put("indemnites_stage", spring, intern * float(pay["stage"]))
    scholar = grown & draws.chance("scholarship", pay["part_bourse"])
    columns.put("bourse_enseignement_sup", calendar.months, scholar * float(pay["bourse"]))
    columns.put(
        "rsa_derogation_etudes",
        calendar.months,
        grown & draws.chance("exception for studies", work["derogation_etudes"]),
    )
    works = grown & ~intern & draws.chance("student at work", work["etudiant_qui_travaille"])
    half = draws.chance("half time", work["etudiant_mi_temps"])
    share = np.where(half, pay["etudiant_mi_temps"], pay["etudiant_petit"])
    able = statuses.has("handicape") & draws.chance(
        "works with AAH", work["handicape_qui_travaille"]
    )
    share = np.where(able, np.where(half, pay["handicape_mi_temps"], pay["handicape_petit"]), share)
    earned: Array = np.round((works | able) * share * monthly, 2)
    return earned
