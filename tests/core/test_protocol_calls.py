"""Calls that formulas make, whatever their form: the same answers as openfisca_core."""
# ruff: noqa: PLW0108 - a lambda stands for the code of a formula

from __future__ import annotations

import datetime as dt
import functools

import measuring
import numpy as np
import pytest
from both_engines import answer, check, same, system_with, worlds
from measuring import count_it, how_many
from openfisca_core.indexed_enums import Enum
from openfisca_core.populations import ADD, DIVIDE
from small import Firm, Home, Person, Zone
from worlds import on_our_core

ZONES = {"possible_values": Zone, "default_value": Zone.south}


def pay(entity, period):
    return entity.members("pay", period)


def zone(home, period):
    return home("zone", period)


REDUCING = {
    "reduce_add": lambda h, t: h.reduce(pay(h, t) * 0 + 2, np.add, 0),
    "reduce_add_same": lambda h, t: h.reduce(h.members.filled_array(2.0), np.add, 0),
    "reduce_product": lambda h, t: h.reduce(h.members.filled_array(2.0), np.multiply, 1),
    "reduce_not_neutral": lambda h, t: h.reduce(pay(h, t), np.add, 1),
    "reduce_max_from_zero": lambda h, t: h.reduce(pay(h, t) - 900, np.maximum, 0),
    "reduce_lambda": lambda h, t: h.reduce(pay(h, t), lambda a, b: 2 * a + b, 0),
    "reduce_role": lambda h, t: h.reduce(pay(h, t), np.add, 0, role=Home.CHILD),
    "reduce_max_role": lambda h, t: h.reduce(pay(h, t), np.maximum, -np.inf, role=Home.ADULT),
    "max_of_bool": lambda h, t: h.max(h.members("old", t), role=Home.CHILD),
    "min_of_bool": lambda h, t: h.min(h.members("old", t), role=Home.CHILD),
    "max_of_int": lambda h, t: h.max(h.members("state", t)),
    "max_of_date": lambda h, t: h.max(h.members("birth", t)),
    "all_of_float": lambda h, t: h.all(pay(h, t)),
    "any_of_float": lambda h, t: h.any(pay(h, t) - 500),
    "sum_of_matrix": lambda h, t: h.sum(pay(h, t).reshape(-1, 1)),
    "max_of_matrix": lambda h, t: h.max(pay(h, t).reshape(-1, 1)),
    "sum_of_enum": lambda h, t: h.sum(h.members.home("zone", t)),
    "max_of_enum": lambda h, t: h.max(h.members.home("zone", t)),
    "sum_role_text": lambda h, t: h.sum(pay(h, t), role="child"),
}
ELSEWHERE = {
    # The role of another entity: who has it there, gathered here.
    "foreign_sum": lambda h, t: h.sum(pay(h, t), role=Firm.WORKER),
    "foreign_sum_same": lambda h, t: h.sum(h.members.filled_array(1.0), role=Firm.WORKER),
    "foreign_any": lambda h, t: h.any(h.members("old", t), role=Firm.WORKER),
    "foreign_all": lambda h, t: h.all(h.members("old", t), role=Firm.WORKER),
    "foreign_max": lambda h, t: h.max(pay(h, t), role=Firm.WORKER),
    "foreign_count": lambda h, t: h.nb_persons(Firm.WORKER),
    "foreign_project": lambda h, t: h.sum(h.project(h("rent", t), role=Firm.WORKER)),
    "foreign_one": lambda h, t: h.value_from_person(pay(h, t), Firm.BOSS),
    "foreign_has_role": lambda h, t: h.sum(h.members.has_role(Firm.WORKER)),
}
ONE_MEMBER = {
    "rank_below_zero": lambda h, t: h.value_nth_person(-1, pay(h, t)),
    "rank_beyond": lambda h, t: h.value_nth_person(40, pay(h, t), default=3),
    "rank_float": lambda h, t: h.value_nth_person(1.0, pay(h, t), default=3),
    "default_same": lambda h, t: h.value_from_person(
        h.members.filled_array(5.0), Home.SECOND, default=9
    ),
    "first_date": lambda h, t: h.second("birth", t).astype(int),
    "chain_3": lambda h, t: h.first.firm.boss.home("rent", t),
    "chain_count": lambda h, t: h.first.firm.nb_persons(Firm.WORKER),
    "chain_value": lambda h, t: h.first.firm.value_from_person(pay(h, t), Firm.BOSS),
    "chain_add": lambda h, t: h.first.firm.boss("pay", t.this_year, [ADD]),
    "not_unique": lambda h, t: h.value_from_person(pay(h, t), Home.CHILD),
}
PERSONS = {
    "chain_4": lambda p, t: p.firm.boss.home.first.firm("profit", t),
    "chain_sum": lambda p, t: p.firm.boss.home.sum(p("pay", t)),
    "chain_role": lambda p, t: p.firm.boss.has_role(Home.CHILD) * 1.0,
    "chain_first": lambda p, t: p.home.first_person.firm.first_person("pay", t),
    "chain_rank": lambda p, t: p.firm.boss.get_rank(p.home, -p.home.members_position * 1.0),
    "not_projected": lambda p, t: p.home.members_position * 1.0,
    "members_of": lambda p, t: p.home.members("pay", t),
    "rank_condition": lambda p, t: p.get_rank(
        p.home, -p.home.members_position * 1.0, condition=p.has_role(Home.CHILD)
    ),
    "rank_by_projection": lambda p, t: p.get_rank(
        p.firm, p.home.sum(p("pay", t)) + p.firm.members_position * 1e-4
    ),
    "rank_in_simulation": lambda p, t: p.get_rank(
        p.simulation.home, -p.home.members_position * 1.0
    ),
    "partner_same": lambda p, t: p.value_from_partner(p.filled_array(2.0), p.home, Home.ADULT),
    "partner_wrong_role": lambda p, t: p.value_from_partner(p("pay", t), p.home, Home.CHILD),
    "no_such_attribute": lambda p, t: p.nothing_like_it("pay", t),
}
PERIODS = {
    "at_instant": lambda p, t: p("daily", t.start),
    "at_date": lambda p, t: p("daily", dt.date(2026, 5, 1)),
    "at_text": lambda p, t: p("pay", "2026-04"),
    "at_int": lambda p, t: p("yearly", 2025),
    "at_nothing": lambda p, t: p("pay", None),
    "at_float": lambda p, t: p("pay", 2026.0),
    "option_text": lambda p, t: p("pay", t.this_year, "ADD"),
    "option_tuple": lambda p, t: p("pay", t.this_year, (ADD,)),
    "option_and_other": lambda p, t: p("pay", t.this_year, ["ADD", "other"]),
    "option_set": lambda p, t: p("pay", t, {ADD}),
    "option_unknown": lambda p, t: p("pay", t, ["SUB"]),
    "option_both": lambda p, t: p("pay", t, [ADD, DIVIDE]),
    "add_eternal": lambda p, t: p("forever", t, [ADD]),
    "divide_eternal": lambda p, t: p("forever", t, [DIVIDE]),
    "add_smaller": lambda p, t: p("yearly", t, [ADD]),
    "divide_bigger": lambda p, t: p("pay", t.this_year, [DIVIDE]),
    "divide_many": lambda p, t: p("pay", t.last_3_months, [DIVIDE]),
    "add_days": lambda p, t: p("daily", t, [ADD]),
    "add_weeks": lambda p, t: p("weekly", t, [ADD]),
    "add_weeks_of_year": lambda p, t: p("weekly", t.this_year, [ADD]),
    "add_month_in_week": lambda p, t: p("pay", t.first_week, [ADD]),
    "year_in_days": lambda p, t: p("yearly", t.first_day, [DIVIDE]),
    "year_in_weeks": lambda p, t: p("yearly", t.first_week, [DIVIDE]),
    "month_in_days": lambda p, t: p("pay", t.first_day, [DIVIDE]),
    "month_in_weeks": lambda p, t: p("pay", t.first_week, [DIVIDE]),
    "month_in_weekdays": lambda p, t: p("pay", t.first_weekday, [DIVIDE]),
    "week_in_days": lambda p, t: p("weekly", t.first_day, [DIVIDE]),
    "add_booleans": lambda p, t: p("old", t.last_3_months, [ADD]),
    "wrong_unit": lambda p, t: p("yearly", t),
}
RETURNED = {
    "list": (Person, float, lambda p, t: [float(rank) for rank in range(p.count)]),
    "list_of_loop": (Person, float, lambda p, t: [one * 2 for one in p("pay", t)]),
    "tuple": (Person, float, lambda p, t: tuple(range(p.count))),
    "list_too_short": (Person, float, lambda p, t: [1.0, 2.0]),
    "dict": (Person, float, lambda p, t: {}),
    "numpy_scalar": (Person, float, lambda p, t: np.float64(3.5)),
    "true": (Person, float, lambda p, t: True),
    "array_of_no_dimension": (Person, float, lambda p, t: np.array(3.5)),
    "wrong_length": (Person, float, lambda p, t: np.arange(2.0)),
    "cut_to_int": (Person, int, lambda p, t: p("pay", t) / 7),
    "date": (Person, dt.date, lambda p, t: dt.date(2020, 1, 1)),
    "datetime64": (Person, dt.date, lambda p, t: np.datetime64("2020-01-01")),
    "date_ns": (Person, dt.date, lambda p, t: p("birth", t).astype("datetime64[ns]")),
    "short_text": (
        Person,
        str,
        lambda p, t: np.where(p("old", t), "abcdefgh", "xy"),
        {"max_length": 4},
    ),
    "text": (Person, str, lambda p, t: np.where(p("old", t), "abcdefgh", "xy")),
    "member_text": (Home, Enum, lambda h, t: "north", ZONES),
    "member_list": (Home, Enum, lambda h, t: ["north"] * h.count, ZONES),
    "member_codes": (Home, Enum, lambda h, t: h("rent", t).astype(int) % 3, ZONES),
    "member_floats": (Home, Enum, lambda h, t: h("rent", t), ZONES),
    "member_where": (
        Home,
        Enum,
        lambda h, t: np.where(h("rent", t) > 300, Zone.north, Zone.east),
        ZONES,
    ),
    "member_where_text": (
        Home,
        Enum,
        lambda h, t: np.where(h("rent", t) > 300, "north", "east"),
        ZONES,
    ),
    "member_where_arrays": (
        Home,
        Enum,
        lambda h, t: np.where(h("rent", t) > 300, zone(h, t), zone(h, t.last_month)),
        ZONES,
    ),
    "member_select": (
        Home,
        Enum,
        lambda h, t: np.select([h("rent", t) > 300], [Zone.north], default=Zone.south),
        ZONES,
    ),
    "member_second": (Home, Enum, lambda h, t: h.second.home("zone", t), ZONES),
}
ENUMS = {
    "equals_text": lambda h, t: zone(h, t) == "north",
    "differs_text": lambda h, t: zone(h, t) != "north",
    "equals_code": lambda h, t: zone(h, t) == 1,
    "equals_none": lambda h, t: zone(h, t) == None,  # noqa: E711
    "equals_array": lambda h, t: zone(h, t) == zone(h, t.last_month),
    "is_in": lambda h, t: np.isin(zone(h, t), [1, 2]),
    "decoded": lambda h, t: zone(h, t).decode() == Zone.north,
    "decoded_text": lambda h, t: zone(h, t).decode_to_str() == "north",
    "plus": lambda h, t: zone(h, t) + 1,
    "less": lambda h, t: zone(h, t) < 1,
    "times": lambda h, t: zone(h, t) * True,
}
MEASURES = {
    "count_nonzero": lambda a: np.count_nonzero(a),
    "nansum": lambda a: np.nansum(a),
    "add_reduce": lambda a: np.add.reduce(a),
    "add_accumulate": lambda a: np.add.accumulate(a),
    "builtin_sum": lambda a: sum(a),
    "own_sum": lambda a: a.sum(),
    "own_sum_axis": lambda a: a.sum(axis=0),
    "numpy_sum": lambda a: np.sum(a),
    "vdot": lambda a: np.vdot(a, a),
    "matmul": lambda a: a @ a,
    "einsum": lambda a: np.einsum("i->", a),
    "bincount": lambda a: np.bincount(a.astype(int))[-1],
    "histogram": lambda a: np.histogram(a)[0].max(),
    "r_": lambda a: np.r_[a, a].nbytes,
    "nbytes": lambda a: a.nbytes,
    "enumerated": lambda a: [rank for rank, _ in enumerate(a)],
    "mapped": lambda a: list(map(lambda x, y: x + y, a, np.arange(100.0)))[-1],
    "listed": lambda a: list(a).count(1.0),
    "sorted": lambda a: sorted(a).count(1.0),
    "looped": lambda a: sum(1 for _ in a),
    "starred": lambda a: max(*a, *range(3)) + len((*a, 1)),
    "nancumsum": lambda a: np.nancumsum(a),
    "norm": lambda a: np.linalg.norm(a),
    "tobytes": lambda a: a.tobytes().count(b"\xf0"),
    "tail": lambda a: a[1:].max(initial=-1),
    "split": lambda a: np.array_split(a, 2)[1].max(initial=-5),
    "random": lambda a: np.random.default_rng(0).permutation(a).sum(),
    "in_module": lambda a: measuring.how_many(a),
    "in_class": lambda a: measuring.Tools.how_many(a),
    "in_helper": lambda a: how_many(a),
    "in_helper_sum": lambda a: measuring.added_up(a),
    "in_lambda": lambda a: measuring.deep(a),
    "in_object": lambda a: count_it(a),
    "in_partial": functools.partial(how_many),
}


