"""The AVIP label and its money, from the charter and the published figures of the Ain."""

from __future__ import annotations

import json

import pytest

import zeronr_rules as zr
from zeronr_rules.core import Population, Simulation


def calcule(noms, mois, **structures):
    return zr.structures.calculate({"structures_accueil": structures}, mois, noms)


def une(nom, mois, description):
    return calcule(nom, mois, a=description).by_id(nom)["a"]


def test_segny_ornex_et_trevoux(structure):
    """0,20 × 24 = 4,8 → 5; 0,20 × 12 = 2,4 → 2; seven places, 7 × 2 000 = 14 000 euros."""
    noms = ["avip_places_requises", "avip_financement_caf_places_requises", "avip_financement_caf"]
    resultat = calcule(
        noms,
        "2024-01",
        segny=structure(capacite=24, places_avip=5, label_avip="oui"),
        ornex=structure(capacite=12, places_avip=2, label_avip="oui"),
        # Helped in 2024 by the fonds publics et territoires, without the label.
        trevoux=structure(capacite=20, label_avip="non"),
    )
    assert resultat.by_id(noms[0]) == {"segny": 5, "ornex": 2, "trevoux": 4}
    assert resultat.by_id(noms[1]) == {"segny": 10_000, "ornex": 4_000, "trevoux": 8_000}
    assert resultat.by_id(noms[2]) == {"segny": 10_000, "ornex": 4_000, "trevoux": 0}
    assert not resultat.notices


@pytest.mark.parametrize(
    ("mois", "capacite", "proche", "plafond", "plancher"),
    [
        ("2017-12", 24, 7, 8, 7),  # 7,2
        ("2018-01", 24, 5, 5, 4),  # 4,8
        ("2024-01", 12, 2, 3, 2),  # 2,4
        ("2024-01", 36, 7, 8, 7),  # 7,2
        ("2024-01", 2, 0, 1, 0),  # 0,4
        ("2017-12", 15, 5, 5, 4),  # 4,5: half goes up
        ("2024-01", 20, 4, 4, 4),  # 4 exactly, whatever binary noise
        ("2024-01", 0, 0, 0, 0),
    ],
)
def test_les_places_requises_et_l_arrondi(structure, mois, capacite, proche, plafond, plancher):
    assert une("avip_places_requises", mois, structure(mois, capacite=capacite)) == proche
    for lecture, attendu in (("proche", proche), ("plafond", plafond), ("plancher", plancher)):
        assert _places_lues(capacite, mois, lecture) == attendu


def _lu_autrement(convention, lecture):
    """The rules of the structures under another reading of a convention."""
    rules = zr.structures.StructuresSystem()
    parametre = rules.parameters.conventions.children[convention]
    assert lecture in parametre.metadata["possible_values"]
    parametre.update(start="2014-01-01", value=lecture)
    return rules


def _places_lues(capacite, mois, lecture):
    rules = _lu_autrement("avip_arrondi", lecture)
    cas = {"structures_accueil": {"a": {"capacite": {mois: capacite}}}}
    population = Population.from_situation(rules, cas)
    return Simulation(rules, population).calculate("avip_places_requises", mois)[0]


