"""Both readings of each convention that the RSA reads, computed by hand."""

from __future__ import annotations

import pytest
from openfisca_core.reforms import Reform
from openfisca_core.simulation_builder import SimulationBuilder

from zeronr_rules.system import RulesSystem

PRESTATIONS = [
    "af",
    "af_majoration",
    "af_allocation_forfaitaire",
    "af_allocation_forfaitaire_complement_degressif",
    "cf",
    "asf",
    "paje_base",
]


@pytest.fixture(scope="session")
def regles() -> RulesSystem:
    """Build the rules once for the module."""
    return RulesSystem()


def lecture(regles, convention, valeur):
    """Return the rules with one convention read otherwise, all dates."""

    def modifier(parameters):
        getattr(parameters.conventions, convention).update(start="2014-01-01", value=valeur)
        return parameters

    class Lecture(Reform):
        def apply(self):
            self.modify_parameters(modifier_function=modifier)

    return Lecture(regles)


def calcule(
    systeme, mois, parents, enfants=(), famille=None, menage=None, variable="rsa_montant_examine"
):
    """Value of a variable of the only household."""
    individus, noms, noms_enfants = {}, [], []
    for rang, personne in enumerate(parents):
        noms.append(f"parent_{rang}")
        individus[noms[-1]] = {"date_naissance": {"ETERNITY": "1986-03-12"}, **personne}
    for rang, personne in enumerate(enfants):
        noms_enfants.append(f"enfant_{rang}")
        individus[noms_enfants[-1]] = {"date_naissance": {"ETERNITY": "2008-01-05"}, **personne}
    annees = f"year:{int(mois[:4]) - 2}:3"
    nulles = {nom: {annees: 0} for nom in PRESTATIONS if nom not in (famille or {})}
    entites = {
        "individus": individus,
        "familles": {
            "f": {
                "parents": noms,
                "enfants": noms_enfants,
                **(nulles if enfants else {}),
                **(famille or {}),
            }
        },
        "foyers_fiscaux": {"d": {"declarants": noms, "personnes_a_charge": noms_enfants}},
        "menages": {
            "m": {
                "personne_de_reference": noms[:1],
                "conjoint": noms[1:],
                "enfants": noms_enfants,
                **(menage or {}),
            }
        },
    }
    simulation = SimulationBuilder().build_from_entities(systeme, entites)
    return simulation.calculate(variable, mois)[0]


def chaque(montant, mois=("2026-04", "2026-05", "2026-06")):
    return dict.fromkeys(mois, montant)


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        # 200 < 260,68 (3e), 200 >= 195,51 (2e) : exclu, et le dernier à son rang aussi.
        # 651,69 + 325,85 + 195,51 = 1173,05.
        ("propre", 1173.05),
        # Tous contre la majoration de la dernière personne : 200 < 260,68, les trois restent.
        # 977,54 + 2 x 195,51 + 260,68 - 400 = 1229,24.
        ("marginale", 1229.24),
    ],
)
def test_the_increment_opposed_to_the_income_of_a_dependent(regles, valeur, attendu):
    systeme = lecture(regles, "charge_r262_3", valeur)
    enfants = [{}, {"salaire_net": chaque(200)}, {"salaire_net": chaque(200)}]
    assert calcule(systeme, "2026-08", [{}, {}], enfants) == pytest.approx(attendu, abs=0.001)


@pytest.mark.parametrize("valeur", ["propre", "marginale"])
def test_both_readings_exclude_a_single_child_at_the_increment(regles, valeur):
    # Couple, un enfant : 195,51 atteint 195,51, reste 977,54. 195,50 : 1173,05 - 195,50 = 977,55.
    systeme = lecture(regles, "charge_r262_3", valeur)
    exclu = calcule(systeme, "2026-08", [{}, {}], [{"salaire_net": chaque(195.51)}])
    garde = calcule(systeme, "2026-08", [{}, {}], [{"salaire_net": chaque(195.50)}])
    assert (exclu, garde) == pytest.approx((977.54, 977.55), abs=0.001)


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        # « marginale » : 300 >= 260,68 exclut le troisième ; le dernier encore à charge est alors
        # le deuxième, 150 < 195,51. 977,54 + 2 x 195,51 - 150 = 1218,56, comme en lecture propre.
        ("propre", 1218.56),
        ("marginale", 1218.56),
    ],
)
def test_the_last_child_excluded_leaves_the_others(regles, valeur, attendu):
    systeme = lecture(regles, "charge_r262_3", valeur)
    enfants = [{}, {"salaire_net": chaque(150)}, {"salaire_net": chaque(300)}]
    assert calcule(systeme, "2026-08", [{}, {}], enfants) == pytest.approx(attendu, abs=0.001)


@pytest.mark.parametrize(
    ("valeur", "mois", "attendu"),
    [
        # Mai 2026 : janvier à mars, 646,52.
        ("mois_de_reference", "2026-05", 646.52),
        # Mai 2026 : valeur du mois du droit, 651,69.
        ("mois_du_droit", "2026-05", 651.69),
        ("mois_du_droit", "2026-04", 651.69),
        ("mois_du_droit", "2026-03", 646.52),
        # Juin 2026 : (2 x 646,52 + 651,69) / 3 = 648,2433.
        ("mois_de_reference", "2026-06", 648.24),
        # 2022-07 : avril à juin 575,52 ; mois du droit 598,54.
        ("mois_de_reference", "2022-07", 575.52),
        ("mois_du_droit", "2022-07", 598.54),
    ],
)
def test_the_month_whose_scale_is_read(regles, valeur, mois, attendu):
    systeme = lecture(regles, "montant_forfaitaire_rsa", valeur)
    assert calcule(systeme, mois, [{}]) == pytest.approx(attendu, abs=0.001)


