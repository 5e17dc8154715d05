"""From the amount of the sector to the amount paid (D823-16 CCH)."""

from __future__ import annotations

from numpy import isnan, maximum, minimum, where
from numpy import logical_not as not_
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.aides_logement.baremes import autrement
from zeronr_rules.variables.aides_logement.nature import TypesNatureAideLogement
from zeronr_rules.variables.aides_logement.secteur import TypesSecteurAideLogement
from zeronr_rules.variables.aides_logement.territoires import saint_pierre_et_miquelon
from zeronr_rules.variables.outils.arrondis import (
    atteint,
    entier_sans_bruit,
    tronque_centime,
    tronque_euro,
)
from zeronr_rules.variables.outils.calendrier import dernier_jour
from zeronr_rules.variables.outils.selon_le_cas import si_concerne

_FOYERS = (
    TypesSecteurAideLogement.foyer_apl_1,
    TypesSecteurAideLogement.foyer_apl_2,
    TypesSecteurAideLogement.foyer_al,
)


def _p(parameters, period):
    return parameters(period).prestations.aides_logement


def _hors_locatif(secteur, en_foyer, en_accession):
    """Return ``en_foyer()`` or ``en_accession()`` where the sector is not the rental one, else 0."""
    autre = (secteur != TypesSecteurAideLogement.locatif) * (
        secteur != TypesSecteurAideLogement.aucun
    )

    def valeur():
        foyer = sum(secteur == un for un in _FOYERS) > 0
        return si_concerne(foyer, en_foyer) + si_concerne(autre * not_(foyer), en_accession)

    return si_concerne(autre, valeur)


