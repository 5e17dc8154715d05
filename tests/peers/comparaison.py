"""Compare our amounts with a peer's, and explain each difference by what the peer does.

A difference is explained when the text, computed again with deviations of that peer
(:mod:`tests.peers.ecarts`), gives the peer's amounts to the cent. Its class is the smallest set of
deviations found that does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache

import attrs

from tests.peers import texte, texte_foyer
from tests.peers.ecarts import Ecart, ecarts_de
from tests.peers.households import Accession, Foyer, Locatif, Menage
from tests.peers.pair import Reponse

CENT = Fraction(1, 200)
SECTEURS = {"locatif": Locatif, "foyer": Foyer, "accession": Accession}
# What the text says of each sector.
LECTURES: dict[type, Callable[..., texte.Montants]] = {
    Locatif: texte.locatif,
    Foyer: texte_foyer.foyer,
    Accession: texte_foyer.accession,
}


@attrs.frozen(kw_only=True)
class Constat:
    """One case beside a peer."""

    cas: Menage
    nous: Reponse
    pair: Reponse
    # Names of the deviations that explain the difference; none when equal or unexplained.
    classe: tuple[str, ...] = ()
    explique: bool = True

    @property
    def refuse(self) -> bool:
        """Tell whether the peer gives no answer."""
        return bool(self.pair.erreur)

    @property
    def ecart(self) -> Fraction:
        """Return the peer's net amount less ours."""
        return self.pair.net - self.nous.net

    @property
    def egal(self) -> bool:
        """Tell whether both pay the same, to the cent."""
        return abs(self.ecart) <= CENT

    @property
    def a_un_euro(self) -> bool:
        """Tell whether what is paid differs by one euro at most."""
        return abs(self.ecart) <= 1 + CENT


def au_texte(cas: Menage, ecarts: frozenset[str] = texte.TEXTE) -> Reponse:
    """Return the amounts of the text, or of the text with deviations."""
    montants = LECTURES[type(cas)](cas, ecarts)
    return Reponse(brut=montants.brut, net=montants.net)


def meme(une: Reponse, autre: Reponse) -> bool:
    """Tell whether two answers are the same amounts, to the cent."""
    return abs(une.brut - autre.brut) <= CENT and abs(une.net - autre.net) <= CENT


def expliquer(cas: Menage, pair: Reponse, ecarts: Sequence[Ecart]) -> tuple[str, ...] | None:
    """Return the fewest deviations found that give the peer's amounts, or None."""

    @cache
    def donne(noms: frozenset[str]) -> bool:
        return meme(au_texte(cas, noms), pair)

    for ecart in ecarts:
        if donne(frozenset([ecart.nom])):
            return (ecart.nom,)
    noms = [ecart.nom for ecart in ecarts]
    if not donne(frozenset(noms)):
        return None
    # Drop, last first, what is not needed: what remains explains, and nothing in it is idle.
    for nom in reversed(noms.copy()):
        sans = [other for other in noms if other != nom]
        if donne(frozenset(sans)):
            noms = sans
    return tuple(noms)


def comparer(
    nom: str, cases: Sequence[Menage], nous: Sequence[Reponse], pair: Sequence[Reponse]
) -> list[Constat]:
    """Return what each case shows beside the peer of that name."""
    found = []
    for cas, ours, theirs in zip(cases, nous, pair, strict=True):
        constat = Constat(cas=cas, nous=ours, pair=theirs)
        if not constat.refuse and not meme(ours, theirs):
            classe = expliquer(cas, theirs, ecarts_de(nom, type(cas).__name__.lower()))
            constat = attrs.evolve(constat, classe=classe or (), explique=classe is not None)
        found.append(constat)
    return found


@attrs.frozen(kw_only=True)
class Bilan:
    """The figures of a comparison."""

    menages: int
    refus: int
    egaux: int
    a_un_euro: int
    inexpliques: tuple[Constat, ...]
    # By deviation: cases it explains alone, cases it explains with others, largest difference.
    classes: dict[str, tuple[int, int, Fraction]]


def bilan(constats: Sequence[Constat]) -> Bilan:
    """Count."""
    compares = [constat for constat in constats if not constat.refuse]
    seuls, ensemble = Counter(), Counter()
    plus_grand: dict[str, Fraction] = {}
    for constat in compares:
        for nom in constat.classe:
            (seuls if len(constat.classe) == 1 else ensemble)[nom] += 1
            if len(constat.classe) == 1:
                plus_grand[nom] = max(plus_grand.get(nom, Fraction(0)), abs(constat.ecart))
    return Bilan(
        menages=len(compares),
        refus=len(constats) - len(compares),
        egaux=sum(constat.egal for constat in compares),
        a_un_euro=sum(constat.a_un_euro for constat in compares),
        inexpliques=tuple(constat for constat in compares if not constat.explique),
        classes={
            nom: (seuls[nom], ensemble[nom], plus_grand.get(nom, Fraction(0)))
            for nom in sorted({*seuls, *ensemble}, key=lambda one: -(seuls[one] + ensemble[one]))
        },
    )
