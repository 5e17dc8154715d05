"""What a computation assumed is said, once, with the months and the persons."""

# Variables written for a test follow OpenFisca's form.
# ruff: noqa: N801, N805

from __future__ import annotations

import pytest
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.populations import ADD
from openfisca_core.reforms import Reform
from openfisca_core.variables import Variable

import zeronr_rules as zr
from zeronr_rules.entities import Famille, Menage

MONTH = "2026-05"


class lit_trois_mois(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH

    def formula(famille, period, parameters):
        months = (period.offset(-lag, "month") for lag in (4, 3, 2))
        return sum(famille.sum(famille.members("salaire_net", month)) for month in months)


class lit_annee_n_2(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH

    def formula(famille, period, parameters):
        year = period.this_year.offset(-2, "year")
        return famille.sum(famille.members("salaire_imposable", year, options=[ADD]))


class lit_le_logement(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH

    def formula(famille, period, parameters):
        famille.demandeur.menage("statut_occupation_logement", period)
        return famille("aide_logement", period)


class lit_indetermine(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period


class lit_indetermine_indetermine(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Territoire hors du champ des règles"

    def formula(menage, period, parameters):
        return menage("code_departement", period) == 975


class Essai(Reform):
    def apply(self):
        self.add_variables(
            lit_trois_mois,
            lit_annee_n_2,
            lit_le_logement,
            lit_indetermine,
            lit_indetermine_indetermine,
        )


def situation(a=(), b=(), famille=(), menage=()):
    born = {"date_naissance": {"ETERNITY": "1990-03-15"}}
    child = {"date_naissance": {"ETERNITY": "2020-03-15"}}
    return {
        "individus": {"a": born | dict(a), "b": born | dict(b), "e": child},
        "familles": {"f": {"parents": ["a", "b"], "enfants": ["e"], **dict(famille)}},
        "foyers_fiscaux": {"d": {"declarants": ["a", "b"], "personnes_a_charge": ["e"]}},
        "menages": {
            "m": {"personne_de_reference": "a", "conjoint": "b", "enfants": ["e"], **dict(menage)}
        },
    }


def notices(given, variable, code=None, month=MONTH):
    found = zr.calculate(given, month, variable, reform=Essai).notices
    return [notice for notice in found if code in (None, notice.code)]


def test_a_complete_situation_has_no_notice():
    full = situation({"salaire_net": {"2026": 12000}})
    assert notices(full, "lit_trois_mois") == []


def test_the_salary_of_the_month_asked_only():
    given = situation({"salaire_net": {MONTH: 800}}, {"salaire_net": {"2026-01": 1, "2026-02": 1}})
    (notice,) = notices(given, "lit_trois_mois")
    assert notice.code == "mois_non_renseignes"
    assert (notice.variable, notice.entity, notice.ids) == ("salaire_net", "individu", ("a", "b"))
    assert notice.period == "2026-01 à 2026-03"
    assert "a : 2026-01 à 2026-03 ; b : 2026-03" in notice.message


def test_nobody_gave_a_salary_is_not_a_trap():
    assert notices(situation(), "lit_trois_mois") == []


def test_self_employed_income_of_year_n_2():
    rights = ["rsa"]
    given = {"statut_occupation_logement": {"2026": "proprietaire"}}

    def codes(income):
        person = {"rpns_benefice_exploitant_agricole": income}
        found = zr.calculate(situation(person, menage=given), MONTH, rights).notices
        return [(notice.code, notice.period) for notice in found]

    assert codes({"2024": 4800}) == []
    assert ("mois_non_renseignes", "2024") in codes({"2025": 4800})


def test_null_is_not_given():
    given = situation({"salaire_net": {"2026-01": 1, "2026-02": 1, "2026-03": None}})
    assert notices(given, "lit_trois_mois")[0].period == "2026-03"


def test_incomes_of_year_n_2_all_left_out():
    (notice,) = notices(situation(), "lit_annee_n_2")
    assert notice.code == "revenus_n_2_absents"
    assert (notice.period, notice.ids) == ("2024", ("salaire_imposable",))
    assert notices(situation({"salaire_imposable": {"2024": 12000}}), "lit_annee_n_2") == []
    assert notices(situation({"salaire_imposable": {"2024": 0}}), "lit_annee_n_2") == []


def test_incomes_of_year_n_2_do_not_matter_without_children():
    given = {"individus": {"a": {"date_naissance": {"ETERNITY": "1990-03-15"}}}}
    assert notices(given, "lit_annee_n_2", "revenus_n_2_absents") == []


def test_tenure_and_housing_aid():
    (notice,) = notices(situation(), "lit_le_logement")
    assert notice.code == "statut_occupation_logement_absent"
    assert notice.ids == ("m",)
    tenant = {"statut_occupation_logement": {MONTH: "locataire_vide"}}
    (notice,) = notices(situation(menage=tenant), "lit_le_logement")
    assert (notice.code, notice.ids) == ("aide_logement_absente", ("f",))
    given = situation(menage=tenant, famille={"aide_logement": {MONTH: 0}})
    assert notices(given, "lit_le_logement") == []
    free = {"statut_occupation_logement": {MONTH: "loge_gratuitement"}}
    assert notices(situation(menage=free), "lit_le_logement") == []


def test_what_the_rules_declare_unknown():
    there = {"depcom": {"2026": "97502"}}
    (notice,) = notices(situation(menage=there), "lit_indetermine")
    assert (notice.code, notice.ids) == ("lit_indetermine_indetermine", ("m",))
    assert "Territoire hors du champ" in notice.message
    assert notices(situation(menage={"depcom": {"2026": "69123"}}), "lit_indetermine") == []


def test_entities_left_out():
    given = {"individus": situation()["individus"]}
    (notice,) = notices(given, "lit_trois_mois")
    assert notice.code == "entite_completee"
    assert notice.ids == ("familles", "foyers_fiscaux", "menages")


def test_one_notice_lists_the_names_of_openfisca_france():
    given = situation({"aacc_defn": {"2026": 1}, "aacc_defs": {"2026": 1}}, {"aacc_defn": {}})
    (notice,) = notices(given, "lit_trois_mois")
    assert notice.code == "noms_openfisca_france_ignores"
    assert notice.ids == ("aacc_defn", "aacc_defs")


@pytest.mark.parametrize(
    ("month", "codes"),
    [
        ("2016-12", ["avant_les_regles"]),
        ("2017-01", []),
        ("2026-11", []),
        ("2060-01", ["valeurs_prolongees"]),
    ],
)
def test_a_month_outside_the_rules(month, codes):
    given = {"individus": {"a": {"date_naissance": "1990-03-15"}}, "famille": {"parents": "a"}}
    found = zr.calculate(given, month, "mois_de_reference_decales").notices
    assert [notice.code for notice in found if notice.code != "entite_completee"] == codes


def test_a_notice_is_a_value():
    (notice,) = notices(situation(), "lit_annee_n_2")
    assert str(notice) == notice.message
    assert notice.to_dict()["ids"] == ["salaire_imposable"]
    assert notice == notices(situation(), "lit_annee_n_2")[0]
    with pytest.raises(AttributeError):
        notice.code = "x"


def test_the_readers_whose_question_does_not_arise_exist():
    from zeronr_rules import assumptions

    variables = zr.system().variables
    names = {
        *assumptions._ASKED_OF_CHILDREN,
        *assumptions._ASKED_OF_FOREIGNERS,
        *assumptions._ASKED_IF_GIVEN,
        *(name for given in assumptions._ASKED_IF_GIVEN.values() for name in given),
        *assumptions._MAIN_INCOMES,
        assumptions.TENURE,
        assumptions.HOUSING_AID,
    }
    assert names <= set(variables)


def rights(salary, **others):
    given = situation(
        {"salaire_net": salary, "salaire_imposable": {"2024": 9000}, **others},
        famille={"aide_logement": {"2026": 0}},
        menage={"statut_occupation_logement": {"2026": "locataire_vide"}},
    )
    names = ["rsa", "ppa", "af", "cf", "asf", "paje_base"]
    return zr.calculate(given, MONTH, names).notices


def test_the_three_reference_months_are_enough_for_all_rights():
    assert rights({"2026-01": 800, "2026-02": 800, "2026-03": 800}) == ()


def test_the_month_of_the_right_matters_to_who_lost_a_job_or_is_not_french():
    reference = {"2026-01": 800, "2026-02": 800, "2026-03": 800}
    lost = {"interruption_revenus_professionnels": {"2026": True}}
    for others in (lost, {"nationalite": {"2026": "BE"}}):
        (notice,) = rights(reference, **others)
        assert notice.period == MONTH


def test_the_trap_of_the_month_asked_only_on_real_rights():
    (notice,) = rights({MONTH: 800})
    assert (notice.code, notice.period) == ("mois_non_renseignes", "2026-01 à 2026-03")
