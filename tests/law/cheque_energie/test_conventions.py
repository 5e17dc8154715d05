"""The other readings, what a result says it does not know, and the amounts one by one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from openfisca_core.simulation_builder import SimulationBuilder

import zeronr_rules as zr
from zeronr_rules.core import Population, Simulation
from zeronr_rules.system import system


def situation(rfr, enfants=(), adultes=("a",), annee=2026):
    """One foyer fiscal; ``enfants`` says of each if it lives in alternating residence."""
    noms = [f"e{rang}" for rang in range(len(enfants))]
    individus = {nom: {"date_naissance": {"ETERNITY": "1986-03-12"}} for nom in adultes}
    for nom, alterne in zip(noms, enfants, strict=True):
        individus[nom] = {
            "date_naissance": {"ETERNITY": "2014-05-20"},
            "garde_alternee": {f"{annee - 1}-01": alterne},
        }
    return {
        "individus": individus,
        "familles": {"f": {"parents": list(adultes), "enfants": noms}},
        "foyers_fiscaux": {
            "d": {
                "declarants": list(adultes),
                "personnes_a_charge": noms,
                **({} if rfr is None else {"rfr": {str(annee - 2): rfr}}),
            }
        },
        "menages": {
            "m": {"personne_de_reference": "a", "conjoint": list(adultes)[1:], "enfants": noms}
        },
    }


def valeur(nom, annee, cas, convention=None, lecture=None):
    reforme = convention and zr.reforms.parametric(
        {f"conventions.{convention}": {"2018-01:": lecture}}
    )
    return zr.calculate(cas, annee, nom, reform=reforme).by_id(nom)["m"]


@pytest.mark.parametrize(("rfr", "attendu"), [(10_999.0, "oui"), (11_000.0, "non")])
def test_un_bareme_reconduit_dit_le_droit(rfr, attendu):
    """Under the last ceiling known, 11 000."""
    lecture = ("cheque_energie_bareme_inconnu", "reconduit")
    assert valeur("cheque_energie_eligible", 2026, situation(rfr)) == "indetermine"
    assert valeur("cheque_energie_eligible", 2026, situation(rfr), *lecture) == attendu
    assert valeur("cheque_energie_bareme_reconduit_par_defaut", 2026, situation(rfr), *lecture)


def test_le_rang_de_l_enfant_en_residence_alternee():
    """1 + 0,5 + 0,15 = 1,65; before the other child: 1 + 0,25 + 0,3 = 1,55."""
    nom, cas = "cheque_energie_unites_consommation", situation(9000.0, (True, False), annee=2023)
    avant = ("cheque_energie_rang_residence_alternee", "avant")
    assert valeur(nom, 2023, cas) == pytest.approx(1.65)
    assert valeur(nom, 2023, cas, *avant) == pytest.approx(1.55)
    # With two adults the second rank is an adult's under both: 1 + 0,5 + 0,3 + 0,15.
    couple = situation(9000.0, (True, False), ("a", "b"), annee=2023)
    assert valeur(nom, 2023, couple) == pytest.approx(1.95)
    assert valeur(nom, 2023, couple, *avant) == pytest.approx(1.95)


def test_les_avis_disent_ce_qui_manque():
    resultat = zr.calculate(situation(None, annee=2023), 2023, "cheque_energie")
    avis = {notice.code: notice for notice in resultat.notices}
    assert avis["rfr_absent"].ids == ("d",)
    assert avis["rfr_absent"].period == "2021"
    assert avis["cheque_energie_indetermine"].period == "2023"
    resultat = zr.calculate(situation(5000.0, annee=2023), 2023, "cheque_energie")
    assert not {"rfr_absent", "cheque_energie_indetermine"} & {n.code for n in resultat.notices}


def test_un_revenu_negatif_est_refuse():
    with pytest.raises(zr.SituationError, match="positif ou nul"):
        zr.calculate(situation(-1.0), 2025, "cheque_energie")


BORNES = {
    2018: (5600, 6700, 7700, 7700), 2020: (5600, 6700, 7700, 10700),
    2022: (5600, 6700, 7700, 10800), 2024: (5700, 6800, 7850, 11000),
}  # fmt: skip
MONTANTS = {1: (194, 146, 98, 48, 0), 1.5: (240, 176, 113, 63, 0), 2: (277, 202, 126, 76, 0)}
EN_2018 = {1: (144, 96, 48, 0, 0), 1.5: (190, 126, 63, 0, 0), 2: (227, 152, 76, 0, 0)}


@pytest.mark.parametrize("annee", BORNES)
def test_le_bareme_menage_par_menage(annee):
    """Random households beside the table of the arrêté read one household at a time."""
    hasard = np.random.default_rng(annee)
    cas = {"individus": {}, "familles": {}, "foyers_fiscaux": {}, "menages": {}}
    attendus = []
    for rang in range(300):
        noms = [f"{rang}_{place}" for place in range(int(hasard.integers(1, 6)))]
        rfr = float(hasard.integers(1, 30_000))
        cas["individus"] |= {nom: {"date_naissance": {"ETERNITY": "1986-03-12"}} for nom in noms}
        cas["familles"][f"f{rang}"] = {"parents": noms[:1], "enfants": noms[1:]}
        cas["foyers_fiscaux"][f"d{rang}"] = {
            "declarants": noms[:1],
            "personnes_a_charge": noms[1:],
            "rfr": {str(annee - 2): rfr},
        }
        cas["menages"][f"m{rang}"] = {"personne_de_reference": noms[0], "autres": noms[1:]}
        # In tenths of a unit, exact: 10, 15, then 3 each.
        dixiemes = 10 + 5 * (len(noms) > 1) + 3 * max(len(noms) - 2, 0)
        tranche = sum(rfr * 10 >= borne * dixiemes for borne in BORNES[annee])
        colonne = 1 if dixiemes == 10 else 1.5 if dixiemes < 20 else 2
        attendus.append((EN_2018 if annee == 2018 else MONTANTS)[colonne][tranche])
    assert len(set(attendus)) > 8
    ici = Simulation(system(), Population.from_situation(system(), cas))
    la = SimulationBuilder().build_from_entities(system(), cas)
    for moteur in (ici, la):
        assert moteur.calculate("cheque_energie_montant", str(annee)).tolist() == attendus


def test_un_revenu_plus_eleve_ne_donne_jamais_plus():
    for annee in (2018, 2021, 2023, 2026):
        montants = [
            valeur("cheque_energie_montant", annee, situation(float(rfr), annee=annee))
            for rfr in range(4000, 12_001, 500)
        ]
        assert all(plus <= moins for moins, plus in itertools.pairwise(montants))
