"""The money: the forfait a place of the Caf, the bonus mixité, the bonus inclusion handicap.

Amounts of a year at the rates of the month. One that cannot be known is 0 here, and its
``_indetermine`` is true: no NaN reaches a JSON answer.
"""

from __future__ import annotations

import numpy as np
from numpy import isnan, nan_to_num, where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.structures.entities import StructureAccueil
from zeronr_rules.structures.rules.entrees import TypesFinancement
from zeronr_rules.variables.outils.arrondis import atteint
from zeronr_rules.variables.outils.trois_valeurs import Reponse, lu

_CIRCULAIRE = "Circulaire Cnaf n° 2018-002 du 21 novembre 2018"


def _forfait(structure, period, parameters):
    """Amount a place of the structure's département, NaN where it is not published; and if it is."""
    code = np.asarray(structure("departement_structure", period)).astype("S3")
    montant = np.full(len(code), np.nan)
    publie = np.zeros(len(code))
    territoires = parameters(period).territoires.forfait_avip
    for nom in territoires:
        ici = code == nom.removeprefix("departement_").encode()
        montant = where(ici, territoires[nom].montant, montant)
        publie = where(ici, territoires[nom].publie, publie)
    return montant, publie == 1


class avip_forfait_par_place(Variable):
    value_type = float
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Forfait annuel de la Caf par place AVIP"
    unit = "EUR"
    documentation = "Connu dans l'Ain en 2024 seulement ; il n'est pas établi qu'il soit national."
    reference = "Caf de l'Ain, rapport d'activité 2024"

    def formula_2016_04(structure, period, parameters):
        return nan_to_num(_forfait(structure, period, parameters)[0])


class avip_forfait_par_place_indetermine(Variable):
    value_type = bool
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Forfait de la Caf que personne n'a publié pour ce département et cette année"

    def formula_2016_04(structure, period, parameters):
        montant, publie = _forfait(structure, period, parameters)
        return isnan(montant) + (publie == 0) > 0


class avip_financement_caf_places_requises(Variable):
    value_type = float
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Aide annuelle de la Caf à une structure labellisée qui propose les places requises"
    unit = "EUR"
    reference = "Caf de l'Ain, rapport d'activité 2024"

    def formula_2016_04(structure, period, parameters):
        requises = np.maximum(structure("avip_places_requises", period), 0)
        return requises * structure("avip_forfait_par_place", period)


class avip_financement_caf_places_requises_indetermine(Variable):
    value_type = bool
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Aide de la Caf dont le forfait ou la capacité n'est pas connu"

    def formula_2016_04(structure, period, parameters):
        forfait = structure("avip_forfait_par_place_indetermine", period)
        return forfait + (structure("avip_places_requises", period) < 0) > 0


class avip_financement_caf(Variable):
    value_type = float
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Aide annuelle de la Caf aux places AVIP d'une structure labellisée"
    unit = "EUR"
    documentation = "Le forfait par place et les places proposées."
    reference = "Caf de l'Ain, rapport d'activité 2024"

    def formula_2016_04(structure, period, parameters):
        return (
            np.maximum(structure("places_avip", period), 0)
            * structure("avip_forfait_par_place", period)
            * lu(structure("label_avip", period)).certain
        )


class avip_financement_caf_indetermine(Variable):
    value_type = bool
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Aide de la Caf dont le forfait, le label ou le nombre de places n'est pas connu"

    def formula_2016_04(structure, period, parameters):
        label = lu(structure("label_avip", period))
        places = structure("places_avip", period)
        manque = structure("avip_forfait_par_place_indetermine", period) + (places < 0)
        return (places != 0) * label.possible * (label.inconnu + manque) > 0


def _psu(structure, period):
    financement = structure("financement_structure", period)
    psu = financement == TypesFinancement.psu
    return Reponse(psu, psu + (financement == TypesFinancement.non_renseigne))


class bonus_mixite(Variable):
    value_type = float
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Bonus mixité sociale annuel de la Caf"
    unit = "EUR"
    documentation = (
        "Pour toutes les places d'une structure financée par la PSU, labellisée ou non. Le barème de "
        "2019 a été changé au 1er janvier 2026, sans que le nouveau ait été lu."
    )
    reference = _CIRCULAIRE

    def formula_2019_01(structure, period, parameters):
        p = parameters(period).bonus_mixite
        participation = structure("participation_horaire_moyenne", period)
        par_place = where(
            atteint(p.plafond_1, participation),
            p.montant_1,
            where(
                atteint(p.plafond_2, participation),
                p.montant_2,
                where(atteint(p.plafond_3, participation), p.montant_3, 0),
            ),
        )
        capacite = np.maximum(structure("capacite", period), 0)
        return (
            nan_to_num(par_place)
            * capacite
            * (participation >= 0)
            * _psu(structure, period).certain
        )


class bonus_mixite_indetermine(Variable):
    value_type = bool
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Bonus mixité dont le barème, le financement, la participation ou la capacité manque"

    def formula_2019_01(structure, period, parameters):
        psu = _psu(structure, period)
        manque = (
            (structure("participation_horaire_moyenne", period) < 0)
            + (structure("capacite", period) < 0)
            + isnan(parameters(period).bonus_mixite.montant_1)
        )
        return psu.possible * (psu.inconnu + manque) > 0


class bonus_handicap_taux(Variable):
    value_type = float
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Taux du bonus inclusion handicap, selon la part d'enfants concernés"
    documentation = (
        "Dès le premier enfant. Le coût par place auquel il s'applique n'est pas connu ici."
    )
    reference = _CIRCULAIRE

    def formula_2019_01(structure, period, parameters):
        p = parameters(period).bonus_handicap
        tous = structure("enfants_accueillis", period)
        concernes = structure("enfants_handicapes", period)
        taux = where(
            atteint(concernes, p.part_3 * tous),
            p.taux_3,
            where(atteint(concernes, p.part_2 * tous), p.taux_2, p.taux_1),
        )
        return nan_to_num(taux) * (concernes > 0) * (tous > 0)


class bonus_handicap_taux_indetermine(Variable):
    value_type = bool
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Bonus handicap dont le barème ou les effectifs manquent"

    def formula_2019_01(structure, period, parameters):
        concernes = structure("enfants_handicapes", period)
        manque = (structure("enfants_accueillis", period) <= 0) + isnan(
            parameters(period).bonus_handicap.taux_1
        )
        return (concernes < 0) + (concernes > 0) * manque > 0


class bonus_handicap_max(Variable):
    value_type = float
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Bonus inclusion handicap annuel, au plus"
    unit = "EUR"
    documentation = "Le plafond par place et toutes les places, dès le premier enfant concerné."
    reference = _CIRCULAIRE

    def formula_2019_01(structure, period, parameters):
        plafond = nan_to_num(parameters(period).bonus_handicap.plafond)
        places = np.maximum(structure("capacite", period), 0)
        return plafond * places * (structure("enfants_handicapes", period) > 0)


class bonus_handicap_max_indetermine(Variable):
    value_type = bool
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Bonus handicap dont le plafond, la capacité ou les effectifs manquent"

    def formula_2019_01(structure, period, parameters):
        concernes = structure("enfants_handicapes", period)
        manque = (structure("capacite", period) < 0) + isnan(
            parameters(period).bonus_handicap.plafond
        )
        return (concernes < 0) + (concernes > 0) * manque > 0
