"""Run OpenFisca YAML tests on our core: ``python tests/core/yaml_on_core.py PACKAGE PATH...``."""

from __future__ import annotations

import importlib
import os
import sys

import numpy as np
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.tools import test_runner

from zeronr_rules.core import Population, Simulation

built = []


class OnOurCore(SimulationBuilder):
    """A builder whose simulations run on our core."""

    def build_from_dict(self, tax_benefit_system, input_dict):
        simulation = super().build_from_dict(tax_benefit_system, input_dict)
        dtype = next(
            (v.dtype for v in tax_benefit_system.variables.values() if v.value_type is float),
            np.float32,
        )
        population = Population.from_simulation(simulation)
        made = Simulation(tax_benefit_system, population, dtype)
        built.append(made)
        return made


if __name__ == "__main__":
    package, *paths = sys.argv[1:]
    test_runner.SimulationBuilder = OnOurCore
    # What is built must be counted here, not in other processes.
    os.environ["PYTEST_ADDOPTS"] = "-n0"
    system = importlib.import_module(package).CountryTaxBenefitSystem()
    code = int(test_runner.run_tests(system, paths, {}))
    print(f"{len(built)} simulations on our core")  # noqa: T201
    sys.exit(code or not built)
