"""What is said of a dwelling: what makes no sense is refused, what is missing is told."""

from __future__ import annotations

import pytest

import zeronr_rules as zr
from zeronr_rules.inputs.values import _NEVER_ZERO

MONTH = "2026-05"


def home(**menage):
    given = {
        "depcom": {"year:2024:3": "69123"},
        "statut_occupation_logement": {"year:2024:3": "locataire_vide"},
        "loyer": {"year:2024:3": 36 * 450},
    } | menage
    return {
        "individus": {
            "a": {"date_naissance": "1990-03-15", "salaire_imposable": {"year:2023:4": 0}}
        },
        "familles": {"f": {"parents": ["a"], "rsa_percu": {"2025": 0, "2026": 0}}},
        "foyers_fiscaux": {"d": {"declarants": ["a"]}},
        "menages": {
            "m": {
                "personne_de_reference": "a",
                **{name: value for name, value in given.items() if value is not None},
            }
        },
    }


def notices(situation, **options):
    found = zr.calculate(situation, MONTH, "aide_logement", **options)
    return {notice.code: notice for notice in found.notices}


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("loyer", {MONTH: -450}, "positif ou nul"),
        ("coloc_nombre_cotitulaires", {MONTH: 0}, "au moins 1"),
        ("aide_logement_nombre_coproprietaires", {MONTH: 0}, "au moins 1"),
        ("surface_logement", {MONTH: 0}, "plus grand que zéro"),
        ("surface_logement", {MONTH: -9}, "positif"),
        ("zone_apl", {MONTH: "zone_4"}, "zone_1, zone_2, zone_3"),
        ("statut_occupation_logement", {MONTH: "locataire"}, "locataire_vide"),
        ("aide_logement_date_pret", "2015-02-30", "AAAA-MM-JJ"),
        ("depcom", {MONTH: "20004"}, "commune"),
    ],
)
def test_refused_at_the_door(variable, value, expected):
    with pytest.raises(zr.SituationError) as caught:
        zr.calculate(home(**{variable: value}), MONTH, "aide_logement")
    (fault,) = caught.value.faults
    assert variable in fault.path
    assert expected in fault.expected


def test_what_is_never_zero_exists():
    assert set(_NEVER_ZERO) <= set(zr.system().variables)


@pytest.mark.parametrize("run", [zr.calculate, zr.explain])
def test_a_commune_that_no_list_knows(run):
    situation = home(depcom={"year:2024:3": "01999"})
    with pytest.raises(zr.SituationError, match="01999") as caught:
        run(situation, "aide_logement" if run is zr.explain else MONTH,
            MONTH if run is zr.explain else "aide_logement")  # fmt: skip
    assert "zone_apl" in caught.value.faults[0].hint
    # The zone given wins, and rights that do not look at it do not mind.
    given = home(depcom={"year:2024:3": "01999"}, zone_apl={"year:2024:3": "zone_2"})
    assert zr.calculate(given, MONTH, "aide_logement")["aide_logement"][0] == 304
    free = home(
        depcom={"year:2024:3": "01999"},
        statut_occupation_logement={"year:2024:3": "loge_gratuitement"},
    )
    assert zr.calculate(free, MONTH, "af")["af"][0] == 0


def test_a_population_says_it_too():
    people = zr.Population.from_situation(home(depcom={"year:2024:3": "01999"}), MONTH)
    with pytest.raises(zr.SituationError, match="01999"):
        zr.simulate(people, MONTH, "aide_logement")


def test_zone_and_commune_that_disagree():
    situation = home(zone_apl={"year:2024:3": "zone_3"})
    notice = notices(situation)["zone_et_commune_differentes"]
    assert "69123 est en zone_2" in notice.message
    assert zr.calculate(situation, MONTH, "aide_logement_loyer_plafond")[
        "aide_logement_loyer_plafond"
    ][0] == pytest.approx(272.12)
    with pytest.raises(zr.SituationError, match="zone_apl"):
        notices(situation, strict=True)
    assert "zone_et_commune_differentes" not in notices(home(zone_apl={MONTH: "zone_2"}))


def test_a_rent_without_tenure():
    found = notices(home(statut_occupation_logement=None))
    assert found["loyer_sans_statut"].ids == ("m",)


def test_a_tenant_without_rent():
    assert notices(home(loyer=None))["aide_logement_absente"].ids == ("f",)


