"""What an ambiguity costs: each reading beside the default one."""

from __future__ import annotations

import numpy as np
import pytest

import zeronr_rules as zr

RSA, PPA = (
    "convention.montant_forfaitaire_rsa.mois_du_droit",
    "convention.bonification_2026.mois_de_reference",
)


@pytest.fixture(scope="module")
def two():
    """A person without work since 2025, and one who earns 1 200 euros."""
    people = zr.Population(persons=2)
    people.set_input("date_naissance", "ETERNITY", ["1990-01-15", "1985-01-15"])
    for month in ("2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05"):
        people.set_input("salaire_net", month, [0.0, 1200.0])
        people.set_input("activite", month, ["inactif", "actif"])
    return people


def test_the_cost_of_a_reading_is_the_difference_of_two_simulations(two):
    made = zr.ambiguities(two, "2026-05", ["rsa", "ppa"], readings=[RSA, PPA], weights=[10, 100])
    rows = {row["convention"]: row for row in made.rows()}
    # May 2026, reference months January to March: 646,52 by the reference month, 651,69 by the
    # month of right (D262-1, April 2026). 5,17 x 10.
    row = rows["montant_forfaitaire_rsa"]
    assert row["cout_rsa"] == pytest.approx(51.7)
    assert row["cout_ppa"] == 0
    assert (row["menages_touches"], row["observes"]) == (10, 1)
    assert row["gain_moyen"] == pytest.approx(5.17)
    assert np.isnan(row["perte_moyenne"])
    before, after = (
        zr.simulate(two, "2026-05", "ppa", reform=reform)["ppa"]
        for reform in (None, zr.reforms.get(PPA))
    )
    assert before[1] > after[1] > 0
    row = rows["bonification_2026"]
    assert row["cout_ppa"] == pytest.approx(100 * (after[1] - before[1]))
    assert (row["menages_touches"], row["observes"]) == (100, 1)
    # Net of CRDS, what the ménage loses.
    assert row["perte_moyenne"] == pytest.approx(after[1] - before[1], rel=0.01)


def test_the_dearest_comes_first(two):
    made = zr.ambiguities(two, "2026-05", ["rsa", "ppa"], readings=[RSA, PPA])
    costs = np.abs(made["cout_rsa"]) + np.abs(made["cout_ppa"])
    assert costs[0] >= costs[1] > 0


def test_every_reading_where_none_is_named(two):
    made = zr.ambiguities(two, "2026-05", "rsa")
    listed = {f"convention.{row['convention']}.{row['lecture']}" for row in made.rows()}
    assert listed == {name for name in zr.reforms.named() if name.startswith("convention.")}


def test_readings_that_are_none_are_told_together(two):
    with pytest.raises(zr.ReformError) as error:
        zr.ambiguities(
            two,
            "2026-05",
            "rsa",
            readings=[RSA, "convention.bonification_2026.mois", "rsa_plus_10_pour_cent"],
        )
    assert len(error.value.faults) == 2
    assert PPA in str(error.value)
    with pytest.raises(zr.ReformError, match="une lecture ou plus"):
        zr.ambiguities(two, "2026-05", "rsa", readings=[])


def test_one_reading_needs_no_list(two):
    one = zr.ambiguities(two, "2026-05", ["rsa", "rsa"], readings=RSA)
    assert str(one) == str(zr.ambiguities(two, "2026-05", "rsa", readings=[RSA]))


@pytest.mark.parametrize("readings", [3, [["a"]], [None], "convention"])
def test_what_is_no_reading_is_told_once(two, readings):
    with pytest.raises(zr.ReformError) as caught:
        zr.ambiguities(two, "2026-05", "rsa", readings=readings)
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize("variables", [None, 3])
def test_what_is_no_variable(two, variables):
    with pytest.raises(zr.UnknownVariableError):
        zr.ambiguities(two, "2026-05", variables, readings=RSA)
