"""The guard of tests/conftest.py: a variable decided by a spiral fails its test."""

from __future__ import annotations

import pytest
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Person = build_entity(key="individu", plural="individus", label="Individu", is_person=True)


class endless(Variable):  # noqa: N801 - a variable's name
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Lit le mois précédent, sans fin"

    def formula(person, period):  # noqa: N805
        return person("endless", period.offset(-1, "month")) + 1


def test_a_spiral_is_a_failure():
    system = TaxBenefitSystem([Person])
    system.add_variables(endless)
    simulation = SimulationBuilder().build_default_simulation(system, 1)
    with pytest.raises(AssertionError, match="was decided by a spiral: endless<2026-05>"):
        simulation.calculate("endless", "2026-05")
