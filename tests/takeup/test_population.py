"""Take-up over a population: counts, euros, poverty and payers by hand."""

from __future__ import annotations

import json

import numpy as np
import pytest

import zeronr_rules as zr
from zeronr_rules.takeup.groups import expanded

MF = 646.52
WAGE = 2600.0


def village(order=None, *, ids=True, places=None):
    """100 ménages of one person: 40 without income, 15 of twenty years without, 45 with a wage.

    In May 2026 the 40 have a right to RSA of 646.52; the young have none (L262-4 CASF); a net
    wage of 2600 euros leaves none, nor a prime d'activité.
    """
    rows = np.arange(100) if order is None else np.asarray(order)
    born = np.where(rows < 40, "1980-02-01", np.where(rows < 55, "2005-06-01", "1980-02-01"))
    count = len(rows)
    names = [f"m{row}" for row in rows]
    entity = {"members": names, "ids": names} if ids else {"count": count, "members": range(count)}
    first = {"famille": "demandeur", "foyer_fiscal": "declarant_principal"}
    people = zr.Population(
        names if ids else count,
        {
            key: {**entity, "roles": [first.get(key, "personne_de_reference")] * count}
            for key in ("famille", "foyer_fiscal", "menage")
        },
    )
    people.set_input("date_naissance", "ETERNITY", born.tolist())
    wages = np.where(rows >= 55, WAGE, 0.0)
    for month in range(1, 6):
        people.set_input("salaire_net", f"2026-{month:02}", wages)
    places = np.where(rows % 2, "33522", "01053") if places is None else places
    people.set_input("depcom", "2026-05", places.tolist())
    return people


def receipts(order=None):
    """Of the 40, the first 20 receive nothing and the others what is due."""
    rows = np.arange(100) if order is None else np.asarray(order)
    return {"rsa": np.where((rows >= 20) & (rows < 40), MF, 0.0)}


def measured(people=None, received=None, **more):
    more.setdefault("bootstrap", 0)
    return zr.takeup.population(
        village() if people is None else people,
        receipts() if received is None else received,
        "2026-05",
        **more,
    )


