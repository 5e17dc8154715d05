"""Flat evaluation of who works and had next to nothing in year N-2, until early 2020."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import maximum, minimum, where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class aide_logement_base_ressources_eval_forfaitaire(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Ressources évaluées forfaitairement"
    unit = "EUR"
    documentation = "Douze fois le salaire imposable du mois précédent, après la déduction de 10 %."
    reference = "R351-7 CCH, abrogé"

    def formula(individu, period, parameters):
        p = parameters(
            period.n_2
        ).prestations.prestations_familiales.ressources.frais_professionnels
        annuel = 12 * individu("salaire_imposable", period.last_month)
        return annuel - minimum(minimum(maximum(p.taux * annuel, p.minimum), p.maximum), annuel)


class aide_logement_evaluation_forfaitaire(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Les ressources sont évaluées forfaitairement"
    documentation = (
        "Ressources du couple en année N-2 au plus égales à 1 015 SMIC horaires, et un salaire le "
        "mois précédent ; ni RSA, ni AAH. Écartée lorsque le demandeur ou son conjoint a moins de "
        "25 ans et que leurs salaires sont au-dessous d'un seuil. Chaque mois est examiné comme un "
        "mois d'ouverture ; l'activité non salariée n'est pas évaluée."
    )
    reference = "R351-7 CCH, abrogé"

    def formula(famille, period, parameters):
        p = parameters(period).prestations.aides_logement.ressources.evaluation_forfaitaire
        salaires = famille.sum(
            famille.members("salaire_imposable", period.last_month), role=Famille.PARENT
        )
        existe = (salaires > 0) * (p.en_vigueur > 0)
        return si_concerne(existe, lambda: _evaluee(famille, period, parameters, salaires)) > 0


def _evaluee(famille, period, parameters, salaires):
    p = parameters(period).prestations.aides_logement.ressources.evaluation_forfaitaire
    smic = parameters(f"{period.n_2.start.year}-12-31").prestations.commun.smic_horaire
    passees = sum(
        famille.members(nom, period)
        for nom in (
            "aide_logement_revenus_activite",
            "aide_logement_indemnites_chomage",
            "aide_logement_pensions",
            "aide_logement_autres_revenus",
        )
    )
    faibles = famille.sum(passees, role=Famille.PARENT) <= p.seuil * smic
    aah = famille.sum(famille.members("aah", period), role=Famille.PARENT) > 0
    rsa = famille("rsa_percu", period.last_month) > 0
    ages = famille.members("age", period)
    jeune = famille.sum(ages < p.age, role=Famille.PARENT) > 0
    seuil_jeune = where(famille("al_couple", period), p.seuil_jeune.couple, p.seuil_jeune.isole)
    return faibles * not_(aah + rsa + jeune * (salaires < seuil_jeune))
