"""The readings of each convention of the rental sector, by hand, and whole euros that are whole."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from openfisca_core.simulation_builder import SimulationBuilder

from zeronr_rules.system import RulesSystem, system

MOIS = "2026-11"


@functools.cache
def systeme_ou(convention, lecture):
    if lecture is None:
        return system()
    systeme = RulesSystem()
    parametre = systeme.parameters.conventions.children[convention]
    parametre.update(start="2014-01-01", value=lecture)
    return systeme


def calculer(convention, lecture, famille, menage, variables):
    systeme = systeme_ou(convention, lecture)
    simulation = SimulationBuilder().build_from_dict(systeme, situation(famille, menage))
    return [float(simulation.calculate(variable, MOIS)[0]) for variable in variables]


def situation(famille, menage):
    return {
        "individus": {"demandeur": {"date_naissance": {"ETERNITY": "1980-03-12"}}},
        "familles": {"f": {"parents": ["demandeur"], **a_la_date(famille)}},
        "foyers_fiscaux": {"foyer": {"declarants": ["demandeur"]}},
        "menages": {"m": {"personne_de_reference": ["demandeur"], **a_la_date(menage)}},
    }


def a_la_date(entrees):
    return {nom: {MOIS: valeur} for nom, valeur in entrees.items()}


@pytest.mark.parametrize(
    ("lecture", "plafond", "charges"),
    [
        # Plafond d'une chambre de zone II : 264,31. Charges d'une personne seule en colocation : 30,64.
        (None, 264.31, 30.64),
        ("chambre", 264.31, 30.64),
        # 75 % x 264,31 = 198,2325.
        ("cumul", 198.23, 30.64),
    ],
)
def test_une_chambre_en_colocation(lecture, plafond, charges):
    famille = {"aide_logement_couple_bareme": False, "al_nb_personnes_a_charge": 0}
    menage = {"zone_apl": "zone_2", "coloc": True, "logement_chambre": True}
    assert calculer(
        "chambre_en_colocation",
        lecture,
        famille,
        menage,
        ["aide_logement_loyer_plafond", "aide_logement_charges"],
    ) == pytest.approx([plafond, charges], abs=1e-6)


@pytest.mark.parametrize(
    ("lecture", "couple", "cotitulaires", "loyer"),
    [
        # 900 / 3 ; deux parts : 900 x 2 / 3.
        (None, True, 3, 300),
        ("une_part", True, 3, 300),
        ("deux_parts", True, 3, 600),
        ("deux_parts", False, 3, 300),
        # Jamais plus que le loyer ; un cotitulaire : le loyer donné est la part.
        ("deux_parts", True, 2, 900),
        ("deux_parts", True, 1, 900),
        ("une_part", True, 1, 900),
    ],
)
def test_un_couple_en_colocation(lecture, couple, cotitulaires, loyer):
    menage = {
        "loyer": 900,
        "statut_occupation_logement": "locataire_vide",
        "coloc": True,
        "coloc_nombre_cotitulaires": cotitulaires,
    }
    assert calculer(
        "couple_en_colocation",
        lecture,
        {"al_couple": couple},
        menage,
        ["aide_logement_loyer_reel"],
    ) == pytest.approx([loyer])


@pytest.mark.parametrize(
    ("lecture", "reduction", "avant_crds", "crds", "net"),
    [
        # Aide du barème 200,60, réduction 31,58 : 98 % en font 30,9484.
        # CRDS 1,003 tronquée à 1,00 ; 200,60 - 1,00 = 199,60, soit 199 ; 199 + 1,00 = 200,00 ;
        # 200,00 - 30,9484 = 169,0516 ; net 168,0516.
        (None, 31.58, 169.0516, 1.00, 168.0516),
        ("rls_apres_euro", 31.58, 169.0516, 1.00, 168.0516),
        # De même jusqu'à 169,0516 ; CRDS 0,845258, soit 0,84.
        ("crds_sur_le_reste", 31.58, 169.0516, 0.84, 168.2116),
        # 200,60 - 30,9484 = 169,6516 ; CRDS 0,848258, soit 0,84 ; 168,8116, soit 168 ; + 0,84.
        ("rls_avant_euro", 31.58, 168.84, 0.84, 168.0),
        # Sans réduction, les trois lectures se rejoignent : 199 + 1,00.
        ("rls_apres_euro", 0, 200.0, 1.00, 199.0),
        ("crds_sur_le_reste", 0, 200.0, 1.00, 199.0),
        ("rls_avant_euro", 0, 200.0, 1.00, 199.0),
        # Une réduction de 204 : 98 % = 199,92 ; 200,00 - 199,92 = 0,08, moins que la CRDS de 1,00.
        ("rls_apres_euro", 204, 0.08, 0.08, 0.0),
        # CRDS 0,0004, soit 0.
        ("crds_sur_le_reste", 204, 0.08, 0.0, 0.08),
        # 200,60 - 199,92 = 0,68 ; CRDS 0 ; soit 0 euro.
        ("rls_avant_euro", 204, 0.0, 0.0, 0.0),
    ],
)
def test_ordre_de_la_reduction_de_loyer(lecture, reduction, avant_crds, crds, net):
    famille = {
        "aide_logement_secteur": "locatif",
        "aide_logement_nature": "apl",
        "aide_logement_montant_locatif": 200.60,
        "aide_logement_eligibilite": True,
        "reduction_loyer_solidarite": reduction,
    }
    assert calculer(
        "rls_crds_euro",
        lecture,
        famille,
        {},
        ["aide_logement_montant_brut_crds", "crds_logement", "apl"],
    ) == pytest.approx([avant_crds, -crds, net], abs=1e-6)


def test_la_reduction_ne_diminue_que_l_apl():
    famille = {
        "aide_logement_secteur": "locatif",
        "aide_logement_nature": "als",
        "aide_logement_montant_locatif": 200.60,
        "aide_logement_eligibilite": True,
        "reduction_loyer_solidarite": 31.58,
    }
    assert calculer("rls_crds_euro", None, famille, {}, ["als", "apl"]) == [199.0, 0.0]


def test_les_euros_entiers_le_sont_sans_bruit():
    montants = np.arange(1000, 60000, 7) / 100
    simulation = SimulationBuilder().build_default_simulation(system(), count=len(montants))
    simulation.set_input("aide_logement_montant_locatif", MOIS, montants)
    locatif = np.full(len(montants), "locatif")
    simulation.set_input("aide_logement_secteur", MOIS, locatif)
    simulation.set_input("aide_logement_nature", MOIS, np.full(len(montants), "als"))
    nets = simulation.calculate("aide_logement_montant", MOIS).astype(np.float64)
    assert (nets == np.floor(nets)).all()
    centimes = np.round(montants * 100).astype(np.int64)
    crds = centimes * 5 // 1000
    entiers = (centimes - crds) // 100
    attendus = np.where(entiers * 100 + crds >= 1000, entiers, 0)
    assert (nets == attendus).all()
