"""Allocations familiales, household by household (L521-1, D521-1 and D521-2 CSS)."""

from __future__ import annotations

import numpy as np
from numpy import logical_not as not_
from numpy import maximum, minimum, where
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.prestations_familiales.af_modulation import complement_degressif


class af_base_mayotte(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Allocations familiales à Mayotte, avant résidence alternée"
    unit = "EUR"
    documentation = (
        "Barème propre par nombre d'enfants, sans condition de ressources ni majoration pour âge. "
        "Un enfant seul à charge depuis décembre 2011 garde le montant d'alors."
    )
    reference = [
        "Décret n° 2002-423 du 29 mars 2002, articles 7 et 19 (LEGIARTI000036330048)",
        "Ordonnance n° 2002-149 du 7 février 2002, article 7 (LEGIARTI000034109930)",
    ]

    def formula(famille, period, parameters):
        p = parameters(period).prestations.prestations_familiales
        mayotte = p.af.mayotte
        enfants = famille("af_nbenf", period)
        troisieme = minimum(maximum(enfants - 2, 0), 1)
        suivants = maximum(enfants - 3, 0)
        taux = (
            (enfants == 1) * np.nan_to_num(mayotte.un_enfant)
            + (enfants >= 2) * np.nan_to_num(mayotte.deux_enfants)
            + troisieme * np.nan_to_num(mayotte.troisieme_enfant)
            + suivants * mayotte.enfant_supplementaire
        )
        maintenu = (enfants == 1) * famille("af_mayotte_enfant_unique_avant_2012", period)
        montant = where(maintenu, mayotte.enfant_unique_avant_2012, arrondi_centime(p.bmaf * taux))
        return (
            famille("af_eligibilite_mayotte", period)
            * not_(famille("af_indetermine", period))
            * montant
        )


class af_base(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocations familiales de base, après modulation"
    unit = "EUR"
    documentation = (
        "32 % de la BMAF pour deux enfants et 41 % par enfant de plus, réduits à la moitié ou au "
        "quart selon les ressources, arrondis au centime, puis partagés en résidence alternée."
    )
    reference = [
        "Article D521-1 du code de la sécurité sociale (LEGIARTI000030680318)",
        "Article D755-5 du code de la sécurité sociale (LEGIARTI000006738575)",
        "Article R521-3 du code de la sécurité sociale (LEGIARTI000006750610)",
    ]

    def formula(famille, period, parameters):
        p = parameters(period).prestations.prestations_familiales
        enfants = famille("af_nbenf", period)
        taux = p.af.taux.deuxieme_enfant + p.af.taux.enfant_supplementaire * maximum(
            enfants - p.af.nombre_enfants_minimum, 0
        )
        commun = arrondi_centime(p.bmaf * taux * famille("af_taux_modulation", period))
        unique = arrondi_centime(p.bmaf * p.af.outre_mer_un_enfant.taux)
        montant = (
            famille("af_eligibilite_base", period) * commun
            + famille("af_eligibilite_dom", period) * unique
            + famille("af_base_mayotte", period)
        )
        coefficient = famille("af_coeff_garde_alternee", period)
        return where(coefficient < 1, arrondi_centime(montant * coefficient), montant)


class af_complement_degressif(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Complément dégressif des allocations familiales et de leurs majorations"
    unit = "EUR"
    documentation = (
        "Quand les ressources dépassent un plafond de moins de douze fois le montant mensuel : un "
        "douzième de ce qui reste jusqu'au plafond augmenté de ces douze mois."
    )
    reference = "Article D521-1, II, du code de la sécurité sociale (LEGIARTI000030680318)"

    def formula(famille, period, parameters):
        montant = famille("af_base", period) + famille("af_majoration", period)
        complement = complement_degressif(
            montant,
            famille("prestations_familiales_base_ressources", period),
            famille("af_plafond_1", period),
            famille("af_plafond_2", period),
        )
        return famille("af_eligibilite_base", period) * arrondi_centime(complement)


class af_allocation_forfaitaire_nb_enfants(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre d'enfants de 20 ans ouvrant droit à l'allocation forfaitaire"
    unit = "enfants"
    documentation = "Si la famille a à charge au moins trois enfants, enfants de 20 ans compris."
    reference = "Articles L521-1 et D521-2, III, du code de la sécurité sociale"

    def formula(famille, period, parameters):
        p = parameters(period).prestations.prestations_familiales.af.allocation_forfaitaire
        concernes = famille.sum(famille.members("af_allocation_forfaitaire_enfant", period))
        total = famille("af_nbenf", period) + concernes
        return (
            famille("prestations_familiales_droit_commun", period)
            * (total >= p.nombre_enfants_minimum)
            * concernes
        )


class af_allocation_forfaitaire_parts(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Enfants de 20 ans de l'allocation forfaitaire, une moitié en résidence alternée"
    unit = "enfants"
    reference = "Articles L521-2 et R521-3 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        part = parameters(period).prestations.prestations_familiales.af.garde_alternee.part
        concerne = famille.members("af_allocation_forfaitaire_enfant", period)
        partage = famille.members("af_enfant_partage", period)
        parts = famille.sum(concerne * where(partage, part, 1))
        return (famille("af_allocation_forfaitaire_nb_enfants", period) > 0) * parts


class af_allocation_forfaitaire_majoration_plafonds(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Ce que les plafonds de l'allocation forfaitaire ont de plus que les plafonds I et II"
    unit = "EUR"
    documentation = "Zéro, ou la majoration par enfant de 20 ans, selon la convention pf_forfait_enfants_plafond."
    reference = "Articles D521-2 et D521-3 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        p = parameters(period)
        compte = p.conventions.pf_forfait_enfants_plafond == "avec_enfants_de_vingt_ans"
        majoration = p.prestations.prestations_familiales.af.plafonds.majoration_par_enfant
        return famille("af_allocation_forfaitaire_nb_enfants", period) * majoration * compte


class af_allocation_forfaitaire(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation forfaitaire des allocations familiales (enfant de 20 ans)"
    unit = "EUR"
    documentation = (
        "20,234 %, 10,117 % ou 5,059 % de la BMAF par enfant de 20 ans selon les ressources."
    )
    reference = "Article D521-2, I, du code de la sécurité sociale (LEGIARTI000030680324)"

    def formula(famille, period, parameters):
        p = parameters(period).prestations.prestations_familiales
        taux = p.af.allocation_forfaitaire
        supplement = famille("af_allocation_forfaitaire_majoration_plafonds", period)
        ressources = famille("prestations_familiales_base_ressources", period) - supplement
        montant = where(
            ressources <= famille("af_plafond_1", period),
            arrondi_centime(p.bmaf * taux.taux_tranche_1),
            where(
                ressources <= famille("af_plafond_2", period),
                arrondi_centime(p.bmaf * taux.taux_tranche_2),
                arrondi_centime(p.bmaf * taux.taux_tranche_3),
            ),
        )
        return arrondi_centime(famille("af_allocation_forfaitaire_parts", period) * montant)


class af_allocation_forfaitaire_complement_degressif(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Complément dégressif de l'allocation forfaitaire"
    unit = "EUR"
    documentation = "Calculé comme celui des allocations familiales, sur l'allocation forfaitaire."
    reference = "Article D521-2, II, du code de la sécurité sociale (LEGIARTI000030680324)"

    def formula(famille, period, parameters):
        supplement = famille("af_allocation_forfaitaire_majoration_plafonds", period)
        complement = complement_degressif(
            famille("af_allocation_forfaitaire", period),
            famille("prestations_familiales_base_ressources", period),
            famille("af_plafond_1", period) + supplement,
            famille("af_plafond_2", period) + supplement,
        )
        return arrondi_centime(complement)


class af(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocations familiales, avant CRDS"
    unit = "EUR"
    documentation = (
        "Base, majorations pour âge, allocation forfaitaire et leurs compléments dégressifs."
    )
    reference = "Articles L521-1 et L521-3 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        return (
            famille("af_base", period)
            + famille("af_majoration", period)
            + famille("af_complement_degressif", period)
            + famille("af_allocation_forfaitaire", period)
            + famille("af_allocation_forfaitaire_complement_degressif", period)
        )