class TestByHand:
    def test_rate_and_euros(self):
        """20 of 40 miss 646.52 euros."""
        row = measured().benefits.rows()[0]
        assert (row["eligibles"], row["recourants"], row["non_recourants"]) == (40, 20, 20)
        assert row["taux"] == 0.5
        assert row["euros_mois"] == pytest.approx(20 * MF)
        assert row["euros_an"] == pytest.approx(240 * MF)
        assert row["moyenne"] == pytest.approx(MF)
        assert row["mediane"] == pytest.approx(MF)

    def test_weights(self):
        """The first 20 stand for 3 ménages each: 60 of 80."""
        weights = np.where(np.arange(100) < 20, 3.0, 1.0)
        row = measured(weights=weights).benefits.rows()[0]
        assert (row["eligibles"], row["taux"]) == (80, 0.75)

    def test_correction(self):
        """Phi of 0.4: 20 x 0.6 / (20 + 20 x 0.6) = 0.375."""
        table = measured(phi=(0.0, 0.4)).corrected
        assert table["taux"].tolist() == [0.5, 0.375]

    def test_intensity(self):
        """Give the 20 a month of 100 euros that no right of May reads: 646.52 / 100."""
        people = village()
        people.set_input("gains_exceptionnels", "2026-05", np.full(100, 100.0))
        row = measured(people).benefits.rows()[0]
        assert row["intensite"] == pytest.approx(MF / 100)

    def test_poverty(self):
        """Line of 600: 35 have nothing; the 20 who claim then have 646.52, 15 remain poor."""
        now, claimed = measured(line=600.0).poverty.rows()
        assert (now["pauvres"], now["taux"]) == (35, 0.35)
        assert (claimed["pauvres"], claimed["taux"]) == (15, 0.15)

    def test_payers(self):
        (row,) = measured().payers.rows()
        assert row["payeur"] == "département"
        assert row["brut_mois"] == row["net_mois"] == pytest.approx(20 * MF)

    def test_not_known_is_no_receipt(self):
        """The 20 who receive are not known any more: nobody is left who receives."""
        given = receipts()["rsa"].copy()
        given[20:26] = np.nan
        found = measured(received={"rsa": given})
        assert found.benefits.rows()[0]["eligibles"] == 34
        given[20:40] = np.nan
        found = measured(received={"rsa": given})
        assert found.benefits.rows()[0]["masque"]
        assert np.isnan(found.benefits.rows()[0]["taux"])
        assert found.checks.rows()[0]["recours_inconnu"] == 20

    def test_received_without_a_right(self):
        """The 15 of twenty years receive 100 euros: 15 of the 35 who receive."""
        given = receipts()["rsa"].copy()
        given[40:55] = 100.0
        row = measured(received={"rsa": given}).checks.rows()[0]
        assert row["percus_non_eligibles"] == 15
        assert row["part_percus_non_eligibles"] == pytest.approx(15 / 35)

    def test_received_in_part(self):
        given = receipts()["rsa"].copy()
        given[20:35] = MF - 100
        found = measured(received={"rsa": given}, minimum_cell=5)
        assert found.checks.rows()[0]["percus_en_partie"] == 15
        assert found.checks.rows()[0]["euros_en_partie"] == pytest.approx(1500)
        assert found.benefits.rows()[0]["taux"] == 0.5

    def test_groups(self):
        """Odd rows live in Talence: 20 of 40 there, of whom 10 miss the RSA: both hidden at 11."""
        more = {"territories": {"Talence": ["33522"], "Bourg-en-Bresse": ["01053"]}}
        assert measured(by="territoire", **more).groups["masque"].all()
        rows = measured(by="territoire", minimum_cell=10, **more).groups.rows()
        assert [(one["groupe"], one["eligibles"], one["taux"]) for one in rows] == [
            ("Bourg-en-Bresse", 20, 0.5),
            ("Talence", 20, 0.5),
        ]

    def test_an_input_is_a_receipt(self):
        people = village()
        people.set_input("rsa", "2026-05", receipts()["rsa"])
        row = measured(people, {"rsa": "rsa"}).benefits.rows()[0]
        assert (row["eligibles"], row["taux"]) == (40, 0.5)

    def test_combinations(self):
        """Only the RSA is missing, to 20."""
        given = {**receipts(), "ppa": np.zeros(100)}
        found = measured(received=given)
        assert found.combinations.rows() == [
            {"combinaison": "rsa", "foyers": 20, "euros_mois": pytest.approx(20 * MF)}
        ]


class TestProperties:
    def test_order_changes_nothing(self):
        order = np.random.default_rng(3).permutation(100)
        one = measured(bootstrap=20, by="age", minimum_cell=2).to_dict()
        other = measured(
            village(order), receipts(order), bootstrap=20, by="age", minimum_cell=2
        ).to_dict()
        for name in ("benefits", "groups", "poverty", "payers", "corrected"):
            for column, values in one[name].items():
                for value, again in zip(values, other[name][column], strict=True):
                    assert again == (pytest.approx(value) if isinstance(value, float) else value)

    def test_intervals(self):
        row = measured(bootstrap=100).benefits.rows()[0]
        again = measured(bootstrap=100).benefits.to_dict()
        assert measured(bootstrap=100).benefits.to_dict() == again
        assert row["taux_bas"] < 0.5 < row["taux_haut"]
        # Binomial of 40 at 0.5: a standard deviation of 0.079.
        assert 0.2 < row["taux_haut"] - row["taux_bas"] < 0.42
        assert measured(bootstrap=100, seed=1).benefits.to_dict() != again

    def test_numbers_without_names(self):
        row = measured(village(ids=False), bootstrap=20).benefits.rows()[0]
        assert row["taux"] == 0.5

    def test_json_and_report(self):
        found = measured(by="age", bootstrap=5)
        json.dumps(found.to_dict(), allow_nan=False)
        text = str(found).replace("\N{NO-BREAK SPACE}", " ")
        assert "50,0 %" in text
        assert "non à contrôler" in text
        assert "DREES, Dossier 92 (2022)" in text
        assert "sample" not in found.to_dict()


