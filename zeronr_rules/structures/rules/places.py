"""How many places: those of the AVIP label, and those that every structure guarantees."""

from __future__ import annotations

import numpy as np
from numpy import where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.structures.entities import StructureAccueil
from zeronr_rules.structures.rules.entrees import NON_RENSEIGNE
from zeronr_rules.variables.outils.arrondis import arrondi_decimales, atteint
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import lu, si_connu

_ARTICLE = "L214-7 III CASF ; charte nationale des crèches AVIP, 2016"


def _arrondi(nombre, mode):
    """Whole number of places; what a product leaves of binary noise is no place."""
    propre = arrondi_decimales(nombre, 6)
    if mode == "plafond":
        return np.ceil(propre)
    if mode == "plancher":
        return np.floor(propre)
    return arrondi_decimales(propre, 0)


class avip_places_requises(Variable):
    value_type = int
    default_value = NON_RENSEIGNE
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Nombre de places AVIP que la charte demande"
    documentation = (
        "La part de la charte (30 %, puis 20 %) de la capacité, arrondie selon la convention. −1 : la "
        "capacité n'est pas renseignée."
    )
    reference = _ARTICLE

    def formula_2016_04(structure, period, parameters):
        p = parameters(period)
        capacite = structure("capacite", period)
        places = _arrondi(capacite * p.avip.part_enfants, p.conventions.avip_arrondi)
        return where(capacite >= 0, places, NON_RENSEIGNE).astype(np.int32)


class avip_places_suffisantes(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "La structure propose assez de places AVIP"
    reference = _ARTICLE

    def formula_2016_04(structure, period, parameters):
        requises = structure("avip_places_requises", period)
        proposees = structure("places_avip", period)
        connu = (requises >= 0) * (proposees >= 0)
        return si_connu(connu, proposees >= requises).en_ternaire()


class avip_part_enfants_atteinte(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "La part d'enfants AVIP parmi les enfants accueillis est atteinte"
    documentation = (
        "Ce que la loi compte, et qui se constate une fois les enfants accueillis. Le label, lui, "
        "porte sur ce que la structure prévoit."
    )
    reference = "L214-7 III CASF"

    def formula_2016_04(structure, period, parameters):
        part = parameters(period).avip.part_enfants
        tous = structure("enfants_accueillis", period)
        avip = structure("enfants_avip", period)
        return si_connu((tous > 0) * (avip >= 0), atteint(avip, part * tous)).en_ternaire()


class places_garanties_requises(Variable):
    value_type = int
    default_value = NON_RENSEIGNE
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Places à garantir aux enfants de parents en insertion, au moins"
    documentation = (
        "Une par tranche de vingt places, sans rapport avec le label AVIP. −1 : inconnu (avant 2020, "
        "ou sans la capacité, ou sans savoir si la crèche est celle d'un employeur, qui en est exempte)."
    )
    reference = "L214-7 II et D214-7 CASF"

    def formula_2020_01(structure, period, parameters):
        p = parameters(period)
        capacite = structure("capacite", period)
        employeur = lu(structure("creche_employeur", period))
        tranches = capacite / p.places_garanties.tranche
        entamee = p.conventions.places_garanties_tranche == "entamee"
        places = np.ceil(tranches) if entamee else np.floor(tranches)
        places = where((capacite < 0) + employeur.inconnu, NON_RENSEIGNE, places)
        return where(employeur.certain, 0, places).astype(np.int32)
