"""More knowledge never reverses a known answer, whatever is told first, on both engines."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openfisca_core.simulation_builder import SimulationBuilder

from zeronr_rules.core import Population, Simulation
from zeronr_rules.system import system

TERNAIRES = (
    "residence_principale", "demande_fsl_en_cours", "fsl_energie_recu", "fsl_recu_ce_fournisseur",
    "compteur_communicant", "puissance_electrique_reduite", "beneficiaire_cheque_energie",
)  # fmt: skip
DATES = (
    "date_coupure_envisagee", "date_demande_fsl", "date_facture_impayee",
    "date_debut_puissance_reduite",
)  # fmt: skip
REPONSES = (
    "coupure_interdite_electricite", "coupure_interdite_gaz", "coupure_interdite_chaleur",
    "coupure_interdite_eau", "coupure_protection_treve_hivernale", "coupure_protection_eau",
    "coupure_protection_demande_fsl", "coupure_protection_delais",
    "coupure_protection_puissance_reduite", "coupure_soixante_jours",
    "reduction_puissance_interdite",
)  # fmt: skip
MOIS = ("2009-03", "2013-04", "2014-03", "2021-11", "2022-08", "2023-04", "2024-03", "2026-06")


def jours_du(mois):
    return [f"{mois}-{jour:02d}" for jour in range(1, 29)]


@st.composite
def ce_qui_est_vrai(draw):
    """A whole situation, nothing unknown."""
    mois = draw(st.sampled_from(MOIS))
    dits = {nom: draw(st.sampled_from(("oui", "non"))) for nom in TERNAIRES}
    avant = np.datetime64(f"{mois}-01")
    dates = {"date_coupure_envisagee": draw(st.sampled_from(jours_du(mois)))}
    for nom in DATES[1:]:
        dates[nom] = str(avant - draw(st.integers(-20, 120)))
    # A reduction has a date, and a date is that of one.
    dits["puissance_electrique_reduite"] = "oui"
    if draw(st.booleans()):
        dits["puissance_electrique_reduite"] = "non"
        del dates["date_debut_puissance_reduite"]
    return mois, {nom: {mois: valeur} for nom, valeur in dits.items()} | {
        nom: {"ETERNITY": valeur} for nom, valeur in dates.items()
    }


def situation(menages):
    cas = {"individus": {}, "familles": {}, "foyers_fiscaux": {}, "menages": {}}
    for rang, donnees in enumerate(menages):
        cas["individus"][f"p{rang}"] = {"date_naissance": {"ETERNITY": "1986-03-12"}}
        cas["familles"][f"f{rang}"] = {"parents": [f"p{rang}"]}
        cas["foyers_fiscaux"][f"d{rang}"] = {"declarants": [f"p{rang}"]}
        cas["menages"][f"m{rang}"] = {"personne_de_reference": f"p{rang}", **donnees}
    return cas


def reponses(cas, mois):
    """Every answer, from both engines, which agree."""
    ici = Simulation(system(), Population.from_situation(system(), copy.deepcopy(cas)))
    la = SimulationBuilder().build_from_entities(system(), cas)
    trouvees = {}
    for nom in REPONSES:
        trouvees[nom] = ici.calculate(nom, mois).decode_to_str()
        assert (la.calculate(nom, mois).decode_to_str() == trouvees[nom]).all(), nom
    return trouvees


@settings(max_examples=60, deadline=None)
@given(ce_qui_est_vrai(), st.randoms(use_true_random=False))
def test_en_dire_plus_ne_renverse_rien(vrai, hasard):
    mois, donnees = vrai
    noms = list(donnees)
    hasard.shuffle(noms)
    # From nothing to everything, one thing more each time.
    menages = [{nom: donnees[nom] for nom in noms[:dits]} for dits in range(len(noms) + 1)]
    for nom, etapes in reponses(situation(menages), mois).items():
        connue = None
        for etape in etapes:
            if connue is not None:
                assert etape == connue, (nom, mois, donnees, list(etapes))
            connue = etape if etape != "indetermine" else connue
        # Who kept full power in winter before the chèque énergie was not read.
        non_lu = nom == "reduction_puissance_interdite" and mois < "2018"
        assert (etapes[-1] == "indetermine") == non_lu, (nom, mois, donnees)


@pytest.mark.parametrize("mois", ["2014-03", "2022-08", "2024-03", "2024-06"])
def test_sans_jour_la_reponse_vaut_pour_tous_les_jours(mois):
    """A known answer for a month is that of each of its days."""
    dernier = 31 if mois.endswith(("03", "08")) else 30
    communs = {nom: {mois: "non"} for nom in TERNAIRES} | {"residence_principale": {mois: "oui"}}
    jours = [
        communs | {"date_coupure_envisagee": {"ETERNITY": f"{mois}-{jour:02d}"}}
        for jour in range(1, dernier + 1)
    ]
    for nom, etapes in reponses(situation([communs, *jours]), mois).items():
        attendu = set(etapes[1:])
        if etapes[0] == "indetermine":
            assert attendu != {"oui"}, nom
            assert attendu != {"non"}, nom
        else:
            assert attendu == {etapes[0]}, nom
