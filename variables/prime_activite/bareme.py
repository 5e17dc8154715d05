"""At which date the scale is read for each reference month of the prime d'activité."""

from __future__ import annotations

from numpy import where

from zeronr_rules.entities import Famille
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.bareme import (
    montant_majoration,
    part_des_adultes,
    taux_majoration,
    taux_majoration_mayotte,
)
from zeronr_rules.variables.outils.mois_de_reference import (
    au_mois_de_reference,
    par_mois_de_reference,
    selon_mois,
)


def valeur_du_bareme(famille, period, parameters, rang, lire):
    """A value of the scale for one reference month: ``lire(prime_activite node)``.

    By reference month, but a change that its text applies to every premium due
    from its date is read from that date on; or by month of right (convention).
    """
    if parameters(period).conventions.parametres_prime_activite == "mois_du_droit":
        return lire(parameters(period).prestations)
    changement = parameters(period).prestations.prime_activite.changements_par_droit.bareme
    return selon_mois(
        famille,
        period,
        parameters,
        rang,
        lambda mois: lire(parameters(max(str(mois.start), changement)).prestations),
    )


def valeur_de_la_bonification(famille, period, parameters, rang, lire):
    """A parameter of the bonification: by income month (decree of 2018), or see below.

    The convention says whether the change of April 2026 is by month of right.
    """
    changement = ""
    if parameters(period).conventions.bonification_2026 == "mois_du_droit":
        changement = parameters(
            period
        ).prestations.prime_activite.changements_par_droit.bonification
    return selon_mois(
        famille,
        period,
        parameters,
        rang,
        lambda mois: lire(parameters(max(str(mois.start), changement)).prestations),
    )


@par_mois_de_reference
class ppa_base_forfaitaire:
    value_type = float
    entity = Famille
    label = "Montant forfaitaire de la prime d'activité d'une personne seule, {mois}"
    unit = "EUR"
    documentation = "À Mayotte, une part de la valeur nationale."
    reference = "L842-3 et D843-1 CSS ; décret n° 2016-864 pour Mayotte"

    def formula(famille, period, parameters, rang):
        national = valeur_du_bareme(
            famille,
            period,
            parameters,
            rang,
            lambda prestations: prestations.prime_activite.montant_forfaitaire,
        )
        part = parameters(period).prestations.prime_activite.mayotte.part_montant_forfaitaire
        return where(famille("rsa_a_mayotte", period), arrondi_centime(national * part), national)


@par_mois_de_reference
class ppa_majore_eligibilite:
    value_type = bool
    entity = Famille
    label = "Montant forfaitaire majoré pour isolement, {mois}"
    reference = "L842-7 CSS"

    def formula(famille, period, parameters, rang):
        def du_mois(nom):
            return au_mois_de_reference(famille, nom, period, parameters, rang)

        charge = (famille(f"ppa_nb_personnes_a_charge_{rang}", period) > 0) + du_mois("grossesse")
        return du_mois("majoration_isolement_ouverte") * charge


@par_mois_de_reference
class ppa_montant_forfaitaire:
    value_type = float
    entity = Famille
    label = "Montant forfaitaire de la prime d'activité du foyer, {mois}"
    unit = "EUR"
    documentation = (
        "Une personne 100 %, la deuxième 50 %, chaque autre 30 %, et 40 % à partir du troisième "
        "enfant ; personne isolée 128,412 % et 42,804 % par enfant, au centime avant la somme."
    )
    reference = "L842-3 et D843-1 CSS"

    def formula(famille, period, parameters, rang):
        p = parameters(period).prestations.prime_activite
        individu = famille.members
        base = famille(f"ppa_base_forfaitaire_{rang}", period)
        majoree = famille(f"ppa_majore_eligibilite_{rang}", period)
        adultes = famille("ppa_nb_adultes", period)
        a_charge = individu(f"ppa_personne_a_charge_{rang}", period)
        alternee = au_mois_de_reference(individu, "garde_alternee", period, parameters, rang)
        rang_personne = individu.get_rank(famille, alternee * 1.0, condition=a_charge) + 1
        adultes_du_foyer = famille.project(adultes)
        simple = where(
            famille.project(famille("rsa_a_mayotte", period)),
            taux_majoration_mayotte(rang_personne, adultes_du_foyer, p.mayotte.majoration),
            taux_majoration(rang_personne, adultes_du_foyer, p.majoration),
        )
        taux = where(famille.project(majoree), p.isolement.personne_a_charge, simple)
        majorations = a_charge * montant_majoration(famille.project(base), taux, alternee, p)
        enceinte = au_mois_de_reference(famille, "grossesse", period, parameters, rang)
        partage = (famille.sum(a_charge * (1 - alternee)) == 0) * (1 - enceinte)
        return part_des_adultes(base, adultes, majoree, partage, p) + famille.sum(majorations)
