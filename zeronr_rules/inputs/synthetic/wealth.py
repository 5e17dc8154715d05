"""Rents received, capital, savings and property; incomes that few receive."""

from __future__ import annotations

import numpy as np

from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import Columns, spread
from zeronr_rules.inputs.synthetic.families import Groups
from zeronr_rules.inputs.synthetic.households import Homes
from zeronr_rules.inputs.synthetic.labour import BENEFIT, NOTHING, WORK, Market
from zeronr_rules.inputs.synthetic.marginals import values
from zeronr_rules.inputs.synthetic.months import JANUARY, Calendar
from zeronr_rules.inputs.synthetic.statuses import Statuses
from zeronr_rules.inputs.synthetic.streams import Array

# Variable: share, median, log standard deviation in the table of capital.
_SAVINGS = {
    "livret_a": ("part_livret_a", "livret_a", "livret_ecart"),
    "epargne_revenus_non_imposables": ("part_epargne", "epargne", "epargne_ecart"),
    "valeur_locative_immo_non_loue": ("part_immeuble", "immeuble", "immeuble_ecart"),
    "valeur_locative_terrains_non_loues": ("part_terrain", "terrain", "terrain_ecart"),
}
# Of property that is not let: the variable of its value, the rate of what it would bring a year.
_VALUES = {
    "valeur_locative_immo_non_loue": ("valeur_immo_non_loue", "rendement_immeuble"),
    "valeur_locative_terrains_non_loues": ("valeur_terrains_non_loues", "rendement_terrain"),
}
_STATES = {"salarie": (WORK,), "chomeur": (BENEFIT, NOTHING)}


def put_wealth(
    homes: Homes,
    persons: Persons,
    foyers: Groups,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say what capital and property bring, and the savings that bring nothing known."""
    table, draws, months = values("capital"), homes.person_draws, calendar.months

    def some(name: str, who: Array, share: str, median: str, deviation: str) -> Array:
        rows = np.flatnonzero(who & draws.chance(name, table[share]))
        amounts = draws.lognormal(f"{name} amount", table[median], table[deviation], rows)
        return spread(homes.persons, rows, amounts)

    adult, reference = persons.adult, homes.position == 0
    rents = some("rents", reference, "part_loyers", "loyers_mensuels", "loyers_ecart")
    capital = some("capital", adult, "part_capitaux", "capitaux_mensuels", "capitaux_ecart")
    columns.put("revenus_locatifs", months, rents)
    columns.put("revenus_capital", months, capital)
    head = np.zeros(homes.persons, dtype=bool)
    head[foyers.head] = True
    annuity = some(
        "annuity", head & adult, "part_rente_viagere", "rente_viagere", "rente_viagere_ecart"
    )
    annuities = foyers.total(annuity)
    columns.put("rente_viagere_titre_onereux", months, annuities)
    taxable = np.round(12 * (foyers.total(rents + capital) + annuities), 2)
    for back in (3, 2):
        columns.put("autres_revenus_imposables", str(calendar.year - back), taxable)
    always = calendar.all_months
    columns.put("epargne_revenus_imposables", always, _over(12 * capital, "rendement_capitaux"))
    columns.put("valeur_patrimoine_loue", always, _over(12 * rents, "rendement_loyers"))
    for name, (share, median, deviation) in _SAVINGS.items():
        brought = some(name, adult, share, median, deviation)
        columns.put(name, always, brought)
        if name in _VALUES:
            value, rate = _VALUES[name]
            columns.put(value, always, _over(brought, rate))


def _over(yearly: Array, rate: str) -> Array:
    value: Array = np.round(yearly / values("capital")[rate], 2)
    return value


def put_rare_incomes(
    homes: Homes,
    persons: Persons,
    statuses: Statuses,
    market: Market,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say the incomes that few receive, or for some months only."""
    draws, count = homes.person_draws, homes.persons
    for name, (low, high, share, median, deviation) in values("revenus_rares").items():
        of_age = (persons.age >= low) & (persons.age < high)
        rows = np.flatnonzero(of_age & draws.chance(name, share))
        amounts = draws.lognormal(f"{name} amount", median, deviation, rows)
        columns.put(name, calendar.all_months, spread(count, rows, amounts))
    for name, (status, share, median, deviation, months) in values("revenus_ponctuels").items():
        who = statuses.has(status)
        if status in _STATES:
            # Who is in that state in the first of these months.
            state = market.state[JANUARY + months[0] - 1]
            who = spread(count, market.rows, np.isin(state, _STATES[status]), bool)
        rows = np.flatnonzero(who & draws.chance(name, share))
        amounts = draws.lognormal(f"{name} amount", median, deviation, rows)
        columns.put(name, calendar.of_year(months), spread(count, rows, amounts))
