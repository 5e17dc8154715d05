"""A population that exercises our rules, drawn at once, the same on both engines."""

from __future__ import annotations

import numpy as np
from openfisca_core.indexed_enums import EnumArray

from zeronr_rules.core import Population

MONTH = "2026-05"
# Rights look back three months and a half, and to the year before last.
MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025, 2026) for month in range(1, 13)][:29]
ASKED = ("rsa", "ppa", "af", "cf", "asf", "paje_base")

_ROLES = {
    "famille": ("demandeur", "conjoint", "enfant"),
    "foyer_fiscal": ("declarant_principal", "conjoint", "personne_a_charge"),
    "menage": ("personne_de_reference", "conjoint", "enfant"),
}


def households(system, count: int, seed: int = 0, months=MONTHS) -> Population:
    """Draw households with what our rules read."""
    people, rng, adult = structure(system, count, seed)
    _fill(system, people, rng, adult, months)
    return people


def structure(system, count: int, seed: int):
    """Draw households of one or two adults and up to five children."""
    rng = np.random.default_rng(seed)
    couple = rng.random(count) < 0.5
    sizes = 1 + couple + rng.choice([0, 0, 0, 1, 1, 2, 2, 3, 5], count)
    home = np.repeat(np.arange(count), sizes)
    position = np.arange(len(home)) - (np.cumsum(sizes) - sizes)[home]
    adult = (position == 0) | ((position == 1) & couple[home])
    roles = np.where(position == 0, 0, np.where(adult, 1, 2))
    groups = {}
    for entity in system.group_entities:
        keys = [role.key for role in entity.flattened_roles]
        ranks = np.array([keys.index(key) for key in _ROLES[entity.key]])
        groups[entity.key] = {"count": count, "members": home, "roles": ranks[roles]}
    return Population(system, len(home), groups), rng, adult


def _fill(system, people, rng, adult, months) -> None:
    persons = len(adult)
    age = np.where(adult, rng.integers(18, 66, persons), rng.integers(0, 22, persons))
    days = (age * 365.25 + rng.integers(0, 365, persons)).astype(int)
    people.set_input("date_naissance", "ETERNITY", np.datetime64("2026-01-01") - days)
    works = adult & (rng.random(persons) < 0.6)
    pay = np.where(works, rng.lognormal(7.1, 0.5, persons).round(2), 0)
    jobless = adult & ~works & (rng.random(persons) < 0.3)
    benefit = np.where(jobless, rng.lognormal(6.6, 0.4, persons).round(2), 0)
    for month in months:
        changes = works & (rng.random(persons) < 0.1)
        pay = np.where(changes, rng.lognormal(7.1, 0.5, persons).round(2), pay)
        people.set_input("salaire_net", month, pay)
        people.set_input("chomage_net", month, benefit)
    alternate = ~adult & (rng.random(persons) < 0.05)
    pregnant = adult & (age < 40) & (rng.random(persons) < 0.02)
    homes = people.count("menage")
    kind = system.variables["statut_occupation_logement"].possible_values
    tenure = EnumArray(rng.integers(0, len(kind), homes).astype(np.int16), kind)
    for month in months[-6:]:
        people.set_input("garde_alternee", month, alternate)
        people.set_input("enceinte", month, pregnant)
        people.set_input("statut_occupation_logement", month, tenure)


def core_simulation(system, people: Population):
    """Return the same population on openfisca_core's engine."""
    from openfisca_core.simulations import Simulation

    populations = system.instantiate_entities()
    for key, population in populations.items():
        population.count = people.count(key)
        population.ids = [str(rank) for rank in range(population.count)]
        group = people.members.get(key)
        if group is not None:
            population.members_entity_id = np.array(group.groups)
            flattened = np.array(group.entity.flattened_roles)
            population.members_role = flattened[group.roles]
    simulation = Simulation(system, populations)
    for name, period, array in people.inputs():
        variable = system.variables[name]
        full = np.empty(people.count(variable.entity.key), dtype=array.dtype)
        full[...] = np.asarray(array)
        if isinstance(array, EnumArray):
            full = EnumArray(full, variable.possible_values)
        simulation.get_holder(name).put_in_cache(full, period)
    return simulation
