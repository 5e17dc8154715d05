"""The self-employed: micro-entrepreneurs, farmers, yearly profits, managers."""

from __future__ import annotations

from typing import Any

import numpy as np

from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import NO_DATE, Columns, days, spread
from zeronr_rules.inputs.synthetic.families import Groups
from zeronr_rules.inputs.synthetic.households import Homes
from zeronr_rules.inputs.synthetic.marginals import values
from zeronr_rules.inputs.synthetic.months import JANUARY, Calendar
from zeronr_rules.inputs.synthetic.statuses import Statuses
from zeronr_rules.inputs.synthetic.streams import Array

_MICRO = {
    "micro_vente": ("rpns_auto_entrepreneur_CA_achat_revente", "ca_vente"),
    "micro_bic": ("rpns_auto_entrepreneur_CA_bic", "ca_bic"),
    "micro_bnc": ("rpns_auto_entrepreneur_CA_bnc", "ca_bnc"),
}
# Below this age the RSA asks for past work.
_YOUNG = 26
# Months of turnover of two years, and hours of two years full time with a margin either side.
_TWO_YEARS = 24
_HOURS = (2600, 4200)


def put_self_employed(
    homes: Homes,
    persons: Persons,
    statuses: Statuses,
    familles: Groups,
    calendar: Calendar,
    columns: Columns,
) -> Array:
    """Say what the self-employed earn; return what they earned in the year N-2."""
    table, count = values("non_salaries"), homes.persons
    turnover = _micro(homes, statuses, calendar, columns)
    past = turnover * 12
    past += _farmers(homes, statuses, calendar, columns)
    past += _profits(homes, statuses, calendar, columns)
    managers = statuses.doing("gerant")
    pay = _drawn(homes, "gerant", table["gerant"], managers)
    columns.put("remuneration_gerant_article_62", calendar.months, spread(count, managers, pay))
    farmer = spread(count, statuses.doing("agriculteur"), 1, dtype=bool)
    columns.put("exploitant_agricole", calendar.all_months, farmer)
    field = statuses.has("salarie") & homes.person_draws.chance(
        "farm worker", values("situations_travail")["salarie_agricole"]
    )
    columns.put("affilie_msa", calendar.all_months, familles.any(farmer | field))
    _young(homes, persons, statuses, calendar, columns)
    _starts(homes, statuses, calendar, columns)
    return past


def _starts(homes: Homes, statuses: Statuses, calendar: Calendar, columns: Columns) -> None:
    """Say since when: some started in the year N-2, the others long before."""
    table, draws, rows = values("non_salaries"), homes.person_draws, statuses.rows("independant")
    recent = draws.chance("started lately", table["debut_recent"], rows=rows)
    back = draws.whole("months in the year N-2", 0, 11, rows)
    low, high = table["anciennete"]
    before = draws.whole("months before the year N-2", 12 * low, 12 * high, rows)
    months = np.where(recent, back, -before).astype("timedelta64[M]")
    known = recent | draws.chance("start known", table["debut_connu"], rows=rows)
    first = days(
        np.datetime64(f"{calendar.year - 2}-01", "M") + months, np.ones(len(rows), dtype=np.int64)
    )
    dates = np.full(homes.persons, NO_DATE)
    dates[rows[known]] = first[known]
    columns.eternal("date_debut_activite_non_salariee", dates)


def _drawn(homes: Homes, name: str, law: list[float], rows: Array) -> Array:
    return homes.person_draws.lognormal(name, law[0], law[1], rows)


def _micro(homes: Homes, statuses: Statuses, calendar: Calendar, columns: Columns) -> Array:
    """Monthly turnover: one amount before the year, another in it."""
    table, months = values("non_salaries"), calendar.all_months
    start = months.index(calendar.months[JANUARY])
    parts = (months[:start], months[start:])
    low, high = table["saison"]
    total = np.zeros(homes.persons)
    for activity, (variable, law) in _MICRO.items():
        rows = statuses.doing(activity)
        amounts = _drawn(homes, law, table[law], rows)
        total[rows] = amounts
        for rank, part in enumerate(parts):
            drawn = homes.person_draws.uniform("season", rank, rows)
            season = low + (high - low) * drawn if rank else 1
            columns.put(variable, part, spread(homes.persons, rows, np.round(amounts * season, 2)))
    return total


