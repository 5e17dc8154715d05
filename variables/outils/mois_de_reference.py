"""The three reference months of a right, and variables declined once for each.

A right examined in month ``d`` looks at three past months (R262-4 and R262-7
CASF, R843-1 CSS): M-3 to M-1 until February 2025, M-4 to M-2 since. What the
law computes for each of them is written once, as a template whose formulas
take the rank of the month (1 the oldest, 3 the latest), and declared as three
variables ``nom_1``, ``nom_2``, ``nom_3`` keyed by the month of examination.
"""

from __future__ import annotations

import functools
from typing import Any

from numpy import where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

RANGS = (1, 2, 3)
MOIS_DU_DROIT = 0
_MOIS = {
    0: "mois du droit",
    1: "1er mois de référence",
    2: "2e mois de référence",
    3: "3e mois de référence",
}


class Declinaison:
    """Three variables made from one template; the system loader declares them."""

    def __init__(self, nom: str, variables: tuple[type[Variable], ...]) -> None:
        self.nom = nom
        self.variables = variables


def par_mois_de_reference(modele: type) -> Declinaison:
    """Decline a template class into one variable for each reference month.

    Every ``formula*`` of the template takes ``(entity, period, parameters,
    rang)``; the label holds ``{mois}``, replaced by « 1er mois de référence »…
    """
    return _decliner(modele, RANGS)


def par_mois_de_reference_et_du_droit(modele: type) -> Declinaison:
    """Decline as above, and once more for the month of right (rank 0, no suffix)."""
    return _decliner(modele, (MOIS_DU_DROIT, *RANGS))


def _decliner(modele: type, rangs: tuple[int, ...]) -> Declinaison:
    return Declinaison(modele.__name__, tuple(_variable_du_rang(modele, rang) for rang in rangs))


def _variable_du_rang(modele: type, rang: int) -> type[Variable]:
    propres: dict[str, Any] = {
        "__module__": modele.__module__,
        "definition_period": DateUnit.MONTH,
    }
    for nom, valeur in vars(modele).items():
        if nom.startswith("__"):
            continue
        if nom.startswith("formula"):
            propres[nom] = _au_rang(valeur, rang)
        elif nom == "label":
            propres[nom] = valeur.format(mois=_MOIS[rang])
        else:
            propres[nom] = valeur
    return type(du_rang(modele.__name__, rang), (Variable,), propres)


def _au_rang(formule: Any, rang: int) -> Any:
    @functools.wraps(formule)
    def formule_du_rang(entity, period, parameters):
        return formule(entity, period, parameters, rang)

    return formule_du_rang


def du_rang(nom: str, rang: int) -> str:
    """Name of a declined variable for that rank (no suffix for the month of right)."""
    return f"{nom}_{rang}" if rang else nom


def decalages(period, parameters):
    """Lags in force at ``period``: national, experiment, MSA (in months)."""
    p = parameters(period)
    lags = p.prestations.ressources_trimestrielles.mois_de_reference
    comme_caf = p.conventions.mois_de_reference_msa == "comme_caf"
    return (
        lags.decalage,
        lags.decalage_experimentation,
        lags.decalage if comme_caf else lags.decalage_msa,
    )


def selon_mois(entity, period, parameters, rang, lire):
    """What ``lire(month)`` gives in the reference month of that rank (0: the month of right).

    Where two lags coexist (experiment of 2024-10, MSA in 2025), each famille
    gets the month that ``mois_de_reference_decales`` says.
    """
    if rang == MOIS_DU_DROIT:
        return lire(period)
    tous = decalages(period, parameters)
    court = lire(_mois(period, min(tous), rang))
    if min(tous) == max(tous):
        return court
    famille = entity if entity.entity.key == "famille" else entity.famille
    decales = famille("mois_de_reference_decales", period)
    return where(decales, lire(_mois(period, max(tous), rang)), court)


def au_mois_de_reference(entity, nom, period, parameters, rang):
    """Value of a variable in the reference month of that rank."""
    return selon_mois(entity, period, parameters, rang, lambda mois: entity(nom, mois))


def _mois(period, decalage: int, rang: int):
    return period.offset(-(decalage + 3 - rang), "month")
