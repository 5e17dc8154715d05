"""What is remembered of small populations never changes an answer."""

from __future__ import annotations

import numpy as np
import pytest
from openfisca_core.indexed_enums import Enum
from openfisca_core.populations import ADD
from small import Home, Person, SmallSystem, Zone, variable

from zeronr_rules.core import FormulaError, Population, Simulation, SpiralWarning
from zeronr_rules.core import remembered as module
from zeronr_rules.core.defaults import Shadow
from zeronr_rules.core.slots import table_of

MONTH = "2026-05"
HOMES = {"count": 2, "members": [0, 0, 1], "roles": ["first", "second", "first"]}
FIRMS = {"count": 1, "members": [0, 0, 0], "roles": ["worker", "boss", "worker"]}


@pytest.fixture
def system():
    return SmallSystem()


@pytest.fixture
def ran():
    """What formulas ran."""
    return []


@pytest.fixture
def add(system, ran):
    """Add a variable whose formula says that it ran."""

    def added(name, formula, entity=Person, value_type=float, **attributes):
        def counted(population, period):
            # The shadow of defaults.py runs formulas of its own.
            if not isinstance(population._engine, Shadow):
                ran.extend([name])
            return formula(population, period)

        system.add_variable(variable(name, entity, value_type, counted, **attributes))
        # The first simulation of a system does without what is known.
        Simulation(system, people(system))

    return added


def people(system, pay=(1000.0, 500.0, 0.0), ids=("ann", "bob", "cid"), homes=HOMES):
    made = Population(system, list(ids), {"home": homes, "firm": FIRMS})
    made.set_input("pay", MONTH, list(pay))
    return made


def value(system, name, population=None, month=MONTH):
    population = people(system) if population is None else population
    return Simulation(system, population).calculate(name, month).tolist()


def test_a_formula_runs_once_for_the_same_reads(system, add, ran):
    add("double", lambda person, period: person("pay", period) * 2)
    add("four", lambda person, period: person("double", period) * 2)
    for _ in range(3):
        assert value(system, "four") == [4000, 2000, 0]
    assert ran == ["four", "double"]
    assert value(system, "four", people(system, (1.0, 2.0, 3.0))) == [4, 8, 12]
    # The reads are made first, whatever comes of them.
    assert ran == ["four", "double", "double", "four"]


def test_the_same_value_from_other_inputs_spares_what_follows(system, add, ran):
    add("above", lambda person, period: person("pay", period) > 100, value_type=bool)
    add("bonus", lambda person, period: person("above", period) * 50)
    assert value(system, "bonus") == [50, 50, 0]
    assert value(system, "bonus", people(system, (101.0, 900.0, 2.0))) == [50, 50, 0]
    assert ran == ["bonus", "above", "above"]


def test_zero_and_minus_zero_differ(system, add):
    add("inverse", lambda person, period: np.copysign(1, person("pay", period)))
    assert value(system, "inverse", people(system, (0.0, 0.0, 0.0))) == [1, 1, 1]
    assert value(system, "inverse", people(system, (-0.0, 0.0, -0.0))) == [-1, 1, -1]


def test_reads_that_depend_on_values(system, add, ran):
    def formula(person, period):
        if person("pay", period).max() > 5000:
            return person("pay", period.last_month) + 1
        return person("state", period) + 2

    add("forked", formula)
    rich = people(system, (6000.0, 0.0, 0.0))
    rich.set_input("pay", "2026-04", [7.0, 8.0, 9.0])
    for _ in range(2):
        poor = value(system, "forked")
        assert value(system, "forked", rich) == [8, 9, 10]
        assert value(system, "forked") == poor
    assert ran == ["forked"] * 2


def test_other_roles_are_another_shape(system, add, ran):
    add("adults", lambda home, period: home.nb_persons(Home.FIRST) * 1.0, Home)
    assert value(system, "adults") == [1, 1]
    other = HOMES | {"roles": ["first", "second", "child"]}
    assert value(system, "adults", people(system, homes=other)) == [1, 0]
    other = HOMES | {"members": [1, 1, 0]}
    assert value(system, "adults", people(system, homes=other)) == [1, 1]
    assert value(system, "adults") == [1, 1]
    assert len(ran) == 3


@pytest.mark.parametrize(
    "look",
    [
        lambda person, period: np.array([len(name) for name in person.ids]),
        lambda person, period: person.filled_array(person.get_index("bob") + 1.0),
        lambda person, period: person.simulation.population.count("home") + person("pay", period),
        lambda person, period: (
            person.get_holder("pay").get_array(period) + len(person.get_holder("pay").values)
        ),
        lambda person, period: (
            person("pay", period) + person.home.members.get_memory_usage()["total_nb_bytes"] * 0
        ),
    ],
    ids=["ids", "index", "simulation", "holder", "memory"],
)
def test_a_formula_that_looks_elsewhere_is_run_each_time(system, add, ran, look):
    add("looks", look)
    first = value(system, "looks")
    assert value(system, "looks") == first
    assert ran == ["looks"] * 2


def test_identifiers_are_those_of_now(system, add):
    add("longest", lambda person, period: np.array([len(name) for name in person.ids]))
    assert value(system, "longest") == [3, 3, 3]
    assert value(system, "longest", people(system, ids=("a", "bb", "cccc"))) == [1, 2, 4]


def test_texts_are_not_compared_by_address(system, add, ran):
    system.add_variable(variable("town", Person, str))
    add("known", lambda person, period: person("town", period) == "Mamoudzou", value_type=bool)
    for town in ("Mamoudzou", "Brest", "Mamoudzou"):
        given = people(system)
        given.set_input("town", MONTH, np.array([town] * 3, dtype=object))
        assert value(system, "known", given) == [town == "Mamoudzou"] * 3


