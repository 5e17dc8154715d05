"""Every parameter is read by a formula, or says in its metadata why it is there.

Reads are recorded while every variable is computed for the small population, at
months between all changes and under both readings of each convention.
"""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from openfisca_core.parameters import ParameterNodeAtInstant
from openfisca_core.simulations import SimulationBuilder

from zeronr_rules.system import parameter_files, system
from zeronr_rules.variables.fsl.reglement import code

LAST_MONTH = "2026-12"
LEAVES = [".".join(path) for path, _ in parameter_files()]


@contextlib.contextmanager
def recorded_reads():
    """Record the path of each parameter whose value is taken from a node."""
    read: set[str] = set()
    by_key = ParameterNodeAtInstant.__getitem__

    def under(node, path):
        if not isinstance(node, ParameterNodeAtInstant):
            return {path}
        return {
            found
            for name, child in object.__getattribute__(node, "_children").items()
            for found in under(child, f"{path}.{name}".lstrip("."))
        }

    def record(node, name):
        path = f"{object.__getattribute__(node, '_name')}.{name}".lstrip(".")
        child = object.__getattribute__(node, "_children").get(name)
        if not isinstance(child, ParameterNodeAtInstant):
            read.add(path)

    def attribute(self, name):
        value = object.__getattribute__(self, name)
        if not name.startswith("_") and name in object.__getattribute__(self, "_children"):
            record(self, name)
        return value

    def item(self, key):
        if isinstance(key, np.ndarray):
            # Indexed by an array: any of the values below may be taken.
            read.update(under(self, object.__getattribute__(self, "_name")))
        elif key in object.__getattribute__(self, "_children"):
            record(self, key)
        return by_key(self, key)

    ParameterNodeAtInstant.__getattribute__ = attribute
    ParameterNodeAtInstant.__getitem__ = item
    try:
        yield read
    finally:
        del ParameterNodeAtInstant.__getattribute__
        ParameterNodeAtInstant.__getitem__ = by_key


@pytest.fixture(scope="module")
def read(all_months_of_change, population_at, compute_everything, read_otherwise):
    with recorded_reads() as found:
        # A change and the month before it are both in the list: one in two sees each state.
        for month in all_months_of_change[::2]:
            builder = SimulationBuilder()
            compute_everything(builder.build_from_entities(system(), population_at(month)), month)
        every_other_reading = read_otherwise(
            {
                name: reading
                for name, convention in system().parameters.conventions.children.items()
                for reading in convention.metadata["possible_values"]
                if reading != convention.values_list[0].value
            }
        )
        for month in all_months_of_change[::8]:
            builder = SimulationBuilder()
            simulation = builder.build_from_entities(every_other_reading, population_at(month))
            compute_everything(simulation, month)
        for simulation in in_every_territory_of_the_fsl():
            simulation.calculate("fsl_energie_statut", LAST_MONTH)
    return found


def in_every_territory_of_the_fsl():
    """Yield a simulation a territory file: one household that lives there, whatever its name."""
    for territory in system().parameters.territoires.fsl.children:
        situation = {
            "individus": {"a": {}},
            "menages": {
                "m": {
                    "personne_de_reference": "a",
                    "fsl_territoire": {LAST_MONTH: code(territory)},
                    "fsl_energie_impaye": {LAST_MONTH: 300},
                    "fsl_energie_ressources": {LAST_MONTH: 600},
                }
            },
        }
        yield SimulationBuilder().build_from_entities(system(), situation)


@pytest.mark.parametrize("path", LEAVES)
def test_a_parameter_is_read_or_says_why_not(path, read):
    parameter = system().parameters
    for part in path.split("."):
        parameter = parameter.children[part]
    is_read = path in read or any(found.startswith(f"{path}.") for found in read)
    if parameter.metadata.get("unused_reason"):
        assert not is_read, "metadata.unused_reason is there, yet a formula reads it"
    else:
        assert is_read, "no formula reads it and metadata.unused_reason is missing"


def test_the_recorder_sees_a_value_and_not_a_node():
    with recorded_reads() as found:
        at = system().get_parameters_at_instant("2026-05-01")
        node = at.prestations.ressources_trimestrielles.mois_de_reference
        assert not found
        assert node.decalage == 2
        assert node["decalage_msa"] == 2
    expected = "prestations.ressources_trimestrielles.mois_de_reference."
    assert found == {f"{expected}decalage", f"{expected}decalage_msa"}
    assert at.prestations.ressources_trimestrielles
    assert len(found) == 2, "recording stops with the block"
