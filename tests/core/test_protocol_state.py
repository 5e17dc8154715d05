"""What a simulation keeps, is given, forgets and shares: beside openfisca_core where it can be."""

from __future__ import annotations

import copy
import pickle
import threading
import warnings

import numpy as np
import pytest
from both_engines import MONTH, answer, same
from openfisca_core.periods import DateUnit
from small import Home, Person, SmallSystem, Zone, variable
from worlds import core_simulation, on_our_core

from zeronr_rules import core
from zeronr_rules.core import Population, Simulation, simulate_blocks
from zeronr_rules.core.groups import Members

HOMES = {"count": 2, "members": [0, 0, 1], "roles": ["first", "second", "first"]}
FIRMS = {"count": 1, "members": [0, 0, 0], "roles": ["worker", "boss", "worker"]}
STRUCTURE = {
    "home": (2, np.array([0, 0, 1]), np.array([0, 1, 0])),
    "firm": (1, np.array([0, 0, 0]), np.array([1, 0, 1])),
}


@pytest.fixture
def system():
    made = SmallSystem()
    made.add_variables(
        variable("base", Person, float),
        variable("above", Person, float, lambda p, t: p("base", t) + 1),
        variable("top", Person, float, lambda p, t: p("above", t) + 1),
        variable("fails_after_spiral", Person, float, lambda p, t: p("spiral", t) / np.nowhere),
    )
    return made


@pytest.fixture
def people(system):
    return Population(system, ["ann", "bob", "cid"], {"home": HOMES, "firm": FIRMS})


def both(system):
    """Return a simulation of each engine; ours takes values that depend on defaults alone."""
    theirs = core_simulation(system, 3, STRUCTURE)
    on_our_core(theirs, np.float32)
    return theirs, on_our_core(theirs, np.float32)


def floats(*values):
    return np.array(values, dtype=np.float32)


# What is kept


def test_an_input_after_what_was_computed_from_it(system):
    """What was computed stays, the steps on the way included."""
    found = []
    for simulation in both(system):
        simulation.calculate("top", MONTH)
        simulation.set_input("base", MONTH, floats(5, 5, 5))
        found.append([simulation.calculate(name, MONTH).tolist() for name in ("above", "top")])
    assert found[0] == found[1]


def test_nothing_of_a_spiral_stays_when_the_calculation_fails(system):
    found = []
    for simulation in both(system):
        simulation.set_input("pay", MONTH, floats(1, 2, 3))
        simulation.set_input("pay", "2026-04", floats(10, 20, 30))
        assert isinstance(answer(simulation, "fails_after_spiral"), Exception)
        known = simulation.get_holder("spiral").get_known_periods()
        found.append(([str(one) for one in known], answer(simulation, "spiral").tolist()))
    assert found[0] == found[1]


@pytest.mark.parametrize("loops", [1, 2, 3])
def test_loops_allowed_to_a_spiral(system, loops):
    found = []
    for simulation in both(system):
        simulation.max_spiral_loops = loops
        for month in range(1, 6):
            simulation.set_input("pay", f"2026-0{month}", floats(1, 2, 3) * 10**month)
        found.append(
            [
                (answer(simulation, name, when).tolist())
                for name, when in (("around", MONTH), ("spiral", "2026-04"), ("around", "2026-03"))
            ]
        )
    assert found[0] == found[1]


def test_delete_arrays_of_a_span(system):
    for span in ("2026", "month:2026-02:3", "2026-03", "2026-03-04", "ETERNITY", "2025", None):
        found = []
        for simulation in both(system):
            for month in range(1, 6):
                simulation.set_input("state", f"2026-0{month}", np.array([month] * 3))
            simulation.delete_arrays("state", span)
            known = simulation.get_holder("state").get_known_periods()
            found.append(sorted(str(one) for one in known))
        assert found[0] == found[1], span


def test_neutralized_at_a_period_it_does_not_have(system):
    system.neutralize_variable("total")
    for period in (MONTH, "2026", "month:2026-05:2"):
        theirs, ours = both(system)
        assert same(answer(theirs, "total", period), answer(ours, "total", period))


def test_cache_blacklist_after_the_fact(system):
    system.cache_blacklist = {"total"}
    for simulation in both(system):
        simulation.get_holder("total")
        simulation.opt_out_cache = True
        simulation.calculate("total", MONTH)
        assert simulation.get_array("total", MONTH) is None


