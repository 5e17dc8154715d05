"""Weighted statistics against slow exact ones, and what weights must not change."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeronr_rules.analysis import indicators, weighted

# Living standards in euros: whole ones, so that ties happen, negative ones too.
MEMBERS = st.lists(
    st.tuples(st.integers(-200, 3000), st.integers(0, 7)), min_size=1, max_size=30
).filter(lambda drawn: any(weight for _, weight in drawn))
SHARES = [Fraction(rank, 20) for rank in range(21)]


def arrays(members):
    values, weights = zip(*members, strict=True)
    return np.array(values, dtype=float), np.array(weights, dtype=float)


def slow_quantile(members, share):
    """The smallest value that such a share of the weight has or does not reach, exactly."""
    counted = sorted(member for member in members if member[1])
    whole, reached = sum(weight for _, weight in counted), 0
    for value, weight in counted:
        reached += weight
        if Fraction(reached, whole) >= share:
            return value
    raise AssertionError


def slow_gini(members):
    """The mean gap between two members drawn at random, over twice the mean, exactly."""
    whole = sum(weight for _, weight in members)
    amount = sum(weight * value for value, weight in members)
    gaps = sum(w * v * abs(x - y) for x, w in members for y, v in members)
    return Fraction(gaps, 2 * whole * amount) if amount > 0 else None


@given(MEMBERS)
def test_quantiles_are_exact(members):
    found = weighted.quantiles(*arrays(members), [float(share) for share in SHARES])
    assert found.tolist() == [slow_quantile(members, share) for share in SHARES]


@given(MEMBERS, st.floats(0.01, 1e6))
def test_quantiles_do_not_depend_on_the_unit_of_weights(members, factor):
    values, weights = arrays(members)
    shares = [float(share) for share in SHARES]
    assert np.array_equal(
        weighted.quantiles(values, weights * factor, shares),
        weighted.quantiles(values, weights, shares),
    )


@given(MEMBERS)
def test_gini_is_exact(members):
    found, exact = weighted.gini(*arrays(members)), slow_gini(members)
    if exact is None:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(float(exact), rel=1e-9, abs=1e-12)


@given(MEMBERS, st.randoms(use_true_random=False))
def test_order_and_copies_change_nothing(members, random):
    split = [(value, weight / 4) for value, weight in members]
    split += [(value, weight * 3 / 4) for value, weight in members]
    random.shuffle(split)
    whole, parts = arrays(members), arrays(split)
    shares = [float(share) for share in SHARES]
    assert np.array_equal(weighted.quantiles(*whole, shares), weighted.quantiles(*parts, shares))
    assert weighted.gini(*parts) == pytest.approx(weighted.gini(*whole), rel=1e-9, nan_ok=True)
    line = 1000.0
    before, after = indicators.poverty(*whole, line), indicators.poverty(*parts, line)
    assert before.poor == pytest.approx(after.poor)
    assert before.intensity == pytest.approx(after.intensity, nan_ok=True)


def test_the_extremes_of_the_index():
    """Equal: 0. One of ten has all: gaps 2 x 9 x 10, over 2 x 100 x 1 = 0.9."""
    assert weighted.gini(np.full(7, 0.1), np.array([1, 2, 3, 0.7, 5, 6, 7])) == 0
    everything = np.array([10.0, *[0.0] * 9])
    assert weighted.gini(everything, np.ones(10)) == pytest.approx(0.9)


def test_who_has_no_weight_does_not_count():
    values, weights = np.array([np.nan, 10.0, 30.0]), np.array([0.0, 1.0, 1.0])
    assert weighted.total(values, weights) == 40
    assert weighted.mean(values, weights) == 20
    assert weighted.median(values, weights) == 10
    assert weighted.gini(values, weights) == pytest.approx(0.25)
    assert np.isnan(weighted.mean(values, np.zeros(3)))
    assert np.isnan(weighted.median(values, np.zeros(3)))


def test_poverty_by_hand():
    """Ten persons; the median is the fifth: 1000, the line 600.

    Poor: three of 200, one of 500; a person at the line is not. Their median is 200:
    the intensity is (600 - 200) / 600.
    """
    standards = np.array([200.0, 500.0, 600.0, 1000.0, 3000.0])
    persons = np.array([3.0, 1.0, 0.5, 1.5, 4.0])
    line = indicators.poverty_line(standards, persons)
    found = indicators.poverty(standards, persons, line)
    assert (line, found.poor, found.rate) == (600.0, 4.0, 0.4)
    assert found.intensity == pytest.approx(2 / 3)


def test_nobody_poor_has_no_intensity():
    found = indicators.poverty(np.array([900.0, 1000.0]), np.ones(2), 600.0)
    assert found.rate == 0
    assert np.isnan(found.intensity)


def test_a_negative_living_standard_is_poor():
    found = indicators.poverty(np.array([-300.0, 1000.0, 1000.0]), np.ones(3), 600.0)
    assert found.poor == 1
    assert found.intensity == pytest.approx(1.5)
    assert indicators.inequality(np.array([-300.0, 1000.0, 1000.0]), np.ones(3)).negative == (
        pytest.approx(1 / 3)
    )


def test_tenths_by_hand():
    """Twenty persons: bounds are the 2nd, 4th... values; a tie goes to the lower tenth whole."""
    standards = np.array([-50.0, 1, 2, 2, 2, 2, *range(6, 20)])
    assert indicators.deciles(standards, np.ones(20)).tolist() == [
        1, 1, 2, 2, 2, 2, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10,
    ]  # fmt: skip


@given(MEMBERS)
def test_tenths_follow_living_standards(members):
    values, weights = arrays(members)
    tenths = indicators.deciles(values, weights)
    assert tenths.min() >= 1
    assert tenths.max() <= 10
    order = np.argsort(values, kind="stable")
    assert (np.diff(tenths[order]) >= 0).all()
    # No tenth and those below hold less than their share.
    for rank in range(1, 10):
        assert weights[tenths <= rank].sum() >= (rank / 10 - 1e-9) * weights.sum()
