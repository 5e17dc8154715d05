"""Answers in four degrees: no, unknown, to be examined, yes. Unknown is never a no."""

from __future__ import annotations

from numpy import asarray, isnan, where

from zeronr_rules.variables.fsl.types import TypesReponseFSL
from zeronr_rules.variables.outils.arrondis import atteint
from zeronr_rules.variables.outils.ternaire import Ternaire

NON = TypesReponseFSL.non.index
INCONNUE = TypesReponseFSL.inconnue.index
A_EXAMINER = TypesReponseFSL.a_examiner.index
OUI = TypesReponseFSL.oui.index


def reponse(vrai):
    """Return yes or no for a known boolean."""
    return where(vrai, OUI, NON)


def sous_plafond(montant, plafond, stricte):
    """Whether an amount is under a ceiling, unknown if either is.

    At the very ceiling, unknown too if nobody knows whether it is included.

    Examples
    --------
    >>> import numpy as np
    >>> plafond = np.array([636.0, np.nan, 636.0])
    >>> sous_plafond(np.array([636.0, 10.0, 636.0]), plafond, np.array([1, 0, np.nan])).tolist()
    [0, 1, 1]

    """
    pas_en_dessous, pas_au_dessus = atteint(montant, plafond), atteint(plafond, montant)
    au_plafond = where(isnan(stricte), INCONNUE, where(stricte > 0, NON, OUI))
    hors = where(pas_en_dessous, NON, OUI)
    connue = where(pas_en_dessous * pas_au_dessus, au_plafond, hors)
    return where(isnan(montant) + isnan(plafond), INCONNUE, connue)


def accord(une, autre):
    """Return what two readings both answer, else unknown."""
    return where(une == autre, une, INCONNUE)


def si_la_regle(regle, satisfaite):
    """Apply a condition where the rule exists (1), not where it does not (0).

    Where nobody knows whether it exists, who satisfies it satisfies it anyway.
    """
    inconnue = where(satisfaite == OUI, OUI, INCONNUE)
    return where(isnan(regle), inconnue, where(regle > 0, satisfaite, OUI))


def du_ternaire(donnee):
    """Return the answer of an input: what was not given is to be examined."""
    return where(donnee == Ternaire.oui, OUI, where(donnee == Ternaire.non, NON, A_EXAMINER))


def rangs(reponses):
    """Return the ranks of an Enum column, for ``minimum``.

    Examples
    --------
    >>> rangs([0, 3]).tolist()
    [0, 3]

    """
    return asarray(reponses)
