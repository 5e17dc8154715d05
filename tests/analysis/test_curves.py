"""Budget curves: hand-computed points, rates and jumps, and each point as calculate gives it."""

from __future__ import annotations

import copy
import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import zeronr_rules as zr
from zeronr_rules.analysis.curves_axis import TAXABLE_OVER_NET
from zeronr_rules.analysis.curves_run import PARTS
from zeronr_rules.core.copies import copies

PERIOD = "2026-05"
ALONE = {"individus": {"p1": {"date_naissance": {"ETERNITY": "1990-03-15"}}}}
YEARS = {"2024", "2025", "2026"}


def every(value):
    return dict.fromkeys(sorted(YEARS), value)


FAMILY = {
    "individus": {
        "a": {"date_naissance": "1988-06-02", "activite": every("actif")},
        "b": {
            "date_naissance": "1991-11-20",
            "salaire_net": every(6000.0),
            "salaire_imposable": every(6216.0),
        },
        "c": {"date_naissance": "2018-01-12"},
        "d": {"date_naissance": "2021-09-30"},
        "seul": {"date_naissance": "1995-01-01", "chomage_net": {"2026": 1200}},
    },
    "familles": {
        "autre": {"parents": ["seul"], "ppa": {"2026-05": 12.0}},
        "f": {
            "parents": ["a", "b"],
            "enfants": ["c", "d"],
            "rsa_percu": {"2026-04": 33.0},
        },
    },
    "foyers_fiscaux": {
        "d1": {"declarants": ["b", "a"], "personnes_a_charge": ["c", "d"]},
        "d2": {"declarants": ["seul"]},
    },
    "menages": {
        "m1": {
            "personne_de_reference": "a",
            "conjoint": "b",
            "enfants": ["c", "d"],
            "depcom": every("69266"),
            "statut_occupation_logement": every("locataire_vide"),
            "loyer": every(8400.0),
        },
        "m2": {"personne_de_reference": "seul", "depcom": every("01053")},
    },
}


@pytest.fixture(scope="module")
def alone():
    """One person without a home declared: no forfait logement is counted."""
    return zr.budget_curve(ALONE, PERIOD, up_to=3000)


def at(curve, earnings, name="revenu_disponible_mensuel"):
    return curve.table()[name][list(curve.values).index(earnings)]


# --- Points, from the texts ------------------------------------------------------------------
# Right of May 2026: reference months January to March 2026 (R262-7 CASF, R843-1 CSS). RSA for one
# person: 646,52 (decree 2025-293). Prime d'activité: 633,21, 59,85 % of wages; bonification from
# 59 SMIC of 12,02 (709,18) to 138 (1 658,76), 37,7 % of 633,21 = 238,72 (decree 2026-222, rights
# from April 2026).


@pytest.mark.parametrize(
    ("earnings", "rsa", "ppa"),
    [
        pytest.param(0, 646.52, 0, id="646,52 and no wage"),
        # RSA: 646,52 - 500; prime: 633,21 + 299,25 - max(633,21, 500)
        pytest.param(500, 146.52, 299.25, id="both"),
        # RSA: 6,52 is 6 or more, it is paid; 633,21 + 383,04 - 640
        pytest.param(640, 6.52, 376.25, id="RSA of 6,52"),
        # 650 > 646,52; 633,21 + 389,025 - 650 = 372,235, at the cent above each month
        pytest.param(650, 0, 372.24, id="no RSA left"),
        # 633,21 + 598,50 + 238,72 × (1000 - 709,18) / 949,58 - 1000 = 231,71 + 73,11
        pytest.param(1000, 0, 304.82, id="a part of the bonification"),
        # 633,21 + 1 197,00 + 238,72 - 2000
        pytest.param(2000, 0, 68.93, id="the whole bonification"),
        # 633,21 + 1 280,79 + 238,72 - 2140 = 12,72, less than 15
        pytest.param(2140, 0, 0, id="less than 15 euros is not paid"),
    ],
)
def test_points_of_one_person(alone, earnings, rsa, ppa):
    assert at(alone, earnings, "rsa") == pytest.approx(rsa, abs=0.005)
    # The CRDS is 0,5 % of the prime, truncated to the cent.
    paid = ppa - math.floor(ppa * 0.5) / 100
    assert at(alone, earnings, "ppa_nette_crds") == pytest.approx(paid, abs=0.011)
    total = earnings + at(alone, earnings, "rsa") + at(alone, earnings, "ppa_nette_crds")
    assert at(alone, earnings) == pytest.approx(total, abs=1e-9)


