"""An age without a date of birth gives a date in the middle of what it allows."""

from __future__ import annotations

import pytest

import zeronr_rules as zr


def run(person, period="2026-05", variables=("date_naissance", "age", "age_en_mois")):
    result = zr.calculate({"individus": {"a": person}}, period, list(variables))
    codes = [notice.code for notice in result.notices]
    return {name: result.by_id(name)["a"] for name in variables}, codes


def test_an_age_gives_a_birth_six_months_before():
    found, codes = run({"age": {"2026-05": 30}})
    # The first of May 2026, less thirty years, less six months.
    assert str(found["date_naissance"]) == "1995-11-01"
    assert (found["age"], found["age_en_mois"]) == (30, 366)
    assert "date_naissance_deduite" in codes


def test_an_age_in_months_gives_the_fifteenth():
    found, codes = run({"age_en_mois": {"2026-05": 7}})
    # Seven months on the first of May, eight on the fifteenth: born on 15 September 2025.
    assert str(found["date_naissance"]) == "2025-09-15"
    assert found["age_en_mois"] == 7
    assert "date_naissance_deduite" in codes


def test_an_age_for_a_whole_year_holds_the_whole_year():
    for month in ("2026-01", "2026-12"):
        found, _ = run({"age": {"2026": 30}}, month)
        assert found["age"] == 30


def test_two_ages_that_a_birthday_explains():
    found, _ = run({"age": {"2026-03": 29, "2026-05": 30}})
    # Thirty by the first of May, not by the first of March: April, in the middle.
    assert str(found["date_naissance"])[:7] in ("1996-04", "1996-05")
    assert found["age"] == 30


def test_ages_that_contradict_each_other_are_refused():
    with pytest.raises(zr.SituationError, match="se contredisent"):
        run({"age": {"2026-03": 29, "2026-05": 31}})


@pytest.mark.parametrize(
    ("name", "given", "right"), [("age", 40, "36"), ("age", 35, "36"), ("age_en_mois", 434, "433")]
)
def test_an_age_that_the_date_of_birth_contradicts_is_refused(name, given, right):
    with pytest.raises(zr.SituationError) as caught:
        run({"date_naissance": {"ETERNITY": "1990-03-15"}, name: {"2026-05": given}})
    (fault,) = caught.value.faults
    assert fault.path == ("individus", "a", name, "2026-05")
    assert fault.expected.startswith(right)
    assert "date_naissance est 1990-03-15" in fault.expected


def test_an_age_that_agrees_with_the_date_of_birth_changes_nothing():
    born = {"date_naissance": {"ETERNITY": "1990-03-15"}}
    alone, _ = run(born)
    assert run(born | {"age": {"2026-05": 36}, "age_en_mois": {"2026-04": 432}})[0] == alone
    # The age of a year is the one of some of its months: the date tells which.
    assert run(born | {"age": {"2026": 35}})[0] == alone
    with pytest.raises(zr.SituationError, match="date_naissance"):
        run(born | {"age": {"2026": 34}})


def test_an_unborn_child_has_no_age():
    situation = {
        "individus": {
            "a": {"date_naissance": "1990-03-15", "enceinte": {"2026-05": True}},
            "e": {"date_naissance": "2026-08-15", "age": {"2026-05": 0}},
        },
        "famille": {"parents": ["a"], "enfants": ["e"]},
    }
    assert zr.calculate(situation, "2026-05", "age_en_mois").by_id("age_en_mois")["e"] == -4


def test_a_very_young_parent_is_told():
    _, codes = run({"date_naissance": "2012-05-01"})
    assert "parent_tres_jeune" not in codes
    for person in ({"date_naissance": "2012-05-02"}, {"age": {"2026-05": 3}}):
        assert "parent_tres_jeune" in run(person)[1]
    child = {
        "individus": {"a": {"date_naissance": "1990-03-15"}, "e": {"age": {"2026-05": 3}}},
        "famille": {"parents": ["a"], "enfants": ["e"]},
    }
    notices = zr.calculate(child, "2026-05", "age").notices
    assert "parent_tres_jeune" not in [notice.code for notice in notices]


def test_neither_counts_as_1970_with_a_notice_when_it_matters():
    found, codes = run({})
    assert found["age"] == 56
    assert "date_naissance_absente" in codes
    _, codes = run({}, variables=["activite"])
    assert "date_naissance_absente" not in codes


def test_the_age_of_one_does_not_change_the_age_of_another():
    situation = {
        "individus": {
            "a": {"age": {"2026-05": 40}},
            "b": {"date_naissance": {"ETERNITY": "2000-03-15"}},
        }
    }
    assert zr.calculate(situation, "2026-05", "age").by_id("age") == {"a": 40, "b": 26}
