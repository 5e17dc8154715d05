"""RSA déconjugalisé: a variant whose choices are said; amounts by hand, right of May 2026.

Reference months January to March 2026: one person 646.52 (so 323.26 for the second adult,
193.956, 193.96, for each of two children).
"""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openfisca_core.simulations import SimulationBuilder

import zeronr_rules as zr
from zeronr_rules.calculation import reformed_system
from zeronr_rules.reforms.rules.deconjugalise import CHOICES

VARIANT = zr.reforms.rsa_deconjugalise()
REFERENCE = ("2026-01", "2026-02", "2026-03")
MONTH = "2026-05"
ALL = [
    zr.reforms.rsa_deconjugalise(part_enfants=one, forfait_logement=two, prestations=three)
    for one in CHOICES["part_enfants"]
    for two in CHOICES["forfait_logement"]
    for three in CHOICES["prestations"]
]


def couple(first=0, second=0, children=0, *, owner=False, benefits=0, student=False, more=None):
    def adult(wage):
        return {
            "date_naissance": {"ETERNITY": "1986-03-12"},
            "salaire_net": dict.fromkeys(REFERENCE, wage),
        }

    persons = {"a": adult(first), "b": adult(second)}
    if student:
        persons["b"]["activite"] = {MONTH: "etudiant"}
    for name, values in (more or {}).items():
        persons[name] = {**persons.get(name, {}), **values}
    names = [f"e{rank}" for rank in range(children)]
    for name in names:
        persons.setdefault(name, {})["date_naissance"] = {"ETERNITY": "2019-06-15"}
    famille = {"parents": ["a", "b"], "enfants": names}
    for benefit in ("af_comptees", "paje_base", "cf", "asf"):
        famille[benefit] = dict.fromkeys(REFERENCE, 0)
    famille["af_comptees"] = dict.fromkeys(REFERENCE, benefits)
    status = "proprietaire" if owner else "locataire_vide"
    return {
        "individus": persons,
        "familles": {"f": famille},
        "foyers_fiscaux": {"d": {"declarants": ["a", "b"], "personnes_a_charge": names}},
        "menages": {
            "m": {
                "personne_de_reference": ["a"],
                "conjoint": ["b"],
                "enfants": names,
                "statut_occupation_logement": dict.fromkeys(REFERENCE, status),
            }
        },
    }


def amount(situation, reform):
    ours = float(zr.calculate(situation, MONTH, "rsa", reform=reform)["rsa"][0])
    theirs = SimulationBuilder().build_from_dict(reformed_system(reform), situation)
    assert float(theirs.calculate("rsa", MONTH)[0]) == ours, "the other engine differs"
    return ours


@pytest.mark.parametrize(
    ("first", "second", "children", "law", "variant"),
    [
        (0, 0, 0, 969.78, 1293.04),  # 646.52 x 2
        (900, 0, 0, 69.78, 646.52),  # 646.52 - 900 < 0, and 646.52
        (500, 300, 0, 169.78, 493.04),  # 146.52 + 346.52
        (1400, 1400, 0, 0, 0),
        (642, 1400, 0, 0, 0),  # 4.52 is under 6 euros
        # One child: 193.96 / 2 = 96.98, so 743.50 each.
        (0, 0, 1, 1163.74, 1487.00),
        (800, 0, 1, 363.74, 743.50),
        (500, 300, 1, 363.74, 687.00),  # 243.50 + 443.50
        # Two children: 387.92 / 2 = 193.96, so 840.48 each.
        (0, 0, 2, 1357.70, 1680.96),
        (900, 0, 2, 457.70, 840.48),
        (500, 300, 2, 557.70, 880.96),  # 340.48 + 540.48
    ],
)
def test_by_hand(first, second, children, law, variant):
    situation = couple(first, second, children)
    assert amount(situation, None) == law
    assert amount(situation, VARIANT) == variant


def test_who_carries_the_children():
    """Applicant 800, two children: 646.52 + 387.92 - 800 = 234.44, and 646.52 for the other."""
    of_the_applicant = zr.reforms.rsa_deconjugalise(part_enfants="demandeur")
    assert amount(couple(800, 0, 2), of_the_applicant) == 880.96
    # Half each: 840.48 - 800 = 40.48, and 840.48. The sum is the same as nobody is above.
    assert amount(couple(800, 0, 2), VARIANT) == 880.96
    # At 900: 134.44 + 646.52, against 0 + 840.48.
    assert amount(couple(900, 0, 2), of_the_applicant) == 780.96
    assert amount(couple(900, 0, 2), VARIANT) == 840.48


def test_who_is_counted_the_family_benefits():
    """150 counted each month. Half each: 840.48 - 75 = 765.48."""
    assert amount(couple(0, 0, 2, benefits=150), None) == 1207.70
    assert amount(couple(0, 0, 2, benefits=150), VARIANT) == 1530.96
    # The applicant earns 800: 840.48 - 75 - 800 < 0, and 765.48.
    assert amount(couple(800, 0, 2, benefits=150), VARIANT) == 765.48
    # All with the applicant: 840.48 - 150 - 800 < 0, and 840.48.
    with_the_applicant = zr.reforms.rsa_deconjugalise(prestations="demandeur")
    assert amount(couple(800, 0, 2, benefits=150), with_the_applicant) == 840.48