def test_a_result_is_nobodys_input(system, add):
    add("same", lambda person, period: person("pay", period))
    pay = np.array([1.0, 2.0, 3.0])
    given = Population(system, 3, {"home": HOMES, "firm": FIRMS})
    given.set_input("pay", MONTH, pay)
    kept = Simulation(system, given).calculate("same", MONTH)
    pay[:] = 9.0
    assert value(system, "same", people(system, (1.0, 2.0, 3.0))) == [1, 2, 3]
    again = Simulation(system, people(system, (1.0, 2.0, 3.0))).calculate("same", MONTH)
    with pytest.raises(ValueError, match="WRITEABLE"):
        again.setflags(write=True)
    assert len(kept) == 3


def test_sums_over_periods_and_enums(system, add, ran):
    add("of_the_year", lambda person, period: person("pay", period.this_year, options=[ADD]))

    def place(person, period):
        return np.where(person("pay", period) > 600, Zone.south, Zone.north)

    add("place", place, value_type=Enum, possible_values=Zone, default_value=Zone.east)
    given = people(system)
    given.set_input("pay", "2026-02", [1.0, 1.0, 1.0])
    for _ in range(2):
        assert value(system, "of_the_year", given) == [1001, 501, 1]
        zones = Simulation(system, given).calculate("place", MONTH)
        assert zones.decode_to_str().tolist() == ["south", "north", "north"]
        assert (zones == Zone.south).tolist() == [True, False, False]
    assert ran == ["of_the_year", "place"]


def test_inputs_for_some_members(system, add):
    add("half", lambda person, period: person("pay", period) / 2)
    given = people(system)
    given.set_input("half", MONTH, [7.0, 0.0, 0.0], where=[True, False, False])
    for _ in range(2):
        assert value(system, "half", given) == [7, 250, 0]
        assert value(system, "half") == [500, 250, 0]


def test_an_input_given_later_counts(system, add):
    add("double", lambda person, period: person("pay", period) * 2)
    value(system, "double")
    simulation = Simulation(system, people(system))
    simulation.set_input("double", MONTH, [1.0, 2.0, 3.0])
    assert simulation.calculate("double", MONTH).tolist() == [1, 2, 3]
    simulation.delete_arrays("double", MONTH)
    simulation.delete_arrays("pay", MONTH)
    simulation.set_input("pay", MONTH, [1.0, 1.0, 1.0])
    assert simulation.calculate("double", MONTH).tolist() == [2, 2, 2]


def test_what_fails_fails_each_time(system, add):
    def formula(person, period):
        if person("pay", period).max() > 500:
            raise ZeroDivisionError("trop")
        return person("pay", period)

    add("fragile", formula)
    add("after", lambda person, period: person("fragile", period) + 1)
    texts = []
    for pay in ((1.0, 2.0, 3.0), (1000.0, 0.0, 0.0), (1000.0, 0.0, 0.0)):
        given = people(system, pay)
        if pay[0] == 1:
            assert value(system, "after", given) == [2, 3, 4]
            continue
        with pytest.raises(FormulaError, match="trop") as caught:
            value(system, "after", given)
        texts.append((str(caught.value), caught.value.chain))
    assert texts[0] == texts[1]
    assert [name for name, _ in texts[0][1]] == ["after", "fragile"]


def test_what_comes_out_of_a_spiral_is_not_remembered(system, add):
    add("before", lambda person, period: person("after", period.last_month) + person("pay", period))
    add("after", lambda person, period: person("before", period.last_month) + 1)
    found = []
    for _ in range(3):
        with pytest.warns(SpiralWarning):
            found.append(value(system, "before"))
    assert found[0] == found[1] == found[2]


def test_a_trace_sees_every_read(system, add):
    add("double", lambda person, period: person("pay", period) * 2)
    value(system, "double")
    simulation = Simulation(system, people(system), trace=True)
    simulation.calculate("double", MONTH)
    assert [child.name for child in simulation.tracer.trees[0].children] == ["pay"]


def test_what_is_kept_is_bounded(system, add, monkeypatch):
    add("double", lambda person, period: person("pay", period) * 2)
    monkeypatch.setattr(module, "_IN_ALL", 30)
    monkeypatch.setattr(module, "_SHAPES", 3)
    shelf = None
    for rank in range(60):
        given = people(system, (float(rank), 0.0, 0.0))
        assert value(system, "double", given) == [2 * rank, 0, 0]
        shelf = table_of(system).remembered
        assert 0 < shelf.results <= 30
        held = [known for memory in shelf.memories.values() for known in memory.known.values()]
        assert all(known.results <= module._OF_ONE for known in held)
        assert sum(max(known.results, 0) for known in held) <= shelf.results
    for size in range(1, 9):
        Simulation(system, Population(system, size))
        assert len(shelf.memories) <= 3


def test_a_formula_that_draws_at_random(system, add, ran):
    add("drawn", lambda person, period: person("pay", period) * 0 + len(ran))
    for _ in range(3):
        Simulation(system, people(system), remember=False).calculate("drawn", MONTH)
    simulation = Simulation(system, people(system), remember=False)
    simulation.clone().calculate("drawn", MONTH)
    assert ran == ["drawn"] * 4


def test_big_populations_are_not_remembered(system, add):
    add("double", lambda person, period: person("pay", period) * 2)
    assert Simulation(system, Population(system, module.MOST_PERSONS)).memory is not None
    assert Simulation(system, Population(system, module.MOST_PERSONS + 1)).memory is None
