"""The file of questions: complete, true to the rules, and its grids those of the law."""

from __future__ import annotations

import datetime as dt

import pytest
from openfisca_core.indexed_enums import Enum
from question_situations import PERIOD, alone, couple

import zeronr_rules as zr
from zeronr_rules.inputs import check_situation
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.periods import requested_period
from zeronr_rules.questions.wording import tables

INPUTS = tables()["inputs"]
# Asked only where the answer may change a right; people are told so.
SENSITIVE = {
    "nationalite",
    "aah",
    "enceinte",
    "pensions_invalidite",
    "duree_possession_titre_sejour",
}


def grid_of(name, period=PERIOD, member=None, situation=None):
    situation = situation or {"individus": {"p1": {}}}
    key = name if member is None else (member, name)
    return zr.questions.explore(situation, key, period, "en_couple").unknowns[0]


@pytest.mark.parametrize("name", INPUTS)
def test_every_question_is_of_an_input_and_has_a_grid(name):
    entry = INPUTS[name]
    variable = zr.system().get_variable(name)
    assert variable is not None
    assert set(entry) <= {"question", "choices", "note", "grid"}
    assert entry["question"].partition(" (")[0].endswith("?")
    unknown = grid_of(name)
    assert unknown.question == entry["question"]
    assert len(unknown.grid) >= 2
    assert len(unknown.labels) == len(unknown.grid) == len(set(unknown.labels))
    if variable.value_type is Enum:
        members = {item.name for item in variable.possible_values}
        assert set(entry.get("choices", {})) <= members


@pytest.mark.parametrize("name", tables()["grids"])
def test_every_path_of_a_grid_is_a_parameter(name):
    for factors in tables()["grids"][name]:
        for factor in factors if isinstance(factors, list) else [factors]:
            if isinstance(factor, str):
                node = zr.system().parameters
                for part in factor.split("."):
                    node = node.children[part]
                assert node.get_at_instant("2026-05-01") is not None, factor


def test_every_default_has_a_wording():
    assert set(tables()["defaults"]) <= set(INPUTS)


def test_delicate_questions_say_why():
    assert {name for name, entry in INPUTS.items() if entry.get("note")} == SENSITIVE
    assert not SENSITIVE & set(tables()["defaults"])


def test_wages_tried_are_thresholds_of_the_period():
    """651,69 from April 2026; 59 and 138 SMIC of 12,02 euros: 709,18 and 1 658,76."""
    grid = grid_of("salaire_net").grid
    assert {0.0, 651.69, 709.18, 1658.76} <= set(grid)
    assert list(grid) == sorted(grid)
    # Décret 2025-293: 646,52 from April 2025; the bonus then reached its top at 120 SMIC of 11,88.
    before = grid_of("salaire_net", "2025-05").grid
    assert {646.52, 1425.6} <= set(before)
    assert 651.69 not in before


def test_births_tried_are_on_both_sides_of_the_ages_of_the_law():
    """18 and 25 years (L842-2 and L262-4): the ages of 17, 18, 24 and 25 are tried."""
    grid = grid_of("date_naissance").grid
    ages = {2026 - born.year - ((born.month, born.day) > (5, 1)) for born in grid}
    assert {17, 18, 24, 25} <= ages
    assert all(isinstance(born, dt.date) for born in grid)


def test_births_of_children_follow_other_ages():
    situation = couple()
    del situation["individus"]["sami"]["date_naissance"]
    grid = grid_of("date_naissance", member="sami", situation=situation).grid
    ages = {2026 - born.year - ((born.month, born.day) > (5, 1)) for born in grid}
    assert {2, 3, 13, 14, 19, 20, 24, 25} <= ages
    assert 61 not in ages


def test_lists_leave_out_what_says_nothing():
    unknown = grid_of("statut_occupation_logement")
    assert "non_renseigne" not in unknown.grid
    assert len(unknown.grid) == 8


def test_a_question_says_of_whom_where_several_could_be_meant():
    situation = couple()
    unknown = grid_of("salaire_net", member="elise", situation=situation)
    assert unknown.question.startswith("Pour elise : quel est le salaire net")
    alone_question = grid_of("salaire_net", situation=alone()).question
    assert alone_question.startswith("Quel est")


def test_what_has_no_wording_takes_its_label():
    assert grid_of("logement_crous").question == "Le logement est géré par un CROUS : oui ou non ?"


def test_the_usual_unknowns_are_those_not_given():
    checked = check_situation(couple(), requested_period(PERIOD), zr.system())
    assert zr.questions.default_unknowns(checked) == (
        ("m1", "statut_occupation_logement"),
        ("m1", "loyer"),
        ("elise", "salaire_net"),
        ("elise", "activite"),
        ("karim", "chomage_net"),
        ("elise", "chomage_net"),
    )
    assert len(zr.questions.default_unknowns(checked)) == 6
    assert set(INPUTS) <= set(catalogue_of(zr.system()).variables)


def test_every_usual_set_of_unknowns_fits():
    """The default grids of six usual unknowns stay within what is computed."""
    for situation in (alone(), couple()):
        checked = check_situation(situation, requested_period(PERIOD), zr.system())
        keys = zr.questions.default_unknowns(checked)
        found = zr.questions.explore(situation, keys, PERIOD, "en_couple")
        assert 1 < found.points <= zr.questions.MAX_POINTS