@pytest.mark.parametrize(
    ("low", "high", "rate"),
    [
        # RSA falls by one euro, the prime rises by 0,5985, of which 0,5 % is CRDS.
        pytest.param(40, 600, 1 - 0.5985 * 0.995, id="RSA and prime"),
        # Resources above 633,21: the prime falls by 0,4015, no bonification yet.
        pytest.param(660, 700, 0.4015 * 0.995, id="prime alone"),
        # Less the slope of the bonification, 238,72 / 949,58 = 0,2514.
        pytest.param(720, 1650, (0.4015 - 238.72 / 949.58) * 0.995, id="bonification"),
        pytest.param(1670, 2100, 0.4015 * 0.995, id="after the bonification"),
        pytest.param(2150, 2900, 0.0, id="nothing left to lose"),
        # A prime below 15 is not paid: RSA alone, 100 %.
        pytest.param(0, 20, 1.0, id="RSA is differential"),
    ],
)
def test_marginal_rates_of_one_person(alone, low, high, rate):
    rates = alone.rates(raise_of=None)
    inside = (alone.values >= low) & (alone.values + alone.step <= high)
    # Amounts are rounded to the cent: 0,02 over ten euros.
    assert rates[inside] == pytest.approx(rate, abs=0.0025)


@pytest.mark.parametrize("top", [3000, 8000, 1e6])
def test_the_first_jump_is_found_whatever_the_step(top):
    """Prime d'activité, right of May 2026: 59.85 % of the wage, paid from 15 euros on, so from 25.07.

    From there it is on the line that starts at 0: over a step of 30 euros, nothing shows of the jump
    of 15 euros, 14.93 net of CRDS.
    """
    curve = zr.budget_curve(ALONE, "2026-05", up_to=top, steps=2)
    first = curve.scenarios[0].jumps[0]
    assert first.at == pytest.approx(25.07, abs=0.21)
    assert first.amount == pytest.approx(14.93, abs=0.21)


def test_jumps_of_one_person(alone):
    jumps = {jump.at: jump.amount for jump in alone.scenarios[0].jumps}
    first, second, third = jumps
    # 0,5985 × W reaches 15 at 25,06; RSA of 646,52 - W is below 6 from 640,53 on; the prime,
    # 871,93 - 0,4015 × W, is below 15 from 2 134,33 on.
    assert first == pytest.approx(25.06, abs=0.25)
    assert second == pytest.approx(640.53, abs=0.25)
    assert third == pytest.approx((633.21 + 238.72 - 15) / 0.4015, abs=0.25)
    assert list(jumps.values()) == pytest.approx([15, -6, -15], abs=0.25)


def test_a_jump_that_a_slope_nearly_makes_up_for_is_found():
    # December 2018: RSA of 550,93; the prime, 61 % of wages, goes on until 551,51 without falling.
    # From 544,94 on the RSA is not paid: 6 euros are lost, and nothing more is taken of wages.
    curve = zr.budget_curve(ALONE, "2018-12", up_to=900)
    _, second = curve.scenarios[0].jumps
    assert second.at == pytest.approx(544.94, abs=0.25)
    assert second.amount == pytest.approx(-6, abs=0.35)


def test_a_yearly_income():
    curve = zr.budget_curve(ALONE, PERIOD, variable="rpns_autres_revenus", up_to=6000, steps=5)
    # A twelfth of the yearly profit counts each month (R262-18 to R262-24 CASF).
    assert at(curve, 1200, "rsa") == pytest.approx(546.52)
    assert curve.every == " par an"


def test_an_income_that_is_not_earned_is_taken_whole():
    curve = zr.budget_curve(ALONE, PERIOD, variable="chomage_net", up_to=700, steps=70)
    rates = curve.rates()
    assert rates[curve.values < 640] == pytest.approx(1.0)
    assert rates[(curve.values >= 650) & (curve.values < 700)] == pytest.approx(0.0)
    (jump,) = curve.scenarios[0].jumps
    assert jump.at == pytest.approx(640.53, abs=0.25)
    assert jump.amount == pytest.approx(-6, abs=0.25)


