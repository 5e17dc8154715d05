"""More knowledge never reverses a known answer, and the bounds hold whatever is learnt.

Figures that nobody published, then facts that a household did not give, are drawn at
random; what was known before must stay true.
"""

from __future__ import annotations

import random

import pytest

import zeronr_rules as zr
from zeronr_rules.calculation import reformed_system
from zeronr_rules.parsed import parameter_tree
from zeronr_rules.territories.cells import needed, values_at
from zeronr_rules.variables.fsl.reglement import code, est_inconnue
from zeronr_rules.variables.fsl.schema import CELLULES, INCONNU, NATURES

FILES = parameter_tree()["territoires"]["fsl"]
MONTH = "2026-11"
IN_FORCE = sorted(
    key
    for key, data in FILES.items()
    if values_at(data, f"{MONTH}-01").get("reglement.en_vigueur") == 1
)
STATUS, LEAST, MOST = "fsl_energie_statut", "fsl_energie_montant_min", "fsl_energie_montant_max"
BOUNDS = [
    (f"fsl_energie_{name}_min", f"fsl_energie_{name}_max")
    for name in ("montant", "montant_accord", "subvention")
]
NAMES = [STATUS, *(name for pair in BOUNDS for name in pair)]
# Fixed by what the households give, or by the calendar: not a figure to learn here.
NOT_LEARNT = {"reglement.date", "ressources.periode", "ressources.pension_deduite"}
RANGES = {
    "EUR/mois": (300, 3000), "EUR": (10, 600), "EUR/jour": (0, 20), "taux": (0.05, 1),
    "multiple": (0.5, 3), "parts": (0.5, 3), "mois": (1, 24), "ans": (1, 5), "aides": (1, 3),
}  # fmt: skip


def drawn(name, rng):
    """Return a value that the cell could hold."""
    cellule = CELLULES[name]
    if cellule.unite == "nature_dette":
        return rng.sample(NATURES, rng.randint(1, len(NATURES)))
    if cellule.choix:
        return rng.choice([one for one in cellule.choix if one != INCONNU])
    if cellule.unite == "option":
        return rng.randint(0, 1)
    low, high = RANGES[cellule.unite]
    figures = [round(rng.uniform(low, high), 2) for _ in range(rng.randint(1, 6))]
    return figures if cellule.liste else figures[0]


def completion(key, rng):
    """Return the unknown cells of a territory, each with a figure, and those they call for."""
    values = values_at(FILES[key], f"{MONTH}-01")
    learnt = {
        name: drawn(name, rng)
        for name, value in values.items()
        if est_inconnue(value) and name not in NOT_LEARNT
    }
    known = {**values, **learnt}
    if known["critere.mesure"] == "qf_caf" and est_inconnue(values["critere.mesure"]):
        # Their resources are given, not the quotient of the Caf.
        learnt["critere.mesure"] = "ressources"
    for name in needed({**values, **learnt}):
        if name not in known:
            learnt[name] = drawn(name, rng)
    return learnt


def drawn_households(key, rng, count=30):
    return [
        {
            "fsl_territoire": code(key),
            "adults": rng.choice([1, 2, 2, 3]),
            "children": rng.choice([0, 0, 1, 2, 5]),
            "fsl_energie_ressources": round(rng.uniform(0, 4000), 2),
            "fsl_quotient_familial_caf": rng.choice([-1, 500, 900]),
            "fsl_energie_impaye": rng.choice([0.5, 20, 45, 300, 900, 1e6]),
            "fsl_energie_nature": rng.choice(["non_renseignee", *NATURES[:4], "eau", "telephone"]),
            "fsl_energie_contrat_en_cours": rng.choice(["oui", "oui", "non", "indetermine"]),
            "fsl_energie_negociation": rng.choice(["oui", "non", "indetermine"]),
            "fsl_energie_situation_derogatoire": rng.choice(["non", "indetermine"]),
            "fsl_energie_anciennete_facture": rng.choice([-1, 1, 30]),
            "fsl_energie_aides_annee_civile": rng.choice([0, 0, 100, 400]),
            "fsl_energie_aides_12_mois": rng.choice([0, 0, 100, 400]),
            "fsl_energie_nb_aides_12_mois": rng.choice([0, 0, 1]),
            "loyer": rng.choice([0, 400]),
            "person": {"etudiant": rng.choice([False, False, True])},
        }
        for _ in range(count)
    ]


