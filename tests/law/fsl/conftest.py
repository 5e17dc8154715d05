"""Households that ask the FSL for help with a bill, on both engines."""

from __future__ import annotations

import numpy as np
import pytest
from openfisca_core.parameters import Parameter, ParameterNode
from openfisca_core.reforms import Reform
from openfisca_core.simulations import SimulationBuilder

from zeronr_rules.core import Population, Simulation
from zeronr_rules.system import system

# The contract is in order: only what a case says otherwise decides.
IN_ORDER = {
    "fsl_energie_nature": "electricite",
    "fsl_energie_impaye": 300,
    "fsl_energie_abonne": "oui",
    "fsl_energie_contrat_en_cours": "oui",
    "residence_principale": "oui",
    "fsl_energie_negociation": "oui",
    "fsl_energie_anciennete_facture": 1,
}


def situation(month, households):
    """Return one OpenFisca situation: a household a mapping, with ``adults`` and ``children``."""
    made = {"individus": {}, "familles": {}, "foyers_fiscaux": {}, "menages": {}}
    for rank, household in enumerate(households):
        given = {**IN_ORDER, **household}
        adults = [f"{rank} adulte {n}" for n in range(given.pop("adults", 1))]
        children = [f"{rank} enfant {n}" for n in range(given.pop("children", 0))]
        of_person = given.pop("person", {})
        year = int(month[:4])
        for name in adults:
            made["individus"][name] = {"date_naissance": {"ETERNITY": f"{year - 40}-01-15"}}
        made["individus"][adults[0]] |= {key: {month: value} for key, value in of_person.items()}
        for name in children:
            made["individus"][name] = {"date_naissance": {"ETERNITY": f"{year - 8}-01-15"}}
        key = str(rank)
        made["familles"][key] = {"parents": adults[:2], "enfants": children}
        made["foyers_fiscaux"][key] = {"declarants": adults[:2], "personnes_a_charge": children}
        made["menages"][key] = {
            "personne_de_reference": adults[0],
            "conjoint": adults[1:2],
            "autres": adults[2:],
            "enfants": children,
            **{name: {month: value} for name, value in given.items()},
        }
        for more, name in enumerate(adults[2:]):
            own = f"{rank} autre {more}"
            made["familles"][own] = {"parents": [name]}
            made["foyers_fiscaux"][own] = {"declarants": [name]}
    return made


def both_engines(month, households, names, rules=None):
    """Return what both engines answer, which must be the same, as lists by variable."""
    rules = rules or system()
    given = situation(month, households)
    theirs = SimulationBuilder().build_from_entities(rules, given)
    ours = Simulation(rules, Population.from_situation(rules, given))
    found = {}
    for name in names:
        one, other = plain(theirs.calculate(name, month)), plain(ours.calculate(name, month))
        assert np.array_equal(np.broadcast_to(other, one.shape), one), name
        found[name] = one.tolist()
    return found


def plain(values):
    return values.decode_to_str() if hasattr(values, "decode_to_str") else np.asarray(values)


@pytest.fixture(scope="session")
def answers():
    """Return the function that computes households on both engines."""
    return both_engines


def rules_with(territory, filled):
    """Return rules in which a territory file says more: cell, value for all time."""

    class Filled(Reform):
        def apply(self):
            self.modify_parameters(self.fill)

        def fill(self, parameters):
            fsl = parameters.territoires.fsl
            if territory not in fsl.children:
                fsl.add_child(territory, ParameterNode(f"{fsl.name}.{territory}", data={}))
            for cell, value in filled.items():
                group, name = cell.split(".")
                node = fsl.children[territory]
                if group not in node.children:
                    node.add_child(group, ParameterNode(f"{node.name}.{group}", data={}))
                group = node.children[group]
                if name in group.children:
                    del group.children[name]
                data = {"values": {"2000-01-01": {"value": value}}}
                group.add_child(name, Parameter(f"{group.name}.{name}", data))
            return parameters

    return Filled(system())


@pytest.fixture(scope="session")
def filled_rules():
    """Return the function that makes rules in which a territory file says more."""
    return rules_with
