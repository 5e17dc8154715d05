"""An answer that can be unknown, which is not a no."""

from __future__ import annotations

from openfisca_core.indexed_enums import Enum


class Ternaire(Enum):
    """Unknown, no or yes."""

    __order__ = "indetermine non oui"
    indetermine = "Non renseigné"
    non = "Non"
    oui = "Oui"
