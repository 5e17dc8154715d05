"""The population as a whole: the same each time, sound, and it meets every rule."""

from __future__ import annotations

import numpy as np
import pytest
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit

import zeronr_rules as zr
from zeronr_rules.core import Simulation, simulate_blocks
from zeronr_rules.variables.aides_logement.personnes import TypesLienPersonneACharge as Tie
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement as Tenure

YEAR = 2025
# Ended for children born since 2015: nobody has them in the years that can be drawn. Nor is the
# first month of the RSA looked back drawn: it says how to compute, not what people live; nor taxes,
# which hang on incomes that are not drawn.
NOT_DRAWN = {"impots_directs_mensuels", "paje_clca", "paje_colca", "rsa_premier_mois_calcule"}
# Sanctions and duties are decided case by case: a scenario gives them. So are cuts of energy, and
# a bill that a fund helps with, what a family commits to for a crèche; the fiscal income of the chèque énergie is on a tax notice.
DECIDED = tuple(
    f"zeronr_rules.variables.{package}."
    for package in ("loi_plein_emploi", "cheque_energie", "coupure_energie", "avip", "fsl")
)
# Reasons of another time than 2025, with a month in which they are met.
OTHER_TIMES = {
    "2017-05": {"aide_logement_bareme_inconnu"},
    "2019-05": {"aide_logement_refus_territoire", "aide_logement_evaluation_forfaitaire"},
    "2026-09": {"al_etudiant_etranger_exclu", "aide_logement_refus_etudiant_etranger"},
}
# Amounts of Mayotte that nobody published: the rules say NaN on purpose, and count zero.
UNPUBLISHED = ("ppa_bonification_legale_", "ppa_plancher_revenu_activite_apprenant_")


def assert_same(one, other, counts=None):
    """The inputs of ``one`` are the first of those of ``other``."""
    ours = {(name, str(period)): array for name, period, array in one.inputs()}
    theirs = {(name, str(period)): array for name, period, array in other.inputs()}
    assert ours.keys() == theirs.keys()
    for name, holder in one.input_holders.items():
        told = other.input_holders[name].partial or {}
        assert (holder.partial or {}).keys() == told.keys()
        for key, arrays in (holder.partial or {}).items():
            for array, whole in zip(arrays, told[key], strict=True):
                assert np.array_equal(array, whole[: len(array)]), name
    for (name, period), array in ours.items():
        key = one.system.get_variable(name).entity.key
        count, more = one.count(key), other.count(key)
        full = np.broadcast_to(np.asarray(theirs[name, period]), more)[:count]
        assert np.array_equal(np.broadcast_to(np.asarray(array), count), full), (name, period)


def test_the_same_arguments_give_the_same_arrays():
    assert_same(zr.synthetic_population(300, 2026, 5), zr.synthetic_population(300, 2026, 5))


def test_another_seed_gives_other_households():
    one, other = zr.synthetic_population(300, 2026, 5), zr.synthetic_population(300, 2026, 6)
    assert one.count("individu") != other.count("individu")


@pytest.mark.parametrize("pieces", [False, True])
def test_more_households_do_not_change_the_first(pieces, monkeypatch):
    few = zr.synthetic_population(500, 2026, 1)
    if pieces:
        monkeypatch.setattr("zeronr_rules.inputs.synthetic.generator._PIECE", 64)
    many = zr.synthetic_population(1100, 2026, 1)
    assert_same(few, many)
    for key, group in few.members.items():
        persons = few.count("individu")
        assert np.array_equal(group.groups, many.members[key].groups[:persons])
        assert np.array_equal(group.roles, many.members[key].roles[:persons])


def test_weights_sum_to_the_households_of_the_country(people):
    assert people.weights.shape == (people.count("menage"),)
    assert people.weights.sum() == pytest.approx(30_907_289)
    assert (people.year, people.seed) == (YEAR, 0)


def test_bound_to_the_rules(people):
    assert people.system is zr.system()
    assert isinstance(people, zr.SyntheticPopulation)


@pytest.mark.parametrize("count", [0, -3])
def test_no_household_is_refused(count):
    with pytest.raises(ValueError, match=r"n_menages : reçu .* attendu un ménage ou plus"):
        zr.synthetic_population(count, 2026)


def test_a_year_before_the_rules_is_refused():
    with pytest.raises(zr.PeriodError, match="2017"):
        zr.synthetic_population(10, 2016)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_very_few_households(count):
    people = zr.synthetic_population(count, 2026, seed=0)
    assert people.count("menage") == count
    assert np.isfinite(Simulation(people.system, people).calculate("rsa", "2026-05")).all()


