"""Rules that no known territory has yet: a made-up file has them, with its own figures."""

from __future__ import annotations

import pytest

HERE, MONTH = "departement_48", "2026-05"
FILE = {
    "reglement.en_vigueur": 1,
    "reglement.date": "2026-01-01",
    "ressources.periode": "moyenne_12_mois",
    "ressources.pension_deduite": 1,
    "critere.mesure": "ressources",
    "critere.plafond": "montant",
    "critere.stricte": 0,
    "critere.valeur": 1000,
    "dettes.couvertes": ["electricite", "gaz"],
    "dettes.exclues": ["telephone"],
    "montant.calcul": "pourcentage_plafonne",
    "montant.taux": 0.5,
    "montant.plafond": [200],
    "montant.periode": "aide",
}
STATUS = "fsl_energie_statut"
MOST, LEAST = "fsl_energie_montant_max", "fsl_energie_montant_min"
HOME = {"fsl_territoire": 48, "fsl_energie_ressources": 800}


@pytest.fixture
def told(answers, filled_rules):
    """Return the answer of one household where the file says more, for several situations."""

    def tell(more, *households, names=(STATUS,), month=MONTH):
        rules = filled_rules(HERE, {**FILE, **more})
        found = answers(month, [{**HOME, **one} for one in households], names, rules)
        return found[names[0]] if len(names) == 1 else found

    return tell


def test_everything_known_gives_one_amount(told):
    # 0,5 × 300 = 150 ; 0,5 × 600 = 300, capped at 200.
    found = told({}, {}, {"fsl_energie_impaye": 600}, names=(STATUS, LEAST, MOST))
    assert found == {STATUS: ["eligible"] * 2, LEAST: [150, 200], MOST: [150, 200]}


def test_a_bill_of_a_million_is_capped(told):
    assert told({}, {"fsl_energie_impaye": 1e6}, names=(MOST,)) == [200]


def test_a_cap_by_award_forgets_the_help_of_the_year(told):
    given = {"fsl_energie_aides_annee_civile": 200, "fsl_energie_aides_12_mois": 200}
    assert told({}, given, names=(MOST,)) == [150]
    assert told({"montant.periode": "annee_civile"}, given, names=(STATUS,)) == ["non_eligible"]
    rolling = {"fsl_energie_aides_annee_civile": 200, "fsl_energie_aides_12_mois": 90}
    assert told({"montant.periode": "douze_mois"}, rolling, names=(MOST,)) == [110]


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ("plan_apurement", "fsl_energie_plan_apurement"),
        ("evaluation_sociale", "fsl_energie_evaluation_sociale"),
        ("cheque_energie", "fsl_energie_cheque_utilise"),
        ("negociation_prealable", "fsl_energie_negociation"),
        ("residence_principale", "residence_principale"),
        ("abonne", "fsl_energie_abonne"),
        ("contrat_en_cours", "fsl_energie_contrat_en_cours"),
    ],
)
def test_a_step_that_the_reglement_asks_for(rule, given, told):
    answers_given = [{given: one} for one in ("oui", "non", "indetermine")]
    asked = told({f"procedure.{rule}": 1}, *answers_given)
    assert asked == ["eligible", "non_eligible", "a_examiner"]
    assert told({f"procedure.{rule}": 0}, *answers_given) == ["eligible"] * 3
    # Nobody knows whether it is asked for: who did it has done it.
    unknown = told({f"procedure.{rule}": float("nan")}, *answers_given)
    assert unknown == ["eligible", "indetermine", "indetermine"]


def test_a_part_of_the_debt_paid_before_the_request(told):
    # 10 % of 300 left and 33,33 paid: 33,333 due before; a cent more is enough.
    found = told(
        {"procedure.paiement_prealable": 0.1},
        {"fsl_energie_paiement_effectif": 33.33},
        {"fsl_energie_paiement_effectif": 33.34},
    )
    assert found == ["non_eligible", "eligible"]


