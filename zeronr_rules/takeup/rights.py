"""The rights whose take-up is measured: what is paid, since when, by whom."""

from __future__ import annotations

from attrs import frozen

# Months before the one asked for whose receipts a right can look at.
LOOKED_AT = 15


@frozen
class Right:
    """One right.

    Attributes
    ----------
    name, label
        The name that people give it here, and in French.
    paid
        The variable of the amount paid, net of CRDS where the payment is.
    history
        The inputs that say what was received of it in past months.
    opening, reference, confidence
        From when it is due, in French; the article; how sure that is.
    lost
        Whether a month without a claim is lost; ``None`` where that was not checked.
    payer
        Who pays it.

    """

    name: str
    label: str
    paid: str
    history: tuple[str, ...]
    opening: str
    reference: str
    confidence: str
    lost: bool | None
    payer: str


_FAMILY = "dû à partir du mois qui suit celui où les conditions sont remplies ; rappel non vérifié"
_DEPARTMENT, _STATE, _CAF = "département", "État", "CAF"


def _family(name: str, label: str, paid: str, *more: str) -> Right:
    return Right(
        name, label, paid, (name, *more), _FAMILY, "L552-1 CSS", "medium", lost=None, payer=_CAF
    )


RIGHTS = {
    right.name: right
    for right in (
        Right(
            "rsa",
            "RSA",
            "rsa",
            ("rsa_percu",),
            "dû à partir du premier jour du mois de la demande, sans rétroactivité",
            "L262-18 et R262-33 CASF",
            "high",
            lost=True,
            payer=_DEPARTMENT,
        ),
        Right(
            "ppa",
            "Prime d'activité",
            "ppa_nette_crds",
            (),
            "due à partir du mois de la demande (article non relu) ; une demande de RSA vaut "
            "demande de prime d'activité",
            "R843-1 CSS",
            "medium",
            lost=True,
            payer=_STATE,
        ),
        Right(
            "aide_logement",
            "Aide au logement",
            "aide_logement",
            ("aide_logement",),
            "due à partir du mois qui suit celui où les conditions sont remplies, au plus tôt du "
            "mois de la demande",
            "R823-10 CCH",
            "high",
            lost=True,
            payer=_STATE,
        ),
        _family(
            "af",
            "Allocations familiales",
            "af_nettes_crds",
            "af_complement_degressif",
        ),
        _family("cf", "Complément familial", "cf_net_crds"),
        _family("asf", "Allocation de soutien familial", "asf_nette_crds"),
        _family("paje_base", "Allocation de base de la PAJE", "paje_base_nette_crds"),
    )
}
NAMES = tuple(RIGHTS)
PAID = tuple(right.paid for right in RIGHTS.values())
# The kinds of housing aid: a famille has one of them at most.
HOUSING, HOUSING_KINDS = "aide_logement", ("apl", "alf", "als")
RSA, PPA, RSA_OPEN = "rsa", "ppa", "rsa_avant_sanction"
HISTORY = tuple(dict.fromkeys(name for right in RIGHTS.values() for name in right.history))
# What a situation can give of the month asked for: what is due must not be read from it.
CURRENT = ("rsa", RSA_OPEN, "ppa", "ppa_nette_crds", HOUSING, *HOUSING_KINDS, *PAID[3:], *NAMES[3:])
INDETERMINATE = {
    "rsa": "rsa_indetermine",
    "ppa": "ppa_indetermine",
    "aide_logement": "aide_logement_indetermine",
    "af": "af_indetermine",
    "cf": "cf_indetermine",
    "asf": "asf_indetermine",
    "paje_base": "paje_base_indetermine",
}
