"""Money that a person receives in a month, whether a benefit counts it or not."""

from __future__ import annotations

from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Individu

_REFERENCE = "Définition du revenu disponible d'un ménage, Insee"


class revenus_activite_percus(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Revenus d'activité perçus dans le mois"
    unit = "EUR"
    documentation = (
        "Nets de cotisations, avant impôt. Pour un travailleur indépendant évalué à l'année, la "
        "part mensuelle des bénéfices que les droits du mois retiennent : ceux de l'année en cours "
        "ne sont pas connus."
    )
    reference = _REFERENCE

    def formula(individu, period, parameters):
        salaires = (
            individu("salaire_net", period)
            + individu("remuneration_apprenti", period)
            + individu("remuneration_gerant_article_62", period)
            + individu("revenus_professionnels_exceptionnels", period)
            + individu("indemnites_chomage_partiel", period)
        )
        formations = (
            individu("revenus_stage_formation_pro", period)
            + individu("indemnites_stage", period)
            + individu("indemnites_volontariat", period)
        )
        non_salaries = (
            individu("rpns_auto_entrepreneur_benefice", period)
            + individu("revenus_non_salaries_annuels", period)
            + individu("recettes_agricoles_nettes", period)
        )
        return salaires + formations + non_salaries


class revenus_remplacement_percus(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Revenus de remplacement et pensions perçus dans le mois"
    unit = "EUR"
    reference = _REFERENCE

    def formula(individu, period, parameters):
        chomage = (
            individu("chomage_net", period)
            + individu("ass", period)
            + individu("allocation_securisation_professionnelle", period)
        )
        indemnites_journalieres = (
            individu("indemnites_journalieres_maternite", period)
            + individu("indemnites_journalieres_paternite", period)
            + individu("indemnites_journalieres_adoption", period)
            + individu("indemnites_journalieres_maladie", period)
            + individu("indemnites_journalieres_accident_travail", period)
            + individu("indemnites_journalieres_maladie_professionnelle", period)
        )
        pensions = (
            individu("retraite_nette", period)
            + individu("retraite_combattant", period)
            + individu("pensions_invalidite", period)
            + individu("rentes_accident_travail", period)
            + individu("pension_militaire_invalidite", period)
            + individu("dedommagement_victime_amiante", period)
        )
        return (
            chomage
            + indemnites_journalieres
            + pensions
            + individu("autres_revenus_remplacement", period)
        )


class autres_revenus_percus(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Autres revenus perçus dans le mois : minima, transferts privés, patrimoine, bourses"
    unit = "EUR"
    documentation = "Nets des pensions alimentaires versées ; négatif si elles les dépassent."
    reference = _REFERENCE

    def formula(individu, period, parameters):
        minima = (
            individu("aah", period)
            + individu("caah", period)
            + individu("asi", period)
            + individu("prime_forfaitaire_mensuelle_reprise_activite", period)
        )
        transferts = (
            individu("pensions_alimentaires_percues", period)
            + individu("prestation_compensatoire", period)
            + individu("aides_familiales_regulieres", period)
            - individu("pensions_alimentaires_versees_individu", period)
        )
        bourses = individu("bourse_enseignement_sup", period) + individu("bourse_recherche", period)
        patrimoine = individu("revenus_capital", period) + individu("revenus_locatifs", period)
        divers = individu("gains_exceptionnels", period) + individu("autres_ressources_rsa", period)
        return minima + transferts + bourses + patrimoine + divers
