"""The montant forfaitaire of the household (L262-2, R262-1 CASF)."""

from __future__ import annotations

from numpy import where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.bareme import part_des_adultes
from zeronr_rules.variables.outils.mois_de_reference import (
    MOIS_DU_DROIT,
    au_mois_de_reference,
    du_rang,
    par_mois_de_reference_et_du_droit,
    selon_mois,
)


class rsa_a_mayotte(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Le foyer réside à Mayotte"
    reference = "L542-6 CASF"

    def formula(famille, period, parameters):
        return famille.demandeur.menage("residence_mayotte", period)


@par_mois_de_reference_et_du_droit
class rsa_base_forfaitaire:
    value_type = float
    entity = Famille
    label = "Montant forfaitaire d'une personne seule, {mois}"
    unit = "EUR"
    documentation = (
        "Valeur en vigueur dans le mois de référence ou dans le mois du droit, selon la "
        "convention ; à Mayotte, une part de la valeur nationale."
    )
    reference = "L262-2 et R262-4 CASF ; L542-6 CASF pour Mayotte"

    def formula(famille, period, parameters, rang):
        if parameters(period).conventions.montant_forfaitaire_rsa == "mois_du_droit":
            rang = MOIS_DU_DROIT
        national = selon_mois(
            famille,
            period,
            parameters,
            rang,
            lambda mois: parameters(mois).prestations.rsa.montant_forfaitaire,
        )
        part = parameters(period).prestations.rsa.mayotte.part_montant_forfaitaire
        return where(famille("rsa_a_mayotte", period), arrondi_centime(national * part), national)


def _au_mois_ou_a_l_evenement(famille, nom, period, parameters, rang):
    """True in the reference month, or in the month of an event that re-opens the right."""
    evenement = famille("evenement_trimestre", period) * famille(nom, period)
    return au_mois_de_reference(famille, nom, period, parameters, rang) + evenement


@par_mois_de_reference_et_du_droit
class rsa_isolement_ouvert:
    value_type = bool
    entity = Famille
    label = "L'isolement majore, si un enfant est à charge ou à naître, {mois}"
    documentation = (
        "Isolement du dernier jour du mois, ou du mois de l'événement qui rouvre l'examen."
    )
    reference = "L262-9, R262-2, R262-4 et R262-4-1 CASF"

    def formula(famille, period, parameters, rang):
        return _au_mois_ou_a_l_evenement(
            famille, "majoration_isolement_ouverte", period, parameters, rang
        )


@par_mois_de_reference_et_du_droit
class rsa_grossesse:
    value_type = bool
    entity = Famille
    label = "Grossesse déclarée, {mois}"
    documentation = "Dans le mois, ou dans celui de l'événement qui rouvre l'examen."
    reference = "L262-9 et R262-4-1 CASF"

    def formula(famille, period, parameters, rang):
        return _au_mois_ou_a_l_evenement(famille, "grossesse", period, parameters, rang)


@par_mois_de_reference_et_du_droit
class rsa_majore_eligibilite:
    value_type = bool
    entity = Famille
    label = "Montant forfaitaire majoré pour isolement, {mois}"
    reference = "L262-9 et R262-2 CASF"

    def formula(famille, period, parameters, rang):
        charge = (famille(du_rang("rsa_nb_enfants", rang), period) > 0) + famille(
            du_rang("rsa_grossesse", rang), period
        )
        return famille(du_rang("rsa_isolement_ouvert", rang), period) * charge


@par_mois_de_reference_et_du_droit
class rsa_montant_forfaitaire:
    value_type = float
    entity = Famille
    label = "Montant forfaitaire du foyer, {mois}"
    unit = "EUR"
    documentation = (
        "Une personne 100 %, la deuxième 50 %, chaque autre 30 %, et 40 % à partir du troisième "
        "enfant ; personne isolée 128,412 % et 42,804 % par enfant. Chaque majoration est arrondie "
        "au centime avant la somme."
    )
    reference = "L262-2, L262-9 et R262-1 CASF ; Conseil d'État, 21 juillet 2017, n° 398911"

    def formula(famille, period, parameters, rang):
        rsa = parameters(period).prestations.rsa
        a_charge = famille.members(du_rang("rsa_enfant_a_charge", rang), period)
        entiers = 1 - au_mois_de_reference(
            famille.members, "garde_alternee", period, parameters, rang
        )
        partage = (famille.sum(a_charge * entiers) == 0) * (
            1 - famille(du_rang("rsa_grossesse", rang), period)
        )
        adultes = part_des_adultes(
            famille(du_rang("rsa_base_forfaitaire", rang), period),
            famille("rsa_nb_adultes", period),
            famille(du_rang("rsa_majore_eligibilite", rang), period),
            partage,
            rsa,
        )
        majorations = a_charge * famille.members(
            du_rang("rsa_majoration_occasionnee", rang), period
        )
        return adultes + famille.sum(majorations)
