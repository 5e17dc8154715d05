"""Bad input and bad formulas: what is said, and that nothing is half-applied."""

from __future__ import annotations

import pickle
import warnings

import numpy as np
import pytest
from openfisca_core import errors as core_errors
from openfisca_core.periods import DateUnit
from small import Home, Person, SmallSystem, variable

from zeronr_rules import core
from zeronr_rules.core import Population, Simulation

MONTH = "2026-05"
HOMES = {"count": 2, "members": [0, 0, 1], "roles": ["first", "child", "first"]}
FIRMS = {"count": 1, "members": [0, 0, 0], "roles": ["boss", "worker", "worker"]}


def _raises(person, period):
    raise ZeroDivisionError("on purpose")


BAD = [
    variable("wrong_shape", Person, float, lambda p, period: np.arange(7.0)),
    variable("matrix", Person, float, lambda p, period: np.ones((3, 3))),
    variable("fails", Person, float, _raises),
    variable("reads_fails", Person, float, lambda p, period: p("fails", period)),
    variable("reads_unknown", Person, float, lambda p, period: p("pai", period)),
    variable("reads_other", Person, float, lambda p, period: p("rent", period)),
    variable("no_period", Person, float, lambda p, period: p("pay", None)),
    variable("year_of_month", Person, float, lambda p, period: p("pay", period.this_year)),
    variable("bad_role", Home, float, lambda h, period: h.sum(h.members("pay", period), role="x")),
    variable("circle", Person, float, lambda p, period: p("circle_2", period)),
    variable("circle_2", Person, float, lambda p, period: p("circle", period)),
    variable(
        "twice",
        Home,
        float,
        lambda h, period: h.value_from_person(h.members("pay", period), Home.CHILD),
    ),
]


@pytest.fixture(scope="module")
def system():
    made = SmallSystem()
    made.add_variables(*BAD)
    return made


@pytest.fixture
def people(system):
    return Population(system, ["ann", "bob", "cid"], {"homes": HOMES, "firm": FIRMS})


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("wrong_shape", core.FormulaShapeError, ["wrong_shape", MONTH, "7 valeurs", "3 membres"]),
        ("matrix", core.FormulaShapeError, ["matrix", "(3, 3)"]),
        ("fails", core.FormulaError, ["fails", "ZeroDivisionError", "on purpose"]),
        ("reads_fails", core.FormulaError, ["reads_fails (2026-05) → fails (2026-05)"]),
        ("reads_unknown", core.UnknownVariableError, ["pai", "« pay »"]),
        ("reads_other", core.EntityMismatchError, ["rent", "home"]),
        ("no_period", core.PeriodUnitError, ["pay", "None"]),
        ("year_of_month", core.PeriodUnitError, ["pay", "2026", "ADD"]),
        ("bad_role", core.CoreError, ["'x'"]),
        ("circle", core.CycleError, ["circle (2026-05) → circle_2 (2026-05) → circle (2026-05)"]),
        ("twice", core.CoreError, ["child", "unique"]),
    ],
)
def test_formulas(system, people, name, error, words):
    simulation = Simulation(system, people)
    with pytest.raises(error) as caught:
        simulation.calculate(name, MONTH)
    text = str(caught.value) + "".join(getattr(caught.value, "__notes__", []))
    for word in words:
        assert word in text
    assert isinstance(caught.value, core.CoreError)
    assert not simulation.stack
    # The simulation still works.
    assert simulation.calculate("pay", MONTH).tolist() == [0, 0, 0]


def test_natural_and_openfisca_types(system, people):
    simulation = Simulation(system, people)
    with pytest.raises(core_errors.VariableNotFoundError):
        simulation.calculate("nowhere", MONTH)
    with pytest.raises(KeyError):
        simulation.calculate("nowhere", MONTH)
    with pytest.raises(core_errors.CycleError):
        simulation.calculate("circle", MONTH)
    with pytest.raises(ValueError, match="un\\(e\\) month"):
        simulation.calculate("pay", "2026")
    with pytest.raises(core.PeriodUnitError):
        simulation.calculate("pay", "May 2026")


