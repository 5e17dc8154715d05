"""Work done only where somebody is concerned."""

from __future__ import annotations

from numpy import where


def si_concerne(masque, calcul):
    """What ``calcul()`` gives where the mask is true, zero elsewhere.

    Spares the work, and nothing else, when the mask is false for everybody: the
    value would be dropped. Tables that start late are then not read for those
    whom they do not concern.
    """
    if not masque.any():
        return masque * 0.0
    return where(masque, calcul(), 0.0)