def _imported(person, period):
    from measuring import how_many as inner

    return person("pay", period) * 0 + inner(person.filled_array(1.0))


def _given(entity, value_type, formulas):
    return {name: (entity, value_type, formula) for name, formula in formulas.items()}


CASES = (
    _given(Home, float, REDUCING | ELSEWHERE | ONE_MEMBER)
    | _given(Person, float, PERSONS | PERIODS)
    | {f"returned_{name}": case for name, case in RETURNED.items()}
    | {f"enum_{name}": (Home, bool, formula) for name, formula in ENUMS.items()}
)


def _measuring(measure):
    def formula(person, period):
        return person("pay", period) * 0 + measure(person.filled_array(1.0))

    return formula


MEASURING = {name: (Person, float, _measuring(measure)) for name, measure in MEASURES.items()}
MEASURING["imported_inside"] = (Person, float, _imported)


@pytest.fixture(scope="module")
def system():
    return system_with(CASES | MEASURING)


@pytest.mark.parametrize("name", CASES)
def test_call(system, name):
    check(system, name)


@pytest.mark.parametrize("name", MEASURING)
def test_what_measures_an_array_gets_one_value_a_member(system, name):
    check(system, name)


def test_an_error_is_an_error_of_ours(system):
    """Where both refuse, ours says so with an error of its own."""
    from zeronr_rules.core import CoreError

    simulation = on_our_core(next(iter(worlds(system))))
    for name in ("rank_below_zero", "option_both", "at_nothing", "sum_of_matrix", "wrong_unit"):
        assert isinstance(answer(simulation, name), CoreError), name


def test_not_a_number_ranks_last():
    """openfisca_core puts it after the places of a group that nobody holds."""

    def formula(person, period):
        position = person.home.members_position
        return person.get_rank(person.home, np.where(position == 0, np.nan, position * 1.0))

    system = system_with({"rank_nan": (Person, int, formula)})
    for theirs in worlds(system):
        ours = on_our_core(theirs)
        sizes = ours.home.project(ours.home.nb_persons())
        positions = ours.home.members_position
        expected = np.where(positions == 0, sizes - 1, positions - 1)
        assert ours.calculate("rank_nan", "2026-05").tolist() == expected.tolist()


def test_same_tells_types_apart():
    assert not same(np.zeros(2, np.float32), np.zeros(2))
    assert same(ValueError(), KeyError())
