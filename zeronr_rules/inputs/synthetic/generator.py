"""Draw a population piece by piece, and hand it over as a ``Population`` of the rules."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from zeronr_rules.errors import PeriodError
from zeronr_rules.inputs.synthetic.absences import Absences
from zeronr_rules.inputs.synthetic.ages import Persons, draw_persons, put_births, put_pregnancies
from zeronr_rules.inputs.synthetic.benefits import put_pensions_and_minima, put_young
from zeronr_rules.inputs.synthetic.columns import Columns
from zeronr_rules.inputs.synthetic.conditions import put_conditions
from zeronr_rules.inputs.synthetic.earnings import Smic, draw_wages, put_wages, put_yearly
from zeronr_rules.inputs.synthetic.families import (
    Groups,
    draw_familles,
    draw_foyers,
    draw_menages,
)
from zeronr_rules.inputs.synthetic.households import Homes, draw_homes
from zeronr_rules.inputs.synthetic.housing import put_housing
from zeronr_rules.inputs.synthetic.labour import draw_market, put_market
from zeronr_rules.inputs.synthetic.loans import put_loans
from zeronr_rules.inputs.synthetic.marginals import tables, values
from zeronr_rules.inputs.synthetic.measures import put_measures
from zeronr_rules.inputs.synthetic.months import FIRST_YEAR, Calendar
from zeronr_rules.inputs.synthetic.nationality import put_nationality
from zeronr_rules.inputs.synthetic.relatives import put_marriages_and_moves, put_relatives
from zeronr_rules.inputs.synthetic.residences import put_residences
from zeronr_rules.inputs.synthetic.self_employed import put_self_employed
from zeronr_rules.inputs.synthetic.situations import put_children, put_claims, put_separations
from zeronr_rules.inputs.synthetic.statuses import Statuses, draw_statuses
from zeronr_rules.inputs.synthetic.streams import Array
from zeronr_rules.inputs.synthetic.wealth import put_rare_incomes, put_wealth
from zeronr_rules.inputs.tables.filling import keep
from zeronr_rules.inputs.tables.tabled import Tabled
from zeronr_rules.system import RulesSystem, system

# Households drawn at a time: what their arrays weigh fits the processor's caches.
_PIECE = 1 << 14


class SyntheticPopulation(Tabled):
    """A population that was drawn.

    Attributes
    ----------
    year, seed
        What it was drawn from.
    weights
        How many real households each ménage stands for: the same for all, and
        their sum is the number of households of the country.

    """

    year: int
    seed: int
    weights: Array


@dataclass(frozen=True)
class _Base:
    """Some households, and who is with whom in them."""

    homes: Homes
    persons: Persons
    statuses: Statuses
    groups: dict[str, Groups]

    @property
    def counts(self) -> dict[str, int]:
        """How many members each entity has."""
        groups = {key: group.count for key, group in self.groups.items()}
        return {"individu": self.homes.persons, **groups}


def synthetic_population(n_menages: int, year: int, seed: int = 0) -> SyntheticPopulation:
    """Draw households that, together, meet every rule.

    Marginals come from published figures where there are some, else from stated
    assumptions (``zeronr_rules/data/synthetic_*.yaml``). The same arguments give the
    same arrays, and the first households are the same whatever ``n_menages``.

    Parameters
    ----------
    n_menages
        How many households.
    year
        The year whose twelve months can be computed. Incomes are known from October
        of the year before last to December of the year.
    seed
        Another seed, other households.

    Returns
    -------
    SyntheticPopulation
        Bound to the rules system, with the weight of each household.

    Raises
    ------
    PeriodError
        When the rules do not cover the year.
    ValueError
        When the number of households is not one or more.

    Examples
    --------
    >>> people = synthetic_population(1000, 2026, seed=1)
    >>> people.count("menage"), round(people.weights.sum())
    (1000, 30907289)

    """
    if n_menages < 1:
        raise ValueError(f"n_menages : reçu {n_menages} ; attendu un ménage ou plus.")
    if year < FIRST_YEAR:
        raise PeriodError(f"year : reçu {year} ; attendu {FIRST_YEAR} ou une année plus récente.")
    rules, calendar = system(), Calendar(year)
    smic = _smic(rules, calendar)
    bounds = [*range(0, n_menages, _PIECE), n_menages]
    bases = [_base(seed, first, stop) for first, stop in itertools.pairwise(bounds)]
    people = SyntheticPopulation(rules, *_structure(bases))
    people.year, people.seed = year, seed
    total = sum(values("menages").values())
    people.weights = np.broadcast_to(np.array(total / n_menages), n_menages)
    columns = Columns(
        {key: people.count(key) for key in people.entity_keys},
        lambda name: str(rules.get_variable(name).entity.key),
    )
    for base in bases:
        _put(base, calendar, smic, columns)
        columns.advance(base.counts)
    for column in columns.found.values():
        keep(people, column.name, column.periods, column.array, column.known)
    return people


def _smic(rules: RulesSystem, calendar: Calendar) -> Smic:
    hourly = rules.parameters.prestations.commun.smic_horaire
    months = [hourly.get_at_instant(f"{month}-01") for month in calendar.months]
    reference = tables()["salaires"]["reference_month"]
    return Smic(np.array(months, dtype=float), float(hourly.get_at_instant(f"{reference}-01")))


def _base(seed: int, first: int, stop: int) -> _Base:
    homes = draw_homes(seed, first, stop)
    persons = draw_persons(homes)
    statuses = draw_statuses(homes, persons)
    groups = {
        "famille": draw_familles(homes, statuses),
        "foyer_fiscal": draw_foyers(homes, persons, statuses),
        "menage": draw_menages(homes),
    }
    return _Base(homes, persons, statuses, groups)


def _put(base: _Base, calendar: Calendar, smic: Smic, columns: Columns) -> None:
    """Draw what the households of a piece say."""
    homes, persons, statuses = base.homes, base.persons, base.statuses
    familles, foyers = base.groups["famille"], base.groups["foyer_fiscal"]
    put_births(homes, persons, calendar, columns)
    put_pregnancies(homes, persons, calendar, columns)
    put_nationality(homes, persons, statuses, familles, calendar, columns)
    market = draw_market(homes, statuses)
    wages = draw_wages(homes, market, smic)
    pensions = put_pensions_and_minima(homes, persons, statuses, familles, calendar, columns)
    extra = put_young(homes, persons, statuses, smic, calendar, columns)
    business = put_self_employed(homes, persons, statuses, familles, calendar, columns)
    yearly = put_yearly(homes, market, wages, pensions, extra, smic, calendar, columns)
    absences = Absences(homes, market, wages, calendar, columns)
    absences.put(persons, statuses, familles)
    put_wages(homes, market, wages, absences.replaced, extra, calendar, columns)
    put_market(homes, persons, statuses, market, calendar, columns)
    dwellings = put_housing(homes, persons, statuses, yearly + business, calendar, columns)
    put_conditions(homes, statuses, familles, dwellings, calendar, columns)
    put_residences(homes, persons, statuses, dwellings, calendar, columns)
    put_loans(homes, dwellings, calendar, columns)
    put_wealth(homes, persons, foyers, calendar, columns)
    put_rare_incomes(homes, persons, statuses, market, calendar, columns)
    put_separations(homes, familles, market, calendar, columns)
    put_children(homes, persons, statuses, familles, calendar, columns)
    put_relatives(homes, persons, statuses, calendar, columns)
    put_marriages_and_moves(homes, persons, familles, dwellings, calendar, columns)
    put_measures(homes, persons, statuses, familles, market, absences, calendar, columns)
    put_claims(homes, familles, calendar, columns)


def _structure(bases: Sequence[_Base]) -> tuple[int, dict[str, dict[str, Any]]]:
    found = {}
    for key in bases[0].groups:
        every = [base.groups[key] for base in bases]
        before = np.cumsum([0, *(group.count for group in every)])
        found[key] = {
            "count": int(before[-1]),
            "members": np.concatenate(
                [group.members + start for group, start in zip(every, before[:-1], strict=True)]
            ),
            "roles": np.concatenate([group.roles for group in every]),
        }
    return sum(base.homes.persons for base in bases), found
