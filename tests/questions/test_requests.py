"""What cannot be explored is refused, all faults together, in French."""

from __future__ import annotations

import pickle

import pytest
from question_situations import PERIOD, alone, couple, lone_parent

import zeronr_rules as zr
from zeronr_rules.questions.unknowns import MAX_POINTS

SIX = ["salaire_net", "chomage_net", "retraite_nette", "aah", "ass", "loyer"]


def refused(situation, unknown, *said, variables="rsa", **more):
    with pytest.raises(zr.QuestionError) as caught:
        zr.questions.explore(situation, unknown, PERIOD, variables, **more)
    text = str(caught.value)
    for one in said:
        assert one in text, text
    return caught.value.faults


def test_six_unknowns_and_no_more():
    short = {name: [0, 100] for name in SIX}
    assert zr.questions.explore(alone(), SIX, PERIOD, "rsa", grids=short).points == 64
    refused(alone(), [*SIX, "coloc"], "7 inconnues", "une à 6 inconnues", grids=short)
    refused(alone(), [], "aucune inconnue")


def test_every_fault_is_told():
    faults = refused(
        couple(),
        ["salaire_nette", "chomage_net", ("zoe", "ass"), ("karim", "salaire_net"), "loyer", 3],
        "« salaire_net »",
        "('karim', 'chomage_net') ou ('elise', 'chomage_net')",
        "« zoe »",
        "Retirer salaire_net de la situation",
        "un montant en euros positif ou nul",
        grids={"loyer": [-5]},
    )
    assert len(faults) == 6
    assert ("inconnue", "zoe", "ass") in [fault.path for fault in faults]


def test_a_name_near_another():
    (fault,) = refused(alone(), "salaire_nette")
    assert fault.hint.startswith("Vouliez-vous dire « salaire_net »")


@pytest.mark.parametrize(
    ("unknown", "grid", "said"),
    [
        ("salaire_net", [], "une grille vide"),
        ("salaire_net", ["mille"], "« mille »"),
        ("salaire_net", [0, 0.0], "deux fois 0"),
        ("salaire_net", [float("nan")], "fini"),
        ("salaire_net", "100", "une liste de valeurs"),
        ("activite", ["etudiante"], "« etudiant »"),
        ("etudiant", [1], "true ou false"),
        ("date_naissance", ["2030-01-01"], "une naissance avant la fin de 2026-05"),
        ("depcom", ["75"], "un code commune INSEE"),
    ],
)
def test_grids_out_of_type(unknown, grid, said):
    situation = alone()
    del situation["individus"]["p1"]["date_naissance"]
    refused(situation, unknown, said, grids={unknown: grid})


@pytest.mark.parametrize("weights", [[1], [1, 0], [1, -1], [1, "a"], [1, float("inf")]])
def test_weights_that_are_none(weights):
    grids = {"salaire_net": [0, 1]}
    refused(
        alone(), "salaire_net", "plus grand que zéro", grids=grids, weights={"salaire_net": weights}
    )


def test_too_many_points_says_how_to_reduce():
    grids = {name: range(20) for name in SIX}
    refused(alone(), SIX, "au plus 200", "Retirer une inconnue", "20 (loyer)", grids=grids)
    assert MAX_POINTS == 200_000


def test_what_is_computed_or_said_otherwise():
    refused(alone(), "rsa", "un droit demandé")
    refused(alone(), "age", "Donner « date_naissance »")
    refused(alone(), "als", "Donner « aide_logement »")
    refused(alone(), "loyer", "une variable sans nombre", variables="zone_apl")
    refused(alone(), "heures_remunerees_volume_inexistant", "un nom inconnu")
    refused(alone(), ["loyer", ("m1", "loyer")], "deux fois cette inconnue")


def test_keys_that_are_of_no_unknown():
    refused(alone(), "loyer", "grids / loyers", "« loyer »", grids={"loyers": [1]})
    refused(alone(), "loyer", "weights / salaire_net", weights={"salaire_net": [1]})
    refused(alone(), "loyer", "also / salaire_net", also={"salaire_net": "salaire_imposable"})
    refused(alone(), "salaire_net", "de même nature", also={"salaire_net": "activite"})
    refused(
        alone(),
        ["salaire_net", "salaire_imposable"],
        "déjà donnée par",
        also={"salaire_net": "salaire_imposable"},
    )


def test_an_input_without_a_default_grid_asks_for_one():
    refused(alone(), "frais_reels", "une grille vide", "grids={'frais_reels': [...]}")
    found = zr.questions.explore(
        alone(), "frais_reels", PERIOD, "rsa", grids={"frais_reels": [0, 5000]}
    )
    assert (
        found.unknowns[0].question
        == "Frais professionnels réels de l'année : quel montant par an ?"
    )


def test_the_situation_and_the_request_are_checked_too():
    with pytest.raises(zr.SituationError):
        zr.questions.explore({"individus": {"p1": {"salaire_net": 5}}}, "loyer", PERIOD)
    with pytest.raises(zr.PeriodError):
        zr.questions.explore(alone(), "loyer", "2026-13")
    with pytest.raises(zr.UnknownVariableError):
        zr.questions.explore(alone(), "loyer", PERIOD, "rsaa")


def test_answers_that_do_not_suit():
    key = ("claire", "salaire_net")
    found = zr.questions.explore(lone_parent(), [key, "loyer"], PERIOD, "rsa")
    with pytest.raises(zr.QuestionError, match="positif ou nul"):
        found.answer("loyer", -1)
    with pytest.raises(zr.QuestionError, match="une inconnue : "):
        found.answer("loyers", 1)
    done = found.answer("loyer", 300)
    with pytest.raises(zr.QuestionError, match="une inconnue"):
        done.answer("loyer", 300)
    with pytest.raises(zr.QuestionError, match="un droit demandé"):
        found.interval("ppa")
    with pytest.raises(zr.QuestionError, match="f1"):
        found.interval("rsa", "f2")


def test_a_name_alone_is_refused_when_several_could_be_meant():
    unknown = [("karim", "chomage_net"), ("elise", "chomage_net")]
    found = zr.questions.explore(couple(), unknown, PERIOD, "rsa", grids={"chomage_net": [0, 500]})
    with pytest.raises(zr.QuestionError, match="qui peut être de plusieurs"):
        found.answer("chomage_net", 0)
    assert found.answer(("elise", "chomage_net"), 0).points == 2


def test_a_grid_of_a_member_wins_over_that_of_a_name():
    unknown = [("karim", "chomage_net"), ("elise", "chomage_net")]
    grids = {("elise", "chomage_net"): [0, 1, 2], "chomage_net": [0, 500]}
    for given in (grids, dict(reversed(grids.items()))):
        found = zr.questions.explore(couple(), unknown, PERIOD, "rsa", grids=given)
        assert [len(one.grid) for one in found.unknowns] == [2, 3]


def test_the_error_is_kept_whole_when_it_travels():
    with pytest.raises(zr.QuestionError) as caught:
        zr.questions.explore(alone(), "salaire_nette", PERIOD)
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - made just here
    assert copy.faults == caught.value.faults
    assert str(copy) == str(caught.value)
