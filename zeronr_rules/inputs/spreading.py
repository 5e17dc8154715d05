"""From the periods that were given to the months (or years) of the variable.

The months given by themselves win; a longer period is shared between the months
it covers that nobody gave (a sum) or repeated in them (a state). Each member is
spread alone: what one person gave by the month never touches what another gave
by the year.
"""

from __future__ import annotations

from typing import Any

from zeronr_rules.inputs.catalogue import VariableSpec
from zeronr_rules.inputs.periods import SimplePeriod, month_text, why_not_a_period
from zeronr_rules.inputs.values import Rejected

# A total of euros that differs by less than this from its months is theirs.
HALF_CENT = 0.005


def check_period(spec: VariableSpec, period: SimplePeriod | None, key: Any) -> None:
    """Check that a variable accepts a value for this period, read from ``key``.

    Raises
    ------
    Rejected
        When it does not, with the form it accepts.

    """
    if spec.unit == "eternity" and period is not None:
        return
    expected = _EXPECTED[spec.unit if spec.spread or spec.unit == "year" else "one_month"]
    if period is None:
        raise Rejected(expected, why_not_a_period(key))
    if period.unit == "eternity":
        raise Rejected(expected, f"{spec.name} change avec le temps.")
    if period.unit == "day":
        raise Rejected(expected, f"{spec.name} ne se donne pas pour un jour.")
    if spec.unit == "year":
        if not period.is_civil_year:
            raise Rejected(expected)
    elif not period.is_one_month and spec.spread is None:
        raise Rejected(expected, f"{spec.name} ne peut pas être réparti entre les mois.")


_EXPECTED = {
    "month": "un mois « AAAA-MM » ou une année « AAAA »",
    "one_month": "un mois « AAAA-MM »",
    "year": "une année civile « AAAA »",
}


def spread(spec: VariableSpec, given: list[tuple[SimplePeriod, Any]]) -> dict[int | None, Any]:
    """Return one value for each month (or year) of what one member gave.

    Raises
    ------
    Rejected
        When two values contradict each other.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from zeronr_rules.inputs.periods import read_period
    >>> spec = SimpleNamespace(unit="month", spread="divide", may_be_negative=False)
    >>> year = spread(spec, [(read_period("2026"), 1200.0), (read_period("2026-01"), 650.0)])
    >>> year[24312], year[24313]
    (650.0, 50.0)

    """
    if spec.unit != "month":
        return _one_by_one(spec, given)
    done: dict[int | None, Any] = {}
    for period, total in sorted(given, key=lambda item: item[0].months):
        value = total
        if period.months == 1:
            if done.setdefault(period.start, value) != value:
                raise Rejected(f"une seule valeur pour {month_text(period.start)}")
            continue
        months = range(period.start, period.start + period.months)
        free = [month for month in months if month not in done]
        if spec.spread == "divide":
            rest = total - sum(done[month] for month in months if month in done)
            if abs(rest) < HALF_CENT:
                rest = 0.0
            if (not free and rest) or (rest < 0 and not spec.may_be_negative):
                raise Rejected(
                    f"un total de {period} qui s'accorde avec les mois donnés à part",
                    "Donner les mois, ou l'année, mais pas les deux.",
                )
            value = rest / len(free) if free else 0.0
        for month in free:
            done[month] = value
    return done


def _one_by_one(spec: VariableSpec, given: list[tuple[SimplePeriod, Any]]) -> dict[int | None, Any]:
    done: dict[int | None, Any] = {}
    for period, value in given:
        key = None if spec.unit == "eternity" else period.start // 12
        if done.setdefault(key, value) != value:
            moment = "" if key is None else f" pour {key}"
            raise Rejected(f"une seule valeur{moment}", f"{spec.name} a deux valeurs différentes.")
    return done
