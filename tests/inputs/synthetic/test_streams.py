"""The random numbers: even, unrelated, and each depends on its own key alone."""

from __future__ import annotations

import numpy as np

from zeronr_rules.inputs.synthetic.streams import Streams, band_of, in_bands, ranks

MANY = 100_000


def correlation(one, other):
    return abs(np.corrcoef(one, other)[0, 1])


def test_uniform_numbers_are_even():
    drawn = Streams.of_households(0, 0, MANY).uniform("x")
    assert drawn.min() >= 0
    assert drawn.max() < 1
    # 100 classes of 1,000 expected: chi-squared with 99 degrees of freedom, 99.9 % below 149.
    seen = np.histogram(drawn, 100, (0, 1))[0]
    assert ((seen - 1000) ** 2 / 1000).sum() < 149


def test_names_ranks_seeds_and_neighbours_are_unrelated():
    draws = Streams.of_households(0, 0, MANY)
    first = draws.uniform("x")
    # Three standard deviations of the correlation of unrelated numbers: 0.0095.
    for other in (
        draws.uniform("y"),
        draws.uniform("x", 1),
        Streams.of_households(1, 0, MANY).uniform("x"),
        np.roll(first, 1),
    ):
        assert correlation(first, other) < 0.0095


def test_a_household_draws_the_same_wherever_it_is():
    whole, part = Streams.of_households(3, 0, 1000), Streams.of_households(3, 400, 500)
    assert np.array_equal(whole.uniform("x")[400:500], part.uniform("x"))
    rows = np.array([7, 30])
    assert np.array_equal(part.uniform("x", rows=rows), part.uniform("x")[rows])


def test_members_of_a_household_differ():
    draws = Streams.of_households(0, 0, MANY)
    home = np.arange(MANY)
    one, two = (draws.of_members(home, np.full(MANY, position)) for position in (0, 1))
    assert correlation(one.uniform("x"), two.uniform("x")) < 0.0095


def test_normal_numbers_have_the_right_moments():
    drawn = Streams.of_households(0, 0, MANY).normal("x")
    assert abs(drawn.mean()) < 0.01
    assert abs(drawn.std() - 1) < 0.01
    assert abs((drawn < -1.2815515655).mean() - 0.1) < 0.004


def test_tables_are_drawn_in_proportion():
    draws = Streams.of_households(0, 0, MANY)
    picked = draws.pick("x", {"a": 1, "b": 3})
    assert abs((picked == "b").mean() - 0.75) < 0.005
    whole = draws.whole("x", 2, 4)
    assert set(whole) == {2, 3, 4}


def test_bands():
    assert list(ranks(np.array([0.0, 0.999]), [1, 1])) == [0, 1]
    assert list(in_bands(np.array([0.0, 0.5]), [0, 10, 30], [1, 1])) == [0, 10]
    assert list(band_of(np.array([9.9, 10]), [0, 10, 30])) == [0, 1]
