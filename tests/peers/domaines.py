"""What is compared with whom: sectors, territories and months, by peer."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

import attrs

from tests.peers import catala, france
from tests.peers.comparaison import Constat, comparer
from tests.peers.households import (
    COLLECTIVITES,
    DOM,
    METROPOLE,
    MOIS,
    SAINT_PIERRE_ET_MIQUELON,
    Menage,
    accessions,
    foyers,
    locatifs,
)
from tests.peers.pair import Reponse

PAIRS: dict[str, ModuleType] = {"Catala": catala, "OpenFisca-France": france}
TIRAGES = {"locatif": locatifs, "foyer": foyers, "accession": accessions}
LIEUX = {
    "metropolitan France": (METROPOLE,),
    "DOM, Saint-Barthélemy, Saint-Martin": (*DOM, *COLLECTIVITES),
    "DOM": DOM,
    "Saint-Pierre-et-Miquelon": (SAINT_PIERRE_ET_MIQUELON,),
}


@attrs.frozen
class Domaine:
    """A sector and a place."""

    secteur: str
    lieu: str

    def mois(self, pair: str | None) -> tuple[str, ...]:
        """Return the months of the generator for which the law and the peer hold the tables."""
        # No aid at Saint-Pierre-et-Miquelon before 2022; the tables of loans stand from 2019-10.
        debut = "2022-01" if self.lieu == "Saint-Pierre-et-Miquelon" else "2017-10"
        debut = "2019-10" if self.secteur == "accession" else debut
        return tuple(
            month
            for month in MOIS
            if month >= debut and (pair is None or PAIRS[pair].trusted(month, self.secteur))
        )

    def tirer(
        self, nombre: int, graine: int, pair: str | None = None, mois: Sequence[str] | None = None
    ) -> list[Menage]:
        """Return households of the domain that the peer can be asked about."""
        plus = {}
        if self.secteur == "locatif":
            # OpenFisca-France knows no alternating residence in housing aids.
            plus["alternance"] = pair != "OpenFisca-France"
        months = tuple(month for month in self.mois(pair) if mois is None or month in mois)
        return TIRAGES[self.secteur](nombre, graine, months, LIEUX[self.lieu], **plus)


DOMAINES = tuple(
    Domaine(secteur, lieu)
    for secteur, lieux in {
        "locatif": (
            "metropolitan France",
            "DOM, Saint-Barthélemy, Saint-Martin",
            "Saint-Pierre-et-Miquelon",
        ),
        "foyer": ("metropolitan France", "DOM"),
        "accession": ("metropolitan France", "DOM"),
    }.items()
    for lieu in lieux
)


def confronter(
    pair: str, cases: Sequence[Menage], nous: Sequence[Reponse] | None = None
) -> list[Constat]:
    """Return what our rules and a peer say of the same households."""
    from tests.peers import regles

    return comparer(
        pair, cases, regles.calcule(cases) if nous is None else nous, PAIRS[pair].calcule(cases)
    )
