"""Students: a flat amount of resources since 2021, a floor before (R822-20 CCH)."""

from __future__ import annotations

from numpy import where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.aides_logement.secteur import TypesSecteurAideLogement


def _en_foyer(secteur):
    return (
        (secteur == TypesSecteurAideLogement.foyer_apl_1)
        + (secteur == TypesSecteurAideLogement.foyer_apl_2)
        + (secteur == TypesSecteurAideLogement.foyer_al)
    )


class aide_logement_etudiant(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Le demandeur est un étudiant locataire, aux ressources forfaitaires"
    documentation = (
        "Le demandeur étudie, habite un logement loué ou un logement-foyer et, depuis 2021, remplit "
        "la condition d'âge d'une bourse. La situation du conjoint n'importe pas."
    )
    reference = [
        "R822-20 CCH (LEGIARTI000041419188)",
        "Avant 2021, R351-7-2 CCH, D542-10 et R831-6 CSS",
    ]

    def formula(famille, period, parameters):
        secteur = famille("aide_logement_secteur", period)
        locataire = (secteur == TypesSecteurAideLogement.locatif) + _en_foyer(secteur)
        return famille.demandeur("etudiant", period) * locataire

    def formula_2021_01(famille, period, parameters):
        secteur = famille("aide_logement_secteur", period)
        locataire = (secteur == TypesSecteurAideLogement.locatif) + _en_foyer(secteur)
        etudie = famille.demandeur("etudiant", period) * locataire
        if not etudie.any():
            return etudie
        return etudie * famille.demandeur("aide_logement_condition_age_etudiant", period)


class aide_logement_forfait_etudiant(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Montant forfaitaire annuel des ressources d'un étudiant"
    unit = "EUR"
    documentation = "Plancher avant 2021. Minoré pour le titulaire d'une bourse non imposable."
    reference = [
        "R822-20 (LEGIARTI000041419188) et D822-21 CCH (LEGIARTI000041407871)",
        "Arrêté du 27 septembre 2019, article 6",
    ]

    def formula(famille, period, parameters):
        p = parameters(period).prestations.aides_logement.ressources.etudiant
        boursier = famille.demandeur("boursier", period)
        return where(
            _en_foyer(famille("aide_logement_secteur", period)),
            where(boursier, p.foyer.boursier, p.foyer.non_boursier),
            where(boursier, p.locatif.boursier, p.locatif.non_boursier),
        )
