"""Where people live: tenure, housing aid, territory."""

from __future__ import annotations

from collections.abc import Iterator

from zeronr_rules.assumptions.reads import Reads, given_ranks, named
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.periods import months_text
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.notices import Notice

TENURE = "statut_occupation_logement"
HOUSING_AID = "aide_logement"
# Tenures that can open a right to housing aid.
_CAN_HAVE_AID = (
    "primo_accedant",
    "locataire_hlm",
    "locataire_vide",
    "locataire_meuble",
    "locataire_foyer",
)
COMMUNE, DEPARTMENT = "depcom", "code_departement"


def housing_notices(situation: Situation, catalogue: Catalogue, reads: Reads) -> Iterator[Notice]:
    """Say what was not given of the dwelling."""
    yield from _tenure(situation, reads)
    yield from _housing_aid(situation, catalogue, reads)
    yield from _territory(situation, reads)


def _tenure(situation: Situation, reads: Reads) -> Iterator[Notice]:
    months = reads.get(TENURE)
    if not months:
        return
    by_period = situation.values.get(TENURE, {})
    ids = situation.ids("menage")
    unknown = tuple(
        key
        for index, key in enumerate(ids)
        if any(index not in by_period.get(month, {}) for month in months)
    )
    if unknown:
        yield Notice(
            code="statut_occupation_logement_absent",
            message=(
                f"{TENURE} n'est pas donné pour tous les mois lus ({named(unknown)}) : compté "
                "« non_renseigne », sans aide au logement ni avantage de logement supposé."
            ),
            variable=TENURE,
            entity="menage",
            ids=unknown,
            period=months_text(list(months)),
        )


def _housing_aid(situation: Situation, catalogue: Catalogue, reads: Reads) -> Iterator[Notice]:
    months = reads.get(HOUSING_AID)
    if not months:
        return
    given = situation.values.get(HOUSING_AID, {})
    concerned = _familles_who_may_have_aid(situation, catalogue)
    ids = situation.ids("famille")
    unknown = tuple(
        ids[index]
        for index in sorted(concerned)
        if not any(index in members for members in given.values())
    )
    if unknown:
        yield Notice(
            code="aide_logement_absente",
            message=(
                f"{HOUSING_AID} n'est pas donnée ({named(unknown)}) : comptée 0. Cette version "
                "ne calcule pas les aides au logement ; donner le montant versé."
            ),
            variable=HOUSING_AID,
            entity="famille",
            ids=unknown,
            period=months_text(list(months)),
        )


def _familles_who_may_have_aid(situation: Situation, catalogue: Catalogue) -> set[int]:
    """Ranks of the familles who live in a dwelling that can open a right to housing aid."""
    tenures = catalogue.variables[TENURE].members
    indices = {tenures[name] for name in _CAN_HAVE_AID}
    menages = {
        index
        for members in situation.values.get(TENURE, {}).values()
        for index, value in members.items()
        if value in indices
    }
    familles, homes = situation.groups["famille"].members, situation.groups["menage"].members
    return {famille for famille, home in zip(familles, homes, strict=True) if home in menages}


def _territory(situation: Situation, reads: Reads) -> Iterator[Notice]:
    if not reads.get(COMMUNE):
        return
    known = given_ranks(situation, COMMUNE) | given_ranks(situation, DEPARTMENT)
    unknown = tuple(key for index, key in enumerate(situation.ids("menage")) if index not in known)
    if unknown:
        yield Notice(
            code="depcom_absent",
            message=(
                f"{COMMUNE} n'est pas donné ({named(unknown)}) : France métropolitaine supposée, "
                "hors expérimentation."
            ),
            variable=COMMUNE,
            entity="menage",
            ids=unknown,
            period=months_text(list(reads[COMMUNE])),
        )
