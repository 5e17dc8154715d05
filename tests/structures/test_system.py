"""The second system: both engines, the door, what every variable and parameter says."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openfisca_core.indexed_enums import Enum
from openfisca_core.simulation_builder import SimulationBuilder

import zeronr_rules as zr
from zeronr_rules.core import Population, Simulation
from zeronr_rules.parsed import parameter_files
from zeronr_rules.structures.system import PARAMETERS

MOIS = ("2016-05", "2017-12", "2018-01", "2019-01", "2020-01", "2024-06", "2025-12", "2026-01")
VARIABLES = zr.structures.system().variables
COMPUTED = [name for name, variable in VARIABLES.items() if variable.formulas]


@st.composite
def structures(draw):
    """A structure of which everything is known."""
    dit = st.sampled_from(("oui", "non"))
    return {
        "type_structure": draw(
            st.sampled_from(("eaje", "micro_creche", "creche_familiale", "assistantes_maternelles"))
        ),
        "financement_structure": draw(st.sampled_from(("psu", "paje"))),
        "departement_structure": draw(st.sampled_from(("01", "69", "2A", "974"))),
        "capacite": draw(st.integers(0, 90)),
        "places_avip": draw(st.integers(0, 20)),
        "enfants_accueillis": draw(st.integers(1, 90)),
        "enfants_avip": draw(st.integers(0, 20)),
        "enfants_handicapes": draw(st.integers(0, 10)),
        "participation_horaire_moyenne": draw(st.floats(0, 2)),
        **{
            nom: draw(dit)
            for nom in (
                "creche_employeur", "contrats_adaptes", "accueil_dans_le_delai", "label_avip",
                "heures_minimales_proposees", "maintien_apres_reprise", "coordinateur_avip",
                "partenariat_territorial",
            )
        },
    }  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(structures(), st.sampled_from(MOIS), st.randoms(use_true_random=False))
def test_en_dire_plus_ne_renverse_rien_et_les_moteurs_s_accordent(complete, mois, hasard):
    noms = list(complete)
    hasard.shuffle(noms)
    cas = {
        "structures_accueil": {
            str(dits): {nom: {mois: complete[nom]} for nom in noms[:dits]}
            for dits in range(len(noms) + 1)
        }
    }
    rules = zr.structures.system()
    ici = Simulation(rules, Population.from_situation(rules, copy.deepcopy(cas)))
    la = SimulationBuilder().build_from_entities(rules, cas)
    trouves = {}
    for nom in COMPUTED:
        une, autre = (
            np.broadcast_to(np.asarray(m.calculate(nom, mois)), len(noms) + 1) for m in (ici, la)
        )
        np.testing.assert_array_equal(une, autre, err_msg=nom)
        assert not (une.dtype.kind == "f" and np.isnan(une).any()), nom
        trouves[nom] = une
    for nom, valeurs in trouves.items():
        if nom.endswith("_indetermine"):
            # What became known stays known.
            assert (np.diff(valeurs.astype(int)) <= 0).all(), nom
            continue
        inconnus = trouves.get(f"{nom}_indetermine", valeurs == _unknown(nom))
        connus = valeurs[~inconnus.astype(bool)]
        assert len(set(connus.tolist())) <= 1, (nom, mois, complete)


def _unknown(nom):
    """How a value without a flag says that it is unknown: -1, or the first of three answers."""
    return {int: -1, Enum: 0}.get(VARIABLES[nom].value_type)


@pytest.mark.parametrize(
    ("situation", "extraits"),
    [
        (
            {"structures_accueil": {"a": {"capacite": {"2024-01": -4}}}, "familles": {"f": {}}},
            ["familles", "attendu une entité parmi structures_accueil", "reçu -4"],
        ),
        ({"structures_accueil": {"a": {"capacit": {"2024-01": 4}}}}, ["capacite"]),
        ({"structures_accueil": {"a": {"coordinateur_avip": {"2024-01": True}}}}, ["oui", "non"]),
        (
            {"structures_accueil": {"a": {"participation_horaire_moyenne": {"2024-01": -1}}}},
            ["positif ou nul"],
        ),
        ({"structures_accueil": {"a": {"capacite": {"2024-01": 4.5}}}}, ["nombre entier"]),
        ({"structures_accueil": {}}, ["aucune personne"]),
    ],
)
def test_une_situation_fausse_est_refusee(situation, extraits):
    with pytest.raises(zr.SituationError) as caught:
        zr.structures.calculate(situation, "2024-01", "avip_places_requises")
    for extrait in extraits:
        assert extrait in str(caught.value)


def test_une_demande_fausse_est_refusee():
    cas = {"structures_accueil": {"a": {}}}
    with pytest.raises(zr.UnknownVariableError, match="avip_places_requises"):
        zr.structures.calculate(cas, "2024-01", "avip_place_requise")
    with pytest.raises(zr.PeriodError, match="un mois"):
        zr.structures.calculate(cas, "2024", "avip_places_requises")


def test_une_situation_se_lit_dans_un_fichier(tmp_path):
    file = tmp_path / "creches.yaml"
    file.write_text("structures_accueil:\n  a:\n    capacite: {2024-01: 24}\n", encoding="utf-8")
    resultat = zr.structures.calculate(file, "2024-01", "avip_places_requises")
    assert resultat.by_id("avip_places_requises") == {"a": 5}
    assert resultat.provenance.conventions["avip_arrondi"] == "proche"


def test_le_systeme_principal_ne_connait_pas_les_structures():
    assert "capacite" not in zr.system().variables
    with pytest.raises(zr.SituationError, match="structures_accueil"):
        zr.calculate({"structures_accueil": {"a": {}}}, "2024-01", "rsa")


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_chaque_variable_se_presente(name):
    variable = VARIABLES[name]
    assert variable.label
    assert not variable.label.endswith(".")
    assert variable.reference or name.endswith("_indetermine")
    assert variable.dtype == np.float64 or variable.value_type is not float


def test_aucun_parametre_n_est_laisse():
    """Each leaf is named in a formula, which the tests of the label then try on both sides."""
    rules = Path(PARAMETERS).with_name("rules")
    formulas = "\n".join(file.read_text("utf-8") for file in rules.glob("*.py"))
    leaves = {
        leaf.name
        for leaf in zr.structures.system().parameters.get_descendants()
        if hasattr(leaf, "values_list")
    }
    assert len(leaves) > 15
    unread = [name for name in leaves if not re.search(rf"\.{name.rsplit('.')[-1]}\b", formulas)]
    assert not unread


def test_chaque_forfait_local_a_le_meme_schema():
    folder = zr.structures.system().parameters.territoires.forfait_avip
    files = [path for path, _ in parameter_files(PARAMETERS) if "forfait_avip" in path]
    assert len(files) == len(folder.children)
    for name, place in folder.children.items():
        assert re.fullmatch(r"departement_([0-9]{2,3}|2[ab])", name)
        assert set(place.children) == {"montant", "publie"}
