"""Which months and years the resources of a right are read in (R822-3 CCH)."""

from __future__ import annotations

import functools
from typing import NamedTuple

from numpy import logical_not as not_
from openfisca_core.periods import DateUnit, Period
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.aides_logement.secteur import TypesSecteurAideLogement
from zeronr_rules.variables.logement.territoire import TypesTerritoireAideLogement
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class Periodes(NamedTuple):
    """Periods of reference of one regime."""

    #: Wages, unemployment benefits, pensions.
    revenus: Period
    #: Maintenance paid and received, tutelle, actual professional expenses.
    charges: Period
    #: Every other taxable income.
    autres: Period
    #: The year whose bounds of the 10 % deduction apply.
    bareme: Period
    #: Rolling year (True) or civil year N-2 (False).
    glissante: bool


class aide_logement_temps_reel(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Ressources appréciées sur une période glissante de douze mois"
    documentation = (
        "Depuis janvier 2021, mai 2021 pour l'APL en accession. Jamais à Saint-Pierre-et-Miquelon, "
        "où toutes les ressources sont celles de l'année civile N-2."
    )
    reference = [
        "R822-3 CCH (LEGIARTI000041419142)",
        "Décret n° 2019-1574 du 30 décembre 2019, article 25, modifié par le décret n° 2020-1816",
        "R863-4 CCH",
    ]

    def formula(famille, period, parameters):
        p = parameters(period).prestations.aides_logement.ressources.temps_reel
        territoire = famille.demandeur.menage("aide_logement_territoire", period)
        spm = territoire == TypesTerritoireAideLogement.saint_pierre_et_miquelon
        if p.general == p.accession_apl:
            general = p.general
        else:
            secteur = famille("aide_logement_secteur", period)
            accession = secteur == TypesSecteurAideLogement.accession_apl
            general = not_(accession) * p.general + accession * p.accession_apl
        return (not_(spm) * general + spm * p.saint_pierre_et_miquelon) > 0


def periodes_glissantes(period, parameters):
    """Periods of a right examined in that month, since 2021."""
    p = parameters(period)
    rangs = p.prestations.aides_logement.ressources.periode
    annee_de_fin = p.conventions.al_annee_frais_professionnels == "annee_de_fin"
    return _glissantes(period, int(rangs.premier_mois), int(rangs.duree), annee_de_fin)


@functools.cache
def _glissantes(period, premier_mois, duree, annee_de_fin):
    revenus = Period((DateUnit.MONTH, period.start.offset(-premier_mois, "month"), duree))
    fin = period.offset(duree - premier_mois - 1, "month")
    return Periodes(
        revenus,
        charges=period.last_year,
        autres=period.n_2,
        bareme=fin.this_year if annee_de_fin else period.last_year,
        glissante=True,
    )


def periodes_civiles(period):
    """Year N-2 for everything: before 2021, and at Saint-Pierre-et-Miquelon."""
    n_2 = period.n_2
    return Periodes(n_2, n_2, n_2, n_2, glissante=False)


def selon_periodes(individu, period, parameters, calcul):
    """What ``calcul(periodes)`` gives under the regime of each person's famille."""
    temps_reel = individu.famille("aide_logement_temps_reel", period)
    return si_concerne(
        temps_reel, lambda: calcul(periodes_glissantes(period, parameters))
    ) + si_concerne(not_(temps_reel), lambda: calcul(periodes_civiles(period)))
