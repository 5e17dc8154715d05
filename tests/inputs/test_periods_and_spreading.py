"""Periods of any length reach the months of the variable, each member by itself."""

from __future__ import annotations

import pytest

import zeronr_rules as zr
from zeronr_rules.inputs.periods import (
    month_text,
    months_text,
    read_period,
    requested_period,
)

MONTHS_2026 = [f"2026-{month:02d}" for month in range(1, 13)]


def salaries(given, months=MONTHS_2026):
    situation = {
        "individus": {key: {"salaire_net": value} for key, value in given.items()},
        "familles": {f"f_{key}": {"parents": [key]} for key in given},
    }
    columns = [
        zr.calculate(situation, month, "salaire_net").by_id("salaire_net") for month in months
    ]
    return {key: [column[key] for column in columns] for key in given}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05", ("month", "2026-05", 1)),
        ("month:2026-05", ("month", "2026-05", 1)),
        ("month:2026-05:3", ("month", "2026-05", 3)),
        ("2026", ("year", "2026-01", 1)),
        (2026, ("year", "2026-01", 1)),
        ("year:2026", ("year", "2026-01", 1)),
        ("year:2026-07", ("year", "2026-07", 1)),
        ("year:2024:2", ("year", "2024-01", 2)),
    ],
)
def test_periods_of_openfisca(text, expected):
    period = read_period(text)
    assert (period.unit, month_text(period.start), period.size) == expected


@pytest.mark.parametrize(
    "text",
    ["", "2026-13", "2026-5", "26-05", "month:2026", "2026-05 ", "1800", "3000-01", "٢٠٢٦-٠٥"],
)
def test_not_a_period(text):
    assert read_period(text) is None


def test_months_are_shown_as_runs():
    months = [read_period(text).start for text in ("2025-11", "2025-12", "2026-01", "2026-03")]
    assert months_text(months) == "2025-11 à 2026-01, 2026-03"
    assert months_text(months[:2]) == "2025-11, 2025-12"


def test_a_year_is_shared_between_its_months():
    assert salaries({"a": {"2026": 12000}})["a"] == [1000.0] * 12


def test_months_given_apart_are_taken_from_the_year():
    # 12 000 - 6 500 = 5 500 for eleven months: 500 each.
    assert salaries({"a": {"2026": 12000, "2026-03": 6500}})["a"] == [
        6500.0 if month == 3 else 500.0 for month in range(1, 13)
    ]


def test_a_state_given_for_a_year_holds_each_month_but_those_given_apart():
    situation = {
        "individus": {"a": {"activite": {"2026": "actif", "2026-03": "chomeur"}}},
    }
    found = [
        zr.calculate(situation, month, "activite").by_id("activite")["a"]
        for month in MONTHS_2026[:5]
    ]
    assert found == ["actif", "actif", "chomeur", "actif", "actif"]


def test_what_one_gives_by_the_month_never_touches_what_another_gives_by_the_year():
    found = salaries({"a": {"2026-01": 600}, "b": {"2026": 12000}})
    assert found["a"] == [600.0] + [0.0] * 11
    assert found["b"] == [1000.0] * 12


def test_a_year_that_agrees_with_its_twelve_months_is_taken():
    months = dict.fromkeys(MONTHS_2026, 100.1)
    assert salaries({"a": {**months, "2026": 1201.2}})["a"] == [100.1] * 12


@pytest.mark.parametrize(
    "period", ["", "mai", "2026-13", "2026-05-01", "month:2026-01:3", "year:2026-07", None, 3.5, []]
)
def test_a_bad_request_is_a_period_error(period):
    with pytest.raises(zr.PeriodError, match="2026-05"):
        requested_period(period)


def test_a_monthly_variable_wants_a_month_and_a_yearly_one_a_year():
    situation = {"individus": {"a": {}}}
    with pytest.raises(zr.PeriodError, match="par mois"):
        zr.calculate(situation, "2026", "age")
    assert zr.calculate(situation, "2026", "date_naissance").period == "2026"
