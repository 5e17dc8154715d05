"""The other readings, computed by hand."""

from __future__ import annotations

import pytest

import zeronr_rules as zr


def reponse(nom, mois, menage, convention=None, lecture=None):
    situation = {
        "individus": {"a": {"date_naissance": {"ETERNITY": "1986-03-12"}}},
        "familles": {"f": {"parents": ["a"]}},
        "foyers_fiscaux": {"d": {"declarants": ["a"]}},
        "menages": {"m": {"personne_de_reference": "a", **menage}},
    }
    reforme = convention and zr.reforms.parametric(
        {f"conventions.{convention}": {"2018-01:": lecture}}
    )
    return zr.calculate(situation, mois, nom, reform=reforme).by_id(nom)["m"]


def test_la_loi_seule_maintient_la_fourniture_jusqu_a_la_decision():
    """A request of 10 April 2024 still pending on 20 June: two months have passed."""
    menage = {
        "demande_fsl_en_cours": {"2024-06": "oui"},
        "date_demande_fsl": {"ETERNITY": "2024-04-10"},
        "date_coupure_envisagee": {"ETERNITY": "2024-06-20"},
    }
    nom = "coupure_protection_demande_fsl"
    assert reponse(nom, "2024-06", menage) == "non"
    loi = ("coupure_delai_decision_fsl", "jusqu_a_la_decision")
    assert reponse(nom, "2024-06", menage, *loi) == "oui"
    del menage["date_demande_fsl"]
    assert reponse(nom, "2024-06", menage) == "indetermine"
    assert reponse(nom, "2024-06", menage, *loi) == "oui"


@pytest.mark.parametrize(("fsl", "attendu"), [("oui", "oui"), ("non", "non")])
def test_soixante_jours_pour_qui_a_les_deux(fsl, attendu):
    menage = {
        "beneficiaire_cheque_energie": {"2024-06": "oui"},
        "fsl_energie_recu": {"2024-06": fsl},
        "compteur_communicant": {"2024-06": "oui"},
    }
    nom = "coupure_soixante_jours"
    assert reponse(nom, "2024-06", menage) == "oui"
    assert (
        reponse(nom, "2024-06", menage, "coupure_puissance_reduite_public", "les_deux") == attendu
    )


def test_en_hiver_le_cheque_energie_seul():
    menage = {
        "residence_principale": {"2024-12": "oui"},
        "beneficiaire_cheque_energie": {"2024-12": "non"},
        "fsl_energie_recu": {"2024-12": "oui"},
    }
    nom = "reduction_puissance_interdite"
    assert reponse(nom, "2024-12", menage) == "oui"
    assert reponse(nom, "2024-12", menage, "coupure_reduction_hiver_fsl", "non_protege") == "non"