BOUNDS = [
    ("end_m", DateUnit.MONTH, lambda p, t: p.filled_array(1.0), {"end": "2026-04-30"}),
    ("end_mid_m", DateUnit.MONTH, lambda p, t: p.filled_array(1.0), {"end": "2026-04-15"}),
    ("end_y", DateUnit.YEAR, lambda p, t: p.filled_array(1.0), {"end": "2026-06-30"}),
    (
        "start_y",
        DateUnit.YEAR,
        {"formula_2026_01_01": lambda p, t: 1.0, "formula_2026_01_02": lambda p, t: 2.0},
        {},
    ),
    (
        "start_m",
        DateUnit.MONTH,
        {"formula_2026_05_01": lambda p, t: 1.0, "formula_2026_05_02": lambda p, t: 2.0},
        {},
    ),
    (
        "start_d",
        DateUnit.DAY,
        {"formula_2026_05_01": lambda p, t: 1.0, "formula_2026_05_02": lambda p, t: 2.0},
        {"end": "2026-05-03"},
    ),
    ("start_w", DateUnit.WEEK, {"formula_2026_05_05": lambda p, t: 2.0}, {}),
    ("start_wd", DateUnit.WEEKDAY, {"formula_2026_05_05": lambda p, t: 2.0}, {}),
    ("start_e", DateUnit.ETERNITY, {"formula_2026_05": lambda p, t: 2.0}, {}),
]
DATES = (
    "2025 2026 2027 2026-04 2026-05 2026-06 2026-05-01 2026-05-02 2026-05-03 2026-05-04 "
    "2026-W18 2026-W19 2026-W20 2026-W19-1 2026-W19-2 month:2026-05:2 year:2026-03:1"
)


def test_ends_and_starts_to_the_day(system):
    for name, unit, formula, more in BOUNDS:
        system.add_variable(variable(name, Person, float, formula, unit, **more))
    for name, *_ in BOUNDS:
        for date in DATES.split():
            theirs, ours = both(system)
            assert same(answer(theirs, name, date), answer(ours, name, date)), (name, date)


# Copies


def test_clones_go_their_own_way_both_ways(system, people):
    """Those of openfisca_core share what they knew; here neither sees the other."""
    people.set_input("tax", MONTH, [9, 9, 9], where=[True, False, True])
    simulation = Simulation(system, people)
    simulation.set_input("pay", MONTH, [1, 2, 3])
    cloned = simulation.clone()
    people.set_input("base", MONTH, [7, 7, 7])
    simulation.set_input("state", MONTH, [2, 2, 2])
    cloned.set_input("old", MONTH, [True, True, True])
    simulation.delete_arrays("pay")
    simulation.delete_arrays("tax")
    assert cloned.calculate("pay", MONTH).tolist() == [1, 2, 3]
    assert cloned.calculate("tax", MONTH).tolist() == [9, 0, 9]
    assert cloned.calculate("state", MONTH).tolist() == [0, 0, 0]
    assert simulation.calculate("old", MONTH).tolist() == [False] * 3
    assert simulation.calculate("tax", MONTH).tolist() == [0, 0, 0]
    for one in (simulation, cloned, simulation.clone()):
        assert one.calculate("base", MONTH).tolist() == [0, 0, 0]


def test_enum_arrays_travel(system, people):
    people.set_input("zone", MONTH, ["north", "east"])
    values = Simulation(system, people).calculate("zone", MONTH)
    for made in (pickle.loads(pickle.dumps(values)), copy.copy(values), copy.deepcopy(values)):  # noqa: S301
        assert made.decode_to_str().tolist() == ["north", "east"]
        assert (made == Zone.east).tolist() == [False, True]


# Inputs


def test_a_buffer_filled_again(system, people):
    buffer = np.array([100.0, 200.0])
    people.set_input("rent", "2026-04", buffer)
    buffer[:] = 9
    people.set_input("rent", MONTH, buffer[::-1])
    buffer[:] = 0
    simulation = Simulation(system, people)
    assert simulation.calculate("rent", "2026-04").tolist() == [100, 200]
    assert simulation.calculate("rent", MONTH).tolist() == [9, 9]


def test_what_cannot_change_is_not_copied(system, people):
    values = np.array([100.0, 200.0])
    values.setflags(write=False)
    people.set_input("rent", MONTH, values)
    ((_, _, kept),) = people.inputs()
    assert np.shares_memory(kept, values)


def test_a_longer_period_keeps_one_array(system, people):
    people.set_input("pay", "2026", np.array([12.0, 24.0, 36.0]))
    arrays = [array for _, _, array in people.inputs()]
    assert len(arrays) == 12
    assert all(np.shares_memory(arrays[0], array) for array in arrays)


