"""From the rows of a table to the members of an entity, and from given periods to months.

The same rules as :mod:`zeronr_rules.inputs.spreading`, for all members at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from zeronr_rules.inputs.catalogue import VariableSpec
from zeronr_rules.inputs.periods import SimplePeriod, month_text
from zeronr_rules.inputs.spreading import HALF_CENT

Array = np.ndarray[Any, Any]
# One value a member, and who has one: None for everybody.
Cell = tuple[Array, Array | None]
# By month (counted from year 0), by year, or by None for what never changes.
ByPeriod = dict[int | None, Cell]
# Members that contradict themselves, what was expected, what to do.
Clash = tuple[Array, str, str]


def gather(values: Array, known: Array | None, ranks: Array, count: int) -> tuple[Cell, Array]:
    """Return one value a member from rows that say it once, or several times the same.

    Parameters
    ----------
    values, known
        One a row.
    ranks
        The rank of the member that each row is about; -1 for none.
    count
        How many members.

    Returns
    -------
    cell, rows
        The first value of each, and the rows that say another.

    Examples
    --------
    >>> (found, known), rows = gather(np.array([5, 5, 7, 8]), None, np.array([0, 0, 2, 2]), 3)
    >>> found.tolist(), known.tolist(), rows.tolist()
    ([5, 0, 7], [True, False, True], [3])

    """
    said = ranks >= 0 if known is None else (ranks >= 0) & known
    rows = np.flatnonzero(said)
    targets = ranks.take(rows)
    found = np.zeros(count, dtype=values.dtype)
    # Of several values for one rank, numpy keeps the last: the first row wins.
    found[targets[::-1]] = values.take(rows)[::-1]
    have = np.zeros(count, dtype=bool)
    have[targets] = True
    others = rows[values.take(rows) != found.take(targets)]
    return (found, None if have.all() else have), others


def full(known: Array | None, count: int) -> Array:
    """Return who has a value as one boolean a member."""
    return np.ones(count, dtype=bool) if known is None else known


def spread_cells(
    spec: VariableSpec, given: list[tuple[SimplePeriod, Cell]]
) -> tuple[ByPeriod, list[Clash]]:
    """Return one value for each month (or year) of what each member gave.

    Parameters
    ----------
    spec
        The variable.
    given
        Periods that it accepts, each once, and the values given for them.

    Returns
    -------
    values, clashes
        A period longer than the variable's own shares one array among its months
        as long as nobody gave one of them.

    """
    done: ByPeriod = {}
    clashes: list[Clash] = []
    if spec.unit != "month":
        for period, cell in given:
            key = None if spec.unit == "eternity" else period.start // 12
            hint = f"{spec.name} a deux valeurs différentes."
            _put(
                done,
                key,
                cell,
                f"une seule valeur{'' if key is None else f' pour {key}'}",
                hint,
                clashes,
            )
        return done, clashes
    for period, cell in sorted(given, key=lambda item: item[0].months):
        if period.months == 1:
            expected = f"une seule valeur pour {month_text(period.start)}"
            _put(done, period.start, cell, expected, "", clashes)
        else:
            _share(spec, done, period, cell, clashes)
    return done, clashes


def _put(
    done: ByPeriod, key: int | None, cell: Cell, expected: str, hint: str, clashes: list[Clash]
) -> None:
    if key not in done:
        done[key] = cell
        return
    (values, known), (others, theirs) = done[key], cell
    count = len(values)
    mine, also = full(known, count), full(theirs, count)
    clash = mine & also & (values != others)
    if clash.any():
        clashes.append((clash, expected, hint))
    done[key] = (np.where(mine, values, others), mine | also)


def _share(
    spec: VariableSpec, done: ByPeriod, period: SimplePeriod, cell: Cell, clashes: list[Clash]
) -> None:
    """Share a total, or repeat a state, over the months that a member did not give."""
    total, known = cell
    count = len(total)
    months = range(period.start, period.start + period.months)
    apart = [month for month in months if month in done]
    free: Any = len(months)
    value = total
    if spec.spread == "divide":
        rest = np.array(total, dtype=np.float64)
        if apart:
            given: Any = np.zeros(count)
            for month in apart:
                values, there = done[month]
                said = full(there, count)
                given = given + np.where(said, values, 0.0)
                free = free - said
            rest = rest - given
        rest[np.abs(rest) < HALF_CENT] = 0.0
        clash = (free == 0) & (rest != 0)
        if not spec.may_be_negative:
            clash = clash | (rest < 0)
        clash &= full(known, count)
        if clash.any():
            expected = f"un total de {period} qui s'accorde avec les mois donnés à part"
            clashes.append((clash, expected, "Donner les mois, ou l'année, mais pas les deux."))
        value = rest / np.maximum(free, 1)
    whole = (value, known)
    for month in months:
        if month not in done:
            done[month] = whole
            continue
        values, there = done[month]
        if there is None:
            continue
        new = ~there & full(known, count)
        done[month] = (np.where(new, value, values), there | new)