def test_errors_travel_between_processes(system, people):
    simulation = Simulation(system, people)
    for name in ("reads_fails", "wrong_shape", "circle", "nowhere"):
        with pytest.raises(core.CoreError) as caught:
            simulation.calculate(name, MONTH)
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


@pytest.mark.parametrize(
    ("name", "period", "values", "error", "words"),
    [
        ("pay", MONTH, [1, 2], core.InputError, ["pay", "(2,)", "3 membres"]),
        ("pay", MONTH, [1, np.nan, 2], core.InputError, ["rang 1", "NaN"]),
        ("pay", MONTH, ["a", "b", "c"], core.InputError, ["pay", "float"]),
        ("state", MONTH, [1.0, np.nan, 2], core.InputError, ["state", "int"]),
        ("birth", "ETERNITY", ["x", "y", "z"], core.InputError, ["birth", "date"]),
        ("zone", MONTH, ["north", "west"], core.InputError, ["zone"]),
        ("zone", MONTH, [0, -1], core.InputError, ["zone"]),
        ("old", "2026", [True, True, False], core.PeriodUnitError, ["old", "2026", "month"]),
        ("old", "ETERNITY", [True, True, False], core.PeriodUnitError, ["old", "month"]),
        ("nowhere", MONTH, [1, 2, 3], core.UnknownVariableError, ["nowhere"]),
    ],
)
def test_inputs(system, people, name, period, values, error, words):
    simulation = Simulation(system, people)
    for target in (people, simulation):
        with pytest.raises(error) as caught:
            target.set_input(name, period, values)
        for word in words:
            assert word in str(caught.value)
    assert not list(people.inputs())


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ({"home": HOMES | {"members": [0, 1]}}, ["home", "2 appartenances", "3 personnes"]),
        ({"home": HOMES | {"members": [0, 0, 2]}}, ["home", "0..1"]),
        ({"home": HOMES | {"members": [0, 0, -1]}}, ["home", "0..1"]),
        ({"home": HOMES | {"members": [0.5, 0, 1]}}, ["home", "float64"]),
        ({"home": {"count": 2}}, ["home", "members"]),
        ({"home": HOMES | {"roles": ["first", "child"]}}, ["home", "2 rôles"]),
        ({"home": HOMES | {"roles": ["first", "adult", "first"]}}, ["adult", "second"]),
        ({"home": HOMES | {"roles": ["first", "first", "first"]}}, ["first", "rang 0"]),
        ({"home": {"ids": ["a", "b"], "members": ["a", "a", "c"]}}, ["'c'"]),
        ({"home": {"ids": ["a", "a"], "members": ["a", "a", "a"]}}, ["'a'", "deux fois"]),
        ({"house": HOMES}, ["house", "home"]),
    ],
)
def test_structure(system, groups, words):
    with pytest.raises(core.PopulationError) as caught:
        Population(system, 3, groups)
    for word in words:
        assert word in str(caught.value)


def test_spirals(system, people):
    people.set_input("pay", "2026-04", [1, 2, 3])
    simulation = Simulation(system, people)
    with pytest.warns(core.SpiralWarning, match="spiral"):
        simulation.calculate("around", MONTH)
    assert simulation.spirals["spiral"][-1] == ("spiral", "2026-04")
    with pytest.raises(core.SpiralError, match="spiral"), warnings.catch_warnings():
        warnings.simplefilter("error")
        Simulation(system, people, on_spiral="raise").calculate("around", MONTH)


def test_a_value_cannot_be_changed_by_mistake(system, people):
    simulation = Simulation(system, people)
    with pytest.raises(ValueError, match="read-only"):
        simulation.calculate("pay", MONTH)[0] = 1
    given = np.array([1.0, 2.0, 3.0])
    people.set_input("pay", MONTH, given)
    given[0] = 1
    assert given.flags.writeable


def test_units(system):
    assert system.variables["daily"].definition_period == DateUnit.DAY
