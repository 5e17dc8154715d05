"""``zr.compare``: by hand on four ménages, to the bit against ``zr.simulate``, and its laws."""

from __future__ import annotations

import numpy as np
import pytest

import zeronr_rules as zr
from zeronr_rules.analysis.compare_runs import INCOME, UNITS
from zeronr_rules.analysis.households import home_of

MONTH = "2026-05"
# RSA of a person alone without resources, on the references January to March 2026.
LAW, REFORM = 646.52, 700.0
RSA_700 = zr.reforms.parametric(
    {"prestations.rsa.montant_forfaitaire": {"2025-10:": REFORM}}, name="rsa_700", label="RSA à 700"
)
WEIGHTS = [10.0, 20.0, 5.0, 2.0]


def four_homes(order=(0, 1, 2, 3), late=0.0):
    """A person without resources; one who earns 3 000; a couple without resources; one of 22.

    The first earns ``late`` a month from July 2026 on.
    """
    members = [["a"], ["b"], ["c", "d"], ["e"]]
    births = {"a": "1990-01-15", "b": "1990-01-15", "c": "1990-01-15", "d": "1990-01-15"}
    births["e"] = "2004-01-15"
    persons = [person for rank in order for person in members[rank]]
    home = [place for place, rank in enumerate(order) for _ in members[rank]]
    second = [person == "d" for person in persons]
    people = zr.Population(
        persons=persons,
        groups={
            "familles": {
                "count": 4,
                "members": home,
                "roles": ["conjoint" if other else "demandeur" for other in second],
            },
            "foyers_fiscaux": {
                "count": 4,
                "members": home,
                "roles": ["conjoint" if other else "declarant_principal" for other in second],
            },
            "menages": {
                "ids": [f"m{rank}" for rank in order],
                "members": [f"m{order[place]}" for place in home],
                "roles": ["conjoint" if other else "personne_de_reference" for other in second],
            },
        },
    )
    people.set_input("date_naissance", "ETERNITY", [births[person] for person in persons])
    wages = [3000.0 if person == "b" else 0.0 for person in persons]
    for year in ("2025", "2026"):
        for month in range(1, 13):
            now = late if (year, month > 6) == ("2026", True) else 0.0
            paid = [
                now if person == "a" else wage for person, wage in zip(persons, wages, strict=True)
            ]
            people.set_input("salaire_net", f"{year}-{month:02d}", paid)
    return people


@pytest.fixture(scope="module")
def made():
    return zr.compare(four_homes(), RSA_700, MONTH, ["rsa", "ppa"], weights=WEIGHTS)


@pytest.fixture(scope="module")
def people():
    return zr.synthetic_population(600, 2026, seed=3)


def test_cost_by_hand(made):
    """646,52 for ten, 1,5 x 646,52 for five couples; 700 and 1 050 under the reform.

    10 x 646,52 + 5 x 969,78 = 11 314,10; 10 x 700 + 5 x 1 050 = 12 250.
    """
    rsa, ppa = made.cost().rows()
    assert rsa["par_mois_avant"] == pytest.approx(11_314.10)
    assert rsa["par_mois_apres"] == pytest.approx(12_250)
    assert rsa["par_mois_difference"] == pytest.approx(935.90)
    assert rsa["periode_difference"] == rsa["par_mois_difference"]
    assert (rsa["menages_avant"], rsa["menages_apres"]) == (15, 15)
    assert (rsa["menages_entrants"], rsa["menages_sortants"]) == (0, 0)
    assert ppa["par_mois_avant"] == ppa["par_mois_apres"] == 0
    assert ppa["menages_avant"] == 0


def test_winners_by_hand(made):
    """Fifteen of 37 ménages win: ten 53,48, five 80,22; twenty of 42 persons, 53,48 each.

    Mean of ménages: 935,90 / 15; their median is the 8th of 15: 53,48. The living
    standard of a couple rises by 80,22 / 1,5 = 53,48.
    """
    rows = made.winners().rows()
    assert [(row["unite"], row["situation"]) for row in rows] == [
        (unit, situation)
        for unit in ("ménages", "personnes")
        for situation in ("gagnants", "perdants", "inchangés")
    ]
    homes, losers, same, persons = rows[0], rows[1], rows[2], rows[3]
    assert homes["nombre"] == 15
    assert homes["part"] == pytest.approx(15 / 37)
    assert homes["moyenne"] == pytest.approx(935.90 / 15)
    assert homes["mediane"] == pytest.approx(53.48)
    assert homes["total"] == pytest.approx(935.90)
    assert losers["nombre"] == losers["part"] == losers["total"] == 0
    assert np.isnan(losers["moyenne"])
    assert np.isnan(losers["mediane"])
    assert (same["nombre"], same["moyenne"]) == (22, 0)
    assert persons["nombre"] == 20
    assert persons["part"] == pytest.approx(20 / 42)
    assert persons["moyenne"] == pytest.approx(53.48)
    assert persons["mediane"] == pytest.approx(53.48)


