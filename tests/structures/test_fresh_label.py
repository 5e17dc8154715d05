"""Structures, recomputed from the charter and the published figures alone (L214-7, D214-7 CASF)."""

from __future__ import annotations

import pytest

import zeronr_rules as zr

COMMITMENTS = (
    "contrats_adaptes", "accueil_dans_le_delai", "heures_minimales_proposees",
    "maintien_apres_reprise", "coordinateur_avip", "partenariat_territorial",
)  # fmt: skip


def answer(name, month, **given):
    described = {key: {month: value} for key, value in given.items() if value is not None}
    result = zr.structures.calculate({"structures_accueil": {"a": described}}, month, [name])
    return result.by_id(name)["a"]


@pytest.mark.parametrize(
    ("month", "places", "required"),
    [
        ("2024-12", 24, 5),  # 4.8
        ("2024-12", 12, 2),  # 2.4
        ("2024-12", 20, 4),  # 4.0
        ("2024-12", 13, 3),  # 2.6
        ("2024-12", 40, 8),
        ("2016-04", 20, 6),  # 30 %
        ("2017-12", 20, 6),  # 30 %
        ("2018-01", 20, 4),  # 20 %
        ("2017-12", 25, 8),  # 7.5, the half goes up
        ("2026-11", 24, 5),  # the law still says 20 %
    ],
)
def test_required_places(month, places, required):
    assert answer("avip_places_requises", month, capacite=places) == required


@pytest.mark.parametrize(
    ("month", "contribution", "by_place"),
    [
        ("2019-01", 0.0, 2100),
        ("2019-01", 0.75, 2100),
        ("2019-01", 0.76, 800),
        ("2022-06", 1.00, 800),
        ("2022-06", 1.01, 300),
        ("2025-12", 1.25, 300),
        ("2025-12", 1.26, 0),
    ],
)
def test_bonus_mixite_at_each_bound(month, contribution, by_place):
    given = {
        "capacite": 24,
        "type_structure": "eaje",
        "financement_structure": "psu",
        "participation_horaire_moyenne": contribution,
    }
    assert answer("bonus_mixite", month, **given) == 24 * by_place
    assert not answer("bonus_mixite_indetermine", month, **given)


@pytest.mark.parametrize("month", ["2018-12", "2026-01", "2026-11"])
def test_bonus_mixite_out_of_its_years(month):
    given = {
        "capacite": 24,
        "type_structure": "eaje",
        "financement_structure": "psu",
        "participation_horaire_moyenne": 0.5,
    }
    # Before 2019 there is none; from 2026 the schedule changed and was not read.
    assert answer("bonus_mixite_indetermine", month, **given) == (month >= "2026")
    if month < "2019":
        assert answer("bonus_mixite", month, **given) == 0


def test_bonus_mixite_is_for_the_psu():
    given = {"capacite": 10, "type_structure": "micro_creche", "participation_horaire_moyenne": 0.5}
    assert answer("bonus_mixite", "2024-01", financement_structure="paje", **given) == 0
    assert not answer("bonus_mixite_indetermine", "2024-01", financement_structure="paje", **given)


@pytest.mark.parametrize(
    ("month", "department", "known"),
    [("2023-12", "01", False), ("2024-01", "01", True), ("2024-12", "01", True),
     ("2025-01", "01", False), ("2024-06", "69", False)],
)  # fmt: skip
def test_the_forfait_is_known_in_the_ain_in_2024(month, department, known):
    given = {"departement_structure": department, "places_avip": 7, "capacite": 36}
    unknown = answer("avip_financement_caf_indetermine", month, label_avip="oui", **given)
    assert unknown == (not known)
    if known:
        assert answer("avip_financement_caf", month, label_avip="oui", **given) == 14_000
    assert answer("avip_financement_caf", month, label_avip="non", **given) == 0


@pytest.mark.parametrize("places", [19, 20, 39, 40])
def test_guaranteed_places_one_by_twenty(places):
    given = {"capacite": places, "type_structure": "eaje", "creche_employeur": "non"}
    assert answer("places_garanties_requises", "2020-06", **given) == places // 20


def test_employers_are_exempt_of_guaranteed_places():
    given = {"capacite": 40, "type_structure": "eaje", "creche_employeur": "oui"}
    assert answer("places_garanties_requises", "2020-06", **given) == 0


def test_the_label_takes_every_commitment():
    complete = {
        "type_structure": "eaje", "financement_structure": "psu", "capacite": 24,
        "places_avip": 5, **dict.fromkeys(COMMITMENTS, "oui"),
    }  # fmt: skip
    assert answer("avip_label_possible", "2024-12", **complete) == "oui"
    assert answer("avip_label_possible", "2024-12", **{**complete, "places_avip": 4}) == "non"
    paje = {**complete, "financement_structure": "paje"}
    assert answer("avip_label_possible", "2024-12", **paje) == "non"
    for missing in COMMITMENTS:
        assert answer("avip_label_possible", "2024-12", **{**complete, missing: "non"}) == "non"
        unsaid = {**complete, missing: None}
        assert answer("avip_label_possible", "2024-12", **unsaid) == "indetermine"


def test_childminders_could_not_have_the_label_before_2025():
    given = {"type_structure": "assistantes_maternelles", "financement_structure": "paje"}
    assert answer("avip_label_possible", "2024-12", **given) == "non"
    assert answer("avip_label_possible", "2025-06", **given) == "indetermine"


@pytest.mark.parametrize(
    ("seen", "all_children", "expected"),
    [(5, 25, "oui"), (4, 25, "non"), (7, 36, "non"), (8, 36, "oui"), (0, 0, "indetermine")],
)
def test_the_share_of_children(seen, all_children, expected):
    given = {"enfants_avip": seen, "enfants_accueillis": all_children}
    assert answer("avip_part_enfants_atteinte", "2024-06", **given) == expected


@pytest.mark.parametrize(
    ("children", "rate"), [(0, 0.0), (1, 0.15), (4, 0.15), (5, 0.30), (7, 0.30), (8, 0.45)]
)
def test_bonus_handicap_rate(children, rate):
    given = {
        "capacite": 60, "type_structure": "eaje", "financement_structure": "psu",
        "enfants_accueillis": 100, "enfants_handicapes": children,
    }  # fmt: skip
    assert answer("bonus_handicap_taux", "2024-06", **given) == pytest.approx(rate)


@pytest.mark.parametrize(
    "given",
    [
        {"capacite": 24, "places_avip": 25},
        {"enfants_accueillis": 20, "enfants_avip": 21},
        {"enfants_accueillis": 20, "enfants_handicapes": 21},
        {"departement_structure": "1"},
        {"departement_structure": "999"},
        {"departement_structure": "20"},
    ],
)
def test_facts_that_cannot_be_true(given):
    with pytest.raises(zr.SituationError, match=list(given)[-1]):
        answer("avip_places_requises", "2024-06", **given)


def test_the_faults_of_every_structure_are_told_together():
    month = "2024-06"
    structures = {
        "a": {"capacite": {month: 4}, "places_avip": {month: 5}},
        "b": {"departement_structure": {month: "1"}},
        "c": {"capacite": {month: 4}, "places_avip": {month: 4}, "enfants_avip": {month: 3}},
    }
    with pytest.raises(zr.SituationError) as raised:
        zr.structures.calculate({"structures_accueil": structures}, month, "avip_places_requises")
    assert "a / places_avip" in str(raised.value)
    assert "b / departement_structure" in str(raised.value)
    assert " c / " not in str(raised.value)
