"""How far back the rights received in the past are computed where nobody gave them.

Housing aids look at the RSA of the month before (R822-17 CCH), which looks at the
housing aids of its reference months (R262-10 CASF), and so on. The computation
asked for a month goes back to the RSA received just before the resources were
last examined; of the RSA before that month, nothing is supposed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from zeronr_rules.core import Population
from zeronr_rules.inputs.periods import SimplePeriod

FIRST_MONTH = "rsa_premier_mois_calcule"
# Where the month that opens the quarters comes from: the first that is given.
CLAIMS = ("aide_logement_mois_demande", "droits_mois_demande")
_QUARTER = 3


def looked_back(population: Population, period: SimplePeriod) -> Population:
    """Return the population with its first month of computed RSA, if it has none.

    Parameters
    ----------
    population
        The population; it is not changed.
    period
        The month or the year asked for.

    """
    variables = population.system.variables
    if FIRST_MONTH not in variables or FIRST_MONTH in population.input_holders:
        return population
    made = population.sharing_inputs()
    made.set_input(FIRST_MONTH, "ETERNITY", _first_months(population, period))
    return made


def _first_months(population: Population, period: SimplePeriod) -> Any:
    """Return, for each famille, the month before its last examination of resources."""
    count = population.count("famille")
    since = np.zeros(count, dtype=np.int64)
    for name in CLAIMS:
        holder = population.input_holders.get(name)
        if holder is None:
            continue
        claims = np.broadcast_to(next(iter(holder.values.values()), np.datetime64(0, "D")), count)
        months = claims.astype("datetime64[M]").astype(np.int64)
        # OpenFisca's default date, January 1970, is no claim.
        now = period.start - 1970 * 12
        since = np.where(months != 0, np.maximum(now - months, 0) % _QUARTER, since)
        break
    first = period.start - 1970 * 12 - 1 - since
    return first.astype("datetime64[M]").astype("datetime64[D]")
