"""A small system that uses the whole protocol of formulas."""

from __future__ import annotations

import datetime as dt

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.populations import ADD, DIVIDE
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Person = build_entity("person", "persons", "Person", is_person=True)
Home = build_entity(
    "home",
    "homes",
    "Home",
    roles=[
        {"key": "adult", "plural": "adults", "subroles": ["first", "second"]},
        {"key": "child", "plural": "children"},
    ],
)
Firm = build_entity(
    "firm",
    "firms",
    "Firm",
    roles=[{"key": "boss", "max": 1}, {"key": "worker"}],
)


class Zone(Enum):
    north = "North"
    south = "South"
    east = "East"


PARAMETERS = {
    "rate": {"2000-01-01": 0.1, "2020-01-01": 0.2},
    "gone": {"2000-01-01": {"value": 1.0}, "2010-01-01": {"value": None}},
    "by_zone": {
        zone: {
            "price": {"2000-01-01": value, "2020-01-01": value * 2},
            "cost": {"2000-01-01": value - 1},
        }
        for zone, value in (("north", 1.5), ("south", 2.5), ("east", 4.0))
    },
    "two_zones": {
        zone: {
            other: {"2000-01-01": value + rank}
            for rank, other in enumerate(("north", "south", "east"))
        }
        for zone, value in (("north", 1.5), ("south", 2.5), ("east", 4.0))
    },
    "mixed_zone": {"north": {"2000-01-01": 1.0}, "south": {"a": {"2000-01-01": 1.0}}},
    "flat_zone": {
        zone: {"2000-01-01": value} for zone, value in (("north", 1), ("south", 2.5), ("east", 4))
    },
    "part_zone": {zone: {"2000-01-01": 3.0} for zone in ("north", "south")},
    "by_date": {
        "before_1980_01_01": {"2000-01-01": 1.0},
        "after_1980_01_01": {"2000-01-01": 2.0},
        "after_1990_06_01": {"2000-01-01": 3.0},
    },
    "marginal": {
        "brackets": [
            {"threshold": {"2000-01-01": threshold}, "rate": {"2000-01-01": rate}}
            for threshold, rate in ((0, 0.0), (500, 0.1), (1500, 0.25), (3000, 0.4))
        ]
    },
    "amounts": {
        "brackets": [
            {"threshold": {"2000-01-01": threshold}, "amount": {"2000-01-01": amount}}
            for threshold, amount in ((0, 10), (500, 20), (1500, 30))
        ]
    },
    "single": {
        "metadata": {"type": "single_amount"},
        "brackets": [
            {"threshold": {"2000-01-01": threshold}, "amount": {"2000-01-01": amount}}
            for threshold, amount in ((0, 10), (500, 20), (1500, 30))
        ],
    },
    "average": {
        "brackets": [
            {"threshold": {"2000-01-01": threshold}, "average_rate": {"2000-01-01": rate}}
            for threshold, rate in ((0, 0.0), (1000, 0.1), (5000, 0.3))
        ]
    },
}


def variable(name, entity, value_type, formula=None, period=DateUnit.MONTH, **attributes):
    content = {"value_type": value_type, "entity": entity, "definition_period": period}
    content |= attributes
    if callable(formula):
        content["formula"] = formula
    elif formula:
        content |= formula
    return type(name, (Variable,), content)