def test_a_threshold_must_be_exceeded(made):
    """Couples alone win more than 60; at 53,48 exactly, the person alone does not win."""
    assert made.winners(60)["nombre"][0] == 5
    assert made.winners(53.48)["nombre"][0] == 5
    assert made.winners(53.47)["nombre"][0] == 15
    assert made.winners(0)["nombre"][0] == 15


def test_poverty_by_hand(made):
    """Persons by living standard: 2 at 0, 20 at 646,52, 20 at 3 000: the median is the 21st.

    Line 60 % of 646,52 = 387,912, then 60 % of 700 = 420: only the two are poor, at
    100 % of the line. Below 650, 22 are before and 2 after; the median of the 22 is
    their 11th, 646,52: intensity 3,48 / 650.
    """
    table = made.poverty()
    assert table["seuil"].tolist() == pytest.approx([387.912, 420, 32.088])
    assert table["pauvres"].tolist() == [2, 2, 0]
    assert table["taux"][0] == pytest.approx(2 / 42)
    assert table["intensite"].tolist() == [1, 1, 0]
    anchored = made.poverty("anchored")
    assert anchored["seuil"].tolist() == pytest.approx([387.912, 387.912, 0])
    given = made.poverty(650)
    assert given["pauvres"].tolist() == [22, 2, -20]
    assert given["intensite"][0] == pytest.approx(3.48 / 650)


def test_the_line_given_to_compare_is_the_one_of_poverty():
    made = zr.compare(four_homes(), RSA_700, MONTH, "rsa", weights=WEIGHTS, poverty_line=650)
    assert made.poverty()["pauvres"].tolist() == [22, 2, -20]
    assert made.poverty("relative")["pauvres"].tolist() == [2, 2, 0]


def test_gini_by_hand(made):
    """Gaps between the 2, the 20 and the 20, times the pairs, over 42 x the total."""
    before = (
        2 * 20 * 646.52 + 2 * 20 * 3000 + 20 * 20 * (3000 - 646.52)
    ) / (42 * (20 * 646.52 + 20 * 3000))  # fmt: skip
    after = (2 * 20 * 700 + 2 * 20 * 3000 + 20 * 20 * 2300) / (42 * (20 * 700 + 20 * 3000))
    assert made.gini() == (pytest.approx(before), pytest.approx(after))
    spread = made.inequality()
    assert spread["niveau_de_vie_moyen"][0] == pytest.approx((20 * 646.52 + 20 * 3000) / 42)
    assert spread["niveau_de_vie_median"].tolist() == pytest.approx([646.52, 700, 53.48])


def test_types_by_hand(made):
    """32 ménages of one person: ten of them win 53,48; five couples win 80,22."""
    alone, couple = made.by("type_menage").rows()
    assert (alone["groupe"], couple["groupe"]) == ("personne seule", "couple sans enfant")
    assert (alone["menages"], couple["menages"]) == (32, 5)
    assert (alone["personnes"], couple["personnes"]) == (32, 10)
    assert alone["variation_moyenne"] == pytest.approx(534.80 / 32)
    assert couple["variation_moyenne"] == pytest.approx(80.22)
    assert couple["variation_niveau_de_vie"] == pytest.approx(53.48)
    assert alone["part_gagnants"] == pytest.approx(10 / 32)
    assert alone["solde"] == pytest.approx(534.80)
    assert couple["cout_rsa"] == pytest.approx(401.10)
    assert couple["cout_ppa"] == 0


def test_small_groups_are_hidden_and_say_so(made):
    labels = np.array(["x", "x", "y", "x"])
    x, y = made.by(labels, minimum_cell=2).rows()
    assert (x["menages"], x["note"]) == (32, "")
    assert np.isnan([y[key] for key in y if key not in ("groupe", "note")]).all()
    assert y["note"] == "masqué : moins de 2 ménages observés"


