"""Properties that hold for every household of the prime d'activité."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openfisca_core.simulations import SimulationBuilder

from zeronr_rules.system import system

MOIS = ["2017-05", "2018-09", "2018-12", "2022-09", "2024-12", "2025-03", "2026-04", "2026-11"]
AMOUNTS = ["ppa", "ppa_montant_examine", "ppa_montant_mensuel_1", "ppa_forfait_logement_2"]
FEW = settings(max_examples=15, deadline=None)

# Cents as integers, so that shrunk cases stay readable amounts.
euros = st.integers(0, 300_000).map(lambda cents: cents / 100)
petits = st.sampled_from([0.0, 0.01, 29 * 11.88, 59 * 11.88, 700.92, 1104.25]) | euros


def personne(naissances, sources):
    return st.fixed_dictionaries(
        {"naissance": naissances, "revenus": st.dictionaries(sources, petits, max_size=3)},
        optional={"etudiant": st.booleans(), "garde_alternee": st.booleans()},
    )


sources = st.sampled_from(
    [
        "salaire_net",
        "revenus_professionnels_exceptionnels",
        "chomage_net",
        "aah",
        "pensions_invalidite",
        "indemnites_stage",
        "indemnites_journalieres_maladie",
        "rpns_auto_entrepreneur_CA_bic",
        "pensions_alimentaires_percues",
    ]
)
foyers = st.fixed_dictionaries(
    {
        "adultes": st.lists(
            personne(st.sampled_from(["1960-02-01", "1985-06-15", "1999-12-31"]), sources),
            min_size=1,
            max_size=2,
        ),
        "enfants": st.lists(
            personne(
                st.sampled_from(
                    ["1999-01-05", "2004-03-03", "2008-07-07", "2015-05-05", "2016-11-11"]
                ),
                st.sampled_from(["salaire_net", "remuneration_apprenti"]),
            ),
            max_size=4,
        ),
        "aide": st.sampled_from([0.0, 55.5, 260.0]),
        "statut": st.sampled_from(["locataire_vide", "proprietaire", "loge_gratuitement"]),
        "depcom": st.sampled_from(["01053", "06004", "97411", "97608"]),
        "af": st.sampled_from([0.0, 151.89]),
    }
)


def mois_lus(mois):
    rang = int(mois[:4]) * 12 + int(mois[5:]) - 1
    return [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(rang - 4, rang + 1)]


def situation(menages, mois):
    lus = mois_lus(mois)
    sortie = {"individus": {}, "familles": {}, "foyers_fiscaux": {}, "menages": {}}
    for n, menage in enumerate(menages):
        noms = {"adultes": [], "enfants": []}
        for groupe, liste in noms.items():
            for k, donnees in enumerate(menage[groupe]):
                nom = f"{n} {groupe} {k}"
                liste.append(nom)
                sortie["individus"][nom] = {
                    "date_naissance": {"ETERNITY": donnees["naissance"]},
                    **{s: dict.fromkeys(lus, v) for s, v in donnees["revenus"].items()},
                    **{
                        drapeau: dict.fromkeys(lus, donnees[drapeau])
                        for drapeau in ("etudiant", "garde_alternee")
                        if drapeau in donnees
                    },
                }
        adultes, enfants = noms["adultes"], noms["enfants"]
        sortie["familles"][f"f{n}"] = {
            "parents": adultes,
            "enfants": enfants,
            "aide_logement_percue": dict.fromkeys(lus, menage["aide"]),
            "af": dict.fromkeys(lus, menage["af"]),
            **{nom: dict.fromkeys(lus, 0) for nom in ("cf", "asf", "paje_base")},
        }
        sortie["foyers_fiscaux"][f"ff{n}"] = {"declarants": adultes, "personnes_a_charge": enfants}
        sortie["menages"][f"m{n}"] = {
            "personne_de_reference": adultes[:1],
            "conjoint": adultes[1:],
            "enfants": enfants,
            "statut_occupation_logement": dict.fromkeys(lus, menage["statut"]),
            "depcom": dict.fromkeys(lus, menage["depcom"]),
        }
    return sortie


def montants(menages, mois, variables=AMOUNTS):
    simulation = SimulationBuilder().build_from_entities(system(), situation(menages, mois))
    return np.array([simulation.calculate(nom, mois) for nom in variables])


def un_salarie(salaire, **autres):
    return {
        "adultes": [{"naissance": "1985-06-15", "revenus": {"salaire_net": salaire}}],
        "enfants": [],
        "aide": 0.0,
        "statut": "locataire_vide",
        "depcom": "01053",
        "af": 0.0,
    } | autres


@FEW
@given(st.lists(foyers, min_size=1, max_size=6), st.sampled_from(MOIS))
def test_jamais_negatif_ni_nan_et_au_centime(menages, mois):
    for valeur in montants(menages, mois).flat:
        assert math.isfinite(valeur)
        assert valeur >= 0
        assert abs(valeur * 100 - round(valeur * 100)) < 1e-6


@FEW
@given(st.lists(foyers, min_size=1, max_size=6), st.sampled_from(MOIS))
def test_rien_entre_zero_et_quinze_euros(menages, mois):
    ppa = montants(menages, mois, ["ppa"])[0]
    assert all((ppa == 0) + (ppa >= 15))


@FEW
@given(st.lists(foyers, min_size=2, max_size=5), st.sampled_from(MOIS), st.randoms())
def test_l_ordre_des_menages_ne_compte_pas(menages, mois, hasard):
    ordre = list(range(len(menages)))
    hasard.shuffle(ordre)
    melanges = montants([menages[i] for i in ordre], mois)
    assert np.array_equal(melanges, montants(menages, mois)[:, ordre])


@FEW
@given(foyers, st.sampled_from(MOIS), st.randoms())
def test_l_ordre_des_personnes_ne_compte_pas(menage, mois, hasard):
    enfants = list(menage["enfants"])
    hasard.shuffle(enfants)
    autre = menage | {"adultes": menage["adultes"][::-1], "enfants": enfants}
    assert np.array_equal(montants([menage], mois), montants([autre], mois))


@FEW
@given(st.lists(foyers, min_size=2, max_size=5), st.sampled_from(MOIS))
def test_un_vecteur_vaut_les_cas_un_a_un(menages, mois):
    ensemble = montants(menages, mois)
    separes = np.concatenate([montants([menage], mois) for menage in menages], axis=1)
    assert np.array_equal(ensemble, separes)


@FEW
@given(foyers, foyers, st.sampled_from(MOIS))
def test_un_menage_sans_rapport_ne_change_rien(menage, etranger, mois):
    assert (
        montants([menage, etranger], mois)[:, 0].tolist() == montants([menage], mois)[:, 0].tolist()
    )


@FEW
@given(foyers, st.sampled_from(MOIS))
def test_sans_revenu_pas_de_prime(menage, mois):
    for groupe in ("adultes", "enfants"):
        menage = menage | {groupe: [p | {"revenus": {}} for p in menage[groupe]]}
    assert montants([menage], mois, ["ppa"]).item() == 0


@FEW
@given(foyers, st.sampled_from(MOIS))
def test_sans_revenu_professionnel_pas_de_prime(menage, mois):
    for groupe in ("adultes", "enfants"):
        personnes = [p | {"revenus": {"chomage_net": 400.0}} for p in menage[groupe]]
        menage = menage | {groupe: personnes}
    assert montants([menage], mois, ["ppa"]).item() == 0


@pytest.mark.parametrize("mois", MOIS)
def test_la_bonification_croit_avec_le_salaire(mois):
    salaires = [cents / 100 for cents in range(0, 220_000, 487)]
    menages = [un_salarie(salaire) for salaire in salaires]
    bonification = montants(menages, mois, ["ppa_bonification_1"])[0]
    assert (np.diff(bonification) >= 0).all()
    assert bonification[0] == 0
    assert bonification[-1] > 0


@pytest.mark.parametrize("mois", MOIS)
def test_salaire_et_prime_ensemble_croissent_avec_le_salaire(mois):
    """The premium never takes back more than a wage brings (15 euros of threshold apart)."""
    salaires = [cents / 100 for cents in range(0, 260_000, 487)]
    ppa = montants([un_salarie(salaire) for salaire in salaires], mois, ["ppa"])[0]
    assert (np.diff(ppa + salaires) >= -15).all()
    verses = ppa > 0
    assert (np.diff((ppa + salaires)[verses]) > 0).all()


@pytest.mark.parametrize("mois", MOIS)
def test_un_enfant_de_plus_ne_diminue_pas_la_prime(mois):
    enfants = [{"naissance": n, "revenus": {}} for n in ("2008-07-07", "2010-02-02", "2012-12-12")]
    menages = [un_salarie(1500.0, enfants=enfants[:n]) for n in range(4)]
    assert (np.diff(montants(menages, mois, ["ppa"])[0]) >= 0).all()


@pytest.mark.parametrize("mois", MOIS)
def test_une_autre_ressource_n_augmente_pas_la_prime(mois):
    def avec(chomage):
        revenus = {"salaire_net": 1100.0, "chomage_net": chomage}
        return un_salarie(0, adultes=[{"naissance": "1985-06-15", "revenus": revenus}])

    menages = [avec(chomage) for chomage in np.arange(0, 900, 12.5).tolist()]
    assert (np.diff(montants(menages, mois, ["ppa"])[0]) <= 0).all()