def person_variables():
    yield variable("pay", Person, float, set_input=set_input_divide_by_period)
    yield variable("state", Person, int, set_input=set_input_dispatch_by_period)
    yield variable("birth", Person, dt.date, period=DateUnit.ETERNITY)
    yield variable("name_", Person, str)
    yield variable("code", Person, str, max_length=5)
    yield variable("old", Person, bool)
    yield variable("yearly", Person, float, period=DateUnit.YEAR)
    yield variable("daily", Person, float, period=DateUnit.DAY)
    yield variable("weekly", Person, float, period=DateUnit.WEEK)
    yield variable("forever", Person, float, period=DateUnit.ETERNITY)
    yield variable("ended", Person, float, lambda p, period: p("pay", period) + 1, end="2015-12-31")
    yield variable("zone", Home, Enum, possible_values=Zone, default_value=Zone.south)
    yield variable("rent", Home, float, default_value=250.0)
    yield variable(
        "pay_of_year", Person, float, lambda p, period: p("pay", period, [ADD]), DateUnit.YEAR
    )
    yield variable("part_of_year", Person, float, lambda p, period: p("yearly", period, [DIVIDE]))
    yield variable("pay_of_days", Person, float, lambda p, period: p("daily", period, [ADD]))
    yield variable(
        "tax", Person, float, lambda p, period, par: par(period).marginal.calc(p("pay", period))
    )
    yield variable(
        "tax_factor",
        Person,
        float,
        lambda p, period, par: par(period).marginal.calc(
            p("pay", period), factor=2.5, round_base_decimals=2
        ),
    )
    yield variable(
        "bracket",
        Person,
        int,
        lambda p, period, par: par(period).marginal.bracket_indices(p("pay", period)),
    )
    yield variable(
        "amount", Person, float, lambda p, period, par: par(period).amounts.calc(p("pay", period))
    )
    yield variable(
        "single_amount",
        Person,
        float,
        lambda p, period, par: par(period).single.calc(p("pay", period)),
    )
    yield variable(
        "average", Person, float, lambda p, period, par: par(period).average.calc(p("pay", period))
    )
    yield variable(
        "dated",
        Person,
        float,
        {
            "formula_2010": lambda p, period: p("pay", period) * 0 + 10,
            "formula_2020_06": lambda p, period: p("pay", period) * 0 + 20,
        },
    )
    yield variable(
        "by_birth", Person, float, lambda p, period, par: par(period).by_date[p("birth", period)]
    )
    yield variable(
        "by_name",
        Person,
        float,
        lambda p, period, par: (
            par(period).by_zone[np.where(p("old", period), "north", "east")].price
        ),
    )
    yield variable(
        "born_before",
        Person,
        bool,
        lambda p, period: p("birth", period) < np.datetime64("1980-01-01"),
    )
    yield variable("scalar", Person, float, lambda p, period: 3)
    yield variable("nothing", Person, float, lambda p, period: None)
    yield variable("assigned", Person, float, _assigned)
    yield variable("in_place", Person, float, _in_place)
    yield variable(
        "measured", Person, int, lambda p, period: p("state", period) * 0 + len(p("state", period))
    )
    yield variable(
        "added_up", Person, float, lambda p, period: p("pay", period) * 0 + p("pay", period).sum()
    )
    yield variable("rent_of_home", Person, float, lambda p, period: p.home("rent", period))
    yield variable("pay_of_firm", Person, float, lambda p, period: p.firm.sum(p("pay", period)))
    yield variable("boss_pay", Person, float, lambda p, period: p.firm.boss("pay", period))
    yield variable("boss_rent", Person, float, lambda p, period: p.firm.boss.home("rent", period))
    yield variable("is_first", Person, bool, lambda p, period: p.has_role(Home.FIRST))
    yield variable("is_adult", Person, bool, lambda p, period: p.has_role(Home.ADULT))
    yield variable(
        "partner_pay",
        Person,
        float,
        lambda p, period: p.value_from_partner(p("pay", period), p.home, Home.ADULT),
    )
    yield variable(
        "rank",
        Person,
        int,
        lambda p, period: p.get_rank(
            p.home, p("pay", period).astype(float) + p.home.members_position * 1e-3
        ),
    )
    yield variable(
        "rank_old",
        Person,
        int,
        lambda p, period: p.get_rank(
            p.firm,
            p.firm.members_position * 1e-3 - p("pay", period).astype(float),
            condition=p("old", period),
        ),
    )
    yield variable(
        "is_known", Person, bool, lambda p, period: bool(p.get_holder("pay").get_known_periods())
    )
    yield variable(
        "zone_of",
        Person,
        Enum,
        lambda p, period: p.home("zone", period),
        possible_values=Zone,
        default_value=Zone.north,
    )
    yield variable(
        "zone_chosen",
        Person,
        Enum,
        lambda p, period: np.where(p("old", period), Zone.north.index, Zone.east.index),
        possible_values=Zone,
        default_value=Zone.north,
    )
    yield variable(
        "zone_picked",
        Person,
        Enum,
        lambda p, period: np.select([p("old", period)], [Zone.north], default=Zone.east),
        possible_values=Zone,
        default_value=Zone.north,
    )
    yield variable("last_month", Person, float, lambda p, period: p("pay", period.last_month))
    yield variable(
        "last_3", Person, float, lambda p, period: p("pay", period.last_3_months, options=[ADD])
    )
    yield variable(
        "year_before",
        Person,
        float,
        lambda p, period: p("yearly", period.last_year) + p("yearly", period.n_2),
    )
    yield variable(
        "spiral", Person, float, lambda p, period: p("spiral", period.last_month) + p("pay", period)
    )
    yield variable("around", Person, float, lambda p, period: p("spiral", period) * 2)
    yield variable("text_length", Person, str, lambda p, period: p("name_", period))
    yield variable(
        "forever_of", Person, float, lambda p, period: p("forever", period) + 1, DateUnit.ETERNITY
    )


