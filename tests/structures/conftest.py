"""Structures as a situation gives them."""

from __future__ import annotations

import pytest

ENGAGEMENTS = (
    "contrats_adaptes", "accueil_dans_le_delai", "heures_minimales_proposees",
    "maintien_apres_reprise", "coordinateur_avip", "partenariat_territorial",
)  # fmt: skip


@pytest.fixture(scope="session")
def structure():
    """Return the function that describes a structure of the Ain that commits to all it must."""

    def describe(mois="2024-01", **donnees):
        completes = {
            "type_structure": "eaje",
            "financement_structure": "psu",
            "departement_structure": "01",
            **dict.fromkeys(ENGAGEMENTS, "oui"),
            **donnees,
        }
        return {nom: {mois: valeur} for nom, valeur in completes.items() if valeur is not None}

    return describe
