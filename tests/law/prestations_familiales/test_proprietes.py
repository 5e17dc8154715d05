"""What must hold for any household: order, vectors, signs, cents."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openfisca_core.simulation_builder import SimulationBuilder

from zeronr_rules.system import system

MONTANTS = ("af", "cf", "asf", "paje_base", "af_base", "af_majoration", "cf_montant_non_majore")
NETS = ("af_nettes_crds", "cf_net_crds", "asf_nette_crds", "paje_base_nette_crds")
MOIS = ("2017-01", "2018-04", "2021-04", "2022-07", "2026-03", "2026-11")
NAISSANCES = ("1997-06-15", "2005-06-15", "2008-02-29", "2012-03-01", "2016-05-20", "2024-01-31")
LIEUX = ("", "97411", "97608", "97502")

enfants = st.lists(
    st.tuples(
        st.sampled_from(NAISSANCES),
        st.booleans(),
        st.sampled_from(("aucune", "un_parent_absent", "deux_parents_absents")),
    ),
    max_size=6,
)
foyers = st.tuples(
    enfants,
    st.integers(1, 2),
    st.sampled_from((0, 20_000, 44_000, 80_000, 200_000)),
    st.sampled_from(LIEUX),
)


def simuler(menages, mois):
    situation = {"individus": {}, "familles": {}, "menages": {}}
    for rang, (petits, parents, ressources, lieu) in enumerate(menages):
        adultes = [f"p{rang}_{i}" for i in range(parents)]
        jeunes = [f"e{rang}_{i}" for i in range(len(petits))]
        for adulte in adultes:
            situation["individus"][adulte] = {"date_naissance": {"ETERNITY": "1980-01-01"}}
        for jeune, (naissance, alternee, privation) in zip(jeunes, petits, strict=True):
            situation["individus"][jeune] = {
                "date_naissance": {"ETERNITY": naissance},
                "garde_alternee": {mois: alternee},
                "asf_situation_enfant": {mois: privation},
            }
        situation["familles"][f"f{rang}"] = {
            "parents": adultes,
            "enfants": jeunes,
            "prestations_familiales_base_ressources": {mois: ressources},
        }
        situation["menages"][f"m{rang}"] = {
            "personne_de_reference": adultes[:1],
            "conjoint": adultes[1:],
            "enfants": jeunes,
            "depcom": {mois: lieu},
        }
    return SimulationBuilder().build_from_dict(system(), situation)


def montants(menages, mois):
    simulation = simuler(menages, mois)
    return {nom: simulation.calculate(nom, mois) for nom in MONTANTS + NETS}


@settings(max_examples=30, deadline=None)
@given(foyers, st.sampled_from(MOIS))
def test_l_ordre_des_enfants_ne_compte_pas(foyer, mois):
    attendu = montants([foyer], mois)
    obtenu = montants([(foyer[0][::-1], *foyer[1:])], mois)
    for nom in attendu:
        assert obtenu[nom] == pytest.approx(attendu[nom], abs=1e-9), nom


@settings(max_examples=20, deadline=None)
@given(st.lists(foyers, min_size=1, max_size=4), st.sampled_from(MOIS))
def test_un_vecteur_vaut_les_cas_un_a_un(menages, mois):
    ensemble = montants(menages, mois)
    for rang, foyer in enumerate(menages):
        seul = montants([foyer], mois)
        for nom in ensemble:
            assert ensemble[nom][rang] == pytest.approx(seul[nom][0], abs=1e-9), nom


@settings(max_examples=30, deadline=None)
@given(foyers, st.sampled_from(MOIS))
def test_signes_et_centimes(foyer, mois):
    for nom, valeurs in montants([foyer], mois).items():
        assert np.isfinite(valeurs).all(), nom
        assert (valeurs >= 0).all(), nom
        assert np.abs(valeurs * 100 - np.round(valeurs * 100)).max() < 1e-6, nom


@pytest.mark.parametrize("mois", MOIS)
def test_l_ordre_de_jumeaux_et_d_un_alterne(mois):
    petits = [("2008-02-29", False, "aucune"), ("2008-02-29", True, "aucune")]
    resultats = {
        tuple(montants([(list(ordre), 1, 0, "")], mois)["af"])
        for ordre in itertools.permutations(petits)
    }
    assert len(resultats) == 1


@pytest.mark.parametrize("montant", ["af", "cf", "paje_base"])
def test_les_montants_decroissent_avec_les_ressources(montant):
    petits = [(date, False, "aucune") for date in ("2012-03-01", "2013-03-01", "2015-03-01")]
    if montant == "paje_base":
        petits.append(("2025-01-31", False, "aucune"))
    menages = [(petits, 2, ressources, "") for ressources in range(0, 130_000, 500)]
    valeurs = simuler(menages, "2026-11").calculate(montant, "2026-11")
    assert (np.diff(valeurs) <= 0).all()
