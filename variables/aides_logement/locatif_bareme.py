"""The scale of the rental sector as functions of the number of persons à charge.

Written once: children in alternating residence want it for two numbers (R823-5 CCH).
Amounts are not rounded; RL and TL are (article 14 of the arrêté of 27 September 2019).
"""

from __future__ import annotations

from numpy import maximum, where

from zeronr_rules.variables.aides_logement.baremes import (
    autrement,
    est_outre_mer,
    par_zone,
    tableau,
    tableau_long_par_territoire,
    tableau_par_zone,
    taux_famille_par_territoire,
)
from zeronr_rules.variables.outils.arrondis import arrondi_centime, arrondi_decimales

_DECIMALES_RL = 2
_DECIMALES_TL = 3


def plafond(lieux, couple, nombre, p, chambre_en_colocation):
    """Ceiling of the rent (articles 7, 8 and 16).

    ``lieux`` is the zone, whether the dwelling is shared, whether it is a room, whether an
    elderly or disabled person is housed at a private home; the last argument is a convention.
    """
    zone, coloc, une_chambre, chez_un_particulier = lieux
    normal = autrement(
        coloc,
        lambda: tableau_par_zone(p.plafond_colocation, zone, couple, nombre),
        tableau_par_zone(p.plafond_loyer, zone, couple, nombre),
    )
    propre = une_chambre + chez_un_particulier

    def de_chambre():
        chambre = where(
            chez_un_particulier,
            par_zone(p.plafond_chambre_age_handicap, zone),
            par_zone(p.plafond_chambre, zone),
        )
        if chambre_en_colocation == "cumul":
            return where(coloc, arrondi_centime(chambre * p.fraction_colocation), chambre)
        return chambre

    return autrement(propre, de_chambre, normal)


def charges(territoire, coloc, couple, nombre, p):
    """Flat amount of the charges (articles 9, 16 and 46)."""
    outre_mer = est_outre_mer(territoire)

    def en_colocation():
        return autrement(
            outre_mer,
            lambda: _charges_colocation(p.charges_colocation.outre_mer, couple, nombre),
            _charges_colocation(p.charges_colocation.metropole, couple, nombre),
        )

    general = autrement(
        outre_mer,
        lambda: _charges(p.charges.outre_mer, nombre),
        _charges(p.charges.metropole, nombre),
    )
    return autrement(coloc, en_colocation, general)


def _charges(p, nombre):
    return p.isole_ou_couple + nombre * p.pac_supp


def _charges_colocation(p, couple, nombre):
    return where(couple, p.couple, p.isole) + nombre * p.pac_supp


def loyer_reference(couple, nombre, p):
    """Rent of reference: the ordinary ceiling of zone II, for all (article 14)."""
    return tableau(p.plafond_loyer.zone_2, couple, nombre)


def participation_minimale(loyer, charges_forfaitaires, p):
    """Least share of the household, P0 (article 13)."""
    p = p.participation_minimale
    return maximum(p.taux * (loyer + charges_forfaitaires), p.montant)


def rapport_loyers(loyer, reference):
    """Return RL, a fraction that holds two decimals of a percent (article 14)."""
    return arrondi_decimales(100 * loyer / reference, _DECIMALES_RL) / 100


def taux_loyer(rapport, p):
    """Return TL, a fraction that holds three decimals of a percent (article 14)."""
    p = p.taux_loyer
    taux = where(
        rapport > p.borne_2,
        p.taux_1 * (p.borne_2 - p.borne_1) + p.taux_2 * (rapport - p.borne_2),
        p.taux_1 * maximum(rapport - p.borne_1, 0),
    )
    return arrondi_decimales(100 * taux, _DECIMALES_TL) / 100


def taux_famille(territoire, couple, nombre, p):
    """Return TF, the rate of the family (articles 14 and 46)."""
    return taux_famille_par_territoire(p.taux_famille, territoire, couple, nombre)


def revenu_abattu(territoire, couple, nombre, p):
    """Return R0, the resources that raise no participation (articles 15, 46 and 47)."""
    return tableau_long_par_territoire(p.revenu_abattu_r0, territoire, couple, nombre)


def participation_personnelle(minimale, taux, ressources, abattement):
    """Return Pp: the minimum, and a part of the resources above R0 (D823-17 CCH)."""
    return minimale + taux * maximum(ressources - abattement, 0)


def aide(loyer, charges_forfaitaires, participation):
    """Return Af, the rent and charges that the participation leaves (D823-16 CCH)."""
    return maximum(loyer + charges_forfaitaires - participation, 0)
