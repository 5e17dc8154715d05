"""From resources to the amount due (R262-4, R262-7, R262-39 CASF)."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import maximum, where
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.commun.logement import avantage_en_nature
from zeronr_rules.variables.commun.prestations_comptees import prestations_du_mois
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.effets_figes import montant_du_trimestre
from zeronr_rules.variables.outils.mois_de_reference import (
    RANGS,
    au_mois_de_reference,
    par_mois_de_reference,
)
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


@par_mois_de_reference
class rsa_forfait_logement:
    value_type = float
    entity = Famille
    label = "Avantage en nature du logement, {mois}"
    unit = "EUR"
    documentation = (
        "Avec une aide au logement, l'aide dans la limite du forfait ; sans aide, le forfait pour "
        "qui est logé sans charge. Le forfait suit le barème non majoré, et laisse de côté les "
        "personnes que l'aide au logement ne compte pas."
    )
    reference = "R262-9 et R262-10 CASF"

    def formula(famille, period, parameters, rang):
        return avantage_en_nature(
            famille,
            period,
            parameters,
            rang,
            adultes=famille("rsa_nb_adultes", period),
            a_charge=famille.members(f"rsa_enfant_a_charge_{rang}", period),
            base=famille(f"rsa_base_forfaitaire_{rang}", period),
            p=parameters(period).prestations.rsa,
        )


@par_mois_de_reference
class rsa_prestations_comptees:
    value_type = float
    entity = Famille
    label = "Prestations de la caisse comptées, {mois}"
    unit = "EUR"
    documentation = (
        "Allocations familiales, complément familial, soutien familial, allocation de base, "
        "PreParE, AAH et ASPA de ce mois."
    )
    reference = "R262-7, R262-10-1 et R262-11 CASF"

    def formula(famille, period, parameters, rang):
        prestations = prestations_du_mois(
            famille,
            period,
            parameters,
            rang,
            isolement=famille(f"rsa_majore_eligibilite_{rang}", period),
            paje_hors_isolement="paje_base_comptee",
        )
        aah = famille.members(f"rsa_ressources_comptees_{rang}", period) * au_mois_de_reference(
            famille.members, "aah_et_complement", period, parameters, rang
        )
        return prestations + famille.sum(aah)


@par_mois_de_reference
class rsa_autres_ressources_comptees:
    value_type = float
    entity = Famille
    label = "Ressources du foyer autres que les prestations de la caisse, {mois}"
    unit = "EUR"
    documentation = (
        "Moyenne des trois mois, et les revenus professionnels exceptionnels perçus ce mois-là "
        "lorsque la règle les y laisse."
    )
    reference = "R262-7 CASF"

    def formula(famille, period, parameters, rang):
        comptees = famille.members(f"rsa_ressources_comptees_{rang}", period)
        exceptionnels = exceptionnels_du_mois(famille.members, period, parameters, rang)
        moyennes = famille.members("rsa_ressources_moyennes_individuelles", period)
        return (
            famille.sum(comptees * (moyennes + exceptionnels))
            + famille("rsa_excedent_ressources_interrompues", period)
            - famille("rsa_abattement_premier_renouvellement", period)
        )


@par_mois_de_reference
class rsa_base_ressources:
    value_type = float
    entity = Famille
    label = "Ressources opposées au montant forfaitaire, {mois}"
    unit = "EUR"
    reference = "R262-6 et R262-7 CASF"

    def formula(famille, period, parameters, rang):
        return arrondi_centime(
            famille(f"rsa_forfait_logement_{rang}", period)
            + famille(f"rsa_prestations_comptees_{rang}", period)
            + famille(f"rsa_autres_ressources_comptees_{rang}", period)
        )


@par_mois_de_reference
class rsa_montant_intermediaire:
    value_type = float
    entity = Famille
    label = "Montant intermédiaire, {mois}"
    unit = "EUR"
    documentation = "Montant forfaitaire moins ressources, jamais négatif."
    reference = "R262-4 CASF"

    def formula(famille, period, parameters, rang):
        return arrondi_centime(
            maximum(
                famille(f"rsa_montant_forfaitaire_{rang}", period)
                - famille(f"rsa_base_ressources_{rang}", period),
                0,
            )
        )


class rsa_montant_examine(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "RSA, si le droit était examiné ce mois"
    unit = "EUR"
    documentation = "Moyenne des trois montants intermédiaires ; rien au-dessous de 6 euros."
    reference = "R262-4, R262-7 et R262-39 CASF"

    def formula(famille, period, parameters):
        total = sum(famille(f"rsa_montant_intermediaire_{rang}", period) for rang in RANGS)
        moyenne = arrondi_centime(total / len(RANGS))
        seuil = parameters(period).prestations.rsa.seuil_versement
        return moyenne * (moyenne >= seuil) * famille("rsa_eligibilite", period)


class rsa_avant_sanction(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "RSA dû pour le mois, avant toute sanction"
    unit = "EUR"
    documentation = (
        "Le montant examiné au premier mois du trimestre vaut pour ses trois mois ; un événement "
        "de R262-4-1 rouvre l'examen. Rien n'est dû pour un mois où une condition fait défaut. Sans "
        "mois de demande, chaque mois est un examen."
    )
    reference = "R262-4, R262-4-1, R262-5 et R262-35 CASF"

    def formula(famille, period, parameters):
        montant = montant_du_trimestre(
            famille, period, "rsa_montant_examine", "rsa_mois_demande", "evenement_trimestre"
        )
        return montant * famille("rsa_eligibilite", period)


class rsa(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Revenu de solidarité active"
    unit = "EUR"
    documentation = (
        "Le montant dû, moins ce qu'une sanction retient, plus ce que la conformité fait verser ; "
        "rien après une radiation."
    )
    reference = "L262-2 CASF"

    def formula(famille, period, parameters):
        du = famille("rsa_avant_sanction", period)
        sanctionne = famille("rsa_sanction_recente", period)
        verse = si_concerne(sanctionne, lambda: _apres_sanction(famille, period, parameters, du))
        return where(sanctionne, verse, du) * not_(famille("rsa_radie", period))


def exceptionnels_du_mois(individu, period, parameters, rang):
    """Exceptional professional income that counts whole in its month, unless neutralised."""
    return (
        au_mois_de_reference(
            individu, "revenus_professionnels_exceptionnels", period, parameters, rang
        )
        * individu("revenus_exceptionnels_au_mois", period)
        * not_(individu("rsa_neutralisation_revenus_professionnels", period))
    )


def _apres_sanction(famille, period, parameters, du):
    reste = arrondi_centime(du - famille("rsa_retenu", period))
    p = parameters(period)
    if p.conventions.rsa_sanction_seuil_versement == "oui":
        reste = reste * (reste >= p.prestations.rsa.seuil_versement)
    return arrondi_centime(reste + famille("rsa_rappel_remobilisation", period))
