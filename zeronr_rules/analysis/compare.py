"""``compare``: a reform beside the law, over a population."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from openfisca_core.reforms import Reform as CoreReformClass

from zeronr_rules import core
from zeronr_rules.analysis.compare_checks import (
    check_amounts,
    check_laws,
    check_names,
    refuse_uninhabited,
)
from zeronr_rules.analysis.compare_options import RELATIVE, check_line
from zeronr_rules.analysis.compare_result import Comparison
from zeronr_rules.analysis.compare_runs import Facts, refuse_unknown, run_side
from zeronr_rules.analysis.households import HOME, Households, department_names, types_of
from zeronr_rules.analysis.progress import shared_progress
from zeronr_rules.calculation import reformed_system
from zeronr_rules.errors import ComparisonError
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.faults import Faults
from zeronr_rules.inputs.periods import requested_period
from zeronr_rules.reforms.making import of_class
from zeronr_rules.reforms.reform import Reform
from zeronr_rules.samples import check_people, check_period

Array = np.ndarray[Any, Any]
AnyReform = Reform | type[CoreReformClass] | None

LAW = "loi en vigueur"


def compare(
    people: core.Population,
    reform: AnyReform,
    period: str | int,
    variables: str | Iterable[str],
    *,
    baseline: AnyReform = None,
    weights: Sequence[float] | Array | None = None,
    workers: int | None = None,
    progress: bool | Callable[[int, int], None] = False,
    poverty_line: str | float | None = None,
) -> Comparison:
    """Compare a reform with the law, or two reforms, over a population.

    Every month is simulated under both, with the situation of that month, as
    :func:`zeronr_rules.simulate` does. The disposable income and the consumption
    units of ménages (``revenu_disponible_mensuel``, ``unites_consommation_du_mois``)
    are computed too: winners, deciles and poverty rest on them. The living
    standard over a year is the sum of the disposable incomes of its months over
    the mean of their consumption units.

    Parameters
    ----------
    people
        The population.
    reform
        What to compare, as :func:`zeronr_rules.simulate` takes it; ``None`` is the
        law as it is.
    period
        A month (``"2026-05"``), or a year (``"2026"``): the sum of its months.
    variables
        The amounts to compare, by name: one or several, of any entity.
    baseline
        What to compare with, where it is not the law as it is.
    weights
        How many real ménages each ménage stands for. Those of the population where
        it has some (``people.weights``), else 1 each. A ménage of weight 0 is left
        out of everything.
    workers
        How many blocks are computed at a time.
    progress
        ``True`` for a bar, or a function of the blocks done and in all.
    poverty_line
        ``"relative"`` (by default: 60 % of the median under each law),
        ``"anchored"`` (that of the baseline for both), or euros a month.

    Returns
    -------
    Comparison
        Costs, winners and losers, groups, poverty, inequality; as text with
        ``print``.

    Raises
    ------
    ComparisonError
        When the population is empty, when weights or the line are wrong, when a
        variable is not an amount, when an amount is unknown.
    PeriodError, UnknownVariableError, ReformError
        When the request itself is wrong.
    EngineError
        When a rule fails. Nothing is returned then.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> people = zr.Population(persons=2)
    >>> people.set_input("date_naissance", "ETERNITY", ["1990-01-15", "2004-01-15"])
    >>> reform = zr.reforms.parametric(
    ...     {"prestations.rsa.montant_forfaitaire": {"2025-10:": {"factor": 1.1}}}
    ... )
    >>> made = zr.compare(people, reform, "2026-05", "rsa")
    >>> round(made.cost()["par_mois_difference"].item(), 2)
    64.65

    """
    return next(
        comparisons(
            people,
            [reform],
            period,
            variables,
            baseline=baseline,
            weights=weights,
            workers=workers,
            progress=progress,
            poverty_line=poverty_line,
        )
    )


def comparisons(
    people: core.Population,
    reforms: Sequence[AnyReform],
    period: str | int,
    variables: str | Iterable[str],
    *,
    baseline: AnyReform = None,
    weights: Sequence[float] | Array | None = None,
    workers: int | None = None,
    progress: bool | Callable[[int, int], None] = False,
    poverty_line: str | float | None = None,
) -> Iterator[Comparison]:
    """Compare several reforms with one baseline, which is simulated once.

    The request is checked for all of them before the first is simulated. Parameters
    and errors are those of :func:`compare`.
    """
    asked = requested_period(period)
    laws = [reformed_system(one) for one in (baseline, *reforms)]
    catalogues = [catalogue_of(rules) for rules in laws]
    names = check_names(variables, asked, catalogues)
    check_period(people, asked)
    line = RELATIVE if poverty_line is None else check_line(poverty_line)
    faults = Faults()
    check_laws(laws, faults)
    check_amounts(names, catalogues, faults)
    found_weights = check_people(people, weights, faults)
    if faults:
        raise ComparisonError(faults.found)
    specs = catalogues[0].variables
    yearly = tuple(name for name in names if specs[name].unit == "year")
    monthly = tuple(name for name in names if name not in yearly)
    runs = (1 + len(reforms)) * (asked.months + bool(yearly))
    with shared_progress(progress, runs) as report:
        side = functools.partial(
            run_side, people, asked, monthly, yearly, workers=workers, report=report
        )
        before, facts = side(reform=baseline, facts=True)
        refuse_unknown({"avant": before}, found_weights)
        homes = _households(people, facts, found_weights)
        refuse_uninhabited(homes)
        for reform in reforms:
            after, _ = side(reform=reform, facts=False)
            refuse_unknown({"après": after}, found_weights)
            yield Comparison(
                period=str(asked),
                months=asked.months,
                names=(_name(baseline), _name(reform)),
                labels={name: specs[name].label for name in names},
                homes=homes,
                before=before,
                after=after,
                poverty_line=line,
            )


def _households(people: core.Population, facts: Facts, weights: Array) -> Households:
    """Return the ménages of a population as the last month of the period shows them."""
    born = people.members[HOME].groups[facts.born]
    return Households(
        ids=np.asarray(list(people.ids(HOME))),
        weights=weights,
        sizes=np.bincount(born, minlength=people.count(HOME)),
        types=types_of(people, facts.born),
        departments=department_names(facts.departments),
    )


def _name(reform: AnyReform) -> str:
    """Return what a state of the law is called."""
    if reform is None:
        return LAW
    made = of_class(reform)
    return made.label or made.name