@pytest.fixture(scope="module")
def people():
    return zr.synthetic_population(2000, 2026)


RATES = {"rsa": 0.34, "ppa": 0.27, "aide_logement": 0.2, "af": 0.1, "cf": 0.1}


@pytest.fixture(scope="module")
def drawn(people):
    return zr.takeup.draw(people, RATES, "2026-05")


@pytest.fixture(scope="module")
def found(people, drawn):
    return zr.takeup.population(
        people, drawn, "2026-05", by=("statut_occupation", "age", "type_menage"), bootstrap=10
    )


class TestSynthetic:
    def test_full_take_up_misses_nothing(self, people):
        paid = {"rsa": "rsa", "ppa": "ppa_nette_crds", "aide_logement": "aide_logement"}
        full = zr.simulate(people, "2026-05", paid.values())
        received = {right: np.nan_to_num(full[name]) for right, name in paid.items()}
        found = zr.takeup.population(people, received, "2026-05", bootstrap=0)
        for right in paid:
            assert not found.sample.missing(right).any()
            assert (found.sample.change(right) == 0).all()
        np.testing.assert_allclose(
            found.sample.income_now(), found.sample.income_claimed(), atol=1e-9
        )

    def test_rates_come_back(self, found):
        for row in found.benefits.rows():
            rate = RATES[row["prestation"]]
            number = row["eligibles"] / found.represented * found.households
            if not row["masque"]:
                assert abs(row["taux"] - rate) < 4 * (rate * (1 - rate) / number) ** 0.5

    def test_an_aid_claimed_lowers_rsa(self, found):
        """R262-9 CASF: the département pays less once housing aids are claimed too."""
        row = next(one for one in found.payers.rows() if one["payeur"] == "département")
        assert 0 < row["net_mois"] < row["brut_mois"]

    def test_poverty_falls(self, found):
        now, claimed = found.poverty["taux"]
        assert claimed < now

    def test_no_cell_below_the_minimum(self, found, people):
        weight = people.weights[0]
        for table in (found.benefits, found.groups):
            shown = ~table["masque"]
            for name in ("eligibles", "non_recourants"):
                assert (table[name][shown] / weight >= 10.999).all()
                assert np.isnan(table[name][~shown]).all()
        assert (found.combinations["foyers"] / weight >= 10.999).all()

    def test_groups_add_up_where_all_are_shown(self, found):
        for right in ("ppa", "rsa"):
            total = found.benefits.rows()[list(found.benefits["prestation"]).index(right)]
            rows = [
                row
                for row in found.groups.rows()
                if row["prestation"] == right and row["ventilation"] == "age"
            ]
            hidden = [row for row in rows if row["masque"]]
            shown = sum(row["eligibles"] for row in rows if not row["masque"])
            assert len(hidden) != 1
            if not hidden:
                assert shown == pytest.approx(total["eligibles"])


@pytest.fixture(scope="module")
def few():
    return zr.synthetic_population(500, 2026)


class TestDraw:
    def test_more_rate_more_non_takers_and_none_less(self, few):
        low, high = (zr.takeup.draw(few, {"ppa": rate}, "2026-05") for rate in (0.2, 0.5))
        assert ((low["ppa"] == 0) <= (high["ppa"] == 0)).all()
        assert (low["ppa"] > 0).sum() > (high["ppa"] > 0).sum()

    def test_the_others_do_not_matter(self, few, drawn):
        count = few.count("famille")
        again = zr.takeup.draw(few, RATES, "2026-05")
        for right in RATES:
            np.testing.assert_array_equal(again[right] == 0, drawn[right][:count] == 0)

    def test_nobody_and_everybody(self, few):
        assert not zr.takeup.draw(few, {"rsa": 1.0}, "2026-05")["rsa"].any()
        assert zr.takeup.draw(few, {"rsa": 0}, "2026-05")["rsa"].any()

    @pytest.mark.parametrize("rate", [0.7, 0.3, 70, 30])
    def test_seeds_are_refused_and_say_why(self, people, rate):
        with pytest.raises(zr.TakeUpError) as raised:
            zr.takeup.draw(people, {"rsa": rate}, "2026-05")
        text = str(raised.value)
        reason = "n'a pas de source retrouvée" if rate in (0.7, 70) else "n'est le taux d'aucune"
        assert reason in text
        assert "un taux qui a une source" in text

    def test_other_faults(self, people):
        with pytest.raises(zr.TakeUpError) as raised:
            zr.takeup.draw(people, {"rsaa": 0.2, "ppa": 27, "rsa": -0.1}, "2026-05")
        assert len(raised.value.faults) == 3