def test_what_housing_counts_for():
    """Owners: 16.5 % of 1 163.74 = 192.0171, 192.02, half 96.01; one person, 12 %, 77.58."""
    owners = couple(children=1, owner=True)
    assert amount(owners, None) == 971.72  # 1163.74 - 192.02
    assert amount(owners, VARIANT) == 1294.98  # 2 x (743.50 - 96.01)
    alone = zr.reforms.rsa_deconjugalise(forfait_logement="personne_seule")
    assert amount(owners, alone) == 1331.84  # 2 x (743.50 - 77.58)


def test_each_adult_meets_the_conditions():
    """A student has no right of their own; by the law they count in the foyer's amount."""
    assert amount(couple(student=True), None) == 969.78
    assert amount(couple(student=True), VARIANT) == 646.52


def test_resources_of_a_child_follow_the_children():
    """120 of maintenance of the child, below 193.96: half each, or all to the applicant."""
    child = {"e0": {"pensions_alimentaires_percues": dict.fromkeys(REFERENCE, 120)}}
    situation = couple(700, 0, 1, more=child)
    assert amount(situation, None) == 343.74  # 1163.74 - 700 - 120
    assert amount(situation, VARIANT) == 683.50  # 743.50 - 760 < 0, and 743.50 - 60
    of_the_applicant = zr.reforms.rsa_deconjugalise(part_enfants="demandeur")
    # 840.48 - 820 = 20.48, and 646.52.
    assert amount(situation, of_the_applicant) == 667.00


def test_an_AAH_is_that_of_who_receives_it():  # noqa: N802
    disabled = {"b": {"aah": dict.fromkeys(REFERENCE, 1000)}}
    assert amount(couple(more=disabled), None) == 0
    assert amount(couple(more=disabled), VARIANT) == 646.52


def test_neutralised_and_interrompues_are_measured_on_each():
    ended = {
        "a": {"interruption_revenus_professionnels": {MONTH: True}},
        "b": {
            "pensions_alimentaires_percues": dict.fromkeys(REFERENCE, 746.52),
            "interruption_autres_ressources": {MONTH: True},
        },
    }
    # a: 646.52; b: 746.52 - 646.52 = 100 left to count, 546.52.
    assert amount(couple(900, 0, more=ended), VARIANT) == 1193.04


def alone(people):
    familles = people.members["famille"]
    return np.bincount(familles.groups, weights=familles.roles < 2, minlength=familles.count) == 1


@pytest.mark.parametrize("variant", ALL, ids=lambda one: one.name)
def test_a_foyer_of_one_adult_does_not_move(variant):
    people = zr.synthetic_population(400, 2026, seed=11)
    names = ("rsa", "rsa_montant_examine", "ppa", "af")
    for month in ("2024-11", "2025-05", "2026-10"):
        law = zr.simulate(people, month, names)
        found = zr.simulate(people, month, names, reform=variant)
        lone = alone(people)
        assert 50 < lone.sum() < len(lone)
        for name in names:
            assert np.array_equal(law[name][lone], found[name][lone]), (name, month)
        assert (law["rsa"] != found["rsa"]).any()


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    variant=st.sampled_from(ALL),
    month=st.sampled_from(["2023-05", "2025-01", "2026-06"]),
)
def test_lone_persons_never_move(seed, variant, month):
    people = zr.synthetic_population(40, int(month[:4]), seed=seed)
    law, found = (zr.simulate(people, month, "rsa", reform=one)["rsa"] for one in (None, variant))
    lone = alone(people)
    assert np.array_equal(law[lone], found[lone])


def test_the_prime_activite_does_not_read_it():
    """Its own barème is that of the foyer; only a housing aid that moves could move it."""
    people = zr.synthetic_population(400, 2026, seed=11)
    law, found = (zr.simulate(people, MONTH, "ppa", reform=one)["ppa"] for one in (None, VARIANT))
    assert np.array_equal(law, found)


def test_the_past_received_is_that_of_the_variant():
    """The housing aid of May looks at the RSA of April, computed under the same law.

    Past wages of the applicant, 1 800 a month, then 900: no RSA by the law; under the variant
    the other adult has one.
    """
    situation = couple(2000, 0)
    situation["individus"]["a"]["salaire_imposable"] = {
        f"2025-{month:02d}": 2200 for month in range(1, 13)
    }
    situation["individus"]["a"]["salaire_net"] |= dict.fromkeys(("2025-12",), 2000)
    home = situation["menages"]["m"]
    months = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)]
    home["statut_occupation_logement"] = dict.fromkeys(months, "locataire_vide")
    home["loyer"] = dict.fromkeys(months, 600)
    home["depcom"] = dict.fromkeys(months, "13055")
    aids = [
        zr.calculate(situation, MONTH, "aide_logement", reform=reform)["aide_logement"][0]
        for reform in (None, VARIANT)
    ]
    # R822-17 CCH: who received the RSA has the incomes of the past year neutralised.
    assert aids[1] > aids[0]


def test_each_choice_is_another_law():
    assert len({one.digest for one in ALL}) == len(ALL) == 8
    assert VARIANT == zr.reforms.get("rsa_deconjugalise") == ALL[0]
    for one in ALL:
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - ours
    named = zr.reforms.rsa_deconjugalise(
        part_enfants="demandeur", forfait_logement="personne_seule"
    )
    assert (
        named.name == "rsa_deconjugalise(part_enfants=demandeur, forfait_logement=personne_seule)"
    )
    assert "tous au demandeur" in str(named.diff())
    assert "la moitié chacun" in str(VARIANT.diff())


def test_unknown_choices():
    with pytest.raises(zr.ReformError) as caught:
        zr.reforms.rsa_deconjugalise(part_enfants="moitié", prestations=3)
    assert len(caught.value.faults) == 2
    assert "« partagee » ou « demandeur »" in str(caught.value)
