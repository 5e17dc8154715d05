"""The days at which a cut may take place, and what is true on all of them or on some."""

from __future__ import annotations

import numpy as np
from numpy import where

from zeronr_rules.variables.outils.calendrier import dernier_jour, premier_jour
from zeronr_rules.variables.outils.trois_valeurs import Reponse


def jours_envisages(menage, period):
    """First and last day at which the cut may take place: one day where it is given."""
    jour = menage("date_coupure_envisagee", period)
    premier, dernier = premier_jour(period), dernier_jour(period)
    donne = (jour >= premier) * (jour <= dernier)
    return where(donne, jour, premier), where(donne, jour, dernier)


def jour_inconnu(menage, period):
    """Whether the day is not given for this month."""
    premier, dernier = jours_envisages(menage, period)
    return premier != dernier


def depuis(jours, date):
    """Whether the day is that date or a later one."""
    premier, dernier = jours
    return Reponse(premier >= date, dernier >= date)


def avant(jours, date):
    """Whether the day is before that date."""
    return ~depuis(jours, date)


def en_treve(jours, period, p):
    """Whether the day is in the winter truce: from autumn to the end of the year, or to its end."""
    premier, dernier = jours
    debut, fin = _bornes(period.start.year, p)
    return Reponse(
        (dernier <= fin) + (premier >= debut) > 0, (premier <= fin) + (dernier >= debut) > 0
    )


def jours_hors_treve(debut, jour, p):
    """Days from ``debut`` to ``jour`` that are not in the winter truce, ``jour`` excluded."""
    return _rang_hors_treve(jour, p) - _rang_hors_treve(debut, p)


def _rang_hors_treve(jour, p):
    """How many days out of the truce come before that day, from year 0 of the calendar."""
    jour = np.asarray(jour, dtype="datetime64[D]")
    annee = jour.astype("datetime64[Y]")
    janvier = annee.astype("datetime64[D]")
    # A leap day is in the truce: the year out of it always has as many days.
    fin, debut = _rangs(p)
    bissextile = ((annee + 1).astype("datetime64[D]") - janvier).astype(int) - _JOURS
    dans_l_annee = np.clip((jour - janvier).astype(int) - bissextile - fin, 0, debut - fin)
    return annee.astype(int) * (debut - fin) + dans_l_annee


_ANNEE_ORDINAIRE = np.datetime64("2001-01-01")
_JOURS = int((np.datetime64("2002-01-01") - _ANNEE_ORDINAIRE).astype(int))


def _rangs(p):
    """Days of an ordinary year before the end of the truce (included), and before its start."""
    debut, fin = _bornes(_ANNEE_ORDINAIRE.astype("datetime64[Y]"), p)
    return (
        int((fin - _ANNEE_ORDINAIRE).astype(int)) + 1,
        int((debut - _ANNEE_ORDINAIRE).astype(int)),
    )


def _bornes(annee, p):
    return np.datetime64(f"{annee}-{p.debut}"), np.datetime64(f"{annee}-{p.fin}")
