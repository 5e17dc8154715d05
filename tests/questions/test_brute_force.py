"""Every point of a small grid is what ``zr.calculate`` gives; the rest is counted by hand."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from question_situations import (
    PERIOD,
    RIGHTS,
    alone,
    brute_force,
    couple,
    lone_parent,
    two_familles,
    with_values,
)

import zeronr_rules as zr

CASES = [
    (
        alone,
        PERIOD,
        {
            ("p1", "salaire_net"): [0, 450, 1200],
            ("m1", "loyer"): [0, 500],
            ("m1", "statut_occupation_logement"): ["locataire_vide", "loge_gratuitement"],
            ("m1", "zone_apl"): ["zone_1", "zone_3"],
        },
    ),
    (
        lone_parent,
        "2025-02",
        {
            ("claire", "salaire_net"): [0, 800],
            ("m1", "loyer"): [0, 480],
            ("leo", "asf_situation_enfant"): ["aucune", "un_parent_absent"],
            ("f1", "rsa_percu"): [0, 300],
        },
    ),
    (
        couple,
        PERIOD,
        {
            ("elise", "salaire_net"): [0, 300, 1600],
            ("elise", "activite"): ["actif", "etudiant"],
            ("m1", "loyer"): [350, 700],
            ("m1", "statut_occupation_logement"): ["locataire_hlm", "proprietaire"],
        },
    ),
    (
        couple,
        "2026-08",
        {
            ("elise", "chomage_net"): [0, 900],
            ("nour", "garde_alternee"): [False, True],
            ("f1", "aide_logement"): [0, 250],
        },
    ),
    (
        two_familles,
        PERIOD,
        {
            ("lina", "activite"): ["etudiant", "actif"],
            ("lina", "salaire_net"): [0, 1300],
            ("mere", "salaire_net"): [0, 600],
        },
    ),
]


def explored(case, **more):
    situation, period, grids = case
    rights = tuple(name for name in RIGHTS if all(name != one for _, one in grids))
    return zr.questions.explore(situation(), list(grids), period, rights, grids=grids, **more)


@pytest.fixture(scope="module", params=range(len(CASES)))
def case(request):
    return CASES[request.param]


@pytest.fixture(scope="module")
def both(case):
    found = explored(case)
    return found, brute_force(case[0](), found, case[1])


def test_every_point_is_that_of_calculate(both):
    found, points = both
    for name in found.variables:
        assert found.values[name].shape == points[name].shape
        assert np.abs(found.values[name] - points[name]).max() == 0, name


def test_the_household_of_the_case_varies(both):
    found, _ = both
    assert found.width > 50


def test_intervals_are_the_least_and_the_greatest(both):
    found, points = both
    for name in found.variables:
        flat = points[name].reshape(-1, points[name].shape[-1])
        for rank, member in enumerate(found.ids(name)):
            interval = found.interval(name, member)
            assert (interval.minimum, interval.maximum) == (
                flat[:, rank].min(),
                flat[:, rank].max(),
            )
            entitled = int((flat[:, rank] > 0).sum())
            expected = {0: "none", len(flat): "all"}.get(entitled, "some")
            assert interval.eligible == expected
            assert interval.share == pytest.approx(entitled / len(flat))


def expected_width(points, axis, weights):
    """Return the mean, over the answers, of the sum of the widths that are left."""
    total = 0.0
    for place, weight in enumerate(weights):
        for values in points.values():
            left = values.take(place, axis=axis).reshape(-1, values.shape[-1])
            total += weight * sum(column.max() - column.min() for column in left.T)
    return total


def test_the_next_question_is_the_least_expected_width(both):
    found, points = both
    widths = [expected_width(points, axis, one.weights) for axis, one in enumerate(found.unknowns)]
    by_key = {one.key: one for one in found.questions}
    for unknown, width in zip(found.unknowns, widths, strict=True):
        assert by_key[unknown.key].expected_width == pytest.approx(width)
    best = found.next_question()
    assert best.expected_width == pytest.approx(min(widths))
    assert best.gain == pytest.approx(found.width - min(widths))


def test_shares_of_the_variance(both):
    """First and total order from their definition, point by point."""
    found, points = both
    drivers = iter(found.drivers().rows())
    for name in found.variables:
        for rank in range(len(found.ids(name))):
            values = points[name][..., rank]
            variance = values.var()
            for axis in range(values.ndim):
                row = next(drivers)
                assert (row["droit"], row["inconnue"]) == (name, found.unknowns[axis].name)
                if variance < 1e-9:
                    assert np.isnan(row["premier_ordre"])
                    continue
                others = tuple(one for one in range(values.ndim) if one != axis)
                assert row["premier_ordre"] == pytest.approx(
                    values.mean(axis=others).var() / variance
                )
                assert row["total"] == pytest.approx(values.var(axis=axis).mean() / variance)


def test_the_order_of_the_unknowns_does_not_matter(case):
    situation, period, grids = case
    one = explored(case)
    turned = dict(reversed(grids.items()))
    other = explored((situation, period, turned))
    assert [unknown.key for unknown in one.unknowns] == [unknown.key for unknown in other.unknowns]
    assert [q.key for q in one.questions] == [q.key for q in other.questions]
    for name in one.variables:
        assert np.array_equal(one.values[name], other.values[name])
    assert str(one) == str(other)


def test_answering_all_is_the_result_of_calculate(case):
    situation, period, grids = case
    found = explored(case)
    answers = {key: values[-1] for key, values in grids.items()}
    for key, value in answers.items():
        found = found.answer(key, value)
    exact = zr.calculate(with_values(situation(), answers, period), period, found.variables)
    result = found.results()
    assert found.is_settled
    for name in found.variables:
        assert result[name].tolist() == exact[name].tolist()
        assert [found.interval(name, one).maximum for one in found.ids(name)] == exact[
            name
        ].tolist()
    assert {notice.code for notice in result.notices} == {notice.code for notice in exact.notices}


def test_an_answer_on_the_grid_computes_nothing(monkeypatch):
    found = explored(CASES[0])

    def refuse(*_, **__):
        raise AssertionError("computed again")

    monkeypatch.setattr("zeronr_rules.questions.exploration.run_grid", refuse)
    narrowed = found.answer("loyer", 500.0)
    assert narrowed.points == found.points // 2
    with pytest.raises(AssertionError, match="computed again"):
        found.answer("loyer", 499.0)


def test_the_order_of_the_answers_does_not_matter():
    """Off the grid too: what is left is computed with the same answers."""
    found = explored(CASES[2])
    answers = {
        ("elise", "salaire_net"): 777.0,
        ("m1", "loyer"): 350,
        ("elise", "activite"): "chomeur",
    }
    ends = []
    for order in itertools.permutations(answers.items()):
        end = found
        for key, value in order:
            end = end.answer(key, value)
        ends.append(end)
    for end in ends[1:]:
        assert end.answers == ends[0].answers
        for name in end.variables:
            assert np.array_equal(end.values[name], ends[0].values[name])


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    wages=st.lists(st.integers(0, 2500), min_size=1, max_size=3, unique=True),
    rent=st.integers(0, 1200),
    month=st.integers(1, 12),
    birth=st.dates(min_value=date(1999, 1, 1), max_value=date(2008, 1, 1)),
)
def test_any_small_grid(wages, rent, month, birth):
    situation, period = alone(), f"2025-{month:02d}"
    del situation["individus"]["p1"]["date_naissance"]
    grids = {
        "salaire_net": wages,
        "loyer": [rent],
        "statut_occupation_logement": ["locataire_meuble", "loge_gratuitement"],
        "date_naissance": [birth, birth.replace(year=1990, day=1)],
    }
    found = zr.questions.explore(situation, list(grids), period, grids=grids)
    points = brute_force(situation, found, period)
    for name in found.variables:
        assert np.array_equal(found.values[name], points[name])


def test_a_reform_changes_every_point():
    reform = zr.reforms.parametric({"prestations.rsa.montant_forfaitaire": {"2025-10:": 700}})
    grid = {"salaire_net": [0, 100]}
    found = zr.questions.explore(alone(), "salaire_net", PERIOD, "rsa", grids=grid, reform=reform)
    assert found.interval("rsa").maximum == 700
    assert found.answer("salaire_net", 250).interval("rsa").maximum == 450
    assert found.results().provenance.reform == reform.name


def test_an_answer_given_to_another_input_too():
    """The housing aid reads the taxable wage: given with the paid one, it falls."""
    situation = lone_parent()
    situation["menages"]["m1"]["loyer"] = {"2025": 6000, "2026": 6000}
    grids = {"salaire_net": [1500]}
    key = ("claire", "salaire_net")
    paid = zr.questions.explore(situation, key, PERIOD, grids=grids)
    both = zr.questions.explore(
        situation, key, PERIOD, grids=grids, also={"salaire_net": "salaire_imposable"}
    )
    assert both.interval("aide_logement").maximum < paid.interval("aide_logement").maximum
    answers = {key: 1500, ("claire", "salaire_imposable"): 1500}
    exact = zr.calculate(with_values(situation, answers), PERIOD, "aide_logement")
    assert both.interval("aide_logement").maximum == exact["aide_logement"][0]