def _assigned(person, period):
    result = person.empty_array()
    old = person("old", period)
    result[old] = person("pay", period)[old] + 1
    return result


def _in_place(person, period):
    total = person("pay", period) * 2
    total += person.has_role(Home.FIRST)
    return total


def home_variables():
    def add(name, formula, value_type=float, **attributes):
        return variable(name, Home, value_type, formula, **attributes)

    for role_name, role in (
        ("", None),
        ("_adult", Home.ADULT),
        ("_child", Home.CHILD),
        ("_first", Home.FIRST),
    ):
        yield add(f"total{role_name}", _reduced("sum", "pay", role))
        yield add(f"some{role_name}", _reduced("any", "old", role), bool)
        yield add(f"every{role_name}", _reduced("all", "old", role), bool)
        yield add(f"most{role_name}", _reduced("max", "pay", role))
        yield add(f"least{role_name}", _reduced("min", "pay", role))
    yield add("count_all", lambda h, period: h.nb_persons(), int)
    yield add("count_child", lambda h, period: h.nb_persons(Home.CHILD), int)
    yield add("count_adult", lambda h, period: h.nb_persons(role=Home.ADULT), int)
    yield add("first_pay", lambda h, period: h.first("pay", period))
    yield add(
        "second_pay",
        lambda h, period: h.value_from_person(h.members("pay", period), Home.SECOND, default=-1),
    )
    yield add("first_member", lambda h, period: h.first_person("pay", period))
    yield add("third_member", lambda h, period: h.value_nth_person(2, h.members("pay", period), 7))
    yield add("first_boss_pay", lambda h, period: h.first.firm.boss("pay", period))
    yield add("firm_of_first", lambda h, period: h.first.firm("profit", period))
    yield add("zone_price", lambda h, period, par: par(period).by_zone[h("zone", period)].price)
    yield add("zone_flat", lambda h, period, par: par(period).flat_zone[h("zone", period)])
    yield add(
        "zone_kind",
        lambda h, period, par: par(period).two_zones[h("zone", period)][
            h("zone", period.last_month)
        ],
    )
    yield add("zone_mixed", lambda h, period, par: par(period).mixed_zone[h("zone", period)])
    yield add("zone_part", lambda h, period, par: par(period).part_zone[h("zone", period)])
    yield add("no_parameter", lambda h, period, par: par(period).gone * 1.0)
    yield add("zone_is_south", lambda h, period: h("zone", period) == Zone.south, bool)
    yield add("zone_is_not", lambda h, period: h("zone", period) != Zone.south, bool)
    yield add("projected", lambda h, period: h.sum(h.project(h("rent", period), role=Home.CHILD)))
    yield add(
        "latest_birth",
        lambda h, period: h.reduce(
            h.members("birth", period), np.maximum, np.datetime64("1900-01-01")
        ),
        dt.date,
    )
    yield add("rent_before", lambda h, period, par: h("rent", period.last_month) * par(period).rate)
    yield add("members_rank", lambda h, period: h.max(h.members_position))
    yield variable("profit", Firm, float)
    yield variable(
        "staff_rent",
        Firm,
        float,
        lambda f, period: f.sum(f.members.home("rent", period), role=Firm.WORKER),
    )


def _reduced(method, name, role):
    def formula(home, period):
        return getattr(home, method)(home.members(name, period), role=role)

    return formula


class SmallSystem(TaxBenefitSystem):
    def __init__(self):
        super().__init__([Person, Home, Firm])
        self.parameters = ParameterNode("", data=PARAMETERS)
        self.add_variables(*person_variables(), *home_variables())
