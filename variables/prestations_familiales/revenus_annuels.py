"""Net categorical income of a calendar year, person by person (R532-3 CSS)."""

from __future__ import annotations

from numpy import maximum, minimum, where
from openfisca_core.periods import DateUnit
from openfisca_core.populations import ADD
from openfisca_core.variables import Variable

from zeronr_rules.entities import FoyerFiscal, Individu


class prestations_familiales_frais_professionnels(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Déduction forfaitaire pour frais professionnels sur les salaires et le chômage"
    unit = "EUR"
    documentation = (
        "10 % des traitements, salaires et allocations de chômage de l'année, entre un minimum et "
        "un maximum, sans dépasser ces revenus. Les frais réels ne sont pas connus."
    )
    reference = "Article 83, 3°, du code général des impôts"

    def formula(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales.ressources.frais_professionnels
        revenus = individu("salaire_imposable", period, options=[ADD]) + individu(
            "chomage_imposable", period, options=[ADD]
        )
        deduction = minimum(maximum(p.taux * revenus, p.minimum), p.maximum)
        return minimum(deduction, revenus)


class prestations_familiales_revenu_activite_annuel(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Revenus d'activité professionnelle de l'année, nets de frais professionnels"
    unit = "EUR"
    documentation = (
        "Salaires imposables, indemnités journalières imposables comprises, après leur part de la "
        "déduction forfaitaire, et bénéfices non salariés ; un déficit compte pour zéro."
    )
    reference = "Articles R532-3 et R522-2 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        salaires = individu("salaire_imposable", period, options=[ADD])
        chomage = individu("chomage_imposable", period, options=[ADD])
        deduction = individu("prestations_familiales_frais_professionnels", period)
        total = salaires + chomage
        part = salaires / where(total > 0, total, 1)
        benefices = (
            individu("rpns_benefice_exploitant_agricole", period)
            + individu("rpns_autres_revenus", period)
            + individu("rpns_micro_entreprise_benefice", period)
            + individu("rpns_auto_entrepreneur_benefice", period, options=[ADD])
        )
        return salaires - deduction * part + maximum(benefices, 0)


class prestations_familiales_revenu_chomage_annuel(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Allocations de chômage de l'année, nettes de leur part de frais professionnels"
    unit = "EUR"
    reference = "Articles R532-3 et R532-7 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        salaires = individu("salaire_imposable", period, options=[ADD])
        chomage = individu("chomage_imposable", period, options=[ADD])
        deduction = individu("prestations_familiales_frais_professionnels", period)
        total = salaires + chomage
        return chomage - deduction * chomage / where(total > 0, total, 1)


class prestations_familiales_pensions_brutes_annuelles(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Pensions imposables de l'année, avant abattement"
    unit = "EUR"
    documentation = (
        "Retraites, pensions d'invalidité, pensions alimentaires et prestations compensatoires."
    )
    reference = "Article 79 du code général des impôts"

    def formula(individu, period, parameters):
        return (
            individu("retraite_imposable", period, options=[ADD])
            + individu("pensions_invalidite", period, options=[ADD])
            + individu("pensions_alimentaires_percues", period, options=[ADD])
            + individu("prestation_compensatoire", period, options=[ADD])
        )


class prestations_familiales_abattement_pensions(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Abattement sur les pensions, avant le maximum du foyer fiscal"
    unit = "EUR"
    documentation = "10 %, avec un minimum par personne, sans dépasser les pensions."
    reference = "Article 158, 5, a, du code général des impôts"

    def formula(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales.ressources.pensions
        pensions = individu("prestations_familiales_pensions_brutes_annuelles", period)
        return minimum(maximum(p.taux * pensions, p.minimum), pensions)


class prestations_familiales_pensions_annuelles(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Pensions imposables de l'année, après abattement"
    unit = "EUR"
    documentation = (
        "Le maximum de l'abattement vaut pour le foyer fiscal ; il est réparti en proportion."
    )
    reference = "Article 158, 5, a, du code général des impôts"

    def formula(individu, period, parameters):
        maximum_foyer = parameters(
            period
        ).prestations.prestations_familiales.ressources.pensions.maximum
        abattement = individu("prestations_familiales_abattement_pensions", period)
        total = individu.foyer_fiscal.sum(abattement)
        part = minimum(1, maximum_foyer / where(total > 0, total, 1))
        retenu = abattement * where(total > 0, part, 1)
        return individu("prestations_familiales_pensions_brutes_annuelles", period) - retenu


class prestations_familiales_autres_revenus_annuels(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Autres revenus imposables du foyer fiscal, moins les pensions alimentaires versées"
    unit = "EUR"
    documentation = (
        "Les autres revenus du foyer fiscal sont comptés une fois, au déclarant principal. Peut "
        "être négatif. L'abattement des personnes âgées ou invalides (article 157 bis du code "
        "général des impôts) est à retrancher de autres_revenus_imposables."
    )
    reference = "Article R532-3 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        foyer = individu.foyer_fiscal("autres_revenus_imposables", period)
        versees = individu("pensions_alimentaires_versees_individu", period, options=[ADD])
        return individu.has_role(FoyerFiscal.DECLARANT_PRINCIPAL) * foyer - versees
