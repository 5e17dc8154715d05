"""The resources of year N-2 that family benefits look at (R532-3 to R532-8 CSS)."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import maximum
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.caracteristiques.activite import TypesActivite
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)


def annee_de_reference(period, parameters):
    """Year whose resources a right of ``period`` looks at."""
    decalage = parameters(period).prestations.prestations_familiales.ressources.annees_de_decalage
    return period.this_year.offset(-int(decalage))


class prestations_familiales_chomage_indemnise(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Chômage indemnisé dans le mois"
    documentation = (
        "À défaut de donnée, allocation de chômage, de sécurisation professionnelle ou d'activité "
        "partielle perçue dans le mois. L'ASS n'est pas une indemnisation."
    )
    reference = "Article R532-7 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        return (
            individu("chomage_net", period)
            + individu("chomage_imposable", period)
            + individu("allocation_securisation_professionnelle", period)
            + individu("indemnites_chomage_partiel", period)
        ) > 0


class prestations_familiales_chomage(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Chômage depuis deux mois consécutifs, qui change les ressources retenues"
    documentation = (
        "À partir du premier jour du deuxième mois civil suivant le début du chômage et tant que "
        "la personne n'a pas repris une activité qui met fin à l'indemnisation."
    )
    reference = "Article R532-7 du code de la sécurité sociale (LEGIARTI000006750916)"

    def formula(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales.ressources.chomage
        debut = individu("date_debut_chomage", period).astype("datetime64[D]")
        anciennete = mois_entre(debut, premier_jour(period))
        reprise = (individu("salaire_net", period) > 0) + (
            individu("activite", period) == TypesActivite.actif
        )
        indemnise = individu("prestations_familiales_chomage_indemnise", period)
        return (
            (debut != DATE_NON_RENSEIGNEE) * (anciennete >= p.delai) * (indemnise + not_(reprise))
        )


class prestations_familiales_base_ressources_individu(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Ressources de l'année de référence retenues pour la personne"
    unit = "EUR"
    documentation = (
        "Revenus nets catégoriels de l'année N-2. Les revenus d'activité sont réduits de 30 % "
        "pour un chômeur indemnisé ; ils sont écartés, avec les allocations de chômage, pour un "
        "chômeur qui ne l'est pas."
    )
    reference = [
        "Article R532-3 du code de la sécurité sociale",
        "Articles R532-4 à R532-7 du code de la sécurité sociale",
    ]

    def formula(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales.ressources
        annee = annee_de_reference(period, parameters)
        chomage = individu("prestations_familiales_chomage", period)
        indemnise = individu("prestations_familiales_chomage_indemnise", period)

        neutralise = (chomage * not_(indemnise)) + individu(
            "prestations_familiales_neutralisation_ressources", period
        )
        # L'abattement d'une même personne ne se cumule pas : le plus fort s'applique.
        abattement = maximum(
            chomage * indemnise * p.chomage.abattement,
            individu("prestations_familiales_abattement_ressources", period) * p.abattement,
        )
        activite = individu("prestations_familiales_revenu_activite_annuel", annee)
        allocations = individu("prestations_familiales_revenu_chomage_annuel", annee)
        return (
            not_(neutralise) * (activite * (1 - abattement) + allocations)
            + individu("prestations_familiales_pensions_annuelles", annee)
            + individu("prestations_familiales_autres_revenus_annuels", annee)
        )


class prestations_familiales_base_ressources(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Ressources de l'année N-2 retenues pour les prestations familiales"
    unit = "EUR"
    documentation = (
        "Somme pour le demandeur et son conjoint, montant annuel. Les revenus des enfants ne "
        "comptent pas."
    )
    reference = "Articles R532-1 à R532-3 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        ressources = famille.members("prestations_familiales_base_ressources_individu", period)
        return maximum(famille.sum(ressources, role=Famille.PARENT), 0)


class biactivite(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Couple dont chaque membre a eu un revenu professionnel suffisant en année N-2"
    documentation = (
        "Revenu professionnel au moins égal à 13,6 % du plafond annuel de la sécurité sociale de "
        "l'année de référence pour chacun des deux."
    )
    reference = "Articles R522-2 et R531-1 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        annee = annee_de_reference(period, parameters)
        plancher = (
            parameters(period).prestations.prestations_familiales.ressources.biactivite
            * parameters(annee).prestations.commun.plafond_securite_sociale
        )
        revenu = famille.members("prestations_familiales_revenu_activite_annuel", annee)
        actifs = famille.sum(revenu >= plancher, role=Famille.PARENT)
        return famille("en_couple", period) * (actifs == 2)


class prestations_familiales_plafonds_majores(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Plafonds majorés : couple biactif ou parent isolé"
    reference = "Articles R522-2 et R531-1 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        return famille("biactivite", period) + not_(famille("en_couple", period))
