"""Ages and months counted on dates, vectorised over ``datetime64[D]`` arrays."""

from __future__ import annotations

import numpy as np

# OpenFisca's default for a date that nobody gave.
DATE_NON_RENSEIGNEE = np.datetime64("1970-01-01")


def mois_entiers(date):
    """Index of the civil month of a date (months since January 1970)."""
    return np.asarray(date).astype("datetime64[M]").astype(np.int64)


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
    naissance = np.asarray(naissance, dtype="datetime64[D]")
    jour = np.asarray(jour, dtype="datetime64[D]")
    quantieme_naissance = naissance - naissance.astype("datetime64[M]")
    quantieme_jour = jour - jour.astype("datetime64[M]")
    return mois_entre(naissance, jour) - (quantieme_jour < quantieme_naissance)


def premier_jour(period):
    """First day of a period, as ``datetime64[D]``."""
    return np.datetime64(str(period.start), "D")


def dernier_jour(period):
    """Last day of a period, as ``datetime64[D]``."""
    return np.datetime64(str(period.stop), "D")