def _farmers(homes: Homes, statuses: Statuses, calendar: Calendar, columns: Columns) -> Array:
    table, rows, draws = values("non_salaries"), statuses.doing("agriculteur"), homes.person_draws
    profit = np.zeros(homes.persons)
    for back in (3, 2, 1):
        profit = spread(homes.persons, rows, _yearly(homes, "benefice_agricole", back, rows))
        columns.put("rpns_benefice_exploitant_agricole", str(calendar.year - back), profit)
    known = draws.chance("last year known", table["part_annee_precedente"], rows=rows)
    option = draws.chance("option for receipts", table["part_option_recettes"], rows=rows)
    receipts = _drawn(homes, "recettes_agricoles", table["recettes_agricoles"], rows)
    for name, value in (
        ("benefice_agricole_annee_precedente_connu", known),
        ("option_recettes_agricoles_trimestrielles", option),
    ):
        columns.put(name, calendar.months, spread(homes.persons, rows, value, bool))
    columns.put("recettes_agricoles", calendar.months, spread(homes.persons, rows, receipts))
    return profit


def _yearly(homes: Homes, name: str, back: int, rows: Array) -> Array:
    """Yearly profits, some of them losses."""
    table, draws = values("non_salaries"), homes.person_draws
    median, deviation = table[name]
    amounts = draws.lognormal(f"{name} {back}", median, deviation, rows)
    loss = draws.chance(f"loss {name} {back}", table["part_deficit"], rows=rows)
    signed: Array = np.where(loss, -table["deficit"] * amounts, amounts).round(2)
    return signed


def _profits(homes: Homes, statuses: Statuses, calendar: Calendar, columns: Columns) -> Array:
    table, draws, count = values("non_salaries"), homes.person_draws, homes.persons
    real, small = statuses.doing("reel"), statuses.doing("micro_annuel")
    added = draws.chance("depreciation", table["part_amortissements"], rows=real)
    revalued = draws.chance("revalued", table["part_revalorise"], rows=real)
    total: Any = np.zeros(count)
    for back in (3, 2):
        year = str(calendar.year - back)
        profits = spread(count, real, _yearly(homes, "benefice_reel", back, real))
        micro = spread(
            count, small, _drawn(homes, f"micro {back}", table["benefice_micro_annuel"], small)
        )
        columns.put("rpns_autres_revenus", year, profits)
        columns.put("rpns_micro_entreprise_benefice", year, micro)
        total = profits + micro
    both = (str(calendar.year - 3), str(calendar.year - 2))
    back_in = spread(count, real, added * float(table["amortissements"]))
    columns.put("rpns_amortissements_plus_values", both, back_in)
    coefficient = 1 + spread(count, real, revalued * (table["coefficient"] - 1))
    columns.put("coefficient_revalorisation_benefices", both, coefficient)
    return np.asarray(total)


def _young(
    homes: Homes, persons: Persons, statuses: Statuses, calendar: Calendar, columns: Columns
) -> None:
    """Hours and turnover that the RSA jeune actif asks for."""
    draws, young = homes.person_draws, (persons.age >= 18) & (persons.age < _YOUNG)
    low, high = _HOURS
    worked = young & draws.chance(
        "worked two years", values("situations_travail")["jeune_heures_suffisantes"]
    )
    worked &= ~statuses.has("etudiant", "aucun")
    hours = np.where(worked, draws.whole("hours", low, high), 0.0)
    columns.put("heures_activite_trois_ans", calendar.months, hours)
    table = values("non_salaries")
    own = young & statuses.has("independant")
    known = own & draws.chance("registered for two years", table["part_jeune_chiffre_affaires"])
    turnover = np.where(
        known, _TWO_YEARS * table["ca_bic"][0] * 2 * draws.uniform("two years"), 0.0
    )
    columns.put("chiffre_affaires_deux_ans", calendar.months, np.round(turnover, 2))
