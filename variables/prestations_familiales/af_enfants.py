"""Allocations familiales, child by child: share and majoration pour âge (L521-3 CSS)."""

from __future__ import annotations

import numpy as np
from numpy import logical_not as not_
from numpy import where
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.prestations_familiales.entrees import TypesPartageGardeAlternee


class af_enfant_partage(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Enfant en résidence alternée dont les allocations familiales sont partagées"
    reference = "Articles L521-2 et R521-2 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        return individu("garde_alternee", period) * (
            individu("af_garde_alternee_partage", period) == TypesPartageGardeAlternee.partage
        )


class af_part_enfant(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Part de l'enfant à charge pour les allocations familiales"
    unit = "taux"
    documentation = (
        "Un, ou une moitié en résidence alternée quand les allocations sont partagées entre les "
        "parents ; zéro pour une personne qui n'est pas un enfant à charge."
    )
    reference = "Articles L521-2 et R521-3 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        part = parameters(period).prestations.prestations_familiales.af.garde_alternee.part
        partage = individu("af_enfant_partage", period)
        return individu("prestations_familiales_enfant_a_charge", period) * where(partage, part, 1)


class af_majoration_age(Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Âge à partir duquel l'enfant ouvre droit à la majoration"
    unit = "ans"
    documentation = (
        "14 ans. Depuis mars 2026, 18 ans pour un enfant qui atteint 14 ans à partir du 1er mars "
        "2026. Les enfants de l'ancien barème (11 et 16 ans), nés avant mai 1997, avaient plus de "
        "16 ans en 2017 et le même taux."
    )
    reference = [
        "Article R521-1 du code de la sécurité sociale (LEGIARTI000018735853)",
        "Décret n° 2026-138 du 27 février 2026 (JORFTEXT000053594174)",
    ]

    def formula(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales.af.majoration
        return individu.filled_array(p.age)

    def formula_2026_03(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales.af.majoration
        naissance = individu("date_naissance", period).astype("datetime64[D]")
        return where(
            naissance >= np.datetime64(p.naissance_reforme_2026, "D"), p.age_reforme_2026, p.age
        )


class af_majoration_age_atteint(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "L'enfant à charge a atteint l'âge de la majoration"
    documentation = "À partir du mois qui suit l'anniversaire."
    reference = "Articles L521-3 et R552-2 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        mois = individu("prestations_familiales_mois_depuis_naissance", period)
        age = individu("af_majoration_age", period)
        return individu("prestations_familiales_enfant_a_charge", period) * (mois > age * 12)


class af_part_aine(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Part dans laquelle l'enfant est l'aîné des enfants à charge"
    unit = "taux"
    documentation = (
        "Un seul enfant est l'aîné : des jumeaux se partagent cette qualité, sans que leur ordre "
        "compte."
    )
    reference = "Article L521-3 du code de la sécurité sociale (LEGIARTI000006743289)"

    def formula(individu, period, parameters):
        naissance = individu("date_naissance", period).astype("datetime64[D]")
        a_charge = individu("prestations_familiales_enfant_a_charge", period)
        jour = where(a_charge, naissance.astype(np.int64).astype(np.float64), np.inf)
        est_aine = a_charge * (jour == individu.famille.min(jour))
        aines = individu.famille.sum(est_aine)
        return est_aine / where(aines > 0, aines, 1)


class af_majoration_enfant(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Majoration pour âge des allocations familiales due pour l'enfant"
    unit = "EUR"
    documentation = (
        "16 % de la BMAF, réduits à la moitié ou au quart selon les ressources, et de moitié en "
        "résidence alternée. Avec deux enfants à charge, l'aîné n'y ouvre pas droit."
    )
    reference = [
        "Articles L521-3 et R521-4 du code de la sécurité sociale",
        "Article D521-1 du code de la sécurité sociale (LEGIARTI000030680318)",
    ]

    def formula(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales
        ouvert = individu.famille("af_eligibilite_base", period)
        tous = individu.famille("af_nbenf", period) >= p.af.majoration.nombre_enfants
        part = where(tous, 1, 1 - individu("af_part_aine", period))
        taux = p.af.majoration.taux * individu.famille("af_taux_modulation", period)
        commun = arrondi_centime(p.bmaf * taux) * ouvert * part
        montant = where(
            individu.famille("af_eligibilite_dom", period),
            individu("af_majoration_enfant_unique_dom", period),
            commun * individu("af_majoration_age_atteint", period),
        )
        partage = individu("af_part_enfant", period)
        return where(partage < 1, arrondi_centime(montant * partage), montant)


class af_majoration_enfant_unique_dom(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Majoration pour âge outre-mer d'un enfant seul à charge"
    unit = "EUR"
    documentation = (
        "3,69 % de la BMAF à partir de 11 ans et 5,67 % à partir de 16 ans, quelle que soit la "
        "date de naissance."
    )
    reference = "Article D755-5 du code de la sécurité sociale (LEGIARTI000006738575)"

    def formula(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales
        dom = p.af.outre_mer_un_enfant
        mois = individu("prestations_familiales_mois_depuis_naissance", period)
        taux = where(
            mois > dom.majoration_2_age * 12,
            dom.majoration_2_taux,
            where(mois > dom.majoration_1_age * 12, dom.majoration_1_taux, 0),
        )
        return (
            individu("prestations_familiales_enfant_a_charge", period)
            * individu.famille("af_eligibilite_dom", period)
            * arrondi_centime(p.bmaf * taux)
        )


class af_allocation_forfaitaire_enfant(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Enfant de 20 ans qui remplit les conditions de l'allocation forfaitaire"
    documentation = (
        "Pendant un an à partir du mois du vingtième anniversaire, où il cesse d'ouvrir droit aux "
        "allocations familiales ; les conditions autres que l'âge doivent rester remplies."
    )
    reference = "Article L521-1, deuxième alinéa, du code de la sécurité sociale"

    def formula(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales
        limite = p.enfants_a_charge.age_limite
        fin = limite + p.af.allocation_forfaitaire.duree
        mois = individu("prestations_familiales_mois_depuis_naissance", period)
        autre_parent = individu("garde_alternee", period) * (
            individu("af_garde_alternee_partage", period) == TypesPartageGardeAlternee.autre_parent
        )
        return (
            individu("est_enfant_dans_famille", period)
            * (mois >= limite * 12)
            * (mois < fin * 12)
            * not_(individu("autonomie_financiere", period))
            * individu("prestations_familiales_enfant_residant_en_france", period)
            * not_(autre_parent)
        )


class af_majoration(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Majorations pour âge des allocations familiales"
    unit = "EUR"
    documentation = "Somme des majorations des enfants. Il n'y en a pas à Mayotte."
    reference = "Article L521-3 du code de la sécurité sociale (LEGIARTI000006743289)"

    def formula(famille, period, parameters):
        return famille.sum(famille.members("af_majoration_enfant", period))
