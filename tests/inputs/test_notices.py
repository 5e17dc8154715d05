"""What a computation assumed is said, once, with the months and the persons."""

# Variables written for a test follow OpenFisca's form.
# ruff: noqa: N801, N805

from __future__ import annotations

import pytest
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
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

    assert "mois_non_renseignes" not in [code for code, _ in codes({"2024": 4800})]
    assert ("mois_non_renseignes", "2024") in codes({"2025": 4800})


def test_null_is_not_given():
    given = situation({"salaire_net": {"2026-01": 1, "2026-02": 1, "2026-03": None}})
    assert notices(given, "lit_trois_mois")[0].period == "2026-03"


def yearly(given, month=MONTH, variable="cf"):
    found = zr.calculate(given, month, variable).notices
    return [notice for notice in found if notice.code == "revenus_n_2_absents"]


def test_incomes_of_year_n_2_all_left_out():
    (notice,) = yearly(situation())
    assert (notice.period, notice.entity, notice.ids) == ("2024", "famille", ("f",))
    assert "salaire_imposable" in notice.message
    for income in (12000, 0):
        assert yearly(situation({"salaire_imposable": {"2024": income}})) == []
    assert yearly(situation({"salaire_imposable": {"2023": 12000}}))
    assert yearly(situation({"rpns_autres_revenus": {"2024": 12000}})) == []
    # What the child earned is not a resource of the parents.
    of_the_child = situation()
    of_the_child["individus"]["e"]["salaire_imposable"] = {"2024": 100}
    assert yearly(of_the_child)


def test_the_years_are_those_that_family_benefits_read():
    # RSA of January 2027 reads the family benefits of September to November 2026.
    (notice,) = yearly(situation(), "2027-01", "rsa")
    assert notice.period == "2024"
    (notice,) = yearly(situation(), "2027-01", ["rsa", "cf"])
    assert notice.period == "2024, 2025"
    given = situation({"salaire_imposable": {"2024": 12000}})
    assert yearly(given, "2027-01", "rsa") == []
    (notice,) = yearly(given, "2027-01", ["rsa", "cf"])
    assert notice.period == "2025"


def test_incomes_of_year_n_2_do_not_matter_without_children():
    given = {"individus": {"a": {"date_naissance": {"ETERNITY": "1990-03-15"}}}}
    assert yearly(given) == []


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
    notice = notices(given, "lit_trois_mois")[0]
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
    assumed = ("entite_completee", "depcom_absent")
    assert [notice.code for notice in found if notice.code not in assumed] == codes


def test_a_notice_is_a_value():
    (notice,) = yearly(situation())
    assert str(notice) == notice.message
    assert notice.to_dict()["ids"] == ["f"]
    assert notice == yearly(situation())[0]
    with pytest.raises(AttributeError):
        notice.code = "x"


def test_the_readers_whose_question_does_not_arise_exist():
    from zeronr_rules.assumptions import claims, facts, housing, incomes, missing_months, reads

    variables = zr.system().variables
    names = {
        *reads.ASKED_OF_CHILDREN,
        *reads.ASKED_OF_FOREIGNERS,
        *reads.ASKED_IF_GIVEN,
        *(name for given in reads.ASKED_IF_GIVEN.values() for name in given),
        *incomes.MAIN_INCOMES,
        *reads.ASKED_FOR_CHILDREN,
        *claims.CLAIMS,
        claims.COMMON,
        *missing_months._NOT_TOLD,
        *missing_months._COMPUTED_TOO,
        housing.HOUSING_AID,
        housing.COMMUNE,
        facts.MAJORATION,
        facts.ISOLATION_EVENT,
        facts.ISOLATION_RECENT,
        facts.ASF_CHILD,
        facts.PERMIT,
        facts.PERMIT_EXEMPTION,
        facts.NATIONALITY,
    }
    assert names <= set(variables)


FULL = {"depcom": {"2026": "69123"}, "statut_occupation_logement": {"2026": "locataire_vide"}}
CLAIM = {"aide_logement": {"2026": 0}, "droits_mois_demande": "2026-02-01"}
NAMES = ["rsa", "ppa", "af", "cf", "asf", "paje_base"]
REFERENCE = {"2026-01": 800, "2026-02": 800, "2026-03": 800}


def rights(salary, claim=CLAIM, menage=FULL, **others):
    person = {"salaire_net": salary, "salaire_imposable": {"2024": 9000}, **others}
    return zr.calculate(situation(person, famille=claim, menage=menage), MONTH, NAMES).notices


def test_the_three_reference_months_are_enough_for_all_rights():
    assert rights(REFERENCE) == ()