def test_a_column_of_several_months_is_kept_once(people):
    months = [array for name, period, array in people.inputs() if name == "retraite_combattant"]
    assert len(months) == 48
    assert len({array.ctypes.data for array in months}) == 1


def test_income_months(people):
    """October of the year before last to December, and the three months a pupil's half-year reads."""
    months = sorted(str(period) for name, period, _ in people.inputs() if name == "salaire_net")
    assert months[0] == "2023-10"
    assert months[26] == "2025-12"
    assert months[27:] == ["2026-01", "2026-02", "2026-03"]


# Sound


def heads(people, key, role):
    group = people.members[key]
    return np.bincount(group.groups, weights=group.roles == role, minlength=group.count)


@pytest.mark.parametrize("key", ["famille", "foyer_fiscal", "menage"])
def test_every_group_has_one_person_in_its_first_role(people, key):
    assert (heads(people, key, 0) == 1).all()
    assert people.members[key].all_inhabited
    assert (heads(people, key, 1) <= 1).all()


def test_a_famille_lives_in_one_household(people):
    menage = people.members["menage"].groups
    for key in ("famille", "foyer_fiscal"):
        group = people.members[key]
        first = np.full(group.count, -1)
        first[group.groups] = menage
        assert np.array_equal(first[group.groups], menage)


def births(people):
    return next(a for name, _, a in people.inputs() if name == "date_naissance").view(np.ndarray)


def test_ages_are_those_of_families(people):
    months = births(people).astype("datetime64[M]").astype(int)
    menage = people.members["menage"]
    reference = months[menage.roles == 0]
    gap = (months - reference[menage.groups])[menage.roles == 2] / 12
    # A child of the household is 16 years younger than the reference person, at the least.
    assert gap.min() >= 16
    assert np.quantile(gap, 0.999) < 60
    adults = months[np.isin(menage.roles, (0, 1, 3))]
    assert (YEAR * 12 + 11 - 1970 * 12 - adults).min() >= 18 * 12
    assert births(people).max() <= np.datetime64(f"{YEAR}-12-28")


def test_children_are_born_within_the_reference_months(people):
    born = births(people)
    assert (born >= np.datetime64(f"{YEAR - 1}-10-01")).sum() > 100


def test_children_of_a_famille_are_under_25(people):
    dependent = people.members["famille"].roles == 2
    child = people.members["menage"].roles == 2
    assert births(people)[dependent & child].min() > np.datetime64(f"{YEAR - 25}-01-01")


def test_other_dependents_of_a_famille_have_a_tie_of_their_own(people):
    tie = next(a for name, _, a in people.inputs() if name == "al_lien_personne_a_charge")
    dependent = people.members["famille"].roles == 2
    other = people.members["menage"].roles == 3
    assert (tie.view(np.ndarray)[dependent & other] != Tie.enfant.index).sum() > 30
    assert (tie.view(np.ndarray)[~(dependent & other)] == Tie.enfant.index).all()
    assert ((tie == Tie.ascendant) & (births(people) < np.datetime64(f"{YEAR - 67}-01-01"))).any()


def test_a_foyer_fiscal_is_not_always_a_famille(people):
    assert people.count("foyer_fiscal") > people.count("famille") > people.count("menage")


def test_no_sick_pay_with_a_full_wage(people):
    inputs = {(name, str(period)): array for name, period, array in people.inputs()}
    ill = inputs["indemnites_journalieres_maladie", "2025-05"] > 0
    assert ill.any()
    assert not inputs["salaire_net", "2025-05"][ill].any()


def test_amounts_are_in_cents(people):
    for name, period, array in people.inputs():
        variable = people.system.get_variable(name)
        if getattr(variable, "unit", None) == "EUR" and array.dtype.kind == "f":
            assert np.array_equal(array, np.round(array, 2)), (name, period)


# Every rule


def inputs_by_name(people):
    found = {}
    for name, _, array in people.inputs():
        found.setdefault(name, []).append(array)
    return found


def test_every_input_is_met(people):
    given = inputs_by_name(people)
    missing = []
    for variable in people.system.variables.values():
        decided = type(variable).__module__.startswith(DECIDED)
        if variable.formulas or variable.name in NOT_DRAWN or decided:
            continue
        arrays = given.get(variable.name, [])
        seen = set().union(*(np.unique(np.asarray(array)).tolist() for array in arrays))
        if variable.value_type is bool:
            wanted = {True, False}
        elif variable.value_type is Enum:
            wanted = set(range(len(variable.possible_values)))
        else:
            # Two values at least: some have it, some do not.
            wanted = seen if len(seen) > 1 else {"another value"}
        if not wanted <= seen:
            missing.append((variable.name, seen))
    assert not missing


