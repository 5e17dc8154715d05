"""A sanction is told in the outcome of the RSA."""

from __future__ import annotations

import zeronr_rules as zr


def situation(**person):
    return {
        "individus": {"a": {"date_naissance": {"ETERNITY": "1986-03-12"}, **person}},
        "familles": {"f": {"parents": ["a"]}},
        "foyers_fiscaux": {"d": {"declarants": ["a"]}},
        "menages": {"m": {"personne_de_reference": ["a"]}},
    }


def decided(rate, duration=2, kind="suspension", **more):
    return situation(
        rsa_sanction={"2026-03": kind},
        rsa_sanction_taux_demande={"2026-03": rate},
        rsa_sanction_duree_demandee={"2026-03": duration},
        **more,
    )


def outcome(given, month):
    return {line.variable: line.value for line in zr.explain(given, "rsa", month).outcome}


def test_without_a_sanction_nothing_is_told():
    told = outcome(situation(), "2026-03")
    assert not {"rsa_taux_sanction", "rsa_retenu", "rsa_rappel_remobilisation"} & set(told)


def test_what_is_withheld_stands_between_the_amount_due_and_the_amount_paid():
    told = outcome(decided(0.4), "2026-03")
    assert told["rsa_avant_sanction"] == 646.52
    # 646,52 x 0,6 = 387,912, soit 387,91 ; 646,52 - 387,91 = 258,61.
    assert (told["rsa_retenu"], told["rsa"]) == (258.61, 387.91)


def test_what_is_paid_back_is_told():
    told = outcome(decided(0.4, rsa_remobilisation={"2026-04": True}), "2026-04")
    assert told["rsa_rappel_remobilisation"] == 258.61
    assert "rsa_retenu" not in told


def test_the_reason_of_a_zero():
    assert "sanction" in zr.explain(decided(1), "rsa", "2026-03").reason
    ended = decided(1, 4, "suppression", rsa_sanction_rang={"2026-03": 2})
    assert "radiation" in zr.explain(ended, "rsa", "2026-07").reason


def test_what_is_unknown_is_a_notice_and_the_months_of_a_decision_are_not():
    given = situation(rsa_sanction={"2026-03": "suspension"})
    codes = {notice.code for notice in zr.calculate(given, "2026-03", "rsa").notices}
    assert "rsa_indetermine" in codes
    codes = {notice.code for notice in zr.calculate(decided(0.4), "2026-04", "rsa").notices}
    assert not {"rsa_indetermine", "mois_non_renseignes"} & codes