def test_a_raise_of_several_steps(alone):
    # From 100 to 200: a prime of 119,70 instead of 59,85, CRDS of 0,59 instead of 0,29.
    rates = alone.rates(raise_of=100)
    assert rates[10] == pytest.approx(1 - (119.70 - 0.59 - 59.85 + 0.29) / 100, abs=1e-9)
    assert np.isnan(rates[-10:]).all()
    assert not np.isnan(rates[:-10]).any()


# --- Each point is the household as calculate sees it -----------------------------------------


def told(situation, person, earnings, ratio=TAXABLE_OVER_NET):
    """Write by hand a situation whose wages are the same at every month."""
    made = copy.deepcopy(situation)
    months = [f"{year}-{month:02d}" for year in range(2023, 2028) for month in range(1, 13)]
    made["individus"][person]["salaire_net"] = dict.fromkeys(months, earnings)
    taxable = float(np.round(np.float64(earnings) * ratio, 2))
    made["individus"][person]["salaire_imposable"] = dict.fromkeys(months, taxable)
    for famille in made.get("familles", {}).values():
        famille.pop("rsa_percu", None)
    return made


NAMES = (*PARTS, "revenu_disponible_mensuel")


@pytest.fixture(scope="module")
def family():
    return zr.budget_curve(FAMILY, PERIOD, person="a")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rank=st.integers(0, 370))
def test_a_point_of_a_family_is_what_calculate_gives(family, rank):
    earnings = float(family.values[rank])
    result = zr.calculate(told(FAMILY, "a", earnings), PERIOD, NAMES)
    table = family.table()
    for name in NAMES:
        key = "m1" if name == "revenu_disponible_mensuel" else "f"
        assert table[name][rank] == result.by_id(name)[key], name


def test_a_point_under_a_reform_is_what_calculate_gives():
    reform = zr.reforms.library.rsa_plus_10_pour_cent
    curve = zr.budget_curve(FAMILY, PERIOD, person="a", up_to=1200, steps=12, reform=reform)
    table = curve.table()
    for rank in (0, 5, 12):
        result = zr.calculate(told(FAMILY, "a", 100.0 * rank), PERIOD, NAMES, reform=reform)
        assert table["rsa_reforme"][rank] == result.by_id("rsa")["f"]
        found = table["revenu_disponible_mensuel_reforme"][rank]
        assert found == result.by_id("revenu_disponible_mensuel")["m1"]
        assert table["ecart_reforme"][rank] == found - table["revenu_disponible_mensuel"][rank]


def test_the_first_months_move_the_last_wages_only():
    curve = zr.budget_curve(FAMILY, PERIOD, person="b", up_to=2000, steps=4, steady_state=False)
    for rank in (0, 2, 4):
        made = copy.deepcopy(FAMILY)
        months = ["2025-11", "2025-12", *(f"2026-0{month}" for month in range(1, 6))]
        wages = {
            f"{year}-{month:02d}": 500.0 for year in (2024, 2025, 2026) for month in range(1, 13)
        }
        made["individus"]["b"]["salaire_net"] = wages | dict.fromkeys(months, 500.0 * rank)
        result = zr.calculate(made, PERIOD, NAMES)
        assert curve.table()["rsa"][rank] == result.by_id("rsa")["f"]
        assert curve.table()["ppa_nette_crds"][rank] == result.by_id("ppa_nette_crds")["f"]
        assert curve.table()["aide_logement"][rank] == result.by_id("aide_logement")["f"]


def test_other_households_of_the_situation_do_not_count(family):
    # The other famille is given 12 euros of prime d'activité: they are not those of this home.
    own = family.table()
    total = sum(own[name] for name in PARTS)
    earned = own["revenu_disponible_mensuel"] - total
    assert earned == pytest.approx(family.values + 500)


