"""Who is bound, to how many hours, and who is exempted (L262-28 and L262-34 CASF)."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.caracteristiques.activite import TypesActivite
from zeronr_rules.variables.outils.ternaire import Ternaire

MOIS_DE_LA_MOYENNE = 3


class place_creche_avip(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "L'enfant a une place dans une crèche à vocation d'insertion professionnelle (AVIP)"
    reference = "L214-7 III CASF"


class place_autre_accueil_enfant(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "L'enfant a une autre place d'accueil ou de garde"
    reference = "L262-34 CASF"


class solution_garde_enfant(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le parent a une solution de garde pour l'enfant"
    documentation = "Une place d'accueil, AVIP ou autre, en est une ; sans donnée, indéterminé."
    reference = "L262-34 CASF"

    def formula(famille, period, parameters):
        place = famille("place_creche_avip", period) + famille("place_autre_accueil_enfant", period)
        return where(place, Ternaire.oui, Ternaire.indetermine)


def _entree(nom, libelle, article):
    return type(
        nom,
        (Variable,),
        {
            "__module__": __name__,
            "value_type": bool,
            "entity": Individu,
            "definition_period": DateUnit.MONTH,
            "set_input": set_input_dispatch_by_period,
            "label": libelle,
            "reference": article,
        },
    )


exemption_heures_demandee = _entree(
    "exemption_heures_demandee",
    "A demandé à être exempté des heures d'activité",
    "L262-34 CASF, L5411-6 du code du travail",
)
difficultes_sante = _entree(
    "difficultes_sante",
    "Difficultés particulières et avérées tenant à l'état de santé",
    "L262-34 CASF, L5411-6 du code du travail",
)
respecte_obligations_demandeur_emploi = _entree(
    "respecte_obligations_demandeur_emploi",
    "Allocataire de l'ARE qui respecte les obligations du demandeur d'emploi",
    "L262-28 CASF, L5421-3 du code du travail",
)


class revenu_activite_obligations(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Revenu d'activité mensuel moyen opposé au seuil des obligations"
    unit = "EUR"
    documentation = "Moyenne des trois mois qui précèdent."
    reference = "L262-28 et D262-65 CASF"

    def formula(individu, period, parameters):
        total = 0.0
        for mois in range(1, MOIS_DE_LA_MOYENNE + 1):
            total = total + individu("rsa_revenus_professionnels", period.offset(-mois, "month"))
        return total / MOIS_DE_LA_MOYENNE


class soumis_obligations_rsa(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Tenu aux devoirs du bénéficiaire du RSA"
    documentation = (
        "Chaque membre du couple pour lui-même, sans emploi ou avec un revenu d'activité inférieur au "
        "seuil."
    )
    reference = "L262-28 et D262-65 CASF"

    def formula_2025_01(individu, period, parameters):
        p = parameters(period)
        seuil = p.prestations.rsa.obligations.seuil_revenu_activite
        soumis = individu("demandeur_ou_beneficiaire_rsa", period) * (
            individu("revenu_activite_obligations", period) < seuil
        )
        if p.conventions.lpe_obligations_retraites_etudiants == "inclus":
            return soumis
        retraite = individu("activite", period) == TypesActivite.retraite
        return soumis * not_(retraite) * not_(individu("etudiant", period))


class obligations_rsa_reputees_respectees(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Réputé respecter les devoirs du RSA, comme allocataire de l'ARE qui respecte les siens"
    reference = "L262-28 CASF, L5421-3 du code du travail"

    def formula_2025_01(individu, period, parameters):
        return (
            individu("soumis_obligations_rsa", period)
            * (individu("chomage_net", period) > 0)
            * individu("respecte_obligations_demandeur_emploi", period)
        )


def _parent_isole_d_un_jeune_enfant(individu, period, parameters):
    """Lone parents whose youngest child is under the age of the exemption."""
    limite = parameters(period).prestations.rsa.obligations.age_enfant_exemption * 12
    famille = individu.famille
    age = famille.members("age_en_mois_fin_de_mois", period)
    enfant = famille.members("est_enfant_dans_famille", period)
    jeune = famille.any(enfant * (age >= 0) * (age < limite))
    return individu.has_role(Famille.PARENT) * famille("isolement", period) * jeune


class exempte_heures_activite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Exempté des heures hebdomadaires d'activité"
    documentation = (
        "À la demande de la personne : santé, handicap, invalidité, ou parent isolé d'un enfant de "
        "moins de douze ans sans solution de garde."
    )
    reference = "L262-34 CASF, L5411-6 du code du travail"

    def formula_2025_01(individu, period, parameters):
        sans_garde = individu.famille("solution_garde_enfant", period) == Ternaire.non
        motif = (
            individu("difficultes_sante", period)
            + individu("handicap", period)
            + (individu("pensions_invalidite", period) > 0)
            + _parent_isole_d_un_jeune_enfant(individu, period, parameters) * sans_garde
        )
        return individu("exemption_heures_demandee", period) * motif


class exempte_heures_activite_indetermine(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Parent isolé qui demande l'exemption, et dont la solution de garde n'est pas connue"

    def formula_2025_01(individu, period, parameters):
        inconnue = individu.famille("solution_garde_enfant", period) == Ternaire.indetermine
        return (
            individu("exemption_heures_demandee", period)
            * not_(individu("exempte_heures_activite", period))
            * _parent_isole_d_un_jeune_enfant(individu, period, parameters)
            * inconnue
        )


class heures_activite_individualisees(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Heures hebdomadaires que le contrat d'engagement fixe au-dessous du minimum"
    unit = "heures"
    documentation = "Elles peuvent être moindres, non nulles ; 0 : le contrat n'en fixe pas."
    reference = "L5411-6 du code du travail, L262-34 CASF"


class heures_activite_hebdo_min(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Heures hebdomadaires d'activité que le contrat d'engagement demande"
    unit = "heures"
    reference = "L5411-6 du code du travail, L262-34 CASF ; Conseil constitutionnel, n° 2023-858 DC"

    def formula_2025_01(individu, period, parameters):
        minimum = parameters(period).prestations.rsa.obligations.heures_hebdomadaires
        fixees = individu("heures_activite_individualisees", period)
        heures = where((fixees > 0) * (fixees < minimum), fixees, minimum)
        return (
            heures
            * individu("soumis_obligations_rsa", period)
            * individu("contrat_engagement_signe", period)
            * not_(individu("exempte_heures_activite", period))
        )
