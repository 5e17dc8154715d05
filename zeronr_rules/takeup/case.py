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
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.faults import show
from zeronr_rules.inputs.periods import SimplePeriod, requested_period
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.results import Results
from zeronr_rules.takeup.advice import advise
from zeronr_rules.takeup.case_basis import facts_of, notices_of, readings_of
from zeronr_rules.takeup.certainty import Certainty, certainty_of, notices_about
from zeronr_rules.takeup.received import read_received
from zeronr_rules.takeup.rights import (
    HOUSING,
    HOUSING_KINDS,
    PAID,
    RIGHTS,
    RSA,
    RSA_OPEN,
)
from zeronr_rules.takeup.scenarios import Path, claims_of, follow, plans_of
from zeronr_rules.takeup.unclaimed_result import (
    DIFFERENT,
    LATER,
    NONE,
    NOT_CLAIMED,
    NOT_KNOWN,
    PARTIAL,
    RECEIVED,
    TO_CHECK,
    WITHHELD,
    FamilyRights,
    RightFound,
    Unclaimed,
    rights_to_claim,
)

# Months over which orders of claims are compared.
MONTHS = 12
# Euros a month below which a difference is none: roundings, and the day's CRDS.
TOLERANCE = 1.0
_CLAIMS = ("droits_mois_demande", "rsa_mois_demande", "ppa_mois_demande", f"{HOUSING}_mois_demande")
_NAMES = (*PAID, *HOUSING_KINDS, RSA_OPEN)


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
    given = list(read_received(received, familles).values())
    catalogue = catalogue_of(rules)

    def compute(made: Situation, *names: str) -> Results:
        run = Run(rules, made, (asked, names))
        return results_of(run, catalogue, asked, names, strict=False, reform=reform)

    facts = facts_of(checked, given, asked, known=tuple(RIGHTS))
    results = compute(facts, *_NAMES)
    notices = notices_of(compute, checked, given, asked)
    others = readings_of(facts, asked, results, reform, tolerance) if readings else {}
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
        rights, paths = _followed(facts, rules, asked, rank, rights, months, reform)
        opened = bool(results[RSA_OPEN][rank] > 0)
        first, advice, follows = advise(rights, paths, months, opens_rsa=opened)
        families.append(FamilyRights(famille, rights, paths, first, advice, follows))
    told = dict.fromkeys(notice for name in RIGHTS for notice in notices[name])
    return Unclaimed(str(asked), tuple(families), months, tuple(told), results.provenance)


def _check(tolerance: Any, months: Any) -> None:
    faults = []
    if not (isinstance(tolerance, (int, float)) and tolerance >= 0):
        faults.append(Fault(("tolerance",), show(tolerance), "un montant en euros, zéro ou plus"))
    if isinstance(months, bool) or not isinstance(months, int) or not 1 <= months <= 60:
        faults.append(Fault(("months",), show(months), "un nombre de mois de 1 à 60"))
    if faults:
        raise TakeUpError(faults)


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
    withheld = name == RSA and due == 0 and bool(results[RSA_OPEN][rank] > 0)
    if unknown:
        status = NOT_KNOWN
    elif withheld and not received:
        status, missing = WITHHELD, 0.0
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
        eligible=None if unknown else due > 0 or withheld,
        due=None if unknown else due,
        received=received,
        missing=missing,
        status=status,
        certainty=certainty,
        opening=right.opening,
        reference=right.reference,
        lost=right.lost,
    )


def _followed(
    facts: Situation,
    rules: Any,
    asked: SimplePeriod,
    rank: int,
    rights: tuple[RightFound, ...],
    months: int,
    reform: Any,
) -> tuple[tuple[RightFound, ...], tuple[Path, ...]]:
    """Compute what each order of claims brings, and which rights only other claims open."""
    if not rights_to_claim(rights):
        return rights, ()
    free = {name: of for name, of in facts.values.items() if name not in _CLAIMS}
    still = evolve(facts, values=free)
    begun = {right.name: None if right.received == 0.0 else 0 for right in rights}

    def followed(plans: list[dict[str, int]]) -> list[dict[str, tuple[float, ...]]]:
        return follow(still, rules, asked, rank, begun, plans, months=months, reform=reform)

    (every,) = followed([{right: 0 for right, since in begun.items() if since is None}])
    rights = tuple(
        evolve(right, status=LATER)
        if right.status == NONE and right.received == 0 and max(every[right.name]) > 0
        else right
        for right in rights
    )
    claims = claims_of(rights_to_claim(rights))
    plans = plans_of(list(claims))
    opened = [
        {right: at for claim, at in plan.items() for right in claims[claim]} for plan in plans
    ]
    return rights, tuple(
        Path(
            plan,
            {right: tuple(round(one, 2) for one in amounts) for right, amounts in by_right.items()},
            round(sum(map(sum, by_right.values())), 2),
        )
        for plan, by_right in zip(plans, followed(opened), strict=True)
    )
