"""What to claim first, and what follows: from computed paths, in French."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from zeronr_rules.takeup.rights import HOUSING, PPA, RIGHTS, RSA
from zeronr_rules.takeup.scenarios import MOST_ORDERED, Path, claims_of
from zeronr_rules.takeup.unclaimed_result import LATER, Follow, RightFound, rights_to_claim
from zeronr_rules.text import french_number

_SPACE = "\N{NO-BREAK SPACE}"
# Sums of cents: less is none.
_CENT = 0.005
_C2S = Follow(
    "Complémentaire santé solidaire sans participation",
    "droit au RSA ouvert : condition de ressources réputée remplie, attribution par la caisse",
    "L861-2 CSS",
    "medium",
)
_NOEL = Follow(
    "Prime de Noël",
    "montant de RSA positif au titre de novembre, ou à défaut de décembre ; conditions et montant "
    "fixés chaque année par décret, celui de 2026 n'est pas connu",
    "décret annuel",
    "medium",
)
# Why a right moves once another is paid, where the texts say it.
_BY_HOUSING = {
    RSA: "une aide au logement compte dans les ressources du RSA, dans la limite du forfait "
    "logement (R262-9 et R262-10 CASF)",
    PPA: "une aide au logement compte dans les ressources de la prime d'activité, dans la limite "
    "du forfait logement (R844-3 CSS)",
}
_BY_FAMILY = {
    RSA: "les prestations familiales comptent dans les ressources du RSA (R262-7, R262-10-1 et "
    "R262-11 CASF)",
    PPA: "les prestations familiales comptent dans les ressources de la prime d'activité (R844-4 "
    "et R844-5 CSS)",
}
_RAISED = {
    HOUSING: "l'aide au logement écarte les revenus d'activité et de chômage de qui a reçu le RSA "
    "le mois précédent (R822-17 CCH)"
}
Advice = tuple[tuple[str, ...], tuple[str, ...], tuple[Follow, ...]]


def advise(
    rights: Sequence[RightFound], paths: Sequence[Path], months: int, *, opens_rsa: bool
) -> Advice:
    """Return the claims in the best order, the advice, and the rights that follow.

    Parameters
    ----------
    rights
        The rights found.
    paths
        What each order of claims brings.
    months
        Over how many months.
    opens_rsa
        Whether a right to RSA is open once claimed, a sanction notwithstanding.

    """
    follows = (_C2S, _NOEL) if opens_rsa else ()
    claims = claims_of(rights_to_claim(rights))
    if not claims or not paths:
        return (), (), follows
    by_plan = {tuple(path.claims.items()): path for path in paths}
    nothing = by_plan[()]
    together = by_plan[tuple((claim, 0) for claim in claims)]
    alone = {claim: by_plan[((claim, 0),)] for claim in claims}
    over = f"sur {months} mois, à situation et à loi inchangées"
    told = [
        f"Demander {_named(claims, claims)} ce mois-ci apporte {_euros(together, nothing)} {over}."
    ]
    order: tuple[str, ...] = tuple(sorted(claims, key=lambda claim: -alone[claim].total))
    later = [right.label for right in rights if right.status == LATER]
    if later:
        told.append(
            f"{', '.join(later)} : rien n'est encore dû, mais d'autres droits, une fois perçus, "
            "l'ouvrent. Demander en même temps."
        )
    if len(claims) > 1:
        each = " ; ".join(
            f"{_named([claim], claims)} : {_euros(alone[claim], nothing)}" for claim in claims
        )
        told.append(f"Une seule demande apporterait : {each}.")
        told += _interaction(together, [one.total for one in alone.values()], nothing.total)
        better = max(paths, key=lambda path: path.total)
        if better.total > together.total + _CENT:
            chosen = ", ".join(better.claims) or "aucune demande"
            told.append(
                f"Attention : l'ordre {chosen} ({_when(better.claims)}) apporte "
                f"{_money(better.total - together.total)} de plus que tout demander ce mois-ci."
            )
    waiting = by_plan[tuple((claim, 1) for claim in claims)]
    told.append(
        f"Attendre un mois pour {'la' if len(claims) == 1 else 'les'} demander coûte "
        f"{_money(together.total - waiting.total)} {over}."
    )
    if 1 < len(claims) <= MOST_ORDERED:
        orders = sorted(
            (
                by_plan[tuple((claim, rank) for rank, claim in enumerate(one))]
                for one in itertools.permutations(claims)
            ),
            key=lambda path: -path.total,
        )
        order = tuple(orders[0].claims)
        best, worst = (_money(together.total - one.total) for one in (orders[0], orders[-1]))
        told.append(
            "Si une seule demande peut être faite par mois, commencer par "
            f"{_named(order[:1], claims)} : il en coûte {best}, contre {worst} dans l'ordre le "
            "moins favorable."
        )
    return order, tuple(told), follows


def _interaction(together: Path, alone: Sequence[float], nothing: float) -> list[str]:
    gap = (together.total - nothing) - sum(one - nothing for one in alone)
    if abs(gap) <= _CENT:
        return ["Ces droits ne se modifient pas l'un l'autre sur cette durée."]
    more = "plus" if gap > 0 else "moins"
    told = [f"Ensemble, c'est {_money(abs(gap))} de {more} que la somme de chacune."]
    for right, amounts in together.amounts.items():
        start, end = amounts[0], amounts[-1]
        if end < start - _CENT and right in _BY_HOUSING:
            why = [_BY_HOUSING[right]] if HOUSING in together.claims else []
            why += [_BY_FAMILY[right]] if {*together.claims} - {RSA, PPA, HOUSING} else []
            told.append(f"{_move(right, start, end)} : {' ; '.join(why) or 'effet des demandes'}.")
        elif end > start + _CENT and right in _RAISED:
            told.append(f"{_move(right, start, end)} : {_RAISED[right]}.")
    return told


def _move(right: str, start: float, end: float) -> str:
    return f"{RIGHTS[right].label} : de {_money(start)} à {_money(end)} par mois"


def _named(
    chosen: Sequence[str] | Mapping[str, object], claims: Mapping[str, Sequence[str]]
) -> str:
    names = [" et ".join(RIGHTS[right].label for right in claims[claim]) for claim in chosen]
    return ", ".join(names)


def _when(claims: Mapping[str, int]) -> str:
    return ", ".join(f"{claim} : mois {1 + at}" for claim, at in claims.items()) or "rien"


def _euros(path: Path, nothing: Path) -> str:
    return _money(path.total - nothing.total)


def _money(value: float) -> str:
    return f"{french_number(value)}{_SPACE}€"