def test_the_copies_are_the_household(family):
    one = zr.Population.from_situation(FAMILY, PERIOD)
    many = copies(one, 3)
    for key in one.entity_keys:
        assert many.count(key) == 3 * one.count(key)
    for group in one.members:
        first, last = one.members[group], many.members[group]
        assert last.roles.tolist() == first.roles.tolist() * 3
        shifts = [rank + copied * first.count for copied in range(3) for rank in first.groups]
        assert last.groups.tolist() == shifts
    alone, thrice = (zr.simulate(people, PERIOD, NAMES) for people in (one, many))
    for name in NAMES:
        assert thrice[name].tolist() == alone[name].tolist() * 3


# --- Laws and cases beside each other ---------------------------------------------------------


def test_a_reform_that_changes_nothing_gives_the_same_curve():
    nothing = zr.reforms.parametric({"prestations.rsa.montant_forfaitaire": {"2025-04": 646.52}})
    curve = zr.budget_curve(ALONE, PERIOD, up_to=900, steps=30, reform=nothing)
    table = curve.table()
    assert set(table["ecart_reforme"].tolist()) == {0.0}
    assert table["taux_marginal"].tolist()[:-1] == table["taux_marginal_reforme"].tolist()[:-1]
    assert curve.scenarios[0].jumps == curve.scenarios[1].jumps


def test_the_bonification_of_before_april_2026():
    reform = zr.reforms.library.prime_activite_bonification_avant_2026_04
    curve = zr.budget_curve(ALONE, PERIOD, up_to=2000, reform=reform)
    # At 1 800: 37,7 % of 633,21, 238,72, instead of 29,101 %, 184,27; 0,5 % of that is CRDS.
    lost = (184.27 - 238.72) * 0.995
    assert at(curve, 1800, "ecart_reforme") == pytest.approx(lost, abs=0.011)
    # At 1 442,40 both have the same slope since 709,18: the former bonification is whole there,
    # 184,27; the new one is 238,72 × 733,22 / 949,58 = 184,33.
    assert at(curve, 1440, "ecart_reforme") == pytest.approx(-0.06, abs=0.02)
    assert at(curve, 700, "ecart_reforme") == 0


def test_a_sanction_beside():
    # 70 % of the 646,52 - W of the month is withheld (R262-68 CASF).
    sanctioned = copy.deepcopy(ALONE)
    sanctioned["individus"]["p1"] |= {
        "rsa_sanction": {"2026-05": "suspension"},
        "rsa_sanction_taux_demande": {"2026-05": 0.7},
        "rsa_sanction_duree_demandee": {"2026-05": 2},
    }
    free, held = (zr.budget_curve(one, PERIOD, up_to=1000, steps=10) for one in (ALONE, sanctioned))
    both = free.beside(held, "Suspension de 70 %", first="Sans sanction")
    gap = both.table()["ecart_autre"]
    assert gap[0] == pytest.approx(-452.56, abs=0.006)
    assert gap[5] == pytest.approx(-0.7 * 146.52, abs=0.006)
    assert gap[10] == 0
    assert [one.label for one in both.scenarios] == ["Sans sanction", "Suspension de 70 %"]
    thrice = both.beside(free, "encore")
    assert {"ecart_autre", "ecart_autre_2"} <= set(thrice.table().columns)


def test_curves_over_other_values_are_not_put_beside(alone):
    other = zr.budget_curve(ALONE, PERIOD, up_to=2000, steps=20, variables="rsa")
    with pytest.raises(zr.CurveError) as caught:
        alone.beside(other, "autre")
    assert [fault.path for fault in caught.value.faults] == [("up_to",), ("steps",), ("variables",)]


# --- What moves, and what is said -------------------------------------------------------------


def test_another_amount_than_an_income():
    home = {
        "personne_de_reference": "p1",
        "depcom": every("69266"),
        "statut_occupation_logement": every("locataire_vide"),
    }
    tenant = ALONE | {"menages": {"m": home}}
    curve = zr.budget_curve(tenant, PERIOD, variable="loyer", up_to=600, steps=6)
    assert curve.member == "m"
    assert not curve.is_income
    assert "taux_marginal" not in curve.table().columns
    assert np.isnan(curve.rates()).all()
    assert "courbe_sans_taux" in {notice.code for notice in curve.notices}
    rents = copy.deepcopy(tenant)
    rents["menages"]["m"]["loyer"] = {str(year): 12 * 300.0 for year in range(2023, 2028)}
    result = zr.calculate(rents, PERIOD, "aide_logement")
    assert at(curve, 300, "aide_logement") == result["aide_logement"][0] > 0


