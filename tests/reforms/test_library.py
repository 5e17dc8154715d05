"""The named reforms: each runs, says what it is, and does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

import zeronr_rules as zr

FILES = [name for name in zr.reforms.named() if not name.startswith("convention.")]


@pytest.mark.parametrize("name", zr.reforms.named())
def test_each_says_what_it_is_and_changes_the_law(name, law_unchanged):
    reform = zr.reforms.get(name)
    assert reform.name == name
    assert reform.label
    assert reform.reference
    assert reform.diff(), "it changes nothing"


@pytest.mark.parametrize("name", FILES)
def test_those_of_a_file_are_documented(name):
    reform = zr.reforms.get(name)
    assert getattr(zr.reforms.library, name) == reform
    assert len(reform.documentation) > 100


def test_every_other_reading_is_there():
    conventions = zr.system().parameters.conventions.children
    expected = {
        f"convention.{name}.{reading}"
        for name, leaf in conventions.items()
        for reading in leaf.metadata["possible_values"]
        if reading != leaf.values_list[0].value
    }
    assert {name for name in zr.reforms.named() if name not in FILES} == expected
    assert len(expected) >= len(conventions)


def test_a_default_reading_changes_nothing():
    assert not zr.reforms.convention("bonification_2026", "mois_du_droit").diff()


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: zr.reforms.get("rsa_plus_10"), "« rsa_plus_10_pour_cent »"),
        (lambda: zr.reforms.get(3), "le nom d'une réforme"),
        (lambda: zr.reforms.get("convention.bonification_2026.mois_du_droit"), "Vouliez-vous"),
        (lambda: zr.reforms.convention("bonification", "x"), "« bonification_2026 »"),
        (lambda: zr.reforms.convention("bonification_2026", "x"), "« mois_de_reference »"),
        (lambda: zr.reforms.convention(3, "x"), "une convention"),
    ],
)
def test_unknown_names(ask, said):
    with pytest.raises(zr.ReformError) as caught:
        ask()
    assert said in str(caught.value)


def test_no_such_attribute():
    with pytest.raises(AttributeError):
        zr.reforms.library.rsa_des_12_ans  # noqa: B018


def person(birth, **values):
    return {
        "individus": {
            "p1": {
                "date_naissance": {"ETERNITY": birth},
                **{
                    name: {"2025": 12 * value, "2026": 12 * value} for name, value in values.items()
                },
            }
        }
    }


def amount(name, situation, month, variable="rsa"):
    reform = None if name is None else zr.reforms.get(name)
    return float(zr.calculate(situation, month, variable, reform=reform)[variable][0])


def test_rsa_plus_10_per_cent():
    """R262-4 CASF: June to August 2026 look at the values of April 2026 or before.

    Right of August 2026, reference months April to June: 651.69 x 1.1 = 716.859, 716.86.
    """
    assert amount(None, person("1990-03-15"), "2026-08") == 651.69
    assert amount("rsa_plus_10_pour_cent", person("1990-03-15"), "2026-08") == 716.86


def test_rsa_from_18():
    """L262-4 1° CASF: 25 years; under the reform 18, at the end of the month."""
    name = "rsa_des_18_ans"
    assert amount(None, person("2004-03-15"), "2026-08") == 0
    assert amount(name, person("2004-03-15"), "2026-08") == 651.69
    assert amount(name, person("2008-08-31"), "2026-08") == 651.69
    assert amount(name, person("2008-09-01"), "2026-08") == 0


def test_reference_months_before_2025_03():
    """May 2026: January to March by the law (646.52 each), February to April by the reform.

    (2 x 646.52 + 651.69) / 3 = 648.2433, rounded 648.24.
    """
    name = "mois_de_reference_avant_2025_03"
    assert amount(None, person("1990-03-15"), "2026-05") == 646.52
    assert amount(name, person("1990-03-15"), "2026-05") == 648.24
    for month in ("2024-11", "2025-02"):
        assert amount(name, person("1990-03-15"), month) == amount(
            None, person("1990-03-15"), month
        )


def test_prime_activite_before_2025_and_2026():
    """Alone with 1 400 euros a month, right of March 2026, reference months Nov. to January.

    The slope is 61 % instead of 59.85 %: 1 400 x 0.0115 = 16.10 euros more.
    """
    earner = person("1990-03-15", salaire_net=1400)
    slope = "prime_activite_pente_avant_2025_04"
    gain = amount(slope, earner, "2026-03", "ppa") - amount(None, earner, "2026-03", "ppa")
    assert gain == pytest.approx(16.10, abs=0.011)
    # The bonus: unchanged before April 2026, lower since for a SMIC earner.
    bonus = "prime_activite_bonification_avant_2026_04"
    assert amount(bonus, earner, "2026-03", "ppa") == amount(None, earner, "2026-03", "ppa")
    assert amount(bonus, earner, "2026-05", "ppa") < amount(None, earner, "2026-05", "ppa")


def test_the_page_of_the_library_has_them_all():
    page = (Path(__file__).parents[2] / "docs" / "reference" / "reforms.md").read_text("utf-8")
    titles = [line.strip("# `") for line in page.splitlines() if line.startswith("### `")]
    assert sorted(titles) == sorted(FILES)
