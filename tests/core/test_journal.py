"""What was read is noted beside what is spared, and is the same with or without."""

from __future__ import annotations

import pytest
from openfisca_core.periods import DateUnit
from openfisca_core.populations import ADD, DIVIDE
from small import Person, SmallSystem, variable

from zeronr_rules.core import Population, Simulation
from zeronr_rules.core.periods import by_key, intern
from zeronr_rules.core.slots import KEY_BITS, KEY_MASK

MONTH = "2026-05"
HOMES = {"count": 2, "members": [0, 0, 1], "roles": ["first", "second", "first"]}
FIRMS = {"count": 1, "members": [0, 0, 0], "roles": ["worker", "boss", "worker"]}


@pytest.fixture
def system():
    made = SmallSystem()
    for name in ("a", "b", "c", "d"):
        made.add_variable(variable(f"in_{name}", Person, float))

    def total(person, period):
        return sum(person(f"in_{name}", period) for name in "abcd") + person("pay", period)

    made.add_variable(variable("all_in", Person, float, total))
    made.add_variable(variable("more", Person, float, lambda p, period: p("all_in", period) + 1))
    return made


def people(system, **inputs):
    made = Population(system, ["ann", "bob", "cid"], {"home": HOMES, "firm": FIRMS})
    for name, values in inputs.items():
        made.set_input(name, MONTH, values)
    return made


def recorded(system, name, month=MONTH, **inputs):
    """What a simulation read to compute a variable, and its values."""
    simulation = Simulation(system, people(system, **inputs), record=True)
    values = simulation.calculate(name, month).tolist()
    return reads(simulation), values


def reads(simulation):
    slots = simulation.table.by_rank
    return {
        (slots[node >> KEY_BITS].name, str(by_key(node & KEY_MASK)))
        for part in simulation.journal.everything()
        for node in part.nodes
    }


def at(month, *names):
    return {(name, month) for name in names}


ALL = at(MONTH, "more", "all_in", "pay", "in_a", "in_b", "in_c", "in_d")


def test_the_same_reads_run_recalled_or_from_defaults(system):
    for _ in range(3):
        assert recorded(system, "more", pay=[1.0, 2.0, 3.0]) == (ALL, [2, 3, 4])
        assert recorded(system, "more") == (ALL, [1, 1, 1])
    # Remembered without notes: the formula runs once more, for them.
    found = Simulation(system, people(system, pay=[5.0, 2.0, 3.0])).calculate("more", MONTH)
    assert recorded(system, "more", pay=[5.0, 2.0, 3.0]) == (ALL, found.tolist())


def test_steps_taken_at_once_stop_at_what_is_given(system):
    for _ in range(3):
        assert recorded(system, "all_in", pay=[1.0, 2.0, 3.0])[1] == [1, 2, 3]
    for rank, name in enumerate(("in_a", "in_b", "in_c", "in_d"), 1):
        for _ in range(2):
            given = {name: [10.0 * rank] * 3, "pay": [1.0, 2.0, 3.0]}
            found, values = recorded(system, "all_in", **given)
            assert values == [10 * rank + 1, 10 * rank + 2, 10 * rank + 3]
            assert found == ALL - at(MONTH, "more")
    assert recorded(system, "all_in", pay=[1.0, 2.0, 3.0])[1] == [1, 2, 3]


def test_branches_are_those_that_ran(system):
    def formula(person, period):
        high = person("pay", period) > 10
        return person("in_a", period) if high.any() else person("in_b", period)

    system.add_variable(variable("forked", Person, float, formula))
    for _ in range(3):
        assert recorded(system, "forked", pay=[99.0, 0, 0])[0] == at(MONTH, "forked", "pay", "in_a")
        assert recorded(system, "forked", pay=[9.0, 0, 0])[0] == at(MONTH, "forked", "pay", "in_b")
        assert recorded(system, "forked")[0] == at(MONTH, "forked", "pay", "in_b")


def test_parameters_are_those_of_the_branches_that_ran(system):
    def formula(person, period, parameters):
        pay = person("pay", period)
        return pay * (parameters(period).rate if pay.any() else parameters(period).gone)

    system.add_variable(variable("taxed", Person, float, formula))
    for _ in range(3):
        simulation = Simulation(system, people(system, pay=[1.0, 0, 0]), record=True)
        simulation.calculate("taxed", MONTH)
        found = set().union(*(part.parameters for part in simulation.journal.everything()))
        assert found == {("rate", "2026-05-01")}


def test_options_read_the_parts_or_the_whole(system):
    system.add_variable(
        variable(
            "sum_in_year",
            Person,
            float,
            lambda p, period: p("in_a", period, [ADD]),
            period=DateUnit.YEAR,
        )
    )
    system.add_variable(
        variable(
            "share_in_year", Person, float, lambda p, period: p("sum_in_year", period, [DIVIDE])
        )
    )
    months = {("in_a", f"2026-{month:02}") for month in range(1, 13)}
    for _ in range(3):
        found, _ = recorded(system, "share_in_year")
        assert found == {("share_in_year", MONTH), ("sum_in_year", "2026"), *months}


def test_what_is_left_out_and_what_is_below(system):
    simulation = Simulation(system, people(system, pay=[1.0, 2.0, 3.0]), record=True)
    simulation.calculate("more", MONTH)
    journal = simulation.journal
    left = journal.reached(journal.asked, ["all_in"])
    assert {node for part in left for node in part.nodes} == set(journal.asked)
    total = simulation.table.slot("all_in").node + intern(MONTH).key
    below = journal.reached(journal.of(total)[0])
    assert sum(len(part.nodes) for part in below) == 5


def test_a_value_given_after_the_default_was_used_keeps_what_was_computed(system):
    Simulation(system, people(system))
    simulation = Simulation(system, people(system), record=True)
    assert simulation.calculate("more", MONTH).tolist() == [1, 1, 1]
    simulation.set_input("in_b", "2026-06", [7.0, 7.0, 7.0])
    assert simulation.calculate("more", MONTH).tolist() == [1, 1, 1]
    assert simulation.calculate("more", "2026-06").tolist() == [8, 8, 8]
    june = {(name, "2026-06") for name, _ in ALL}
    assert reads(simulation) == ALL | june
    assert simulation.get_array("in_d", MONTH).tolist() == [0, 0, 0]


def test_a_formula_that_asks_the_simulation_is_noted(system):
    def formula(person, period):
        return person.simulation.calculate("in_a", period) + 1

    system.add_variable(variable("odd", Person, float, formula))
    for _ in range(3):
        assert recorded(system, "odd", pay=[1.0, 0, 0])[0] == at(MONTH, "odd", "in_a")
