"""The règlement of each household's territory, as arrays.

Files are read by territory, for the territories that are there; what depends on
the household is taken by rank. A household whose territory has no règlement in
force that we know reads ``nan`` everywhere.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from zeronr_rules.variables.fsl.schema import CELLULES, INCONNU

SEPARATEUR = "_"
PREFIXE_EPCI = "epci"


def code(nom: str) -> int:
    """Return the number of a territory file: of a département, or SIREN of an EPCI.

    Examples
    --------
    >>> code("departement_56"), code("epci_200046977")
    (56, 200046977)

    """
    return int(nom.rpartition(SEPARATEUR)[-1])


def lue(noeud, cellule):
    """Return the value of a cell in a territory at an instant, ``None`` when it has none."""
    groupe, _, nom = cellule.partition(".")
    if groupe not in noeud or nom not in noeud[groupe]:
        return None
    return noeud[groupe][nom]


def est_inconnue(valeur: Any) -> bool:
    """Whether a value, or one of a list, says that nobody published it.

    Examples
    --------
    >>> est_inconnue(float("nan")), est_inconnue(["inconnu"]), est_inconnue(0)
    (True, True, False)

    """
    if isinstance(valeur, list):
        return any(map(est_inconnue, valeur))
    return valeur == INCONNU or (isinstance(valeur, float) and bool(np.isnan(valeur)))


class Reglement:
    """The règlement of the territory of each household at a period.

    Each method gives one value a household, ``nan`` where nobody published it.
    """

    def __init__(self, menage, period, parameters):
        territoires = parameters(period).territoires.fsl
        noms = sorted(territoires, key=code)
        codes = np.array([code(nom) for nom in noms])
        territoire = np.asarray(menage("fsl_territoire", period))
        rangs = np.searchsorted(codes, territoire)
        trouve = codes.take(rangs, mode="clip") == territoire
        # The rank after the last is that of who has no file.
        self._rangs = np.where(trouve, rangs, codes.size)
        presents = np.bincount(self._rangs, minlength=codes.size + 1)
        self._noeuds = [
            territoires[nom]
            if present and lue(territoires[nom], "reglement.en_vigueur") == 1
            else None
            for nom, present in zip(noms, presents, strict=False)
        ]
        self._noeuds.append(None)
        self.documente = trouve

    def _valeurs(self, cellule, absente):
        absente = absente if not CELLULES[cellule].requise else np.nan
        for noeud in self._noeuds:
            valeur = np.nan if noeud is None else lue(noeud, cellule)
            yield absente if valeur is None else valeur

    @property
    def connu(self):
        """Whether a règlement in force is known."""
        return np.array([noeud is not None for noeud in self._noeuds]).take(self._rangs)

    def nombre(self, cellule, absente=np.nan):
        """Return a number; ``absente`` where the règlement has no such rule."""
        return np.array(list(self._valeurs(cellule, absente)), dtype=float).take(self._rangs)

    def est(self, cellule, *textes):
        """Whether a text is one of these."""
        valeurs = [valeur in textes for valeur in self._valeurs(cellule, INCONNU)]
        return np.array(valeurs).take(self._rangs)

    def contient(self, cellule, membres, donnee):
        """Whether a list of names holds the member of an Enum that the household gave."""
        valeurs = [
            valeur if isinstance(valeur, list) else () for valeur in self._valeurs(cellule, ())
        ]
        table = np.array([[membre.name in valeur for membre in membres] for valeur in valeurs])
        return table[self._rangs, np.asarray(donnee)]

    def inconnue(self, cellule):
        """Whether a cell says that nobody published it."""
        valeurs = [est_inconnue(valeur) for valeur in self._valeurs(cellule, 0)]
        return np.array(valeurs).take(self._rangs)

    def de_la_table(self, cellule, rang, increment=None):
        """Return the value of a list at a rank (0 the first).

        Beyond the last, ``increment`` for each rank more; without it, the last value.
        """
        listes = [
            valeur if isinstance(valeur, list) and valeur else [np.nan]
            for valeur in self._valeurs(cellule, np.nan)
        ]
        longueur = max(map(len, listes))
        table = np.array([[*liste, *[np.nan] * (longueur - len(liste))] for liste in listes], float)
        dernier = np.array([len(liste) for liste in listes]).take(self._rangs) - 1
        rang = np.maximum(rang, 0)
        au_dela = np.maximum(rang - dernier, 0)
        valeur = table[self._rangs, np.minimum(rang, dernier)]
        if increment is None:
            return valeur
        return valeur + np.where(au_dela > 0, increment * au_dela, 0)

    def mois_de_la_date(self):
        """Return the month of the règlement, counted from the year 0; ``nan`` if not dated."""
        mois = [
            np.nan if est_inconnue(texte) else _mois(texte)
            for texte in self._valeurs("reglement.date", INCONNU)
        ]
        return np.array(mois, dtype=float).take(self._rangs)


def _mois(texte):
    jour = date.fromisoformat(texte)
    return jour.year * 12 + jour.month
