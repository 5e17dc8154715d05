"""Populations on which sanctions are drawn."""

from __future__ import annotations

import numpy as np

import zeronr_rules as zr

YEARS = (2025, 2026, 2027)
DUE = 600.0


def persons(count: int, couples: bool = False, due: float = DUE):
    """Households of one adult, or of two, to whom the RSA is due every month."""
    size = 2 if couples else 1
    ranks = np.repeat(np.arange(count), size)
    first = np.arange(count * size) % size == 0
    groups = {
        "famille": ("demandeur", "conjoint"),
        "foyer_fiscal": ("declarant_principal", "conjoint"),
        "menage": ("personne_de_reference", "conjoint"),
    }
    people = zr.Population(
        count * size,
        {
            key: {"count": count, "members": ranks, "roles": np.where(first, *roles).tolist()}
            for key, roles in groups.items()
        },
    )
    people.set_input(
        "date_naissance", "ETERNITY", np.full(count * size, np.datetime64("1986-03-12"))
    )
    for year in YEARS:
        for month in range(1, 13):
            people.set_input("rsa_avant_sanction", f"{year}-{month:02d}", np.full(count, due))
    return people


def inputs_of(people):
    """Every input, as full arrays."""
    found = {}
    for name, period, array in people.inputs():
        key = people.system.get_variable(name).entity.key
        found[name, str(period)] = np.broadcast_to(np.asarray(array), people.count(key))
    return found
