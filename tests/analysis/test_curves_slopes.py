"""Slopes, jumps and marginal rates on curves whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeronr_rules.analysis.curves_slopes import (
    Jump,
    between,
    jumps_of,
    marginal_rates,
    suspects,
    without_jumps,
)

X = np.arange(0, 200, 10.0)


def test_a_kink_is_not_a_jump():
    y = np.where(X < 95, X * 0.6, 57 + (X - 95) * 0.1)
    assert jumps_of(X, y) == ()


def test_a_kink_may_hide_a_jump_and_is_looked_at():
    # The slope goes from 0 to 1: a loss of up to ten euros would not show at this step.
    y = np.where(X <= 95, 100.0, 100 + (X - 95))
    assert 9 in suspects(X, y).tolist()
    assert 3 not in suspects(X, y).tolist()


@given(
    amount=st.floats(6, 500).flatmap(lambda size: st.sampled_from([size, -size])),
    rank=st.integers(0, len(X) - 2),
    slope=st.floats(-1, 1),
)
def test_a_jump_on_a_slope_is_found(amount, rank, slope):
    y = X * slope + amount * (np.arange(len(X)) > rank)
    (jump,) = jumps_of(X, y)
    assert jump.at == X[rank + 1]
    assert jump.amount == pytest.approx(amount, abs=0.01)
    assert rank in suspects(X, y)


@given(slope=st.floats(-1, 1), stairs=st.floats(0, 3))
def test_stairs_of_a_few_euros_are_rounding(slope, stairs):
    y = X * slope - stairs * (np.arange(len(X)) // 2)
    assert jumps_of(X, y) == ()


def test_two_jumps_in_a_row():
    y = np.zeros(len(X))
    y[5:] -= 20
    y[6:] -= 30
    assert jumps_of(X, y) == (Jump(50.0, -20.0), Jump(60.0, -30.0))


def test_rates_leave_jumps_out():
    y = 600 + 0.4 * X - 50 * (X >= 100)
    jumps = (Jump(100.0, -50.0),)
    assert without_jumps(X, y, jumps) == pytest.approx(600 + 0.4 * X)
    assert marginal_rates(X, y, jumps)[:-1] == pytest.approx(0.6)
    assert marginal_rates(X, y, jumps, 5)[:-5] == pytest.approx(0.6)
    assert between(X, jumps).tolist() == [-50.0 if x == 90 else 0.0 for x in X]


def test_a_jump_within_a_step_counts_before_the_next_point():
    assert between(X, (Jump(93.4, -7.0), Jump(97.0, -1.0)))[9] == -8.0


def test_curves_of_two_segments():
    assert jumps_of(X[:3], np.array([0.0, 5.0, 10.0])) == ()
    assert suspects(X[:3], np.array([0.0, 5.0, 90.0])).tolist() == [0, 1]
