"""Populations go out as tables and come back the same, to the bit."""

from __future__ import annotations

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zeronr_rules as zr

ASKED = ["rsa", "ppa", "aide_logement", "af", "cf", "asf", "paje_base"]


def same_amounts(one, other, period):
    first, second = (zr.simulate(people, period, ASKED) for people in (one, other))
    for name in ASKED:
        assert first[name].tobytes() == second[name].tobytes(), name


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 60), st.integers(0, 10_000), st.sampled_from([2024, 2026]))
def test_synthetic_populations_come_back(count, seed, year):
    people = zr.synthetic_population(count, year, seed=seed)
    tables = people.to_tables()
    again = zr.Population.from_tables(**tables, period=f"{year}-12")
    assert again.shape == people.shape
    assert np.array_equal(again.weights, people.weights)
    assert again.report.rejected_persons == 0
    same_amounts(people, again, f"{year}-05")
    # What a table says is what comes out of it.
    twice = again.to_tables()
    for name, table in tables.items():
        there = twice[name].column_names
        for column in table.column_names:
            if column in there:
                first, second = (one.column(column).to_pylist() for one in (table, twice[name]))
                known = [value for value in zip(first, second, strict=True) if None not in value]
                assert all(a == b for a, b in known), column


def test_by_parquet_files(tmp_path):
    people = zr.synthetic_population(2000, 2026, seed=3)
    paths = {}
    for name, table in people.to_tables().items():
        paths[name] = tmp_path / f"{name}.parquet"
        pq.write_table(table, paths[name])
    again = zr.Population.from_tables(**paths, period="2026-12")
    same_amounts(people, again, "2026-05")


def test_chosen_variables():
    people = zr.synthetic_population(20, 2026)
    tables = people.to_tables(["date_naissance"])
    assert tables["individus"].column_names[-1] == "date_naissance"
    assert tables["familles"].column_names == ["famille_id"]
    assert tables["menages"].column_names == ["menage_id", "poids"]
    with pytest.raises(zr.UnknownVariableError, match="date_naissance"):
        people.to_tables(["date_naissanc"])