def assert_still_true(before, after, told=("eligible", "non_eligible", "a_examiner")):
    for rank, (one, other) in enumerate(zip(before[STATUS], after[STATUS], strict=True)):
        if one in told:
            assert other == one, (rank, one, other)
        for least, most in BOUNDS:
            assert before[least][rank] <= after[least][rank] + 1e-9, (rank, least)
            assert after[least][rank] <= after[most][rank] + 1e-9, (rank, most)
            assert after[most][rank] <= before[most][rank] + 1e-9, (rank, most)


@pytest.mark.parametrize("key", IN_FORCE)
def test_a_figure_that_is_published_reverses_nothing(key, answers, filled_rules):
    rng = random.Random(key)
    households = drawn_households(key, rng)
    before = answers(MONTH, households, NAMES)
    for _ in range(2):
        rules = filled_rules(key, completion(key, rng))
        after = answers(MONTH, households, NAMES, rules)
        assert_still_true(before, after)


@pytest.mark.parametrize("key", ["departement_16", "departement_2", "departement_56"])
def test_the_completions_are_not_idle(key, answers, filled_rules):
    """Some answer was open, and is not any more."""
    rng = random.Random(7)
    month = "2024-06" if key == "departement_2" else MONTH
    households = drawn_households(key, rng, 60)
    before = answers(month, households, NAMES)
    after = answers(month, households, NAMES, filled_rules(key, completion(key, rng)))
    assert before != after


def test_a_fact_that_is_given_reverses_no_yes_and_no_no(answers):
    rng = random.Random(11)
    facts = {
        "fsl_energie_contrat_en_cours": ["oui", "non"],
        "fsl_energie_abonne": ["oui", "non"],
        "residence_principale": ["oui", "non"],
        "fsl_energie_negociation": ["oui", "non"],
        "fsl_energie_situation_derogatoire": ["oui", "non"],
        "fsl_energie_anciennete_facture": [0, 6, 40],
        "fsl_quotient_familial_caf": [300, 2000],
        "fsl_energie_nature": ["electricite", "eau", "telephone"],
    }
    unsaid = {
        name: -1 if isinstance(choices[0], int) else "indetermine"
        for name, choices in facts.items()
    }
    unsaid["fsl_energie_nature"] = "non_renseignee"
    households = []
    for key in IN_FORCE:
        for _ in range(6):
            hidden = [name for name in facts if rng.random() < 0.4]
            said = {
                name: rng.choice(choices) for name, choices in facts.items() if name not in hidden
            }
            base = drawn_households(key, rng, 1)[0]
            households.append({**base, **unsaid, **said})
    before = answers(MONTH, households, NAMES)
    for _ in range(3):
        learnt = [
            {
                **household,
                **{
                    name: rng.choice(choices)
                    for name, choices in facts.items()
                    if household[name] == unsaid[name]
                },
            }
            for household in households
        ]
        after = answers(MONTH, learnt, NAMES)
        assert_still_true(before, after, told=("eligible", "non_eligible"))


@pytest.mark.parametrize("reading", ["rejet", "plancher"])
def test_either_reading_of_the_minimum_lies_within_the_default(reading, answers):
    reform = zr.reforms.parametric({"conventions.fsl_minimum_versement": {"2005-01:": reading}})
    rng = random.Random(3)
    households = [one for key in IN_FORCE for one in drawn_households(key, rng, 6)]
    # Under the minimum of a règlement that does not settle it, whatever was drawn above.
    zone = {"fsl_energie_impaye": 40.0, "fsl_energie_penalites": 0.0}
    none = {"fsl_energie_aides_annee_civile": 0.0, "fsl_energie_aides_12_mois": 0.0}
    households.append({**drawn_households("departement_56", rng, 1)[0], **zone, **none})
    before = answers(MONTH, households, NAMES)
    after = answers(MONTH, households, NAMES, reformed_system(reform))
    assert_still_true(before, after)
    assert before != after
