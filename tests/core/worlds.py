"""Random populations on both engines, for any system of rules."""

from __future__ import annotations

import datetime as dt
import warnings

import numpy as np
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation as CoreSimulation

from zeronr_rules.core import Population, Simulation


def random_structure(system, rng, groups, biggest=4, empty=True):
    """Draw persons and, for each group entity, memberships in an order of its own."""
    sizes = rng.integers(0 if empty else 1, biggest + 1, groups)
    # openfisca_core counts too short when the last group is empty: on ours alone.
    sizes[-1] = max(sizes[-1], 1)
    persons = int(sizes.sum())
    structure = {}
    for entity in system.group_entities:
        order = rng.permutation(persons)
        groups_of = np.empty(persons, dtype=np.int64)
        roles_of = np.zeros(persons, dtype=np.int64)
        groups_of[order] = np.repeat(np.arange(groups), sizes)
        flattened = entity.flattened_roles
        free = [rank for rank, role in enumerate(flattened) if role.max is None]
        seats = {}
        for person in order:
            taken = seats.setdefault(groups_of[person], set())
            choices = [
                rank
                for rank, role in enumerate(flattened)
                if rank in free or (rank not in taken and role.max == 1)
            ]
            # The first role is held first, as in any household.
            choice = choices[0] if not taken else choices[int(rng.integers(len(choices)))]
            taken.add(choice)
            roles_of[person] = choice
        structure[entity.key] = (groups, groups_of, roles_of)
    return persons, structure


def core_simulation(system, persons, structure):
    """Build a simulation of openfisca_core."""
    populations = system.instantiate_entities()
    people = populations[system.person_entity.key]
    people.count, people.ids = persons, [str(rank) for rank in range(persons)]
    for entity in system.group_entities:
        count, groups_of, roles_of = structure[entity.key]
        population = populations[entity.key]
        population.count, population.ids = count, [str(rank) for rank in range(count)]
        population.members_entity_id = groups_of
        population.members_role = [entity.flattened_roles[rank] for rank in roles_of]
    return CoreSimulation(system, populations)


def random_values(variable, rng, count):
    if variable.value_type is bool:
        return rng.random(count) < rng.choice([0.1, 0.5, 0.9])
    if variable.value_type is float:
        if rng.random() < 0.2:
            return np.full(count, float(rng.integers(0, 2000)))
        amounts = np.round(rng.lognormal(6, 1, count), 2)
        return (amounts * (rng.random(count) < 0.6)).astype(variable.dtype)
    if variable.value_type is int:
        return rng.integers(0, 4, count)
    if variable.value_type is Enum:
        codes = rng.integers(0, len(variable.possible_values), count).astype(np.int16)
        return EnumArray(codes, variable.possible_values)
    if variable.value_type is dt.date:
        first = np.datetime64("1945-01-01")
        return first + rng.integers(0, 29500, count).astype("timedelta64[D]")
    return np.array([variable.default_value] * count)


def fill(simulation, system, rng, months, share=0.6, skip=(), only=None):
    """Draw inputs: for each month or for some, one variable in two or so."""
    for name, variable in system.variables.items():
        if variable.formulas or variable.is_neutralized or name in skip or rng.random() > share:
            continue
        if only is not None and name not in only:
            continue
        count = simulation.populations[variable.entity.key].count
        if variable.definition_period == DateUnit.ETERNITY:
            simulation.set_input(name, DateUnit.ETERNITY, random_values(variable, rng, count))
        elif variable.definition_period == DateUnit.YEAR:
            for year in sorted({str(month)[:4] for month in months}):
                simulation.set_input(name, year, random_values(variable, rng, count))
        elif variable.definition_period == DateUnit.MONTH:
            values = random_values(variable, rng, count)
            for month in months:
                if rng.random() < 0.3:
                    values = random_values(variable, rng, count)
                simulation.set_input(name, month, values)


def on_our_core(simulation, dtype=np.float64, **options):
    return Simulation(
        simulation.tax_benefit_system, Population.from_simulation(simulation), dtype, **options
    )


def differences(theirs, ours, name, period, tolerance):
    """Return None, or what differs between the two engines for a variable."""
    failed = []
    values = []
    for simulation in (theirs, ours):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                values.append(np.asarray(simulation.calculate(name, period)))
            failed.append(None)
        except Exception as error:  # noqa: BLE001
            failed.append(error)
    if any(failed):
        return None if all(failed) else f"{name} {period}: {failed}"
    left, right = values
    if left.shape != right.shape:
        return f"{name} {period}: shapes {left.shape} {right.shape}"
    if left.dtype.kind == "f":
        same = np.isclose(left, right, rtol=tolerance, atol=tolerance, equal_nan=True)
        if tolerance == 0:
            same = (left == right) | (np.isnan(left) & np.isnan(right))
    else:
        same = left == right
    if same.all():
        return None
    rank = int(np.argmin(same))
    return f"{name} {period}: {int((~same).sum())} of {len(same)}, first {left[rank]!r} {right[rank]!r}"
