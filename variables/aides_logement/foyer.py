"""Aides au logement in a logement-foyer: APL1, APL2 and AL (D832-24 to -27, D842-15 to -17)."""

from __future__ import annotations

import numpy as np
from numpy import logical_not as not_
from numpy import maximum, minimum, where
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.aides_logement.locatif_loyer import plafonne_outre_mer
from zeronr_rules.variables.aides_logement.prise_en_charge import (
    FOYERS,
    QUATRE_PERSONNES,
    PriseEnCharge,
    apres_depense_nette,
    apres_minoration,
    charges_forfaitaires,
    dans,
    selon_residence_alternee,
    selon_zone_et_composition,
)
from zeronr_rules.variables.aides_logement.secteur import TypesSecteurAideLogement
from zeronr_rules.variables.logement.emprunt import TypesEtatLogementFoyer
from zeronr_rules.variables.logement.zones import TypesZoneApl
from zeronr_rules.variables.outils.calendrier import mois_entre, premier_jour
from zeronr_rules.variables.outils.selon_le_cas import si_concerne

MOIS_PAR_AN = 12


class aides_logement_foyer_personne_agee_eligibilite(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "En logement-foyer, le demandeur ou son conjoint est âgé ou handicapé"
    documentation = (
        "67 ans ; 65 ans avec l'ASPA ; 62 ans avec l'inaptitude au travail ; ou handicap. L'âge "
        "compte du mois qui suit l'anniversaire."
    )
    reference = "D842-16 3° CCH (LEGIARTI000047985424)"

    def formula(famille, period, parameters):
        p = parameters(period).prestations.aides_logement.foyer.age_equivalence_loyer
        individus = famille.members
        mois = mois_entre(individus("date_naissance", period), premier_jour(period))
        aspa = famille.project(famille("aspa", period) > 0)
        concernes = (
            (mois > p.general * MOIS_PAR_AN)
            + (mois > p.allocation_solidarite * MOIS_PAR_AN) * aspa
            + (mois > p.inaptitude * MOIS_PAR_AN) * individus("inapte_travail", period)
            + individus("handicap", period)
        )
        return famille.any(concernes, role=Famille.PARENT)


class aides_logement_foyer_plafond_mensualite(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Plafond de l'équivalence de loyer et de charges (APL en logement-foyer)"
    unit = "EUR"
    documentation = "Avec tous les enfants, ceux en résidence alternée compris."
    reference = "Arrêté du 27 septembre 2019, article 27"

    def formula(famille, period, parameters):
        def plafond():
            nombre = famille("al_nb_personnes_a_charge", period)
            return _plafond_redevance(famille, period, parameters, nombre)

        apl = dans(
            famille,
            period,
            TypesSecteurAideLogement.foyer_apl_1,
            TypesSecteurAideLogement.foyer_apl_2,
        )
        return si_concerne(apl, plafond)


class aide_logement_foyer_equivalence_loyer(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Équivalence de loyer et de charges prise en compte en logement-foyer"
    unit = "EUR"
    documentation = (
        "APL : E, la part de la redevance assimilée au loyer et aux charges, dans la limite du "
        "plafond. Allocation de logement : L + C, deux forfaits. Avec tous les enfants, ceux en "
        "résidence alternée compris."
    )
    reference = [
        "D832-24 (LEGIARTI000038878712) et D842-15 (LEGIARTI000038878655) CCH",
        "D842-16 CCH (LEGIARTI000047985424)",
        "Arrêté du 27 septembre 2019, articles 27, 40 et 43",
    ]

    def formula(famille, period, parameters):
        def equivalence():
            nombre = famille("al_nb_personnes_a_charge", period)
            return _equivalence(famille, period, parameters, nombre)

        return si_concerne(dans(famille, period, *FOYERS), equivalence)


class aide_logement_foyer_montant_formule(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Aide en logement-foyer issue de la formule, avant minoration"
    unit = "EUR"
    documentation = "K × (E − E0), ou K × (L + C − L0) ; en résidence alternée, part de chacune."
    reference = "D832-24 (LEGIARTI000038878712), D842-15 (LEGIARTI000038878655) et L823-2 CCH"

    def formula(famille, period, parameters):
        def montant():
            bareme = PriseEnCharge(famille, period, parameters)

            def formule(nombre):
                equivalence = _equivalence(famille, period, parameters, nombre)
                return bareme.k(nombre) * maximum(0, equivalence - bareme.loyer_minimal(nombre))

            return selon_residence_alternee(famille, period, formule)

        return si_concerne(dans(famille, period, *FOYERS), montant)


class aide_logement_montant_foyer(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide en logement-foyer, avant CRDS et arrondi"
    unit = "EUR"
    documentation = (
        "Après la minoration forfaitaire, l'abattement de dépense nette minimale et, pour "
        "l'allocation de logement, dans la limite de la redevance."
    )
    reference = [
        "D832-24 (LEGIARTI000038878712) et D832-27 (LEGIARTI000038878706) CCH",
        "D842-15 (LEGIARTI000038878655) et D842-17 (LEGIARTI000038878651) CCH",
        "Arrêté du 27 septembre 2019, articles 28, 32, 41 et 44",
    ]

    def formula(famille, period, parameters):
        def montant():
            p = parameters(period).prestations.aides_logement
            depense = selon_residence_alternee(
                famille,
                period,
                lambda nombre: _equivalence(famille, period, parameters, nombre),
            )
            aide = apres_minoration(famille("aide_logement_foyer_montant_formule", period), p)
            aide = apres_depense_nette(aide, depense, _depense_nette_minimale(famille, period, p))
            redevance = famille.demandeur.menage("loyer", period)
            en_al = dans(famille, period, TypesSecteurAideLogement.foyer_al)
            return where(en_al, minimum(aide, redevance), aide)

        return si_concerne(dans(famille, period, *FOYERS), montant)


def _depense_nette_minimale(famille, period, p):
    p = p.foyer.depense_nette_minimale
    secteur = famille("aide_logement_secteur", period)
    return where(
        secteur == TypesSecteurAideLogement.foyer_apl_1,
        p.apl_1,
        where(secteur == TypesSecteurAideLogement.foyer_apl_2, p.apl_2, p.al),
    )


def _equivalence(famille, period, parameters, nombre):
    en_al = dans(famille, period, TypesSecteurAideLogement.foyer_al)
    al = si_concerne(
        en_al,
        lambda: (
            _equivalence_al(famille, period, parameters, nombre)
            + charges_forfaitaires(famille, period, parameters, nombre)
        ),
    )
    apl = si_concerne(
        not_(en_al),
        lambda: minimum(
            _redevance_assimilee(famille.demandeur.menage, period),
            _plafond_redevance(famille, period, parameters, nombre),
        ),
    )
    return where(en_al, al, apl)


def _redevance_assimilee(menage, period):
    part = menage("redevance_equivalence_loyer_charges", period)
    # Zero: not given for this household, though it is for another.
    return where(part > 0, part, menage("loyer", period))


def _plafond_redevance(famille, period, parameters, nombre):
    p = parameters(period)
    foyer = p.prestations.aides_logement.foyer
    zone = famille.demandeur.menage("zone_apl", period)
    couple = famille("aide_logement_couple_bareme", period)
    nombre = plafonne_outre_mer(famille, period, parameters, nombre)
    plafond = selon_zone_et_composition(
        foyer.plafond_redevance_apl, zone, couple, nombre, QUATRE_PERSONNES
    )
    if p.conventions.aide_logement_plafond_foyer_2024 == "texte_consolide":
        autre = foyer.plafond_redevance_zone_3_deux_pac_texte_consolide
        # Not a number: the two texts agree at this date.
        if not np.isnan(autre):
            return where((zone == TypesZoneApl.zone_3) * (nombre == 2), autre, plafond)
    return plafond


def _equivalence_al(famille, period, parameters, nombre):
    p = parameters(period)
    table = p.prestations.aides_logement.foyer.equivalence_loyer_al
    couple = famille("aide_logement_couple_bareme", period)
    if p.conventions.aide_logement_foyer_isole_avec_personne_a_charge == "couple":
        couple = couple + (nombre > 0)

    logement = famille.demandeur.menage
    etudiant = famille.demandeur("etudiant", period) + logement("logement_crous", period)
    en_chambre = etudiant * logement("logement_chambre", period)
    rehabilitee = (
        logement("etat_logement_foyer", period) == TypesEtatLogementFoyer.logement_rehabilite
    )
    age_ou_handicape = famille("aides_logement_foyer_personne_agee_eligibilite", period)

    def montant(ligne):
        return where(couple, ligne.couple, ligne.isole)

    return where(
        en_chambre,
        where(
            rehabilitee,
            montant(table.etudiant_chambre_rehabilitee),
            montant(table.etudiant_chambre),
        ),
        where(age_ou_handicape, montant(table.age_ou_handicape), montant(table.autres)),
    )
