"""Individual measures on the income of the claimant and the conjoint (R822-11 to R822-17 CCH).

A measure opens on the first of the month after the event (the second month for
unemployment with benefits) and ends on the first of the month in which the
situation ends. What a person of another role is said to live has no effect.
"""

from __future__ import annotations

from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.caracteristiques.activite import TypesActivite
from zeronr_rules.variables.outils.calendrier import DATE_NON_RENSEIGNEE, premier_jour
from zeronr_rules.variables.outils.selon_le_cas import si_concerne

ABATTEMENTS = (
    "aide_logement_condition_neutralisation",
    "aide_logement_abattement_revenus_activite_professionnelle",
    "aide_logement_abattement_indemnites_chomage",
)


def mois_depuis(evenement, period):
    """Civil months from the month of a date to that of the right.

    Few people have such an event: this runs for them alone (`si_concerne`).
    """
    return _mois(premier_jour(period)) - _mois(evenement)


def _mois(jour):
    return jour.astype("datetime64[M]").astype(int)


def _date(entite, nom, period):
    return entite(nom, period).astype("datetime64[D]")


def _mesure(individu, period, nom, delai):
    """Whether a measure opened by the event of that date applies in the month."""
    debut = _date(individu, nom, period)

    def en_cours():
        fin = _date(individu, "aide_logement_date_fin_mesure", period)
        terminee = (fin >= debut) * (mois_depuis(fin, period) >= 0)
        return (mois_depuis(debut, period) >= delai) * not_(terminee)

    return si_concerne(debut != DATE_NON_RENSEIGNEE, en_cours) > 0


def _delais(period, parameters):
    return parameters(period).prestations.aides_logement.ressources.mesures


class aide_logement_chomage(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Chômage total, ou partiel indemnisé, commencé avant ce mois"
    documentation = (
        "Du mois suivant date_debut_chomage à celui de la reprise : aide_logement_date_fin_mesure, "
        "ou une activité principale donnée comme actif. Un chômage de moins de deux mois ne compte "
        "pas."
    )
    reference = "R822-14 (LEGIARTI000041419358) et R822-15 CCH (LEGIARTI000041419346)"

    def formula(individu, period, parameters):
        p = _delais(period, parameters)
        chomage = _mesure(individu, period, "date_debut_chomage", p.delai)

        def effectif():
            debut = _date(individu, "date_debut_chomage", period)
            fin = _date(individu, "aide_logement_date_fin_mesure", period)
            bref = (fin >= debut) * (_mois(fin) - _mois(debut) < p.duree_chomage)
            reprise = individu("activite", period) == TypesActivite.actif
            return not_(bref + reprise)

        return si_concerne(chomage, effectif) > 0


class aide_logement_chomage_indemnise(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Chômage indemnisé qui ouvre l'abattement sur les revenus d'activité"
    documentation = "À partir du deuxième mois civil suivant le début du chômage."
    reference = "R822-14 CCH (LEGIARTI000041419358)"

    def formula(individu, period, parameters):
        chomage = individu("aide_logement_chomage", period)

        def depuis_deux_mois():
            p = _delais(period, parameters)
            return _mesure(individu, period, "date_debut_chomage", p.delai_chomage_indemnise) * (
                individu("prestations_familiales_chomage_indemnise", period)
            )

        return si_concerne(chomage, depuis_deux_mois) > 0


class aide_logement_abattement_indemnites_chomage(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Abattement de 30 % sur les indemnités de chômage"
    documentation = "Retraite, invalidité, rente ou AAH avec fin d'activité ; longue maladie."
    reference = "R822-13 (LEGIARTI000041419372) et R822-16 CCH (LEGIARTI000041419340)"

    def formula(individu, period, parameters):
        delai = _delais(period, parameters).delai
        return _mesure(individu, period, "aide_logement_date_retraite_invalidite", delai) + _mesure(
            individu, period, "aide_logement_date_longue_maladie", delai
        )


class aide_logement_abattement_revenus_activite_professionnelle(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Abattement de 30 % sur les revenus d'activité professionnelle"
    documentation = "Retraite, invalidité, rente ou AAH avec fin d'activité ; longue maladie ; chômage indemnisé."
    reference = "R822-13, R822-14 (LEGIARTI000041419358) et R822-16 CCH"

    def formula(individu, period, parameters):
        return individu("aide_logement_abattement_indemnites_chomage", period) + individu(
            "aide_logement_chomage_indemnise", period
        )


class aide_logement_condition_neutralisation(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Revenus d'activité professionnelle et indemnités de chômage écartés"
    documentation = (
        "Chômage qui n'est pas ou plus indemnisé, ou allocation de solidarité spécifique ; RSA perçu "
        "au titre du mois précédent ; conjoint détenu, ou sans activité pour élever ses enfants. Une "
        "indemnisation tombée à son minimum se donne en entrée."
    )
    reference = [
        "R822-11, 2° (LEGIARTI000041419384) et R822-15 CCH (LEGIARTI000041419346)",
        "R822-17 CCH (LEGIARTI000041419333)",
    ]

    def formula(individu, period, parameters):
        delai = _delais(period, parameters).delai
        non_indemnise = si_concerne(
            individu("aide_logement_chomage", period),
            lambda: not_(individu("prestations_familiales_chomage_indemnise", period)),
        )
        solidarite = (individu("ass", period.offset(-int(delai), "month")) > 0) * not_(
            individu("activite", period) == TypesActivite.actif
        )
        ecarte = _mesure(individu, period, "aide_logement_date_conjoint_detenu_ou_au_foyer", delai)
        return (
            (non_indemnise > 0)
            + solidarite
            + (si_concerne(ecarte, lambda: individu.has_role(Famille.CONJOINT)) > 0)
            + _rsa(individu, period, parameters, delai)
        )


def _rsa(individu, period, parameters, delai):
    recu = individu.famille("rsa_percu", period.offset(-int(delai), "month")) > 0
    if parameters(period).conventions.al_neutralisation_rsa == "demandeur":
        return recu * individu.has_role(Famille.DEMANDEUR)
    return recu


class aide_logement_conjoint_ecarte(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Ressources du conjoint écartées après décès, divorce ou séparation"
    reference = "R822-11, 1°, CCH (LEGIARTI000041419384)"

    def formula(famille, period, parameters):
        depart = _date(famille, "aide_logement_date_depart_conjoint", period)
        delai = _delais(period, parameters).delai
        connu = depart != DATE_NON_RENSEIGNEE
        return si_concerne(connu, lambda: mois_depuis(depart, period) >= delai) > 0


class aide_logement_mesure_individuelle(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Une neutralisation ou un abattement modifie les ressources du ménage"
    documentation = "Les planchers de ressources des accédants ne s'appliquent alors pas."
    reference = "R822-11 et R822-13 à R822-17 CCH"

    def formula(famille, period, parameters):
        mesures = sum(famille.members(nom, period) * 1 for nom in ABATTEMENTS)
        total = famille.sum(mesures, role=Famille.PARENT)
        return (total + famille("aide_logement_conjoint_ecarte", period)) > 0


def mesures_changees(famille, period):
    """Whether a measure begins or ends in the month."""
    veille = period.last_month
    changees = sum(
        (famille.members(nom, period) != famille.members(nom, veille)) * 1 for nom in ABATTEMENTS
    )
    return (
        (famille.sum(changees, role=Famille.PARENT) > 0)
        + _change(famille, "aide_logement_conjoint_ecarte", period)
        + _change(famille, "aide_logement_double_residence", period)
    )


def _change(famille, nom, period):
    return famille(nom, period) != famille(nom, period.last_month)
