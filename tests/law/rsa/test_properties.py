"""Properties of the RSA that no text may break, on households drawn at random."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openfisca_core.simulation_builder import SimulationBuilder

from zeronr_rules.system import RulesSystem

MOIS = "2026-08"
REFERENCE = ("2026-04", "2026-05", "2026-06")
NAISSANCES = ("1960-07-14", "1988-02-29", "2001-09-01", "2003-05-04")
NAISSANCES_ENFANTS = (
    "2026-06-30",
    "2025-11-15",
    "2023-05-31",
    "2016-02-10",
    "2008-01-03",
    "2004-04-01",
)
PRESTATIONS = [
    "af",
    "af_majoration",
    "af_allocation_forfaitaire",
    "af_allocation_forfaitaire_complement_degressif",
    "cf",
    "asf",
    "paje_base",
]

centimes = st.integers(min_value=0, max_value=150_000).map(lambda n: n / 100)
trimestre = st.tuples(centimes, centimes, centimes)
rare = st.one_of(st.just((0.0, 0.0, 0.0)), trimestre)


@st.composite
def personne(draw, naissances):
    return {
        "date_naissance": draw(st.sampled_from(naissances)),
        "salaire_net": draw(rare),
        "chomage_net": draw(rare),
        "pensions_alimentaires_percues": draw(rare),
        "aah": draw(rare),
    }


@st.composite
def foyer(draw):
    enfants = draw(st.lists(personne(NAISSANCES_ENFANTS), max_size=4))
    for enfant in enfants:
        enfant["garde_alternee"] = draw(st.booleans())
    return {
        "parents": draw(st.lists(personne(NAISSANCES), min_size=1, max_size=2)),
        "enfants": enfants,
        "aide_logement_percue": draw(st.sampled_from([0.0, 40.0, 300.0])),
        "statut_occupation_logement": draw(
            st.sampled_from(["locataire_vide", "proprietaire", "loge_gratuitement"])
        ),
        "prestations": draw(st.sampled_from([0.0, 153.01])),
    }


@pytest.fixture(scope="session")
def regles() -> RulesSystem:
    """Build the rules once for the module."""
    return RulesSystem()


def _valeur(valeur):
    if isinstance(valeur, tuple):
        return dict(zip(REFERENCE, valeur, strict=True))
    return dict.fromkeys(REFERENCE, valeur)


def situation(foyers, *, enfants_d_abord=False):
    """OpenFisca situation of several households; persons may be declared children first."""
    individus, familles, foyers_fiscaux, menages = {}, {}, {}, {}
    for rang, donnees in enumerate(foyers):
        parents = [(f"parent_{rang}_{i}", p) for i, p in enumerate(donnees["parents"])]
        enfants = [(f"enfant_{rang}_{i}", p) for i, p in enumerate(donnees["enfants"])]
        for nom, personne_ in enfants + parents if enfants_d_abord else parents + enfants:
            individus[nom] = {
                variable: (
                    {"ETERNITY": valeur} if variable == "date_naissance" else _valeur(valeur)
                )
                for variable, valeur in personne_.items()
            }
        noms, noms_enfants = [nom for nom, _ in parents], [nom for nom, _ in enfants]
        if enfants_d_abord:
            noms_enfants.reverse()
        familles[f"famille_{rang}"] = {
            "parents": noms,
            "enfants": noms_enfants,
            "aide_logement_percue": _valeur(donnees["aide_logement_percue"]),
            **{nom: _valeur(0.0) for nom in PRESTATIONS},
            "af": _valeur(donnees["prestations"]),
        }
        foyers_fiscaux[f"foyer_{rang}"] = {
            "declarants": noms,
            "personnes_a_charge": noms_enfants,
        }
        menages[f"menage_{rang}"] = {
            "personne_de_reference": [noms[0]],
            "conjoint": noms[1:],
            "enfants": noms_enfants,
            "statut_occupation_logement": _valeur(donnees["statut_occupation_logement"]),
        }
    return {
        "individus": individus,
        "familles": familles,
        "foyers_fiscaux": foyers_fiscaux,
        "menages": menages,
    }


def rsa(regles, foyers, **options):
    """RSA of each household, in their order."""
    simulation = SimulationBuilder().build_from_entities(regles, situation(foyers, **options))
    return simulation.calculate("rsa", MOIS)


@settings(max_examples=30, deadline=None)
@given(donnees=foyer())
def test_the_amount_is_zero_or_at_least_the_threshold_with_two_decimals(regles, donnees):
    montant = rsa(regles, [donnees])[0]
    assert np.isfinite(montant)
    assert montant == 0 or montant >= 6
    assert montant == round(montant, 2)


@settings(max_examples=30, deadline=None)
@given(
    salaire=centimes, hausse=centimes, statut=st.sampled_from(["locataire_vide", "proprietaire"])
)
def test_a_single_person_never_gains_rsa_by_earning_more(regles, salaire, hausse, statut):
    def seul(montant):
        return {
            "parents": [{"date_naissance": "1988-02-29", "salaire_net": (montant,) * 3}],
            "enfants": [],
            "aide_logement_percue": 0.0,
            "statut_occupation_logement": statut,
            "prestations": 0.0,
        }

    moins, plus = rsa(regles, [seul(salaire), seul(salaire + hausse)])
    assert plus <= moins


@settings(max_examples=30, deadline=None)
@given(donnees=foyer())
def test_the_order_of_persons_changes_nothing(regles, donnees):
    ordre = rsa(regles, [donnees])
    inverse = rsa(regles, [donnees], enfants_d_abord=True)
    np.testing.assert_array_equal(ordre, inverse)


@settings(max_examples=20, deadline=None)
@given(foyers=st.lists(foyer(), min_size=2, max_size=5))
def test_a_vector_of_households_equals_single_runs_in_any_order(regles, foyers):
    ensemble = rsa(regles, foyers)
    seuls = np.concatenate([rsa(regles, [donnees]) for donnees in foyers])
    np.testing.assert_array_equal(ensemble, seuls)
    np.testing.assert_array_equal(rsa(regles, foyers[::-1])[::-1], ensemble)


@settings(max_examples=30, deadline=None)
@given(donnees=foyer(), voisin=foyer())
def test_an_unrelated_household_changes_nothing(regles, donnees, voisin):
    assert rsa(regles, [donnees, voisin])[0] == rsa(regles, [donnees])[0]
