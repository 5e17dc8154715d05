"""Rental sector: from the rent that counts to the amount of the aid (D823-16 and D823-17 CCH).

The steps are those of the whole household; children in alternating residence come in with
``aide_logement_montant_brut_avant_degressivite``.
"""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import maximum, minimum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.aides_logement import locatif_bareme
from zeronr_rules.variables.aides_logement.baremes import par_zone
from zeronr_rules.variables.aides_logement.locatif_loyer import (
    charges_forfaitaires,
    plafond_de_loyer,
    plafonne_outre_mer,
)
from zeronr_rules.variables.aides_logement.secteur import TypesSecteurAideLogement
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


def _p(parameters, period):
    return parameters(period).prestations.aides_logement.locatif


class aide_logement_participation_minimale(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Participation minimale (P0)"
    unit = "EUR"
    documentation = "8,5 % du loyer retenu et des charges, et au moins un montant fixé."
    reference = "Arrêté du 27 septembre 2019, article 13"

    def formula(famille, period, parameters):
        return locatif_bareme.participation_minimale(
            famille("aide_logement_loyer_retenu", period),
            famille("aide_logement_charges", period),
            _p(parameters, period),
        )


class aide_logement_loyer_reference(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Loyer de référence (LR)"
    unit = "EUR"
    documentation = "Le plafond ordinaire de la zone II, dans toutes les zones."
    reference = "Arrêté du 27 septembre 2019, article 14"

    def formula(famille, period, parameters):
        return locatif_bareme.loyer_reference(
            famille("aide_logement_couple_bareme", period),
            famille("aide_logement_nb_personnes_a_charge_bareme", period),
            _p(parameters, period),
        )


class aide_logement_rapport_loyers(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Rapport du loyer retenu au loyer de référence (RL)"
    documentation = "Arrondi à deux décimales de pour cent."
    reference = "Arrêté du 27 septembre 2019, article 14"

    def formula(famille, period, parameters):
        return locatif_bareme.rapport_loyers(
            famille("aide_logement_loyer_retenu", period),
            famille("aide_logement_loyer_reference", period),
        )


class aide_logement_taux_loyer(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Taux complémentaire selon le loyer (TL)"
    documentation = "Arrondi à trois décimales de pour cent."
    reference = "Arrêté du 27 septembre 2019, article 14"

    def formula(famille, period, parameters):
        return locatif_bareme.taux_loyer(
            famille("aide_logement_rapport_loyers", period), _p(parameters, period)
        )


class aide_logement_taux_famille(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Taux selon la composition du foyer (TF)"
    reference = "Arrêté du 27 septembre 2019, articles 14 et 46"

    def formula(famille, period, parameters):
        return locatif_bareme.taux_famille(
            famille.demandeur.menage("aide_logement_territoire", period),
            famille("aide_logement_couple_bareme", period),
            famille("aide_logement_nb_personnes_a_charge_bareme", period),
            _p(parameters, period),
        )


class aide_logement_R0(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Ressources au-dessous desquelles la participation est minimale (R0)"
    unit = "EUR"
    documentation = "Montant annuel."
    reference = "Arrêté du 27 septembre 2019, articles 15, 46 et 47"

    def formula(famille, period, parameters):
        return locatif_bareme.revenu_abattu(
            famille.demandeur.menage("aide_logement_territoire", period),
            famille("aide_logement_couple_bareme", period),
            famille("aide_logement_nb_personnes_a_charge_bareme", period),
            _p(parameters, period),
        )


class aide_logement_participation_personnelle(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Participation personnelle (Pp)"
    unit = "EUR"
    documentation = "P0 + (TF + TL) × (R − R0) : un taux mensuel sur des ressources annuelles."
    reference = "D823-17 CCH (LEGIARTI000041419255)"

    def formula(famille, period, parameters):
        return locatif_bareme.participation_personnelle(
            famille("aide_logement_participation_minimale", period),
            famille("aide_logement_taux_famille", period)
            + famille("aide_logement_taux_loyer", period),
            famille("aide_logement_ressources_retenues", period),
            famille("aide_logement_R0", period),
        )


class aide_logement_montant_brut_avant_degressivite(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Loyer retenu et charges moins la participation personnelle (Af)"
    unit = "EUR"
    documentation = (
        "Avec des enfants en résidence alternée : l'aide sans eux, plus leur part de présence de ce "
        "que tous y ajoutent."
    )
    reference = ["D823-16 CCH (LEGIARTI000038878905)", "L823-2 et R823-5 CCH"]

    def formula(famille, period, parameters):
        avec_tous = locatif_bareme.aide(
            famille("aide_logement_loyer_retenu", period),
            famille("aide_logement_charges", period),
            famille("aide_logement_participation_personnelle", period),
        )
        alternes = famille("al_nb_residence_alternee", period) > 0

        def retrait():
            sans_eux = _aide_sans_residence_alternee(famille, period, parameters)
            absence = 1 - famille("al_part_residence_alternee", period)
            return absence * (sans_eux - avec_tous)

        return avec_tous + si_concerne(alternes, retrait)


def _aide_sans_residence_alternee(famille, period, parameters):
    p = _p(parameters, period)
    couple = famille("aide_logement_couple_bareme", period)
    territoire = famille.demandeur.menage("aide_logement_territoire", period)
    nombre = plafonne_outre_mer(
        famille,
        period,
        parameters,
        famille("al_nb_personnes_a_charge", period) - famille("al_nb_residence_alternee", period),
    )
    loyer = minimum(
        famille("aide_logement_loyer_reel", period),
        plafond_de_loyer(famille, period, parameters, nombre),
    )
    charges = charges_forfaitaires(famille, period, parameters, nombre)
    rapport = locatif_bareme.rapport_loyers(
        loyer, locatif_bareme.loyer_reference(couple, nombre, p)
    )
    participation = locatif_bareme.participation_personnelle(
        locatif_bareme.participation_minimale(loyer, charges, p),
        locatif_bareme.taux_famille(territoire, couple, nombre, p)
        + locatif_bareme.taux_loyer(rapport, p),
        famille("aide_logement_ressources_retenues", period),
        locatif_bareme.revenu_abattu(territoire, couple, nombre, p),
    )
    return locatif_bareme.aide(loyer, charges, participation)


class aide_logement_montant_apres_degressivite(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Aide après la dégressivité des loyers élevés"
    unit = "EUR"
    documentation = (
        "Au-delà d'un premier multiple du plafond, l'aide décroît avec le loyer ; elle est nulle à "
        "partir du second. Sans effet si le demandeur ou son conjoint perçoit l'AAH, ou si l'AEEH "
        "est versée. Avant le 1er juillet 2016, aucune dégressivité."
    )
    reference = "D823-16 CCH ; arrêté du 27 septembre 2019, article 10 (LEGIARTI000039160745)"

    def formula(famille, period, parameters):
        return famille("aide_logement_montant_brut_avant_degressivite", period)

    def formula_2016_07(famille, period, parameters):
        montant = famille("aide_logement_montant_brut_avant_degressivite", period)
        p = _p(parameters, period).degressivite
        zone = famille.demandeur.menage("zone_apl", period)
        plafond = famille("aide_logement_loyer_plafond", period)
        loyer = famille("aide_logement_loyer_reel", period)
        premier = par_zone(p, zone, "premier_plafond") * plafond
        eleve = loyer > premier

        def retrait():
            second = par_zone(p, zone, "second_plafond") * plafond
            part = minimum((loyer - premier) / (second - premier), 1)
            return montant * part * not_(_exempte(famille, period))

        return montant - si_concerne(eleve, retrait)


def _exempte(famille, period):
    aah = famille.sum(famille.members("aah", period), role=Famille.PARENT)
    return (aah > 0) + (famille("aeeh", period) > 0)


class aide_logement_montant_locatif(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Aide du secteur locatif, après la minoration forfaitaire"
    unit = "EUR"
    documentation = "Cinq euros de moins depuis le 1er octobre 2017 ; jamais négative."
    reference = "D823-16 CCH ; arrêté du 27 septembre 2019, article 11 (LEGIARTI000039160747)"

    def formula(famille, period, parameters):
        secteur = famille("aide_logement_secteur", period)
        minoration = parameters(period).prestations.aides_logement.minoration_forfaitaire
        return si_concerne(
            secteur == TypesSecteurAideLogement.locatif,
            lambda: maximum(
                famille("aide_logement_montant_apres_degressivite", period) - minoration, 0
            ),
        )
