"""Where people live: tenure, housing aid, territory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from zeronr_rules.assumptions.reads import Reads, given_ranks, named
from zeronr_rules.engine import Run
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.periods import months_text
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.notices import Notice
from zeronr_rules.variables.logement.zones import zones_des_communes

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
COMMUNE, DEPARTMENT, ZONE = "depcom", "code_departement", "zone_apl"
RENT, RSA_RECEIVED = "loyer", "rsa_percu"
SHARED, SHARES = "coloc", "coloc_nombre_cotitulaires"
COMMON_CLAIM, HOUSING_CLAIM = "droits_mois_demande", "aide_logement_mois_demande"
LOAN_DATES = ("aide_logement_date_pret", "aide_logement_date_pret_conventionne")


def housing_notices(run: Run, catalogue: Catalogue, reads: Reads) -> Iterator[Notice]:
    """Say what was not given of the dwelling, and what is supposed of the RSA received."""
    situation = run.situation
    yield from _tenure(situation, reads)
    yield from _territory(situation, reads)
    if HOUSING_AID in reads:
        concerned = _familles_who_may_have_aid(situation, catalogue)
        yield from _rent_without_tenure(situation, reads)
        yield from _no_rent(situation, reads, concerned)
        yield from _no_loan_date(situation, catalogue, reads)
        yield from _zones(situation, catalogue, reads)
        yield from _shares(situation, reads)
        yield from _claim(situation, reads, concerned)
        yield from _rsa_received(run, reads, concerned)


def _told(
    reads: Reads,
    code: str,
    variable: str,
    ids: tuple[str, ...],
    message: str,
    entity: str = "menage",
) -> Iterator[Notice]:
    """Yield a notice on the housing aid of the months read, if it concerns somebody."""
    if ids:
        yield Notice(
            code=code,
            message=message,
            variable=variable,
            entity=entity,
            ids=ids,
            period=months_text(list(reads[HOUSING_AID])),
        )


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


def _no_rent(situation: Situation, reads: Reads, concerned: set[int]) -> Iterator[Notice]:
    """Say who rents or repays without a rent: no housing aid is computed for them."""
    rents = _familles_of(situation, given_ranks(situation, RENT))
    unknown = _named_familles(situation, concerned - rents - given_ranks(situation, HOUSING_AID))
    yield from _told(
        reads,
        "aide_logement_absente",
        HOUSING_AID,
        unknown,
        (
            f"Ni {RENT} ni {HOUSING_AID} ne sont donnés ({named(unknown)}) : aide au logement "
            f"comptée 0. Donner {RENT}, pour qu'elle soit calculée, ou le montant versé."
        ),
        entity="famille",
    )


def _rent_without_tenure(situation: Situation, reads: Reads) -> Iterator[Notice]:
    known = given_ranks(situation, TENURE)
    unknown = tuple(
        situation.ids("menage")[index] for index in sorted(given_ranks(situation, RENT) - known)
    )
    yield from _told(
        reads,
        "loyer_sans_statut",
        TENURE,
        unknown,
        (
            f"{RENT} est donné sans {TENURE} ({named(unknown)}) : aucune aide au logement "
            f"n'est calculée. Donner {TENURE}."
        ),
    )


def _no_loan_date(situation: Situation, catalogue: Catalogue, reads: Reads) -> Iterator[Notice]:
    """Say who repays a loan of unknown date: the barème depends on it."""
    buying = catalogue.variables[TENURE].members["primo_accedant"]
    buyers = {
        index
        for members in situation.values.get(TENURE, {}).values()
        for index, value in members.items()
        if value == buying
    }
    aided = {
        home
        for famille, home in _pairs(situation)
        if famille in given_ranks(situation, HOUSING_AID)
    }
    known = set[int]().union(*(given_ranks(situation, name) for name in LOAN_DATES))
    missing = (buyers & given_ranks(situation, RENT)) - known - aided
    unknown = tuple(situation.ids("menage")[index] for index in sorted(missing))
    yield from _told(
        reads,
        "date_pret_absente",
        LOAN_DATES[0],
        unknown,
        (
            f"{LOAN_DATES[0]} n'est pas donnée ({named(unknown)}) : l'aide à l'accession, qui "
            "dépend de la date du prêt, est comptée 0. Donner la date, ou aide_logement."
        ),
    )


def _zones(situation: Situation, catalogue: Catalogue, reads: Reads) -> Iterator[Notice]:
    """Say where the zone given is not that of the commune given."""
    communes, zones = (situation.values.get(name, {}) for name in (COMMUNE, ZONE))
    names = {rank: name for name, rank in catalogue.variables[ZONE].members.items()}
    found: dict[int, str] = {}
    for month in sorted(month for month in communes if month is not None and month in zones):
        for index in sorted(set(communes[month]) & set(zones[month])):
            code, given = communes[month][index], zones[month][index]
            (listed,) = zones_des_communes(np.array([code], dtype="S5")).tolist()  # type: ignore[no-untyped-call]
            if listed not in (given, -1):
                found[index] = f"{situation.ids('menage')[index]} : {code} est en {names[listed]}"
    yield from _told(
        reads,
        "zone_et_commune_differentes",
        ZONE,
        tuple(situation.ids("menage")[index] for index in found),
        (
            f"La zone donnée ({ZONE}) n'est pas celle de la commune donnée "
            f"({named(list(found.values()))}) : la zone donnée l'emporte."
        ),
    )


def _shares(situation: Situation, reads: Reads) -> Iterator[Notice]:
    """Say which shared homes hold several familles, and one rent."""
    shared = {
        index
        for members in situation.values.get(SHARED, {}).values()
        for index, value in members.items()
        if value
    }
    familles: dict[int, set[int]] = {}
    for famille, home in _pairs(situation):
        familles.setdefault(home, set()).add(famille)
    several = {home for home in shared if len(familles.get(home, ())) > 1}
    missing = (several & given_ranks(situation, RENT)) - given_ranks(situation, SHARES)
    unknown = tuple(situation.ids("menage")[index] for index in sorted(missing))
    yield from _told(
        reads,
        "coloc_nombre_cotitulaires_absent",
        SHARES,
        unknown,
        (
            f"{SHARES} n'est pas donné ({named(unknown)}) : plusieurs familles partagent le "
            f"logement, et {RENT} est compté comme la part de chacune."
        ),
    )


def _claim(situation: Situation, reads: Reads, concerned: set[int]) -> Iterator[Notice]:
    """Say who claimed RSA, and has a housing aid counted before."""
    claims = situation.values.get(COMMON_CLAIM, {}).get(None, {})
    first = min(reads[HOUSING_AID])
    before = {
        famille for famille, claim in claims.items() if claim.year * 12 + claim.month - 1 > first
    }
    rents = _familles_of(situation, given_ranks(situation, RENT))
    known = given_ranks(situation, HOUSING_CLAIM) | given_ranks(situation, HOUSING_AID)
    unknown = _named_familles(situation, (before & concerned & rents) - known)
    yield from _told(
        reads,
        "aide_logement_mois_demande_absent",
        HOUSING_CLAIM,
        unknown,
        (
            f"{HOUSING_CLAIM} n'est pas donné ({named(unknown)}) : l'aide au logement est "
            f"comptée aussi dans les mois lus avant {COMMON_CLAIM}."
        ),
        entity="famille",
    )


def _rsa_received(run: Run, reads: Reads, concerned: set[int]) -> Iterator[Notice]:
    """Say from which month the RSA received is computed, and supposed none before."""
    months = reads.get(RSA_RECEIVED)
    if not months:
        return
    situation = run.situation
    unknown = _named_familles(
        situation,
        (concerned & _familles_of(situation, given_ranks(situation, RENT)))
        - given_ranks(situation, RSA_RECEIVED)
        - given_ranks(situation, HOUSING_AID),
    )
    if unknown:
        yield Notice(
            code="rsa_percu_suppose",
            message=(
                f"{RSA_RECEIVED} n'est pas donné ({named(unknown)}) : l'aide au logement demandée "
                "regarde le RSA calculé du mois qui précède l'examen de ses ressources ; celui des "
                "mois antérieurs, que regarde l'aide des mois passés, est supposé nul."
            ),
            variable=RSA_RECEIVED,
            entity="famille",
            ids=unknown,
            period=months_text(list(months)),
        )


def _pairs(situation: Situation) -> Iterator[tuple[int, int]]:
    """Yield the famille and the home of each person."""
    groups = situation.groups
    return zip(groups["famille"].members, groups["menage"].members, strict=True)


def _familles_of(situation: Situation, homes: set[int]) -> set[int]:
    return {famille for famille, home in _pairs(situation) if home in homes}


def _named_familles(situation: Situation, ranks: set[int]) -> tuple[str, ...]:
    ids = situation.ids("famille")
    return tuple(ids[index] for index in sorted(ranks))


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
    return _familles_of(situation, menages)


def _zone_too(situation: Situation, reads: Reads, unknown: tuple[str, ...]) -> str:
    """Say that the zone of the housing aid is not known either."""
    rents, zones = given_ranks(situation, RENT), given_ranks(situation, ZONE)
    ids = situation.ids("menage")
    lost = any(ids[index] in unknown for index in rents - zones)
    if HOUSING_AID not in reads or not lost:
        return ""
    return f" ; sans {ZONE} non plus, l'aide au logement ne peut pas être calculée"


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
                f"hors expérimentation{_zone_too(situation, reads, unknown)}."
            ),
            variable=COMMUNE,
            entity="menage",
            ids=unknown,
            period=months_text(list(reads[COMMUNE])),
        )
