"""From resources to the prime due (L842-3, R843-1, D843-1 to D843-3, D846-2 CSS)."""

from __future__ import annotations

from numpy import maximum, where
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.commun.logement import avantage_en_nature
from zeronr_rules.variables.commun.prestations_comptees import prestations_du_mois
from zeronr_rules.variables.outils.arrondis import arrondi_centime, tronque_centime
from zeronr_rules.variables.outils.effets_figes import (
    montant_du_trimestre,
    premier_renouvellement,
)
from zeronr_rules.variables.outils.mois_de_reference import (
    RANGS,
    au_mois_de_reference,
    par_mois_de_reference,
)
from zeronr_rules.variables.prime_activite.bareme import valeur_du_bareme


@par_mois_de_reference
class ppa_forfait_logement:
    value_type = float
    entity = Famille
    label = "Avantage en nature du logement, {mois}"
    unit = "EUR"
    documentation = (
        "Avec une aide au logement, l'aide dans la limite du forfait ; sans aide, le forfait pour "
        "qui est logé sans charge."
    )
    reference = "R844-3 et R844-4 CSS"

    def formula(famille, period, parameters, rang):
        return avantage_en_nature(
            famille,
            period,
            parameters,
            rang,
            adultes=famille("ppa_nb_adultes", period),
            a_charge=famille.members(f"ppa_personne_a_charge_{rang}", period),
            base=famille(f"ppa_base_forfaitaire_{rang}", period),
            p=parameters(period).prestations.prime_activite,
        )


@par_mois_de_reference
class ppa_revenu_activite:
    value_type = float
    entity = Famille
    label = "Revenus professionnels du foyer, {mois}"
    unit = "EUR"
    reference = "L842-4 1° CSS"

    def formula(famille, period, parameters, rang):
        return famille.sum(
            famille.members(f"ppa_ressources_comptees_{rang}", period)
            * famille.members(f"ppa_revenu_activite_individu_{rang}", period)
        )


@par_mois_de_reference
class ppa_prestations_comptees:
    value_type = float
    entity = Famille
    label = "Prestations familiales et minima comptés, {mois}"
    unit = "EUR"
    documentation = (
        "L'allocation de base n'est pas comptée au parent isolé jusqu'aux trois mois de l'enfant. "
        "Le RSA n'est pas une ressource de la prime d'activité."
    )
    reference = "L842-4 3°, R844-4 et R844-5 CSS"

    def formula(famille, period, parameters, rang):
        return prestations_du_mois(
            famille,
            period,
            parameters,
            rang,
            isolement=famille(f"ppa_majore_eligibilite_{rang}", period),
            paje_hors_isolement="paje_base_comptee_ppa",
        )


@par_mois_de_reference
class ppa_ressources_hors_activite:
    value_type = float
    entity = Famille
    label = "Revenus de remplacement, aides et autres revenus imposables, {mois}"
    unit = "EUR"
    reference = "L842-4 2°, 3° et 5° CSS"

    def formula(famille, period, parameters, rang):
        individu = famille.members
        aides_familiales = au_mois_de_reference(
            individu, "aides_familiales_regulieres", period, parameters, rang
        ) * individu("aides_familiales_comptees", period)
        return famille.sum(
            individu(f"ppa_ressources_comptees_{rang}", period)
            * (
                au_mois_de_reference(individu, "ppa_revenus_remplacement", period, parameters, rang)
                - individu(f"ppa_revenus_assimiles_{rang}", period)
                + aides_familiales
                + au_mois_de_reference(
                    individu, "ppa_autres_revenus_imposables", period, parameters, rang
                )
            )
        )


@par_mois_de_reference
class ppa_base_ressources:
    value_type = float
    entity = Famille
    label = "Ressources du foyer, {mois}"
    unit = "EUR"
    reference = "L842-4 CSS"

    def formula(famille, period, parameters, rang):
        return arrondi_centime(
            famille(f"ppa_revenu_activite_{rang}", period)
            + famille(f"ppa_ressources_hors_activite_{rang}", period)
            + famille(f"ppa_prestations_comptees_{rang}", period)
            + famille(f"ppa_forfait_logement_{rang}", period)
        )


@par_mois_de_reference
class ppa_fraction_revenus:
    value_type = float
    entity = Famille
    label = "Fraction des revenus professionnels, {mois}"
    unit = "EUR"
    reference = "L842-3 1° et D843-3 CSS"

    def formula(famille, period, parameters, rang):
        fraction = valeur_du_bareme(
            famille,
            period,
            parameters,
            rang,
            lambda p: p.prime_activite.fraction_revenus_professionnels,
        )
        revenus = famille.sum(
            famille.members(f"ppa_travailleur_compte_{rang}", period)
            * famille.members(f"ppa_revenu_activite_individu_{rang}", period)
        )
        return arrondi_centime(fraction * revenus)


