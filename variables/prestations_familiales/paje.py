"""PAJE allocation de base: three generations of rules (L531-2, L531-3, D531-3 CSS).

A generation is that of a birth or adoption: before April 2014, from April 2014
to March 2018, since April 2018. The April 2014 rules hold for every child from
April 2017, those of April 2018 from April 2021.
"""

from __future__ import annotations

import numpy as np
from numpy import minimum, where
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.arrondis import arrondi_centime


def _jours(date):
    return float(np.datetime64(date, "D").astype(np.int64))


def _coefficient(p, enfants):
    """Ceiling increments of the 2004 and 2018 scales: 25 % twice, then 30 %."""
    premiers = minimum(enfants, 2)
    return (
        1
        + p.majoration_deux_premiers_enfants * premiers
        + p.majoration_enfants_suivants * (enfants - premiers)
    )


def _plafond(p, coefficient, majoration):
    return p.base * coefficient + p.biactivite_isolement * majoration


class paje_base_montant_2018(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Une allocation de base au barème d'avril 2018"
    unit = "EUR"
    documentation = (
        "41,65 % de la BMAF jusqu'au plafond du taux plein, qui est celui du complément familial, "
        "la moitié jusqu'au plafond du taux partiel."
    )
    reference = [
        "Article D531-3 du code de la sécurité sociale (LEGIARTI000036852559)",
        "Articles L531-2 et L531-3 du code de la sécurité sociale",
    ]

    def formula_2018_04(famille, period, parameters):
        pf = parameters(period).prestations.prestations_familiales
        p = pf.paje.base
        ressources = famille("prestations_familiales_base_ressources", period)
        enfants = famille("paje_base_nombre_enfants_plafonds", period)
        majoration = famille("prestations_familiales_plafonds_majores", period)
        coefficient = _coefficient(p, enfants)
        plein = ressources <= _plafond(p.plafond_plein, coefficient, majoration)
        partiel = ressources <= _plafond(p.plafond_partiel, coefficient, majoration)
        return where(
            plein,
            arrondi_centime(pf.bmaf * p.taux_plein),
            partiel * arrondi_centime(pf.bmaf * p.taux_partiel),
        )


class paje_base_montant_2014(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Une allocation de base au barème d'avril 2014"
    unit = "EUR"
    documentation = (
        "45,95 % d'une BMAF gelée à son niveau d'avril 2013, ou la moitié ; les plafonds sont "
        "majorés de 22 % par enfant. Fin en mars 2021."
    )
    reference = [
        "Loi n° 2013-1203 du 23 décembre 2013, article 74",
        "Décret n° 2014-422 du 24 avril 2014 (LEGIARTI000028880083)",
        "Instruction DSS/SD2B/2019/65 du 25 mars 2019",
    ]

    def formula(famille, period, parameters):
        p = parameters(period).prestations.prestations_familiales.paje.base
        c = p.cohorte_2014
        ressources = famille("prestations_familiales_base_ressources", period)
        enfants = famille("paje_base_nombre_enfants_plafonds", period)
        majoration = famille("prestations_familiales_plafonds_majores", period)
        coefficient = 1 + c.majoration_enfant * enfants
        plein = ressources <= _plafond(c.plafond_plein, coefficient, majoration)
        partiel = ressources <= _plafond(c.plafond_partiel, coefficient, majoration)
        return where(
            plein,
            arrondi_centime(p.bmaf_gelee * c.taux_plein),
            partiel * arrondi_centime(p.bmaf_gelee * c.taux_partiel),
        )

    def formula_2021_04(famille, period, parameters):
        return famille.filled_array(0.0)


class paje_base_montant_avant_2014(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Une allocation de base au barème antérieur à avril 2014"
    unit = "EUR"
    documentation = (
        "45,95 % d'une BMAF gelée, sous un seul plafond. À partir d'avril 2017 les enfants de "
        "cette génération, adoptés tard, relèvent du barème d'avril 2014."
    )
    reference = "Loi n° 2013-1203 du 23 décembre 2013, article 74, IV"

    def formula(famille, period, parameters):
        p = parameters(period).prestations.prestations_familiales.paje.base
        c = p.cohorte_avant_2014
        enfants = famille("paje_base_nombre_enfants_plafonds", period)
        majoration = famille("prestations_familiales_plafonds_majores", period)
        plafond = _plafond(c.plafond, _coefficient(p, enfants), majoration)
        dessous = famille("prestations_familiales_base_ressources", period) <= plafond
        return dessous * arrondi_centime(p.bmaf_gelee * c.taux_plein)

    def formula_2017_04(famille, period, parameters):
        return famille("paje_base_montant_2014", period)


class paje_base_montant_enfant(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Allocation de base au barème qui vaut pour l'enfant"
    unit = "EUR"
    documentation = (
        "Le barème du dernier enfant de la famille vaut pour tous ; pour un enfant né avant avril "
        "2018, voir la convention paje_naissance_apres_avril_2018."
    )
    reference = [
        "Loi n° 2013-1203 du 23 décembre 2013, article 74, IV",
        "Loi n° 2017-1836 du 30 décembre 2017, article 37",
    ]

    def formula(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales.paje.base
        dernier = individu.famille("paje_base_date_dernier_enfant", period)
        return where(
            dernier < _jours(p.cohorte_2014.premiere_date),
            individu.famille("paje_base_montant_avant_2014", period),
            individu.famille("paje_base_montant_2014", period),
        )

    def formula_2018_04(individu, period, parameters):
        p = parameters(period)
        depart = individu.famille("paje_base_date_dernier_enfant", period)
        if p.conventions.paje_naissance_apres_avril_2018 == "plus_favorable":
            depart = individu("paje_base_date_enfant", period)
        debut = _jours(p.prestations.prestations_familiales.paje.base.premiere_date)
        return where(
            depart < debut,
            individu.famille("paje_base_montant_2014", period),
            individu.famille("paje_base_montant_2018", period),
        )

    def formula_2021_04(individu, period, parameters):
        return individu.famille("paje_base_montant_2018", period)


class paje_base(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de base de la PAJE, avant CRDS"
    unit = "EUR"
    documentation = (
        "Une allocation par famille ; une par enfant en cas de naissances multiples ou d'adoptions "
        "simultanées."
    )
    reference = "Article L531-3 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        montants = famille.members("paje_base_montant_enfant", period) * famille.members(
            "paje_base_enfants_simultanes", period
        )
        return famille("paje_base_eligibilite", period) * famille.max(montants)