def test_the_rest_of_a_year_given_as_one_value(system, people):
    people.set_input("pay", MONTH, [100, 200, 300])
    people.set_input("pay", "2026", 1200)
    april = Simulation(system, people).calculate("pay", "2026-04")
    assert april.round(6).tolist() == [100, round(1000 / 11, 6), round(900 / 11, 6)]


@pytest.mark.parametrize(
    ("name", "period", "value", "expected"),
    [
        ("state", MONTH, np.int64(3), 3),
        ("old", MONTH, np.bool_(True), True),
        ("pay", MONTH, np.float32(2.5), 2.5),
        ("birth", "ETERNITY", np.datetime64("1980-02-01"), np.datetime64("1980-02-01")),
        ("birth", "ETERNITY", np.datetime64("1980-02-01").item(), np.datetime64("1980-02-01")),
        ("zone", MONTH, Zone.east, Zone.east.index),
    ],
)
def test_one_value_for_all(system, people, name, period, value, expected):
    people.set_input(name, period, value)
    assert (np.asarray(Simulation(system, people).calculate(name, period)) == expected).all()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("old", [1.0, np.nan, 0.0]),
        ("old", ["False", "True", "no"]),
        ("old", np.array([True, None, np.nan], dtype=object)),
        ("birth", np.array(["2000-01-01", "NaT", "2001-01-01"], dtype="datetime64[D]")),
        ("birth", [1980, 1990, 2000]),
        ("birth", [1980.5, 1990.0, 2000.0]),
        ("state", [2**40, 1, 2]),
        ("state", [np.inf, 1, 2]),
        ("pay", [1 + 2j, 1, 2]),
    ],
)
def test_values_that_would_change_meaning(people, name, values):
    with pytest.raises(core.InputError, match=name):
        people.set_input(name, "ETERNITY" if name == "birth" else MONTH, values)
    assert not list(people.inputs())


def test_where(system, people):
    mask = np.array([True, False, True])
    people.set_input("tax", MONTH, [9, np.nan, 7], where=mask)
    mask[:] = True
    for dtype in (np.float64, np.float32):
        values = Simulation(system, people, dtype).calculate("tax", MONTH)
        assert values.dtype == dtype
        assert values.tolist() == [9, 0, 7]
    with pytest.raises(core.PeriodUnitError, match="tax"):
        people.set_input("tax", "2026", [9, 9, 9], where=mask)
    simulation = Simulation(system, people)
    people.set_input("tax", "2026-06", [5, 5, 5], where=mask)
    assert simulation.calculate("tax", "2026-06").tolist() == [0, 0, 0]


def test_what_the_other_engine_computed_is_taken_as_it_is(system):
    """NaN is refused from a person who gives it, not from a formula."""
    system.add_variable(variable("unknown", Person, float, lambda p, t: p("pay", t) * np.nan))
    theirs = core_simulation(system, 3, STRUCTURE)
    theirs.calculate("unknown", MONTH)
    ours = on_our_core(theirs)
    assert np.isnan(ours.get_array("unknown", MONTH)).all()
    ours.get_holder("base").put_in_cache(floats(1, np.nan, 3), MONTH)
    assert np.isnan(ours.calculate("base", MONTH)).tolist() == [False, True, False]


def test_set_input_of_a_package(system):
    """It may ask the holder for its population, given to a population or to a simulation."""

    def spread(holder, period, array):
        assert holder.population.entity.key == "person"
        assert len(array) == holder.population.count
        for month in period.get_subperiods("month"):
            holder.put_in_cache(np.asarray(array) / 12, month)

    system.add_variable(variable("spread", Person, float, set_input=spread))
    people = Population(system, 3)
    for target in (people, Simulation(system, people)):
        target.set_input("spread", "2026", np.full(3, 12.0))
        simulation = Simulation(system, people) if target is people else target
        assert simulation.calculate("spread", MONTH).tolist() == [1, 1, 1]


def test_a_wrong_period_travels(people):
    with pytest.raises(core.PeriodUnitError) as caught:
        people.set_input("old", "2026", [True, True, True])
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert str(again) == str(caught.value)
    assert type(again) is type(caught.value)


# Populations


@pytest.mark.parametrize("persons", [-1, 2.0, "abc", None, ["ann", "ann"]])
def test_persons_that_cannot_be(system, persons):
    with pytest.raises(core.PopulationError):
        Population(system, persons)


