"""The RSA received in the past, computed where nobody gave it.

Housing aids look at the RSA of the month before their resources were examined
(R822-17 CCH), which looks at the housing aids of its reference months (R262-10
CASF), and so on. A formula that went back would be a spiral. Each month is
therefore computed by itself, the oldest first, and given to the next as an input:
by default the one month that the housing aid looks at, with no RSA before it;
from ``rsa_premier_mois_calcule`` on where it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from openfisca_core.periods import DateUnit, Instant, Period

from zeronr_rules import core
from zeronr_rules.core.blocks import Block, components
from zeronr_rules.core.periods import CachedPeriod, intern
from zeronr_rules.inputs.periods import SimplePeriod

RECEIVED, FIRST_MONTH, RENT, AID = "rsa_percu", "rsa_premier_mois_calcule", "loyer", "aide_logement"
# A sanction withholds the RSA and leaves the right open: the rules say what others look at.
SANCTION, LOOKED_AT = "rsa_sanction", "rsa_lu_par_les_autres_droits"
# Where the month that opens the quarters comes from: the first that a famille gave.
CLAIMS = ("aide_logement_mois_demande", "droits_mois_demande")
# What never looks at the housing aid of the month asked for.
_UNAFFECTED = ("rsa", "ppa", "af", "cf", "asf", "paje", "prestations_familiales")
_QUARTER = 3
# The RSA of earlier months is not in the rules: none is supposed received.
_FIRST_MONTH_OF_RSA = 2017 * 12
_EPOCH = 1970 * 12

Array = np.ndarray[Any, Any]


def looked_back(
    population: core.Population, period: SimplePeriod, names: Iterable[str]
) -> core.Population:
    """Return the population with the RSA received in the months that housing aids look at.

    Parameters
    ----------
    population
        The population; it is not changed.
    period
        The period asked for; no yearly variable looks at a housing aid.
    names
        The variables asked for.

    """
    made = None
    for month, looking in _months_to_compute(population, period, names):
        made = made or population.sharing_inputs(RECEIVED)
        block, rows = _part(made, looking)
        part = made if block is None else block.take(made)
        read = _rsa_looked_at(population)
        found = core.simulate_blocks(made.system, part, read, month, on_spiral="raise")
        received = np.zeros(len(looking))
        received[rows] = next(iter(found[read].values()))
        made.set_input(RECEIVED, month, *_with_given(made, month, received, looking))
    return made or population


def look_back(simulation: core.Simulation, period: SimplePeriod, names: Iterable[str]) -> None:
    """Give a simulation the RSA received in the months that housing aids look at.

    The same values as :func:`looked_back`, and what they rest on is computed once:
    the RSA of a month rests on no RSA received later than two months before it.
    """
    population = simulation.population
    for month, looking in _months_to_compute(population, period, names):
        received, known = _with_given(
            population, month, simulation.calculate(_rsa_looked_at(population), month), looking
        )
        simulation.set_input(RECEIVED, month, np.where(known, received, 0.0))


def _rsa_looked_at(population: core.Population) -> str:
    """Return the variable of the RSA that housing aids look at."""
    variables = population.system.variables
    open_right = LOOKED_AT in variables and not variables["rsa"].is_neutralized
    return LOOKED_AT if open_right and SANCTION in population.input_holders else "rsa"


def _months_to_compute(
    population: core.Population, period: SimplePeriod, names: Iterable[str]
) -> Iterator[tuple[CachedPeriod, Array]]:
    """Yield the months whose RSA is to be computed, the oldest first, and for which familles."""
    if period.unit != "month" or not _may_look_back(population):
        return
    first, every = _first_months(population, period, names)
    concerned = _familles_that_rent(population) & (first > 0)
    holder = population.input_holders.get(RECEIVED)
    oldest = max(int(first[concerned].min(initial=period.start)), _FIRST_MONTH_OF_RSA)
    for month in range(oldest, period.start):
        when = intern(Period((DateUnit.MONTH, Instant((month // 12, month % 12 + 1, 1)), 1)))
        if holder is not None and when.key in holder.values:
            continue
        looking = concerned & ((first == month) | (every & (first <= month)))
        given = _given(population, when)
        if (looking if given is None else looking & ~given[1]).any():
            yield when, looking


def _given(population: core.Population, when: CachedPeriod) -> tuple[Array, Array] | None:
    """Return the RSA that some familles gave for a month, and which ones."""
    holder = population.input_holders.get(RECEIVED)
    return None if holder is None else (holder.partial or {}).get(when.key)


def _with_given(
    population: core.Population, when: CachedPeriod, received: Array, looking: Array
) -> tuple[Array, Array]:
    """Return the RSA given where it is, else the one computed; and where one is known."""
    given = _given(population, when)
    if given is None:
        return received, looking
    return np.where(given[1], given[0], received), looking | given[1]


def _may_look_back(population: core.Population) -> bool:
    variables = population.system.variables
    if not {RECEIVED, RENT, AID, "rsa"} <= set(variables) or variables[RECEIVED].is_neutralized:
        return False
    return RENT in population.input_holders


def _rents(population: core.Population) -> Array:
    """Tell the homes for which a rent was given, in whatever month."""
    holder = population.input_holders[RENT]
    found = np.zeros(holder.count, dtype=bool)
    for array in holder.values.values():
        found |= np.asarray(array) > 0
    return found


def _familles_that_rent(population: core.Population) -> Array:
    """Tell the familles with a member whose home has a rent."""
    homes, familles = population.members["menage"], population.members["famille"]
    rents = _rents(population).take(homes.groups)
    return np.bincount(familles.groups, weights=rents, minlength=familles.count) > 0


def _first_months(
    population: core.Population, period: SimplePeriod, names: Iterable[str]
) -> tuple[Array, Array]:
    """Return the first month to compute for each famille (0: none), and who wants those after."""
    count = population.count("famille")
    claims = np.zeros(count, dtype=np.int64)
    for name in reversed(CLAIMS):
        given = _months(population, name)
        if given is not None:
            claims = np.where(given > 0, given, claims)
    known = claims > 0
    since = np.where(known, np.maximum(period.start - claims, 0) % _QUARTER, 0)
    asked = not all(name.startswith(_UNAFFECTED) for name in names)
    first = np.where(known | asked, period.start - 1 - since, 0)
    declared = _months(population, FIRST_MONTH)
    if declared is None:
        return first, np.zeros(count, dtype=bool)
    return np.where(declared > 0, declared, first), declared > 0


def _months(population: core.Population, name: str) -> Array | None:
    """Return the month of a date given as an input: 0 where it is not, None if for nobody."""
    holder = population.input_holders.get(name)
    if holder is None:
        return None
    found = np.zeros(holder.count, dtype=np.int64)
    dates = [*holder.values.values()]
    dates += [
        np.where(mask, array, np.datetime64(0, "D"))
        for array, mask in (holder.partial or {}).values()
    ]
    for array in dates:
        months = np.asarray(array).astype("datetime64[M]").astype(np.int64)
        # OpenFisca's default date, January 1970, is none.
        found = np.where(months != 0, months + _EPOCH, found)
    return found


def _part(population: core.Population, looking: Array) -> tuple[Block | None, Any]:
    """Return the households of some familles alone, and the ranks of their familles."""
    if looking.all():
        return None, slice(None)
    label = components(population)
    familles = population.members["famille"].groups
    kept = np.zeros(len(label), dtype=bool)
    kept[label[looking.take(familles)]] = True
    persons = np.flatnonzero(kept.take(label))
    rows: dict[str, Any] = {population.person_key: persons}
    for key, group in population.members.items():
        rows[key] = np.unique(group.groups[persons])
    return Block(rows), rows["famille"]