def test_bounds_of_the_debt_are_included(told):
    debts = (29.99, 30, 2000, 2000.01)
    found = told(
        {"dette.minimum": 30, "dette.maximum": 2000},
        *({"fsl_energie_impaye": one} for one in debts),
    )
    assert found == ["non_eligible", "eligible", "eligible", "non_eligible"]


def test_debts_covered_excluded_and_not_named(told):
    found = told(
        {}, *({"fsl_energie_nature": one} for one in ("gaz", "telephone", "bois", "non_renseignee"))
    )
    assert found == ["eligible", "non_eligible", "indetermine", "a_examiner"]


def test_tenures_excluded(told):
    rule = {"logement.statuts_exclus": ["loge_gratuitement"]}
    tenures = [{"statut_occupation_logement": one} for one in ("loge_gratuitement", "proprietaire")]
    assert told(rule, *tenures) == ["non_eligible", "eligible"]
    assert told({"logement.statuts_exclus": ["inconnu"]}, *tenures) == ["indetermine"] * 2


def test_person(told):
    student, foreign = {"person": {"etudiant": True}}, {"person": {"sejour_regulier": False}}
    assert told({"personne.etudiant_exclu": 1}, student, {}) == ["non_eligible", "eligible"]
    both = {"personne.etudiant_exclu": 1, "personne.etudiant_salarie_admis": 1}
    worker = {"person": {"etudiant": True, "salaire_net": 100}}
    assert told(both, student, worker) == ["non_eligible", "eligible"]
    assert told({"personne.sejour_regulier": 1}, foreign, {}) == ["non_eligible", "eligible"]
    # The claimant is 40 years old: below, the commission judges.
    assert told({"personne.age_minimum": 41}, {}) == ["a_examiner"]
    assert told({"personne.age_minimum": 40}, {}) == ["eligible"]


def test_frequency(told):
    given = [
        {"fsl_energie_nb_aides_annee_civile": year, "fsl_energie_nb_aides_12_mois": rolling}
        for year, rolling in ((0, 0), (0, 1), (1, 1))
    ]
    rule = {"frequence.nombre_maximum": 1}
    calendar = told({**rule, "frequence.periode": "annee_civile"}, *given)
    assert calendar == ["eligible", "eligible", "non_eligible"]
    rolling = told({**rule, "frequence.periode": "douze_mois"}, *given)
    assert rolling == ["eligible", "non_eligible", "non_eligible"]
    unknown = told({**rule, "frequence.periode": "inconnu"}, *given)
    assert unknown == ["eligible", "indetermine", "non_eligible"]
    years = [{"fsl_energie_annees_aidees": one} for one in (1, 2)]
    assert told({"frequence.annees_consecutives": 2}, *years) == ["eligible", "non_eligible"]


def test_rate_of_effort_and_what_is_left_to_live_on(told):
    # Rent and charges 240 + 40 = 280, 35 % of 800.
    home = {"loyer": 240, "charges_locatives": 40}
    more = {"loyer": 240, "charges_locatives": 40.01}
    assert told({"taux_effort.maximum": 0.35}, home, more) == ["eligible", "non_eligible"]
    # 800 − 280 = 520 for one person and 30 days: 17,33 a day.
    assert told({"reste_a_vivre.minimum": 17.33}, home) == ["eligible"]
    assert told({"reste_a_vivre.minimum": 17.34}, home) == ["non_eligible"]


def test_quotient_by_person_net_of_rent(told):
    # (800 + 0 − 350) / 2 = 225 a person.
    rule = {"critere.mesure": "quotient_personnes_net_loyer"}
    home = {"adults": 2, "loyer": 350}
    assert told({**rule, "critere.valeur": 225}, home) == ["eligible"]
    assert told({**rule, "critere.valeur": 224.99}, home) == ["non_eligible"]


