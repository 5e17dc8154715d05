"""What a reform cannot say: every fault is told, together."""

from __future__ import annotations

import math
import pickle
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

import zeronr_rules as zr
from zeronr_rules.entities import Famille, Individu

RSA = "prestations.rsa.montant_forfaitaire"
AGE = "prestations.rsa.age.minimum"
RATE = "prestations.prime_activite.fraction_revenus_professionnels"
CONVENTION = "conventions.bonification_2026"
DATE = "prestations.prime_activite.changements_par_droit.bonification"
LIST = "territoires.experimentation_ressources_preremplies"
SWITCH = "prestations.aides_logement.versement.arrondi"


def faults(parameters):
    with pytest.raises(zr.ReformError) as caught:
        zr.reforms.parametric(parameters)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"prestations.rsa.montant_forfaitair": {"2026-04": 1}}, f"Vouliez-vous dire « {RSA} »"),
        ({"montant_forfaitaire": {"2026-04": 1}}, RSA),
        ({"": {"2026-04": 1}}, "le chemin d'un paramètre"),
        ({3: {"2026-04": 1}}, "le chemin d'un paramètre"),
        ({"x" * 5000: {"2026-04": 1}}, "un chemin inconnu"),
        (
            {"prestations.rsa.age": {"2026-04": 1}},
            f"Il contient prestations.rsa.age.jeune_actif, {AGE}",
        ),
        ({RSA: 700}, 'Par exemple {"2026-04": 700}'),
        ({RSA: {}}, "un objet vide"),
        ({RSA: {"avril 2026": 1}}, "Par exemple « 2026-05 »"),
        ({RSA: {"2026-4": 1}}, "« 2026-04 »"),
        ({RSA: {"2026-13:": 1}}, "Les mois vont de 01 à 12"),
        ({RSA: {2026: 1}}, "« 2026-01:2026-12 »"),
        ({RSA: {"2026": 1}}, "« 2026-01:2026-12 »"),
        ({RSA: {"2026-04-01": 1}}, "« AAAA-MM »"),
        ({RSA: {":2026-04": 1}}, "« AAAA-MM »"),
        ({RSA: {"2026-04:2026-05:2026-06": 1}}, "« AAAA-MM »"),
        ({RSA: {None: 1}}, "« AAAA-MM »"),
        ({RSA: {"1950-01": 1}}, "La première valeur est du"),
        ({RSA: {"2026-04:2026-03": 1}}, "dont la fin suit le début"),
        ({RSA: {"2026-04:2026-09": 1, "2026-09:": 2}}, "qui se chevauchent"),
        ({RSA: {"2026-04:": 1, "2026-09": 2}}, "Finir le premier au mois « 2026-08 »"),
        ({RSA: {"2026-04": 1, "2026-04:": 2}}, "En garder un"),
        ({RSA: {"2026-04": "700"}}, "un nombre (EUR/mois)"),
        ({RSA: {"2026-04": True}}, "un nombre"),
        ({RSA: {"2026-04": None}}, "neutraliser sa variable"),
        ({RSA: {"2026-04": [700]}}, "un nombre"),
        ({RSA: {"2026-04": -1}}, "positif ou nul"),
        ({RSA: {"2026-04": math.nan}}, "fini"),
        ({RSA: {"2026-04": math.inf}}, "fini"),
        ({RSA: {"2026-04": 10**5000}}, "fini"),
        ({RSA: {"2026-04": Fraction(10**400)}}, "fini"),
        ({RSA: {"2026-04": np.array([700, 800])}}, "un nombre"),
        ({RSA: {"2026-04": np.bool_(True)}}, "un nombre"),
        ({CONVENTION: {"2026-04": np.array(["a", "b"])}}, "une lecture"),
        ({RSA: {"2026-04": {"facteur": 2}}}, "« factor » ou « as_of »"),
        ({RSA: {"2026-04": {"factor": -1}}}, "un nombre positif"),
        ({RSA: {"2026-04": {"factor": math.nan}}}, "un nombre positif"),
        ({RSA: {"2026-04": {"factor": "x"}}}, "un nombre positif"),
        ({RSA: {"2026-04": {"as_of": "2026"}}}, "un mois « AAAA-MM »"),
        ({RSA: {"2026-04": {"as_of": "1950-01"}}}, "La première valeur est du"),
        ({AGE: {"2026-04": 18.5}}, "entier"),
        ({AGE: {"2026-04": {"factor": 1.1}}}, "des entiers"),
        ({RATE: {"2026-04": 61}}, "60 % est 0.6"),
        ({RATE: {"2026-04": {"factor": 2}}}, "un facteur qui laisse le taux à 1 au plus"),
        ({CONVENTION: {"2026-04": "autre"}}, "« mois_du_droit » ou « mois_de_reference »"),
        ({CONVENTION: {"2026-04": "mois_du_droi"}}, "Vouliez-vous dire « mois_du_droit »"),
        ({CONVENTION: {"2026-04": {"factor": 2}}}, "Un facteur multiplie des nombres"),
        ({CONVENTION: {"2026-04": 1}}, "une lecture de cette convention"),
        ({DATE: {"2026-04": "2026-02-30"}}, "une date"),
        ({LIST: {"2026-04": "06"}}, "une liste"),
        ({LIST: {"2026-04": [6]}}, "une liste"),
        ({SWITCH: {"2026-04": 2}}, "0 (non) ou 1 (oui)"),
        ([], "un objet"),
    ],
)
def test_one_fault(parameters, said, law_unchanged):
    found = faults(parameters)
    assert len(found) == 1, found
    assert said in found[0]


