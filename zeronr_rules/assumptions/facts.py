"""Facts of persons and families that decide, were read, and were not given."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from zeronr_rules.assumptions.reads import FRENCH, Reads, given_ranks, named
from zeronr_rules.engine import Run
from zeronr_rules.inputs.periods import SimplePeriod, months_text
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.inputs.values import BIRTH
from zeronr_rules.notices import Notice

ASF, ASF_CHILD = "asf", "asf_situation_enfant"
ISOLATION_EVENT, ISOLATION_RECENT = "date_evenement_isolement", "rsa_isolement_recent"
MAJORATION = "majoration_isolement_ouverte"
NATIONALITY = "nationalite"
# The permit that L822-2 I 3° CCH looks at, and since which month.
STUDENT_PERMIT, STUDENT_RULE = "titre_sejour_etudiant", 2026 * 12 + 6
PERMIT, PERMIT_EXEMPTION = "duree_possession_titre_sejour", "dispense_duree_titre_sejour"


def fact_notices(run: Run, reads: Reads) -> Iterator[Notice]:
    """Say which decisive facts were read and not given."""
    situation = run.situation
    yield from _births(situation, BIRTH in run.reads())
    yield from _maintenance(situation, reads)
    yield from _permits(situation, reads)
    yield from _isolation(run, reads)
    yield from _student_permits(run, reads)


def _births(situation: Situation, read: bool) -> Iterator[Notice]:
    given = situation.values.get(BIRTH, {}).get(None, {})
    unknown = tuple(p for index, p in enumerate(situation.persons) if index not in given)
    if read and unknown:
        counted = "comptés comme nés" if len(unknown) > 1 else "compté comme né"
        yield Notice(
            code="date_naissance_absente",
            message=(
                f"Ni date de naissance ni âge pour {named(unknown)} : {counted} le "
                "1er janvier 1970. Donner date_naissance."
            ),
            variable=BIRTH,
            entity="individu",
            ids=unknown,
        )


def _maintenance(situation: Situation, reads: Reads) -> Iterator[Notice]:
    """Say when nobody told whether a lone parent's children lack a parent's support."""
    if ASF_CHILD not in reads:
        return
    group = situation.groups["famille"]
    told = {
        group.members[index]
        for members in situation.values.get(ASF_CHILD, {}).values()
        for index in members
    }
    told |= {index for members in situation.values.get(ASF, {}).values() for index in members}
    roles: dict[int, set[str]] = {}
    for famille, role in zip(group.members, group.roles, strict=True):
        roles.setdefault(famille, set()).add(role)
    unknown = tuple(
        key
        for index, key in enumerate(group.ids)
        if index not in told
        and "enfant" in (held := roles.get(index, set()))
        and "conjoint" not in held
    )
    if unknown:
        yield Notice(
            code="situation_asf_absente",
            message=(
                f"{ASF_CHILD} n'est pas donnée ({named(unknown)}) : {ASF} comptée 0. Donner l'une "
                "ou l'autre."
            ),
            variable=ASF_CHILD,
            entity="famille",
            ids=unknown,
            period=months_text(list(reads[ASF_CHILD])),
        )


def _permits(situation: Situation, reads: Reads) -> Iterator[Notice]:
    """Say of which foreign parents neither the permit's age nor an exemption is known."""
    months = reads.get(PERMIT)
    if not months:
        return
    known = given_ranks(situation, PERMIT) | given_ranks(situation, PERMIT_EXEMPTION)
    nationalities = situation.values.get(NATIONALITY, {})
    roles = situation.groups["famille"].roles
    unknown = tuple(
        person
        for index, person in enumerate(situation.persons)
        if index not in known
        and roles[index] != "enfant"
        and any(nationalities.get(month, {}).get(index, FRENCH) != FRENCH for month in months)
    )
    if unknown:
        yield Notice(
            code="titre_sejour_absent",
            message=(
                f"{PERMIT} n'est pas donné ({named(unknown)}) : compté 0 an, sans dispense. "
                f"Donner {PERMIT} ou {PERMIT_EXEMPTION}."
            ),
            variable=PERMIT,
            entity="individu",
            ids=unknown,
            period=months_text(list(months)),
        )


def _student_permits(run: Run, reads: Reads) -> Iterator[Notice]:
    """Say of which foreign students the permit is not known: it can refuse a housing aid."""
    situation = run.situation
    months = [month for month in reads.get(STUDENT_PERMIT, ()) if month >= STUDENT_RULE]
    if not months:
        return
    known = given_ranks(situation, STUDENT_PERMIT)
    nationalities = situation.values.get(NATIONALITY, {})
    unknown: dict[str, None] = {}
    for month in months:
        at = SimplePeriod("month", month, 1)
        studies, european = run.calculate("etudiant", at), run.calculate("ressortissant_eee", at)
        for index, person in enumerate(situation.persons):
            foreign = nationalities.get(month, {}).get(index, FRENCH) != FRENCH
            if foreign and studies[index] and not european[index] and index not in known:
                unknown[person] = None
    if unknown:
        yield Notice(
            code="titre_sejour_etudiant_absent",
            message=(
                f"{STUDENT_PERMIT} n'est pas donné ({named(tuple(unknown))}) : supposé autre que "
                "le titre d'étudiant qui, depuis juillet 2026, n'ouvre droit à l'aide au logement "
                "que sous les conditions des bourses."
            ),
            variable=STUDENT_PERMIT,
            entity="individu",
            ids=tuple(unknown),
            period=months_text(months),
        )


def _isolation(run: Run, reads: Reads) -> Iterator[Notice]:
    """Say which lone parents may be in the months that follow their isolation."""
    situation = run.situation
    months = sorted(set(reads.get(MAJORATION, ())) & set(reads.get(ISOLATION_RECENT, ())))
    if not months:
        return
    known = given_ranks(situation, ISOLATION_EVENT) | given_ranks(situation, ISOLATION_RECENT)
    ids, group = situation.ids("famille"), situation.groups["famille"]
    concerned = np.zeros(len(ids), dtype=bool)
    for month in months:
        at = SimplePeriod("month", month, 1)
        candidates = run.calculate("rsa_personne_candidate", at)
        with_child = np.zeros(len(ids), dtype=bool)
        for own, role, candidate in zip(group.members, group.roles, candidates, strict=True):
            with_child[own] |= role == "enfant" and bool(candidate)
        # A child of less than three, or to come, opens the majoration without an event.
        concerned |= (
            with_child
            & run.calculate("isolement", at)
            & ~run.calculate("enfant_de_moins_de_trois_ans", at)
            & ~run.calculate("grossesse", at)
        )
    unknown = tuple(ids[index] for index in np.flatnonzero(concerned) if index not in known)
    if unknown:
        yield Notice(
            code="date_evenement_isolement_absente",
            message=(
                f"{ISOLATION_EVENT} n'est pas donnée ({named(unknown)}) : isolement supposé ancien."
            ),
            variable=ISOLATION_EVENT,
            entity="famille",
            ids=unknown,
            period=months_text(months),
        )
