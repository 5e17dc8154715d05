"""``calculate``: requests, results, provenance, reforms, and failures of the engine."""

# Variables written for a test follow OpenFisca's form.
# ruff: noqa: N801, N805

from __future__ import annotations

import json

import numpy as np
import pytest
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.reforms import Reform
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.variables import Variable

import zeronr_rules as zr
from zeronr_rules.entities import Famille, Individu

MONTH = "2026-05"
COUPLE = {
    "individus": {
        "a": {"date_naissance": {"ETERNITY": "1990-03-15"}, "activite": {MONTH: "actif"}},
        "b": {"date_naissance": {"ETERNITY": "1991-07-01"}},
        "c": {"date_naissance": {"ETERNITY": "2001-07-01"}},
    },
    "familles": {"f": {"parents": ["a", "b"]}, "g": {"parents": ["c"]}},
    "menages": {
        "m": {"personne_de_reference": "a", "conjoint": "b", "depcom": {"2026": "2A004"}},
        "n": {"personne_de_reference": "c"},
    },
}


class tourne_en_rond(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH

    def formula(individu, period, parameters):
        return individu("tourne_en_rond", period)


class en_spirale(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH

    def formula(individu, period, parameters):
        return individu("en_spirale", period.last_month) + 1


class lit_un_parametre_absent(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH

    def formula(individu, period, parameters):
        lags = parameters("1950-01").prestations.ressources_trimestrielles.mois_de_reference
        return individu("salaire_net", period) * lags.decalage


class echoue(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH

    def formula(individu, period, parameters):
        return individu("salaire_net", period) + np.ones(7)


class montant_exact(Variable):
    value_type = float
    unit = "EUR"
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period

    def formula(individu, period, parameters):
        return individu("salaire_net", period) + 68_212_201.01


class montant_inconnu(Variable):
    value_type = float
    unit = "EUR"
    entity = Famille
    definition_period = DateUnit.MONTH

    def formula(famille, period, parameters):
        return famille("nb_parents", period) * np.nan


class Essai(Reform):
    name = "Essai"

    def apply(self):
        self.add_variables(
            tourne_en_rond,
            en_spirale,
            lit_un_parametre_absent,
            echoue,
            montant_exact,
            montant_inconnu,
        )


def run(situation, variables, **options):
    return zr.calculate(situation, MONTH, variables, reform=Essai, **options)


def test_results_by_rank_and_by_identifier():
    result = zr.calculate(COUPLE, MONTH, ["en_couple", "age", "activite", "depcom"])
    assert result["en_couple"].tolist() == [True, False]
    assert result.by_id("en_couple") == {"f": True, "g": False}
    assert result.by_id("age") == {"a": 36, "b": 34, "c": 24}
    assert result.by_id("activite") == {"a": "actif", "b": "inactif", "c": "inactif"}
    assert result.by_id("depcom") == {"m": "2A004", "n": ""}
    assert (result.variables, len(result)) == (("en_couple", "age", "activite", "depcom"), 4)
    assert (result.entity("age"), result.ids("age")) == ("individu", ("a", "b", "c"))
    assert set(result) == set(result.variables)
    assert "rsa" not in result


def test_results_cannot_be_changed():
    result = zr.calculate(COUPLE, MONTH, "age")
    with pytest.raises(ValueError, match="read-only"):
        result["age"][0] = 3
    assert zr.calculate(COUPLE, MONTH, "age").by_id("age")["a"] == 36


def test_results_as_json_and_as_text():
    result = run(COUPLE, ["age", "date_naissance", "montant_exact", "montant_inconnu", "activite"])
    read = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    assert read["period"] == MONTH
    assert read["results"]["date_naissance"]["values"]["a"] == "1990-03-15"
    assert read["results"]["montant_inconnu"] == {
        "entity": "famille",
        "values": {"f": None, "g": None},
    }
    assert read["provenance"]["reform"] == "Essai"
    assert any(notice["code"] == "entite_completee" for notice in read["notices"])
    assert "montant_exact (individu a) : 68212201.01" in str(result)
    assert repr(result).startswith("Results(2026-05, age={'a': 36")


def test_amounts_are_exact_under_a_reform_too():
    assert run(COUPLE, "montant_exact").by_id("montant_exact")["a"] == 68_212_201.01


def test_an_unknown_amount_is_a_notice():
    (notice,) = [n for n in run(COUPLE, "montant_inconnu").notices if n.code == "montant_inconnu"]
    assert notice.ids == ("f", "g")


def test_a_result_asked_for_by_a_wrong_name():
    result = zr.calculate(COUPLE, MONTH, "age")
    with pytest.raises(zr.UnknownVariableError, match="« age »"):
        result["ages"]


def test_one_name_or_several_and_twice_the_same():
    assert zr.calculate(COUPLE, MONTH, "age").variables == ("age",)
    assert zr.calculate(COUPLE, MONTH, ("age", "age")).variables == ("age",)
    assert zr.calculate(COUPLE, MONTH, (name for name in ["age"])).variables == ("age",)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ("salaire_nett", "« salaire_net »"),
        (["aacc_defn"], "OpenFisca-France la connaît"),
        ([], "au moins un nom"),
        (None, "un nom ou une liste"),
        ([3], "reçu 3"),
        ([["age"]], "un nom ou une liste"),
        ("x" * 10_000, "x…"),
    ],
)
def test_unknown_variables(variables, said):
    with pytest.raises(zr.UnknownVariableError) as caught:
        zr.calculate(COUPLE, MONTH, variables)
    assert said in str(caught.value)
    assert isinstance(caught.value, KeyError)


def test_all_unknown_variables_are_named():
    with pytest.raises(zr.UnknownVariableError, match=r"(?s)agee.*naissanse"):
        zr.calculate(COUPLE, MONTH, ["agee", "naissanse"])


def test_provenance():
    first, second = (zr.calculate(COUPLE, MONTH, "age").provenance for _ in range(2))
    assert first == second
    assert first.version == zr.__version__
    assert len(first.parameters_digest) == 64
    assert "openfisca-core 4" in first.engine
    assert first.reform is None
    assert first.period == MONTH
    assert first.conventions["mois_de_reference_msa"] == "septembre_2025"


def test_provenance_names_the_parameters_read_and_their_last_change():
    provenance = zr.calculate(COUPLE, MONTH, "mois_de_reference_decales").provenance
    read = {parameter.path: parameter for parameter in provenance.parameters_read}
    lag = read["prestations.ressources_trimestrielles.mois_de_reference.decalage"]
    assert lag.last_change == "2025-03-01"
    assert lag.last_checked == "2026-11-21"
    before = zr.calculate(COUPLE, "2025-02", "mois_de_reference_decales").provenance
    read = {parameter.path: parameter for parameter in before.parameters_read}
    assert read[lag.path].last_change < "2025-03-01"


@pytest.mark.parametrize("reform", ["rsa", {"x": 1}, Variable, 3, zr.system])
def test_what_is_not_a_reform(reform):
    with pytest.raises(zr.ReformError, match="Reform"):
        zr.calculate(COUPLE, MONTH, "age", reform=reform)


def test_a_reform_that_cannot_be_applied():
    class Impossible(Reform):
        def apply(self):
            self.modify_parameters(lambda parameters: None)

    with pytest.raises(zr.ReformError, match="Impossible"):
        zr.calculate(COUPLE, MONTH, "age", reform=Impossible)


def test_a_reform_is_built_once_and_leaves_the_law_alone():
    run(COUPLE, "montant_exact")
    assert "montant_exact" not in zr.system().variables
    from zeronr_rules.calculation import reformed_system

    assert reformed_system(Essai) is reformed_system(Essai)


def test_a_neutralised_variable_ignores_its_input():
    class SansSalaire(Reform):
        def apply(self):
            self.neutralize_variable("salaire_net")

    situation = {"individus": {"a": {"salaire_net": {MONTH: 1000}}}}
    result = zr.calculate(situation, MONTH, "salaire_net", reform=SansSalaire)
    assert result.by_id("salaire_net") == {"a": 0.0}


@pytest.mark.parametrize(
    ("variable", "error", "said"),
    [
        ("tourne_en_rond", zr.EngineError, "tournent en rond"),
        ("en_spirale", zr.EngineError, "Spirale : en_spirale"),
        ("lit_un_parametre_absent", zr.MissingParameterError, "n'a pas de valeur"),
        ("echoue", zr.EngineError, "défaut de la bibliothèque"),
    ],
)
def test_a_rule_that_fails_gives_no_amount(variable, error, said):
    with pytest.raises(error, match=said) as caught:
        run(COUPLE, variable)
    assert isinstance(caught.value, zr.EngineError)
    assert not str(caught.value).startswith('"')
    # The next computation is not disturbed.
    assert run(COUPLE, "age").by_id("age")["a"] == 36


def test_an_input_of_a_computed_variable_wins_for_those_who_gave_it_only():
    situation = {
        "individus": {
            "a": {"activite": {MONTH: "etudiant"}, "etudiant": {MONTH: False}},
            "b": {"activite": {MONTH: "etudiant"}},
        },
        "menages": {
            "m": {"personne_de_reference": "a", "residence_dom": {MONTH: True}},
            "n": {"personne_de_reference": "b", "depcom": {MONTH: "97411"}},
        },
    }
    result = zr.calculate(situation, MONTH, ["etudiant", "residence_dom"])
    assert result.by_id("etudiant") == {"a": False, "b": True}
    assert result.by_id("residence_dom") == {"m": True, "n": True}


def test_an_eternal_computed_variable_can_be_given_for_one():
    situation = {
        "individus": {"a": {"est_enfant_dans_famille": True}, "b": {}},
    }
    result = zr.calculate(situation, MONTH, "est_enfant_dans_famille")
    assert result.by_id("est_enfant_dans_famille") == {"a": True, "b": False}


def test_the_short_form_and_the_subroles():
    short = {
        "individus": {"a": {"age": {MONTH: 40}}, "b": {"age": {MONTH: 41}}},
        "famille": {"conjoint": "a", "demandeur": "b"},
        "foyer_fiscal": {"declarant_principal": ["b"], "conjoint": "a"},
        "menage": {"personne_de_reference": "a", "autres": "b"},
    }
    result = zr.calculate(short, MONTH, ["nb_parents", "en_couple"])
    assert result.by_id("nb_parents") == {"famille": 2}


def test_the_door_agrees_with_the_builder_of_openfisca():
    situation = {
        "individus": {
            "a": {"date_naissance": {"ETERNITY": "1990-03-15"}, "salaire_net": {"2026": 12000}},
            "b": {"activite": {"2026-05": "etudiant"}},
            "e": {"date_naissance": {"ETERNITY": "2020-02-10"}},
            "x": {"date_naissance": {"ETERNITY": "2003-02-10"}},
        },
        "familles": {"g": {"parents": ["x"]}, "f": {"parents": ["b", "a"], "enfants": ["e"]}},
        "foyers_fiscaux": {
            "d": {"declarants": ["a", "b"], "personnes_a_charge": ["e"]},
            "h": {"declarants": ["x"]},
        },
        "menages": {
            "m": {
                "personne_de_reference": ["b"],
                "conjoint": ["a"],
                "enfants": ["e"],
                "autres": ["x"],
                "depcom": {MONTH: "69123"},
            },
        },
    }
    names = ["age", "etudiant", "nb_parents", "en_couple", "code_departement", "salaire_net"]
    names.append("est_enfant_dans_famille")
    ours = zr.calculate(situation, MONTH, names)
    theirs = SimulationBuilder().build_from_dict(zr.system(), situation)
    for name in names:
        assert ours[name].tolist() == theirs.calculate(name, MONTH).tolist(), name


def test_order_of_persons_and_households_changes_nothing():
    turned = {key: dict(reversed(node.items())) for key, node in reversed(COUPLE.items())}
    names = ["age", "en_couple", "nb_parents", "code_departement"]
    ours, others = zr.calculate(COUPLE, MONTH, names), zr.calculate(turned, MONTH, names)
    for name in names:
        assert ours.by_id(name) == others.by_id(name)
