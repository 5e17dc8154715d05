"""What is given wrongly, and what leaves through the web API."""

from __future__ import annotations

import json

import numpy as np
import pytest

import zeronr_rules as zr
from zeronr_rules.core import Simulation

MONTH = "2026-11"
OUTPUTS = sorted(name for name in zr.system().variables if name.startswith(("fsl_", "epci")))


def situation(**of_home):
    return {
        "individus": {"a": {"date_naissance": {"ETERNITY": "1985-01-15"}}},
        "familles": {"f": {"parents": ["a"], "aide_logement": {MONTH: 0}}},
        "foyers_fiscaux": {"d": {"declarants": ["a"]}},
        "menages": {
            "m": {
                "personne_de_reference": "a",
                **{name: {MONTH: value} for name, value in of_home.items()},
            }
        },
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"fsl_energie_impaye": -1}, ["fsl_energie_impaye", "positif ou nul"]),
        ({"fsl_energie_aides_12_mois": -5}, ["fsl_energie_aides_12_mois", "positif ou nul"]),
        (
            {"fsl_energie_impaye": 10, "fsl_energie_penalites": 11},
            ["fsl_energie_penalites", "une part de fsl_energie_impaye"],
        ),
        ({"epci": "12345"}, ["« 12345 »", "neuf chiffres"]),
        ({"epci": "20004697X"}, ["« 20004697X »", "neuf chiffres"]),
        ({"epci": "200046977", "depcom": "01053"}, ["« 200046977 »", "« 01053 »", "epci"]),
        ({"epci": "200046977", "depcom": "69264"}, ["fait partie", "« 69264 »"]),
        ({"epci": "244400404", "depcom": "69123"}, ["« 244400404 »", "« 69123 »"]),
        ({"epci": "999999999", "depcom": "69123"}, ["« 999999999 »", "fait partie"]),
    ],
)
def test_what_cannot_be_is_refused(given, said):
    with pytest.raises(zr.SituationError) as refused:
        zr.calculate(situation(**given), MONTH, ["fsl_energie_statut"])
    for text in said:
        assert text in str(refused.value)


def test_a_table_with_negative_amounts_is_refused_too(answers):
    """Tables do not pass by the door of situations."""
    wrong = {"fsl_energie_impaye": -1, "fsl_energie_paiement_effectif": -2}
    with pytest.raises(zr.SituationError) as refused:
        answers(MONTH, [{}, wrong], ["fsl_energie_statut"])
    # A negative bill is also less than its penalties.
    assert len(refused.value.faults) == 3


def test_all_the_wrong_amounts_are_told_together():
    given = situation(fsl_energie_impaye=-1, fsl_energie_aides_annee_civile=-2)
    with pytest.raises(zr.SituationError) as refused:
        zr.calculate(given, MONTH, ["fsl_energie_montant_max"])
    assert len(refused.value.faults) >= 2


@pytest.mark.parametrize(
    ("given", "territory"),
    [
        ({}, 0),
        ({"depcom": "69123"}, 200046977),
        ({"depcom": "69387"}, 200046977),
        ({"depcom": "69264"}, 69),
        ({"epci": "200046977"}, 200046977),
        ({"epci": "200046977", "depcom": "69123"}, 200046977),
        # The communes of Nantes Métropole are not listed: the EPCI must be given.
        ({"depcom": "44109"}, 0),
        ({"depcom": "44109", "epci": "244400404"}, 244400404),
        # Another EPCI of the département, to which nothing is delegated.
        ({"depcom": "44184", "epci": "244400644"}, 44),
        ({"depcom": "2A004"}, 20),
        ({"depcom": "97411"}, 974),
        ({"depcom": "33063"}, 33),
    ],
)
def test_the_territory(given, territory):
    found = zr.calculate(situation(**given), MONTH, ["fsl_territoire"])
    assert found["fsl_territoire"].tolist() == [territory]


def test_an_epci_manages_only_since_its_delegation():
    """Lille has its fund since July 2017: before it, the département."""
    given = situation()
    given["menages"]["m"] |= {
        "depcom": {"2017-06": "59350", "2017-07": "59350"},
        "epci": {"2017-06": "200093201", "2017-07": "200093201"},
    }
    for month, territory in (("2017-06", 59), ("2017-07", 200093201)):
        found = zr.calculate(given, month, ["fsl_territoire"])
        assert found["fsl_territoire"].tolist() == [territory]


@pytest.mark.parametrize("place", ["01053", "69123", "56260", "48095", "44109", "92050"])
def test_no_answer_holds_a_nan(place):
    """The web API of OpenFisca writes what the engine answers: nan is not JSON."""
    given = situation(depcom=place, fsl_energie_impaye=1e6, fsl_energie_nature="electricite")
    found = zr.calculate(given, MONTH, OUTPUTS).to_dict()
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_population_in_one_go():
    people = zr.synthetic_population(3000, 2026, seed=4)
    count = people.count("menage")
    rng = np.random.default_rng(1)
    people.set_input("fsl_energie_impaye", MONTH, np.round(rng.uniform(0, 900, count), 2))
    people.set_input("fsl_energie_nature", MONTH, np.ones(count, dtype=np.int16))
    simulation = Simulation(people.system, people, on_spiral="raise")
    status = simulation.calculate("fsl_energie_statut", MONTH).decode_to_str()
    assert {"eligible", "non_eligible", "indetermine"} <= set(status)
    least = simulation.calculate("fsl_energie_montant_min", MONTH)
    most = simulation.calculate("fsl_energie_montant_max", MONTH)
    assert np.isfinite(most).all()
    assert (least <= most).all()
    assert (most[status == "non_eligible"] == 0).all()


def test_the_explanation_reads_in_french():
    given = situation(depcom="01053", fsl_energie_impaye=300, fsl_energie_nature="electricite")
    page = str(zr.explain(given, "fsl_energie_statut", MONTH))
    for text in (
        "indetermine",
        "la commission décide",
        "condition de ressources",
    ):
        assert text in " ".join(page.split())
    assert "Règlement intérieur du FSL de l'Ain" in " ".join(page.split())


def strictly(text):
    """Read JSON as the standard says, without the NaN that Python also takes."""

    def refuse(constant):
        raise AssertionError(constant)

    return json.loads(text, parse_constant=refuse)


@pytest.mark.parametrize("place", ["01053", "56260", "48095"])
def test_the_web_api_answers_in_json(place):
    pytest.importorskip("flask", reason="the extra [api] is not installed")
    from openfisca_web_api.app import create_app

    given = situation(depcom=place, fsl_energie_impaye=300, fsl_energie_nature="electricite")
    asked = [name for name in OUTPUTS if name not in given["menages"]["m"]]
    given["menages"]["m"] |= {name: {MONTH: None} for name in asked}
    answer = create_app(zr.system()).test_client().post("/calculate", json=given)
    assert answer.status_code == 200
    found = strictly(answer.get_data(as_text=True))["menages"]["m"]
    assert found["fsl_energie_statut"] == {MONTH: "indetermine"}
    assert found["fsl_energie_montant_max"] == {MONTH: 225 if place == "56260" else 300}
