"""The amount fixed at the examination is due for the quarter it opens."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import where

from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)

MOIS_DU_TRIMESTRE = 3


def montant_du_trimestre(famille, period, montant_examine, mois_demande, evenement):
    """Amount due in the month: the one examined when its quarter opened.

    Without a month of claim, every month is an examination. Nothing is due
    before the claim. An event of R262-4-1 re-opens the examination.
    """
    demande = famille(mois_demande, period)
    anciennete = mois_entre(demande, premier_jour(period))
    connue = demande != DATE_NON_RENSEIGNEE
    retard = where(connue, anciennete % MOIS_DU_TRIMESTRE, 0)
    retard = where(famille(evenement, period), 0, retard)
    retard = where((retard == 2) * famille(evenement, period.last_month), 1, retard)

    montant = _si_utile(famille, montant_examine, period, retard == 0)
    for mois in (1, 2):
        montant = montant + _si_utile(
            famille, montant_examine, period.offset(-mois, "month"), retard == mois
        )
    return where(connue * (anciennete < 0), 0, montant)


def premier_renouvellement(famille, period, mois_demande):
    """True where the right was open and its last examination used M-3 to M-1."""
    demande = famille(mois_demande, period)
    examen_precedent = period.offset(-MOIS_DU_TRIMESTRE, "month")
    droit_ouvert = (demande != DATE_NON_RENSEIGNEE) * (
        mois_entre(demande, premier_jour(examen_precedent)) >= 0
    )
    return (
        droit_ouvert
        * famille("mois_de_reference_decales", period)
        * not_(famille("mois_de_reference_decales", examen_precedent))
    )


def _si_utile(famille, nom, mois, concernees):
    # Only spares the work: the value is dropped wherever the mask is false.
    if not concernees.any():
        return 0.0
    return where(concernees, famille(nom, mois), 0)
