"""Sanctions drawn over a population: reproducible, coupled, and left to the rules."""

from __future__ import annotations

import copy
import itertools
import pickle
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openfisca_core.simulations import Simulation as CoreSimulation

import zeronr_rules as zr
from zeronr_rules.dynamics.drawing import INPUTS

sys.path.append(str(Path(__file__).parent))
from drawn_people import inputs_of, persons

Hazards, Scale = zr.dynamics.Hazards, zr.dynamics.Scale
MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]
ALWAYS = {"p_suppression": 1, "p_sortie": 0}


def amounts(people, name="rsa", months=MONTHS, reform=None):
    return np.array([zr.simulate(people, month, name, reform=reform)[name] for month in months])


def decided(people, months=MONTHS):
    """Who has a decision, month by month."""
    known = inputs_of(people)
    count = people.count("individu")
    return np.array([known.get(("rsa_sanction", month), np.zeros(count)) != 0 for month in months])


# The path of one person, by hand: 600 euros due each month


@pytest.mark.parametrize(
    ("hazards", "expected"),
    [
        # Two months at 100 %, four of suppression, the right ends in July and never re-opens.
        ({"p_conf": 0, "p_persist": 1, "r": 0}, [0] * 12),
        # It re-opens in August, and nobody is sanctioned in the month of a new claim; the next
        # decision is of rank 2, four months from September.
        ({"p_conf": 0, "p_persist": 1, "r": 1}, [0] * 7 + [600] + [0] * 4),
        # Compliance in the second month: 600 withheld, then 600 + 600; a month free of any
        # decision, then a suppression of rank 2 that compliance does not shorten.
        ({"p_conf": 1, "p_persist": 1, "r": 0}, [0, 1200, 0, 0, 0, 0, 600, 0, 0, 0, 0, 600]),
        # Never compliant, never persistent: two months, one paid, then rank 2 (repeated).
        ({"p_conf": 0, "p_persist": 0, "r": 0}, [0, 0, 600, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_one_path(hazards, expected):
    alone = persons(1)
    drawn = zr.dynamics.sanctions(
        alone, "2026", hazards=Hazards(h1=1, **ALWAYS, **hazards), warm_up=0
    )
    assert amounts(drawn)[:, 0].tolist() == expected


def test_a_couple_keeps_half_and_its_right():
    """R262-68-6: 300 of 600, so no suppression is total and no right ends."""
    couple = persons(1, couples=True)
    hazards = Hazards(h1=1, p_conf=0, p_persist=1, r=0)
    drawn = zr.dynamics.sanctions(couple, "2026", hazards=hazards, warm_up=0)
    assert amounts(drawn)[:, 0].tolist() == [300] * 6 + [600] + [300] * 4 + [600]


def test_the_departement_can_end_the_right():
    couple = persons(1, couples=True)
    hazards = Hazards(h1=1, p_conf=0, p_persist=1, p_sortie=1, r=0)
    drawn = zr.dynamics.sanctions(couple, "2026", hazards=hazards, warm_up=0)
    assert amounts(drawn)[:, 0].tolist() == [300] * 6 + [0] * 6


def test_a_scale_of_ones_own():
    alone = persons(1)
    hazards = Hazards(h1=1, p_conf=0, p_persist=1, p_suppression=0, r=0)
    scale = Scale((0.4, 0.7), (1, 3))
    drawn = zr.dynamics.sanctions(alone, "2026", hazards=hazards, scale=scale, warm_up=0)
    # 360; then 180 three months; a month free; 180 again as it is repeated.
    expected = [360, 180, 180, 180, 600, 180, 180, 180, 600, 180, 180, 180]
    assert amounts(drawn)[:, 0].tolist() == expected
    floor = zr.dynamics.sanctions(alone, "2026", hazards=hazards, scale="plancher", warm_up=0)
    assert amounts(floor)[:4, 0].tolist() == [420, 420, 600, 420]


def test_the_scale_of_the_departement():
    two = persons(2)
    two.set_input("depcom", "2026-01", ["13055", "75056"])
    two.set_input("depcom", "2026-02", ["13055", "75056"])
    hazards = Hazards(h1=1, p_conf=0, p_persist=0)
    drawn = zr.dynamics.sanctions(two, "2026-01", hazards=hazards, scale="departement", warm_up=0)
    assert amounts(drawn, months=["2026-01"])[0].tolist() == [0, 600]
    unknown = zr.simulate(drawn, "2026-01", "rsa_indetermine")["rsa_indetermine"]
    assert unknown.tolist() == [False, True]
    # Paris published nothing: who is sanctioned there is not counted among those who are free.
    table = zr.dynamics.monthly(drawn, "2026-01", weights=[10, 2.5])
    row = table.rows()[0]
    assert (row["libres"], row["rang_1"], row["indetermines"]) == (0, 10, 2.5)
    assert (row["rsa_retenu"], row["rsa"]) == (6000, 1500)


# Nothing, everybody


def test_hazards_of_zero_change_nothing(synthetic):
    drawn = zr.dynamics.sanctions(synthetic, "2026-03", hazards=Hazards(h1=0), warm_up=1)
    before, after = inputs_of(synthetic), inputs_of(drawn)
    assert before.keys() == after.keys()
    assert all(np.array_equal(before[key], after[key]) for key in before)
    assert type(drawn) is type(synthetic)
    assert drawn.weights is synthetic.weights


def test_a_hazard_of_one_meets_everybody_with_duties(synthetic):
    drawn = zr.dynamics.sanctions(synthetic, "2026-03", hazards=Hazards(h1=1), warm_up=0)
    bound = zr.simulate(
        synthetic, "2026-03", ["soumis_obligations_rsa", "obligations_rsa_reputees_respectees"]
    )
    wanted = bound["soumis_obligations_rsa"] & ~bound["obligations_rsa_reputees_respectees"]
    assert wanted.any()
    assert np.array_equal(decided(drawn, ["2026-03"])[0], wanted)


def test_the_population_given_is_not_changed(synthetic):
    before = {key: array.copy() for key, array in inputs_of(synthetic).items()}
    drawn = zr.dynamics.sanctions(synthetic, "2026-03", hazards=Hazards(h1=0.5), warm_up=0)
    after = inputs_of(synthetic)
    assert before.keys() == after.keys()
    assert all(np.array_equal(before[key], after[key]) for key in before)
    # Its other inputs are shared, not copied.
    assert drawn.input_holders["salaire_net"] is synthetic.input_holders["salaire_net"]
    assert {name for name, _, _ in drawn.inputs()} - {
        name for name, _, _ in synthetic.inputs()
    } <= set(INPUTS)


def test_by_path():
    people = persons(4)
    names = ["en_attente", "professionnel", "socio_professionnel", "social"]
    people.set_input("parcours_accompagnement", "2026-01", names)
    h1 = {**dict.fromkeys(names, 0), "social": 1}
    drawn = zr.dynamics.sanctions(people, "2026-01", hazards=Hazards(h1=h1), warm_up=0)
    assert decided(drawn, ["2026-01"])[0].tolist() == [False, False, False, True]


def test_those_deemed_to_respect_their_duties_are_spared():
    people = persons(2)
    people.set_input("chomage_net", "2026-01", [300, 300])
    people.set_input("respecte_obligations_demandeur_emploi", "2026-01", [True, False])
    drawn = zr.dynamics.sanctions(people, "2026-01", hazards=Hazards(h1=1), warm_up=0)
    assert decided(drawn, ["2026-01"])[0].tolist() == [False, True]


# Streams


def test_the_same_arguments_give_the_same_decisions_and_another_seed_others():
    people = persons(400)
    one, two = (zr.dynamics.sanctions(people, "2026", hazards=Hazards(h1=0.05)) for _ in range(2))
    other = zr.dynamics.sanctions(people, "2026", hazards=Hazards(h1=0.05), seed=1)
    assert np.array_equal(decided(one), decided(two))
    assert not np.array_equal(decided(one), decided(other))


@pytest.mark.parametrize("couples", [False, True])
def test_more_households_do_not_change_the_first(couples):
    hazards = Hazards(h1=0.1, p_sortie=0.3, r=0.3)
    drawn = [
        zr.dynamics.sanctions(persons(size, couples), "2026", hazards=hazards)
        for size in (150, 400)
    ]
    few, many = (inputs_of(one) for one in drawn)
    size = {"individu": 300 if couples else 150, "famille": 150}
    assert any(name == "rsa_radie" for name, _ in few)
    for key in set(few) | set(many):
        if key[0] in INPUTS:
            count = size["famille" if key[0] == "rsa_radie" else "individu"]
            whole = many.get(key, np.zeros(count))[:count]
            # A month in which nothing happened to these few is not told.
            assert np.array_equal(few.get(key, whole * 0), whole) or key[0] == "rsa_radie"
    paid = [amounts(one, months=MONTHS[::3]) for one in drawn]
    assert np.array_equal(paid[0], paid[1][:, :150])


def test_more_synthetic_households_do_not_change_the_first(synthetic):
    few = zr.synthetic_population(200, 2026, seed=1)
    hazards = Hazards(h1=0.2)
    some, all_ = (
        decided(zr.dynamics.sanctions(people, "2026-04", hazards=hazards, warm_up=0), ["2026-04"])
        for people in (few, synthetic)
    )
    assert some.any()
    assert np.array_equal(some[0], all_[0][: few.count("individu")])


def test_months_before_do_not_shift_the_draws():
    """With or without a warm-up, who is hit in a month is hit by the same draw."""
    people = persons(500)
    hazards = Hazards(h1=0.05, p_persist=0)
    short = zr.dynamics.sanctions(people, "2026-06", hazards=hazards, warm_up=0)
    long = zr.dynamics.sanctions(people, "2026-06", hazards=hazards, warm_up=3)
    june_short, june_long = decided(short, ["2026-06"])[0], decided(long, ["2026-06"])[0]
    never_before = ~decided(long, ["2026-03", "2026-04", "2026-05"]).any(axis=0)
    assert june_long.any()
    assert np.array_equal(june_short[never_before], june_long[never_before])


# Scenarios


def ever(people, months):
    """Which familles have had a decision by the end of each month."""
    by_person = np.logical_or.accumulate(decided(people, months))
    familles = people.members["famille"]
    return np.array(
        [
            np.bincount(familles.groups, weights=one, minlength=familles.count) > 0
            for one in by_person
        ]
    )


@settings(max_examples=8, deadline=None)
@given(
    h1=st.floats(0.005, 0.2),
    factor=st.floats(1, 4),
    seed=st.integers(0, 10_000),
    couples=st.booleans(),
    p_conf=st.floats(0, 1),
    p_sortie=st.sampled_from([0, 0.5, 1]),
)
def test_more_likely_sanctions_meet_the_same_familles_and_more(
    h1, factor, seed, couples, p_conf, p_sortie
):
    """Until its first sanction a famille lives the same months in both scenarios, and u < h1 is u < k h1."""
    people = persons(60, couples)
    months = MONTHS[:6]
    hazards = Hazards(h1=h1, p_conf=p_conf, p_sortie=p_sortie)
    once, more = (
        ever(zr.dynamics.sanctions(people, "2026", hazards=one, seed=seed, warm_up=0), months)
        for one in (hazards, hazards.times(factor))
    )
    assert not (once & ~more).any()


def test_three_scenarios_over_the_country(synthetic):
    hazards, months = Hazards(h1=0.15), ["2026-04", "2026-05"]
    found = [
        ever(
            zr.dynamics.sanctions(synthetic, "2026-05", hazards=hazards.times(k), warm_up=1), months
        )[-1]
        for k in (1, 2, 3)
    ]
    counts = [int(one.sum()) for one in found]
    assert 0 < counts[0] < counts[1] < counts[2]
    for less, more in itertools.pairwise(found):
        assert not (less & ~more).any()


# Amounts: harsher never pays more


def harsher(people, factor):
    """The same decisions, with every rate that many times as high, 100 % at the most."""
    made = people.sharing_inputs("rsa_sanction_taux_demande")
    for name, period, array in people.inputs():
        if name == "rsa_sanction_taux_demande":
            made.set_input(name, str(period), np.minimum(np.asarray(array) * factor, 1))
    return made


@settings(max_examples=8, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    rate=st.floats(0.3, 0.9),
    factor=st.floats(1, 3.5),
    couples=st.booleans(),
    p_conf=st.sampled_from([0, 0.3, 0.8]),
    p_suppression=st.sampled_from([0, 0.5, 1]),
)
def test_harsher_never_pays_more(seed, rate, factor, couples, p_conf, p_suppression):
    """The same decisions at higher rates: from January on, no more was paid by any month.

    Not month by month: who complies is paid back what was withheld, and more was.
    """
    hazards = Hazards(h1=0.3, p_conf=p_conf, p_persist=0.5, p_suppression=p_suppression)
    people = persons(40, couples)
    mild = zr.dynamics.sanctions(
        people, "2026", hazards=hazards, scale=Scale((rate, rate), (2, 4)), seed=seed, warm_up=0
    )
    hard = harsher(mild, factor)
    total = [np.cumsum(amounts(one, months=MONTHS[:8]), axis=0) for one in (mild, hard)]
    assert (total[1] <= total[0] + 1e-6).all()


def test_a_whole_suspension_complied_with_costs_nothing():
    hazards = Hazards(h1=1, p_conf=1, p_persist=0)
    drawn = zr.dynamics.sanctions(persons(30), "2026-01", hazards=hazards, warm_up=0)
    complied = drawn.sharing_inputs("rsa_remobilisation")
    complied.set_input("rsa_remobilisation", "2026-02", np.ones(30, dtype=bool))
    paid = amounts(complied, months=["2026-01", "2026-02"])
    assert paid.sum(axis=0).tolist() == [1200] * 30


# Both engines


def on_openfisca(people):
    """A simulation of openfisca_core with the members and the inputs of a population."""
    system = people.system
    populations = system.instantiate_entities()
    one = populations[system.person_entity.key]
    one.count, one.ids = people.count("individu"), [str(i) for i in people.ids("individu")]
    for entity in system.group_entities:
        group, made = people.members[entity.key], populations[entity.key]
        made.count, made.ids = group.count, [str(i) for i in range(group.count)]
        made.members_entity_id = group.groups
        flattened = list(entity.flattened_roles)
        made.members_role = np.array([flattened[rank] for rank in group.roles])
    simulation = CoreSimulation(system, populations)
    for name, period, array in people.inputs():
        count = populations[system.get_variable(name).entity.key].count
        full = array if len(array) == count else array[np.zeros(count, dtype=int)]
        simulation.get_holder(name).put_in_cache(copy.copy(full), period)
    return simulation


@pytest.mark.parametrize("couples", [False, True])
def test_both_engines_pay_the_same(couples):
    hazards = Hazards(h1=0.2, p_conf=0.3, p_persist=0.5, p_sortie=0.3, p_suppression=0.5, r=0.4)
    scale = Scale((0.37, 1), (2, 4))
    people = zr.dynamics.sanctions(persons(120, couples), "2026", hazards=hazards, scale=scale)
    theirs = on_openfisca(people)
    names = (
        "rsa",
        "rsa_retenu",
        "rsa_rappel_remobilisation",
        "rsa_radie",
        "rsa_lu_par_les_autres_droits",
    )
    for month in MONTHS:
        ours = zr.simulate(people, month, names)
        for name in names:
            expected = np.asarray(theirs.calculate(name, month))
            assert np.allclose(ours[name], expected, atol=0.005), (name, month)
    assert amounts(people, "rsa_retenu").any()
    assert amounts(people, "rsa_rappel_remobilisation").any()
    assert amounts(people, "rsa_radie").any()


def test_both_engines_pay_the_same_to_synthetic_households():
    people = zr.dynamics.sanctions(
        zr.synthetic_population(150, 2026, seed=2), "2026-03", hazards=Hazards(h1=0.5), warm_up=1
    )
    theirs, ours = on_openfisca(people), zr.core.Simulation(people.system, people)
    for month in ("2026-02", "2026-03"):
        one, other = (np.asarray(one.calculate("rsa", month)) for one in (theirs, ours))
        assert np.allclose(one, other, atol=0.01)
    assert (ours.calculate("rsa_retenu", "2026-03") > 0).any()


# Tables


def test_the_table_counts_everybody_once():
    people = persons(3000)
    hazards = Hazards(h1=0.1, p_conf=0.3, p_persist=0.5, r=0.2)
    drawn = zr.dynamics.sanctions(people, "2026", hazards=hazards)
    table = zr.dynamics.monthly(drawn, "2026")
    assert table["mois"].tolist() == MONTHS
    counts = sum(table[name] for name in ("libres", "rang_1", "rang_2", "radies"))
    assert counts.tolist() == [3000] * 12
    assert all((table[name] > 0).all() for name in ("libres", "rang_1", "rang_2", "radies"))
    paid = table["rsa"] + table["rsa_retenu"] - table["rsa_rappel_remobilisation"]
    # What is due to those struck off is neither paid nor withheld by a sanction.
    struck = zr.simulate(drawn, "2026-12", ["rsa_radie"])["rsa_radie"].sum()
    assert paid[-1] == pytest.approx(600 * (3000 - struck), abs=0.01)
    assert struck == table["radies"][-1]


def test_the_table_weighs():
    people = persons(2)
    drawn = zr.dynamics.sanctions(people, "2026-01", hazards=Hazards(h1=1), warm_up=0)
    table = zr.dynamics.monthly(drawn, "2026-01", weights=[10, 2.5])
    row = table.rows()[0]
    assert row == {
        "mois": "2026-01", "libres": 0, "rang_1": 12.5, "rang_2": 0, "radies": 0, "indetermines": 0,
        "rsa_retenu": 7500, "rsa_rappel_remobilisation": 0, "rsa": 0,
    }  # fmt: skip


def test_the_long_run_share_through_the_rules():
    """12,000 persons, default hazards, after a year: 2 % within three standard errors and 10 %.

    Repeats need two years of past to be as frequent as in the long run, which lowers the share:
    by less than a tenth (a repeat lasts 4 months instead of 2, for one decision in five at most).
    """
    drawn = zr.dynamics.sanctions(persons(12_000), "2026-12", warm_up=12)
    row = zr.dynamics.monthly(drawn, "2026-12").rows()[0]
    share = (row["rang_1"] + row["rang_2"]) / (12_000 - row["radies"])
    assert share == pytest.approx(0.02, abs=3 * (0.02 * 0.98 / 12_000) ** 0.5 + 0.002)


# Faults


def test_what_is_refused():
    people = persons(2)
    with pytest.raises(zr.DynamicsError) as caught:
        zr.dynamics.sanctions(people, "2026-01", hazards=0.1, scale="plafon", warm_up=-1)
    assert len(caught.value.faults) == 3
    assert "Vouliez-vous dire « plafond »" in str(caught.value)
    with pytest.raises(zr.DynamicsError, match="une population"):
        zr.dynamics.sanctions([1], "2026-01")
    with pytest.raises(zr.PeriodError):
        zr.dynamics.sanctions(people, "bientôt")
    with pytest.raises(zr.DynamicsError, match="les durées du barème sont inconnues"):
        zr.dynamics.sanctions(people, "2026-01", scale="departement")
    with pytest.raises(zr.DynamicsError, match="taux minimal n'est pas nul"):
        zr.dynamics.sanctions(people, "2025-03", scale="plancher", warm_up=0)
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - ours
    assert again.faults == caught.value.faults


@pytest.mark.parametrize("seed", ["a", None, 1.5, True])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(zr.DynamicsError, match=r"seed : .* un nombre entier"):
        zr.dynamics.sanctions(persons(1), "2026-01", seed=seed, warm_up=0)


def test_whole_numbers_of_numpy_are_whole_numbers():
    people, hazards = persons(20), Hazards(h1=0.5)
    ours = zr.dynamics.sanctions(people, "2026-01", hazards=hazards, seed=3, warm_up=1)
    theirs = zr.dynamics.sanctions(
        people, "2026-01", hazards=hazards, seed=np.int64(3), warm_up=np.int64(1)
    )
    assert zr.dynamics.monthly(ours, "2026-01").rows() == (
        zr.dynamics.monthly(theirs, "2026-01").rows()
    )


def test_months_that_a_drawn_population_does_not_tell(synthetic):
    """Drawn for 2026, it has no income before: everybody would have the whole RSA and duties."""
    for month in ("2035-05", "2025-01"):
        with pytest.raises(zr.PeriodError, match="tirée pour 2026"):
            zr.dynamics.sanctions(synthetic, month, warm_up=0)
        with pytest.raises(zr.PeriodError, match="tirée pour 2026"):
            zr.dynamics.monthly(synthetic, month)
    with pytest.raises(zr.DynamicsError, match=r"warm_up : reçu 12, .* attendu 11 au plus"):
        zr.dynamics.sanctions(synthetic, "2026-01", warm_up=12)
    with pytest.raises(zr.PeriodError, match="2017-01 ou plus tard"):
        zr.dynamics.monthly(persons(1), "2016-12")


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1, 2, 3], "3 poids ; attendu un poids par ménage, 2 en tout"),
        ([-1, 1], "1 poids négatif"),
        ([float("nan"), 1], "1 poids inconnu"),
        (["a", "b"], "autre chose que des nombres"),
        ([0, 0], "poids tous nuls"),
    ],
)
def test_weights_that_are_none(weights, message):
    with pytest.raises(zr.DynamicsError, match=message):
        zr.dynamics.monthly(persons(2), "2026-01", weights=weights)


