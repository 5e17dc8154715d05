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
    premier = individu("rsa_sanction_rang_retenu", period) == 1
    motif = individu("rsa_sanction_motif", period)
    controle = motif == motif.possible_values.refus_controle
    baremes = parameters(period).territoires.sanctions_rsa
    publie = where(premier, nan, nan)
    for nom in BAREMES_PUBLIES:
        du_departement = baremes[nom]
        decide = where(
            controle,
            where(
                premier,
                du_departement.refus_controle[cellule],
                du_departement.refus_controle_reitere[cellule],
            ),
            where(
                premier,
                du_departement.premier_manquement[cellule],
                du_departement.reiteration[cellule],
            ),
        )
        publie = where(departement == int(nom.removeprefix(PREFIXE)), decide, publie)
    return publie
