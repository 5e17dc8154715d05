"""A population for OpenFisca-France, drawn at once, the same on both engines."""

from __future__ import annotations

import numpy as np
from openfisca_core.indexed_enums import EnumArray

from tests.benchmarks import core_population
from zeronr_rules.core import Population

MONTH = "2024-12"
MONTHS = [f"{year}-{month:02d}" for year in (2021, 2022, 2023, 2024) for month in range(1, 13)]
ASKED = ("rsa", "ppa", "aide_logement")

core_simulation = core_population.core_simulation


def households(system, count: int, seed: int = 0) -> Population:
    """Draw households with pay, unemployment and retirement benefits, rents and zones."""
    people, rng, adult = core_population.structure(system, count, seed)
    persons = len(adult)
    age = np.where(adult, rng.integers(18, 75, persons), rng.integers(0, 22, persons))
    days = (age * 365.25 + rng.integers(0, 365, persons)).astype(int)
    people.set_input("date_naissance", "ETERNITY", np.datetime64("2024-01-01") - days)
    works = adult & (age < 64) & (rng.random(persons) < 0.6)
    pay = np.where(works, rng.lognormal(7.2, 0.6, persons).round(2), 0)
    jobless = adult & ~works & (rng.random(persons) < 0.3)
    benefit = np.where(jobless, rng.lognormal(6.6, 0.4, persons).round(2), 0)
    pension = np.where(age >= 62, rng.lognormal(7, 0.5, persons).round(2), 0)
    for month in MONTHS:
        changes = works & (rng.random(persons) < 0.1)
        pay = np.where(changes, rng.lognormal(7.2, 0.6, persons).round(2), pay)
        people.set_input("salaire_de_base", month, pay)
        people.set_input("salaire_net", month, pay * 0.78)
        people.set_input("chomage_net", month, benefit)
        people.set_input("retraite_brute", month, pension)
    _housing(system, people, rng)
    return people


def _housing(system, people, rng) -> None:
    homes = people.count("menage")
    zones = system.variables["zone_apl"].possible_values
    known = [zone.index for zone in zones if zone.name != "non_renseigne"]
    zone = EnumArray(rng.choice(known, homes).astype(np.int16), zones)
    kinds = system.variables["statut_occupation_logement"].possible_values
    tenure = EnumArray(rng.integers(0, len(list(kinds)), homes).astype(np.int16), kinds)
    rent = rng.choice([0, 300.0, 450.0, 700.0, 900.0], homes)
    for month in MONTHS:
        people.set_input("zone_apl", month, zone)
        people.set_input("statut_occupation_logement", month, tenure)
        people.set_input("loyer", month, rent)
