"""A simulation beyond its formulas: inputs, copies, traces, reforms."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from openfisca_core.reforms import Reform
from small import Person as SmallPerson
from small import SmallSystem, variable

from zeronr_rules.core import Population, Simulation
from zeronr_rules.core.periods import CachedPeriod, intern

MONTH = "2026-05"
HOMES = {"count": 2, "members": [0, 0, 1], "roles": ["first", "second", "first"]}
FIRMS = {"count": 1, "members": [0, 0, 0], "roles": ["worker", "boss", "worker"]}


@pytest.fixture
def system():
    return SmallSystem()


@pytest.fixture
def people(system):
    made = Population(system, ["ann", "bob", "cid"], {"home": HOMES, "firm": FIRMS})
    made.set_input("pay", MONTH, [1000, 500, 0])
    return made


def test_set_input_divides_and_dispatches(people, system):
    people.set_input("pay", "2026", [12000, 6000, 0])  # 1000, 500 and 0 known in May
    people.set_input("state", "2026", [1, 2, 3])
    simulation = Simulation(system, people)
    assert simulation.calculate("pay", "2026-01").tolist() == [1000, 500, 0]
    assert simulation.calculate_add("pay", "2026").tolist() == [12000, 6000, 0]
    assert simulation.calculate("state", "2026-12").tolist() == [1, 2, 3]


def test_inputs_of_a_simulation_stay_there(people, system):
    one, two = Simulation(system, people), Simulation(system, people)
    one.set_input("pay", "2026-06", [1, 2, 3])
    assert one.calculate("total", "2026-06").tolist() == [3, 3]
    assert two.calculate("total", "2026-06").tolist() == [0, 0]


def test_an_input_after_a_calculation(people, system):
    """What depends on defaults alone is shared, until it no longer does."""
    simulation = Simulation(system, people)
    assert simulation.calculate("last_3", "2025-05").tolist() == [0, 0, 0]
    simulation.set_input("pay", "2025-07", [1, 2, 3])
    assert simulation.calculate("last_3", "2025-08").tolist() == [1, 2, 3]


def test_delete_arrays_and_known_periods(people, system):
    simulation = Simulation(system, people)
    simulation.calculate("total", MONTH)
    assert [str(period) for period in simulation.get_known_periods("total")] == [MONTH]
    simulation.delete_arrays("total", "2026")
    assert simulation.get_array("total", MONTH) is None
    simulation.delete_arrays("pay", MONTH)
    simulation.set_input("pay", MONTH, [1, 1, 1])
    assert simulation.calculate("total", MONTH).tolist() == [2, 1]
    simulation.delete_arrays("pay")
    assert simulation.get_known_periods("pay") == []


def test_clone(people, system):
    simulation = Simulation(system, people)
    simulation.calculate("total", MONTH)
    copied = simulation.clone()
    assert copied.get_array("total", MONTH).tolist() == [1500, 0]
    copied.set_input("pay", "2026-06", [7, 7, 7])
    assert simulation.calculate("pay", "2026-06").tolist() == [0, 0, 0]


def test_partial_input(people, system):
    people.set_input("tax", MONTH, [99, 0, 0], where=[True, False, False])
    people.set_input("zone_of", MONTH, ["east"] * 3, where=np.array([False, True, False]))
    simulation = Simulation(system, people)
    without = Population(system, ["ann", "bob", "cid"], {"home": HOMES, "firm": FIRMS})
    without.set_input("pay", MONTH, [1000, 500, 0])
    computed = Simulation(system, without).calculate("tax", MONTH)
    assert simulation.calculate("tax", MONTH).tolist() == [99, *computed[1:]]
    assert simulation.calculate("zone_of", MONTH).decode_to_str().tolist() == [
        "south",
        "east",
        "south",
    ]


def test_trace(people, system):
    simulation = Simulation(system, people, trace=True)
    simulation.calculate("tax", MONTH)
    (tree,) = simulation.tracer.trees
    assert tree.name == "tax"
    assert [child.name for child in tree.children] == ["pay"]
    simulation.calculate("zone_price", MONTH)
    parameters = [node.name for node in simulation.tracer.trees[1].parameters]
    assert parameters == ["by_zone"]
    assert "tax<2026-05>" in simulation.tracer.get_flat_trace()
    assert simulation.clone().trace is False


def test_memory_and_description(people, system):
    simulation = Simulation(system, people)
    simulation.calculate("total", MONTH)
    assert simulation.get_memory_usage()["by_variable"]["total"]["nb_arrays"] == 1
    assert simulation.describe_entities()["homes"] == [0, 1]
    assert simulation.persons.ids == ["ann", "bob", "cid"]
    assert simulation.person.get_index("bob") == 1
    assert simulation.get_population("homes").entity.key == "home"
    assert simulation.get_variable_population("rent").count == 2


def test_start_computation_period(people, system):
    simulation = Simulation(system, people)
    simulation.start_computation_period = "2026-06"
    assert simulation.calculate("total", MONTH).tolist() == [0, 0]


def test_neutralized(people, system):
    system.neutralize_variable("total")
    simulation = Simulation(system, people)
    assert simulation.calculate("total", MONTH).tolist() == [0, 0]
    with pytest.warns(UserWarning, match="neutralisée"):
        simulation.set_input("total", MONTH, [1, 2])
    assert simulation.calculate("total", MONTH).tolist() == [0, 0]


def test_a_variable_replaced_after_use(people, system):
    empty = Population(system, 2)
    assert Simulation(system, empty).calculate("last_3", MONTH).tolist() == [0, 0]
    system.replace_variable(variable("pay", SmallPerson, float, lambda p, period: 5))
    assert Simulation(system, empty).calculate("last_3", MONTH).tolist() == [15, 15]


class Doubled(Reform):
    def apply(self):
        self.update_variable(variable("tax", SmallPerson, float, lambda p, period: 2.0))
        self.modify_parameters(self.higher)

    @staticmethod
    def higher(parameters):
        parameters.rate.update(start=intern("2020").start, value=0.5)
        return parameters


def test_reform(people, system):
    reformed = Doubled(system)
    people.set_input("rent", "2026-04", [100, 200])
    for _ in range(2):
        assert Simulation(reformed, people).calculate("tax", MONTH).tolist() == [2, 2, 2]
        assert Simulation(reformed, people).calculate("rent_before", MONTH).tolist() == [50, 100]
        assert Simulation(system, people).calculate("rent_before", MONTH).tolist() == [20, 40]
    assert Simulation(system, people).calculate("tax", MONTH)[0] == pytest.approx(50)
    cloned = system.clone()
    assert Simulation(cloned, people).calculate("tax", MONTH)[0] == pytest.approx(50)
    assert copy.deepcopy(system).variables.keys() == system.variables.keys()


def test_periods_are_openfisca_periods():
    month = intern(MONTH)
    assert month is intern(month) is CachedPeriod(("month", (2026, 5, 1), 1))
    assert month.last_3_months.get_subperiods("month")[0] is intern("2026-02")
    assert str(month.this_year) == "2026"
    assert copy.deepcopy(month) is month
    assert month.start.offset("first-of", "year").year == 2026


def test_from_situation(template):
    people = Population.from_situation(
        template,
        {
            "persons": {"ann": {"salary": {"2017-01": 4000}}, "bob": {}},
            "households": {"h": {"adults": ["ann", "bob"]}},
        },
    )
    simulation = Simulation(template, people)
    assert simulation.calculate("income_tax", "2017-01").tolist() == [600, 0]


def _comes_before(left, right):
    """Tell which values are strictly before others; NaN is after any number."""
    return (left < right) | (np.isnan(right) & ~np.isnan(left))


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.9])
@pytest.mark.parametrize("special", [None, np.nan, np.inf])
def test_ranks_and_sums_of_many(system, share, special):
    """Shortcuts for few who meet a condition give what going through everybody gives."""
    rng = np.random.default_rng(7)
    persons, homes = 2_000, 700
    members = rng.permutation(np.concatenate([np.arange(homes), rng.integers(0, homes, 1_300)]))
    home = {"count": homes, "members": members, "roles": ["child"] * persons}
    made = Population(system, persons, {"home": home})
    view = Simulation(system, made).populations["person"]
    group = view.home.reference_entity
    wanted = rng.random(persons) < share
    criteria = rng.integers(0, 4, persons).astype(float)
    if special is not None:
        criteria[rng.random(persons) < 0.1] = special
    for scale in (criteria, criteria.astype(np.float32)):
        found = view.get_rank(view.home, scale, condition=wanted)
        values = np.where(wanted, scale, np.inf)
        for person in range(0, persons, 7):
            mates = np.flatnonzero(members == members[person])
            before = mates[mates < person]
            after = mates[mates > person]
            ahead = (~_comes_before(values[person], values[before])).sum()
            ahead += _comes_before(values[after], values[person]).sum()
            assert found[person] == (ahead if wanted[person] else -1)
    for array in (wanted, wanted * 1.5, wanted.astype(int), wanted * 0.0, criteria):
        expected = np.bincount(members, weights=array, minlength=homes)
        assert np.array_equal(np.broadcast_to(group.sum(array), homes), expected, equal_nan=True)
        assert group.sum(array).dtype == np.float64