def test_de_zero_a_deux_cents_places_rien_ne_vient_du_bruit_binaire():
    rules = zr.structures.system()
    cas = {
        "structures_accueil": {
            str(n): {"capacite": {"2024-01": n, "2017-01": n}} for n in range(201)
        }
    }
    simulation = Simulation(rules, Population.from_situation(rules, cas))
    vingt = simulation.calculate("avip_places_requises", "2024-01").tolist()
    trente = simulation.calculate("avip_places_requises", "2017-01").tolist()
    assert vingt == [(2 * n + 5) // 10 for n in range(201)]
    assert trente == [(3 * n + 5) // 10 for n in range(201)]


@pytest.mark.parametrize(("places", "attendu"), [(5, "oui"), (4, "non"), (None, "indetermine")])
def test_assez_de_places(structure, places, attendu):
    description = structure(capacite=24, places_avip=places)
    assert une("avip_places_suffisantes", "2024-01", description) == attendu
    assert une("avip_label_possible", "2024-01", description) == attendu


@pytest.mark.parametrize(
    ("avip", "tous", "attendu"),
    [(10, 50, "oui"), (9, 50, "non"), (None, 50, "indetermine"), (10, None, "indetermine")],
)
def test_la_part_des_enfants(structure, avip, tous, attendu):
    """0,20 × 50 = 10 children."""
    description = structure(enfants_avip=avip, enfants_accueillis=tous)
    assert une("avip_part_enfants_atteinte", "2024-01", description) == attendu


@pytest.mark.parametrize(
    "critere",
    [
        "contrats_adaptes", "accueil_dans_le_delai", "heures_minimales_proposees",
        "maintien_apres_reprise", "coordinateur_avip", "partenariat_territorial",
    ],
)  # fmt: skip
def test_chaque_engagement_compte(structure, critere):
    complete = {"capacite": 24, "places_avip": 5}
    nom = "avip_label_possible"
    assert une(nom, "2024-01", structure(**complete)) == "oui"
    assert une(nom, "2024-01", structure(**complete, **{critere: "non"})) == "non"
    assert une(nom, "2024-01", structure(**complete, **{critere: None})) == "indetermine"


@pytest.mark.parametrize(
    ("mois", "donnees", "attendu"),
    [
        ("2024-01", {"financement_structure": "paje"}, "non"),
        ("2024-01", {"financement_structure": None}, "indetermine"),
        ("2024-12", {"type_structure": "assistantes_maternelles"}, "non"),
        ("2025-01", {"type_structure": "assistantes_maternelles"}, "indetermine"),
        ("2024-01", {"type_structure": None}, "indetermine"),
        ("2024-01", {"type_structure": "micro_creche"}, "oui"),
    ],
)
def test_qui_peut_etre_labellise(structure, mois, donnees, attendu):
    description = structure(mois, capacite=24, places_avip=5, **donnees)
    assert une("avip_label_possible", mois, description) == attendu


def test_remplir_les_conditions_ne_donne_pas_le_label(structure):
    description = structure(capacite=24, places_avip=5)
    assert une("label_avip", "2024-01", description) == "indetermine"
    assert une("label_avip", "2024-01", structure(capacite=24, places_avip=4)) == "non"


def test_le_referentiel_de_2025_n_est_pas_lu(structure):
    nom = "avip_referentiel_inconnu"
    assert not une(nom, "2024-12", structure("2024-12"))
    assert une(nom, "2025-01", structure("2025-01"))


@pytest.mark.parametrize(
    ("departement", "mois", "connu"),
    [("01", "2024-01", True), ("01", "2023-12", False), ("01", "2025-01", False),
     ("69", "2024-01", False), ("2A", "2024-01", False), (None, "2024-01", False)],
)  # fmt: skip
def test_le_forfait_n_est_connu_que_dans_l_ain_en_2024(structure, departement, mois, connu):
    nom = "avip_financement_caf"
    description = structure(
        mois, capacite=24, places_avip=5, label_avip="oui", departement_structure=departement
    )
    resultat = calcule(nom, mois, a=description)
    ecrit = json.loads(json.dumps(resultat.to_dict(), allow_nan=False))
    assert ecrit["results"][nom]["values"]["a"] == (10_000 if connu else None)
    assert [notice.code for notice in resultat.notices] == ([] if connu else [f"{nom}_indetermine"])


@pytest.mark.parametrize(
    ("participation", "par_place"),
    [(0, 2100), (0.75, 2100), (0.76, 800), (1.0, 800), (1.01, 300), (1.25, 300), (1.26, 0)],
)
def test_le_bonus_mixite(structure, participation, par_place):
    description = structure(capacite=24, participation_horaire_moyenne=participation)
    assert une("bonus_mixite", "2024-01", description) == par_place * 24


@pytest.mark.parametrize(
    ("mois", "donnees", "attendu"),
    [
        ("2018-12", {}, 0.0),
        ("2019-01", {}, 50_400.0),
        ("2025-12", {}, 50_400.0),
        ("2026-01", {}, None),
        ("2026-01", {"financement_structure": "paje"}, 0.0),
        ("2024-01", {"financement_structure": "paje", "type_structure": "micro_creche"}, 0.0),
        ("2024-01", {"participation_horaire_moyenne": None}, None),
        ("2024-01", {"financement_structure": None}, None),
        ("2024-01", {"capacite": None}, None),
    ],
)
def test_le_bonus_mixite_et_ses_dates(structure, mois, donnees, attendu):
    """24 places × 2 100 = 50 400 euros."""
    base = {"capacite": 24, "participation_horaire_moyenne": 0.5} | donnees
    resultat = calcule("bonus_mixite", mois, a=structure(mois, **base)).to_dict()
    assert resultat["results"]["bonus_mixite"]["values"]["a"] == attendu


@pytest.mark.parametrize(
    ("concernes", "taux"), [(0, 0), (1, 0.15), (4, 0.15), (5, 0.30), (7, 0.30), (8, 0.45)]
)
def test_le_bonus_handicap(structure, concernes, taux):
    """Of 100 children: under 5 %, from 5, from 7,5; at most 1 300 × 24 = 31 200 euros."""
    description = structure(capacite=24, enfants_accueillis=100, enfants_handicapes=concernes)
    assert une("bonus_handicap_taux", "2024-01", description) == taux
    assert une("bonus_handicap_max", "2024-01", description) == (31_200 if concernes else 0)


@pytest.mark.parametrize(
    ("mois", "capacite", "employeur", "entieres", "entamees"),
    [
        ("2024-01", 19, "non", 0, 1),
        ("2024-01", 20, "non", 1, 1),
        ("2024-01", 39, "non", 1, 2),
        ("2024-01", 40, "non", 2, 2),
        ("2024-01", 40, "oui", 0, 0),
        ("2024-01", 40, None, -1, -1),
        ("2024-01", None, "non", -1, -1),
        ("2019-12", 40, "non", -1, -1),
    ],
)
def test_les_places_garanties_ne_sont_pas_celles_du_label(
    structure, mois, capacite, employeur, entieres, entamees
):
    nom = "places_garanties_requises"
    description = structure(mois, capacite=capacite, creche_employeur=employeur)
    assert une(nom, mois, description) == entieres
    rules = _lu_autrement("places_garanties_tranche", "entamee")
    population = Population.from_situation(rules, {"structures_accueil": {"a": description}})
    assert Simulation(rules, population).calculate(nom, mois)[0] == entamees
