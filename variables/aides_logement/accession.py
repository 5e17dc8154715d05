"""Aides au logement of owners who repay a loan (D832-10 to -18, D842-5 to -12 CCH)."""

from __future__ import annotations

import numpy as np
from numpy import ceil, maximum, minimum, where
from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.aides_logement.accession_entrees import jours
from zeronr_rules.variables.aides_logement.accession_plafonds import Plafonds, date_du_plafond
from zeronr_rules.variables.aides_logement.prise_en_charge import (
    ACCESSIONS,
    PriseEnCharge,
    apres_depense_nette,
    apres_minoration,
    charges_forfaitaires,
    dans,
    selon_residence_alternee,
)
from zeronr_rules.variables.aides_logement.secteur import TypesSecteurAideLogement
from zeronr_rules.variables.logement.emprunt import TypesEtatLogement
from zeronr_rules.variables.logement.zones import TypesZoneApl
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.calendrier import DATE_NON_RENSEIGNEE
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class aide_logement_refus_date_pret(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La date de signature du prêt n'est pas renseignée (L831-2, L841-4 CCH)"
    reference = "L831-2 (LEGIARTI000038814880) et L841-4 (LEGIARTI000038814858) CCH"

    def formula(famille, period, parameters):
        signature = famille.demandeur.menage("aide_logement_date_signature_pret", period)
        return dans(famille, period, *ACCESSIONS) * (jours(signature) == DATE_NON_RENSEIGNEE)


class aide_logement_refus_pret(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le prêt a été signé trop tard pour ouvrir droit à une aide (L831-2, L841-4 CCH)"
    documentation = (
        "Prêt ou contrat signé après le 31 décembre 2017. Exceptions, jusqu'au 31 décembre 2019 : "
        "APL d'un logement ancien en zone III ; allocation de logement outre-mer, quand la décision "
        "de financement de l'État est antérieure au 31 décembre 2018."
    )
    reference = [
        "L831-2 (LEGIARTI000038814880) et L841-4 (LEGIARTI000038814858) CCH",
        "L861-6 2° CCH (LEGIARTI000038814775)",
        "Arrêté du 27 septembre 2019, article 49",
    ]

    def formula(famille, period, parameters):
        def trop_tard():
            p = parameters(period).prestations.aides_logement.accession.dates_des_prets
            menage = famille.demandeur.menage
            signature = jours(menage("aide_logement_date_signature_pret", period))
            apl = dans(famille, period, TypesSecteurAideLogement.accession_apl)

            etat = menage("etat_logement", period)
            ancien = not_(
                (etat == TypesEtatLogement.construction_acquisition_logement_neuf)
                + (etat == TypesEtatLogement.non_renseigne)
            )
            zone_3 = menage("zone_apl", period) == TypesZoneApl.zone_3
            decision = jours(menage("aide_logement_date_decision_financement", period))
            financement = (decision != DATE_NON_RENSEIGNEE) * (
                decision < np.datetime64(p.decision_outre_mer)
            )
            outre_mer = menage("residence_dom", period) * financement
            exception = where(apl, ancien * zone_3, outre_mer)
            return where(
                exception,
                signature > np.datetime64(p.dernier_jour_exception),
                signature > np.datetime64(p.dernier_jour),
            )

        return si_concerne(dans(famille, period, *ACCESSIONS), trop_tard) > 0


class aide_logement_plafond_pret_inconnu(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "Plafond de mensualité inconnu : objet du prêt non dit, ou prêt antérieur à juillet 1992"
    )
    documentation = (
        "Le plafond de l'APL dépend de l'objet du prêt (etat_logement). Les plafonds des prêts "
        "signés avant le 1er juillet 1992 ne sont pas connus. L'aide est alors indéterminée, le "
        "montant affiché est zéro."
    )
    reference = [
        "D832-14 (LEGIARTI000038878738) et D842-9 (LEGIARTI000038878669) CCH",
        "Arrêté du 27 septembre 2019, articles 17, 18 et 33",
    ]

    def formula(famille, period, parameters):
        def inconnu():
            p = parameters(period).prestations.aides_logement.accession
            premiere = np.datetime64(p.dates_des_plafonds.split()[0])
            date = date_du_plafond(famille, period)
            etat = famille.demandeur.menage("etat_logement", period)
            apl = dans(famille, period, TypesSecteurAideLogement.accession_apl)
            objet = apl * (etat == TypesEtatLogement.non_renseigne)
            return (date != DATE_NON_RENSEIGNEE) * (objet + (date < premiere))

        return si_concerne(dans(famille, period, *ACCESSIONS), inconnu) > 0


class aide_logement_mensualite(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Mensualité déclarée du prêt, ou redevance de location-accession"
    unit = "EUR"
    documentation = "Divisée par le nombre de copropriétaires de ménages distincts."
    reference = "D832-12, D832-16, D842-7 et D842-10 (LEGIARTI000041477292) CCH"

    def formula(famille, period, parameters):
        menage = famille.demandeur.menage
        part = maximum(1, menage("aide_logement_nombre_coproprietaires", period))
        return dans(famille, period, *ACCESSIONS) * menage("loyer", period) / part


class aides_logement_primo_accedant_ressources(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Ressources retenues en accession, plancher compris"
    unit = "EUR"
    documentation = (
        "Au moins 16,25 fois la mensualité déclarée. Allocation de logement : 3 900 euros pour des "
        "travaux si le prêt est postérieur au 30 septembre 1994, et aucun plancher si le prêt est "
        "antérieur au 1er octobre 1992. Aucun plancher quand "
        "une mesure individuelle réduit les ressources (R822-11, R822-13 à R822-17), ni, pour "
        "l'achat, dans un logement évolutif social ou très social d'outre-mer (D861-8)."
    )
    reference = [
        "D832-18 (LEGIARTI000038878730) et D842-12 (LEGIARTI000038878663) CCH",
        "Arrêté du 27 septembre 2019, articles 26 et 39",
    ]

    def formula(famille, period, parameters):
        def ressources():
            retenues = famille("aide_logement_ressources_retenues", period)
            plancher = where(
                famille("aide_logement_mesure_individuelle", period),
                0,
                _plancher(famille, period, parameters),
            )
            arrondi = parameters(period).prestations.aides_logement.ressources.arrondi
            return maximum(retenues, ceil(arrondi_centime(plancher) / arrondi) * arrondi)

        return si_concerne(dans(famille, period, *ACCESSIONS), ressources)


class aide_logement_ressources_prise_en_charge(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Ressources lues par le coefficient K et le loyer minimal (logement-foyer, accession)"
    unit = "EUR"
    documentation = (
        "En accession, celles du plancher ; pour l'APL, selon la convention "
        "aide_logement_plancher_accession_apl."
    )
    reference = "D832-11, D832-15, D832-18, D832-25, D832-26 et D842-12 CCH"

    def formula(famille, period, parameters):
        au_plancher = dans(famille, period, *ACCESSIONS)
        if parameters(period).conventions.aide_logement_plancher_accession_apl == "depense_nette":
            au_plancher = dans(famille, period, TypesSecteurAideLogement.accession_al)
        return where(
            au_plancher,
            famille("aides_logement_primo_accedant_ressources", period),
            famille("aide_logement_ressources_retenues", period),
        )


class aides_logement_plafond_mensualite(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Plafond de la mensualité en accession"
    unit = "EUR"
    documentation = (
        "Celui de la date de signature du prêt (APL) ou du certificat (allocation de logement) ; "
        "celui de l'entrée dans les lieux s'il est supérieur, pour le premier occupant. Avec tous "
        "les enfants, ceux en résidence alternée compris."
    )
    reference = [
        "D832-14 (LEGIARTI000038878738), D832-16 et D842-9 (LEGIARTI000038878669) CCH",
        "Arrêté du 27 septembre 2019, articles 17, 18 (LEGIARTI000046834759), 24, 33 et 37",
    ]

    def formula(famille, period, parameters):
        def plafond():
            nombre = famille("al_nb_personnes_a_charge", period)
            return Plafonds(famille, period, parameters).montant(nombre)

        return si_concerne(_calculable(famille, period), plafond)


class aide_logement_accession_montant_formule(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Aide à l'accession issue de la formule, avant minoration"
    unit = "EUR"
    documentation = "K × (L + C − L0) ; en résidence alternée, part de chacune des compositions."
    reference = "D832-10 (LEGIARTI000038878746), D842-6 (LEGIARTI000038878675) et L823-2 CCH"

    def formula(famille, period, parameters):
        def montant():
            bareme = PriseEnCharge(famille, period, parameters)
            plafonds = Plafonds(famille, period, parameters)
            mensualite = famille("aide_logement_mensualite", period)
            partage = plafonds.coproprietaires > 1

            def formule(nombre):
                charges = charges_forfaitaires(famille, period, parameters, nombre, partage)
                depense = minimum(mensualite, plafonds.montant(nombre)) + charges
                return bareme.k(nombre) * maximum(0, depense - bareme.loyer_minimal(nombre))

            return selon_residence_alternee(famille, period, formule)

        return si_concerne(_calculable(famille, period), montant)


class aide_logement_accession_depense_nette_minimale(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Dépense nette minimale en accession"
    unit = "EUR"
    documentation = (
        "Par mois. Part des ressources annuelles, ou forfait de l'allocation de logement."
    )
    reference = [
        "D832-17 (LEGIARTI000038878732) et D842-11 (LEGIARTI000038878665) CCH",
        "Arrêté du 27 septembre 2019, articles 25 et 38",
    ]

    def formula(famille, period, parameters):
        return si_concerne(
            _calculable(famille, period),
            lambda: where(
                dans(famille, period, TypesSecteurAideLogement.accession_apl),
                _depense_minimale_apl(famille, period, parameters),
                _depense_minimale_al(famille, period, parameters),
            ),
        )


class aide_logement_montant_accession(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide à l'accession, avant CRDS et arrondi"
    unit = "EUR"
    documentation = (
        "Après la minoration forfaitaire et l'abattement de dépense nette minimale. Zéro quand la "
        "date ou le plafond du prêt n'est pas connu."
    )
    reference = [
        "D832-10 (LEGIARTI000038878746) et D832-17 (LEGIARTI000038878732) CCH",
        "D842-6 (LEGIARTI000038878675) et D842-11 (LEGIARTI000038878665) CCH",
        "Arrêté du 27 septembre 2019, articles 20, 25, 35 et 38",
    ]

    def formula(famille, period, parameters):
        def montant():
            p = parameters(period).prestations.aides_logement
            formule = famille("aide_logement_accession_montant_formule", period)
            return apres_depense_nette(
                apres_minoration(formule, p),
                _depense(famille, period, parameters),
                famille("aide_logement_accession_depense_nette_minimale", period),
            )

        return si_concerne(_calculable(famille, period), montant)


def _calculable(famille, period):
    """In accession, with a loan whose ceiling is known."""
    inconnu = famille("aide_logement_refus_date_pret", period) + famille(
        "aide_logement_plafond_pret_inconnu", period
    )
    return dans(famille, period, *ACCESSIONS) * not_(inconnu)


def _travaux(famille, period):
    etat = famille.demandeur.menage("etat_logement", period)
    return etat == TypesEtatLogement.amelioration


def _tres_social_outre_mer(famille, period):
    menage = famille.demandeur.menage
    return menage("logement_evolutif_tres_social", period) * menage("residence_dom", period)


def _signature(famille, period):
    return jours(famille.demandeur.menage("aide_logement_date_signature_pret", period))


def _plancher(famille, period, parameters):
    p = parameters(period).prestations.aides_logement.accession
    dates, plancher = p.dates_des_prets, p.plancher_ressources
    par_mensualite = plancher.multiple_mensualite * famille("aide_logement_mensualite", period)
    signature = _signature(famille, period)
    sans_plancher = (signature < np.datetime64(dates.plancher_premier_jour)) + (
        _tres_social_outre_mer(famille, period)
    )
    travaux = _travaux(famille, period) * (
        signature > np.datetime64(dates.plancher_travaux_dernier_jour_avant)
    )
    al = where(travaux, plancher.travaux, where(sans_plancher, 0, par_mensualite))
    apl = dans(famille, period, TypesSecteurAideLogement.accession_apl)
    return where(apl, par_mensualite, al)


def _depense(famille, period, parameters):
    """Payment and flat-rate charges that the aid is compared to; payment alone for old APL loans."""
    dates = parameters(period).prestations.aides_logement.accession.dates_des_prets
    apl = dans(famille, period, TypesSecteurAideLogement.accession_apl)
    sans_charges = apl * (
        _signature(famille, period) <= np.datetime64(dates.depense_nette_apl_sans_charges)
    )
    partage = famille.demandeur.menage("aide_logement_nombre_coproprietaires", period) > 1
    charges = selon_residence_alternee(
        famille,
        period,
        lambda nombre: charges_forfaitaires(famille, period, parameters, nombre, partage),
    )
    return famille("aide_logement_mensualite", period) + where(sans_charges, 0, charges)


def _depense_minimale_apl(famille, period, parameters):
    p = parameters(period).prestations.aides_logement.accession
    taux = p.depense_nette_minimale.apl
    ancien = _signature(famille, period) < np.datetime64(p.dates_des_prets.depense_nette_apl_taux)
    part = where(
        _travaux(famille, period),
        taux.amelioration_proprietaire,
        where(ancien, taux.prets_avant_1998_10, taux.prets_depuis_1998_10),
    )
    return part * famille("aides_logement_primo_accedant_ressources", period)


def _depense_minimale_al(famille, period, parameters):
    p = parameters(period).prestations.aides_logement.accession
    minimale = p.depense_nette_minimale.al
    signature = _signature(famille, period)
    # « signé après le 1er juillet 1999 »: a loan of that very day keeps the flat amount.
    proportionnelle = (
        not_(_travaux(famille, period))
        * (signature > np.datetime64(p.dates_des_prets.depense_nette_al_proportionnelle))
        * not_(_tres_social_outre_mer(famille, period))
    )
    ressources = famille("aides_logement_primo_accedant_ressources", period)
    return where(proportionnelle, minimale.part_ressources * ressources, minimale.montant)
