"""RSA and housing benefits look at each other in past months, and no spiral decides."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from openfisca_core.simulations import SimulationBuilder

import zeronr_rules as zr
from zeronr_rules.core import Simulation

MONTH = "2026-05"
RIGHTS = ["rsa", "ppa", "aide_logement"]


def tenant(**famille):
    """A person who earned 3 000 € a month until January 2026 and nothing since."""
    earned = {"year:2023:2": 72000, "2025": 36000, "2026-01": 3000}
    return {
        "individus": {
            "a": {
                "date_naissance": "1990-03-15",
                "salaire_net": earned,
                "salaire_imposable": earned,
            }
        },
        "familles": {"f": {"parents": ["a"], **famille}},
        "foyers_fiscaux": {"d": {"declarants": ["a"]}},
        "menages": {
            "m": {
                "personne_de_reference": "a",
                "depcom": {"year:2024:3": "69123"},
                "statut_occupation_logement": {"year:2024:3": "locataire_vide"},
                "loyer": {"year:2024:3": 3 * 12 * 500},
            }
        },
    }


def amounts(situation, month=MONTH, names=RIGHTS):
    found = zr.calculate(situation, month, names)
    return {name: found[name][0] for name in names}


def test_the_rsa_of_the_month_before_is_computed():
    """The RSA of April looks at December to February: none. That of June at February to April."""
    assert amounts(tenant(), "2026-05", ["rsa"])["rsa"] == 0
    for month, before, received in (("2026-05", "2026-04", False), ("2026-07", "2026-06", True)):
        rsa = zr.calculate(tenant(), before, "rsa")["rsa"][0]
        assert bool(rsa > 0) is received
        computed = amounts(tenant(), month)
        given = amounts(tenant(rsa_percu={before: float(rsa)}), month)
        assert computed == given
    # R822-17: with RSA in June, the wages until January are left out of the resources.
    with_rsa = zr.calculate(tenant(), "2026-07", "aide_logement_base_ressources")
    without = zr.calculate(
        tenant(rsa_percu={"2026-06": 0}), "2026-07", "aide_logement_base_ressources"
    )
    assert with_rsa["aide_logement_base_ressources"][0] == 0
    assert without["aide_logement_base_ressources"][0] > 10_000


def test_the_assumption_is_told_unless_the_rsa_is_given():
    codes = [notice.code for notice in zr.calculate(tenant(), MONTH, RIGHTS).notices]
    assert codes.count("rsa_percu_suppose") == 1
    given = tenant(rsa_percu={"2025": 0, "2026": 0})
    codes = [notice.code for notice in zr.calculate(given, MONTH, RIGHTS).notices]
    assert "rsa_percu_suppose" not in codes


@pytest.mark.parametrize("claim", [{}, {"droits_mois_demande": "2026-03-10"}])
@pytest.mark.parametrize("month", ["2026-05", "2026-06", "2026-07", "2026-08"])
def test_a_right_is_the_same_whatever_else_is_asked(claim, month):
    together = amounts(tenant(**claim), month)
    for name in RIGHTS:
        assert amounts(tenant(**claim), month, [name])[name] == together[name]


def test_explain_finds_the_same():
    why = zr.explain(tenant(), "aide_logement", "2026-07")
    assert why.value == amounts(tenant(), "2026-07")["aide_logement"]
    assert "aide_logement" in str(why)


def test_every_month_from_a_declared_one():
    """Computed one by one by hand, the oldest first, each given to the next."""
    received = {}
    for month in ("2026-03", "2026-04", "2026-05", "2026-06"):
        received[month] = float(amounts(tenant(rsa_percu=dict(received)), month, ["rsa"])["rsa"])
    declared = tenant(rsa_premier_mois_calcule="2026-03-01")
    assert amounts(declared, "2026-07") == amounts(tenant(rsa_percu=received), "2026-07")


def test_a_first_month_long_ago_is_no_spiral():
    declared = tenant(rsa_premier_mois_calcule="2025-01-01")
    assert amounts(declared)["aide_logement"] == amounts(tenant())["aide_logement"]


def test_simulate_gives_what_calculate_gives():
    people = zr.synthetic_population(60, 2026, seed=7)
    found = zr.simulate(people, "2026-06", RIGHTS)
    again = zr.simulate(people, "2026-06", ["aide_logement"], workers=2)
    assert np.array_equal(found["aide_logement"], again["aide_logement"])
    assert (found["aide_logement"] > 0).any()
    # One by one: the households of a population are nothing to each other.
    from zeronr_rules.core.blocks import cut
    from zeronr_rules.inputs.periods import requested_period
    from zeronr_rules.lookback import look_back

    for block in cut(people, 1)[:25]:
        alone = Simulation(people.system, block.take(people), on_spiral="raise")
        look_back(alone, requested_period("2026-06"), RIGHTS)
        rows = block.members["famille"]
        for name in RIGHTS:
            assert np.array_equal(alone.calculate(name, "2026-06"), found[name][rows]), name


def test_the_population_is_left_as_it_was():
    people = zr.Population.from_situation(tenant(rsa_percu={"2026-03": 10}), MONTH)
    before = [(name, str(period)) for name, period, _ in people.inputs()]
    zr.simulate(people, MONTH, RIGHTS)
    assert [(name, str(period)) for name, period, _ in people.inputs()] == before


def test_no_spiral_on_openfisca_core():
    """There nothing is computed back: the RSA received is what is given."""
    situation = tenant(rsa_percu={"2026-06": 300.0})
    checked = {
        plural: {
            key: {
                name: {"ETERNITY": value} if name == "date_naissance" else value
                for name, value in node.items()
            }
            for key, node in nodes.items()
        }
        for plural, nodes in situation.items()
    }
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        simulation = SimulationBuilder().build_from_entities(zr.system(), checked)
        found = {name: simulation.calculate(name, "2026-07")[0] for name in RIGHTS}
    assert found == amounts(situation, "2026-07")
    assert not simulation.invalidated_caches
