"""Laws of the tables of a comparison, whatever the incomes, the weights and the ménages."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import zeronr_rules as zr
from zeronr_rules.analysis.households import TYPES

MONEY = st.integers(-50_000, 500_000).map(lambda cents: cents / 100)
MENAGE = st.fixed_dictionaries(
    {
        "before": MONEY,
        "after": MONEY,
        "rsa": st.integers(0, 70_000).map(lambda cents: cents / 100),
        "weight": st.integers(0, 6),
        "size": st.integers(1, 6),
        "units": st.sampled_from([1.0, 1.3, 1.5, 1.8, 2.1]),
        "type": st.sampled_from(TYPES),
        "department": st.sampled_from(["01", "75", "974"]),
    }
)
# Somebody has a weight.
SAMPLES = st.lists(MENAGE, min_size=1, max_size=12).map(
    lambda drawn: [{**drawn[0], "weight": drawn[0]["weight"] + 1}, *drawn[1:]]
)
# The first draw of a process pays for hypothesis itself: slow on a busy machine.
laws = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
GROUPS = ("decile", "type_menage", "departement")


@pytest.fixture(scope="module")
def template():
    people = zr.Population(persons=1)
    people.set_input("date_naissance", "ETERNITY", ["1990-01-15"])
    return zr.compare(people, None, "2026-05", "rsa")


def made_of(template, sample, *, months=12, neutral=False):
    """Return a comparison that found this; amounts are given by the month."""

    def column(name):
        return np.array([one[name] for one in sample])

    before, rsa = column("before") * months, column("rsa") * months
    after = before if neutral else column("after") * months
    first = {"amounts": {"rsa": rsa}, "held": {"rsa": (rsa > 0) * months}}
    second = first if neutral else {"amounts": {"rsa": rsa * 2}, "held": first["held"]}
    units = {"units": column("units"), "uncertain": {"rsa": column("rsa") > 600}}
    return evolve(
        template,
        months=months,
        homes=evolve(
            template.homes,
            ids=np.arange(len(sample)),
            weights=column("weight").astype(float),
            sizes=column("size"),
            types=column("type"),
            departments=column("department"),
        ),
        before=evolve(template.before, income=before, **first, **units),
        after=evolve(template.after, income=after, **second, **units),
    )


def assert_same(one, other, *, ratio=1.0, scaled=()):
    """Compare tables; columns in ``scaled`` are ``ratio`` times larger in the second."""
    for name, table in one.tables().items():
        found = other.tables()[name]
        assert list(found) == list(table)
        for column in table:
            if table[column].dtype.kind != "f":
                assert found[column].tolist() == table[column].tolist()
                continue
            factor = ratio if column.startswith(scaled) and scaled else 1.0
            assert found[column].tolist() == pytest.approx(
                (factor * table[column]).tolist(), rel=1e-7, abs=1e-4, nan_ok=True
            ), (name, column)


@laws
@given(sample=SAMPLES)
def test_what_changes_nothing_changes_nothing(template, sample):
    made = made_of(template, sample, neutral=True)
    before, after = made.gini()
    assert before == after or np.isnan([before, after]).all()
    assert not made.cost()["par_mois_difference"].any()
    assert made.winners()["nombre"].tolist()[:2] == [0, 0]
    for group in GROUPS:
        assert not made.by(group)["solde"].any()
    for name in ("seuil", "taux", "pauvres"):
        assert made.poverty()[name][2] == 0


@laws
@given(sample=SAMPLES, random=st.randoms(use_true_random=False))
def test_order_changes_nothing(template, sample, random):
    shuffled = list(sample)
    random.shuffle(shuffled)
    assert_same(made_of(template, sample), made_of(template, shuffled))


@laws
@given(sample=SAMPLES)
def test_two_halves_are_a_whole(template, sample):
    halves = [{**one, "weight": one["weight"] / 2} for one in sample for _ in range(2)]
    assert_same(made_of(template, sample), made_of(template, halves))


@laws
@given(sample=SAMPLES)
def test_who_weighs_nothing_is_not_there(template, sample):
    """But as the name of a group where nobody else is."""
    present = [one for one in sample if one["weight"]]
    made, other = made_of(template, sample), made_of(template, present)
    for name in ("couts", "gagnants", "pauvrete", "inegalites"):
        for column in made.table(name):
            if made.table(name)[column].dtype.kind == "f":
                assert made.table(name)[column].tolist() == pytest.approx(
                    other.table(name)[column].tolist(), rel=1e-9, abs=1e-6, nan_ok=True
                )


@laws
@given(sample=SAMPLES, factor=st.sampled_from([0.001, 0.5, 7.0, 6181.4578]))
def test_the_scale_of_weights_scales_totals_alone(template, sample, factor):
    scaled = [{**one, "weight": one["weight"] * factor} for one in sample]
    totals = ("par_mois", "periode", "menages", "nombre", "total", "personnes", "solde", "cout")
    assert_same(
        made_of(template, sample),
        made_of(template, scaled),
        ratio=factor,
        scaled=(*totals, "pauvres"),
    )


@laws
@given(sample=SAMPLES, threshold=st.sampled_from([0.0, 1.0, 100.0]))
def test_parts_add_up(template, sample, threshold):
    made = made_of(template, sample)
    winners = made.winners(threshold)
    weights = sum(one["weight"] for one in sample)
    assert winners["part"][:3].sum() == pytest.approx(1)
    assert winners["nombre"][:3].sum() == pytest.approx(weights)
    change = sum(one["weight"] * (one["after"] - one["before"]) for one in sample)
    assert winners["total"][:3].sum() == pytest.approx(change, abs=1e-6)
    assert winners["total"][3:].sum() == pytest.approx(change, abs=1e-6)
    for group in GROUPS:
        table = made.by(group, threshold=threshold)
        assert table["menages"].sum() == pytest.approx(weights)
        assert table["solde"].sum() == pytest.approx(change, abs=1e-6)
        assert table["cout_rsa"].sum() == pytest.approx(made.cost()["par_mois_difference"][0])


@laws
@given(sample=SAMPLES)
def test_giving_the_same_to_all_makes_nobody_poorer_than_a_fixed_line(template, sample):
    """True below a given line, by the definition; the relative line moves, and it need not be."""
    richer = [{**one, "after": one["before"] + 10 * one["units"]} for one in sample]
    table = made_of(template, richer).poverty(900)
    assert table["pauvres"][1] <= table["pauvres"][0]
