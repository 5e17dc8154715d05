"""``explain``: one amount, step by step."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from attrs import evolve
from openfisca_core.reforms import Reform as CoreReformClass

from zeronr_rules.calculation import reformed_system, requested_variables, results_of
from zeronr_rules.explain import benefit as steps_of
from zeronr_rules.explain.declaration import Benefit
from zeronr_rules.explain.explanation import ConditionResult, Explanation, Line
from zeronr_rules.explain.generic import dependencies, given, plain
from zeronr_rules.explain.housing_aid import HOUSING_AIDS, explained
from zeronr_rules.explain.months import (
    claim_month,
    examination,
    examined_month,
    month_period,
    reference_months,
)
from zeronr_rules.explain.prime_activite import PPA
from zeronr_rules.explain.rsa import RSA
from zeronr_rules.explain.target import Target, find_target
from zeronr_rules.explain.texts import (
    CONVENTIONS,
    Read,
    conventions_read,
    parameter_values,
    references,
    threshold_read,
)
from zeronr_rules.explain.trace import Call, TracedRun
from zeronr_rules.inputs import check_situation, read_situation
from zeronr_rules.inputs.catalogue import Catalogue, catalogue_of
from zeronr_rules.inputs.periods import SimplePeriod, requested_period
from zeronr_rules.reforms import Reform
from zeronr_rules.text import french_value, month_name

BENEFITS: Mapping[str, Benefit] = {one.variable: one for one in (RSA, PPA)}
GIVEN = "La valeur est donnée par la situation : rien n'est calculé."
DEFAULT = "La situation ne donne pas cette valeur, et aucune règle ne la calcule : c'est le défaut."


def explain(
    situation: Mapping[str, Any] | str | os.PathLike[str],
    variable: str,
    period: str | int,
    *,
    entity_id: str | None = None,
    reform: Reform | type[CoreReformClass] | None = None,
    strict: bool = False,
) -> Explanation:
    """Explain one amount: who, which months, which conditions, which resources, which texts.

    For ``rsa`` and ``ppa``, the whole examination; for housing aids, the steps of their
    sector; for any other variable, what its formula asked for. Provisional until version 1.0.

    Parameters
    ----------
    situation
        A situation in OpenFisca's format, or the path of a JSON or YAML file.
    variable
        The name of the variable.
    period
        The month, or the year for a yearly variable.
    entity_id
        Whom to explain, by identifier: a famille for ``rsa``. May be left out
        when the situation has only one.
    reform, strict
        As in :func:`zeronr_rules.calculate`.

    Returns
    -------
    Explanation
        ``str()`` is a page in French; also ``to_dict()`` and ``to_html()``.

    Raises
    ------
    UnknownIdError
        When nobody has that identifier, or none is given and there are several.
    ZeronrError
        As :func:`zeronr_rules.calculate` does.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> situation = {
    ...     "individus": {"p1": {"date_naissance": {"ETERNITY": "1990-03-15"}}},
    ...     "familles": {"f1": {"parents": ["p1"]}},
    ... }
    >>> why = zr.explain(situation, "rsa", "2026-05")
    >>> why.value, why.examination.reference_months
    (646.52, ('2026-01', '2026-02', '2026-03'))

    """
    if isinstance(situation, (str, os.PathLike)):
        situation = read_situation(situation)
    rules = reformed_system(reform)
    catalogue, asked = catalogue_of(rules), requested_period(period)
    requested_variables([variable], asked, catalogue)
    checked = check_situation(situation, asked, rules, strict=strict)
    run = TracedRun(rules, checked, (asked, (variable,)))
    spec = catalogue.variables[variable]
    values = run.calculate(variable, asked)
    # What follows reads more than the amount did: only its own readings are told.
    reads = run.all_parameter_reads()
    results = results_of(run, catalogue, asked, (variable,), strict=strict, reform=reform)
    target = find_target(checked, catalogue, spec.entity, entity_id)
    value = plain(values[target.rank])
    found = _Found(run, catalogue, asked, target, reads)
    is_given = given(run, variable, asked, target.rank, spec.unit)
    if is_given or (variable not in BENEFITS and variable not in HOUSING_AIDS):
        reason = GIVEN if is_given else "" if spec.has_formula else DEFAULT
        parts = _generic(found, variable, reason)
    elif variable in HOUSING_AIDS:
        parts = explained(run, catalogue, target, asked, variable, reads)
    else:
        parts = _benefit(found, BENEFITS[variable], value)
    declared = rules.get_variable(variable)
    return Explanation(
        variable=variable,
        label=spec.label,
        reference=references(declared.reference),
        documentation=str(declared.documentation or ""),
        period=str(asked),
        entity=spec.entity,
        entity_id=target.id,
        value=value,
        is_money=spec.is_money,
        notices=results.notices,
        provenance=results.provenance,
        **parts,
    )


class _Found:
    """What was asked, of whom, and what it read."""

    def __init__(
        self,
        run: TracedRun,
        catalogue: Catalogue,
        period: SimplePeriod,
        target: Target,
        reads: frozenset[Read],
    ) -> None:
        self.run = run
        self.catalogue = catalogue
        self.period = period
        self.target = target
        self.reads = reads


def _generic(found: _Found, variable: str, reason: str) -> dict[str, Any]:
    run, reads = found.run, found.reads
    call = Call(variable, found.period)
    own = sorted(run.own_reads(call))
    return {
        "reason": reason,
        "dependencies": tuple(dependencies(run, found.catalogue, call, found.target)),
        "parameters": parameter_values(run.system, sorted(reads), own),
        "conventions": conventions_read(
            run.system, sorted(reads), {path.removeprefix(CONVENTIONS) for path, _ in own}
        ),
    }


def _benefit(found: _Found, benefit: Benefit, value: Any) -> dict[str, Any]:
    run, target, asked = found.run, found.target, found.period
    month = examined_month(run, benefit, asked, target)
    if month is None:
        claim = month_name(claim_month(run, benefit, asked, target) or "")
        return {"reason": f"Rien n'est dû avant le mois de la demande, {claim}."}
    seen = steps_of.Examined(
        run, found.catalogue, benefit, target, month, reference_months(run, month, target)
    )
    table = list(steps_of.steps(seen))
    told = tuple(steps_of.conditions(seen))
    parameters = parameter_values(run.system, sorted(found.reads), steps_of.main_reads(seen, table))
    argued = {one.name for one in benefit.readings if not one.when or seen.ever(one.when)}
    return {
        "reason": "" if value else _why(seen, told, parameters, asked),
        "examination": examination(run, benefit, asked, target, month),
        "household": tuple(steps_of.household(seen)),
        "conditions": told,
        "steps": tuple(row for _, row in table),
        "outcome": tuple(_outcome(seen, parameters, asked)),
        "parameters": parameters,
        "conventions": conventions_read(run.system, sorted(found.reads), argued),
    }


def _why(
    seen: steps_of.Examined, told: tuple[ConditionResult, ...], parameters: Any, asked: SimplePeriod
) -> str:
    threshold = threshold_read(parameters, seen.benefit.threshold)
    shown = f" ({french_value(float(threshold.value), is_money=True)})" if threshold else ""
    reason = steps_of.why_nothing(seen, told, shown)
    if reason:
        return reason
    if seen.run.calculate(seen.benefit.due, asked)[seen.target.rank]:
        return _why_paid_nothing(seen, asked)
    paid = evolve(seen, month=asked.start)
    return next((one.text for one in seen.benefit.due_reasons if not paid.ever(one.variable)), "")


def _why_paid_nothing(seen: steps_of.Examined, asked: SimplePeriod) -> str:
    paid = evolve(seen, month=asked.start)
    if any(paid.total(name, 0) for name in seen.benefit.adjustments if name.endswith("_radie")):
        return "Le droit a pris fin par radiation (R262-40 CASF) ; une nouvelle demande le rouvre."
    return "Une sanction retient tout le versement (L262-37 CASF)."


def _outcome(seen: steps_of.Examined, parameters: Any, asked: SimplePeriod) -> list[Line]:
    """Return what follows from the table: mean, threshold, then the chain of amounts."""
    threshold = threshold_read(parameters, seen.benefit.threshold)
    lines = [steps_of.mean_line(seen)]
    if threshold is not None:
        lines.append(
            Line(
                threshold.label,
                float(threshold.value),
                is_money=True,
                reference=threshold.reference,
            )
        )
    chain = (
        (seen.benefit.examined, month_period(seen.month)),
        (seen.benefit.due, asked),
        *((name, asked) for name in seen.benefit.adjustments),
        (seen.benefit.variable, asked),
    )
    for name, period in chain:
        spec = seen.catalogue.variables[name]
        amount = plain(seen.run.calculate(name, period)[seen.target.rank])
        if name in seen.benefit.adjustments and not amount:
            continue
        lines.append(
            Line(spec.label, amount, spec.is_money, name, seen.reference(name), str(period))
        )
    return lines
