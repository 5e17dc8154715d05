"""The Sphinx extension that writes the reference from the rules."""

from __future__ import annotations

import pytest
from openfisca_core.entities import build_entity
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from zeronr_reference import conventions, markdown, pages, parameters, variables, write

Person = build_entity(key="individu", plural="individus", label="Individu", is_person=True)


class Statut(Enum):
    __order__ = "libre autre"
    libre = "Libre | ou non"
    autre = "Autre"


class entree(Variable):  # noqa: N801 - a variable's name
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    unit = "EUR"
    label = "Une entrée_brute"


class statut(Variable):  # noqa: N801
    value_type = Enum
    possible_values = Statut
    default_value = Statut.autre
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Un statut"


class droit(Variable):  # noqa: N801
    value_type = float
    entity = Person
    definition_period = DateUnit.MONTH
    label = "Un droit"
    reference = ["L1 CASF", "R2 <CASF>"]  # noqa: RUF012 - OpenFisca's form
    documentation = "La règle."

    def formula_2017_01(person, period):  # noqa: N805
        return person("entree", period)

    def formula_2025_03(person, period):  # noqa: N805
        return person("entree", period) * 2


PARAMETERS = {
    "prestations": {
        "rsa": {
            "montant": {
                "description": "Montant | de base",
                "values": {
                    "2017-04-01": {
                        "value": 1536.78,
                        "metadata": {"reference": [{"title": "Décret_1"}], "confidence": "high"},
                    },
                    "2018-04-01": {
                        "value": None,
                        "metadata": {"reference": [{"title": "Fin"}], "confidence": "low"},
                    },
                },
                "metadata": {"unit": "EUR/mois", "last_value_checked_on": "2026-11-21"},
            }
        }
    },
    "conventions": {
        "lecture": {
            "description": "Deux lectures",
            "documentation": "L'une ou l'autre.",
            "values": {
                "2014-01-01": {
                    "value": "une",
                    "metadata": {"reference": [{"title": "R3"}], "confidence": "low"},
                }
            },
            "metadata": {
                "unit": "convention",
                "possible_values": ["une", "autre"],
                "default_reason": "Parce que.",
                "last_value_checked_on": "2026-11-21",
            },
        }
    },
}


@pytest.fixture(scope="module")
def small():
    system = TaxBenefitSystem([Person])
    system.parameters = ParameterNode("", data=PARAMETERS)
    system.add_variables(entree, statut, droit)
    return system


def test_a_computed_variable_says_its_formulas_and_articles(small):
    text = variables.entry(small.get_variable("droit"))
    assert "(variable-droit)=\n### `droit`" in text
    assert "Un droit" in text
    assert "La règle." in text
    assert "Computed, formulas from 2017-01-01, 2025-03-01" in text or (
        "Computed, formulas from 2025-03-01, 2017-01-01" in text
    )
    assert "- Reference: L1 CASF\n- Reference: R2 \\<CASF\\>" in text


def test_an_input_says_its_default_and_how_a_year_spreads(small):
    text = variables.entry(small.get_variable("entree"))
    assert "Input; without it: 0." in text
    assert "a year given is divided over its months" in text
    assert "type `float`, in euros" in text
    assert "Une entrée\\_brute" in text


def test_an_enum_lists_its_values(small):
    text = variables.entry(small.get_variable("statut"))
    assert "Input; without it: `autre`." in text
    assert "| `libre` | Libre \\| ou non |" in text


def test_a_parameter_shows_its_history_latest_first(small):
    (text,) = (parameters.pages(small)["prestations-rsa"],)
    assert "(parameter-prestations.rsa.montant)=" in text
    assert "Unit: EUR/mois" in text
    assert "Last checked on: 2026-11-21" in text
    ended = text.index("| 2018-04-01 | ended | Fin | low |")
    assert ended < text.index("| 2017-04-01 | 1\u202f536.78 | Décret\\_1 | high |")


def test_a_convention_shows_both_readings_and_the_reason(small):
    text = conventions.page(small)
    assert "| `une` | default |" in text
    assert "| `autre` |  |" in text
    assert "Why this default: Parce que." in text


def test_every_variable_and_parameter_is_on_a_page(small):
    text = "\n".join(pages(small).values())
    for name in small.variables:
        assert f"(variable-{name})=" in text
    for leaf in parameters.leaves(small):
        assert f"(parameter-{leaf.name})=" in text


def test_pages_that_are_no_more_are_dropped_and_unchanged_ones_kept(tmp_path):
    write(tmp_path, {"a/b.md": "one", "c.md": "two"})
    before = (tmp_path / "c.md").stat().st_mtime_ns
    write(tmp_path, {"c.md": "two"})
    assert [file.name for file in tmp_path.rglob("*.md")] == ["c.md"]
    assert (tmp_path / "c.md").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234567, "1\u202f234\u202f567"),
        (0.6185, "0.6185"),
        (10.0, "10"),
        (float("nan"), "not published"),
        (None, "ended"),
        (True, "yes"),
        (["06", "10"], "`06`, `10`"),
        (1e-07, "1e-07"),
    ],
)
def test_numbers(value, shown):
    assert markdown.number(value) == shown
