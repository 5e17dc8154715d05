"""Resources of a person in one month, sorted as R262-7 and R262-13 CASF do."""

from __future__ import annotations

from numpy import maximum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import FoyerFiscal, Individu
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)


class indemnites_journalieres_professionnelles(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Indemnités journalières qui tiennent lieu de revenus professionnels"
    unit = "EUR"
    documentation = (
        "Maternité, paternité et adoption sans limite ; maladie, accident du travail et maladie "
        "professionnelle pendant les trois premiers mois de l'arrêt, dont la date doit être connue."
    )
    reference = "R262-12 CASF, R844-1 CSS"

    def formula(individu, period, parameters):
        duree = parameters(
            period
        ).prestations.ressources_trimestrielles.indemnites_journalieres_mois
        arret = individu("date_arret_de_travail", period)
        anciennete = mois_entre(arret, premier_jour(period))
        dans_le_delai = (arret != DATE_NON_RENSEIGNEE) * (anciennete >= 0) * (anciennete < duree)
        return (
            individu("indemnites_journalieres_maternite", period)
            + individu("indemnites_journalieres_paternite", period)
            + individu("indemnites_journalieres_adoption", period)
            + dans_le_delai * individu("indemnites_journalieres_limitees", period)
        )


class indemnites_journalieres_limitees(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = (
        "Indemnités journalières de maladie, d'accident du travail et de maladie professionnelle"
    )
    unit = "EUR"
    reference = "R262-12 CASF"

    def formula(individu, period, parameters):
        return (
            individu("indemnites_journalieres_maladie", period)
            + individu("indemnites_journalieres_accident_travail", period)
            + individu("indemnites_journalieres_maladie_professionnelle", period)
        )


class indemnites_journalieres_de_remplacement(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Indemnités journalières au-delà des trois premiers mois de l'arrêt"
    unit = "EUR"
    reference = "R262-12 CASF a contrario"

    def formula(individu, period, parameters):
        toutes = (
            individu("indemnites_journalieres_maternite", period)
            + individu("indemnites_journalieres_paternite", period)
            + individu("indemnites_journalieres_adoption", period)
            + individu("indemnites_journalieres_limitees", period)
        )
        return toutes - individu("indemnites_journalieres_professionnelles", period)


class rsa_revenus_professionnels(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Revenus professionnels du mois ou qui en tiennent lieu"
    unit = "EUR"
    documentation = "Un total négatif compte pour zéro."
    reference = "R262-12 CASF, R262-7 CASF"

    def formula(individu, period, parameters):
        return maximum(
            individu("salaire_net", period)
            + individu("remuneration_apprenti", period)
            + individu("indemnites_chomage_partiel", period)
            + individu("revenus_stage_formation_pro", period)
            + individu("indemnites_stage", period)
            + individu("indemnites_volontariat", period)
            + individu("remuneration_gerant_article_62", period)
            + individu("indemnites_journalieres_professionnelles", period)
            + individu("rpns_auto_entrepreneur_benefice", period),
            0,
        )


class rsa_allocations_chomage(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Allocations de chômage du mois (ARE, ASS)"
    unit = "EUR"
    reference = "R262-13 CASF ; L5422-1, L5423-1 et L5423-8 du code du travail"

    def formula(individu, period, parameters):
        return maximum(individu("chomage_net", period) + individu("ass", period), 0)


class rsa_autres_ressources(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Autres ressources du mois, hors patrimoine et prestations de la caisse"
    unit = "EUR"
    documentation = (
        "Toutes les ressources qui ne sont pas exclues. Les bourses d'études et la retraite du "
        "combattant sont exclues."
    )
    reference = "R262-6 et R262-11 CASF"

    def formula(individu, period, parameters):
        rentes = individu.foyer_fiscal("rente_viagere_titre_onereux", period) * individu.has_role(
            FoyerFiscal.DECLARANT_PRINCIPAL
        )
        return maximum(
            individu("indemnites_journalieres_de_remplacement", period)
            + individu("retraite_nette", period)
            + individu("pensions_invalidite", period)
            + individu("rentes_accident_travail", period)
            + individu("pension_militaire_invalidite", period)
            + individu("asi", period)
            + individu("allocation_securisation_professionnelle", period)
            + individu("dedommagement_victime_amiante", period)
            + individu("prime_forfaitaire_mensuelle_reprise_activite", period)
            + individu("autres_revenus_remplacement", period)
            + individu("pensions_alimentaires_percues", period)
            + individu("prestation_compensatoire", period)
            + individu("gains_exceptionnels", period)
            + individu("autres_ressources_rsa", period)
            + individu("revenus_capital", period)
            + individu("revenus_locatifs", period)
            + rentes,
            0,
        )


class rsa_revenus_patrimoine(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Revenus du mois réputés tirés du patrimoine"
    unit = "EUR"
    documentation = (
        "Un douzième de 3 % des capitaux sans revenu connu, de 50 % de la valeur locative annuelle "
        "des immeubles bâtis non loués, de 80 % de celle des terrains, et des intérêts du livret A."
    )
    reference = "R262-6 et R132-1 CASF"

    def formula(individu, period, parameters):
        prestations = parameters(period).prestations
        p = prestations.rsa.patrimoine
        annuel = (
            individu("epargne_revenus_non_imposables", period) * p.capital
            + individu("valeur_locative_immo_non_loue", period) * p.immeuble_bati
            + individu("valeur_locative_terrains_non_loues", period) * p.terrain
            + individu("livret_a", period) * prestations.ressources_trimestrielles.taux_livret_a
        )
        return annuel / 12
