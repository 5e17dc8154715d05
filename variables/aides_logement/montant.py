"""From the amount of the sector to the amount paid (D823-16 CCH)."""

from __future__ import annotations

from numpy import isnan, maximum, minimum, where
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.aides_logement.nature import TypesNatureAideLogement
from zeronr_rules.variables.aides_logement.secteur import TypesSecteurAideLogement
from zeronr_rules.variables.aides_logement.territoires import saint_pierre_et_miquelon
from zeronr_rules.variables.outils.arrondis import atteint, tronque_centime, tronque_euro
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)
from zeronr_rules.variables.outils.selon_le_cas import si_concerne

_FOYERS = (
    TypesSecteurAideLogement.foyer_apl_1,
    TypesSecteurAideLogement.foyer_apl_2,
    TypesSecteurAideLogement.foyer_al,
)
_ACCESSIONS = (TypesSecteurAideLogement.accession_apl, TypesSecteurAideLogement.accession_al)


def _p(parameters, period):
    return parameters(period).prestations.aides_logement


def _parmi(secteur, secteurs):
    return sum(secteur == un for un in secteurs) > 0


class aide_logement_montant_brut(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Aide calculée par le barème du secteur, avant CRDS et troncature"
    unit = "EUR"
    reference = "D823-9 et D823-16 CCH"

    def formula(famille, period, parameters):
        secteur = famille("aide_logement_secteur", period)
        return (
            famille("aide_logement_montant_locatif", period)
            + si_concerne(
                _parmi(secteur, _FOYERS),
                lambda: famille("aide_logement_montant_foyer", period),
            )
            + si_concerne(
                _parmi(secteur, _ACCESSIONS),
                lambda: famille("aide_logement_montant_accession", period),
            )
        )


def _crds(montant, famille, period, parameters):
    """CRDS of an aid, dropped below the cent; none at Saint-Pierre-et-Miquelon."""
    crds = tronque_centime(montant * _p(parameters, period).taux_crds)
    return where(saint_pierre_et_miquelon(famille.demandeur.menage, period), 0, crds)


def _euros_entiers(montant, crds, parameters, period):
    """Amount before CRDS whose net is a whole number of euros."""
    if _p(parameters, period).versement.arrondi:
        return tronque_euro(montant - crds) + crds
    return montant


def _deduction_rls(famille, period, parameters):
    """What the réduction de loyer de solidarité removes from the APL."""
    rls = famille("reduction_loyer_solidarite", period)
    return si_concerne(rls > 0, lambda: rls * _p(parameters, period).rls.fraction_deduite)


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
        crds = _crds(montant, famille, period, parameters)
        montant = _euros_entiers(montant, crds, parameters, period)
        montant = maximum(montant - deduction, 0)
        spm = saint_pierre_et_miquelon(famille.demandeur.menage, period)
        coefficient = _p(parameters, period).saint_pierre_et_miquelon.coefficient
        montant = where(spm, montant * coefficient, montant)
        return where(atteint(montant, _seuil(famille, period, parameters)), montant, 0)


def _seuil(famille, period, parameters):
    secteur = famille("aide_logement_secteur", period)
    p = _p(parameters, period)
    apl = famille("aide_logement_nature", period) == TypesNatureAideLogement.apl
    locatif = (secteur == TypesSecteurAideLogement.locatif) * where(
        apl, p.locatif.seuil_apl, p.locatif.seuil_al
    )
    return (
        locatif
        + si_concerne(_parmi(secteur, _FOYERS), lambda: p.foyer.seuil)
        + si_concerne(_parmi(secteur, _ACCESSIONS), lambda: p.accession.seuil)
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
        crds = minimum(_crds(base, famille, period, parameters), du)
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
        return famille("aide_logement_montant_brut_crds", period) + famille("crds_logement", period)


class aide_logement_bareme_inconnu(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Aide indéterminée : le barème locatif de ce territoire n'est pas connu à cette date"
    documentation = "À Mayotte avant le 1er octobre 2017, faute du montant R0."
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
        demande = famille("aide_logement_mois_demande", period).astype("datetime64[D]")
        avant = (demande != DATE_NON_RENSEIGNEE) * (mois_entre(demande, premier_jour(period)) < 0)
        return where(avant, 0, famille("aide_logement_montant_examine", period))


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
