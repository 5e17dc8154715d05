"""Hidden cells stay hidden: whoever adds and subtracts what is published finds no small cell."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zeronr_rules.takeup.suppression import (
    hidden_cells,
    nested_leaks,
    sums_leak,
    told_by_others,
)

MINIMUM = 11


def combinations(rows):
    """Integer combinations of a few sums: what an attacker adds up and takes away."""
    for factors in itertools.product((-2, -1, 0, 1, 2), repeat=len(rows)):
        if any(factors):
            yield np.array(factors) @ rows.astype(int)


def attack(counts, rows, hidden):
    """Hidden cells that some combination of the published sums gives, alone."""
    found = set()
    for total in combinations(rows):
        left = np.where(hidden, total, 0)
        if np.count_nonzero(left) == 1:
            found.add(int(np.flatnonzero(left)[0]))
    return found


def small_sums(counts, rows, hidden):
    """Sums of hidden cells, given by one published sum or a nested pair, below the minimum."""
    nested = [first & ~second for first in rows for second in rows if (second <= first).all()]
    return [
        row
        for row in [*rows, *nested]
        if (row & hidden).any() and (counts[row & hidden].sum(axis=0) < MINIMUM).any()
    ]


partition = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=7
).filter(lambda cells: min(map(sum, zip(*cells, strict=True))) >= MINIMUM)


@given(partition)
def test_one_partition(cells):
    counts = np.array(cells)
    rows = np.ones((1, len(cells)), dtype=bool)
    hidden = hidden_cells(counts, rows, MINIMUM)
    assert (counts[~hidden] >= MINIMUM).all()
    assert hidden.sum() != 1
    assert not attack(counts, rows, hidden)
    assert not small_sums(counts, rows, hidden)


@given(st.lists(st.integers(0, 60), min_size=7, max_size=7), st.booleans())
def test_sums_that_overlap(numbers, everyone):
    """The combinations of three rights, the numbers that miss each, and that miss some."""
    counts = np.array(numbers)[:, None]
    bits = np.array([[code >> rank & 1 for code in range(1, 8)] for rank in range(3)], dtype=bool)
    shown = np.array([counts[row].sum() >= MINIMUM for row in bits])
    rows = bits[shown]
    every = np.ones((1, 7), dtype=bool)
    total = np.concatenate([rows, every])
    if everyone and shown.all() and not sums_leak(counts, total, MINIMUM):
        rows = total
    hidden = hidden_cells(counts, rows, MINIMUM)
    assert (counts[~hidden] >= MINIMUM).all()
    if not hidden.all():
        assert not attack(counts, rows, hidden)
        assert not small_sums(counts, rows, hidden)


def test_two_rights_and_their_union_give_who_misses_both():
    """50 miss the first alone, 40 the second alone, 3 both: 53 + 43 - 93 = 3."""
    counts = np.array([[50], [40], [3]])
    rows = np.array([[1, 0, 1], [0, 1, 1], [1, 1, 1]], dtype=bool)
    assert sums_leak(counts, rows, MINIMUM)
    assert not sums_leak(counts, rows[:2], MINIMUM)


def test_a_zero_is_hidden_too():
    """All of a group claim: nobody is left, which tells of each of them."""
    counts = np.array([[30, 0], [20, 20], [25, 25]])
    hidden = hidden_cells(counts, np.ones((1, 3), dtype=bool), MINIMUM)
    assert hidden.tolist() == [True, True, False]


def test_a_commune_and_its_department():
    """33 in the commune, 40 in the département: 7 elsewhere."""
    shared = np.array([[33, 33], [33, 40]])
    counts = np.array([[33], [40]])
    assert nested_leaks(shared, counts, np.array([True, True]), MINIMUM).tolist() == [True, False]
    assert not nested_leaks(shared, counts, np.array([True, False]), MINIMUM).any()
    far = np.array([[33, 33], [33, 50]])
    assert not nested_leaks(far, np.array([[33], [50]]), np.array([True, True]), MINIMUM).any()


def test_what_several_groups_leave_of_another():
    """610 outside a territory, 400 and 200 in two départements: ten are in a third one."""
    shared = np.array([[610, 400, 200], [400, 400, 0], [200, 0, 200]])
    third, ten = np.array([[10, 0, 0]]), np.array([10])
    assert told_by_others(third, ten, shared, np.array([610, 400, 200])) == 2
    assert told_by_others(third[:, :2], ten, shared[:2, :2], np.array([610, 400])) is None
    # The total can be added up too, but it is not what is hidden.
    whole = np.array([[400, 0, 400], [0, 200, 200], [400, 200, 610]])
    seen = np.array([[0, 0, 10]])
    assert told_by_others(seen, np.array([10]), whole, np.array([400, 200, -1])) == 1
