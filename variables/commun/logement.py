"""The housing advantage: who is charged the whole forfait, and what housing benefit is read."""

from __future__ import annotations

from numpy import logical_not as not_
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement


class aide_logement_percue(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au logement perçue au titre du mois"
    unit = "EUR"
    documentation = "À défaut de donnée, l'aide due pour le mois."
    reference = "R262-10 CASF, R844-4 CSS"

    def formula(famille, period, parameters):
        return famille("aide_logement", period)


class avantage_logement_sans_aide(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Logé sans charge de logement : le forfait entier est compté"
    documentation = (
        "Propriétaire sans emprunt en cours, ou logé gratuitement sans participation aux frais. Le "
        "locataire sans aide au logement, la personne hébergée contre participation et la personne "
        "sans domicile n'ont pas d'avantage en nature."
    )
    reference = "R262-9 CASF, R844-3 CSS"

    def formula(famille, period, parameters):
        logement = famille.demandeur.menage
        statut = logement("statut_occupation_logement", period)
        gratuit = (statut == TypesStatutOccupationLogement.loge_gratuitement) * not_(
            logement("participation_frais", period)
        )
        proprietaire = statut == TypesStatutOccupationLogement.proprietaire
        if parameters(period).conventions.forfait_logement_accedant == "forfait":
            accedant = statut == TypesStatutOccupationLogement.primo_accedant
            proprietaire = proprietaire + accedant
        return gratuit + proprietaire
