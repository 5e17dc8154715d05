"""The scale of the montant forfaitaire, common to RSA and prime d'activité.

Each increment is rounded to the cent before the sum (R262-1 CASF, D843-1 CSS).
"""

from __future__ import annotations

from numpy import where

from zeronr_rules.variables.outils.arrondis import arrondi_centime


def taux_majoration(rang, adultes, p):
    """Rate of the increment of the person of that rank (1 the first)."""
    deuxieme = (rang == 1) * (adultes <= 1)
    troisieme = rang >= p.rang_troisieme_enfant
    return where(
        deuxieme,
        p.deuxieme_personne,
        where(troisieme, p.troisieme_enfant_et_plus, p.personne_supplementaire),
    )


def taux_majoration_mayotte(rang, adultes, p):
    """The same at Mayotte, where the rate falls from the fourth child."""
    deuxieme = (rang == 1) * (adultes <= 1)
    quatrieme = rang >= p.rang_quatrieme_enfant
    return where(
        deuxieme,
        p.deuxieme_personne,
        where(quatrieme, p.quatrieme_enfant_et_plus, p.personne_supplementaire),
    )


def montant_majoration(base, taux, alternee, p):
    """Increment of a person, shared for a child in alternating residence."""
    entiere = arrondi_centime(base * taux)
    return where(alternee, arrondi_centime(entiere * p.garde_alternee), entiere)


def part_des_adultes(base, adultes, isolement, isolement_partage, p):
    """Share of the adults: one, two, or one isolated.

    ``isolement_partage``: every child lives alternately with each parent, so
    half of what isolation adds is due (Conseil d'État, 21 July 2017).
    """
    simple = base + where(adultes > 1, arrondi_centime(base * p.majoration.deuxieme_personne), 0)
    isolee = arrondi_centime(base * p.isolement.adulte)
    partagee = base + arrondi_centime((isolee - base) * p.garde_alternee)
    return where(isolement, where(isolement_partage, partagee, isolee), simple)


def forfait_logement(base, personnes, p):
    """Flat-rate housing advantage for that number of persons, never majorated."""
    deux = base + arrondi_centime(base * p.majoration.deuxieme_personne)
    trois = deux + arrondi_centime(base * p.majoration.personne_supplementaire)
    taux = p.forfait_logement
    return where(
        personnes >= 3,
        arrondi_centime(trois * taux.taux_3_personnes_ou_plus),
        where(
            personnes == 2,
            arrondi_centime(deux * taux.taux_2_personnes),
            arrondi_centime(base * taux.taux_1_personne),
        ),
    )