def test_notices_say_what_moves_and_what_stays(family):
    said = {notice.code: notice.message for notice in family.notices}
    assert "2023-01 à 2027-12" in said["courbe_axe"]
    assert "1,036 fois salaire_net" in said["courbe_revenu_imposable"]
    assert "rsa_percu" in said["courbe_percu_ecarte"]
    assert {"courbe_reste_egal", "courbe_avant_impot"} <= set(said)
    # The incomes that the curve gives are not said to be missing.
    missing = said.get("revenus_n_2_absents", "") + said.get("revenus_douze_mois_absents", "")
    assert "(f)" not in missing


def test_a_benefit_that_is_given_stays_and_is_said():
    given = ALONE | {"familles": {"f": {"parents": ["p1"], "aide_logement": every(1200.0)}}}
    curve = zr.budget_curve(given, PERIOD, up_to=500, steps=2)
    assert curve.table()["aide_logement"].tolist() == pytest.approx([100, 100, 100])
    (notice,) = {one for one in curve.notices if one.code == "courbe_montant_donne"}
    assert notice.ids == ("aide_logement",)


def test_the_ratio_of_taxable_to_net_wages_follows_from_the_rates():
    contributions = 6.90 + 0.40 + 3.15 + 0.86
    taxable = 100 - contributions - 0.9825 * 6.8
    net = 100 - contributions - 0.9825 * (9.2 + 0.5)
    assert pytest.approx(taxable / net, abs=0.0005) == TAXABLE_OVER_NET


def test_the_default_range():
    # Two gross SMIC of 151,67 hours in May 2026: 2 × 151,67 × 12,02 = 3 646,07.
    curve = zr.budget_curve(ALONE, PERIOD, variables="rsa")
    assert (curve.values[0], curve.values[-1], curve.step) == (0, 3700, 10)
    assert curve.variables == ("rsa",)


# --- Requests that cannot be followed ---------------------------------------------------------


def refused(**request):
    with pytest.raises(zr.CurveError) as caught:
        zr.budget_curve(FAMILY, PERIOD, **({"person": "a"} | request))
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"variable": "salaire_nette"}, "« salaire_net »"),
        ({"variable": "activite"}, "qui n'est pas en euros"),
        ({"variable": "rsa"}, "que les règles calculent"),
        ({"variable": 3}, "reçu 3 ; attendu une donnée en euros"),
        ({"person": "z"}, "une personne de la situation : a, b, c, d, seul"),
        ({"person": None}, "l'identifiant d'une personne"),
        ({"up_to": -5}, "reçu -5 ; attendu un montant"),
        ({"up_to": math.nan}, "reçu nan"),
        ({"start": 500, "up_to": 400}, "plus que start"),
        ({"steps": 1}, "2 à 5"),
        ({"steps": 10_000}, "2 à 5"),
        ({"steps": 2.5}, "un nombre entier de pas"),
        ({"steps": 5000, "up_to": 10}, "un centime au moins"),
        ({"variable": "loyer"}, "jusqu'où va loyer"),
        ({"taxable_ratio": "1"}, "un rapport entre 0 et 2"),
        ({"variables": "activite"}, "des montants en euros"),
    ],
)
def test_what_cannot_be_followed_is_said(request_, said):
    (fault,) = refused(**request_)
    assert said in fault


def test_all_faults_come_together():
    assert len(refused(variable="salaire_nette", person="z", up_to=-5, steps=1)) == 4


def test_errors_of_the_face():
    with pytest.raises(zr.UnknownVariableError, match="rsaa"):
        zr.budget_curve(ALONE, PERIOD, variables="rsaa")
    with pytest.raises(zr.PeriodError, match="un mois"):
        zr.budget_curve(ALONE, "2026")
    with pytest.raises(zr.SituationError):
        zr.budget_curve({"individus": {}}, PERIOD)
    with pytest.raises(zr.ReformError):
        zr.budget_curve(ALONE, PERIOD, reform="rsa")


def test_a_raise_that_is_not_a_number_of_steps(alone):
    for raise_of in (15, 0, -10, 5000):
        with pytest.raises(zr.CurveError, match="multiple du pas"):
            alone.rates(raise_of=raise_of)
