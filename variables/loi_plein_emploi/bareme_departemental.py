"""What a département decides inside the national bounds, where it has published it."""

from __future__ import annotations

from numpy import nan, where

# One file each under parameters/territoires/sanctions_rsa.
BAREMES_PUBLIES = ("departement_3", "departement_13", "departement_22", "departement_64")
PREFIXE = "departement_"


def publie_par_departement(individu, period, parameters, cellule):
    """Rate or duration that the département of the home published; nan where it did not.

    The national bounds apply to it afterwards, and the cap of a protected foyer.
    """
    departement = individu.menage("code_departement", period)
    publie = where(departement > 0, nan, nan)
    for nom in BAREMES_PUBLIES:
        decide = publie_par(nom, individu, period, parameters, cellule)
        publie = where(departement == int(nom.removeprefix(PREFIXE)), decide, publie)
    return publie


def publie_par(nom, individu, period, parameters, cellule):
    """Rate or duration that one département published for such a breach; nan where it did not."""
    premier = individu("rsa_sanction_rang_retenu", period) == 1
    motif = individu("rsa_sanction_motif", period)
    controle = motif == motif.possible_values.refus_controle
    bareme = parameters(period).territoires.sanctions_rsa[nom]
    return where(
        controle,
        where(
            premier,
            bareme.refus_controle[cellule],
            bareme.refus_controle_reitere[cellule],
        ),
        where(premier, bareme.premier_manquement[cellule], bareme.reiteration[cellule]),
    )
