"""Simulate one side of a comparison: months added up, amounts brought to the ménages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from attrs import frozen

from zeronr_rules import core
from zeronr_rules.analysis.households import HOME, by_home, home_of
from zeronr_rules.calculation import reformed_system
from zeronr_rules.errors import ComparisonError, Fault
from zeronr_rules.inputs.periods import SimplePeriod, month_text
from zeronr_rules.population import simulate
from zeronr_rules.provenance import Provenance
from zeronr_rules.results import Results
from zeronr_rules.text import french_number

Array = np.ndarray[Any, Any]
Report = Callable[[], bool | Callable[[int, int], None]]

INCOME, UNITS = "revenu_disponible_mensuel", "unites_consommation_du_mois"
# What the last month of the period tells of who lives where.
AGE, DEPARTMENT = "age_en_mois", "code_departement"
_FLAG = "_indetermine"


@frozen(eq=False)
class Side:
    """What one state of the law gives each ménage over the period.

    Attributes
    ----------
    amounts
        For each variable compared, the sum over the period, in euros.
    held
        For each variable compared, in how many months (or years, for a yearly
        variable) it was not zero.
    income
        Disposable income, summed over the period, in euros.
    units
        Consumption units, mean over the months.
    uncertain
        For each variable compared that says when its amount is not known whole
        (``..._indetermine``), which ménages have such an amount in some month: what
        is certain of it is counted.
    provenance
        What the last month was computed with.

    """

    amounts: Mapping[str, Array]
    held: Mapping[str, Array]
    income: Array
    units: Array
    uncertain: Mapping[str, Array]
    provenance: Provenance

    def standards(self, months: int) -> Array:
        """Return living standards, in euros a month."""
        found: Array = self.income / self.units / months
        return found


@frozen(eq=False)
class Facts:
    """Who is born, and the département of each ménage, in the last month of the period."""

    born: Array
    departments: Array


def months_of(period: SimplePeriod) -> list[str]:
    """Return the months of a period, as text."""
    return [month_text(period.start + rank) for rank in range(period.months)]


def run_side(
    people: core.Population,
    period: SimplePeriod,
    monthly: tuple[str, ...],
    yearly: tuple[str, ...],
    *,
    reform: Any,
    workers: int | None,
    report: Report,
    facts: bool,
) -> tuple[Side, Facts]:
    """Simulate each month of the period with its own situation, and add up.

    Parameters
    ----------
    people, period
        Whom and when: a month, or a year.
    monthly, yearly
        The variables compared, by the kind of period they are computed for.
    reform
        As :func:`zeronr_rules.simulate` takes it.
    workers
        As :func:`zeronr_rules.simulate` takes it.
    report
        Called before each simulation: what to tell its progress to.
    facts
        Whether to read who is born and where, too; nobody and nowhere if not.

    """
    count = people.count(HOME)
    homes = {key: home_of(people, key) for key in people.entity_keys}
    names = (*monthly, *yearly)
    amounts = {name: np.zeros(count) for name in names}
    held = {name: np.zeros(count, dtype=np.int64) for name in names}
    income, units = np.zeros(count), np.zeros(count)
    flags = _flags(reform, monthly)
    uncertain = {name: np.zeros(count, dtype=bool) for name in flags}
    months = months_of(period)
    told = Facts(np.zeros(0, dtype=bool), np.zeros(0))

    def run(when: str, asked: tuple[str, ...], compared: tuple[str, ...]) -> Results:
        found = simulate(people, when, asked, reform=reform, workers=workers, progress=report())
        for name in compared:
            amount = by_home(found[name], homes[found.entity(name)], count)
            amounts[name] += amount
            held[name] += amount != 0
        return found

    for month in months:
        last = facts and month == months[-1]
        asked = (*monthly, INCOME, UNITS, *((AGE, DEPARTMENT) if last else ()))
        found = run(month, (*asked, *flags.values()), monthly)
        for name, flag in flags.items():
            uncertain[name] |= by_home(found[flag], homes[found.entity(flag)], count) > 0
        income += found[INCOME]
        units += found[UNITS]
        if last:
            told = Facts(found[AGE] >= 0, found[DEPARTMENT])
    provenance = found.provenance
    if yearly:
        run(str(period), yearly, yearly)
    return Side(amounts, held, income, units / len(months), uncertain, provenance), told


def _flags(reform: Any, names: tuple[str, ...]) -> dict[str, str]:
    """Return the variable that says whose amount is not known whole, where there is one."""
    variables = reformed_system(reform).variables
    flags = {name: f"{name}{_FLAG}" for name in names}
    return {name: flag for name, flag in flags.items() if flag in variables}


def refuse_unknown(sides: Mapping[str, Side], weights: Array) -> None:
    """Refuse amounts that nobody can know: they would count as zero, or hide the others.

    Raises
    ------
    ComparisonError
        When a ménage that has a weight has an unknown amount.

    """
    faults = []
    for label, side in sides.items():
        for name, values in {**side.amounts, INCOME: side.income}.items():
            unknown = int((np.isnan(values) & (weights > 0)).sum())
            if unknown:
                faults.append(
                    Fault(
                        path=(label, name),
                        given=f"{french_number(unknown, 0)} ménage(s) au montant inconnu",
                        expected="un montant pour chaque ménage qui a un poids",
                        hint="Une valeur nécessaire n'a été publiée par personne : donner un "
                        "poids nul à ces ménages, ou la donnée qui manque.",
                    )
                )
    if faults:
        raise ComparisonError(faults)
