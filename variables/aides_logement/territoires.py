"""Where the rules of the overseas territories apply."""

from __future__ import annotations

from zeronr_rules.variables.logement.territoire import TypesTerritoireAideLogement


def regles_outre_mer(menage, period):
    """In a DOM, Mayotte, Saint-Barthélemy or Saint-Martin (L861-6 and L862-3 CCH)."""
    territoire = menage("aide_logement_territoire", period)
    return (territoire == TypesTerritoireAideLogement.dom) + (
        territoire == TypesTerritoireAideLogement.mayotte
    )


def saint_pierre_et_miquelon(menage, period):
    """At Saint-Pierre-et-Miquelon (R863-1 and following CCH)."""
    return (
        menage("aide_logement_territoire", period)
        == TypesTerritoireAideLogement.saint_pierre_et_miquelon
    )


def departement_outre_mer(menage, period):
    """In one of the five départements of overseas, where APL exists in foyers."""
    return menage("residence_dom", period)
