"""Wealth that yields no taxed income (L822-5 and R822-22 CCH)."""

from __future__ import annotations

from numpy import logical_not as not_
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.aides_logement.foyer_entrees import TypesCategorieLogementFoyer
from zeronr_rules.variables.outils.selon_le_cas import si_concerne

CAPITAUX_SANS_REVENU_IMPOSE = ("livret_a", "epargne_revenus_non_imposables")
AUTRES_BIENS = (
    "epargne_revenus_imposables",
    "valeur_immo_non_loue",
    "valeur_terrains_non_loues",
    "valeur_patrimoine_loue",
)


def _total(famille, noms, period):
    return famille.sum(sum(famille.members(nom, period) for nom in noms))


class aide_logement_patrimoine(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Valeur du patrimoine du ménage"
    unit = "EUR"
    documentation = "Capitaux et valeur estimée des immeubles, hors résidence principale et biens professionnels."
    reference = "R822-22 CCH (LEGIARTI000041419223)"

    def formula(famille, period, parameters):
        return _total(famille, (*CAPITAUX_SANS_REVENU_IMPOSE, *AUTRES_BIENS), period)


class aide_logement_patrimoine_exempte(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Patrimoine écarté"
    documentation = (
        "Le demandeur ou son conjoint reçoit l'AAH, ou l'AEEH est versée ; le demandeur vit dans un "
        "EHPAD ou une résidence autonomie."
    )
    reference = "L822-5 CCH (LEGIARTI000038814936)"

    def formula(famille, period, parameters):
        aah = famille.sum(famille.members("aah", period), role=Famille.PARENT)
        categorie = famille.demandeur.menage("categorie_logement_foyer", period)
        return (
            (aah + famille("aeeh", period) > 0)
            + (categorie == TypesCategorieLogementFoyer.ehpad)
            + (categorie == TypesCategorieLogementFoyer.residence_autonomie)
        )


class aide_logement_base_ressources_patrimoine(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Revenu annuel que le patrimoine est réputé procurer"
    unit = "EUR"
    documentation = (
        "Au-dessus de 30 000 euros de patrimoine, part de la valeur locative des immeubles et des "
        "terrains non loués, et des capitaux dont le revenu n'est pas imposé."
    )
    reference = "R822-22 CCH (LEGIARTI000041419223) ; décret n° 2016-1385 du 12 octobre 2016"

    def formula_2016_10(famille, period, parameters):
        p = parameters(period).prestations.aides_logement.ressources.patrimoine
        eleve = famille("aide_logement_patrimoine", period) > p.seuil

        def revenu():
            return not_(famille("aide_logement_patrimoine_exempte", period)) * (
                p.bati * _total(famille, ("valeur_locative_immo_non_loue",), period)
                + p.non_bati * _total(famille, ("valeur_locative_terrains_non_loues",), period)
                + p.capitaux * _total(famille, CAPITAUX_SANS_REVENU_IMPOSE, period)
            )

        return si_concerne(eleve, revenu)