def test_persons_counted_by_numpy(system):
    assert Population(system, np.int64(3)).count("home") == 3


def test_ids_given_twice_afterwards(people):
    with pytest.raises(core.PopulationError, match="deux fois"):
        people.name_members({"person": ["a", "b", "a"]})


def test_a_population_of_other_rules(template, people):
    with pytest.raises(core.PopulationError, match="household"):
        Simulation(template, people)


def test_amounts_are_real_numbers(system, people):
    with pytest.raises(ValueError, match="dtype"):
        Simulation(system, people, int)


@pytest.mark.parametrize("homes", [0, 3])
def test_nobody(system, homes):
    groups = {"home": {"count": homes, "members": []}, "firm": {"count": 0, "members": []}}
    people = Population(system, 0, groups)
    refused = {"zone_mixed", "no_parameter", "fails_after_spiral"}
    simulation = Simulation(system, people)
    for name, one in system.variables.items():
        unit = str(one.definition_period)
        period = {"year": "2026", "day": "2026-05-01", "week": "2026-W10"}.get(unit, MONTH)
        found = answer(simulation, name, period)
        if name in refused:
            assert isinstance(found, core.FormulaError)
        else:
            assert found.shape == (people.count(one.entity.key),), name
    assert simulate_blocks(system, people, "total", MONTH)["total"][MONTH].shape == (homes,)


# Threads


def test_positions_are_seen_whole_or_not_at_all(system):
    """Another thread may read them while they are computed."""
    group = Members(system.group_entities[0], 2, np.array([0, 0, 1]), np.array([0, 1, 0]))

    class Watched:
        def take(self, ranks):
            assert group._nth is None
            return np.array([0, 0, 1]).take(ranks)

        def __len__(self):
            return 3

    assert len(group.sizes) == len(group.order) - 1 == 2
    assert len(group.positions) == 3
    group.groups = Watched()
    assert len(group.by_position) == 2


def test_other_threads_keep_their_warnings(system):
    """What is computed aside must not silence, nor restore, the filters of the process."""
    seen = []

    def formula(person, period):
        seen.append(list(warnings.filters))
        return person("pay", period)

    system.add_variable(variable("looks", Person, float, formula))
    people = Population(system, 3)
    before = list(warnings.filters)
    for _ in range(2):
        Simulation(system, people).calculate("looks", MONTH)
    assert seen
    assert all(filters == before for filters in seen)


def test_simulations_in_threads(system):
    names = ["most", "third_member", "rank", "zone_kind", "boss_rent", "partner_pay", "around"]
    rng = np.random.default_rng(0)
    groups = {
        "home": {"count": 60, "members": rng.integers(0, 60, 200), "roles": ["child"] * 200},
        "firm": {"count": 40, "members": rng.integers(0, 40, 200), "roles": ["worker"] * 200},
    }
    pay = rng.integers(0, 3000, 200).astype(float)
    found = {}

    def work(number, people, barrier):
        barrier.wait()
        with warnings.catch_warnings():
            simulation = Simulation(system, people)
            found[number] = {name: np.array(answer(simulation, name)) for name in names}

    for _ in range(5):
        people = Population(system, 200, groups)
        people.set_input("pay", MONTH, pay)
        barrier = threading.Barrier(4)
        threads = [
            threading.Thread(target=work, args=(number, people, barrier)) for number in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for name in names:
            assert all((found[0][name] == found[number][name]).all() for number in range(4)), name


def test_two_runs_in_processes_at_a_time(system):
    found = {}

    def work(number):
        people = Population(system, 90)
        people.set_input("pay", MONTH, np.full(90, float(number)))
        run = simulate_blocks(
            system, people, "total", MONTH, persons_a_block=10, workers=2, pool="processes"
        )
        found[number] = run["total"][MONTH]

    threads = [threading.Thread(target=work, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all((found[number] == number).all() for number in (1, 2))


def test_an_interrupted_formula_leaves_the_simulation_usable(system):
    calls = []

    def formula(person, period):
        calls.append(period)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return person("pay", period) + 1

    system.add_variables(
        variable("stops", Person, float, formula),
        variable("reads_it", Home, float, lambda h, t: h.sum(h.members("stops", t))),
    )
    simulation = Simulation(system, Population(system, 3))
    with pytest.raises(KeyboardInterrupt):
        simulation.calculate("reads_it", MONTH)
    assert not simulation.stack
    assert simulation.busy == simulation.given
    assert simulation.calculate("reads_it", MONTH).tolist() == [1, 1, 1]