class aide_logement_montant_brut(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Aide calculée par le barème du secteur, avant CRDS et troncature"
    unit = "EUR"
    reference = "D823-9 et D823-16 CCH"

    def formula(famille, period, parameters):
        secteur = famille("aide_logement_secteur", period)
        return famille("aide_logement_montant_locatif", period) + _hors_locatif(
            secteur,
            lambda: famille("aide_logement_montant_foyer", period),
            lambda: famille("aide_logement_montant_accession", period),
        )


def _crds(montant, a_saint_pierre, p):
    """CRDS of an aid, dropped below the cent; none at Saint-Pierre-et-Miquelon."""
    return autrement(a_saint_pierre, lambda: 0, tronque_centime(montant * p.taux_crds))


def _euros_entiers(montant, crds, p):
    """Amount before CRDS whose net is a whole number of euros."""
    if p.versement.arrondi:
        return tronque_euro(montant - crds) + crds
    return montant


def _deduction_rls(famille, period, parameters):
    """What the réduction de loyer de solidarité removes from the APL."""
    rls = famille("reduction_loyer_solidarite", period)
    apl = famille("aide_logement_nature", period) == TypesNatureAideLogement.apl
    return si_concerne((rls > 0) * apl, lambda: rls * _p(parameters, period).rls.fraction_deduite)


def _base_de_la_crds(famille, period, parameters):
    """Amount that bears the CRDS, according to the convention ``rls_crds_euro``."""
    ordre = parameters(period).conventions.rls_crds_euro
    if ordre == "crds_sur_le_reste":
        return famille("aide_logement_montant_brut_crds", period)
    brut = famille("aide_logement_montant_brut", period)
    if ordre == "rls_avant_euro":
        return maximum(brut - _deduction_rls(famille, period, parameters), 0)
    return brut


class aide_logement_montant_brut_crds(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Aide au logement avant le prélèvement de la CRDS"
    unit = "EUR"
    documentation = (
        "Le montant net de CRDS est tronqué à l'euro, la CRDS y est ajoutée, puis l'APL est réduite "
        "de 98 % de la réduction de loyer de solidarité. À Saint-Pierre-et-Miquelon, un coefficient "
        "s'applique. Rien au-dessous du seuil de versement."
    )
    reference = [
        "D823-16 CCH (LEGIARTI000038878905)",
        "Arrêté du 27 septembre 2019, articles 12, 21, 29, 36 et 42",
        "Décret n° 2021-1750 du 21 décembre 2021, article 7",
    ]

    def formula(famille, period, parameters):
        montant = famille("aide_logement_montant_brut", period)
        deduction = _deduction_rls(famille, period, parameters)
        if parameters(period).conventions.rls_crds_euro == "rls_avant_euro":
            montant = maximum(montant - deduction, 0)
            deduction = 0
        p = _p(parameters, period)
        a_saint_pierre = saint_pierre_et_miquelon(famille.demandeur.menage, period)
        montant = _euros_entiers(montant, _crds(montant, a_saint_pierre, p), p)
        net_de_rls = maximum(montant - deduction, 0)
        montant = autrement(
            a_saint_pierre,
            lambda: net_de_rls * p.saint_pierre_et_miquelon.coefficient,
            net_de_rls,
        )
        return where(atteint(montant, _seuil(famille, period, p)), montant, 0)


def _seuil(famille, period, p):
    secteur = famille("aide_logement_secteur", period)
    apl = famille("aide_logement_nature", period) == TypesNatureAideLogement.apl
    locatif = where(apl, p.locatif.seuil_apl, p.locatif.seuil_al)
    return (secteur == TypesSecteurAideLogement.locatif) * locatif + _hors_locatif(
        secteur, lambda: p.foyer.seuil, lambda: p.accession.seuil
    )


class crds_logement(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "CRDS sur l'aide au logement (négative)"
    unit = "EUR"
    documentation = (
        "0,5 % de l'aide du barème, tronqué au centime. Aucune à Saint-Pierre-et-Miquelon."
    )
    reference = (
        "Articles 14 (LEGIARTI000038834962) et 19 (LEGIARTI000041466982) de l'ordonnance n° 96-50 du "
        "24 janvier 1996"
    )

    def formula(famille, period, parameters):
        du = famille("aide_logement_montant_brut_crds", period)
        base = _base_de_la_crds(famille, period, parameters)
        a_saint_pierre = saint_pierre_et_miquelon(famille.demandeur.menage, period)
        crds = minimum(_crds(base, a_saint_pierre, _p(parameters, period)), du)
        return 0.0 - where(du > 0, crds, 0)  # never a negative zero


class aide_logement_montant(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au logement nette de CRDS, si les conditions sont remplies"
    unit = "EUR"
    reference = "D823-16 CCH (LEGIARTI000038878905)"

    def formula(famille, period, parameters):
        brut = famille("aide_logement_montant_brut_crds", period)
        return entier_sans_bruit(brut + famille("crds_logement", period))


class aide_logement_bareme_inconnu(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Aide indéterminée : le barème locatif de ce territoire n'est pas connu à cette date"
    documentation = (
        "Faute du montant R0 : à Mayotte avant le 1er octobre 2017, et outre-mer avec une personne à "
        "charge avant 2016."
    )
    reference = "Arrêté du 27 septembre 2019, article 47"

    def formula(famille, period, parameters):
        locatif = famille("aide_logement_secteur", period) == TypesSecteurAideLogement.locatif
        return locatif * isnan(famille("aide_logement_montant_locatif", period))


class aide_logement_montant_examine(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Aide au logement, si le droit était examiné ce mois"
    unit = "EUR"
    reference = "L822-2 et suivants, R823-6 CCH (LEGIARTI000041419232)"

    def formula(famille, period, parameters):
        eligible = famille("aide_logement_eligibilite", period)
        return si_concerne(eligible, lambda: famille("aide_logement_montant", period))


class aide_logement_avant_sanction(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Aide au logement due pour le mois"
    unit = "EUR"
    documentation = (
        "Le trimestre fige les ressources, non le barème ni la composition du foyer : le montant est "
        "celui du mois. Rien n'est dû avant le mois de la demande, s'il est connu."
    )
    reference = "R823-6 et R823-10 CCH"

    def formula(famille, period, parameters):
        demande = famille("aide_logement_mois_demande", period)
        return where(
            demande > dernier_jour(period), 0, famille("aide_logement_montant_examine", period)
        )


class aide_logement(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au logement due pour le mois (APL, ALF ou ALS)"
    unit = "EUR"
    documentation = "Cette version n'applique aucune sanction : le montant dû est le montant payé."
    reference = "L821-1 et L821-2 CCH"

    def formula(famille, period, parameters):
        return famille("aide_logement_avant_sanction", period)


def _part(famille, period, nature):
    return where(
        famille("aide_logement_nature", period) == nature, famille("aide_logement", period), 0
    )


class apl(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide personnalisée au logement (APL)"
    unit = "EUR"
    reference = "L831-1 CCH (LEGIARTI000038814882)"

    def formula(famille, period, parameters):
        return _part(famille, period, TypesNatureAideLogement.apl)


class alf(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de logement familiale (ALF)"
    unit = "EUR"
    reference = "L841-1 CCH (LEGIARTI000038814864)"

    def formula(famille, period, parameters):
        return _part(famille, period, TypesNatureAideLogement.alf)


class als(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de logement sociale (ALS)"
    unit = "EUR"
    reference = "L841-2 CCH (LEGIARTI000038814862)"

    def formula(famille, period, parameters):
        return _part(famille, period, TypesNatureAideLogement.als)
