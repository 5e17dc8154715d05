"""Rental sector: the rent that counts, its ceiling, the flat charges (D823-17, D842-2 and D842-3 CCH)."""

from __future__ import annotations

from numpy import maximum, minimum, where
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Menage
from zeronr_rules.variables.aides_logement import locatif_bareme
from zeronr_rules.variables.aides_logement.baremes import autrement, est_outre_mer
from zeronr_rules.variables.aides_logement.nature import TypesNatureAideLogement
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement


class logement_meuble(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le logement est loué meublé, ou est une chambre d'hôtel"
    documentation = (
        "À défaut de donnée, vrai pour le statut locataire_meuble. À donner pour un logement HLM "
        "loué meublé."
    )
    reference = "D823-18 et D842-2 CCH"

    def formula(menage, period, parameters):
        statut = menage("statut_occupation_logement", period)
        return statut == TypesStatutOccupationLogement.locataire_meuble


class loyers_sous_location_percus(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Loyers de la partie du logement que le locataire sous-loue"
    unit = "EUR"
    documentation = "Sans ceux de l'accueil familial de personnes âgées ou handicapées."
    reference = "D823-16 à D823-18 et D842-1 à D842-4 CCH"


class aide_logement_loyer_reel(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Loyer principal compté, avant le plafond"
    unit = "EUR"
    documentation = (
        "Le loyer sans charges, moins celui de la partie sous-louée ; en colocation, divisé par le "
        "nombre de cotitulaires du bail ; les deux tiers pour un meublé (en APL, la seule chambre "
        "meublée avant le 11 janvier 2020)."
    )
    reference = [
        "D823-18 CCH (LEGIARTI000041477261)",
        "D842-2 CCH (LEGIARTI000038878685)",
        "D842-3 CCH (LEGIARTI000041477287)",
    ]

    def formula(famille, period, parameters):
        logement = famille.demandeur.menage
        sous_location = logement("loyers_sous_location_percus", period)
        loyer_entier = maximum(logement("loyer", period) - sous_location, 0)
        loyer = autrement(
            logement("coloc", period),
            lambda: loyer_entier * _part_du_loyer(famille, period, parameters),
            loyer_entier,
        )
        return autrement(
            logement("logement_meuble", period),
            lambda: loyer * _fraction_meuble(famille, period, parameters),
            loyer,
        )


def _part_du_loyer(famille, period, parameters):
    cotitulaires = maximum(famille.demandeur.menage("coloc_nombre_cotitulaires", period), 1)
    if parameters(period).conventions.couple_en_colocation == "deux_parts":
        parts = where(famille("al_couple", period), minimum(cotitulaires, 2), 1)
        return parts / cotitulaires
    return 1 / cotitulaires


def _fraction_meuble(famille, period, parameters):
    p = parameters(period).prestations.aides_logement.fraction_loyer_meuble
    chambre = famille.demandeur.menage("logement_chambre", period)
    apl = famille("aide_logement_nature", period) == TypesNatureAideLogement.apl
    return where(apl, where(chambre, p.apl_chambre, p.apl), p.al)


class aide_logement_nb_personnes_a_charge_bareme(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Nombre de personnes à charge que compte le barème locatif"
    documentation = "Outre-mer, six au plus jusqu'au 31 décembre 2022."
    reference = "Arrêté du 27 septembre 2019, article 46 (LEGIARTI000046834756 depuis 2023)"

    def formula(famille, period, parameters):
        nombre = famille("al_nb_personnes_a_charge", period)
        return plafonne_outre_mer(famille, period, parameters, nombre)


def plafonne_outre_mer(famille, period, parameters, nombre):
    """Return the persons à charge that the overseas scale counts."""
    limite = parameters(period).prestations.aides_logement.outre_mer.limite_personnes_a_charge
    if limite == float("inf"):
        return nombre
    territoire = famille.demandeur.menage("aide_logement_territoire", period)
    return autrement(est_outre_mer(territoire), lambda: minimum(nombre, int(limite)), nombre)


def plafond_de_loyer(famille, period, parameters, nombre):
    """Return the ceiling of the rent for that number of persons à charge."""
    logement = famille.demandeur.menage
    lieux = (
        logement("zone_apl", period),
        logement("coloc", period),
        logement("logement_chambre", period),
        logement("personne_agee_handicapee", period),
    )
    return locatif_bareme.plafond(
        lieux,
        famille("aide_logement_couple_bareme", period),
        nombre,
        parameters(period).prestations.aides_logement.locatif,
        parameters(period).conventions.chambre_en_colocation,
    )


def charges_forfaitaires(famille, period, parameters, nombre):
    """Return the flat charges for that number of persons à charge."""
    logement = famille.demandeur.menage
    return locatif_bareme.charges(
        logement("aide_logement_territoire", period),
        logement("coloc", period),
        famille("aide_logement_couple_bareme", period),
        nombre,
        parameters(period).prestations.aides_logement,
    )


class aide_logement_loyer_plafond(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Plafond de loyer"
    unit = "EUR"
    documentation = (
        "Selon la zone et la composition du foyer ; 90 % du plafond d'une personne seule pour une "
        "chambre, 75 % pour une personne âgée ou handicapée hébergée à titre onéreux chez un "
        "particulier ; 75 % du plafond, case par case, en colocation."
    )
    reference = "Arrêté du 27 septembre 2019, articles 7, 8 et 16"

    def formula(famille, period, parameters):
        nombre = famille("aide_logement_nb_personnes_a_charge_bareme", period)
        return plafond_de_loyer(famille, period, parameters, nombre)


class aide_logement_loyer_retenu(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Loyer retenu, dans la limite du plafond (L)"
    unit = "EUR"
    reference = "D823-17 CCH (LEGIARTI000041419255)"

    def formula(famille, period, parameters):
        return minimum(
            famille("aide_logement_loyer_reel", period),
            famille("aide_logement_loyer_plafond", period),
        )


class aide_logement_charges(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Montant forfaitaire des charges (C)"
    unit = "EUR"
    documentation = (
        "En colocation, une personne seule avec des personnes à charge part du montant d'une "
        "personne seule."
    )
    reference = "Arrêté du 27 septembre 2019, articles 9, 16 et 46"

    def formula(famille, period, parameters):
        nombre = famille("aide_logement_nb_personnes_a_charge_bareme", period)
        return charges_forfaitaires(famille, period, parameters, nombre)