def test_a_year_by_hand():
    """The person alone, twelve months of 2026: each right looks at three months (R262-7 CASF).

    January to May look at months before April: 5 x 646,52. June: (2 x 646,52 + 651,69) / 3
    = 648,24; July: (646,52 + 2 x 651,69) / 3 = 649,97; August to December: 651,69.
    Under the reform, January looks at September 2025: (646,52 + 2 x 700) / 3 = 682,17;
    then 700 eleven times. Amounts are rounded to the cent each month.
    """
    before = 5 * 646.52 + 648.24 + 649.97 + 5 * 651.69
    after = 682.17 + 11 * 700
    made = zr.compare(four_homes(), RSA_700, "2026", "rsa", weights=[1, 0, 0, 0])
    (row,) = made.cost().rows()
    assert row["periode_avant"] == pytest.approx(before, abs=0.011)
    assert row["periode_apres"] == pytest.approx(after, abs=0.011)
    assert row["par_mois_avant"] == pytest.approx(row["periode_avant"] / 12)
    assert made.inequality()["niveau_de_vie_median"][0] == pytest.approx(before / 12, abs=0.001)
    assert made.months == 12


def test_a_year_is_the_sum_of_its_months_each_with_its_situation():
    """Wages of the second half alone: the year adds what each month gives."""
    people = four_homes(late=900.0)
    made = zr.compare(people, RSA_700, "2026", ["rsa", "ppa"], weights=WEIGHTS)
    months = [f"2026-{month:02d}" for month in range(1, 13)]
    found = [zr.simulate(people, month, ["rsa", "ppa", INCOME, UNITS]) for month in months]
    assert np.array_equal(made.before.amounts["rsa"], sum(one["rsa"] for one in found))
    assert np.array_equal(made.before.amounts["ppa"], sum(one["ppa"] for one in found))
    assert np.array_equal(made.before.income, sum(one[INCOME] for one in found))
    assert len({one["rsa"][0] for one in found}) > 3


def test_what_is_computed_by_the_year_is_compared_over_a_year():
    """Real expenses of 1 200 for one who stands for twenty: 24 000 a year, 2 000 a month."""
    people = four_homes()
    people.set_input("frais_reels", "2026", [0.0, 1200.0, 0.0, 0.0, 0.0])
    made = zr.compare(people, None, "2026", ["frais_reels", "rsa"], weights=WEIGHTS)
    first, second = made.cost().rows()
    assert (first["variable"], second["variable"]) == ("frais_reels", "rsa")
    assert (first["periode_avant"], first["par_mois_avant"]) == (24_000, 2_000)
    assert first["menages_avant"] == 20
    assert second["menages_avant"] == 15
    alone = zr.compare(people, None, "2026", "frais_reels", weights=WEIGHTS)
    assert alone.cost()["periode_avant"].tolist() == [24_000]
    with pytest.raises(zr.PeriodError, match="frais_reels"):
        zr.compare(people, None, MONTH, "frais_reels")


@pytest.mark.parametrize("baseline", [None, RSA_700], ids=["law", "reform"])
def test_the_numbers_are_those_of_two_simulations(people, baseline):
    """To the bit, housing aids and the RSA they look back at included."""
    names = ["rsa", "ppa", "aide_logement", "af"]
    reform = zr.reforms.get("rsa_plus_10_pour_cent")
    made = zr.compare(people, reform, MONTH, names, baseline=baseline)
    for side, law in ((made.before, baseline), (made.after, reform)):
        found = zr.simulate(people, MONTH, [*names, INCOME, UNITS], reform=law)
        assert np.array_equal(side.income, found[INCOME])
        assert np.array_equal(side.units, found[UNITS])
        for name in names:
            homes = home_of(people, found.entity(name))
            expected = np.zeros(people.count("menage"))
            np.add.at(expected, homes, found[name])
            assert np.array_equal(side.amounts[name], expected)
            assert side.amounts[name].sum() > 0


def test_workers_change_nothing(people):
    alone = zr.compare(people, RSA_700, MONTH, "rsa")
    together = zr.compare(people, RSA_700, MONTH, "rsa", workers=2)
    assert np.array_equal(alone.change, together.change)


def test_a_neutral_reform_changes_nothing(people):
    """The law beside itself, and beside a reform that says what the law says."""
    same = zr.reforms.parametric(
        {"prestations.rsa.montant_forfaitaire": {"2025-10:": {"factor": 1}}}
    )
    for reform in (None, same):
        made = zr.compare(people, reform, MONTH, ["rsa", "ppa", "aide_logement"])
        assert not made.change.any()
        before, after = made.gini()
        assert before == after
        assert not made.cost()["par_mois_difference"].any()
        assert made.winners()["nombre"][2] == pytest.approx(people.weights.sum())
        assert made.poverty()["taux"][2] == 0
        assert not made.by("decile")["solde"].any()


