"""Conditions on the dwelling: main home, decency, surface (L822-9, R822-23 to R822-25 CCH)."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import maximum, minimum, where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Menage
from zeronr_rules.variables.aides_logement.foyer_entrees import TypesCategorieLogementFoyer
from zeronr_rules.variables.aides_logement.nature import TypesNatureAideLogement
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement
from zeronr_rules.variables.logement.territoire import TypesTerritoireAideLogement
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class mois_occupation_logement(Variable):
    value_type = float
    default_value = 12.0
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Mois de l'année pendant lesquels le logement est occupé"
    unit = "mois"
    documentation = "Par le demandeur, son conjoint ou une personne à charge. Douze par défaut."
    reference = "R822-23 CCH"


class absence_logement_motif_legitime(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "L'absence du logement tient à une obligation professionnelle, à la santé ou à la force majeure"
    reference = "R822-23 CCH"


class logement_decent(Variable):
    value_type = bool
    default_value = True
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le logement répond aux exigences de décence"
    documentation = "Vrai par défaut."
    reference = "L822-9 et R822-24 CCH ; décret n° 2002-120 du 30 janvier 2002"


class aide_logement_conservation_indecence(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "L'allocation de logement est conservée par l'organisme le temps de la mise en conformité"
    )
    documentation = (
        "Dix-huit mois au plus, décidés par l'organisme. Le droit court, le versement au bailleur "
        "est suspendu."
    )
    reference = "L843-1 et suivants CCH"


class surface_logement(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Surface habitable du logement, ou de la chambre dans un établissement"
    unit = "m2"
    documentation = "0 : non renseignée, la condition est réputée remplie."
    reference = "R822-25 CCH (LEGIARTI000038878945)"


class derogation_surface_logement(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Dérogation de l'organisme à la surface minimale, pour l'allocation de logement"
    documentation = "Accordée pour deux ans, renouvelable."
    reference = "R844-1 CCH"


class nombre_occupants_chambre(Variable):
    value_type = int
    default_value = 1
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre de personnes logées dans la chambre d'un établissement pour personnes âgées"
    unit = "personnes"
    reference = "R844-4 CCH"


class logement_nombre_personnes(Variable):
    value_type = int
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre de personnes du logement comptées pour sa surface minimale"
    unit = "personnes"
    reference = "R822-25 CCH (LEGIARTI000038878945)"

    def formula(menage, period, parameters):
        return menage.sum(
            menage.members("prestations_familiales_mois_depuis_naissance", period) >= 1
        )


class logement_nombre_personnes_installees(Variable):
    value_type = int
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre de personnes du logement, hors enfants nés ou arrivés depuis moins de deux ans"
    unit = "personnes"
    documentation = (
        "Le logement devenu trop petit par une naissance ou l'arrivée d'un proche à charge reste "
        "admis pendant deux ans pour l'allocation de logement."
    )
    reference = "R844-2 CCH"

    def formula(menage, period, parameters):
        delai = parameters(period).prestations.aides_logement.eligibilite.derogation_surface
        adoption = menage.members("date_adoption", period).astype("datetime64[D]")
        arrivee = mois_entre(adoption, premier_jour(period))
        naissance = menage.members("prestations_familiales_mois_depuis_naissance", period)
        recente = (adoption != DATE_NON_RENSEIGNEE) * (arrivee <= delai)
        return menage.sum((naissance > delai) * not_(recente))


def surface_minimale(personnes, p):
    """Least surface for that number of persons, ``p`` being the table of the territory."""
    au_dela = maximum(personnes - 2, 0) * p.personne_supp
    plusieurs = minimum(p.deux_personnes + au_dela, p.maximum)
    return where(personnes >= 2, plusieurs, p.une_personne)


class aide_logement_refus_residence_principale(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Refus : le logement n'est pas occupé au moins huit mois par an (R822-23 CCH)"
    documentation = (
        "Sauf obligation professionnelle, raison de santé ou force majeure. La condition est réputée "
        "remplie dans un foyer de jeunes travailleurs."
    )
    reference = "L821-2 (LEGIARTI000038814974), R822-23 et R842-14 CCH"

    def formula(famille, period, parameters):
        p = parameters(period).prestations.aides_logement.eligibilite
        menage = famille.demandeur.menage
        absent = menage("mois_occupation_logement", period) < p.mois_residence_principale
        return (
            si_concerne(
                absent,
                lambda: (
                    not_(menage("absence_logement_motif_legitime", period))
                    * not_(_foyer_de(menage, period, "foyer_jeunes_travailleurs"))
                ),
            )
            > 0
        )


class aide_logement_refus_decence(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Refus : le logement n'est pas décent (L822-9 CCH)"
    documentation = (
        "Sauf allocation de logement conservée par l'organisme le temps de la mise en conformité, "
        "procédure qui n'existe ni à Mayotte ni à Saint-Pierre-et-Miquelon."
    )
    reference = "L822-9, R822-24 et L843-1 CCH"

    def formula(famille, period, parameters):
        menage = famille.demandeur.menage
        indecent = not_(menage("logement_decent", period))

        def _sans_procedure():
            nature = famille("aide_logement_nature", period)
            territoire = menage("aide_logement_territoire", period)
            procedure = (
                menage("aide_logement_conservation_indecence", period)
                * (nature != TypesNatureAideLogement.apl)
                * (territoire != TypesTerritoireAideLogement.mayotte)
                * (territoire != TypesTerritoireAideLogement.saint_pierre_et_miquelon)
            )
            return not_(procedure)

        return si_concerne(indecent, _sans_procedure) > 0


class aide_logement_refus_surface(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Refus : le logement est trop petit pour le nombre de personnes (R822-25 CCH)"
    documentation = (
        "9 m² pour une personne, 16 m² pour deux, 9 m² par personne en plus, au plus 70 m² ; à "
        "Mayotte 9, 13, 6 et 54 m². Réputée remplie en logement-foyer, sauf dans la chambre d'un "
        "EHPAD : 9 m² pour une personne, 16 m² pour deux."
    )
    reference = [
        "R822-25 (LEGIARTI000038878945) et R861-5 CCH",
        "R842-14, R844-1, R844-2 et R844-4 CCH",
    ]

    def formula(famille, period, parameters):
        menage = famille.demandeur.menage
        surface = menage("surface_logement", period)
        connue = surface > 0
        return si_concerne(connue, lambda: _trop_petit(famille, period, parameters, surface)) > 0


def _trop_petit(famille, period, parameters, surface):
    menage = famille.demandeur.menage
    table = parameters(period).prestations.aides_logement.eligibilite.surface
    al = famille("aide_logement_nature", period) != TypesNatureAideLogement.apl
    ehpad = _foyer_de(menage, period, "ehpad")
    foyer = (
        menage("statut_occupation_logement", period)
        == TypesStatutOccupationLogement.locataire_foyer
    )
    personnes = where(
        ehpad,
        menage("nombre_occupants_chambre", period),
        where(
            al,
            menage("logement_nombre_personnes_installees", period),
            menage("logement_nombre_personnes", period),
        ),
    )
    mayotte = (
        menage("aide_logement_territoire", period) == TypesTerritoireAideLogement.mayotte
    ) * not_(ehpad)
    minimale = where(
        mayotte,
        surface_minimale(personnes, table.mayotte),
        surface_minimale(personnes, table.metropole),
    )
    derogation = al * menage("derogation_surface_logement", period)
    return (surface < minimale) * not_(derogation) * not_(foyer * not_(ehpad))


class aide_logement_refus_chambre_partagee(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Refus : plus de deux personnes partagent la chambre de l'établissement (R844-4 CCH)"
    documentation = "Établissements d'hébergement de personnes âgées dépendantes."
    reference = "R844-4 CCH"

    def formula(famille, period, parameters):
        maximum_admis = parameters(period).prestations.aides_logement.eligibilite.occupants_chambre
        menage = famille.demandeur.menage
        trop = menage("nombre_occupants_chambre", period) > maximum_admis
        return si_concerne(trop, lambda: _foyer_de(menage, period, "ehpad")) > 0


def _foyer_de(menage, period, categorie):
    """Whether the household lives in a logement-foyer of that category."""
    statut = menage("statut_occupation_logement", period)
    voulue = TypesCategorieLogementFoyer[categorie]
    return (statut == TypesStatutOccupationLogement.locataire_foyer) * (
        menage("categorie_logement_foyer", period) == voulue
    )
