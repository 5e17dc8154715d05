"""How sure the amount of a right is, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from zeronr_rules.inputs.situation import Situation
from zeronr_rules.notices import ASSUMED, INDETERMINATE, Notice

CERTAIN, PROBABLE, NEEDS_DOCUMENT, UNKNOWN = (
    "certain",
    "probable",
    "needs_document",
    "indetermine",
)
# From the least sure to the surest: the class of a right is the first that applies.
ORDER = (UNKNOWN, NEEDS_DOCUMENT, PROBABLE, CERTAIN)
IN_FRENCH = {
    CERTAIN: "certain",
    PROBABLE: "probable",
    NEEDS_DOCUMENT: "un document est nécessaire",
    UNKNOWN: "indéterminé",
}
# Facts that were not given, that a rule reads, and that a paper tells: the rule.
DOCUMENTS = {
    "titre_sejour_absent": ("titre de séjour et sa durée", "L262-4 2° CASF, L842-2 CSS"),
    "titre_sejour_etudiant_absent": ("titre de séjour d'étudiant", "L822-2 I 3° CCH"),
    "statut_occupation_logement_absent": ("titre d'occupation du logement", "D823-9 CCH"),
    "loyer_sans_statut": ("titre d'occupation du logement", "D823-9 CCH"),
    "aide_logement_absente": ("bail ou échéancier du prêt, et loyer payé", "D823-16 CCH"),
    "date_pret_absente": ("contrat de prêt et sa date", "D823-9 CCH"),
    "coloc_nombre_cotitulaires_absent": ("bail et ses cotitulaires", "D842-3 CCH"),
    "situation_asf_absente": ("situation des enfants envers l'autre parent", "L523-1 CSS"),
    "date_evenement_isolement_absente": ("date de la séparation ou du veuvage", "L262-9 CASF"),
    "date_naissance_absente": ("date de naissance", "L262-4 1° CASF"),
}
# An input that decides for one right alone: for the others, the notice is an assumption.
_ONLY_FOR = {
    "statut_occupation_logement_absent": ("aide_logement",),
    "situation_asf_absente": ("asf",),
    "titre_sejour_absent": ("rsa", "ppa"),
    "date_evenement_isolement_absente": ("rsa", "ppa"),
}


@frozen
class Certainty:
    """How sure an amount is.

    Attributes
    ----------
    level
        ``certain``, ``probable``, ``needs_document`` or ``indetermine``.
    reasons
        Why, in French; none where it is certain.
    documents
        What to ask for, with the article that reads it.

    """

    level: str
    reasons: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def certainty_of(
    right: str, amount: float, notices: Iterable[Notice], readings: Sequence[str]
) -> Certainty:
    """Return how sure the amount of a right is.

    ``indetermine``: a rule says that it cannot tell, or the amount was published by
    nobody. ``needs_document``: a fact that a paper tells was not given, and a rule
    reads it. ``probable``: something else was taken for granted, or a text can be
    read in another way that changes the amount. ``certain``: none of these.

    Parameters
    ----------
    right, amount
        Which, and how much; NaN where it is unknown.
    notices
        What the computation of this right took for granted, for this famille.
    readings
        What other readings of texts give, one sentence each.

    """
    found: dict[str, list[str]] = {level: [] for level in ORDER}
    documents = []
    if amount != amount:  # noqa: PLR0124 - true for NaN alone
        found[UNKNOWN].append("Une valeur nécessaire n'a été publiée par personne.")
    for notice in notices:
        if notice.code.endswith(INDETERMINATE):
            found[UNKNOWN].append(notice.message)
        elif notice.code in DOCUMENTS and right in _ONLY_FOR.get(notice.code, (right,)):
            document, rule = DOCUMENTS[notice.code]
            documents.append(f"{document} ({rule})")
            found[NEEDS_DOCUMENT].append(notice.message)
        elif notice.code in ASSUMED:
            found[PROBABLE].append(notice.message)
    found[PROBABLE] += readings
    level = next((level for level in ORDER if found[level]), CERTAIN)
    reasons = [reason for each in ORDER for reason in found[each]]
    return Certainty(level, tuple(dict.fromkeys(reasons)), tuple(dict.fromkeys(documents)))


def notices_about(
    notices: Iterable[Notice], situation: Situation, famille: int
) -> tuple[Notice, ...]:
    """Return the notices that are about a famille, a member, their home or tax return."""
    familles = situation.groups["famille"]
    members = [rank for rank, own in enumerate(familles.members) if own == famille]
    about = {"individu": {situation.persons[rank] for rank in members}}
    for key, group in situation.groups.items():
        about[key] = {group.ids[group.members[rank]] for rank in members}
    about["famille"] = {familles.ids[famille]}
    return tuple(
        notice
        for notice in notices
        if notice.entity is None or not notice.ids or about[notice.entity] & set(notice.ids)
    )
