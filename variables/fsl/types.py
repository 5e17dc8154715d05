"""Answers of the FSL, and what a bill is for."""

from __future__ import annotations

from openfisca_core.indexed_enums import Enum


class TypesReponseFSL(Enum):
    """What a condition answers; the worst of several is the least in this order."""

    __order__ = "non inconnue a_examiner oui"
    non = "Non remplie"
    inconnue = "Le règlement ne publie pas ce qu'il faut pour répondre"
    a_examiner = "À examiner par la commission, ou une donnée manque"
    oui = "Remplie"


class TypesStatutFSL(Enum):
    """What a request can hope for; the ranks are those of ``TypesReponseFSL``."""

    __order__ = "non_eligible indetermine a_examiner eligible"
    non_eligible = "Non éligible"
    indetermine = "Indéterminé : le règlement du territoire n'est pas assez connu"
    a_examiner = "À examiner : la commission apprécie, ou une donnée manque"
    eligible = "Peut demander avec des chances d'aboutir : la commission décide"


class TypesDetteFSL(Enum):
    """What the unpaid bill is for."""

    __order__ = "non_renseignee electricite gaz gaz_bouteille chaleur bois fioul eau assainissement telephone internet"
    non_renseignee = "Non renseignée"
    electricite = "Électricité"
    gaz = "Gaz de réseau"
    gaz_bouteille = "Gaz en bouteille ou en citerne"
    chaleur = "Réseau de chaleur"
    bois = "Bois"
    fioul = "Fioul"
    eau = "Eau"
    assainissement = "Assainissement"
    telephone = "Téléphone"
    internet = "Accès à internet"
