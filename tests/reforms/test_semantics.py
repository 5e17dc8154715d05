"""What a change of a parameter does to the law before, during and after it."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openfisca_core.periods import Instant

import zeronr_rules as zr
from zeronr_rules.calculation import reformed_system
from zeronr_rules.reforms.tree import leaf_at, times

# 2024-04: 635.71; 2025-04: 646.52; 2026-04: 651.69, the last.
RSA = "prestations.rsa.montant_forfaitaire"
MONTHS = [f"{year}-{month:02d}" for year in range(2023, 2028) for month in range(1, 13)]


def law(path, reform=None):
    leaf = leaf_at(reformed_system(reform).parameters, path)
    return {month: leaf(f"{month}-01") for month in MONTHS}


def changed(path, by_span):
    """The months at which the value differs from the law's, and the value there."""
    before = law(path)
    after = law(path, zr.reforms.parametric({path: by_span}))
    return {month: after[month] for month in MONTHS if after[month] != before[month]}


def months(first, last):
    return [month for month in MONTHS if first <= month <= last]


def test_a_month_lasts_until_the_next_value_of_the_law(law_unchanged):
    assert changed(RSA, {"2024-07": 700}) == dict.fromkeys(months("2024-07", "2025-03"), 700)
    assert changed(RSA, {"2026-04": 700}) == dict.fromkeys(months("2026-04", "2027-12"), 700)
    # From the very month of a value, it replaces that value.
    assert changed(RSA, {"2024-04": 700}) == dict.fromkeys(months("2024-04", "2025-03"), 700)


def test_for_good_hides_the_values_that_the_law_dates_later():
    assert changed(RSA, {"2024-07:": 700}) == dict.fromkeys(months("2024-07", "2027-12"), 700)


def test_after_a_span_the_law_resumes():
    assert changed(RSA, {"2024-07:2024-09": 700}) == dict.fromkeys(
        months("2024-07", "2024-09"), 700
    )
    # Over a change of the law: what resumes is the value that the law has then.
    found = changed(RSA, {"2024-12:2025-06": 700})
    assert found == dict.fromkeys(months("2024-12", "2025-06"), 700)
    one_month = changed(RSA, {"2025-04:2025-04": 700})
    assert one_month == {"2025-04": 700}


def test_what_resumes_keeps_its_own_reference():
    reform = zr.reforms.parametric({RSA: {"2024-07:2024-09": 700}}, name="essai", reference="Loi X")
    leaf = leaf_at(reformed_system(reform).parameters, RSA)
    by_day = {one.instant_str: one for one in leaf.values_list}
    original = {one.instant_str: one for one in leaf_at(zr.system().parameters, RSA).values_list}
    resumed = by_day["2024-10-01"].metadata
    assert resumed["reference"] == original["2024-04-01"].metadata["reference"]
    titles = [one["title"] for one in by_day["2024-07-01"].metadata["reference"]]
    assert titles == ["Réforme « essai »", "Loi X"]


def test_a_plain_month_ends_at_the_next_one_given():
    found = changed(RSA, {"2024-07": 700, "2024-10": 710})
    assert found == {
        **dict.fromkeys(months("2024-07", "2024-09"), 700),
        **dict.fromkeys(months("2024-10", "2025-03"), 710),
    }
    # The order of the mapping says nothing.
    assert found == changed(RSA, {"2024-10": 710, "2024-07": 700})


def test_a_factor_multiplies_every_value_of_its_span():
    # 635.71 x 1.1 = 699.281; 646.52 x 1.1 = 711.172; 651.69 x 1.1 = 716.859.
    assert changed(RSA, {"2024-07:2025-05": {"factor": 1.1}}) == {
        **dict.fromkeys(months("2024-07", "2025-03"), 699.28),
        **dict.fromkeys(months("2025-04", "2025-05"), 711.17),
    }
    assert changed(RSA, {"2025-07:": {"factor": 1.1}}) == {
        **dict.fromkeys(months("2025-07", "2026-03"), 711.17),
        **dict.fromkeys(months("2026-04", "2027-12"), 716.86),
    }
    assert set(changed(RSA, {"2024-07": {"factor": 1.1}})) == set(months("2024-07", "2025-03"))


@pytest.mark.parametrize(
    ("value", "factor", "unit", "expected"),
    [
        (10.05, 1.1, "EUR/mois", 11.06),  # 11.055, half up
        (2.675, 1, "EUR", 2.675),  # the law wrote three decimals
        (0.61, 1.1, "taux", 0.671),  # no rounding, and no binary noise
        (50, 1.1, "EUR/an", 55),
        (25, 2, "ans", 50),
    ],
)
def test_factors_are_exact_in_decimals(value, factor, unit, expected):
    found = times(value, factor, unit)
    assert found == expected
    assert type(found) is type(expected)


def test_an_unknown_or_ended_value_stays_so():
    assert times(None, 2, "EUR") is None
    assert times(float("nan"), 2, "taux") != times(float("nan"), 2, "taux")


def test_the_value_of_a_month_past():
    assert changed(RSA, {"2025-04:": {"as_of": "2025-03"}}) == dict.fromkeys(
        months("2025-04", "2027-12"), 635.71
    )


def test_a_leaf_of_a_table_and_a_convention():
    path = "prestations.aides_logement.locatif.plafond_loyer.zone_1.isole"
    assert changed(path, {"2026-04:2026-05": 1.5}) == {"2026-04": 1.5, "2026-05": 1.5}
    path = "conventions.bonification_2026"
    assert set(changed(path, {"2026-04:": "mois_de_reference"})) == set(
        months("2026-04", "2027-12")
    )


def test_the_other_leaves_are_shared_with_the_law():
    reformed = reformed_system(zr.reforms.parametric({RSA: {"2026-04": 700}})).parameters
    before = zr.system().parameters
    assert reformed.prestations.aides_logement is before.prestations.aides_logement
    assert reformed.prestations.rsa.age is before.prestations.rsa.age
    assert reformed.children["prestations"] is reformed.prestations
    assert reformed.prestations.rsa is not before.prestations.rsa


# --- Beside openfisca_core's Parameter.update --------------------------------


def updated(path, start, stop, value):
    """The law once ``Parameter.update`` changed it."""
    leaf = copy.deepcopy(leaf_at(zr.system().parameters, path))
    leaf.update(start=instant(start), stop=stop and last_day(stop), value=value)
    return {month: leaf(f"{month}-01") for month in MONTHS}


def instant(month):
    return Instant((int(month[:4]), int(month[5:]), 1))


def last_day(month):
    return instant(month).offset(1, "month").offset(-1, "day")


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(MONTHS), st.integers(0, 30), st.integers(1, 900))
def test_a_span_is_what_update_does(first, length, value):
    last = MONTHS[min(MONTHS.index(first) + length, len(MONTHS) - 1)]
    ours = law(RSA, zr.reforms.parametric({RSA: {f"{first}:{last}": value}}))
    assert ours == updated(RSA, first, last, value)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(MONTHS), st.integers(1, 900))
def test_for_good_is_update_without_an_end(first, value):
    ours = law(RSA, zr.reforms.parametric({RSA: {f"{first}:": value}}))
    assert ours == updated(RSA, first, None, value)


def test_a_month_alone_differs_on_purpose():
    """``update(start=...)`` forgets the values that the law dates later; ours keeps them."""
    ours = law(RSA, zr.reforms.parametric({RSA: {"2024-07": 700}}))
    theirs = updated(RSA, "2024-07", None, 700)
    assert ours["2025-03"] == theirs["2025-03"] == 700
    assert (ours["2025-04"], theirs["2025-04"]) == (646.52, 700)