def test_the_order_of_menages_changes_nothing(made):
    order = (2, 0, 3, 1)
    weights = [WEIGHTS[rank] for rank in order]
    other = zr.compare(four_homes(order), RSA_700, MONTH, ["rsa", "ppa"], weights=weights)
    same_tables(made, other)


def test_a_copy_with_half_of_the_weight_each_changes_nothing(people):
    """Two halves of each ménage, against the whole: everything stays but the sample's size."""
    whole = zr.compare(people, RSA_700, MONTH, ["rsa", "ppa"])
    halves = doubled(whole)
    same_tables(whole, halves)


@pytest.mark.parametrize("factor", [0.001, 3.0])
def test_the_scale_of_weights_scales_costs_alone(made, factor):
    scaled = zr.compare(
        four_homes(), RSA_700, MONTH, ["rsa", "ppa"], weights=factor * np.array(WEIGHTS)
    )
    cost, bigger = made.cost(), scaled.cost()
    for name in cost:
        if name not in ("variable", "libelle"):
            assert bigger[name].tolist() == pytest.approx((factor * cost[name]).tolist())
    assert scaled.gini() == pytest.approx(made.gini())
    for name in ("seuil", "taux", "intensite"):
        assert scaled.poverty()[name].tolist() == pytest.approx(made.poverty()[name].tolist())
    winners, wider = made.winners(), scaled.winners()
    for name in ("part", "moyenne", "mediane"):
        assert wider[name].tolist() == pytest.approx(winners[name].tolist(), nan_ok=True)


@pytest.mark.parametrize("group", ["decile", "type_menage", "departement"])
def test_groups_add_up_to_the_whole(people, group):
    made = zr.compare(people, RSA_700, MONTH, ["rsa", "ppa"])
    table = made.by(group)
    assert table["menages"].sum() == pytest.approx(people.weights.sum())
    assert table["personnes"].sum() == pytest.approx(made.homes.persons.sum())
    assert table["solde"].sum() == pytest.approx(made.winners()["total"][:3].sum())
    costs = dict(zip(made.cost()["variable"], made.cost()["par_mois_difference"], strict=True))
    for name in ("rsa", "ppa"):
        assert table[f"cout_{name}"].sum() == pytest.approx(costs[name])
    winners = (table["part_gagnants"] * table["menages"]).sum()
    assert winners == pytest.approx(made.winners()["nombre"][0])


def test_two_readings_of_the_law_compare():
    """Any two states of the law: here the reform is the baseline, and the law the reform."""
    made = zr.compare(four_homes(), None, MONTH, "rsa", baseline=RSA_700, weights=WEIGHTS)
    assert made.names == ("RSA à 700", "loi en vigueur")
    assert made.cost()["par_mois_difference"].tolist() == pytest.approx([-935.90])
    assert made.winners()["situation"][1] == "perdants"
    assert made.winners()["nombre"][1] == 15


def test_progress_is_told_over_all_the_simulations():
    told = []
    zr.compare(four_homes(), RSA_700, "2026", "rsa", progress=lambda *done: told.append(done))
    assert told == [(rank, 24) for rank in range(1, 25)]
    zr.compare(four_homes(), RSA_700, MONTH, "rsa", progress=True)


def test_what_a_population_weighs_is_taken_by_default(people):
    made = zr.compare(people, None, MONTH, "rsa")
    assert np.array_equal(made.homes.weights, people.weights)
    assert zr.compare(four_homes(), None, MONTH, "rsa").homes.weights.tolist() == [1, 1, 1, 1]


def doubled(made):
    """The comparison of two copies of each ménage, each with a half of its weight."""
    from attrs import evolve

    homes = made.homes

    def twice(array):
        return np.concatenate([array, array])

    def side(one):
        return evolve(
            one,
            amounts={name: twice(values) for name, values in one.amounts.items()},
            held={name: twice(values) for name, values in one.held.items()},
            income=twice(one.income),
            units=twice(one.units),
            uncertain={name: twice(values) for name, values in one.uncertain.items()},
        )

    copies = evolve(
        homes,
        ids=twice(homes.ids),
        weights=twice(homes.weights) / 2,
        sizes=twice(homes.sizes),
        types=twice(homes.types),
        departments=twice(homes.departments),
    )
    return evolve(made, homes=copies, before=side(made.before), after=side(made.after))


def same_tables(one, other):
    for name, table in one.tables().items():
        found = other.tables()[name]
        for column in table:
            if table[column].dtype.kind == "f":
                assert found[column].tolist() == pytest.approx(
                    table[column].tolist(), rel=1e-9, abs=1e-6, nan_ok=True
                ), (name, column)
            else:
                assert found[column].tolist() == table[column].tolist()