def test_a_loan_without_date():
    buyer = {"statut_occupation_logement": {"year:2024:3": "primo_accedant"}}
    assert notices(home(**buyer))["date_pret_absente"].ids == ("m",)
    assert "date_pret_absente" not in notices(home(**buyer, aide_logement_date_pret="2015-06-15"))


def test_incomes_of_twelve_months():
    situation = home()
    assert "revenus_douze_mois_absents" not in notices(situation)
    person = situation["individus"]["a"]
    del person["salaire_imposable"]
    assert notices(situation)["revenus_douze_mois_absents"].ids == ("f",)
    person["salaire_imposable"] = {"2026-01": 1000}
    person["salaire_net"] = {"2025": 12000}
    notice = notices(situation)["revenus_douze_mois_absents"]
    assert "2025-04 à 2026-03" in notice.message
    person["salaire_imposable"] = {"2025": 12000, "2026": 12000}
    assert "revenus_douze_mois_absents" not in notices(situation)


@pytest.mark.parametrize("month", ["2014-12", "2014-01"])
def test_before_the_tables(month):
    with pytest.raises(zr.MissingParameterError, match="première valeur date du"):
        zr.calculate(
            home(
                statut_occupation_logement={"year:2012:5": "locataire_vide"},
                loyer={"year:2012:5": 60 * 450},
                depcom={"year:2012:5": "69123"},
            ),
            month,
            "aide_logement",
        )


def test_a_foyer_before_its_tables():
    foyer = home(
        statut_occupation_logement={"year:2015:5": "locataire_foyer"},
        loyer={"year:2015:5": 60 * 450},
        depcom={"year:2015:5": "69123"},
    )
    with pytest.raises(zr.MissingParameterError, match=r"2017-10-01.*ou donner aide_logement"):
        zr.calculate(foyer, "2017-05", "rsa")
    foyer["familles"]["f"]["aide_logement"] = {"2016": 0, "2017": 0}
    assert zr.calculate(foyer, "2017-05", "rsa")["rsa"][0] > 0


def test_apl_given_is_the_housing_benefit():
    situation = home()
    situation["familles"]["f"]["apl"] = {"2026": 1200}
    found = zr.calculate(situation, MONTH, ["aide_logement", "apl"])
    assert found["aide_logement"][0] == found["apl"][0] == 100
    assert "aide_logement_deduite" in {notice.code for notice in found.notices}
    # What is given under its own name wins.
    situation["familles"]["f"]["aide_logement"] = {MONTH: 90}
    assert zr.calculate(situation, MONTH, "aide_logement")["aide_logement"][0] == 90


def test_a_foreign_student():
    situation = home()
    person = situation["individus"]["a"]
    person |= {
        "date_naissance": "2004-03-15",
        "etudiant": {"2025": True, "2026": True},
        "nationalite": {"2025": "CN", "2026": "CN"},
    }
    code = "titre_sejour_etudiant_absent"
    later = zr.calculate(situation, "2026-09", "aide_logement")
    assert code in {notice.code for notice in later.notices}
    assert code not in notices(situation)
    person["titre_sejour_etudiant"] = {"2026": False}
    assert code not in {
        notice.code for notice in zr.calculate(situation, "2026-09", "aide_logement").notices
    }


def test_a_shared_home_without_the_number_of_shares():
    situation = home(coloc={"year:2024:3": True})
    situation["individus"]["b"] = {
        "date_naissance": "1991-03-15",
        "salaire_imposable": {"year:2023:4": 0},
    }
    situation["familles"]["g"] = {"parents": ["b"], "rsa_percu": {"2025": 0, "2026": 0}}
    situation["foyers_fiscaux"]["e"] = {"declarants": ["b"]}
    situation["menages"]["m"]["autres"] = ["b"]
    assert "coloc_nombre_cotitulaires_absent" in notices(situation)
    situation["menages"]["m"]["coloc_nombre_cotitulaires"] = {"2025": 2, "2026": 2}
    assert "coloc_nombre_cotitulaires_absent" not in notices(situation)


def test_a_claim_of_rsa_does_not_start_the_housing_benefit():
    situation = home()
    situation["familles"]["f"]["droits_mois_demande"] = "2026-04-01"
    found = zr.calculate(situation, MONTH, ["rsa"])
    assert found["rsa"][0] == 568.94
    assert "aide_logement_mois_demande_absent" in {notice.code for notice in found.notices}
    situation["familles"]["f"]["aide_logement_mois_demande"] = "2026-04-01"
    found = zr.calculate(situation, MONTH, ["rsa"])
    assert found["rsa"][0] == 646.52
