"""Allocations familiales: opening, ceilings and tranches (L521-1, D521-3 CSS)."""

from __future__ import annotations

import numpy as np
from numpy import where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille


class af_nbenf(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre d'enfants à charge ouvrant droit aux allocations familiales"
    unit = "enfants"
    documentation = "Un enfant en résidence alternée compte pour un."
    reference = "Articles L521-1 et R521-3 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        return famille("prestations_familiales_nombre_enfants", period)


class af_eligibilite_base(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocations familiales : au moins deux enfants à charge"
    reference = "Article L521-1 du code de la sécurité sociale (LEGIARTI000029963006)"

    def formula(famille, period, parameters):
        minimum = parameters(period).prestations.prestations_familiales.af.nombre_enfants_minimum
        return famille("prestations_familiales_droit_commun", period) * (
            famille("af_nbenf", period) >= minimum
        )


class af_eligibilite_dom(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocations familiales outre-mer : un seul enfant à charge"
    reference = "Articles L755-11 et L755-12 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        return (
            famille("prestations_familiales_droit_commun", period)
            * famille("prestations_familiales_outre_mer", period)
            * (famille("af_nbenf", period) == 1)
        )


class af_eligibilite_mayotte(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocations familiales à Mayotte : au moins un enfant à charge"
    reference = "Ordonnance n° 2002-149 du 7 février 2002, article 7 (LEGIARTI000034109930)"

    def formula(famille, period, parameters):
        return (
            famille("prestations_familiales_conditions_generales", period)
            * famille("prestations_familiales_mayotte", period)
            * (famille("af_nbenf", period) >= 1)
        )


class af_indetermine(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocations familiales indéterminées : une règle ou un taux n'est pas connu"
    documentation = (
        "Vrai à Saint-Pierre-et-Miquelon, dont les règles n'ont pas été lues, et à Mayotte si un "
        "taux de l'année manque. Le montant affiché est alors zéro et ne dit rien du droit."
    )

    def formula(famille, period, parameters):
        mayotte = parameters(period).prestations.prestations_familiales.af.mayotte
        taux_inconnu = bool(
            np.isnan(mayotte.un_enfant + mayotte.deux_enfants + mayotte.troisieme_enfant)
        )
        enfants = famille("af_nbenf", period) >= 1
        return enfants * (
            famille("prestations_familiales_territoire_inconnu", period)
            + famille("prestations_familiales_mayotte", period) * taux_inconnu
        )


class af_plafond_1(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Plafond I des allocations familiales (taux plein)"
    unit = "EUR"
    reference = "Article D521-3, I, du code de la sécurité sociale"

    def formula(famille, period, parameters):
        p = parameters(period).prestations.prestations_familiales.af.plafonds
        return p.plafond_1 + p.majoration_par_enfant * famille("af_nbenf", period)


class af_plafond_2(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Plafond II des allocations familiales (moitié)"
    unit = "EUR"
    reference = "Article D521-3, II, du code de la sécurité sociale"

    def formula(famille, period, parameters):
        p = parameters(period).prestations.prestations_familiales.af.plafonds
        return p.plafond_2 + p.majoration_par_enfant * famille("af_nbenf", period)


class af_taux_modulation(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Part des allocations familiales servie selon les ressources"
    unit = "taux"
    documentation = (
        "Un, une moitié ou un quart selon que les ressources ne dépassent pas le plafond I, ne "
        "dépassent pas le plafond II, ou le dépassent."
    )
    reference = "Article D521-1, I, du code de la sécurité sociale (LEGIARTI000030680318)"

    def formula(famille, period, parameters):
        taux = parameters(period).prestations.prestations_familiales.af.modulation
        ressources = famille("prestations_familiales_base_ressources", period)
        return where(
            ressources <= famille("af_plafond_1", period),
            taux.taux_tranche_1,
            where(
                ressources <= famille("af_plafond_2", period),
                taux.taux_tranche_2,
                taux.taux_tranche_3,
            ),
        )


class af_coeff_garde_alternee(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre moyen rapporté au nombre total d'enfants (résidence alternée)"
    unit = "taux"
    documentation = (
        "Un enfant en résidence alternée dont les allocations sont partagées compte pour une "
        "moitié dans le nombre moyen."
    )
    reference = "Article R521-3 du code de la sécurité sociale (LEGIARTI000006750610)"

    def formula(famille, period, parameters):
        total = famille("af_nbenf", period)
        moyen = famille.sum(famille.members("af_part_enfant", period))
        return where(total > 0, moyen / where(total > 0, total, 1), 1)


def complement_degressif(montant, ressources, plafond_1, plafond_2):
    """D521-1 II: a twelfth of what the ceiling plus twelve months leaves above the resources.

    ``montant`` is the monthly amount of the tranche; the ceiling is the highest exceeded.
    """
    plafond = where(ressources > plafond_2, plafond_2, plafond_1)
    reste = plafond + 12 * montant - ressources
    return (ressources > plafond_1) * np.maximum(reste, 0) / 12
