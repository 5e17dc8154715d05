"""Parameters and tax scales as formulas read them: the same as openfisca_core."""

from __future__ import annotations

import copy

import numpy as np
import pytest
import small
from both_engines import MONTH, check
from openfisca_core.parameters import ParameterNode
from openfisca_core.taxscales import MarginalRateTaxScale, combine_tax_scales
from small import Home, Person, SmallSystem, variable

from zeronr_rules.core import Population, Simulation

ZONES = ("north", "south", "east")


def _brackets(kind, *pairs, **more):
    brackets = [
        {"threshold": {"2000-01-01": threshold}, kind: {"2000-01-01": value}}
        for threshold, value in pairs
    ]
    return more | {"brackets": brackets}


# Thresholds that float32 cannot hold, and more than eight of them.
FINE = ((0, 0.1), (100.1, 0.2), (521.38, 0.3), (644.45, 0.4), (700.7, 0), (968.98, 0.11))
MANY = (*FINE, (1000.3, 0.12), (1200.1, 0.13), (1500, 0.14), (2000.2, 0.15))
ENDED = {"2000-01-01": 500, "2010-01-01": {"value": None}}
PARAMETERS = {
    "fine": _brackets("rate", *MANY),
    "fine_amounts": _brackets("amount", *FINE),
    "fine_single": _brackets("amount", *FINE, metadata={"type": "single_amount"}),
    "fine_average": _brackets("average_rate", *FINE[:4]),
    "one_average": _brackets("average_rate", (0, 0.3)),
    "ended": {
        "brackets": [
            {"threshold": {"2000-01-01": 0}, "rate": {"2000-01-01": 0.1}},
            {"threshold": ENDED, "rate": {"2000-01-01": 0.2, "2010-01-01": {"value": None}}},
        ]
    },
    "scales": {
        "a": _brackets("rate", (0, 0.1), (500, 0.2)),
        "b": _brackets("rate", (0, 0.01), (300, 0.02)),
        "c": {"2000-01-01": 3},
    },
    "by_int": {str(rank): {"2000-01-01": rank * 1.5} for rank in range(4)},
    "far_int": {str(rank): {"2000-01-01": rank * 1.5} for rank in (-100, 100)},
    "text": {zone: {"2000-01-01": f"{zone}!"} for zone in ZONES},
    "truth": {zone: {"2000-01-01": zone == "north"} for zone in ZONES},
    "listed": {"2000-01-01": {"value": ["north", "east"]}},
    "deep": {
        zone: {
            other: {
                key: {"2000-01-01": rank * 10 + late + last * 100}
                for last, key in enumerate(("u", "v"))
            }
            for late, other in enumerate(ZONES)
        }
        for rank, zone in enumerate(ZONES)
    },
    "late": {"2030-01-01": 4.0},
    "late_zone": {
        zone: {("2030-01-01" if zone == "east" else "2000-01-01"): 4.0} for zone in ZONES
    },
    "uneven": {
        "north": {"a": {"2000-01-01": 1}, "b": {"2000-01-01": 1}},
        "south": {"a": {"2000-01-01": 1}},
        "east": {"a": {"2000-01-01": 1}},
    },
    "scale_zone": {zone: _brackets("rate", (0, 0.1)) for zone in ZONES},
}


def _zone(home, period):
    return home("zone", period)


def _combined(node, base):
    scale = MarginalRateTaxScale()
    scale.add_tax_scale(node.a)
    scale.add_tax_scale(node.b)
    return scale.calc(base)