def test_ceilings_by_composition(told):
    rule = {
        "critere.plafond": "composition",
        "critere.table_seul": [700, 900],
        "critere.table_couple": [800, float("nan")],
    }
    homes = [
        {"adults": 1},
        {"adults": 1, "children": 1},
        {"adults": 2},
        {"adults": 2, "children": 1},
        {"adults": 2, "children": 2},
        {"adults": 3},
    ]
    found = told(rule, *homes)
    assert found == ["non_eligible", "eligible", "eligible", *["indetermine"] * 3]


@pytest.mark.parametrize(
    ("mode", "debts"),
    [("rejet", [0, 0, 35]), ("plancher", [30, 35, 35]), ("inconnu", [30, 35, 35])],
)
def test_minimum_that_the_reglement_settles(mode, debts, told):
    # Half of 30, 69,98 and 70: 15 ; 34,99 ; 35. Never more than the debt.
    rule = {"montant.minimum": 35, "montant.minimum_mode": mode}
    found = told(
        rule,
        *({"fsl_energie_impaye": one} for one in (30, 69.98, 70)),
        names=(STATUS, LEAST, MOST),
    )
    assert found[MOST] == debts
    if mode == "inconnu":
        assert found[LEAST] == [0, 0, 35]
        assert found[STATUS] == ["indetermine", "indetermine", "eligible"]
    else:
        assert found[LEAST] == found[MOST]
        refused = "non_eligible" if mode == "rejet" else "eligible"
        assert found[STATUS] == [refused, refused, "eligible"]


def test_grant_and_loan(told):
    names = ("fsl_energie_subvention_min", "fsl_energie_subvention_max")
    rule = {"forme.subvention": 0.3, "forme.tout_subvention_sous": 100, "forme.pret_minimum": 90}
    # Help 150: 45 granted, a loan of 105. Help 100: the loan of 70 is under its minimum, open.
    # Help 49: the debt of 98 is under 100, all of it granted.
    found = told(rule, *({"fsl_energie_impaye": one} for one in (300, 200, 98)), names=names)
    assert found == {names[0]: [45, 30, 49], names[1]: [45, 100, 49]}


def test_complement_of_the_ccas(told):
    names = ("fsl_energie_complement_ccas_min", "fsl_energie_complement_ccas_max")
    rule = {"montant.complement_ccas": 0.15}
    given = [{"fsl_energie_ccas_delegataire": one} for one in ("oui", "non", "indetermine")]
    # 0,15 × 300 = 45, and 200 − 150 = 50 of the cap is left.
    found = told(rule, *given, names=names)
    assert found == {names[0]: [45, 0, 0], names[1]: [45, 0, 45]}
    # 0,15 × 360 = 54 ; help 180, 20 of the cap left: the cap may hold for the sum, or not.
    found = told(rule, {**given[0], "fsl_energie_impaye": 360}, names=names)
    assert found == {names[0]: [20], names[1]: [54]}


def test_mean_of_twelve_months(answers, filled_rules):
    from zeronr_rules.core import Population, Simulation

    rules = filled_rules(HERE, FILE)
    months = [f"2025-{n:02d}" for n in range(5, 13)] + [f"2026-{n:02d}" for n in range(1, 5)]
    situation = {
        "individus": {
            "a": {"salaire_net": {month: 120 * rank for rank, month in enumerate(months)}}
        },
        "familles": {
            "f": {"parents": ["a"], **{n: dict.fromkeys(months, 0) for n in ("rsa", "ppa")}}
        },
        "foyers_fiscaux": {"d": {"declarants": ["a"]}},
        "menages": {
            "m": {
                "personne_de_reference": "a",
                "fsl_territoire": {MONTH: 48},
                "fsl_energie_impaye": {MONTH: 300},
            }
        },
    }
    simulation = Simulation(rules, Population.from_situation(rules, situation))
    # 120 × (0 + 1 + … + 11) / 12 = 120 × 66 / 12.
    assert simulation.calculate("fsl_energie_ressources", MONTH).tolist() == [660]