class TestTargets:
    def test_by_hand(self):
        found = zr.takeup.targets(village(), receipts(), "2026-05", months=3, response=0.5, cost=10)
        assert list(found) == ["menage", "certitude", "prestations", "score"]
        assert found["menage"].tolist() == [f"m{row}" for row in range(20)]
        assert found["score"].tolist() == [pytest.approx(MF * 1.5 - 10, abs=0.01)] * 20
        assert set(found["certitude"]) == {"certain"}

    def test_floor_and_limit(self):
        assert len(zr.takeup.targets(village(), receipts(), "2026-05", floor=700)) == 0
        assert len(zr.takeup.targets(village(), receipts(), "2026-05", limit=3)) == 3
        assert len(zr.takeup.targets(village(), receipts(), "2026-05", cost=650)) == 0

    def test_a_foreign_parent(self):
        """Ten years with a permit open the right (L262-4 2° CASF); the permit is to be shown."""
        people = village()
        nations = np.array(["FR"] * 100)
        nations[0] = "DZ"
        for month in range(1, 6):
            people.set_input("nationalite", f"2026-{month:02}", nations.tolist())
            people.set_input("duree_possession_titre_sejour", f"2026-{month:02}", np.full(100, 10))
        chances = {"needs_document": 0.5}
        found = zr.takeup.targets(people, receipts(), "2026-05", eligibility=chances)
        row = next(one for one in found.rows() if one["menage"] == "m0")
        assert row["certitude"] == "needs_document"
        assert row["score"] == pytest.approx(MF / 2, abs=0.01)
        assert found["menage"].tolist()[-1] == "m0"

    def test_sorted_and_above_the_floor(self, people, drawn):
        found = zr.takeup.targets(people, drawn, "2026-05", floor=50)
        assert (np.diff(found["score"]) <= 0).all()
        assert (found["score"] >= 50).all()

    def test_faults(self):
        with pytest.raises(zr.TakeUpError) as raised:
            zr.takeup.targets(
                village(), receipts(), "2026-05", floor=-1, response=2, eligibility={"sur": 1}
            )
        assert len(raised.value.faults) == 3
        with pytest.raises(zr.TakeUpError, match="une classe, une part"):
            zr.takeup.targets(village(), receipts(), "2026-05", eligibility=0.5)


class TestArguments:
    def test_faults_together_and_no_amount_told(self):
        wrong = receipts()["rsa"].copy()
        wrong[7] = -123.45
        given = {"rsa": wrong, "rssa": wrong, "ppa": np.zeros(3), "af": "nulle_part"}
        with pytest.raises(zr.TakeUpError) as raised:
            measured(received=given, weights=np.ones(3))
        assert len(raised.value.faults) == 5
        assert "m7" in str(raised.value)
        assert "123" not in str(raised.value)

    @pytest.mark.parametrize(
        "more",
        [
            {"minimum_cell": 0},
            {"phi": (1.5,)},
            {"bootstrap": -1},
            {"line": 0},
            {"line": float("inf")},
            {"phi": 0.2},
            {"by": 5},
            {"weights": "poids"},
            {"territories": ["33522"]},
            {"territories": {"Talence": 33522}},
            {"territories": {"Talence": [33522]}},
            {"by": "sexe"},
            {"by": "territoire"},
            {"territories": {"Talence": ["Talence"]}},
            {"territories": {"Talence": []}},
        ],
    )
    def test_each(self, more):
        with pytest.raises(zr.TakeUpError):
            measured(**more)

    def test_territories_that_overlap(self):
        with pytest.raises(zr.TakeUpError, match="sans commune en commun"):
            measured(territories={"Bassin": ["01053", "01004"], "Bourg": ["01053"]})

    def test_arrondissements(self):
        assert "69385" in expanded(["69123"])
        assert len(expanded(["75056"])) == 21
        with pytest.raises(zr.TakeUpError, match="sans commune en commun"):
            measured(territories={"Marseille": ["13055"], "Belsunce": ["13201"]})


