"""What holds for every household, whatever it is."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

RIGHTS = ("rsa", "ppa", "af", "cf", "asf", "paje_base")
MONTHS = ("2017-03", "2019-01", "2022-07", "2024-11", "2025-03", "2026-04", "2026-10")

relaxed = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

cents = st.integers(min_value=0, max_value=350_000).map(lambda amount: amount / 100)


@st.composite
def persons(draw, role, youngest, oldest):
    values = {}
    if role == "parent" or draw(st.booleans()):
        for variable in ("salaire_net", "chomage_net", "pensions_invalidite", "aah"):
            if draw(st.integers(0, 3)) == 0:
                values[variable] = draw(cents)
        if "salaire_net" in values:
            values["salaire_imposable"] = values["salaire_net"]
    if role == "enfant" and draw(st.integers(0, 3)) == 0:
        values["garde_alternee"] = True
    return {
        "role": role,
        "age_in_months": draw(st.integers(youngest, oldest)),
        "values": values,
    }


@st.composite
def households(draw, name="h"):
    parents = draw(st.lists(persons("parent", 17 * 12, 80 * 12), min_size=1, max_size=2))
    children = draw(st.lists(persons("enfant", -3, 26 * 12), max_size=5))
    tenure = draw(
        st.sampled_from(["locataire_vide", "proprietaire", "loge_gratuitement", "primo_accedant"])
    )
    place = draw(st.sampled_from(["01053", "75056", "97411", "97105", "97608", "06088"]))
    family = {"aide_logement": draw(cents)} if tenure == "locataire_vide" else {}
    return {
        "name": name,
        "persons": [*parents, *children],
        "famille": family,
        "menage": {"statut_occupation_logement": tenure, "depcom": place},
    }


months = st.sampled_from(MONTHS)


@relaxed
@given(household=households(), month=months)
def test_an_amount_is_a_number_of_cents_and_never_negative(household, month, rights_of):
    for right, amount in rights_of([household], month, RIGHTS)["h"].items():
        assert math.isfinite(amount), right
        assert amount >= 0, right
        assert amount == pytest.approx(round(amount, 2), abs=1e-9), right


@relaxed
@given(
    found=st.lists(households(), min_size=2, max_size=4),
    month=months,
    order=st.randoms(use_true_random=False),
)
def test_others_and_their_order_change_nothing(found, month, order, rights_of):
    named = [{**household, "name": f"h{number}"} for number, household in enumerate(found)]
    together = rights_of(named, month, RIGHTS)
    shuffled = list(named)
    order.shuffle(shuffled)
    assert rights_of(shuffled, month, RIGHTS) == together
    alone = rights_of(named[:1], month, RIGHTS)
    assert alone["h0"] == together["h0"]


@relaxed
@given(household=households(), month=months, order=st.randoms(use_true_random=False))
def test_the_order_of_children_changes_nothing(household, month, order, rights_of):
    parents = [p for p in household["persons"] if p["role"] == "parent"]
    children = [p for p in household["persons"] if p["role"] == "enfant"]
    order.shuffle(children)
    reordered = {**household, "persons": [*parents, *children]}
    assert rights_of([reordered], month, RIGHTS) == rights_of([household], month, RIGHTS)


@relaxed
@given(household=households(), month=months, raise_=st.integers(1, 100_000).map(lambda c: c / 100))
def test_the_rsa_never_grows_with_the_wage_of_the_claimant(household, month, raise_, rights_of):
    first, *others = household["persons"]
    wage = first["values"].get("salaire_net", 0.0)
    richer = {**first, "values": {**first["values"], "salaire_net": round(wage + raise_, 2)}}
    after = {**household, "persons": [richer, *others]}
    before = rights_of([household], month, ("rsa",))["h"]["rsa"]
    assert rights_of([after], month, ("rsa",))["h"]["rsa"] <= before