MARGINAL = {
    "calc": lambda s, b: s.calc(b),
    "factor": lambda s, b: s.calc(b, factor=1.37),
    "factors": lambda s, b: s.calc(b, factor=b / 1000 + 0.5),
    "factor_0": lambda s, b: s.calc(b, factor=0),
    "rounded": lambda s, b: s.calc(b, round_base_decimals=0),
    "rounded_factor": lambda s, b: s.calc(b, 1.2, 1),
    "below": lambda s, b: s.calc(b - 600),
    "infinite": lambda s, b: s.calc(np.where(b > 500, np.inf, b)),
    "unknown": lambda s, b: s.calc(np.where(b > 500, np.nan, b)),
    "integers": lambda s, b: s.calc(b.astype(int)),
    "scalar": lambda s, b: b * 0 + s.calc(500.0),
    "listed": lambda s, b: b * 0 + s.calc([500.0]),
    "indices": lambda s, b: s.bracket_indices(b),
    "indices_rounded": lambda s, b: s.bracket_indices(b, factor=1.3, round_decimals=1),
    "indices_below": lambda s, b: s.bracket_indices(b - 700),
    "marginal_rates": lambda s, b: s.marginal_rates(b),
    "rate_from_indice": lambda s, b: s.rate_from_bracket_indice(s.bracket_indices(b)),
    "rate_from_base": lambda s, b: s.rate_from_tax_base(b),
    "threshold_from_base": lambda s, b: s.threshold_from_tax_base(b),
    "inverse": lambda s, b: s.inverse().calc(b),
    "to_average": lambda s, b: s.to_average().calc(b),
    "and_back": lambda s, b: s.to_average().to_marginal().calc(b),
    "scaled": lambda s, b: s.scale_tax_scales(1.5).calc(b),
    "thresholds": lambda s, b: s.multiply_thresholds(1.5, inplace=False, decimals=1).calc(b),
    "rates": lambda s, b: s.multiply_rates(1.5, inplace=False).calc(b),
    "copied": lambda s, b: s.copy().calc(b),
}
AMOUNTS = {
    "calc": lambda s, b: s.calc(b),
    "right": lambda s, b: s.calc(b, right=True),
    "below": lambda s, b: s.calc(b - 600),
    "integers": lambda s, b: s.calc(b.astype(int)),
    "float64": lambda s, b: s.calc(b.astype(float)),
}
AVERAGE = {
    "calc": lambda s, b: s.calc(b),
    "below": lambda s, b: s.calc(b - 600),
    "indices": lambda s, b: s.bracket_indices(b),
    "to_marginal": lambda s, b: s.to_marginal().calc(b),
}
NODES = {
    "by_text": lambda h, t, p: p(t).flat_zone[_zone(h, t).decode_to_str()],
    "by_member": lambda h, t, p: p(t).flat_zone[_zone(h, t).decode()],
    "by_object_text": lambda h, t, p: p(t).flat_zone[_zone(h, t).decode_to_str().astype(object)],
    "by_int": lambda h, t, p: p(t).by_int[h("rent", t).astype(int) % 4],
    "by_int8": lambda h, t, p: p(t).far_int[
        np.where(h("rent", t) > 500, 100, -100).astype(np.int8)
    ],
    "by_uint64": lambda h, t, p: p(t).by_int[(h("rent", t).astype(int) % 4).astype(np.uint64)],
    "by_int_lost": lambda h, t, p: p(t).by_int[h("rent", t).astype(int)],
    "by_float": lambda h, t, p: p(t).by_int[h("rent", t) % 4],
    "by_lost_text": lambda h, t, p: p(t).flat_zone[np.where(h("rent", t) > 0, "west", "north")],
    "text": lambda h, t, p: p(t).text[_zone(h, t)] == "north!",
    "truth": lambda h, t, p: ~p(t).truth[_zone(h, t)],
    "listed": lambda h, t, p: np.isin(_zone(h, t).decode_to_str(), p(t).listed),
    "deep": lambda h, t, p: p(t).deep[_zone(h, t)][_zone(h, t.last_month)].v,
    "deep_then_name": lambda h, t, p: p(t).deep[_zone(h, t)].south.u,
    "deep_thrice": lambda h, t, p: p(t).deep[_zone(h, t)][_zone(h, t.last_month)][
        np.where(h("rent", t) > 400, "u", "v")
    ],
    "name_then_deep": lambda h, t, p: p(t).deep["north"][_zone(h, t)]["u"],
    "name_between": lambda h, t, p: p(t).deep[_zone(h, t)]["south"][
        np.where(h("rent", t) > 400, "u", "v")
    ],
    "deep_lost": lambda h, t, p: p(t).deep[_zone(h, t)].west.u,
    "late": lambda h, t, p: p(t).late * 1.0,
    "late_zone": lambda h, t, p: p(t).late_zone[_zone(h, t)],
    "uneven": lambda h, t, p: p(t).uneven[_zone(h, t)].a,
    "mixed": lambda h, t, p: p(t).mixed_zone[_zone(h, t)],
    "scale_zone": lambda h, t, p: p(t).scale_zone[_zone(h, t)].calc(h("rent", t)),
    "items": lambda h, t, p: p(t)["deep"]["north"].south["u"],
    "at_text": lambda h, t, p: p("2015-06-01").rate * 1.0,
    "at_month": lambda h, t, p: p("2015-06").rate * 1.0,
    "at_year": lambda h, t, p: p(2015).rate * 1.0,
    "at_instant": lambda h, t, p: p(t.start.offset(-10, "year")).rate * 1.0,
    "at_period": lambda h, t, p: p(t.last_year).rate * 1.0,
    "too_early": lambda h, t, p: p("1990-01-01").rate * 1.0,
    "ended": lambda h, t, p: p(t).gone * 1.0,
    "ended_day_before": lambda h, t, p: p("2009-12-31").gone * 1.0,
    "ended_that_day": lambda h, t, p: p("2010-01-01").gone * 1.0,
    "contains": lambda h, t, p: float("rate" in p(t)) + float("nope" in p(t)),
    "loop": lambda h, t, p: sum(p(t).flat_zone[key] for key in p(t).flat_zone),
    "shown": lambda h, t, p: float(len(repr(p(t).deep))),
}


def _on_scale(key, method):
    def formula(person, period, parameters):
        return method(parameters(period)[key], person("pay", period))

    return formula


def _cases():
    for methods, keys in (
        (MARGINAL, ("fine", "ended")),
        (AMOUNTS, ("fine_amounts", "fine_single")),
        (AVERAGE, ("fine_average", "one_average")),
        ({"node": lambda n, b: combine_tax_scales(n).calc(b), "added": _combined}, ("scales",)),
    ):
        for key in keys:
            for name, method in methods.items():
                yield f"{key}_{name}", Person, _on_scale(key, method)
    for name, formula in NODES.items():
        yield f"node_{name}", Home, formula


CASES = {name: (entity, formula) for name, entity, formula in _cases()}


@pytest.fixture(scope="module")
def system():
    made = SmallSystem()
    made.parameters = ParameterNode("", data=copy.deepcopy(small.PARAMETERS) | PARAMETERS)
    for name, (entity, formula) in CASES.items():
        made.add_variable(variable(name, entity, float, formula))
    return made


@pytest.mark.parametrize("name", CASES)
def test_parameter(system, name):
    check(system, name, seeds=(1, 2, 3))


def test_scales_of_openfisca_core_are_left_alone(system):
    """The faster classes are given to our own copies: the other engine keeps its scales."""
    people = Population(system, 2)
    Simulation(system, people).calculate("fine_calc", MONTH)
    assert type(system.get_parameters_at_instant("2026-05-01").fine) is MarginalRateTaxScale
