"""What every variable must say about itself."""

from __future__ import annotations

import re

import numpy as np
import pytest
from openfisca_core.periods import DateUnit

from zeronr_rules.system import system

VARIABLES = system().variables
NAMES = sorted(VARIABLES)
MONEY = "EUR"

# Arithmetic on dates or a reading of what was given: no article says it.
WITHOUT_ARTICLE = {
    "age": "completed years on a day",
    "age_en_mois": "completed months on a day",
    "est_enfant_dans_famille": "a role in the situation",
    "nb_parents": "a count of roles",
    "en_couple": "a count of roles",
    "code_departement": "the first letters of the commune's code, as each residence_*",
}


@pytest.mark.parametrize("name", NAMES)
def test_it_has_a_label_and_a_lawful_name(name):
    variable = VARIABLES[name]
    assert variable.label, "no label (French)"
    assert variable.label[0] == variable.label[0].upper() or not variable.label[0].isalpha()
    assert not variable.label.endswith("."), "a label is a title"
    # OpenFisca-France, whose names we keep, has the CA (chiffre d'affaires) in capitals.
    assert re.fullmatch(r"[a-z][a-z0-9_]*", name.replace("_CA_", "_ca_").replace("_R0", "_r0"))


@pytest.mark.parametrize("name", [n for n in NAMES if VARIABLES[n].formulas])
def test_a_computed_one_has_a_reference(name):
    if name in WITHOUT_ARTICLE or name.startswith("residence_") or name.endswith("_indetermine"):
        # A place is geography; an `indetermine` says that nobody published a figure.
        return
    assert VARIABLES[name].reference, "no reference (article of law)"


def test_what_needs_no_article_still_exists():
    assert set(WITHOUT_ARTICLE) <= set(VARIABLES)


@pytest.mark.parametrize("name", [n for n in NAMES if VARIABLES[n].value_type is float])
def test_an_amount_has_a_unit_and_cents(name):
    variable = VARIABLES[name]
    assert variable.dtype == np.float64
    monthly = variable.definition_period == DateUnit.MONTH
    if variable.unit == MONEY and monthly and not variable.formulas:
        assert variable.set_input is not None, "an amount says how a year spreads over months"
