"""Who may claim the prime d'activité (L842-1, L842-2, R842-1, R842-2 CSS)."""

from __future__ import annotations

from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.mois_de_reference import (
    RANGS,
    au_mois_de_reference,
)


def _tous_les_mois(individu, period, parameters, nom):
    """True where the monthly condition holds in each reference month."""
    tous = True
    for rang in RANGS:
        tous = tous * au_mois_de_reference(individu, nom, period, parameters, rang)
    return tous > 0


class ppa_age_du_mois(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "A dix-huit ans au dernier jour du mois"
    reference = "L842-2 1° CSS"

    def formula(individu, period, parameters):
        minimum = parameters(period).prestations.prime_activite.age_minimum
        return individu("age_en_mois_fin_de_mois", period) >= minimum * 12


class ppa_condition_age(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition d'âge de la prime d'activité remplie"
    documentation = (
        "Plus de dix-huit ans : dans chaque mois de référence jusqu'en février 2025, dans le mois "
        "du droit depuis."
    )
    reference = "L842-2 1° et R842-2 CSS"

    def formula(individu, period, parameters):
        return _tous_les_mois(individu, period, parameters, "ppa_age_du_mois")

    def formula_2025_03(individu, period, parameters):
        return individu("ppa_age_du_mois", period)


class ppa_condition_nationalite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition de nationalité ou de séjour de la prime d'activité remplie"
    documentation = (
        "Français, ressortissant de l'EEE ou suisse, titulaire depuis cinq ans d'un titre "
        "autorisant à travailler, ou dispensé (réfugié, carte de résident, droit à la majoration)."
    )
    reference = "L842-2 2° CSS"

    def formula(individu, period, parameters):
        duree = parameters(period).prestations.prime_activite.nationalite.duree_titre_sejour
        majoration = individu.famille("rsa_droit_majoration", period) * individu.has_role(
            Famille.PARENT
        )
        return (
            individu("est_francais", period)
            + individu("ressortissant_eee", period)
            + (individu("duree_possession_titre_sejour", period) >= duree)
            + individu("dispense_duree_titre_sejour", period)
            + majoration * individu("sejour_regulier", period)
        )


class ppa_etudes_du_mois(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition d'études remplie pour le mois"
    documentation = (
        "Ni élève, ni étudiant, ni stagiaire, ni apprenti, sauf revenus professionnels du mois "
        "supérieurs à 55 % du SMIC mensuel (169 heures), ou droit à la majoration."
    )
    reference = "L842-2 3°, L512-3 2° et R512-2 CSS"

    def formula(individu, period, parameters):
        p = parameters(period).prestations
        apprenants = p.prime_activite.apprenants
        plancher = apprenants.part_smic * apprenants.heures * p.commun.smic_horaire
        revenus = individu("ppa_revenus_activite_propres", period) + individu(
            "ppa_revenus_assimiles", period
        )
        etudes = (
            individu("etudiant", period)
            + individu("stagiaire", period)
            + individu("apprenti", period)
        )
        return (
            not_(etudes)
            + (revenus > plancher)
            + individu.famille("rsa_droit_majoration", period)
        )


class ppa_condition_etudes(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition d'études remplie dans chaque mois de référence"
    reference = "L842-2 3° et R842-2 CSS"

    def formula(individu, period, parameters):
        return _tous_les_mois(individu, period, parameters, "ppa_etudes_du_mois")


class ppa_conges_du_mois(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition tenant aux congés remplie pour le mois"
    documentation = (
        "Ni congé parental, ni sabbatique, ni sans solde, ni disponibilité, sauf droit à la "
        "majoration ou revenus professionnels conservés."
    )
    reference = "L842-2 5° CSS"

    def formula(individu, period, parameters):
        return (
            not_(individu("conge_excluant", period))
            + (individu("ppa_revenus_activite_propres", period) > 0)
            + individu.famille("rsa_droit_majoration", period)
        )


class ppa_condition_conges(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition tenant aux congés remplie dans chaque mois de référence"
    reference = "L842-2 5° et R842-2 CSS"

    def formula(individu, period, parameters):
        return _tous_les_mois(individu, period, parameters, "ppa_conges_du_mois")


class ppa_condition_detachement(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "N'est pas travailleur détaché"
    reference = "L842-2 4° CSS"

    def formula(individu, period, parameters):
        return not_(individu("travailleur_detache", period))


class ppa_beneficiaire_possible(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Adulte qui remplit toutes les conditions pour demander la prime d'activité"
    reference = "L842-1, L842-2 et R842-1 CSS"

    def formula(individu, period, parameters):
        return (
            individu.has_role(Famille.PARENT)
            * individu("ppa_condition_age", period)
            * individu("ppa_condition_nationalite", period)
            * individu("ppa_condition_etudes", period)
            * individu("ppa_condition_conges", period)
            * individu("ppa_condition_detachement", period)
            * individu("rsa_condition_residence", period)
        )


class ppa_eligibilite(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Un adulte du foyer remplit les conditions de la prime d'activité"
    reference = "L842-1 et L842-2 CSS"

    def formula(famille, period, parameters):
        return famille.any(famille.members("ppa_beneficiaire_possible", period))
