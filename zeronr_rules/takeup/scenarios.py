"""What follows from each order of claims, month after month, all else unchanged.

Rights look at what was received in past months: the RSA counts the housing aid of
its reference months, the housing aid looks at the RSA of the month before. What a
claim brings is therefore not what is due in its first month. Time is stopped, and
only receipts move: the month asked for is computed again as if the claims had been
made one, two... months before, with the same incomes, the same ages and the same
law. Incomes to come, which nobody knows, are not needed.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from zeronr_rules.core.copies import copies
from zeronr_rules.engine import population_of
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.population import simulate
from zeronr_rules.takeup.history import before, forget, give
from zeronr_rules.takeup.rights import HISTORY, HOUSING, PAID, PPA, RIGHTS, RSA

# A quarter is computed once, from the month of the claim (R262-4 CASF, R823-6 CCH).
QUARTER = 3
# No right looks at what was received longer ago, when each month is an examination.
_LAGS = 6
# Above this number of claims, not every order is computed.
MOST_ORDERED = 4

Array = np.ndarray[Any, Any]
# For each right claimed, how many months after the month asked for.
Plan = Mapping[str, int]


@frozen
class Path:
    """What one order of claims brings.

    Attributes
    ----------
    claims
        For each claim, how many months after the month asked for it is made.
    amounts
        For each right, what is paid in each month.
    total
        The sum of all rights over the months, in euros.

    """

    claims: Mapping[str, int]
    amounts: Mapping[str, tuple[float, ...]]
    total: float

    @property
    def monthly(self) -> tuple[float, ...]:
        """What is paid in each month, all rights together."""
        return tuple(map(sum, zip(*self.amounts.values(), strict=True)))


def claims_of(missing: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the claims to make, and the rights that each opens.

    A claim of RSA is a claim of prime d'activité too.

    Examples
    --------
    >>> claims_of(["rsa", "ppa", "aide_logement"])
    {'rsa': ('rsa', 'ppa'), 'aide_logement': ('aide_logement',)}

    """
    together = RSA in missing and PPA in missing
    return {
        right: (RSA, PPA) if together and right == RSA else (right,)
        for right in missing
        if not (together and right == PPA)
    }


def plans_of(claims: Sequence[str]) -> list[dict[str, int]]:
    """Return the orders to compare: none, each alone, several, all one after the other.

    Every set of claims made this month, all of them next month, and each order of
    one claim a month. Above :data:`MOST_ORDERED` claims: none, each alone, all,
    all next month.

    Examples
    --------
    >>> plans_of(["rsa", "aide_logement"])[-2:]
    [{'rsa': 0, 'aide_logement': 1}, {'aide_logement': 0, 'rsa': 1}]

    """
    few = len(claims) <= MOST_ORDERED
    sizes = range(len(claims) + 1) if few else (0, 1, len(claims))
    now = [
        dict.fromkeys(chosen, 0)
        for size in sizes
        for chosen in itertools.combinations(claims, size)
    ]
    later = [dict.fromkeys(claims, 1)] if claims else []
    orders = (
        [
            {claim: rank for rank, claim in enumerate(order)}
            for order in itertools.permutations(claims)
        ]
        if few and len(claims) > 1
        else []
    )
    return [*now, *later, *orders]


def follow(
    situation: Situation,
    rules: Any,
    period: SimplePeriod,
    famille: int,
    rights: Mapping[str, int | None],
    plans: Sequence[Plan],
    *,
    months: int,
    reform: Any,
) -> list[dict[str, tuple[float, ...]]]:
    """Compute what each plan pays a famille, month by month.

    Parameters
    ----------
    situation
        The facts, with what was received in past months, without months of claim.
    rules, reform
        The law.
    period
        The month asked for, which all are.
    famille
        The rank of the famille.
    rights
        For each right, 0 where it is received already (or not known not to be),
        ``None`` where it is not.
    plans
        For each plan, the months of claim of the rights that are not received.
    months
        How many months.

    Returns
    -------
    list
        For each plan, by right, what is paid in each month.

    """
    count = len(situation.ids("famille"))
    base = copies(population_of(rules, situation), len(plans))
    rows = np.arange(len(plans)) * count + famille
    starts = {
        right: np.array(
            [months if (at := plan.get(right, begun)) is None else at for plan in plans]
        )
        for right, begun in rights.items()
    }
    received = {right: begun is not None for right, begun in rights.items()}
    paid = {right: np.zeros((months, len(plans))) for right in rights}
    leader = _leader(starts, months)
    for month in range(months):
        due = {right: _examined(right, start, leader, month) for right, start in starts.items()}
        new = None
        if any(now.any() for now in due.values()):
            made = _after(base, period, month, rows, starts, paid, received)
            new = simulate(made, str(period), PAID, reform=reform)
        for right, amounts in paid.items():
            held = amounts[month - 1] if month else np.zeros(len(plans))
            fresh = held if new is None else new[RIGHTS[right].paid][rows]
            amounts[month] = np.where(due[right], fresh, held)
    return [
        {right: tuple(amounts[:, copy].tolist()) for right, amounts in paid.items()}
        for copy in range(len(plans))
    ]


def _leader(starts: Mapping[str, Array], months: int) -> Array:
    """Return the month from which the quarters run: of RSA, else of prime d'activité, else of aid.

    R823-6-1 CCH; a claim of RSA is one of prime d'activité.
    """
    found: Array = np.full_like(starts[RSA], months)
    for right in (HOUSING, PPA, RSA):
        begun = starts[right] < months
        found[begun] = starts[right][begun]
    return found


def _examined(right: str, start: Array, leader: Array, month: int) -> Array:
    """Tell the plans in which a right is computed in a month; it is held in the others."""
    if right not in (RSA, PPA, HOUSING):
        # By the month, and nothing here moves it.
        first: Array = start == month
        return first
    own = (month - start) % QUARTER == 0
    shared = (month - leader) % QUARTER == 0
    found: Array = (start <= month) & ((start == month) | np.where(month >= leader, shared, own))
    return found


def _after(
    base: Any,
    period: SimplePeriod,
    month: int,
    rows: Array,
    starts: Mapping[str, Array],
    paid: Mapping[str, Array],
    received: Mapping[str, bool],
) -> Any:
    """Return the facts as they are some months after the claims."""
    made = base.sharing_inputs(*HISTORY)
    size = base.count("famille")
    for right, start in starts.items():
        for lag in range(1, min(month, _LAGS) + 1):
            when, claimed = before(period, lag), start <= month - lag
            if right in (RSA, HOUSING):
                # Paid as they are read.
                values, where = np.zeros(size), np.zeros(size, dtype=bool)
                values[rows], where[rows] = paid[right][month - lag], True
                give(made, RIGHTS[right].history[0], when, values, where)
            elif not received[right]:
                # Read before CRDS: the rules compute what was paid.
                for name in RIGHTS[right].history:
                    forget(made, name, when, rows[claimed])
    return made
