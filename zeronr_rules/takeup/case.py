"""One household: what it has a right to beside what it receives."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from zeronr_rules.calculation import reformed_system, results_of
from zeronr_rules.engine import Run
from zeronr_rules.errors import Fault, PeriodError, TakeUpError
from zeronr_rules.inputs import check_situation, read_situation
from zeronr_rules.inputs.catalogue import Catalogue, catalogue_of
from zeronr_rules.inputs.faults import show
from zeronr_rules.inputs.periods import SimplePeriod, requested_period
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.notices import Notice
from zeronr_rules.reforms.library import convention
from zeronr_rules.reforms.making import of_class
from zeronr_rules.results import Results
from zeronr_rules.takeup.advice import advise
from zeronr_rules.takeup.certainty import Certainty, certainty_of, notices_about
from zeronr_rules.takeup.received import read_received
from zeronr_rules.takeup.rights import (
    CURRENT,
    HOUSING,
    HOUSING_KINDS,
    LOOKED_AT,
    PAID,
    RIGHTS,
    RSA,
    RSA_OPEN,
)
from zeronr_rules.takeup.scenarios import Path, claims_of, follow, plans_of
from zeronr_rules.takeup.unclaimed_result import (
    DIFFERENT,
    NONE,
    NOT_CLAIMED,
    NOT_KNOWN,
    PARTIAL,
    RECEIVED,
    TO_CHECK,
    FamilyRights,
    RightFound,
    Unclaimed,
)
from zeronr_rules.text import french_number

# Months over which orders of claims are compared.
MONTHS = 12
# Euros a month below which a difference is none: roundings, and the day's CRDS.
TOLERANCE = 1.0
_CLAIMS = ("droits_mois_demande", "rsa_mois_demande", "ppa_mois_demande", f"{HOUSING}_mois_demande")
_CONVENTIONS = "conventions."
_NAMES = (*PAID, *HOUSING_KINDS, RSA_OPEN)
Given = Mapping[str, float | None]


def unclaimed(
    situation: Mapping[str, Any] | str | os.PathLike[str],
    received: Mapping[str, Any] | str | os.PathLike[str],
    period: str | int,
    *,
    reform: Any = None,
    tolerance: float = TOLERANCE,
    months: int = MONTHS,
    readings: bool = True,
) -> Unclaimed:
    """Find the rights that a household has and does not receive, and what to claim first.

    Parameters
    ----------
    situation
        As :func:`zeronr_rules.calculate` takes it. Benefits given for the month
        itself are not looked at: say them in ``received``.
    received
        What is received in the month, in euros: ``{"rsa": 0, "ppa": 120.5}``, or by
        famille when there are several; or the path of a JSON or YAML file. Names are
        ``rsa``, ``ppa``, ``aide_logement`` (or ``apl``, ``alf``, ``als``), ``af``,
        ``cf``, ``asf``, ``paje_base``. A right that is not named is not known: it is
        to be checked, and is not taken as zero.
    period
        The month, for example ``"2026-05"``.
    reform
        As :func:`zeronr_rules.calculate` takes it.
    tolerance
        A difference of no more euros a month than that is none.
    months
        Over how many months orders of claims are compared.
    readings
        Whether to compute again with each other reading of texts that have two,
        to tell what is certain from what is probable: about thirty computations.

    Returns
    -------
    Unclaimed
        The rights; ``str()`` is a report in French.

    Raises
    ------
    SituationError, TakeUpError
        When the situation, or what is received, has faults; all together.
    PeriodError, ReformError
        When the request itself is wrong.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> situation = {"individus": {"p1": {"date_naissance": "1990-03-15"}}}
    >>> found = zr.takeup.unclaimed(situation, {"rsa": 0}, "2026-05", readings=False)
    >>> found.families[0]["rsa"].missing
    646.52
    >>> found.families[0]["aide_logement"].certainty.level
    'needs_document'

    """
    _check(tolerance, months)
    rules, asked = reformed_system(reform), requested_period(period)
    if asked.unit != "month":
        raise PeriodError(f"Période demandée : reçu « {asked} » ; attendu un mois.")
    if isinstance(situation, (str, os.PathLike)):
        situation = read_situation(situation)
    checked = check_situation(situation, asked, rules)
    familles = checked.ids("famille")
    given = [amounts for amounts in read_received(received, familles).values()]
    catalogue = catalogue_of(rules)

    def compute(made: Situation, *names: str) -> Results:
        run = Run(rules, made, (asked, names))
        return results_of(run, catalogue, asked, names, strict=False, reform=reform)

    facts = _facts(checked, given, asked, known=tuple(RIGHTS))
    results = compute(facts, *_NAMES)
    notices = _notices(compute, checked, given, asked)
    others = _readings(facts, asked, results, reform, tolerance) if readings else {}
    families = []
    for rank, famille in enumerate(familles):
        rights = tuple(
            _right(
                name,
                results,
                given[rank][name],
                rank,
                certainty_of(
                    name,
                    float(results[RIGHTS[name].paid][rank]),
                    notices_about(notices[name], facts, rank),
                    others.get((name, rank), ()),
                ),
                tolerance,
            )
            for name in RIGHTS
        )
        paths = _paths(facts, rules, asked, rank, rights, months, reform)
        opened = bool(results[RSA_OPEN][rank] > 0)
        first, advice, follows = advise(rights, paths, months, opens_rsa=opened)
        families.append(FamilyRights(famille, rights, paths, first, advice, follows))
    told = dict.fromkeys(notice for name in RIGHTS for notice in notices[name])
    return Unclaimed(str(asked), tuple(families), months, tuple(told), results.provenance)


def _check(tolerance: float, months: int) -> None:
    faults = []
    if not tolerance >= 0:
        faults.append(Fault(("tolerance",), show(tolerance), "un montant en euros, zéro ou plus"))
    if isinstance(months, bool) or not isinstance(months, int) or not 1 <= months <= 60:
        faults.append(Fault(("months",), show(months), "un nombre de mois de 1 à 60"))
    if faults:
        raise TakeUpError(faults)


def _facts(
    checked: Situation, given: list[dict[str, float | None]], asked: SimplePeriod, known: Any
) -> Situation:
    """Return the situation without benefits of the month, with what was received before it.

    A right of which nothing is received now is taken as not received before, for
    the months that the situation does not give; of one that is received, the
    months not given are computed.
    """
    values = {name: dict(by_period) for name, by_period in checked.values.items()}
    for name in CURRENT:
        values.get(name, {}).pop(asked.start, None)
    for right in known:
        nothing = {
            rank: 0.0 for rank, amounts in enumerate(given) if amounts[right] == 0.0
        }
        if right == RSA:
            # The housing aid asks whether some was received.
            nothing |= {rank: amounts[RSA] for rank, amounts in enumerate(given) if amounts[RSA]}
        if not nothing:
            continue
        for name in RIGHTS[right].history:
            by_period = values.setdefault(name, {})
            for month in range(asked.start - LOOKED_AT, asked.start):
                by_period[month] = {**nothing, **by_period.get(month, {})}
    return evolve(checked, values={name: found for name, found in values.items() if found})


def _notices(
    compute: Any, checked: Situation, given: list[dict[str, float | None]], asked: SimplePeriod
) -> dict[str, tuple[Notice, ...]]:
    """Return what each right takes for granted, by itself."""
    found = {}
    for name, right in RIGHTS.items():
        # Housing aids given in the past would hide what the aid itself lacks.
        known = [other for other in RIGHTS if other != name]
        made = _facts(checked, given, asked, known)
        alone = len(checked.persons) == 1
        found[name] = tuple(
            notice
            for notice in compute(made, right.paid).notices
            # Who is alone in a situation is alone in each entity.
            if not (alone and notice.code == "entite_completee")
        )
    return found


def _readings(
    facts: Situation, asked: SimplePeriod, results: Results, reform: Any, tolerance: float
) -> dict[tuple[str, int], list[str]]:
    """Say which other readings of texts change an amount, by right and famille."""
    found: dict[tuple[str, int], list[str]] = {}
    read = {one.path for one in results.provenance.parameters_read}
    base = None if reform is None else of_class(reform)
    for path in sorted(path for path in read if path.startswith(_CONVENTIONS)):
        name = path.removeprefix(_CONVENTIONS)
        for other in _other_readings(name, results):
            law = convention(name, other) if base is None else base + convention(name, other)
            run = Run(reformed_system(law), facts, (asked, PAID))
            changed = {paid: run.calculate(paid, asked) for paid in PAID}
            for right, spec in RIGHTS.items():
                pairs = zip(results[spec.paid].tolist(), changed[spec.paid].tolist(), strict=True)
                for rank, (amount, new) in enumerate(pairs):
                    if not abs(new - amount) <= tolerance:
                        label = law.label if base is None else f"{name} : « {other} »"
                        sentence = f"{label} donnerait {french_number(new)} €."
                        found.setdefault((right, rank), []).append(sentence)
    return found


def _other_readings(name: str, results: Results) -> list[str]:
    from zeronr_rules.system import system

    leaf = system().parameters.conventions.children.get(name)
    possible = () if leaf is None else (leaf.metadata or {}).get("possible_values") or ()
    current = dict(results.provenance.conventions).get(name)
    return [str(one) for one in possible if str(one) != str(current)]


def _right(
    name: str,
    results: Results,
    received: float | None,
    rank: int,
    certainty: Certainty,
    tolerance: float,
) -> RightFound:
    right = RIGHTS[name]
    due = round(float(results[right.paid][rank]), 2)
    label = right.label
    if name == HOUSING:
        kinds = [kind for kind in HOUSING_KINDS if results[kind][rank] > 0]
        label += f" ({kinds[0].upper()})" if kinds else ""
    unknown = due != due  # noqa: PLR0124 - true for NaN alone
    missing = None
    if unknown:
        status = NOT_KNOWN
    elif received is None:
        status = TO_CHECK if due > 0 else NONE
        missing = None if due > 0 else 0.0
    elif due - received > tolerance:
        status, missing = PARTIAL if received else NOT_CLAIMED, round(due - received, 2)
    else:
        missing = 0.0
        status = DIFFERENT if received - due > tolerance else RECEIVED if received else NONE
    return RightFound(
        name=name,
        label=label,
        eligible=None if unknown else due > 0,
        due=None if unknown else due,
        received=received,
        missing=missing,
        status=status,
        certainty=certainty,
        opening=right.opening,
        reference=right.reference,
        lost=right.lost,
    )


def _paths(
    facts: Situation,
    rules: Any,
    asked: SimplePeriod,
    rank: int,
    rights: tuple[RightFound, ...],
    months: int,
    reform: Any,
) -> tuple[Path, ...]:
    """Compute what each order of claims brings."""
    missing = [right.name for right in rights if right.status == NOT_CLAIMED]
    claims = claims_of(missing)
    if not claims:
        return ()
    free = {name: of for name, of in facts.values.items() if name not in _CLAIMS}
    plans = plans_of(list(claims))
    # Not received, and nothing due now: another claim may open it later, not this one.
    begun = {right.name: None if right.received == 0.0 else 0 for right in rights}
    opened = [
        {right: at for claim, at in plan.items() for right in claims[claim]} for plan in plans
    ]
    paid = follow(
        evolve(facts, values=free), rules, asked, rank, begun, opened, months=months, reform=reform
    )
    return tuple(
        Path(
            plan,
            {right: tuple(round(one, 2) for one in amounts) for right, amounts in by_right.items()},
            round(sum(map(sum, by_right.values())), 2),
        )
        for plan, by_right in zip(plans, paid, strict=True)
    )
