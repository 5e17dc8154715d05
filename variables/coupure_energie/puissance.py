"""Electricity: reduced power before a cut, and who keeps full power in winter."""

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
    jours_envisages,
    jours_hors_treve,
)
from zeronr_rules.variables.outils.calendrier import DATE_NON_RENSEIGNEE, ajoute_mois
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import Reponse, lu

_LOI = "L115-3 CASF, quatrième alinéa (loi n° 2022-1158 du 16 août 2022, article 35)"


class coupure_soixante_jours(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "La puissance réduite doit durer soixante jours"
    documentation = "Chèque énergie ou aide du FSL (convention), avec un compteur communicant, depuis avril 2023."
    reference = "Décret n° 2023-133 du 24 février 2023"

    def formula_2023_04(menage, period, parameters):
        cheque = lu(menage("beneficiaire_cheque_energie", period))
        fsl = lu(menage("fsl_energie_recu", period))
        deux = parameters(period).conventions.coupure_puissance_reduite_public == "les_deux"
        public = cheque & fsl if deux else cheque | fsl
        return (public & lu(menage("compteur_communicant", period))).en_ternaire()

    def formula_2008_12(menage, period, parameters):
        return menage.filled_array(Ternaire.non)


class coupure_protection_puissance_reduite(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "La période de puissance réduite qui précède une coupure d'électricité n'est pas faite"
    documentation = (
        "Un mois au moins depuis le 18 août 2022, dans une résidence principale ; soixante jours hors "
        "trêve hivernale, depuis avril 2023, pour qui en bénéficie."
    )
    reference = _LOI

    def formula_2023_04(menage, period, parameters):
        p = parameters(period).prestations.coupure_energie
        premier, dernier = jours_envisages(menage, period)
        debut = menage("date_debut_puissance_reduite", period)
        soixante = p.puissance_reduite.duree_protege
        manque = Reponse(
            jours_hors_treve(debut, dernier, p.treve_hivernale) < soixante,
            jours_hors_treve(debut, premier, p.treve_hivernale) < soixante,
        )
        protege = lu(menage("coupure_soixante_jours", period))
        return _non_faite(menage, period, p, manque & protege).en_ternaire()

    def formula_2022_08(menage, period, parameters):
        p = parameters(period).prestations.coupure_energie
        return _non_faite(menage, period, p, None).en_ternaire()

    def formula_2008_12(menage, period, parameters):
        return menage.filled_array(Ternaire.non)


def _non_faite(menage, period, p, manque_en_plus):
    """The power was not reduced, or not for a month, or not for what is asked besides."""
    jours = jours_envisages(menage, period)
    debut = menage("date_debut_puissance_reduite", period)
    connu = debut != DATE_NON_RENSEIGNEE
    manque = avant(jours, ajoute_mois(debut, p.puissance_reduite.duree))
    if manque_en_plus is not None:
        manque = manque | manque_en_plus
    manque = Reponse(connu * manque.certain, where(connu, manque.possible, True))
    reduite = lu(menage("puissance_electrique_reduite", period))
    en_vigueur = depuis(jours, np.datetime64(p.puissance_reduite.depuis))
    return en_vigueur & lu(menage("residence_principale", period)) & (~reduite | manque)


class reduction_puissance_interdite(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "La puissance électrique ne peut pas être réduite"
    documentation = (
        "Pendant la trêve hivernale, pour le bénéficiaire du chèque énergie et, selon la convention, "
        "d'une aide du FSL dans les douze mois."
    )
    reference = "L115-3 CASF, troisième alinéa ; L124-1 du code de l'énergie"

    def formula_2018(menage, period, parameters):
        p = parameters(period)
        hiver = en_treve(
            jours_envisages(menage, period),
            period,
            p.prestations.coupure_energie.treve_hivernale,
        )
        public = lu(menage("beneficiaire_cheque_energie", period))
        if p.conventions.coupure_reduction_hiver_fsl == "protege":
            public = public | lu(menage("fsl_energie_recu", period))
        return (hiver & lu(menage("residence_principale", period)) & public).en_ternaire()