def test_the_month_of_the_right_matters_to_who_lost_a_job_or_is_not_french():
    lost = {"interruption_revenus_professionnels": {"2026": True}}
    foreign = {"nationalite": {"2026": "BE"}, "duree_possession_titre_sejour": {"2026": 6}}
    for others in (lost, foreign):
        (notice,) = rights(REFERENCE, **others)
        assert notice.period == MONTH


def test_the_trap_of_the_month_asked_only_on_real_rights():
    (notice,) = rights({MONTH: 800})
    assert (notice.code, notice.period) == ("mois_non_renseignes", "2026-01 à 2026-03")


@pytest.mark.parametrize(
    ("name", "given", "counted"),
    [
        ("activite", {MONTH: "actif"}, "valeur par défaut (inactif)"),
        ("enceinte", {MONTH: True}, "valeur par défaut (false)"),
        ("sejour_regulier", {MONTH: False}, "valeur par défaut (true)"),
        ("etudiant", {MONTH: True}, "Calculé pour ces mois"),
    ],
)
def test_a_state_of_the_month_asked_only(name, given, counted):
    (notice,) = rights(REFERENCE, **{name: given})
    assert (notice.code, notice.variable, notice.ids) == ("mois_non_renseignes", name, ("a",))
    assert notice.period.startswith("2026-01 à 2026-03")
    assert counted in notice.message
    assert rights(REFERENCE, **{name: {"2026": given[MONTH]}}) == ()


def test_a_commune_of_the_month_asked_only():
    (notice,) = rights(REFERENCE, menage=FULL | {"depcom": {MONTH: "69123"}})
    assert (notice.code, notice.variable) == ("mois_non_renseignes", "depcom")
    assert "France métropolitaine" in notice.message


def test_an_event_belongs_to_its_month():
    assert rights(REFERENCE, CLAIM | {"evenement_trimestre": {MONTH: True}}) == ()


def test_no_commune():
    (notice,) = rights(REFERENCE, menage=FULL | {"depcom": {}})
    assert (notice.code, notice.ids) == ("depcom_absent", ("m",))
    assert rights(REFERENCE, menage=FULL | {"depcom": {}, "code_departement": {"2026": 69}}) == ()


def test_the_month_of_claim():
    without = {"aide_logement": {"2026": 0}}
    (notice,) = rights(REFERENCE, without)
    assert (notice.code, notice.ids) == ("mois_demande_absent", ("f",))
    assert rights(REFERENCE, without | {"rsa_mois_demande": "2026-05-01"}) == ()
    # A claim of prime d'activité says nothing of the one of RSA.
    (notice,) = rights(REFERENCE, without | {"ppa_mois_demande": "2026-05-01"})
    assert notice.code == "mois_demande_absent"
    later = rights(REFERENCE, without | {"droits_mois_demande": "2026-06-01"})
    (notice,) = [notice for notice in later if notice.code == "demande_posterieure"]
    assert notice.ids == ("f",)
    assert "f : 2026-06" in notice.message


def test_a_residence_permit_of_unknown_age():
    foreign = {"nationalite": {"2026": "DZ"}, "salaire_net": {"2026": 9600}}
    (notice,) = rights(foreign.pop("salaire_net"), **foreign)
    assert (notice.code, notice.ids) == ("titre_sejour_absent", ("a",))
    salary = {"2026": 9600}
    assert rights(salary, **foreign, dispense_duree_titre_sejour={"2026": True}) == ()
    assert rights(salary, **foreign, duree_possession_titre_sejour={"2026": 6}) == ()


def alone(born="2020-03-15", famille=(), **person):
    return {
        "individus": {
            "a": {
                "date_naissance": "1990-03-15",
                "salaire_net": REFERENCE,
                "salaire_imposable": {"2024": 9000},
                **person,
            },
            "e": {"date_naissance": born, "asf_situation_enfant": {"2026": "aucune"}},
        },
        "famille": {"parents": ["a"], "enfants": ["e"], **CLAIM, **dict(famille)},
        "foyer_fiscal": {"declarants": ["a"], "personnes_a_charge": ["e"]},
        "menage": {"personne_de_reference": "a", "enfants": ["e"], **FULL},
    }


def test_a_lone_parent_whose_isolation_has_no_date():
    def codes(given):
        return [notice.code for notice in zr.calculate(given, MONTH, NAMES).notices]

    assert codes(alone()) == ["date_evenement_isolement_absente"]
    assert codes(alone(born="2025-03-15")) == []
    assert codes(alone(enceinte={"2026": True})) == []
    assert codes(alone(famille={"date_evenement_isolement": "2025-12-01"})) == []
    assert codes(alone(famille={"rsa_isolement_recent": {"2026": False}})) == []
