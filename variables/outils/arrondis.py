"""Rounding as the law does it: to the cent, half a cent going up."""

from __future__ import annotations

import numpy as np

# Products of an amount in cents and a rate have at most seven decimals; this
# absorbs binary noise below that and nothing that the law could mean.
_BRUIT = 1e-7


def arrondi_centime(montant):
    """Round to the nearest cent, half a cent upwards (317,855 gives 317,86).

    Examples
    --------
    >>> float(arrondi_centime(0.5 * 635.71))
    317.86
    >>> float(arrondi_centime(0.5 * 633.21))
    316.61

    """
    return np.floor(np.asarray(montant, dtype=np.float64) * 100 + 0.5 + _BRUIT) / 100


def arrondi_decimales(valeur, decimales):
    """Round a number that is not an amount to so many decimals, halves upwards.

    Examples
    --------
    >>> float(arrondi_decimales(100 * 250 / 278.28, 2))
    89.84

    """
    puissance = 10**decimales
    return np.floor(np.asarray(valeur, dtype=np.float64) * puissance + 0.5 + _BRUIT) / puissance


def atteint(montant, seuil):
    """Whether an amount reaches a threshold, whatever binary noise a mean left in it.

    Examples
    --------
    >>> bool(atteint((218.19 + 218.19 + 218.19) / 3, 218.19))
    True
    >>> bool(atteint(195.5067, 195.51))
    False

    """
    return montant >= seuil - _BRUIT


def entier_sans_bruit(montant):
    """Return the whole number beside which a difference left binary noise; else the amount.

    Examples
    --------
    >>> float(entier_sans_bruit(291.46 - 1.46)), float(entier_sans_bruit(327.0024))
    (290.0, 327.0024)

    """
    entier = np.rint(montant)
    return np.where(np.abs(montant - entier) < _BRUIT, entier, montant)


def tronque_centime(montant):
    """Drop what is below the cent (0,7426 gives 0,74).

    Examples
    --------
    >>> float(tronque_centime(0.005 * 148.52))
    0.74

    """
    return np.floor(np.asarray(montant, dtype=np.float64) * 100 + _BRUIT) / 100


def tronque_euro(montant):
    """Drop what is below the euro (291,99 gives 291).

    Examples
    --------
    >>> float(tronque_euro(292.46 - 1.46))
    291.0

    """
    return np.floor(np.asarray(montant, dtype=np.float64) + _BRUIT)