def test_all_together():
    found = faults(
        {
            "nulle.part": {"2026-04": 1},
            RSA: {"2026-04": -1, "jamais": 2},
            AGE: {"2026-04": "vingt"},
        }
    )
    assert len(found) == 4
    with pytest.raises(zr.ReformError, match="La réforme contient 2 erreurs"):
        zr.reforms.structural(neutralise=["rsaa", "ppaa"])


def test_what_is_accepted():
    for parameters in (
        {RSA: {"2026-04": np.float64(700)}},
        {RSA: {"2026-04": np.int64(700)}},
        {AGE: {"2026-04": 18.0}},
        {LIST: {"2026-04": ["06", "75"]}},
        {DATE: {"2026-04": "2026-05-01"}},
        {SWITCH: {"2026-04": 0}},
        {RATE: {"2026-04": 1}},
        {"prestations.rsa.isolement.adulte": {"2026-04": 1.5}},
        {RSA: {"2026-04": 0}},
    ):
        assert zr.reforms.parametric(parameters).diff() is not None


def test_the_error_can_be_pickled():
    with pytest.raises(zr.ReformError) as caught:
        zr.reforms.parametric({RSA: {"2026-04": -1}})
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - ours
    assert again.faults == caught.value.faults
    assert str(again) == str(caught.value)
    plain = pickle.loads(pickle.dumps(zr.ReformError("message")))  # noqa: S301 - ours
    assert (str(plain), plain.faults) == ("message", ())


class rsa(Variable):  # noqa: N801 - the name of a variable
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH


class ppa(Variable):  # noqa: N801
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH


class nouvelle(Variable):  # noqa: N801
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"neutralise": "rsaa"}, "Vouliez-vous dire « rsa »"),
        ({"neutralise": 3}, "le nom d'une variable"),
        ({"add": rsa}, "« replace »"),
        ({"add": "rsa"}, "une classe dérivée"),
        ({"add": Variable}, "une classe dérivée"),
        ({"replace": nouvelle}, "une variable inconnue"),
        ({"replace": rsa}, "le même type"),
        ({"replace": ppa}, "la même, « famille »"),
        ({"add": nouvelle, "neutralise": ["rsa", "rsa"]}, "un seul par réforme"),
        ({"neutralise": "rsa", "name": 3}, "un texte"),
        ({"neutralise": "rsa", "reference": 3}, "une liste de textes"),
    ],
)
def test_structural_faults(given, said):
    with pytest.raises(zr.ReformError) as caught:
        zr.reforms.structural(**given)
    assert len(caught.value.faults) == 1
    assert said in str(caught.value)


ATOMS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates()
)  # fmt: skip
KEYS = (
    st.sampled_from(
        ["2026-04", "2026-04:", "2026-04:2026-09", "2026-06", "2027-01:2028-12", "2026"]
    )
    | st.text(max_size=9)
    | st.integers()
)
CHANGES = ATOMS | st.lists(ATOMS, max_size=3) | st.dictionaries(
    st.sampled_from(["factor", "as_of", "x"]), ATOMS, max_size=2
)  # fmt: skip
PATHS = st.sampled_from(
    [RSA, AGE, RATE, CONVENTION, DATE, LIST, SWITCH, "prestations.rsa", "a..b", "."]
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(PATHS, ATOMS | st.dictionaries(KEYS, CHANGES, max_size=3), max_size=3),
    st.dictionaries(st.sampled_from(["name", "label", "reference", "documentation"]), ATOMS),
)
def test_anything_is_a_reform_or_a_reform_error(parameters, named):
    try:
        reform = zr.reforms.parametric(parameters, **named)
    except zr.ReformError as error:
        assert error.faults  # noqa: PT017 - either is right
        return
    assert reform == pickle.loads(pickle.dumps(reform))  # noqa: S301 - ours
    assert str(reform)
    assert str(reform.diff())