def test_the_scale_of_the_month_of_right_also_rules_housing_and_increments(regles):
    # Mai 2026, couple logé gratuitement : 977,54 - 16 % de 977,54 (156,41) = 821,13.
    systeme = lecture(regles, "montant_forfaitaire_rsa", "mois_du_droit")
    menage = {"statut_occupation_logement": {"year:2024:3": "loge_gratuitement"}}
    montant = calcule(systeme, "2026-05", [{}, {}], menage=menage)
    assert montant == pytest.approx(821.13, abs=0.001)


@pytest.mark.parametrize(
    ("valeur", "mois", "attendu"),
    [
        # MSA, mars 2025. Lecture septembre : décembre 300, janvier 600, février 0 : moyenne 300.
        ("septembre_2025", "2025-03", 335.71),
        # Lecture CAF : novembre 0, décembre 300, janvier 600 : moyenne 300, mêmes montants ici.
        ("comme_caf", "2025-03", 335.71),
        # Avril 2025. Septembre : janvier 600, février 0, mars 0 : 200, 635,71 - 200.
        ("septembre_2025", "2025-04", 435.71),
        # CAF : décembre 300, janvier 600, février 0 : 300.
        ("comme_caf", "2025-04", 335.71),
        # Février 2025, les deux lectures : novembre 0, décembre 300, janvier 600.
        ("septembre_2025", "2025-02", 335.71),
        ("comme_caf", "2025-02", 335.71),
        # Septembre 2025, les deux lectures : mai 30, juin 60, juillet 90 ; 646,52 - 60.
        ("septembre_2025", "2025-09", 586.52),
        ("comme_caf", "2025-09", 586.52),
        # Août 2025 : septembre lit mai à juillet (60), CAF lit avril à juin (0, 30, 60 : 30).
        ("septembre_2025", "2025-08", 586.52),
        ("comme_caf", "2025-08", 616.52),
    ],
)
def test_the_reference_months_of_the_msa(regles, valeur, mois, attendu):
    systeme = lecture(regles, "mois_de_reference_msa", valeur)
    salaire = {"2024-12": 300, "2025-01": 600, "2025-05": 30, "2025-06": 60, "2025-07": 90}
    famille = {"affilie_msa": {"year:2024:2": True}}
    montant = calcule(systeme, mois, [{"salaire_net": salaire}], famille=famille)
    assert montant == pytest.approx(attendu, abs=0.001)


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        ("sans_forfait", 651.69),
        # 12 % de 651,69 = 78,20 : 573,49.
        ("forfait", 573.49),
    ],
)
def test_the_buyer_who_repays_a_loan_without_housing_benefit(regles, valeur, attendu):
    systeme = lecture(regles, "forfait_logement_accedant", valeur)
    menage = {"statut_occupation_logement": {"year:2024:3": "primo_accedant"}}
    assert calcule(systeme, "2026-08", [{}], menage=menage) == pytest.approx(attendu, abs=0.001)


@pytest.mark.parametrize("valeur", ["sans_forfait", "forfait"])
def test_the_buyer_with_a_housing_benefit_counts_it_up_to_the_forfait(regles, valeur):
    # min(60 ; 78,20) = 60 : 591,69 dans les deux lectures.
    systeme = lecture(regles, "forfait_logement_accedant", valeur)
    menage = {"statut_occupation_logement": {"year:2024:3": "primo_accedant"}}
    famille = {"aide_logement_percue": chaque(60)}
    montant = calcule(systeme, "2026-08", [{}], famille=famille, menage=menage)
    assert montant == pytest.approx(591.69, abs=0.001)


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        # Conjoint sans titre : 651,69, moins ses 200 euros.
        ("comptees", 451.69),
        ("ignorees", 651.69),
    ],
)
def test_the_income_of_the_spouse_who_does_not_count(regles, valeur, attendu):
    systeme = lecture(regles, "conjoint_non_pris_en_compte", valeur)
    conjoint = {"nationalite": {"year:2024:3": "DZ"}, "salaire_net": chaque(200)}
    assert calcule(systeme, "2026-08", [{}, conjoint]) == pytest.approx(attendu, abs=0.001)


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        # Couple, deux enfants : 977,54 + 2 x 195,51 = 1368,56. AF brutes : - 153,01.
        ("brutes", 1215.55),
        # CRDS 0,5 % de 153,01 = 0,76505, tronquée à 0,76 : compte 152,25.
        ("nettes", 1216.31),
    ],
)
def test_family_benefits_gross_or_net_of_crds(regles, valeur, attendu):
    systeme = lecture(regles, "prestations_familiales_comptees", valeur)
    montant = calcule(systeme, "2026-08", [{}, {}], [{}, {}], famille={"af": chaque(153.01)})
    assert montant == pytest.approx(attendu, abs=0.001)


@pytest.mark.parametrize(
    ("variable", "donnee", "attendu"),
    [
        # CF majoré limité à 199,15 puis CRDS 0,99 : compte 198,16. 1368,56 - 198,16.
        ("cf", 298.77, 1170.40),
        # Allocation de base : 198,16, CRDS 0,99 : compte 197,17.
        ("paje_base", 198.16, 1171.39),
    ],
)
def test_other_family_benefits_net_of_crds(regles, variable, donnee, attendu):
    systeme = lecture(regles, "prestations_familiales_comptees", "nettes")
    enfants = [{"date_naissance": {"ETERNITY": "2024-06-01"}}, {}]
    montant = calcule(systeme, "2026-08", [{}, {}], enfants, famille={variable: chaque(donnee)})
    assert montant == pytest.approx(attendu, abs=0.001)