@pytest.fixture(scope="module")
def computed(people):
    """Every variable with a formula, before and after each change of 2025."""
    simulation = Simulation(people.system, people, on_spiral="raise")
    found = {}
    for month in ("01", "03", "04", "06", "08", "11"):
        for variable in people.system.variables.values():
            if variable.formulas and not type(variable).__module__.startswith(DECIDED):
                yearly = variable.definition_period == DateUnit.YEAR
                period = str(YEAR - 2) if yearly else f"{YEAR}-{month}"
                found.setdefault(variable.name, []).append(
                    simulation.calculate(variable.name, period)
                )
    return found


@pytest.mark.parametrize("month", OTHER_TIMES)
def test_reasons_of_another_time(month):
    people = zr.synthetic_population(20_000, int(month[:4]), seed=0)
    simulation = Simulation(people.system, people, on_spiral="raise")
    for name in OTHER_TIMES[month]:
        array = simulation.calculate(name, month)
        assert array.any(), name
        assert not array.all(), name


def test_every_reason_is_true_for_some_and_false_for_others(people, computed):
    same = [
        name
        for name, arrays in computed.items()
        if people.system.get_variable(name).value_type is bool
        and (all(array.all() for array in arrays) or not any(array.any() for array in arrays))
    ]
    assert set(same) == set().union(*OTHER_TIMES.values())


def test_every_amount_is_met(people, computed):
    never = {
        name
        for name, arrays in computed.items()
        if not any(a.any() for a in map(np.asarray, arrays))
    }
    assert never - set().union(*OTHER_TIMES.values()) == {
        # The other reading of a convention.
        "af_allocation_forfaitaire_majoration_plafonds",
        # A few euros of resources above a ceiling, with a child of 20 among three: too rare here.
        "af_allocation_forfaitaire_complement_degressif",
        # Children born before these dates are too old.
        "paje_base_montant_2014",
        "paje_base_montant_avant_2014",
        # Ended in 2024.
        "ppa_invalidite_professionnelle",
    }


def test_nothing_is_nan_but_what_nobody_published(people, computed):
    mayotte = computed["residence_mayotte"][0][people.members["menage"].groups]
    for name, arrays in computed.items():
        for array in arrays:
            if array.dtype.kind == "f" and np.isnan(array).any():
                assert name.startswith(UNPUBLISHED), name
                assert not np.isnan(array[~mayotte]).any(), name
    assert not np.isnan(computed["rsa"]).any()
    assert not np.isnan(computed["ppa"]).any()


@pytest.mark.parametrize("year", [2017, 2020, 2023, 2026])
def test_the_rules_run_every_year_without_a_spiral(year):
    people = zr.synthetic_population(3000, year, seed=2)
    for month in ("01", "04", "10", "12"):
        simulation = Simulation(people.system, people, on_spiral="raise")
        for name in ("rsa", "ppa", "aide_logement", "af", "cf", "asf", "paje_base"):
            amounts = simulation.calculate(name, f"{year}-{month}")
            assert np.isfinite(amounts).all()
            assert (amounts >= 0).all()
            assert (amounts > 0).any()


@pytest.mark.parametrize("year", [2017, 2018, 2019])
def test_nobody_lives_in_a_foyer_before_its_bareme(year):
    """October 2017; the RSA of January 2018 looks at September 2017."""
    people = zr.synthetic_population(3000, year, seed=2)
    tenure = next(a for name, _, a in people.inputs() if name == "statut_occupation_logement")
    assert (tenure == Tenure.locataire_foyer).any() == (year > 2018)


def test_the_rsa_received_is_told_by_some_and_looked_back_for_the_others():
    people = zr.synthetic_population(20_000, 2026, seed=3)
    told = people.input_holders["rsa_percu"].partial
    shares = {mask.mean() for _, mask in told.values()}
    assert len(told) == 27
    assert len({id(array) for array, _ in told.values()}) == 1
    assert len(shares) == 1
    assert 0.001 < shares.pop() < 0.02
    assert not people.input_holders["rsa_percu"].values


def test_blocks_give_the_same_amounts():
    people = zr.synthetic_population(2000, 2026, seed=3)
    simulation = Simulation(people.system, people)
    names = ["rsa", "ppa", "aide_logement"]
    cut = simulate_blocks(people.system, people, names, "2026-05", persons_a_block=500)
    for name in names:
        assert np.array_equal(cut[name]["2026-05"], simulation.calculate(name, "2026-05"))
