"""What RSA and prime d'activité count of each benefit paid by the caisse."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import maximum, minimum, where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.arrondis import arrondi_centime, tronque_centime
from zeronr_rules.variables.outils.calendrier import mois_entre, premier_jour
from zeronr_rules.variables.outils.mois_de_reference import au_mois_de_reference
from zeronr_rules.variables.prestations_familiales.entrees import TypesSituationASF


def selon_crds(montant, period, parameters):
    """Gross or net of CRDS, as the convention says."""
    p = parameters(period)
    if p.conventions.prestations_familiales_comptees == "brutes":
        return montant
    return montant - tronque_centime(montant * p.prestations.prestations_familiales.taux_crds)


class af_comptees(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Allocations familiales comptées dans les ressources"
    unit = "EUR"
    documentation = (
        "Sans les majorations pour âge ni l'allocation forfaitaire, que l'on retire aussi d'un "
        "montant donné en entrée."
    )
    reference = "R262-11 3° CASF, R844-5 CSS"

    def formula(famille, period, parameters):
        exclues = (
            famille("af_majoration", period)
            + famille("af_allocation_forfaitaire", period)
            + famille("af_allocation_forfaitaire_complement_degressif", period)
        )
        complement = famille("af_complement_degressif", period)
        base = maximum(famille("af", period) - exclues - complement, 0)
        if parameters(period).conventions.pf_crds_complement_degressif == "preleve":
            complement = selon_crds(complement, period, parameters)
        return selon_crds(base, period, parameters) + complement


class cf_compte(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Complément familial compté dans les ressources"
    unit = "EUR"
    documentation = "Dans la limite du montant non majoré."
    reference = "R262-10-1 I CASF, R844-4 CSS"

    def formula(famille, period, parameters):
        p = parameters(period).prestations
        plafond = arrondi_centime(
            p.ressources_trimestrielles.complement_familial * p.prestations_familiales.bmaf
        )
        return selon_crds(minimum(famille("cf", period), plafond), period, parameters)


class rsa_forfait_asf(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Allocation de soutien familial comptée dans les ressources"
    unit = "EUR"
    documentation = (
        "Dans la limite de 22,5 % de la BMAF par enfant privé de l'aide d'un parent et de 30 % par "
        "enfant privé de l'aide des deux. Si l'allocation est donnée sans dire pour quels enfants, "
        "tous les enfants à charge sont réputés privés de l'aide d'un parent."
    )
    reference = "R262-10-1 II CASF, R844-4 CSS"

    def formula(famille, period, parameters):
        p = parameters(period).prestations
        limites = p.ressources_trimestrielles.asf
        situation = famille.members("asf_situation_enfant", period)
        bmaf = p.prestations_familiales.bmaf
        un = selon_crds(arrondi_centime(limites.un_parent_absent * bmaf), period, parameters)
        deux = selon_crds(arrondi_centime(limites.deux_parents_absents * bmaf), period, parameters)
        connus = famille.sum(
            (situation == TypesSituationASF.un_parent_absent) * un
            + (situation == TypesSituationASF.deux_parents_absents) * deux
        )
        presumes = (
            famille.sum(famille.members("prestations_familiales_enfant_a_charge", period)) * un
        )
        limite = where(connus > 0, connus, presumes)
        percue = famille("asf", period)
        if parameters(period).conventions.prestations_familiales_comptees == "nettes":
            percue = percue + famille("crds_asf", period)
        return minimum(percue, limite)


class prestations_education_comptees(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "PreParE et compléments d'activité comptés dans les ressources"
    unit = "EUR"
    reference = "R262-6 CASF, R844-5 CSS"

    def formula(famille, period, parameters):
        montant = (
            famille("paje_prepare", period)
            + famille("paje_clca", period)
            + famille("paje_colca", period)
        )
        return selon_crds(montant, period, parameters)


def _paje_hors_premiers_mois(famille, period, parameters, mois_exclus):
    """AB, unless every child who opens it is within the excluded months."""
    p = parameters(period).prestations.ressources_trimestrielles
    anciennete = mois_entre(famille.members("date_naissance", period), premier_jour(period))
    enfant = famille.members("est_enfant_dans_famille", period)
    ouvre = (
        enfant
        * (anciennete >= 0)
        * (famille.members("age_en_mois", period) < p.paje_age_limite * 12)
    )
    recents = famille.sum(ouvre * (anciennete <= mois_exclus))
    anciens = famille.sum(ouvre * (anciennete > mois_exclus))
    exclue = (recents > 0) * (anciens == 0)
    return selon_crds(famille("paje_base", period) * not_(exclue), period, parameters)


class paje_base_comptee(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Allocation de base de la PAJE comptée, hors mois de la naissance"
    unit = "EUR"
    reference = "R262-11 2° CASF"

    def formula(famille, period, parameters):
        return _paje_hors_premiers_mois(famille, period, parameters, 0)


class paje_base_comptee_ppa(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Allocation de base de la PAJE comptée à la prime d'activité, hors isolement"
    unit = "EUR"
    reference = "R844-5 CSS"

    def formula(famille, period, parameters):
        return selon_crds(famille("paje_base", period), period, parameters)


class paje_base_comptee_isolement(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Allocation de base de la PAJE comptée pour un parent isolé"
    unit = "EUR"
    documentation = "Exclue jusqu'à la fin du mois où l'enfant a trois mois."
    reference = "R262-11 2° CASF, R844-5 2° CSS"

    def formula(famille, period, parameters):
        mois = parameters(period).prestations.ressources_trimestrielles.paje_mois_exclus_isolement
        return _paje_hors_premiers_mois(famille, period, parameters, mois)


class aah_et_complement(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "AAH et complément du mois"
    unit = "EUR"
    reference = "R262-7 CASF"

    def formula(individu, period, parameters):
        return individu("aah", period) + individu("caah", period)


def prestations_du_mois(famille, period, parameters, rang, isolement, paje_hors_isolement):
    """Benefits of a reference month that RSA and prime d'activité both count.

    ``isolement`` says who is majorated for isolation; ``paje_hors_isolement``
    names what the others are counted of the allocation de base.
    """

    def du_mois(nom):
        return au_mois_de_reference(famille, nom, period, parameters, rang)

    paje = where(isolement, du_mois("paje_base_comptee_isolement"), du_mois(paje_hors_isolement))
    return (
        du_mois("af_comptees")
        + du_mois("cf_compte")
        + du_mois("rsa_forfait_asf")
        + paje
        + du_mois("prestations_education_comptees")
        + du_mois("aspa")
    )
