"""The named reforms of the sanctions, by hand: 600 euros are due each month."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from openfisca_core.simulations import SimulationBuilder

import zeronr_rules as zr
from zeronr_rules.calculation import reformed_system
from zeronr_rules.variables.loi_plein_emploi import sanctions as law

DUE = 600.0
MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025, 2026) for month in range(1, 13)]
FLOOR, CEILING = "sanctions_rsa_au_plancher", "sanctions_rsa_au_plafond"
RHONE, PYRENEES = "sanctions_rsa_bouches_du_rhone", "sanctions_rsa_pyrenees_atlantiques"
WITHOUT = "sans_loi_plein_emploi"


def situation(start, *, partner=False, expecting=False, depcom="75056", **decided):
    person = {"date_naissance": {"ETERNITY": "1986-03-12"}}
    person["rsa_sanction"] = {start: "suspension"}
    for name, value in decided.items():
        by_month = value if isinstance(value, dict) else {start: value}
        person[name] = {**person.get(name, {}), **by_month}
    if expecting:
        person["enceinte"] = dict.fromkeys(MONTHS, True)
    persons = {"a": person}
    if partner:
        persons["b"] = {"date_naissance": {"ETERNITY": "1986-03-12"}}
    return {
        "individus": persons,
        "familles": {
            "f": {"parents": list(persons), "rsa_avant_sanction": dict.fromkeys(MONTHS, DUE)}
        },
        "foyers_fiscaux": {"d": {"declarants": list(persons)}},
        "menages": {
            "m": {
                "personne_de_reference": ["a"],
                "conjoint": [key for key in persons if key != "a"],
                "depcom": dict.fromkeys(MONTHS, depcom),
            }
        },
    }


def read(given, name, month, variable="rsa"):
    reform = None if name is None else zr.reforms.get(name)
    ours = zr.calculate(given, month, variable, reform=reform)[variable]
    # The other engine runs the same reform.
    theirs = SimulationBuilder().build_from_dict(reformed_system(reform), given)
    assert np.asarray(theirs.calculate(variable, month)).tolist() == np.asarray(ours).tolist()
    return ours[0]


def paid(given, name, *months):
    return [round(float(read(given, name, month)), 2) for month in months]


ASKED = {"rsa_sanction_taux_demande": 0.6, "rsa_sanction_duree_demandee": 2}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (None, [240, 240, 600]),  # as decided: 600 x 0.6 = 360 withheld, two months
        (FLOOR, [420, 600, 600]),  # 600 x 0.3 = 180, one month
        (CEILING, [0, 0, 600]),  # 600 x 1, two months
        (RHONE, [0, 0, 600]),  # 100 %, two months
        (PYRENEES, [0, 0, 600]),  # the maximum
        (WITHOUT, [240, 240, 600]),  # 60 % and two months hold in the scale of 2012
    ],
)
def test_first_breach_alone(name, expected):
    assert paid(situation("2026-03", **ASKED), name, "2026-03", "2026-04", "2026-05") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [(None, [360, 600]), (FLOOR, [420, 600]), (CEILING, [300, 300]), (RHONE, [300, 300])],
)
def test_a_couple_keeps_half(name, expected):
    """R262-68-6: 50 % at most when the foyer has more than one person; 40 % asked, one month."""
    given = situation("2026-03", partner=True, rsa_sanction_taux_demande=0.4)
    assert paid(given, name, "2026-03", "2026-04") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (None, [240, 240, 600, 600, 600]),
        (FLOOR, [420, 600, 600, 600, 600]),
        (CEILING, [0, 0, 0, 0, 600]),
        (RHONE, [0, 0, 0, 0, 600]),
        (PYRENEES, [0, 0, 0, 0, 600]),
    ],
)
def test_rank_two(name, expected):
    given = situation("2026-03", rsa_sanction_rang=2, **ASKED)
    assert paid(given, name, *(f"2026-{month:02d}" for month in range(3, 8))) == expected


@pytest.mark.parametrize(("name", "expected"), [(FLOOR, 420), (CEILING, 0), (RHONE, 0)])
def test_what_nobody_decided_is_decided_by_the_scenario(name, expected):
    given = situation("2026-03")
    assert read(given, None, "2026-03", "rsa_indetermine")
    assert paid(given, name, "2026-03") == [expected]
    assert not read(given, name, "2026-03", "rsa_indetermine")


def test_the_refusal_of_a_control():
    """Its article was not read: as decided, but in the scale that the Bouches-du-Rhône published."""
    given = situation(
        "2026-03",
        rsa_sanction={"2026-03": "suppression"},
        rsa_sanction_motif="refus_controle",
        rsa_sanction_taux_demande=0.5,
        rsa_sanction_duree_demandee=1,
    )
    months = ("2026-03", "2026-05", "2026-06")
    for name in (None, FLOOR, CEILING, PYRENEES):
        assert paid(given, name, *months) == [300, 600, 600]
    assert paid(given, RHONE, *months) == [0, 0, 600]  # three months
    again = {**given, "individus": {"a": {**given["individus"]["a"]}}}
    again["individus"]["a"]["rsa_sanction_rang"] = {"2026-03": 2}
    # Then four months at 100 %, after which the right ends (R262-40).
    assert read(again, RHONE, "2026-06", "rsa_taux_sanction") == 1
    assert read(again, RHONE, "2026-07", "rsa_taux_sanction") == 0
    assert paid(again, RHONE, "2026-07") == [0]


@pytest.mark.parametrize(
    ("name", "before", "first", "expected"),
    [
        (FLOOR, "2025-05", "2025-06", 420),
        (CEILING, "2025-05", "2025-06", 0),
        (RHONE, "2025-05", "2025-06", 0),
        (PYRENEES, "2025-11", "2025-12", 0),
    ],
)
def test_they_are_dated(name, before, first, expected):
    """The month before, what was decided: 600 x 0.6 = 360, and 240 remain."""
    assert paid(situation(before, **ASKED), name, before) == [240]
    assert paid(situation(first, **ASKED), name, first) == [expected]


def test_compliance_pays_back_under_each_scale():
    """Two months of suspension, compliance in the second: 600 withheld then 600 + 600."""
    given = situation("2026-03", **ASKED, rsa_remobilisation={"2026-04": True})
    assert paid(given, CEILING, "2026-03", "2026-04") == [0, 1200]
    assert paid(given, FLOOR, "2026-03", "2026-04") == [420, 600]


# Without the loi plein emploi


def test_without_the_law_the_scale_of_2012():
    """R262-68 of 2012: 80 % at most and three months at first, no minimum, then 100 %."""
    most = {"rsa_sanction_taux_demande": 1, "rsa_sanction_duree_demandee": 4}
    assert paid(situation("2026-03", **most), WITHOUT, "2026-03", "2026-05", "2026-06") == [
        120,  # 600 - 600 x 0.8
        120,
        600,
    ]
    least = {"rsa_sanction_taux_demande": 0.1, "rsa_sanction_duree_demandee": 1}
    assert paid(situation("2026-03", **least), WITHOUT, "2026-03") == [540]
    second = situation("2026-03", **most, rsa_sanction_rang=2)
    assert paid(second, WITHOUT, "2026-03", "2026-06", "2026-07") == [0, 0, 600]


def test_without_the_law_nothing_is_paid_back():
    given = situation("2026-03", **ASKED, rsa_remobilisation={"2026-04": True})
    assert paid(given, None, "2026-03", "2026-04") == [240, 960]
    assert paid(given, WITHOUT, "2026-03", "2026-04") == [240, 600]
    early = situation("2025-01", **ASKED, rsa_remobilisation={"2025-02": True})
    assert paid(early, None, "2025-02") == [960]
    assert paid(early, WITHOUT, "2025-02") == [600]


def test_without_the_law_the_cap_protects_several_persons_only():
    most = {"rsa_sanction_taux_demande": 1}
    pregnant = situation("2026-03", expecting=True, **most)
    assert paid(pregnant, None, "2026-03") == [300]
    assert paid(pregnant, WITHOUT, "2026-03") == [120]
    assert paid(situation("2026-03", partner=True, **most), WITHOUT, "2026-03") == [300]


def test_without_the_law_no_right_ends_by_itself():
    given = situation(
        "2026-03",
        rsa_sanction={"2026-03": "suppression"},
        rsa_sanction_rang=2,
        rsa_sanction_taux_demande=1,
        rsa_sanction_duree_demandee=4,
    )
    assert paid(given, None, "2026-06", "2026-07") == [0, 0]
    assert paid(given, WITHOUT, "2026-06", "2026-07") == [0, 600]


def test_without_the_law_the_scales_published_for_it_do_not_hold():
    given = situation("2026-03", depcom="13055")
    assert paid(given, None, "2026-03") == [0]
    assert paid(given, WITHOUT, "2026-03") == [600]
    assert read(given, WITHOUT, "2026-03", "rsa_indetermine")


def test_without_the_law_registration_is_by_choice():
    given = situation("2026-03")
    given["individus"]["a"]["date_contrat_engagement"] = {"ETERNITY": "2025-06-01"}
    assert read(given, None, "2026-05", "inscrit_france_travail")
    assert str(zr.calculate(given, "2026-05", "categorie_demandeur_emploi").by_id(
        "categorie_demandeur_emploi")["a"]).endswith("g")  # fmt: skip
    assert read(given, None, "2026-05", "heures_activite_hebdo_min") == 15
    assert not read(given, WITHOUT, "2026-05", "inscrit_france_travail")
    assert read(given, WITHOUT, "2026-05", "heures_activite_hebdo_min") == 0
    # The duties of L262-28 are older than the law of 2023.
    assert read(given, WITHOUT, "2026-05", "soumis_obligations_rsa")
    given["individus"]["a"]["inscrit_a_titre_personnel"] = {"2026-05": True}
    assert read(given, WITHOUT, "2026-05", "inscrit_france_travail")


def test_without_the_law_a_stopped_ARE_is_neutralised():  # noqa: N802
    person = {
        "date_naissance": {"ETERNITY": "1986-03-12"},
        "chomage_net": dict.fromkeys(("2026-04", "2026-05", "2026-06"), 400),
        "interruption_allocations_chomage": {"2026-08": True},
        "allocations_chomage_arretees_par_sanction": {"2026-08": True},
    }
    given = {"individus": {"a": person}}
    assert zr.calculate(given, "2026-08", "rsa")["rsa"] == [251.69]
    without = zr.reforms.get(WITHOUT)
    assert zr.calculate(given, "2026-08", "rsa", reform=without)["rsa"] == [651.69]


def test_without_the_law_no_sanction_no_change():
    people = zr.synthetic_population(150, 2026, seed=4)
    rights = ("rsa", "ppa", "aide_logement", "af", "cf")
    law = zr.simulate(people, "2026-05", rights)
    for name in (WITHOUT, FLOOR, CEILING, RHONE, PYRENEES):
        found = zr.simulate(people, "2026-05", rights, reform=zr.reforms.get(name))
        for right in rights:
            assert np.array_equal(found[right], law[right], equal_nan=True), (name, right)


def test_a_scale_without_the_law():
    """They touch different things, so they commute: without the law the floor is that of 2012, none."""
    floor, without = zr.reforms.get(FLOOR), zr.reforms.get(WITHOUT)
    given = situation("2026-03", **ASKED)
    both = zr.calculate(given, "2026-03", "rsa", reform=without + floor)["rsa"]
    assert both.tolist() == [600]
    assert without + floor == floor + without


# Harsher never pays more


def decisions(seed, count=40):
    """Foyers of one or two adults, each with two decisions of the year and no compliance."""
    rng = np.random.default_rng(seed)
    familles = np.repeat(np.arange(count), 2)
    # Every other foyer has one adult: its second person is a child of fifteen.
    child = np.arange(2 * count) % 4 == 3
    alone = np.arange(2 * count) % 2 == 1
    people = zr.Population(
        2 * count,
        {
            "familles": {
                "count": count,
                "members": familles,
                "roles": np.where(
                    child, "enfant", np.where(alone, "conjoint", "demandeur")
                ).tolist(),
            },
        },
    )
    born = np.where(child, np.datetime64("2011-03-12"), np.datetime64("1986-03-12"))
    people.set_input("date_naissance", "ETERNITY", born)
    for month in MONTHS:
        people.set_input("rsa_avant_sanction", month, rng.choice([0, 312.45, DUE, 969.78], count))
    for month in ("2026-01", "2026-05"):
        hit = rng.random(2 * count) < 0.7
        kinds = np.where(hit, rng.choice(["suspension", "suppression"], 2 * count), "aucune")
        people.set_input("rsa_sanction", month, kinds.tolist())
        people.set_input("rsa_sanction_taux_demande", month, rng.uniform(0.01, 1.2, 2 * count))
        people.set_input("rsa_sanction_duree_demandee", month, rng.integers(1, 6, 2 * count))
        people.set_input("rsa_sanction_rang", month, rng.integers(0, 3, 2 * count))
    return people


@settings(max_examples=10, deadline=None)
@drawn(st.integers(0, 100_000))
def test_harsher_never_pays_more(seed):
    """The same decisions, without compliance: month by month, the ceiling, the law, the floor."""
    people = decisions(seed)
    withheld = 0.0
    for month in ("2026-01", "2026-02", "2026-04", "2026-05", "2026-08", "2026-09", "2026-12"):
        ceiling, as_is, floor = (
            zr.simulate(people, month, "rsa", reform=name and zr.reforms.get(name))["rsa"]
            for name in (CEILING, None, FLOOR)
        )
        assert (ceiling <= as_is).all()
        assert (as_is <= floor).all()
        withheld += (floor - ceiling).sum()
    assert withheld > 0


def test_compliance_can_make_the_longer_sanction_the_cheaper():
    """L262-37 pays back who complies before the term: in the second month, too late after one.

    Two months at 100 %: 0 + 1 200. One month at 30 %: 420 + 600.
    """
    given = situation("2026-03", **ASKED, rsa_remobilisation={"2026-04": True})
    total = {name: sum(paid(given, name, "2026-03", "2026-04")) for name in (FLOOR, CEILING)}
    assert total == {FLOOR: 1020, CEILING: 1200}


def test_the_rule_of_the_law_in_its_own_place_changes_nothing():
    people = decisions(7)
    own = zr.reforms.structural(
        replace=[law.rsa_sanction_taux_decide, law.rsa_sanction_duree_decidee]
    )
    for month in ("2026-02", "2026-06"):
        before, after = (zr.simulate(people, month, "rsa", reform=one) for one in (None, own))
        assert np.array_equal(before["rsa"], after["rsa"])


def test_the_differences_read_well():
    text = str(zr.reforms.get(WITHOUT).diff()).replace("\N{NO-BREAK SPACE}", " ")
    assert "à partir du 1er juin 2025 : 100 % → 80 %" in text
    assert "Inscrit comme demandeur d'emploi, sur sa propre initiative seulement" in text
    text = str(zr.reforms.get(FLOOR).diff())
    assert "toujours la plus faible que permet le décret" in text
