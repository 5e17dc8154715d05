"""Who is registered at France Travail, and in which category (L5411-1 code du travail)."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import select
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.loi_plein_emploi.orientation import TypesParcours
from zeronr_rules.variables.loi_plein_emploi.sanctions import duree_la_plus_longue
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class TypesCategoriesFranceTravail(Enum):
    """Statistical categories of job seekers; F and G exist since 2025."""

    __order__ = "aucune a b c d e f g"
    aucune = "Non inscrit"
    a = "A : sans emploi, tenu de rechercher un emploi"
    b = "B : activité réduite courte, tenu de rechercher un emploi"
    c = "C : activité réduite longue, tenu de rechercher un emploi"
    d = "D : sans emploi, non tenu d'en rechercher (formation, maladie)"
    e = "E : en emploi, non tenu d'en rechercher (contrat aidé, création)"
    f = "F : accompagnement à vocation sociale"
    g = "G : demandeur ou bénéficiaire du RSA en attente d'orientation"


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


inscrit_a_titre_personnel = _entree(
    "inscrit_a_titre_personnel",
    "Inscrit comme demandeur d'emploi de sa propre initiative",
    "L5411-1 du code du travail",
)
accompagne_mission_locale = _entree(
    "accompagne_mission_locale",
    "Suivi par une mission locale (PACEA, contrat d'engagement jeune)",
    "L5411-1 du code du travail",
)
accompagne_cap_emploi = _entree(
    "accompagne_cap_emploi", "Suivi par Cap emploi", "L5411-1 du code du travail"
)
formation_ou_empechement = _entree(
    "formation_ou_empechement",
    "En formation, malade ou en contrat de sécurisation : non tenu de rechercher un emploi",
    "L5411-1 du code du travail ; catégorie D",
)
emploi_aide = _entree(
    "emploi_aide",
    "En contrat aidé ou créateur d'entreprise : en emploi, non tenu d'en rechercher",
    "L5411-1 du code du travail ; catégorie E",
)


class heures_remunerees_volume(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Heures de travail rémunérées du mois"
    unit = "heures"


class rsa_demande_en_cours(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Une demande de RSA est en cours d'examen"
    reference = "L262-18 CASF, L5411-1 du code du travail"


class demandeur_ou_beneficiaire_rsa(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Demande ou reçoit le RSA, ou vit en couple avec qui le demande ou le reçoit"
    documentation = "Le droit compte, non le versement : une sanction ne le ferme pas."
    reference = "L262-28 CASF, L5411-1 du code du travail"

    def formula(individu, period, parameters):
        ouvert = (individu.famille("rsa_avant_sanction", period) > 0) * not_(
            individu.famille("rsa_radie", period)
        )
        demande = individu.famille("rsa_demande_en_cours", period)
        return individu.has_role(Famille.PARENT) * (ouvert + demande)


class radie_liste_demandeurs_emploi(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Radié de la liste des demandeurs d'emploi"
    documentation = (
        "Une suppression totale de quatre mois emporte la radiation pour la même durée ; une nouvelle "
        "demande de RSA réinscrit la personne."
    )
    reference = "R262-68 2° CASF, décret n° 2025-478 du 30 mai 2025"

    def formula_2025_06(individu, period, parameters):
        totale = individu("rsa_sanction_taux_suppression", period) >= 1
        return (
            si_concerne(totale, lambda: _quatre_mois(individu, period, parameters))
            * totale
            * not_(individu.famille("rsa_demande_en_cours", period))
        ) > 0


def _quatre_mois(individu, period, parameters):
    duree = duree_la_plus_longue(parameters, period)
    longue = False
    for age in range(duree):
        longue = longue + (individu("rsa_sanction_duree", period.offset(-age, "month")) >= duree)
    return longue


class inscrit_france_travail(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Inscrit comme demandeur d'emploi"
    documentation = (
        "Depuis 2025, qui demande ou reçoit le RSA et son conjoint, et qui est suivi par une "
        "mission locale ou Cap emploi. Avant, sur sa propre initiative seulement."
    )
    reference = "L5411-1 du code du travail, loi n° 2023-1196 du 18 décembre 2023"

    def formula_2025_01(individu, period, parameters):
        inscrit = (
            individu("demandeur_ou_beneficiaire_rsa", period)
            + individu("accompagne_mission_locale", period)
            + individu("accompagne_cap_emploi", period)
            + individu("inscrit_a_titre_personnel", period)
        )
        return inscrit * not_(individu("radie_liste_demandeurs_emploi", period))

    def formula(individu, period, parameters):
        return individu("inscrit_a_titre_personnel", period)


class categorie_demandeur_emploi(Variable):
    value_type = Enum
    possible_values = TypesCategoriesFranceTravail
    default_value = TypesCategoriesFranceTravail.aucune
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Catégorie de demandeur d'emploi"
    reference = "L5411-1 du code du travail ; catégories A à G, Dares, 2025"

    def formula_2025_01(individu, period, parameters):
        rsa = individu("demandeur_ou_beneficiaire_rsa", period)
        parcours = individu("parcours_accompagnement", period)
        categories = TypesCategoriesFranceTravail
        return _categorie(
            individu,
            period,
            parameters(period).prestations.rsa.obligations.heures_activite_reduite_courte,
            [
                (rsa * (parcours == TypesParcours.en_attente), categories.g),
                (rsa * (parcours == TypesParcours.social), categories.f),
            ],
        )

    def formula(individu, period, parameters):
        limite = parameters(period).prestations.rsa.obligations.heures_activite_reduite_courte
        return _categorie(individu, period, limite, [])


def _categorie(individu, period, limite, cas):
    heures = individu("heures_remunerees_volume", period)
    categories = TypesCategoriesFranceTravail
    cas = [
        (not_(individu("inscrit_france_travail", period)), categories.aucune),
        *cas,
        (individu("formation_ou_empechement", period), categories.d),
        (individu("emploi_aide", period), categories.e),
        (heures <= 0, categories.a),
        (heures <= limite, categories.b),
    ]
    return select([condition for condition, _ in cas], [nom for _, nom in cas], categories.c)