@par_mois_de_reference
class ppa_montant_mensuel:
    value_type = float
    entity = Famille
    label = "Prime calculée pour le {mois}"
    unit = "EUR"
    documentation = (
        "Montant forfaitaire, fraction des revenus professionnels et bonifications, moins les "
        "ressources, réputées au moins égales au montant forfaitaire ; jamais négative."
    )
    reference = "L842-3 et R843-1 CSS"

    def formula(famille, period, parameters, rang):
        forfaitaire = famille(f"ppa_montant_forfaitaire_{rang}", period)
        bonifications = famille.sum(famille.members(f"ppa_bonification_{rang}", period))
        return arrondi_centime(
            maximum(
                forfaitaire
                + famille(f"ppa_fraction_revenus_{rang}", period)
                + bonifications
                - maximum(forfaitaire, famille(f"ppa_base_ressources_{rang}", period)),
                0,
            )
        )


class ppa_premier_renouvellement(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Premier renouvellement d'une prime sous les mois de référence M-4 à M-2"
    reference = "Décret n° 2024-693, article 8 ; décret n° 2025-185"

    def formula(famille, period, parameters):
        return premier_renouvellement(famille, period, "ppa_mois_demande")


class ppa_moyenne_des_mois(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Moyenne des primes des mois de référence"
    unit = "EUR"
    documentation = (
        "Au premier renouvellement, et si la convention l'étend à la prime d'activité, les deux "
        "derniers mois seuls lorsque leurs ressources moyennes sont les plus faibles."
    )
    reference = "R843-1 CSS"

    def formula(famille, period, parameters):
        primes = [famille(f"ppa_montant_mensuel_{rang}", period) for rang in RANGS]
        trois = arrondi_centime(sum(primes) / len(RANGS))
        convention = parameters(period).conventions.premier_renouvellement_prime_activite
        if convention == "sans":
            return trois
        ressources = [
            famille(f"ppa_revenu_activite_{rang}", period)
            + famille(f"ppa_ressources_hors_activite_{rang}", period)
            for rang in RANGS
        ]
        deux_derniers_plus_faibles = sum(ressources) / len(RANGS) > sum(ressources[1:]) / 2
        deux = arrondi_centime(sum(primes[1:]) / 2)
        return where(
            famille("ppa_premier_renouvellement", period) * deux_derniers_plus_faibles,
            deux,
            trois,
        )


class ppa_montant_examine(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Prime d'activité, si le droit était examiné ce mois"
    unit = "EUR"
    documentation = "Moyenne des primes des trois mois de référence ; rien au-dessous de 15 euros."
    reference = "R843-1 et D846-2 CSS"

    def formula(famille, period, parameters):
        moyenne = famille("ppa_moyenne_des_mois", period)
        seuil = parameters(period).prestations.prime_activite.seuil_versement
        return moyenne * (moyenne >= seuil) * famille("ppa_eligibilite", period)


class ppa_avant_sanction(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Prime d'activité due pour le mois"
    unit = "EUR"
    documentation = (
        "Le montant examiné au premier mois du trimestre vaut pour ses trois mois ; un mois "
        "d'absence du territoire n'est pas dû. Sans mois de demande, chaque mois est un examen."
    )
    reference = "R842-1, R843-1 et R843-2 CSS"

    def formula(famille, period, parameters):
        montant = montant_du_trimestre(
            famille, period, "ppa_montant_examine", "ppa_mois_demande", "evenement_trimestre"
        )
        presents = famille.members("rsa_condition_residence", period)
        return montant * famille.any(presents, role=Famille.PARENT)


class ppa(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Prime d'activité"
    unit = "EUR"
    documentation = "Avant la CRDS : le montant versé est ppa_nette_crds."
    reference = "L841-1 et L842-3 CSS"

    def formula(famille, period, parameters):
        return famille("ppa_avant_sanction", period)


class crds_ppa(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "CRDS retenue sur la prime d'activité"
    unit = "EUR"
    documentation = "Négative, tronquée au centime."
    reference = "Ordonnance n° 96-50 du 24 janvier 1996, articles 14 et 19"

    def formula(famille, period, parameters):
        taux = parameters(period).prestations.prime_activite.taux_crds
        return 0.0 - tronque_centime(taux * famille("ppa", period))  # never a negative zero


class ppa_nette_crds(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Prime d'activité, nette de CRDS"
    unit = "EUR"
    reference = "Ordonnance n° 96-50 du 24 janvier 1996, articles 14 et 19"

    def formula(famille, period, parameters):
        return famille("ppa", period) + famille("crds_ppa", period)
