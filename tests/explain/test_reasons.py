"""Why nothing is due: the first reason, from the variables of the rules."""

from __future__ import annotations

import pytest
from explain_situations import MOTHER, THREE, alone
from openfisca_core.reforms import Reform

import zeronr_rules as zr
from zeronr_rules.system import system


def reason(situation, variable, period, **options):
    why = zr.explain(situation, variable, period, **options)
    assert why.value == 0
    return why.reason


def test_a_condition_that_fails_is_named_with_the_person():
    told = reason(THREE, "rsa", "2026-06", entity_id="f2")
    assert told.startswith("Aucun adulte ne remplit toutes les conditions.")
    assert (
        "zoe : « Âge, ou enfant né ou à naître », « Ni élève, ni étudiant, ni stagiaire »" in told
    )


def test_conditions_are_told_adult_by_adult():
    why = zr.explain(THREE, "rsa", "2026-06", entity_id="f1")
    by_name = {one.variable: one.values for one in why.conditions}
    assert by_name["rsa_condition_etudes"] == {"ana": True, "bob": False}
    assert by_name["rsa_beneficiaire_possible"] == {"ana": True, "bob": False}


def test_resources_reach_the_montant_forfaitaire():
    told = reason(alone(salaire_net={"year:2025:2": 60000}), "rsa", "2026-06")
    assert told.startswith("Les ressources atteignent le montant forfaitaire")


def test_below_the_threshold():
    # 646,52 - 643 = 3,52 a month (no housing), below 6 €.
    pay = dict.fromkeys(("2026-01", "2026-02", "2026-03"), 643)
    told = reason(alone(salaire_net=pay), "rsa", "2026-05")
    assert told.replace("\N{NO-BREAK SPACE}", " ") == (
        "La moyenne des trois mois est au-dessous du seuil de versement (6,00 €)."
    )


def test_a_prime_without_work():
    told = reason(alone(), "ppa", "2026-06")
    assert told.startswith("Le foyer n'a aucun revenu professionnel")


def test_a_prime_with_too_much():
    told = reason(alone(salaire_net={"year:2025:2": 90000}), "ppa", "2026-06")
    assert told.startswith("Les ressources atteignent, dans chacun des trois mois,")


def test_before_the_claim():
    told = reason(THREE, "rsa", "2026-06", entity_id="f3")
    assert told == "Rien n'est dû avant le mois de la demande, août 2026."


def test_a_condition_that_fails_within_the_quarter():
    situation = alone(etudiant={"2026-05": True}) | {
        "familles": {"f1": {"parents": ["p1"], "droits_mois_demande": {"ETERNITY": "2026-04-01"}}}
    }
    told = reason(situation, "rsa", "2026-05")
    assert told.startswith("L'examen donne un montant, mais une condition fait défaut ce mois")
    assert zr.explain(situation, "rsa", "2026-06").reason == ""


def test_a_value_that_is_given():
    situation = {
        "individus": {"p1": {}},
        "familles": {"f1": {"parents": ["p1"], "rsa": {"2026-05": 123.45}}},
    }
    why = zr.explain(situation, "rsa", "2026-05")
    assert why.value == 123.45
    assert why.reason.startswith("La valeur est donnée par la situation")
    assert not why.steps


def test_nothing_to_say_when_an_amount_is_due():
    assert zr.explain(MOTHER, "rsa", "2026-05").reason == ""


@pytest.mark.parametrize(
    ("period", "month", "months"),
    [
        ("2026-04", "2026-04", ("2025-12", "2026-01", "2026-02")),
        ("2026-06", "2026-04", ("2025-12", "2026-01", "2026-02")),
        ("2026-07", "2026-07", ("2026-03", "2026-04", "2026-05")),
    ],
)
def test_the_quarter(period, month, months):
    seen = zr.explain(THREE, "rsa", period, entity_id="f1").examination
    assert (seen.month, seen.reference_months, seen.claim) == (month, months, "2026-04")
    assert len(seen.quarter) == 3


def test_an_event_opens_the_examination_again():
    famille = {
        "parents": ["p1"],
        "droits_mois_demande": {"ETERNITY": "2026-04-01"},
        "evenement_trimestre": {"2026-05": True},
    }
    seen = zr.explain(alone() | {"familles": {"f1": famille}}, "rsa", "2026-06").examination
    assert (seen.month, seen.quarter) == ("2026-05", ("2026-05", "2026-06"))


def test_the_reference_months_of_before_march_2025():
    seen = zr.explain(alone(), "rsa", "2025-02").examination
    assert seen.reference_months == ("2024-11", "2024-12", "2025-01")
    assert seen.claim is None


class OtherReading(Reform):
    """The montant forfaitaire of the month of right."""

    name = "autre lecture"

    def apply(self):
        self.modify_parameters(_of_the_month_of_right)


def _of_the_month_of_right(parameters):
    parameters.conventions.montant_forfaitaire_rsa.update(start="2014-01-01", value="mois_du_droit")
    return parameters


def test_a_reform_is_explained_and_not_argued_with_our_reason():
    why = zr.explain(alone(), "rsa", "2026-05", reform=OtherReading)
    assert why.value == 651.69
    read = {one.name: one for one in why.conventions}["montant_forfaitaire_rsa"]
    assert (read.reading, read.other_readings, read.reason) == (
        "mois_du_droit",
        ("mois_de_reference",),
        "",
    )
    assert {p.since for p in why.parameters if p.main and "montant_forf" in p.path} == {
        "2026-04-01"
    }
    assert "rsa" in system().variables
