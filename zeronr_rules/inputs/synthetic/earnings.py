"""Wages and unemployment benefits, month by month; incomes of the year N-2."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeronr_rules.inputs.synthetic.columns import Columns, spread
from zeronr_rules.inputs.synthetic.households import Homes
from zeronr_rules.inputs.synthetic.labour import ABSENT, BENEFIT, NOTHING, WORK, Market
from zeronr_rules.inputs.synthetic.marginals import tables, values
from zeronr_rules.inputs.synthetic.months import JANUARY_BEFORE, Calendar
from zeronr_rules.inputs.synthetic.streams import Array

# Score of the normal law at the first and last deciles.
_DECILE = 1.2815515655446004


@dataclass(frozen=True)
class Smic:
    """The gross hourly SMIC: of each of the 27 months, and when the wages were published."""

    months: Array
    reference: float

    @property
    def growth(self) -> Array:
        """By how much wages have grown at each month."""
        grown: Array = self.months / self.reference
        return grown


@dataclass(frozen=True)
class Wages:
    """What the persons on the job market earn.

    Attributes
    ----------
    contract
        Net monthly wage at their working time, when the wages were published.
    paid
        By month and person of the market: wage paid, before leaves take from it.
    benefit
        By month and person: unemployment benefit.

    """

    contract: Array
    paid: Array
    benefit: Array


def draw_wages(homes: Homes, market: Market, smic: Smic) -> Wages:
    """Draw the wages of the persons on the job market."""
    draws, rows = homes.person_draws, market.rows
    quantiles = values("salaires")
    below = np.log(quantiles["mediane"] / quantiles["d1"]) / _DECILE
    above = np.log(quantiles["d9"] / quantiles["mediane"]) / _DECILE
    score = draws.normal("wage", rows)
    full_time = quantiles["mediane"] * np.exp(np.where(score < 0, below, above) * score)
    floor = values("plancher_salaire")
    full_time = np.maximum(full_time, floor["part"] * floor["heures"] * smic.reference)
    part_time = tables()["temps_partiel"]
    some = draws.chance("part time", part_time["part"], rows=rows)
    share = np.where(some, draws.pick("working time", part_time["values"], rows), 1.0)
    contract = full_time * share
    growth = smic.growth[:, None]
    paid = np.round(contract * growth * market.part, 2)
    # Unemployment benefit follows the wage that was lost: it is fixed once.
    daily = np.round(values("remplacement")["are"] * contract * smic.growth[0], 2)
    started = np.where(market.state == WORK, 1 - market.part, 1)
    paid_by_benefit = (market.state == BENEFIT) | _just_left(market)
    return Wages(contract, paid, np.round(daily * paid_by_benefit * started, 2))


def _just_left(market: Market) -> Array:
    """Tell where work starts within the month after a month on benefit."""
    left = np.zeros(market.state.shape, dtype=bool)
    left[1:] = (market.state[1:] == WORK) & (market.state[:-1] == BENEFIT)
    return left


def put_wages(
    homes: Homes,
    market: Market,
    wages: Wages,
    replaced: Array,
    extra: Array,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say what is earned each month: on the market, and by students and persons with AAH.

    ``extra`` is what the latter earn, the same every month; ``replaced`` what the
    social security pays instead of wages and is taxed with them.
    """
    taxable = values("remplacement")["salaire_imposable"]
    for rank, month in enumerate(calendar.months):
        earned = extra.copy()
        earned[market.rows] = wages.paid[rank]
        benefit = spread(homes.persons, market.rows, wages.benefit[rank])
        last = rank == len(calendar.months) - 1
        columns.put("salaire_net", calendar.last_months if last else month, earned)
        columns.put("chomage_net", month, benefit)
        # The months before are those of the year N-2, known by the year.
        if rank >= JANUARY_BEFORE:
            earned[market.rows] += replaced[rank]
            columns.put("salaire_imposable", month, np.round(taxable * earned, 2))
            columns.put("chomage_imposable", month, np.round(taxable * benefit, 2))


def put_yearly(
    homes: Homes,
    market: Market,
    wages: Wages,
    pensions: Array,
    extra: Array,
    smic: Smic,
    calendar: Calendar,
    columns: Columns,
) -> Array:
    """Say the taxable wages, benefits and pensions of the two years before.

    Returns their sum by person in the later one.
    """
    table, draws, rows = values("remplacement"), homes.person_draws, market.rows
    first = market.state[0]
    total = np.zeros(homes.persons)
    for back in (3, 2):
        year = calendar.year - back
        complete = draws.chance(f"whole year {back}", table["annee_complete"], rows=rows)
        some = np.floor(draws.uniform(f"months {back}", rows=rows) * 12)
        worked = np.where(complete & np.isin(first, (WORK, ABSENT)), 12, some)
        idle = (12 - worked) * np.where(
            first == NOTHING, table["mois_indemnises_sans_revenu"], table["mois_indemnises_autres"]
        )
        contract = wages.contract * smic.growth[0]
        salary = spread(homes.persons, rows, contract * worked) + 12 * extra
        benefit = spread(homes.persons, rows, table["are"] * contract * idle)
        amounts = {
            "salaire_imposable": table["salaire_imposable"] * salary,
            "chomage_imposable": table["salaire_imposable"] * benefit,
            "retraite_imposable": table["retraite_imposable"] * 12 * pensions,
        }
        for name, amount in amounts.items():
            # Pensions go on: those of the two years after are the same.
            known = calendar.whole(year)
            if name == "retraite_imposable" and back == 2:
                known += (*calendar.whole(year + 1), *calendar.whole(year + 2))
            columns.put(name, known, np.round(amount / 12, 2))
        total = sum(amounts.values(), np.zeros(homes.persons))
    return total
