"""Reading the tables of the housing aids: by zone, by territory, by composition.

Only the cells that serve are read, one by one, then taken by rank: openfisca-core looks a table
that an array indexes up person after person, and what is read is what a result explains. A zone
that is not given has no value: ``nan``.
"""

from __future__ import annotations

import numpy as np
from numpy import maximum, minimum, nan, where

from zeronr_rules.variables.logement.territoire import TypesTerritoireAideLogement
from zeronr_rules.variables.logement.zones import TypesZoneApl

_ZONES = tuple(zone.name for zone in TypesZoneApl)
_TERRITOIRES = tuple(territoire.name for territoire in TypesTerritoireAideLogement)
_OUTRE_MER = (TypesTerritoireAideLogement.dom, TypesTerritoireAideLogement.mayotte)
_LIGNES_DU_TAUX = tuple(
    "dom" if territoire in _OUTRE_MER else "metropole" for territoire in TypesTerritoireAideLogement
)
_SANS_ZONE = _ZONES[0]


def _colonnes(*cellules):
    """Return the columns of a table: alone, a couple, then one a number of persons à charge."""
    return cellules, len(cellules) - 1


_COURT = _colonnes("isole", "couple", "pac_1")
_LONG = _colonnes("isole", "couple", "pac_1", "pac_2", "pac_3", "pac_4", "pac_5", "pac_6")
_TAUX = _colonnes(*_LONG[0], "pac_7")


def est_outre_mer(territoire):
    """Whether the territory follows the overseas scale; Saint-Pierre-et-Miquelon does not."""
    return (territoire == TypesTerritoireAideLogement.dom) + (
        territoire == TypesTerritoireAideLogement.mayotte
    )


def autrement(masque, calcul, sinon):
    """Return what ``calcul()`` gives where the mask is true, ``sinon`` elsewhere.

    Spares the work when the mask is false for everybody.
    """
    if not masque.any():
        return sinon
    return where(masque, calcul(), sinon)


def par_zone(noeud, zone, cellule=None):
    """Return the value of each zone, or one cell of its row."""
    lignes, rang = _lignes(noeud, _ZONES, zone)
    return _une_cellule(lignes, rang, cellule)


def tableau_par_zone(noeud, zone, couple, nombre):
    """Return the table: alone, couple, one person à charge, and each further one."""
    return _tableau(*_lignes(noeud, _ZONES, zone), _COURT, couple, nombre)


def tableau(ligne, couple, nombre):
    """Return the same, where all follow one row."""
    return _tableau([ligne], None, _COURT, couple, nombre)


def tableau_long_par_zone(noeud, zone, couple, nombre):
    """Return a table with a column for each number of persons à charge up to six, by zone."""
    return _tableau(*_lignes(noeud, _ZONES, zone), _LONG, couple, nombre)


def tableau_long_par_territoire(noeud, territoire, couple, nombre):
    """Return the same by territory."""
    return _tableau(*_lignes(noeud, _TERRITOIRES, territoire), _LONG, couple, nombre)


def taux_famille_par_territoire(noeud, territoire, couple, nombre):
    """Return the rate of the family, which falls with each person à charge, never negative."""
    lignes = _lignes(noeud, _LIGNES_DU_TAUX, territoire)
    return _tableau(*lignes, _TAUX, couple, nombre, "baisse_par_pac_supp", -1)


def _lignes(noeud, noms, rang):
    """Return the rows that serve, and the rank of each member among them if there are several."""
    rang = np.asarray(rang)
    premier, dernier = _bornes(rang)
    lignes = [None if nom == _SANS_ZONE else noeud[nom] for nom in noms[premier : dernier + 1]]
    return lignes, None if premier == dernier else rang - premier


def _bornes(rangs):
    # The initial values serve where there is nobody.
    return int(rangs.min(initial=100)), int(rangs.max(initial=0))


def _lire(ligne, cellule):
    if ligne is None:
        return nan
    return ligne if cellule is None else ligne[cellule]


def _une_cellule(lignes, rang, cellule):
    if rang is None:
        return _lire(lignes[0], cellule)
    return np.array([_lire(ligne, cellule) for ligne in lignes]).take(rang)


def _tableau(lignes, rang, colonnes, couple, nombre, supplement="pac_supp", sens=1):
    cellules, fin = colonnes
    colonne = where(nombre > 0, nombre + 1, couple)
    premiere, derniere = _bornes(colonne)
    au_dela = None
    if derniere > fin:
        au_dela = maximum(colonne - fin, 0)
        colonne = minimum(colonne, fin)
        premiere, derniere = min(premiere, fin), fin
    valeurs = [
        _lire(ligne, cellule) for ligne in lignes for cellule in cellules[premiere : derniere + 1]
    ]
    place = colonne - premiere
    if rang is not None:
        place = rang * (derniere - premiere + 1) + place
    valeur = np.array(valeurs, dtype=np.float64).take(place)
    if au_dela is None:
        return valeur
    return maximum(valeur + sens * au_dela * _une_cellule(lignes, rang, supplement), 0)
