"""Ages and months counted on dates, vectorised over ``datetime64[D]`` arrays."""

from __future__ import annotations

import functools

import numpy as np

# OpenFisca's default for a date that nobody gave.
DATE_NON_RENSEIGNEE = np.datetime64("1970-01-01")


# Days for which months are looked up: thirty times faster than numpy's conversion.
_PREMIER_JOUR_CONNU = np.datetime64("1850-01-01")
_DERNIER_JOUR_CONNU = np.datetime64("2101-01-01")
_JOURS_CONNUS = int((_DERNIER_JOUR_CONNU - _PREMIER_JOUR_CONNU).astype(np.int64))


@functools.cache
def _mois_et_quantiemes():
    jours = np.arange(_PREMIER_JOUR_CONNU, _DERNIER_JOUR_CONNU)
    return _mois_et_quantiemes_de(jours)


def _mois_et_quantiemes_de(jours):
    mois = jours.astype("datetime64[M]")
    return mois.astype(np.int64), (jours - mois).astype(np.int64)


def _mois_et_quantieme(date):
    """Months since January 1970, and days since the first of the month."""
    jours = np.asarray(date, dtype="datetime64[D]")
    rangs = (jours - _PREMIER_JOUR_CONNU).astype(np.int64)
    if rangs.min(initial=0) < 0 or rangs.max(initial=0) >= _JOURS_CONNUS:
        return _mois_et_quantiemes_de(jours)
    mois, quantiemes = _mois_et_quantiemes()
    return mois.take(rangs), quantiemes.take(rangs)


def mois_entiers(date):
    """Index of the civil month of a date (months since January 1970)."""
    return _mois_et_quantieme(date)[0]


def mois_entre(debut, fin):
    """Civil months from the month of ``debut`` to the month of ``fin``.

    Examples
    --------
    >>> int(mois_entre(np.datetime64("2026-01-31"), np.datetime64("2026-04-01")))
    3

    """
    return mois_entiers(fin) - mois_entiers(debut)


def age_en_mois_a(naissance, jour):
    """Completed months of age on a day; negative before birth.

    Examples
    --------
    >>> int(age_en_mois_a(np.datetime64("2024-06-15"), np.datetime64("2026-06-14")))
    23
    >>> int(age_en_mois_a(np.datetime64("2024-06-15"), np.datetime64("2026-06-15")))
    24

    """
    mois_naissance, quantieme_naissance = _mois_et_quantieme(naissance)
    mois, quantieme = _mois_et_quantieme(jour)
    return mois - mois_naissance - (quantieme < quantieme_naissance)


def premier_jour(period):
    """First day of a period, as ``datetime64[D]``."""
    return np.datetime64(str(period.start), "D")


def dernier_jour(period):
    """Last day of a period, as ``datetime64[D]``."""
    return np.datetime64(str(period.stop), "D")


def ajoute_mois(jour, mois):
    """Same day so many months later, or the last day of that month where it has none.

    Examples
    --------
    >>> str(ajoute_mois(np.datetime64("2023-12-31"), 2))
    '2024-02-29'
    >>> str(ajoute_mois(np.datetime64("2022-08-18"), 1))
    '2022-09-18'

    """
    jours = np.asarray(jour, dtype="datetime64[D]")
    depart = jours.astype("datetime64[M]")
    arrivee = depart + int(mois)
    dernier = (arrivee + 1).astype("datetime64[D]") - 1
    return np.minimum(arrivee.astype("datetime64[D]") + (jours - depart), dernier)


def ajoute_jours(jour, jours):
    """So many days later.

    Examples
    --------
    >>> str(ajoute_jours(np.datetime64("2024-02-20"), 15))
    '2024-03-06'

    """
    return np.asarray(jour, dtype="datetime64[D]") + np.asarray(jours).astype("timedelta64[D]")
