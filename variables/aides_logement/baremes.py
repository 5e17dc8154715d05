"""Reading the tables of the housing aids: by zone, by territory, by composition.

Cells are read one by one as scalars, then taken by rank: openfisca-core looks a table that an
array indexes up person after person. A zone that is not given has no value: ``nan``.
"""

from __future__ import annotations

import numpy as np
from numpy import maximum, minimum, nan, where

from zeronr_rules.variables.logement.territoire import TypesTerritoireAideLogement
from zeronr_rules.variables.logement.zones import TypesZoneApl

_ZONES = tuple(zone.name for zone in TypesZoneApl if zone is not TypesZoneApl.non_renseigne)
_TERRITOIRES = tuple(territoire.name for territoire in TypesTerritoireAideLogement)
_CELLULES = ("isole", "couple", "pac_1", "pac_supp")
_CELLULES_LONGUES = ("isole", "couple", "pac_1", "pac_2", "pac_3", "pac_4", "pac_5", "pac_6")


def est_outre_mer(territoire):
    """Whether the territory follows the overseas scale; Saint-Pierre-et-Miquelon does not."""
    return (territoire == TypesTerritoireAideLogement.dom) + (
        territoire == TypesTerritoireAideLogement.mayotte
    )


def par_zone(noeud, zone, cellule):
    """Return one cell of the row of each zone."""
    return _par_rang(_lignes_des_zones(noeud), np.asarray(zone), (cellule,))[0]


def valeur_par_zone(noeud, zone):
    """Return the value of each zone, where a zone has only one."""
    return np.array([nan, *(noeud[nom] for nom in _ZONES)]).take(np.asarray(zone))


def tableau_par_zone(noeud, zone, couple, nombre):
    """Return the table of four columns: alone, couple, one person à charge, each further one."""
    return _quatre_colonnes(
        _par_rang(_lignes_des_zones(noeud), np.asarray(zone), _CELLULES), couple, nombre
    )


def tableau(ligne, couple, nombre):
    """Return the same, where all follow one row."""
    return _quatre_colonnes([ligne[cellule] for cellule in _CELLULES], couple, nombre)


def tableau_long_par_zone(noeud, zone, couple, nombre):
    """Return a table with a column up to six persons à charge, and an increment, by zone."""
    return _tableau_long(_lignes_des_zones(noeud), np.asarray(zone), couple, nombre)


def tableau_long_par_territoire(noeud, territoire, couple, nombre):
    """Return the same by territory."""
    lignes = [noeud[nom] for nom in _TERRITOIRES]
    return _tableau_long(lignes, np.asarray(territoire), couple, nombre)


def taux_famille_par_territoire(noeud, territoire, couple, nombre):
    """Return the rate of the family, which falls with each person à charge."""
    lignes = (noeud.metropole, noeud.dom)
    rang = np.asarray(est_outre_mer(territoire)).astype(np.int64)
    cellules = (*_CELLULES_LONGUES, "pac_7")
    taux = _valeur_au_rang(lignes, rang, cellules, couple, nombre)
    au_dela = maximum(nombre - _dernier(cellules), 0)
    return maximum(taux - au_dela * _par_rang(lignes, rang, ("baisse_par_pac_supp",))[0], 0)


def _lignes_des_zones(noeud):
    return [None, *(noeud[nom] for nom in _ZONES)]


def _par_rang(lignes, rang, cellules):
    valeurs = [
        [nan if ligne is None else ligne[cellule] for ligne in lignes] for cellule in cellules
    ]
    return np.array(valeurs).take(rang, axis=1)


def _quatre_colonnes(colonnes, couple, nombre):
    isole, en_couple, pac_1, pac_supp = colonnes
    return where(
        nombre > 0,
        pac_1 + (nombre - 1) * pac_supp,
        where(couple, en_couple, isole),
    )


def _tableau_long(lignes, rang, couple, nombre):
    valeur = _valeur_au_rang(lignes, rang, _CELLULES_LONGUES, couple, nombre)
    au_dela = maximum(nombre - _dernier(_CELLULES_LONGUES), 0)
    return valeur + au_dela * _par_rang(lignes, rang, ("pac_supp",))[0]


def _dernier(cellules):
    """Return the number of persons à charge of the last column."""
    return len(cellules) - 2


def _valeur_au_rang(lignes, rang, cellules, couple, nombre):
    valeurs = [
        [nan if ligne is None else ligne[cellule] for cellule in cellules] for ligne in lignes
    ]
    colonne = where(nombre > 0, minimum(nombre, _dernier(cellules)) + 1, couple)
    return np.array(valeurs)[rang, colonne.astype(np.int64)]
