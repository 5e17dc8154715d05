"""The same formulas, the same inputs, the same answers as openfisca_core's engine."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small import SmallSystem
from worlds import core_simulation, differences, fill, on_our_core, random_structure

MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025, 2026) for month in range(1, 13)]
ROUNDS = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    # A world is slow to build: a failure is shown as found.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
WORLDS = {
    "seed": st.integers(0, 10_000),
    "groups": st.sampled_from([1, 2, 5, 9, 80]),
    "biggest": st.sampled_from([1, 3, 12]),
    "empty": st.booleans(),
    "share": st.sampled_from([0.0, 0.3, 1.0]),
}


def pair(system, seed, groups, biggest, empty, share, months=MONTHS):
    rng = np.random.default_rng(seed)
    persons, structure = random_structure(system, rng, groups, biggest, empty)
    theirs = core_simulation(system, persons, structure)
    fill(theirs, system, rng, months, share)
    return theirs, rng


def compare(system, theirs, ours, month, tolerance, skip=()):
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, variable in system.variables.items():
            if name in skip:
                continue
            unit = str(variable.definition_period)
            period = {"year": month[:4], "day": f"{month}-01", "week": "2025-W10"}.get(unit, month)
            difference = differences(theirs, ours, name, period, tolerance)
            if difference:
                found.append(difference)
    assert not found, "\n".join(found)


@ROUNDS
@given(month=st.sampled_from(MONTHS[12:]), **WORLDS)
def test_our_rules(rules, month, **world):
    theirs, _ = pair(rules, **world)
    # Computed, then taken from what is remembered.
    for ours in [on_our_core(theirs), on_our_core(theirs)]:
        compare(rules, theirs, ours, month, 0)


@ROUNDS
@given(month=st.sampled_from(MONTHS[12:]), dtype=st.sampled_from([np.float32, None]), **WORLDS)
def test_every_part_of_the_protocol(small, month, dtype, **world):
    theirs, _ = pair(small, **world)
    for ours in [on_our_core(theirs, dtype), on_our_core(theirs, dtype)]:
        compare(small, theirs, ours, month, 0)


@ROUNDS
@given(month=st.sampled_from(["2014-03", "2016-03", "2020-05", "2020-06"]), **WORLDS)
def test_in_float64_within_float32_resolution(small, month, **world):
    theirs, _ = pair(small, **world, months=[month])
    # A rank depends on which of two close values is above.
    compare(small, theirs, on_our_core(theirs), month, 1e-6, skip=("rank", "rank_old"))


@ROUNDS
@given(month=st.sampled_from(["2015-12", "2016-12", "2018-01"]), **WORLDS)
def test_country_template(template, month, **world):
    theirs, _ = pair(template, **world, months=["2015-12", "2016-12", "2017-12", "2018-01"])
    compare(template, theirs, on_our_core(theirs, np.float32), month, 0)


@ROUNDS
@given(**WORLDS)
def test_what_is_known_afterwards(small, **world):
    """Every value that openfisca_core computed on the way is known here too, and the same."""
    theirs, _ = pair(small, **world)
    ours = on_our_core(theirs, np.float32)
    for name in ("total", "boss_rent", "zone_kind", "last_3", "rank", "around", "tax"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs.calculate(name, "2026-05")
            ours.calculate(name, "2026-05")
    for population in theirs.populations.values():
        for name, holder in population._holders.items():
            assert {str(period) for period in holder.get_known_periods()} == {
                str(period) for period in ours.get_known_periods(name)
            }
            for period in holder.get_known_periods():
                assert (
                    np.asarray(holder.get_array(period)) == np.asarray(ours.get_array(name, period))
                ).all()


def test_empty_last_groups(small):
    """openfisca_core counts too short there; every group has its answer here."""
    from zeronr_rules.core import Population, Simulation

    people = Population(
        small,
        2,
        {
            "home": {"count": 4, "members": [1, 1], "roles": ["first", "child"]},
            "firm": {"count": 2, "members": [0, 0], "roles": ["boss", "worker"]},
        },
    )
    people.set_input("pay", "2026-05", [100, 50])
    simulation = Simulation(small, people)
    assert simulation.calculate("total", "2026-05").tolist() == [0, 150, 0, 0]
    assert simulation.calculate("count_all", "2026-05").tolist() == [0, 2, 0, 0]
    assert simulation.calculate("most", "2026-05").tolist() == [-np.inf, 100, -np.inf, -np.inf]
    assert simulation.calculate("staff_rent", "2026-05").tolist() == [250, 0]


@pytest.fixture(scope="module")
def small():
    return SmallSystem()