def test_a_table_of_what_is_no_population():
    with pytest.raises(zr.DynamicsError, match="une population"):
        zr.dynamics.monthly({"individus": {}}, "2026-01")


@pytest.mark.parametrize("factor", [None, "2", float("inf"), -1])
def test_a_factor_is_a_number(factor):
    with pytest.raises(zr.DynamicsError, match="factor"):
        Hazards(h1=0).times(factor)


def test_a_hazard_is_led_to_by_hazards():
    with pytest.raises(zr.DynamicsError, match=r"un zr\.dynamics\.Hazards"):
        zr.dynamics.first_hazard(0.1, (2, 4), 24)


@pytest.mark.parametrize("month", ["2026-01", "2025-11", "2025-10"])
def test_sanctions_already_told_are_refused(month):
    people = persons(2)
    people.set_input("rsa_sanction", month, ["suspension", "aucune"])
    with pytest.raises(zr.DynamicsError, match=f"rsa_sanction / {month}"):
        zr.dynamics.sanctions(people, "2026-01", warm_up=0)


def test_sanctions_told_for_some_are_refused_too():
    people = persons(2)
    people.set_input("rsa_remobilisation", "2026-01", [True, True], where=[True, False])
    with pytest.raises(zr.DynamicsError, match="rsa_remobilisation / 2026-01"):
        zr.dynamics.sanctions(people, "2026-01", warm_up=0)


def test_an_older_sanction_makes_a_repeated_breach():
    people = persons(2)
    people.set_input("rsa_sanction", "2025-03", ["suspension", "aucune"])
    drawn = zr.dynamics.sanctions(people, "2026-01", hazards=Hazards(h1=1), warm_up=0)
    assert inputs_of(drawn)["rsa_sanction_rang", "2026-01"].tolist() == [2, 1]


def test_under_a_reform():
    """Without the loi plein emploi: 80 % at most, and the right does not end by itself."""
    without = zr.reforms.get("sans_loi_plein_emploi")
    hazards = Hazards(h1=1, p_conf=0, p_persist=1, r=0)
    alone = persons(1)
    drawn = zr.dynamics.sanctions(alone, "2026", hazards=hazards, warm_up=0, reform=without)
    paid = amounts(drawn, reform=without)[:, 0]
    # Three months at 80 %, four at 100 %, one free, then rank 2 again.
    assert paid.tolist() == [120] * 3 + [0] * 4 + [600] + [0] * 4