def test_published_rates_say_where_they_hold():
    table = zr.takeup.published()
    assert {"rsa", "ppa"} == set(table["prestation"])
    assert 0.7 not in table["taux"]
    assert 0.3 not in table["taux"]
    for row in table.rows():
        assert row["source"]
        assert row["date"]
        assert row["champ"]
        assert row["confidence"] in {"high", "medium", "low"}


class TestNothingIsFoundBySubtraction:
    def test_receipts_without_a_right_do_not_tell_takers(self):
        """35 of the 40 miss the RSA, 5 receive it; 20 others receive without a right: 5 = 25 - 20.

        The share of receipts without a right, 20 / 25, would give the 5 that are hidden.
        """
        rows = np.arange(100)
        received = {"rsa": np.where(((rows >= 35) & (rows < 40)) | (rows >= 80), MF, 0.0)}
        (row,) = measured(received=received).checks.rows()
        assert row["percus_non_eligibles"] == 20
        assert np.isnan(row["part_percus_non_eligibles"])
        (row,) = measured(received=received, minimum_cell=1).checks.rows()
        assert row["part_percus_non_eligibles"] == pytest.approx(20 / 25)

    def test_receipts_in_part_do_not_tell_the_others(self):
        """Of 20 who receive, 17 receive 100 euros: 3 receive all, which 20 - 17 would tell."""
        rows = np.arange(100)
        received = {"rsa": np.where(rows < 20, 0.0, np.where(rows < 37, 100.0, MF)) * (rows < 40)}
        found = measured(received=received)
        assert found.benefits.rows()[0]["recourants"] == 20
        (row,) = found.checks.rows()
        assert np.isnan([row["percus_en_partie"], row["euros_en_partie"]]).all()
        (row,) = measured(received=received, minimum_cell=3).checks.rows()
        assert row["percus_en_partie"] == 17
        assert row["euros_en_partie"] == pytest.approx(17 * (MF - 100))

    def test_the_line_of_a_few_is_the_income_of_one(self):
        people, received = village(range(38, 46)), receipts(range(38, 46))
        assert np.isnan(measured(people, received).poverty["seuil"]).all()
        assert (measured(people, received, line=1200).poverty["seuil"] == 1200).all()

    def test_a_few_who_are_not_poor(self):
        """Of 60, 35 miss the RSA and 15 are too young: the other 10 are not poor, which 60 - 50 tells.

        Once all is claimed the 15 are poor still, and the 35 have 646.52 euros.
        """
        rows = np.arange(60)
        people, received = village(rows), {"rsa": np.where((rows >= 35) & (rows < 40), MF, 0.0)}
        assert np.isnan(measured(people, received, line=600).poverty["pauvres"]).all()
        found = measured(people, received, line=600, minimum_cell=5)
        assert found.poverty["pauvres"].tolist() == [50, 15]

    def test_three_departments_and_a_territory(self):
        """100 households in Bourg-en-Bresse, 10 in the 02, 400 in the 33, 200 in the 47.

        Outside Bourg 610, less 400, less 200: the ten of the 02, which are hidden.
        """
        order = np.arange(710) % 40
        places = np.repeat(["01053", "02691", "33063", "47001"], [100, 10, 400, 200])
        people = village(order, ids=False, places=places)
        received = {"rsa": np.where(np.arange(710) % 2, MF, 0.0)}
        found = measured(people, received, by="departement", territories={"Bourg": ["01053"]})
        told = {row["groupe"]: row["eligibles"] for row in found.groups.rows()}
        assert np.isnan(told["02"])
        assert told["33"] == 400
        assert np.isnan(told["hors territoires"]) or np.isnan(told["47"])
