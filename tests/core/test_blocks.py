"""The same result whatever the blocks and the workers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import SmallSystem
from worlds import core_simulation, fill, random_structure

from zeronr_rules.core import (
    CoreError,
    PeriodUnitError,
    Population,
    Simulation,
    SpiralWarning,
    simulate_blocks,
)
from zeronr_rules.core.blocks import components, cut

MONTH = "2026-05"
ASKED = ("total", "most", "rank", "zone_of", "boss_rent", "in_place", "tax", "code", "count_all")


@pytest.fixture(scope="module")
def small():
    return SmallSystem()


def world(system, seed, groups):
    rng = np.random.default_rng(seed)
    persons, structure = random_structure(system, rng, groups, 4)
    # Firms within homes, so that there is more than one component.
    structure["firm"] = (groups, structure["home"][1], np.ones(persons, dtype=int))
    simulation = core_simulation(system, persons, structure)
    fill(simulation, system, rng, ["2026-03", "2026-04", MONTH], 0.8)
    return Population.from_simulation(simulation)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 1000), groups=st.integers(1, 200), size=st.integers(1, 500))
def test_blocks(small, seed, groups, size):
    people = world(small, seed, groups)
    whole = Simulation(small, people)
    results = simulate_blocks(small, people, ASKED, [MONTH, "2026-04"], persons_a_block=size)
    for name in ASKED:
        for period in (MONTH, "2026-04"):
            expected = np.asarray(whole.calculate(name, period))
            assert np.array_equal(np.asarray(results[name][period]), expected)


@pytest.mark.parametrize("pool", ["threads", "processes"])
def test_workers(small, pool):
    people = world(small, 3, 300)
    one = simulate_blocks(small, people, ASKED, MONTH)
    done = []
    two = simulate_blocks(
        small,
        people,
        ASKED,
        MONTH,
        persons_a_block=50,
        workers=2,
        pool=pool,
        progress=lambda count, total: done.append((count, total)),
    )
    for name in ASKED:
        assert np.array_equal(np.asarray(one[name][MONTH]), np.asarray(two[name][MONTH]))
    assert done[-1][0] == done[-1][1] == len(done) > 5


def test_components_are_whole(small):
    people = world(small, 5, 50)
    label = components(people)
    for group in people.members.values():
        for rank in range(group.count):
            assert len(set(label[group.groups == rank])) <= 1
    blocks = cut(people, 10)
    rows = [np.arange(len(label))[block.members["person"]] for block in blocks]
    assert sorted(np.concatenate(rows)) == list(range(len(label)))
    for block in blocks:
        part = block.take(people)
        for key in part.entity_keys:
            assert list(part.ids(key)) == [
                people.ids(key)[rank] for rank in np.arange(people.count(key))[block.members[key]]
            ]


def test_one_component_is_one_block(small):
    people = Population(
        small, 10, {"firm": {"count": 1, "members": [0] * 10, "roles": ["worker"] * 10}}
    )
    assert len(cut(people, 3)) == 1


def test_errors_and_spirals_come_back(small):
    people = world(small, 3, 100)
    for pool in ("threads", "processes"):
        with pytest.raises(CoreError, match="zone_mixed"):
            simulate_blocks(
                small, people, "zone_mixed", MONTH, persons_a_block=50, workers=2, pool=pool
            )
    with pytest.warns(SpiralWarning):
        simulate_blocks(small, people, "around", MONTH, persons_a_block=50, workers=2)
    with pytest.raises(PeriodUnitError, match="month"):
        simulate_blocks(small, people, "total", "2026")
    with pytest.raises(ValueError, match="pool"):
        simulate_blocks(small, people, "total", MONTH, workers=2, pool="x", persons_a_block=9)
    with pytest.raises(ValueError, match="personne"):
        simulate_blocks(small, people, "total", MONTH, persons_a_block=0)


def test_partial_inputs_are_cut_too(small):
    people = world(small, 8, 60)
    count = people.count("person")
    where = np.arange(count) % 3 == 0
    people.set_input("last_month", MONTH, np.arange(count), where=where)
    whole = Simulation(small, people).calculate("last_month", MONTH)
    blocks = simulate_blocks(small, people, "last_month", MONTH, persons_a_block=11)
    assert np.array_equal(blocks["last_month"][MONTH], whole)


def test_months_that_hold_the_same_share_one_memory_in_a_block_too(small):
    people = world(small, 3, 60)
    rent = np.arange(float(people.count("home")))
    rent.setflags(write=False)
    months = [f"2026-{month:02d}" for month in range(6, 10)]
    for month in months:
        people.set_input("rent", month, rent)
    people.set_input("rent", "2026-10", rent + 1)
    for block in cut(people, 40):
        kept = {
            str(when): array for name, when, array in block.take(people).inputs() if name == "rent"
        }
        rows = rent[block.members["home"]]
        assert all(np.array_equal(kept[month], rows) for month in months)
        assert np.array_equal(kept["2026-10"], rows + 1)
        assert all(np.shares_memory(kept[months[0]], kept[month]) for month in months)
        assert not np.shares_memory(kept[months[0]], kept["2026-10"])


def test_a_bar(small, capsys):
    pytest.importorskip("tqdm")
    simulate_blocks(small, world(small, 1, 9), "total", MONTH, progress=True)
    assert "bloc" in capsys.readouterr().err
