"""Each reading of each convention runs, not only the default."""

from __future__ import annotations

import numpy as np
import pytest
from openfisca_core.simulations import SimulationBuilder

from zeronr_rules.core import Population, Simulation
from zeronr_rules.reforms import convention
from zeronr_rules.reforms.applying import applied
from zeronr_rules.system import system

RIGHTS = ("rsa", "ppa", "af", "cf", "asf", "paje_base")
MONTHS = ("2017-06", "2024-11", "2026-05")
CONVENTIONS = system().parameters.conventions.children
OTHERS = [
    (name, reading)
    for name, convention in sorted(CONVENTIONS.items())
    for reading in convention.metadata["possible_values"]
    if reading != convention.values_list[0].value
]


@pytest.fixture(scope="module")
def people(population_at):
    """The small mixed population in each month, as our core takes it."""
    return {
        month: Population.from_simulation(
            SimulationBuilder().build_from_entities(system(), population_at(month))
        )
        for month in MONTHS
    }


@pytest.mark.parametrize(("name", "reading"), OTHERS)
def test_the_other_reading_runs(name, reading, people):
    rules = applied(convention(name, reading))
    assert rules.parameters.conventions.children[name].values_list[0].value == reading
    assert CONVENTIONS[name].values_list[0].value != reading, "the reform reached the baseline"
    for month, given in people.items():
        under = given.sharing_inputs()
        under.system = rules
        simulation = Simulation(rules, under)
        for right in RIGHTS:
            amounts = simulation.calculate(right, month)
            assert (amounts >= 0).all(), right
            assert np.isfinite(amounts).all(), right
