"""Complément familial (L522-1 to L522-3, L755-16 CSS)."""

from __future__ import annotations

import numpy as np
from numpy import logical_not as not_
from numpy import maximum, minimum, where
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.arrondis import arrondi_centime


class cf_enfant_age_atteint(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Enfant à charge qui a atteint l'âge du complément familial"
    documentation = (
        "Trois ans. Selon la convention pf_complement_familial_trois_ans, dès le mois de "
        "l'anniversaire ou le mois suivant."
    )
    reference = "Articles L522-1, R522-1, L552-1 et R552-2 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        p = parameters(period)
        age_minimum = p.prestations.prestations_familiales.cf.age_minimum
        delai = int(p.conventions.pf_complement_familial_trois_ans == "mois_suivant")
        mois = individu("prestations_familiales_mois_depuis_naissance", period)
        return individu("cf_enfant_a_charge", period) * (mois >= age_minimum * 12 + delai)


class cf_nbenf(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre d'enfants à charge pour le complément familial"
    unit = "enfants"
    reference = "Article R522-1 du code de la sécurité sociale (LEGIARTI000006750615)"

    def formula(famille, period, parameters):
        return famille.sum(famille.members("cf_enfant_a_charge", period))


class cf_tous_ont_l_age(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Tous les enfants à charge ont l'âge du complément familial"
    reference = "Article L522-1 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        ont_l_age = famille.sum(famille.members("cf_enfant_age_atteint", period))
        return ont_l_age == famille("cf_nbenf", period)


class cf_eligibilite_base(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Complément familial : au moins trois enfants, tous de trois ans ou plus (hexagone)"
    reference = "Articles L522-1 et R522-1 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        minimum_enfants = parameters(
            period
        ).prestations.prestations_familiales.cf.nombre_enfants_minimum
        return (
            famille("prestations_familiales_droit_commun", period)
            * not_(famille("prestations_familiales_outre_mer", period))
            * (famille("cf_nbenf", period) >= minimum_enfants)
            * famille("cf_tous_ont_l_age", period)
        )


class cf_eligibilite_dom(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "Complément familial outre-mer : enfants de trois ans ou plus, l'un de moins de cinq ans"
    )
    reference = "Articles L755-16 et R755-2 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        limite = parameters(period).prestations.prestations_familiales.cf.outre_mer.age_limite
        mois = famille.members("prestations_familiales_mois_depuis_naissance", period)
        jeunes = famille.members("cf_enfant_age_atteint", period) * (mois < limite * 12)
        return (
            famille("prestations_familiales_droit_commun", period)
            * famille("prestations_familiales_outre_mer", period)
            * famille("cf_tous_ont_l_age", period)
            * (famille.sum(jeunes) >= 1)
        )


class cf_indetermine(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Complément familial indéterminé : les règles du lieu ne sont pas connues"
    documentation = (
        "Vrai à Saint-Pierre-et-Miquelon, et à Mayotte depuis 2018 : le taux et le plafond n'ont "
        "pas été lus. Le montant affiché est alors zéro et ne dit rien du droit."
    )
    reference = "Décret n° 2002-423 du 29 mars 2002, articles 7-1 à 7-5 (JORFARTI000036299324)"

    def formula(famille, period, parameters):
        inconnu = bool(np.isnan(parameters(period).prestations.prestations_familiales.cf.mayotte))
        return (famille("cf_nbenf", period) >= 1) * (
            famille("prestations_familiales_territoire_inconnu", period)
            + famille("prestations_familiales_mayotte", period) * inconnu
        )


class cf_plafond(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Plafond de ressources du complément familial"
    unit = "EUR"
    documentation = (
        "Plafond de base majoré de 25 % pour chacun des deux premiers enfants et de 30 % pour "
        "chacun des suivants, plus la majoration de biactivité ou d'isolement ; outre-mer, plafond "
        "de l'allocation de rentrée scolaire."
    )
    reference = [
        "Article R522-2 du code de la sécurité sociale (LEGIARTI000046499019)",
        "Article L755-16 du code de la sécurité sociale (LEGIARTI000034109980)",
    ]

    def formula(famille, period, parameters):
        cf = parameters(period).prestations.prestations_familiales.cf
        p = cf.plafond
        enfants = famille("cf_nbenf", period)
        premiers = minimum(enfants, 2)
        coefficient = (
            1
            + p.majoration_deux_premiers_enfants * premiers
            + p.majoration_enfants_suivants * (enfants - premiers)
        )
        majoration = famille("prestations_familiales_plafonds_majores", period)
        commun = p.base * coefficient + p.biactivite_isolement * majoration
        outre_mer = cf.outre_mer.plafond_base + cf.outre_mer.plafond_majoration_enfant * enfants
        return where(famille("prestations_familiales_outre_mer", period), outre_mer, commun)


class cf_majore_eligibilite(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Complément familial majoré : ressources au plus égales à la moitié du plafond"
    reference = "Articles L522-3 et R522-4 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        part = parameters(period).prestations.prestations_familiales.cf.plafond.part_majore
        return famille("prestations_familiales_base_ressources", period) <= part * famille(
            "cf_plafond", period
        )


class cf_montant_de_base(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Montant de base du complément familial"
    unit = "EUR"
    documentation = "41,65 % de la BMAF ; outre-mer, un taux propre jusqu'en mars 2020."
    reference = [
        "Article D522-1 du code de la sécurité sociale (LEGIARTI000006737116)",
        "Article D755-6 du code de la sécurité sociale",
    ]

    def formula(famille, period, parameters):
        p = parameters(period).prestations.prestations_familiales
        return where(
            famille("prestations_familiales_outre_mer", period),
            arrondi_centime(p.bmaf * p.cf.outre_mer.taux_base),
            arrondi_centime(p.bmaf * p.cf.taux_base),
        )


class cf_avant_non_cumul(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Complément familial avant la règle de non-cumul"
    unit = "EUR"
    documentation = (
        "Majoré sous la moitié du plafond, de base jusqu'au plafond, puis différentiel : un "
        "douzième de ce qui reste jusqu'au plafond augmenté de douze mois."
    )
    reference = [
        "Articles L522-2 et L522-3 du code de la sécurité sociale",
        "Article D522-2 du code de la sécurité sociale (LEGIARTI000038249420)",
    ]

    def formula(famille, period, parameters):
        p = parameters(period).prestations.prestations_familiales
        ressources = famille("prestations_familiales_base_ressources", period)
        plafond = famille("cf_plafond", period)
        base = famille("cf_montant_de_base", period)
        majore = where(
            famille("prestations_familiales_outre_mer", period),
            arrondi_centime(p.bmaf * p.cf.outre_mer.taux_majore),
            arrondi_centime(p.bmaf * p.cf.taux_majore),
        )
        differentiel = arrondi_centime(maximum(plafond + 12 * base - ressources, 0) / 12)
        montant = where(
            famille("cf_majore_eligibilite", period),
            majore,
            where(ressources <= plafond, base, differentiel),
        )
        ouvert = famille("cf_eligibilite_base", period) + famille("cf_eligibilite_dom", period)
        return ouvert * montant


class cf_non_cumul(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Complément familial écarté par l'allocation de base, la PreParE ou le CLCA"
    reference = "Articles L532-1 et L532-2 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        return (
            famille("paje_base", period)
            + famille("paje_prepare", period)
            + famille("paje_clca", period)
            + famille("paje_colca", period)
        ) > 0


class cf(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Complément familial, avant CRDS"
    unit = "EUR"
    reference = "Articles L522-1 et L532-1 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        return not_(famille("cf_non_cumul", period)) * famille("cf_avant_non_cumul", period)


class cf_montant_non_majore(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Complément familial ramené à son montant non majoré"
    unit = "EUR"
    documentation = "Le montant dû, dans la limite du montant de base ; zéro sans droit."
    reference = "Article R262-10-1 du code de l'action sociale et des familles"

    def formula(famille, period, parameters):
        return minimum(famille("cf", period), famille("cf_montant_de_base", period))
