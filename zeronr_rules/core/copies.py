"""A population many times over, each copy apart from the others."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from zeronr_rules.core.arrays import Array
from zeronr_rules.core.periods import by_key
from zeronr_rules.core.population import Population

# Values of a variable, and for whom they are known where that is not everybody.
Values = Array | tuple[Array, Array | None]


def copies(
    one: Population, times: int, given: Mapping[tuple[str, int], Values] | None = None
) -> Population:
    """Return a population of that many copies of another, one after the other.

    Every group, role and input of each copy is that of the original, inputs known
    for some members only included.

    Parameters
    ----------
    one
        The original; it is not changed.
    times
        How many copies.
    given
        Values for all the members of all the copies, by variable and key of a
        period, in place of the original's: an array, or an array and for whom it
        is known.

    Examples
    --------
    >>> from openfisca_country_template import CountryTaxBenefitSystem
    >>> one = Population(CountryTaxBenefitSystem(), 2)
    >>> one.set_input("salary", "2026-01", [500, 0])
    >>> copies(one, 3).count("household")
    6

    """
    groups = {
        key: {
            "count": group.count * times,
            "members": _shifted(group.groups, group.count, times),
            "roles": np.tile(group.roles, times),
        }
        for key, group in one.members.items()
    }
    made = Population(one.system, one.count(one.person_key) * times, groups)
    own = given or {}
    for name, holder in one.input_holders.items():
        for key, array in holder.values.items():
            if (name, key) not in own:
                made.set_input(name, by_key(key), np.tile(np.asarray(array), times))
        for key, (array, where) in (holder.partial or {}).items():
            if (name, key) not in own:
                values = np.tile(np.asarray(array), times)
                made.set_input(name, by_key(key), values, np.tile(where, times))
    for (name, key), told in own.items():
        values, known = told if isinstance(told, tuple) else (told, None)
        made.set_input(name, by_key(key), values, known)
    return made


def _shifted(ranks: Array, count: int, times: int) -> Array:
    shifts = count * np.arange(times, dtype=np.intp)
    shifted: Array = (shifts[:, None] + ranks[None, :]).ravel()
    return shifted
