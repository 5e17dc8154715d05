"""Budget curves: what a household has left as one of its incomes goes up."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from zeronr_rules.analysis.curves_axis import WAGE, axis_notices
from zeronr_rules.analysis.curves_request import requested_axis, requested_month
from zeronr_rules.analysis.curves_run import (
    BENEFITS,
    DISPOSABLE,
    PARTS,
    Amounts,
    Law,
    amounts_along,
)
from zeronr_rules.analysis.curves_value import BudgetCurve, Scenario
from zeronr_rules.calculation import reformed_system, requested_variables
from zeronr_rules.errors import CurveError, Fault
from zeronr_rules.inputs import check_situation, read_situation
from zeronr_rules.inputs.catalogue import Catalogue, catalogue_of
from zeronr_rules.notices import Notice
from zeronr_rules.reforms.making import of_class

# The article of a benefit net of CRDS is that of the benefit.
_BEFORE_CRDS = {
    "ppa_nette_crds": "ppa",
    "af_nettes_crds": "af",
    "cf_net_crds": "cf",
    "asf_nette_crds": "asf",
    "paje_base_nette_crds": "paje_base",
}
IN_FORCE = "Droit en vigueur"
_REFORM = "reforme"
_EVERY = {"month": " par mois", "year": " par an", "eternity": ""}


def budget_curve(
    situation: Mapping[str, Any] | str | os.PathLike[str],
    period: str | int,
    *,
    person: str | int | None = None,
    variable: str = WAGE,
    start: float = 0.0,
    up_to: float | None = None,
    steps: int | None = None,
    variables: str | Iterable[str] | None = None,
    reform: Law = None,
    steady_state: bool = True,
    taxable_ratio: float | None = None,
) -> BudgetCurve:
    """Compute what a household has in a month as one of its inputs goes up.

    Parameters
    ----------
    situation
        The household, in OpenFisca's format: a mapping, or the path of a JSON or YAML
        file.
    period
        The month.
    person
        Whose input moves; may be left out when there is one person. For an input of a
        group, a member of it.
    variable
        The input that moves, in euros a month: ``salaire_net``, ``loyer``...
    start, up_to
        From what to what. Up to two gross SMIC of 35 hours (about 2.5 net ones),
        rounded up to the hundred, where left out and the input is a wage, an
        unemployment benefit or a pension.
    steps
        How many steps, of the same length; of ten euros, or else 300, where left out.
    variables
        Amounts to return with the disposable income; RSA, prime d'activité, housing aid
        and family benefits, net of CRDS, where left out.
    reform
        A reform beside the law in force.
    steady_state
        ``True``: the input has its value at every month that rights read, those of the
        years before included. ``False``: in the month and the six before it, and taxable
        incomes stay; the first months after a change.
    taxable_ratio
        Taxable over net, for the taxable income that follows the input in a steady
        state: ``salaire_imposable`` follows ``salaire_net``. 1.036 for wages where left out,
        else 1.

    Returns
    -------
    BudgetCurve
        Amounts by point, with notices on what was assumed.

    Raises
    ------
    CurveError
        When the request cannot be followed; every fault of it is reported.
    SituationError, PeriodError, UnknownVariableError, ReformError
        As :func:`zeronr_rules.calculate` does.
    EngineError
        When a rule fails.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> situation = {"individus": {"p1": {"date_naissance": {"ETERNITY": "1990-03-15"}}}}
    >>> curve = zr.budget_curve(situation, "2026-05", up_to=1500, steps=3)
    >>> curve.table()["rsa"].tolist()
    [646.52, 146.52, 0.0, 0.0]

    """
    asked = requested_month(period)
    if isinstance(situation, (str, os.PathLike)):
        situation = read_situation(situation)
    wanted = PARTS if variables is None else variables
    laws = (None,) if reform is None else (None, of_class(reform))
    for law in laws:
        names = requested_variables(wanted, asked, catalogue_of(reformed_system(law)))
        _check_money(names, catalogue_of(reformed_system(law)))
    names = tuple(name for name in names if name != DISPOSABLE)
    scenarios, notices = [], dict[Notice, None]()
    for law in laws:
        system = reformed_system(law)
        checked = check_situation(situation, asked, system)
        axis = requested_axis(
            system,
            catalogue_of(system),
            checked,
            asked,
            person=person,
            variable=variable,
            start=start,
            up_to=up_to,
            steps=steps,
            steady_state=steady_state,
            taxable_ratio=taxable_ratio,
        )
        amounts = amounts_along(checked, axis, asked, names, law)
        scenarios.append(_scenario(law, amounts, names))
        told = (*axis_notices(axis, checked, catalogue_of(system)), *amounts.told.notices)
        notices |= dict.fromkeys(told)
    made = BudgetCurve(
        period=str(asked),
        variable=axis.spec.name,
        member=axis.member,
        values=axis.values,
        scenarios=tuple(scenarios),
        labels=_labels(catalogue_of(system), (axis.spec.name, DISPOSABLE, *names)),
        references={name: _articles(system, name) for name in names},
        notices=tuple(notices),
        steady_state=steady_state,
        every=_EVERY[axis.spec.unit],
    )
    return made if made.is_income else evolve(made, notices=(*made.notices, _no_rate(made)))


def _no_rate(curve: BudgetCurve) -> Notice:
    message = (
        f"{curve.variable} n'est pas un revenu qui s'ajoute au revenu disponible : la courbe n'a "
        "pas de taux marginal."
    )
    return Notice("courbe_sans_taux", message, curve.variable, ids=(curve.member,))


def _scenario(law: Law, amounts: Amounts, names: tuple[str, ...]) -> Scenario:
    changed = None if law is None else of_class(law)
    return Scenario(
        key="" if changed is None else _REFORM,
        label=IN_FORCE if changed is None else changed.label or changed.name,
        amounts={name: amounts.by_name[name] for name in names},
        disposable=amounts.by_name[DISPOSABLE],
        benefits=amounts.by_name[BENEFITS],
        jumps=amounts.jumps,
        provenance=amounts.told.provenance,
    )


def _check_money(names: tuple[str, ...], catalogue: Catalogue) -> None:
    faults = [
        Fault(("variables",), f"« {name} », qui n'est pas en euros", "des montants en euros")
        for name in names
        if not catalogue.variables[name].is_money
    ]
    if faults:
        raise CurveError(faults)


def _labels(catalogue: Catalogue, names: Iterable[str]) -> dict[str, str]:
    return {name: catalogue.variables[name].label for name in names}


def _articles(system: Any, name: str) -> str:
    given = system.get_variable(_BEFORE_CRDS.get(name, name)).reference or ()
    return " ; ".join([given] if isinstance(given, str) else map(str, given))
