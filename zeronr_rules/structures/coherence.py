"""Facts of a structure that cannot be true together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from zeronr_rules.errors import Fault, SituationError

# A part, and what it is a part of; -1 is not given.
_PARTS = (
    ("places_avip", "capacite"),
    ("enfants_avip", "enfants_accueillis"),
    ("enfants_handicapes", "enfants_accueillis"),
)
_DEPARTMENT = re.compile(r"0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-8]|98[4-9]")


def check_coherence(
    values: Callable[[str], np.ndarray[Any, Any]], ids: Sequence[str], month: str
) -> None:
    """Refuse a part larger than its whole, and what is not the code of a département.

    Parameters
    ----------
    values
        Gives the values of an input of the month, one a structure.
    ids
        The structures.
    month
        The month, for the message.

    Raises
    ------
    zeronr_rules.SituationError
        With every fault.

    """
    faults = []
    for part, whole in _PARTS:
        given, most = values(part), values(whole)
        faults += [
            Fault(
                ("structures_accueil", ids[rank], part, month),
                str(given[rank]),
                f"au plus {whole} ({most[rank]})",
            )
            for rank in np.flatnonzero((most >= 0) & (given > most)).tolist()
        ]
    for rank, code in enumerate(values("departement_structure").tolist()):
        if code and not _DEPARTMENT.fullmatch(code):
            faults.append(
                Fault(
                    ("structures_accueil", ids[rank], "departement_structure", month),
                    f"« {code} »",
                    "un code de département, « 01 », « 2A » ou « 974 »",
                    "Le zéro compte, et se garde entre guillemets.",
                )
            )
    if faults:
        raise SituationError(faults)
