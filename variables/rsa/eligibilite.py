"""Who may claim RSA (L262-4 to L262-8 CASF); each condition is a variable of its own."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.caracteristiques.activite import TypesActivite
from zeronr_rules.variables.outils.arrondis import arrondi_centime


class rsa_condition_residence(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition de résidence stable et effective remplie"
    documentation = (
        "Au-delà de trois mois à l'étranger, seuls les mois civils complets de présence sont dus."
    )
    reference = "L262-2 et R262-5 CASF"

    def formula(individu, period, parameters):
        absence = individu("sejour_etranger_plus_trois_mois", period) * not_(
            individu("present_mois_complet", period)
        )
        return individu("residence_stable_france", period) * not_(absence)


class rsa_condition_nationalite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition de nationalité ou de séjour remplie"
    documentation = (
        "Français ; ressortissant de l'EEE ou suisse avec droit au séjour et trois mois de "
        "résidence, sauf travailleur ; autre étranger titulaire depuis cinq ans (quinze à Mayotte) "
        "d'un titre autorisant à travailler, sauf dispense ou droit à la majoration."
    )
    reference = "L262-4 2°, L262-6 et L542-6 CASF"

    def formula(individu, period, parameters):
        rsa = parameters(period).prestations.rsa
        ue = individu("ressortissant_eee", period)
        francais = individu("est_francais", period)
        duree = individu("duree_possession_titre_sejour", period)
        travaille = (individu("rsa_revenus_professionnels", period) > 0) + (
            individu("activite", period) == TypesActivite.actif
        )
        ue_remplit = (
            individu("droit_sejour_ue", period)
            * not_(individu("ue_en_recherche_emploi_seule", period))
            * (
                (duree >= rsa.nationalite.duree_residence_ue)
                + travaille
                + individu("maintien_droit_sejour_travailleur_ue", period)
            )
        )
        duree_exigee = where(
            individu.menage("residence_mayotte", period),
            rsa.mayotte.duree_titre_sejour,
            rsa.nationalite.duree_titre_sejour,
        )
        majoration = individu.famille("rsa_droit_majoration", period) * individu.has_role(
            Famille.PARENT
        )
        etranger_remplit = (
            (duree >= duree_exigee)
            + individu("dispense_duree_titre_sejour", period)
            + majoration * individu("sejour_regulier", period)
        )
        return francais + where(ue, ue_remplit, etranger_remplit)


class rsa_droit_majoration(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Personne isolée avec un enfant à charge ou à naître, qui a droit à la majoration"
    documentation = (
        "Lue pour les dispenses de durée de séjour, d'études et de congé, avant l'examen des "
        "ressources des enfants."
    )
    reference = "L262-4 et L262-9 CASF"

    def formula(famille, period, parameters):
        enfant = famille.any(famille.members("rsa_personne_candidate", period))
        return famille("majoration_isolement_ouverte", period) * (
            enfant + famille("grossesse", period)
        )


class rsa_condition_etudes(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition tenant aux études remplie"
    documentation = (
        "Ni élève, ni étudiant, ni stagiaire, sauf droit à la majoration ou dérogation du "
        "président du conseil départemental."
    )
    reference = "L262-4 3° et L262-8 CASF"

    def formula(individu, period, parameters):
        etudes = individu("etudiant", period) + individu("stagiaire", period)
        return (
            not_(etudes)
            + individu.famille("rsa_droit_majoration", period)
            + individu("rsa_derogation_etudes", period)
        )


class rsa_derogation_etudes(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Dérogation du président du conseil départemental à la condition d'études"
    reference = "L262-8 CASF"


class rsa_condition_conges(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition tenant aux congés remplie"
    reference = "L262-4 4° CASF"

    def formula(individu, period, parameters):
        return not_(individu("conge_excluant", period)) + individu.famille(
            "rsa_droit_majoration", period
        )


class heures_activite_trois_ans(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Heures d'activité dans les trois ans qui précèdent la demande"
    documentation = "Fenêtre allongée, de six mois au plus, des périodes de chômage indemnisé."
    unit = "heures"
    reference = "L262-7-1 et D262-25-1 CASF"


class chiffre_affaires_deux_ans(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Non-salarié immatriculé depuis deux ans : chiffre d'affaires de la période"
    unit = "EUR"
    reference = "D262-25-2 à D262-25-4 CASF"


class exploitant_agricole(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Exploitant agricole"
    reference = "D262-25-2 à D262-25-4 CASF"


class rsa_jeune_condition_heures_travail_remplie(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "RSA jeune actif : condition d'activité remplie"
    documentation = (
        "Deux ans d'activité à temps plein (3 214 heures) dans les trois ans, ou deux ans d'activité "
        "non salariée et 43 montants forfaitaires de chiffre d'affaires (24 en agriculture)."
    )
    reference = "L262-7-1, D262-25-1 à D262-25-4 CASF"

    def formula(individu, period, parameters):
        rsa = parameters(period).prestations.rsa
        exige = arrondi_centime(
            rsa.montant_forfaitaire
            * where(
                individu("exploitant_agricole", period),
                rsa.jeune_actif.chiffre_affaires_agricole,
                rsa.jeune_actif.chiffre_affaires_non_salarie,
            )
        )
        return (individu("heures_activite_trois_ans", period) >= rsa.jeune_actif.heures) + (
            individu("chiffre_affaires_deux_ans", period) >= exige
        )


class rsa_jeune_actif(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Remplit les conditions du RSA jeune actif"
    reference = "L262-7-1 CASF"

    def formula(individu, period, parameters):
        age_minimum = parameters(period).prestations.rsa.age.jeune_actif
        return (
            (individu("age_en_mois_fin_de_mois", period) >= age_minimum * 12)
            * individu("rsa_jeune_condition_heures_travail_remplie", period)
            * not_(individu.menage("residence_mayotte", period))
        )


class rsa_condition_age(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Condition d'âge remplie"
    documentation = (
        "25 ans dans le mois, ou un enfant à charge né ou à naître, ou RSA jeune actif. Le droit "
        "s'ouvre au premier jour du mois de la demande : l'âge se lit à la fin du mois."
    )
    reference = "L262-4 1°, L262-7-1 et L262-18 CASF"

    def formula(individu, period, parameters):
        age_minimum = parameters(period).prestations.rsa.age.minimum
        enfant = (individu.famille("rsa_nb_enfants", period) > 0) + individu.famille(
            "grossesse", period
        )
        return (
            (individu("age_en_mois_fin_de_mois", period) >= age_minimum * 12)
            + enfant
            + individu("rsa_jeune_actif", period)
        )


class rsa_beneficiaire_possible(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Adulte qui remplit toutes les conditions pour demander le RSA"
    reference = "L262-2 et L262-4 CASF"

    def formula(individu, period, parameters):
        return (
            individu.has_role(Famille.PARENT)
            * individu("rsa_condition_age", period)
            * individu("rsa_condition_nationalite", period)
            * individu("rsa_condition_etudes", period)
            * individu("rsa_condition_conges", period)
            * individu("rsa_condition_residence", period)
        )


class rsa_eligibilite(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Un adulte du foyer remplit les conditions du RSA"
    documentation = "Dans un couple il suffit que l'un des deux les remplisse."
    reference = "L262-2, L262-4 et L262-5 CASF"

    def formula(famille, period, parameters):
        return famille.any(famille.members("rsa_beneficiaire_possible", period))
