"""PAJE allocation de base: the children who open it and how many are paid."""

from __future__ import annotations

import numpy as np
from numpy import maximum, where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)


class paje_base_date_enfant(Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date de naissance, ou d'adoption, qui ouvre l'allocation de base"
    unit = "jours"
    documentation = "Jours depuis le 1er janvier 1970."
    reference = "Article L531-3 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        naissance = individu("date_naissance", period).astype("datetime64[D]")
        adoption = individu("date_adoption", period).astype("datetime64[D]")
        return where(adoption == DATE_NON_RENSEIGNEE, naissance, adoption).astype(np.int64)


class paje_base_enfant(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Enfant qui ouvre droit à l'allocation de base"
    documentation = (
        "Du mois qui suit la naissance au mois qui précède le troisième anniversaire ; un enfant "
        "adopté, pendant la même durée depuis son arrivée, même après trois ans."
    )
    reference = [
        "Articles L531-1 et L531-3 du code de la sécurité sociale",
        "Articles R552-2 et R552-3 du code de la sécurité sociale",
    ]

    def formula(individu, period, parameters):
        limite = parameters(period).prestations.prestations_familiales.paje.base.age_limite
        depart = individu("paje_base_date_enfant", period).astype("datetime64[D]")
        mois = mois_entre(depart, premier_jour(period))
        return (
            individu("prestations_familiales_enfant_a_charge", period)
            * (mois >= 1)
            * (mois < limite * 12)
        )


class paje_base_enfants_simultanes(Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Enfants ouvrant l'allocation de base nés, ou adoptés, le même jour que celui-ci"
    unit = "enfants"
    documentation = (
        "Plusieurs allocations de base ne se cumulent que pour des naissances multiples ou des "
        "adoptions simultanées."
    )
    reference = "Article L531-3 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        eligible = individu("paje_base_enfant", period)
        restant = where(eligible, individu("paje_base_date_enfant", period), -np.inf)
        # One pass for each date of arrival, the latest first.
        nombre = eligible * 0
        while (restant > -np.inf).any():
            dernier = individu.famille.max(restant)
            du_jour = (restant == dernier) * (restant > -np.inf)
            nombre = nombre + du_jour * individu.famille.sum(du_jour)
            restant = where(du_jour, -np.inf, restant)
        return nombre


class paje_base_nombre_enfants_plafonds(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre d'enfants nés et à naître retenu dans les plafonds de l'allocation de base"
    unit = "enfants"
    documentation = "Une grossesse déclarée compte pour un enfant."
    reference = "Article L531-3 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        grossesses = famille.sum(famille.members("enceinte", period), role=Famille.PARENT)
        return famille("prestations_familiales_nombre_enfants", period) + grossesses


class paje_base_date_dernier_enfant(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Date de naissance ou d'adoption du dernier enfant qui ouvre l'allocation de base"
    unit = "jours"
    documentation = "Jours depuis le 1er janvier 1970 ; zéro sans enfant."
    reference = "Loi n° 2013-1203 du 23 décembre 2013, article 74, IV"

    def formula(famille, period, parameters):
        eligible = famille.members("paje_base_enfant", period)
        jours = eligible * famille.members("paje_base_date_enfant", period)
        return maximum(famille.max(jours.astype(np.float64)), 0)


class paje_base_eligibilite(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocation de base : un enfant au moins y ouvre droit"
    reference = "Articles L531-1 et L531-3 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        return famille("prestations_familiales_droit_commun", period) * (
            famille.sum(famille.members("paje_base_enfant", period)) > 0
        )


class paje_base_indetermine(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocation de base indéterminée : les règles du lieu ne sont pas connues"
    documentation = (
        "Vrai à Mayotte et à Saint-Pierre-et-Miquelon pour une famille avec un jeune enfant. Le "
        "montant affiché est alors zéro et ne dit rien du droit."
    )

    def formula(famille, period, parameters):
        inconnu = bool(np.isnan(parameters(period).prestations.prestations_familiales.paje.mayotte))
        enfants = famille.sum(famille.members("paje_base_enfant", period))
        return (enfants > 0) * (
            famille("prestations_familiales_territoire_inconnu", period)
            + famille("prestations_familiales_mayotte", period) * inconnu
        )
