"""Who may claim the prime d'activité (L842-1, L842-2, R842-1, R842-2 CSS)."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.mois_de_reference import (
    RANGS,
    au_mois_de_reference,
    par_mois_de_reference,
    selon_mois,
)


def _tous_les_mois(individu, period, parameters, nom):
    """True where the monthly condition holds in each reference month."""
    tous = True
    for rang in RANGS:
        tous = tous * au_mois_de_reference(individu, nom, period, parameters, rang)
    return tous > 0


def _trimestre_et_mois_du_droit(individu, period, parameters, nom):
    """R842-2 until February 2025: each month of the quarter and the month of right."""
    return _tous_les_mois(individu, period, parameters, nom) * individu(nom, period)


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


class ppa_nationalite_du_mois(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition de nationalité ou de séjour remplie pour le mois"
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


class ppa_condition_nationalite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition de nationalité ou de séjour de la prime d'activité remplie"
    documentation = (
        "Dans chaque mois de référence et le mois du droit jusqu'en février 2025, dans le mois du "
        "droit depuis."
    )
    reference = "L842-2 2° et R842-2 CSS"

    def formula(individu, period, parameters):
        return _trimestre_et_mois_du_droit(individu, period, parameters, "ppa_nationalite_du_mois")

    def formula_2025_03(individu, period, parameters):
        return individu("ppa_nationalite_du_mois", period)


class ppa_condition_residence(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition de résidence stable et effective de la prime d'activité remplie"
    reference = "L842-1, R842-1 et R842-2 CSS"

    def formula(individu, period, parameters):
        return _trimestre_et_mois_du_droit(individu, period, parameters, "rsa_condition_residence")

    def formula_2025_03(individu, period, parameters):
        return individu("rsa_condition_residence", period)


@par_mois_de_reference
class ppa_plancher_revenu_activite_apprenant:
    value_type = float
    entity = Individu
    label = "Revenus professionnels qu'un étudiant, stagiaire ou apprenti doit dépasser, {mois}"
    unit = "EUR"
    documentation = (
        "55 % du SMIC mensuel (169 heures) ; à Mayotte, 46,48 SMIC horaires de Mayotte, NaN quand "
        "cette valeur n'a pas été publiée."
    )
    reference = "L842-2 3°, L512-3 2° et R512-2 CSS ; décret n° 2016-864 pour Mayotte"

    def formula(individu, period, parameters, rang):
        def plancher(mois):
            p = parameters(mois).prestations
            apprenants = p.prime_activite.apprenants
            return apprenants.part_smic * apprenants.heures * p.commun.smic_horaire

        def plancher_mayotte(mois):
            p = parameters(mois).prestations
            return p.prime_activite.mayotte.apprenants_heures * p.commun.smic_horaire_mayotte

        return arrondi_centime(
            where(
                individu.menage("residence_mayotte", period),
                selon_mois(individu, period, parameters, rang, plancher_mayotte),
                selon_mois(individu, period, parameters, rang, plancher),
            )
        )


@par_mois_de_reference
class ppa_apprenant:
    value_type = bool
    entity = Individu
    label = "Élève, étudiant, stagiaire ou apprenti, {mois}"
    reference = "L842-2 3° CSS"

    def formula(individu, period, parameters, rang):
        def du_mois(nom):
            return au_mois_de_reference(individu, nom, period, parameters, rang)

        return du_mois("etudiant") + du_mois("stagiaire") + du_mois("apprenti")


@par_mois_de_reference
class ppa_etudes_du_mois:
    value_type = bool
    entity = Individu
    label = "Condition d'études remplie, {mois}"
    documentation = (
        "Ni élève, ni étudiant, ni stagiaire, ni apprenti, sauf revenus professionnels du mois "
        "supérieurs au plancher, ou droit à la majoration."
    )
    reference = "L842-2 3° CSS"

    def formula(individu, period, parameters, rang):
        plancher = individu(f"ppa_plancher_revenu_activite_apprenant_{rang}", period)
        majoration = selon_mois(
            individu,
            period,
            parameters,
            rang,
            lambda mois: individu.famille("rsa_droit_majoration", mois),
        )
        return (
            not_(individu(f"ppa_apprenant_{rang}", period))
            + (individu(f"ppa_revenu_activite_individu_{rang}", period) > plancher)
            + majoration
        )


class ppa_condition_etudes(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition d'études remplie dans chaque mois de référence"
    reference = "L842-2 3° et R842-2 CSS"

    def formula(individu, period, parameters):
        tous = True
        for rang in RANGS:
            tous = tous * individu(f"ppa_etudes_du_mois_{rang}", period)
        return tous > 0


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
    reference = "L842-2 4° et R842-2 CSS"

    def formula(individu, period, parameters):
        return _trimestre_et_mois_du_droit(individu, period, parameters, "non_detache_du_mois")

    def formula_2025_03(individu, period, parameters):
        return individu("non_detache_du_mois", period)


class non_detache_du_mois(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "N'est pas travailleur détaché ce mois"
    reference = "L842-2 4° CSS"

    def formula(individu, period, parameters):
        return not_(individu("travailleur_detache", period))


class ppa_conditions_propres(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Conditions d'âge, d'études, de congé et de détachement remplies"
    reference = "L842-2 1°, 3°, 4° et 5°, R842-2 CSS"

    def formula(individu, period, parameters):
        return (
            individu("ppa_condition_age", period)
            * individu("ppa_condition_etudes", period)
            * individu("ppa_condition_conges", period)
            * individu("ppa_condition_detachement", period)
        )


class ppa_beneficiaire_possible(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Adulte qui remplit toutes les conditions pour demander la prime d'activité"
    reference = "L842-1, L842-2 et R842-1 CSS"

    def formula(individu, period, parameters):
        return (
            individu.has_role(Famille.PARENT)
            * individu("ppa_conditions_propres", period)
            * individu("ppa_condition_nationalite", period)
            * individu("ppa_condition_residence", period)
        )


class ppa_eligibilite(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Un adulte du foyer remplit les conditions de la prime d'activité"
    documentation = (
        "Lorsque la convention refuse le droit du couple, ces conditions valent pour les deux."
    )
    reference = "L842-1, L842-2 et R842-2 CSS"

    def formula(famille, period, parameters):
        eligible = famille.any(famille.members("ppa_beneficiaire_possible", period))
        if parameters(period).conventions.conjoint_etudiant_prime_activite == "droit_refuse":
            remplies = famille.members("ppa_conditions_propres", period)
            return eligible * famille.all(remplies, role=Famille.PARENT)
        return eligible
