"""Disposable income of a ménage in a month."""

from __future__ import annotations

from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, FoyerFiscal, Menage

_REFERENCE = "Définition du revenu disponible d'un ménage, Insee"


class impots_directs_mensuels(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Impôts directs payés par le ménage dans le mois"
    unit = "EUR"
    documentation = "Donnée : les règles ne calculent pas l'impôt. À défaut, aucun n'est retiré."


class prestations_calculees_percues(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "RSA, prime d'activité, aide au logement et prestations familiales perçus dans le mois"
    unit = "EUR"
    documentation = "Nets de CRDS ; le RSA après sanction et rappel."
    reference = _REFERENCE

    def formula(famille, period, parameters):
        familiales = (
            famille("af_nettes_crds", period)
            + famille("cf_net_crds", period)
            + famille("asf_nette_crds", period)
            + famille("paje_base_nette_crds", period)
        )
        return (
            famille("rsa", period)
            + famille("ppa_nette_crds", period)
            + famille("aide_logement", period)
            + familiales
        )


class autres_prestations_percues(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Autres prestations de la famille perçues dans le mois, telles que données"
    unit = "EUR"
    reference = _REFERENCE

    def formula(famille, period, parameters):
        return (
            famille("aspa", period)
            + famille("aeeh", period)
            + famille("paje_prepare", period)
            + famille("paje_clca", period)
            + famille("paje_colca", period)
        )


class revenu_disponible_mensuel(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Revenu disponible du ménage dans le mois"
    unit = "EUR"
    documentation = (
        "Revenus des membres et prestations, moins les pensions alimentaires versées et les impôts "
        "directs donnés. Une famille ou un foyer fiscal compte dans le ménage de son demandeur ou "
        "de son déclarant principal. Sans ce que ces règles ignorent : allocation de rentrée "
        "scolaire, complément de mode de garde, prime de Noël, aides locales."
    )
    reference = _REFERENCE

    def formula(menage, period, parameters):
        membres = menage.members
        personnels = (
            membres("revenus_activite_percus", period)
            + membres("revenus_remplacement_percus", period)
            + membres("autres_revenus_percus", period)
        )
        prestations = membres.famille("prestations_calculees_percues", period) + membres.famille(
            "autres_prestations_percues", period
        )
        rentes = membres.foyer_fiscal("rente_viagere_titre_onereux", period)
        return (
            menage.sum(personnels)
            + menage.sum(prestations * membres.has_role(Famille.DEMANDEUR))
            + menage.sum(rentes * membres.has_role(FoyerFiscal.DECLARANT_PRINCIPAL))
            - menage("impots_directs_mensuels", period)
        )
