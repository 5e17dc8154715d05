"""Cases computed by hand from the texts."""

from __future__ import annotations

import pytest
from question_situations import PERIOD, alone

import zeronr_rules as zr

# 1er avril 2025 to 31 March 2026: montant forfaitaire of a person alone (décret 2025-293), the
# value of each of the reference months of May 2026, January to March (R262-7 CASF).
FORFAIT = 646.52


def test_the_salary_at_which_the_rsa_ends():
    """L262-2 CASF: forfait less resources. Below 6 euros it is not paid (R262-39 CASF).

    646,52 - 640,52 = 6,00: paid. 646,52 - 640,53 = 5,99: not paid. 646,52 - 400 = 246,52.
    """
    start = zr.questions.explore(
        alone(), "salaire_net", PERIOD, "rsa", grids={"salaire_net": [0, 640.52, 640.53, 1000]}
    )
    whole = start.interval("rsa")
    assert (whole.minimum, whole.maximum) == (0, FORFAIT)
    assert whole.eligible == "some"
    assert whole.share == pytest.approx(0.5)
    assert start.answer("salaire_net", 640.52).interval("rsa").maximum == pytest.approx(6, abs=1e-9)
    below = start.answer("salaire_net", 640.53)
    assert below.interval("rsa").maximum == 0
    assert below.interval("rsa").eligible == "none"
    # Not on the grid: computed with that very wage.
    assert start.answer("salaire_net", 400).interval("rsa").minimum == pytest.approx(246.52)


def studies_and_age(**more):
    births = ["2001-11-01", "2000-11-01"]  # 24, then 25 years and 6 months on 1 May 2026
    return zr.questions.explore(
        {"individus": {"p1": {}}},
        ["date_naissance", "activite"],
        PERIOD,
        "rsa",
        grids={"date_naissance": births, "activite": ["etudiant", "inactif"]},
        **more,
    )


def test_twenty_five_years_and_studies():
    """L262-4 CASF: older than 25 (1°) and not a student (3°), or no right.

    One point in four has a right, 646,52. Knowing either answer leaves 646,52 once in two:
    323,26. Of a product of two answers that are 0 or 1 with probability 1/2, the variance is
    1/4 - 1/16 = 3/16; that of its mean given one of them, (0, 1/2), is 1/16: first-order
    index 1/3, total index 1 - 1/3 = 2/3.
    """
    found = studies_and_age()
    assert found.interval("rsa").maximum == FORFAIT
    assert found.interval("rsa").share == pytest.approx(0.25)
    assert [one.expected_width for one in found.questions] == pytest.approx([FORFAIT / 2] * 2)
    # A tie on everything: the order of the unknowns.
    assert found.next_question().key == ("p1", "activite")
    drivers = found.drivers()
    assert drivers["premier_ordre"] == pytest.approx([1 / 3, 1 / 3])
    assert drivers["total"] == pytest.approx([2 / 3, 2 / 3])
    student = found.answer("activite", "etudiant")
    assert student.interval("rsa").eligible == "none"
    assert student.next_question() is None
    older = found.answer("date_naissance", "2000-11-01").answer("activite", "inactif")
    assert older.interval("rsa").minimum == FORFAIT


def test_weights_change_the_next_question():
    """Three students in four: knowing the studies leaves 646,52 once in four, 161,63."""
    found = studies_and_age(weights={"activite": [3, 1]})
    by_name = {one.unknown.name: one for one in found.questions}
    assert by_name["activite"].expected_width == pytest.approx(FORFAIT / 4)
    assert by_name["date_naissance"].expected_width == pytest.approx(FORFAIT / 2)
    assert found.next_question().unknown.name == "activite"
    found = studies_and_age(weights={("p1", "activite"): [1, 3]})
    assert found.next_question().unknown.name == "date_naissance"
    assert found.next_question().expected_width == pytest.approx(FORFAIT / 2)


def test_an_answer_that_changes_nothing_is_useless():
    """No article makes the RSA of a person alone hang on a rent without an housing aid.

    At 1 000 euros a month there is no RSA (646,52), whoever rents what.
    """
    situation = alone()
    situation["individus"]["p1"]["salaire_net"] = {"2025": 12000, "2026": 12000}
    found = zr.questions.explore(situation, ["loyer"], PERIOD, "rsa")
    assert found.questions[0].useless
    assert found.next_question() is None
    assert found.is_settled
    assert "Inutile" in str(found)
