"""Allocation de soutien familial (L523-1 to L523-3 CSS)."""

from __future__ import annotations

import numpy as np
from numpy import logical_not as not_
from numpy import maximum, where
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)
from zeronr_rules.variables.prestations_familiales.entrees import TypesSituationASF


class asf_evenement_passe(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "L'événement qui ouvre l'ASF a eu lieu avant ce mois"
    documentation = "Vrai si la date de l'événement n'est pas donnée."
    reference = "Articles D523-1 et R552-2 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        evenement = individu("date_evenement_asf", period).astype("datetime64[D]")
        return (evenement == DATE_NON_RENSEIGNEE) + (
            mois_entre(evenement, premier_jour(period)) >= 1
        )


class asf_enfant_eligible(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Enfant à charge qui ouvre droit à l'ASF"
    documentation = (
        "Privé de l'aide d'un parent, l'autre vivant seul ; ou privé de l'aide de ses deux "
        "parents, quelle que soit la situation de la personne qui l'a recueilli."
    )
    reference = "Articles L523-1 et L523-2 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        situation = individu("asf_situation_enfant", period)
        isole = not_(individu.famille("en_couple", period))
        return (
            individu("prestations_familiales_enfant_a_charge", period)
            * individu.famille("prestations_familiales_droit_commun", period)
            * individu("asf_evenement_passe", period)
            * (
                (situation == TypesSituationASF.deux_parents_absents)
                + (situation == TypesSituationASF.un_parent_absent) * isole
            )
        )


class asf_enfant(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ASF due pour l'enfant"
    unit = "EUR"
    documentation = (
        "Montant de l'ASF moins la pension alimentaire effectivement perçue pour l'enfant ; rien "
        "n'est versé au-dessous du minimum."
    )
    reference = [
        "Article L523-1 du code de la sécurité sociale",
        "Article R523-7 du code de la sécurité sociale (LEGIARTI000046498993)",
        "Article D523-3 du code de la sécurité sociale (LEGIARTI000037249831)",
    ]

    def formula(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales
        plein = where(
            individu("asf_situation_enfant", period) == TypesSituationASF.deux_parents_absents,
            arrondi_centime(p.bmaf * p.asf.taux_deux_parents),
            arrondi_centime(p.bmaf * p.asf.taux_un_parent),
        )
        montant = maximum(plein - individu("pension_alimentaire_percue_enfant", period), 0)
        verse = arrondi_centime(montant)
        return individu("asf_enfant_eligible", period) * (verse >= p.asf.montant_minimum) * verse


class asf_indetermine(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "ASF indéterminée : les règles du lieu ne sont pas connues"
    documentation = (
        "Vrai à Mayotte et à Saint-Pierre-et-Miquelon pour une famille dont un enfant est privé "
        "de l'aide d'un parent. Le montant affiché est alors zéro et ne dit rien du droit."
    )

    def formula(famille, period, parameters):
        inconnu = bool(np.isnan(parameters(period).prestations.prestations_familiales.asf.mayotte))
        situation = famille.members("asf_situation_enfant", period)
        enfants = famille.sum(
            famille.members("prestations_familiales_enfant_a_charge", period)
            * (situation != TypesSituationASF.aucune)
        )
        return (enfants > 0) * (
            famille("prestations_familiales_territoire_inconnu", period)
            + famille("prestations_familiales_mayotte", period) * inconnu
        )


class asf(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de soutien familial, avant CRDS"
    unit = "EUR"
    documentation = "Somme des montants dus pour chaque enfant."
    reference = "Article L523-1 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        return famille.sum(famille.members("asf_enfant", period))
