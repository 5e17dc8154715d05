"""Each protection against a cut: it holds, it does not, or what was given does not tell."""

from __future__ import annotations

import numpy as np
from numpy import where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.variables.coupure_energie.jours import (
    avant,
    depuis,
    en_treve,
    jour_inconnu,
    jours_envisages,
)
from zeronr_rules.variables.outils.calendrier import DATE_NON_RENSEIGNEE, ajoute_mois
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import Reponse, lu


class coupure_jour_inconnu(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Le jour de la coupure n'est pas donné pour ce mois"
    reference = "L115-3 CASF"

    def formula(menage, period, parameters):
        return jour_inconnu(menage, period)


class coupure_protection_treve_hivernale(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Trêve hivernale de l'électricité, du gaz et de la chaleur"
    documentation = (
        "Du 1er novembre au 31 mars (au 15 mars jusqu'en 2015), dans une résidence principale ; avant "
        "la loi du 15 avril 2013, pour qui a reçu une aide du FSL dans les douze mois seulement."
    )
    reference = "L115-3 CASF, troisième alinéa"

    def formula_2013_05(menage, period, parameters):
        treve = parameters(period).prestations.coupure_energie.treve_hivernale
        hiver = en_treve(jours_envisages(menage, period), period, treve)
        return (hiver & lu(menage("residence_principale", period))).en_ternaire()

    def formula_2008_12(menage, period, parameters):
        treve = parameters(period).prestations.coupure_energie.treve_hivernale
        hiver = en_treve(jours_envisages(menage, period), period, treve)
        return (
            hiver
            & lu(menage("residence_principale", period))
            & lu(menage("fsl_energie_recu", period))
        ).en_ternaire()


class coupure_protection_eau(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "L'eau d'une résidence principale ne peut être coupée de toute l'année"
    documentation = "Depuis le 17 avril 2013."
    reference = "L115-3 CASF ; Conseil constitutionnel, n° 2015-470 QPC"

    def formula_2013_04(menage, period, parameters):
        debut = parameters(period).prestations.coupure_energie.eau_depuis
        en_vigueur = depuis(jours_envisages(menage, period), np.datetime64(debut))
        return (en_vigueur & lu(menage("residence_principale", period))).en_ternaire()

    def formula_2008_12(menage, period, parameters):
        return menage.filled_array(Ternaire.non)


class coupure_protection_demande_fsl(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Fourniture maintenue pendant l'examen d'une demande au FSL"
    documentation = "Jusqu'à la décision, deux mois au plus après la demande (convention)."
    reference = "L115-3 CASF, deuxième alinéa ; décret n° 2008-780 du 13 août 2008, article 2"

    def formula_2008_12(menage, period, parameters):
        p = parameters(period)
        jours = jours_envisages(menage, period)
        demande = menage("date_demande_fsl", period)
        connue = demande != DATE_NON_RENSEIGNEE
        maintien = ~avant(jours, demande)
        if p.conventions.coupure_delai_decision_fsl == "deux_mois":
            delai = p.prestations.coupure_energie.delai_decision_fsl
            maintien = maintien & avant(jours, ajoute_mois(demande, delai))
            certain = where(connue, maintien.certain, False)
        else:
            certain = where(connue, maintien.certain, True)
        dans_le_delai = Reponse(certain, where(connue, maintien.possible, True))
        return (lu(menage("demande_fsl_en_cours", period)) & dans_le_delai).en_ternaire()
