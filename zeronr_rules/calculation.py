"""``calculate``: one situation, one period, the rights."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from openfisca_core.reforms import Reform as CoreReformClass
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules.assumptions import assumption_notices
from zeronr_rules.engine import ENGINE, Run
from zeronr_rules.errors import (
    Fault,
    PeriodError,
    SituationError,
    UnknownVariableError,
    ZeronrError,
    did_you_mean,
    near_names,
)
from zeronr_rules.inputs import check_situation, read_situation
from zeronr_rules.inputs.catalogue import Catalogue, catalogue_of, openfisca_france_names
from zeronr_rules.inputs.faults import shorten, show
from zeronr_rules.inputs.periods import SimplePeriod, month_text, requested_period
from zeronr_rules.notices import ASSUMED, Notice
from zeronr_rules.provenance import (
    VERSION,
    ParameterRead,
    Provenance,
    conventions_at,
    parameters_digest,
    parameters_read,
)
from zeronr_rules.reforms.applying import applied
from zeronr_rules.reforms.making import of_class
from zeronr_rules.reforms.reform import Reform
from zeronr_rules.results import Column, Results
from zeronr_rules.system import system

# The first month that the rules cover.
FIRST_MONTH = 2017 * 12


def calculate(
    situation: Mapping[str, Any] | str | os.PathLike[str],
    period: str | int,
    variables: str | Iterable[str],
    *,
    strict: bool = False,
    reform: Reform | type[CoreReformClass] | None = None,
) -> Results:
    """Compute variables for a situation and a period.

    Parameters
    ----------
    situation
        A situation in OpenFisca's format: a mapping, or the path of a JSON or
        YAML file.
    period
        The month (``"2026-05"``), or the year for yearly variables.
    variables
        One name, or several.
    strict
        Assume nothing: what an input absent or partial would let assume with a
        notice is an error, and so is a name that only OpenFisca-France knows.
    reform
        A reform of ``zr.reforms``, a ``Reform`` class of ``openfisca_core``, or
        ``None`` for the law as it is.

    Returns
    -------
    Results
        Values by variable, with notices and provenance.

    Raises
    ------
    SituationError
        When the situation has faults; all are reported together.
    PeriodError, UnknownVariableError, ReformError
        When the request itself is wrong.
    EngineError
        When a rule fails. No amount is ever returned then.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> situation = {
    ...     "individus": {
    ...         "p1": {"date_naissance": {"ETERNITY": "1990-03-15"}},
    ...         "p2": {"age": {"2026-05": 34}},
    ...     },
    ...     "familles": {"f1": {"parents": ["p1", "p2"]}},
    ... }
    >>> zr.calculate(situation, "2026-05", "en_couple").by_id("en_couple")
    {'f1': True}

    """
    rules = reformed_system(reform)
    asked = requested_period(period)
    catalogue = catalogue_of(rules)
    names = requested_variables(variables, asked, catalogue)
    if isinstance(situation, (str, os.PathLike)):
        situation = read_situation(situation)
    checked = check_situation(situation, asked, rules, strict=strict)
    run = Run(rules, checked, (asked, names))
    return results_of(run, catalogue, asked, names, strict=strict, reform=reform)


def results_of(
    run: Run,
    catalogue: Catalogue,
    asked: SimplePeriod,
    names: tuple[str, ...],
    *,
    strict: bool,
    reform: Reform | type[CoreReformClass] | None,
) -> Results:
    """Return what a run finds, with notices and provenance."""
    checked, rules = run.situation, run.system
    columns = {}
    for name in names:
        spec = catalogue.variables[name]
        columns[name] = Column(spec.entity, checked.ids(spec.entity), run.calculate(name, asked))
    read = parameters_read(rules, run.parameters_read, asked)
    notices = [*checked.notices, *assumption_notices(run, catalogue, asked)]
    if strict:
        _refuse_assumptions(notices, catalogue)
    notices += [*_unknown_amounts(columns, asked), *_outside_the_rules(read, asked)]
    provenance = provenance_of(rules, reform, asked, read)
    return Results(str(asked), columns, tuple(notices), provenance)


def provenance_of(
    rules: TaxBenefitSystem,
    reform: Reform | type[CoreReformClass] | None,
    period: SimplePeriod,
    read: tuple[ParameterRead, ...] = (),
) -> Provenance:
    """Say what a result was computed with."""
    changed = None if reform is None else of_class(reform)
    return Provenance(
        version=VERSION,
        parameters_digest=parameters_digest(),
        engine=ENGINE,
        reform=None if changed is None else changed.name,
        reform_content=None if changed is None else changed.to_dict(),
        conventions=conventions_at(rules, period),
        period=str(period),
        parameters_read=read,
    )


def _refuse_assumptions(notices: Iterable[Notice], catalogue: Catalogue) -> None:
    """Turn what was assumed into faults, one for each member."""
    faults = []
    for notice in notices:
        if notice.code not in ASSUMED:
            continue
        # Without an entity, the identifiers are those of entities (entite_completee).
        ids: tuple[str | None, ...] = notice.ids or (None,)
        head = () if notice.entity is None else (catalogue.plural_of(notice.entity),)
        for rank, key in enumerate(ids):
            path = (*head, key, notice.variable)
            faults.append(
                Fault(
                    path=tuple(part for part in path if part is not None),
                    given=f"rien pour {notice.period}" if notice.period else "rien",
                    expected="une donnée complète, sans rien supposer (strict)",
                    hint="" if rank else notice.message,
                )
            )
    if faults:
        raise SituationError(faults)


def reformed_system(reform: Reform | type[CoreReformClass] | None) -> TaxBenefitSystem:
    """Return the rules, as they are or under a reform.

    Raises
    ------
    ReformError
        When it is not a reform, or cannot be applied.

    """
    return system() if reform is None else applied(of_class(reform))


def requested_variables(
    variables: Any, period: SimplePeriod, catalogue: Catalogue
) -> tuple[str, ...]:
    """Return the names asked for, all known and computed for that kind of period."""
    if isinstance(variables, str):
        variables = [variables]
    try:
        names = tuple(dict.fromkeys(variables))
    except TypeError:
        message = f"Variables demandées : reçu {show(variables)} ; attendu un nom ou une liste."
        raise UnknownVariableError(message) from None
    if not names:
        message = "Variables demandées : reçu une liste vide ; attendu au moins un nom."
        raise UnknownVariableError(message)
    problems = [_unknown(name, catalogue) for name in names if name not in catalogue.variables]
    if problems:
        raise UnknownVariableError("\n".join(problems))
    wrong = [
        name for name in names if catalogue.variables[name].unit not in (period.unit, "eternity")
    ]
    if wrong:
        raise PeriodError(_wrong_unit(wrong, period, catalogue))
    return names


def _unknown(name: Any, catalogue: Catalogue) -> str:
    if not isinstance(name, str):
        return f"Variable demandée : reçu {show(name)} ; attendu un nom."
    hint = did_you_mean(near_names(name, catalogue.variables))
    known = ""
    if name in openfisca_france_names():
        known = " OpenFisca-France la connaît, ces règles ne la calculent pas."
    return f"Variable inconnue : « {shorten(name)} ».{known} {hint}".rstrip()


def _wrong_unit(names: list[str], period: SimplePeriod, catalogue: Catalogue) -> str:
    year = period.start // 12
    expected = (
        f"un mois, par exemple « {year}-01 »" if period.unit == "year" else f"l'année « {year} »"
    )
    units = {"month": "par mois", "year": "par année"}
    unit = units[catalogue.variables[names[0]].unit]
    verb = "se calculent" if len(names) > 1 else "se calcule"
    return (
        f"Période demandée : reçu « {period} » ; {', '.join(names)} {verb} {unit} : "
        f"attendu {expected}."
    )


def _outside_the_rules(read: Iterable[ParameterRead], period: SimplePeriod) -> Iterator[Notice]:
    """Say when a month is before the rules, or after the last check of their values."""
    if not read:
        return
    if period.start < FIRST_MONTH:
        yield Notice(
            code="avant_les_regles",
            message=(
                f"Ces règles commencent en {month_text(FIRST_MONTH)} : le résultat pour {period} "
                "n'est pas garanti."
            ),
            period=str(period),
        )
    checked = max((parameter.last_checked or "" for parameter in read), default="")
    if checked and f"{month_text(period.start)}-01" > checked:
        yield Notice(
            code="valeurs_prolongees",
            message=(
                f"Les valeurs de la loi ont été vérifiées le {checked} ; pour {period}, les "
                "dernières connues sont prolongées."
            ),
            period=str(period),
        )


def _unknown_amounts(columns: Mapping[str, Column], period: SimplePeriod) -> list[Notice]:
    notices = []
    for name, column in columns.items():
        if column.values.dtype.kind != "f":
            continue
        unknown = tuple(
            key for key, value in zip(column.ids, column.values, strict=True) if np.isnan(value)
        )
        if unknown:
            notices.append(
                Notice(
                    code="montant_inconnu",
                    message=(
                        f"{name} ne peut pas être connu pour {', '.join(unknown[:10])} : "
                        "une valeur nécessaire n'a été publiée par personne."
                    ),
                    variable=name,
                    entity=column.entity,
                    ids=unknown,
                    period=str(period),
                )
            )
    return notices


__all__ = ["ZeronrError", "calculate", "reformed_system"]
