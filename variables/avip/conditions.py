"""The three conditions of an AVIP place, each three-valued (L214-7 III CASF)."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import Reponse, lu, su


class avip_enfant(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Enfant de moins de trois ans, non scolarisé"
    documentation = "L'âge est celui du premier jour du mois."
    reference = "L214-7 I CASF"

    def formula_2016_04(individu, period, parameters):
        limite = parameters(period).prestations.avip.age_enfant * 12
        mois = individu("age_en_mois", period)
        enfant = individu("est_enfant_dans_famille", period) * (mois < limite)
        # A child to be born this month is not welcomed yet.
        ne = individu("age_en_mois_fin_de_mois", period) >= 0
        return (su(enfant * ne > 0) & ~lu(individu("enfant_scolarise", period))).en_ternaire()


class avip_condition_enfant(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "La famille a un enfant de moins de trois ans, non scolarisé"
    reference = "L214-7 I CASF"

    def formula_2016_04(famille, period, parameters):
        enfants = lu(famille.members("avip_enfant", period))
        return Reponse(famille.any(enfants.certain), famille.any(enfants.possible)).en_ternaire()


class en_recherche_emploi_avip(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Le parent est demandeur d'emploi"
    documentation = (
        "À défaut de donnée, oui pour qui est inscrit à France Travail et, selon la convention, pour "
        "qui est suivi par une mission locale ou a signé un contrat d'engagement au titre du RSA ; "
        "indéterminé sinon, et jamais non."
    )
    reference = "L214-7 III CASF ; L5411-1 du code du travail"

    def formula_2016_04(individu, period, parameters):
        cherche = individu("inscrit_france_travail", period)
        if parameters(period).conventions.avip_publics_locaux == "admis":
            rsa = individu("demandeur_ou_beneficiaire_rsa", period)
            cherche = (
                cherche
                + individu("accompagne_mission_locale", period)
                + rsa * individu("contrat_engagement_signe", period)
            )
        return where(cherche, Ternaire.oui, Ternaire.indetermine)


def parents_en_recherche(famille, period):
    """Every parent looks for a job, and one at the least does."""
    parent = famille.members.has_role(Famille.PARENT)
    cherche = lu(famille.members("en_recherche_emploi_avip", period))
    tous = Reponse(
        famille.all(where(parent, cherche.certain, True)),
        famille.all(where(parent, cherche.possible, True)),
    )
    un = Reponse(famille.any(parent * cherche.certain), famille.any(parent * cherche.possible))
    return tous, un


class avip_condition_parents(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Les parents sont demandeurs d'emploi"
    documentation = (
        "Qu'un seul parent d'un couple suffise n'est écrit nulle part : sauf convention contraire, la "
        "réponse est alors indéterminée."
    )
    reference = "L214-7 III CASF"

    def formula_2016_04(famille, period, parameters):
        tous, un = parents_en_recherche(famille, period)
        lecture = parameters(period).conventions.avip_deux_parents
        if lecture == "exige":
            return tous.en_ternaire()
        if lecture == "un_seul_suffit":
            return un.en_ternaire()
        # Sure under both readings, possible under one.
        return Reponse(tous.certain * un.certain, (tous.possible + un.possible) > 0).en_ternaire()


class avip_inconnu_deux_parents(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Un seul parent du couple recherche un emploi, et rien ne dit si cela suffit"
    reference = "L214-7 III CASF"

    def formula_2016_04(famille, period, parameters):
        tous, un = parents_en_recherche(famille, period)
        lectures = parameters(period).conventions.avip_deux_parents == "inconnu"
        return un.certain * not_(tous.possible) * lectures > 0
