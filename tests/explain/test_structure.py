"""The dictionary, the HTML, who is explained, any variable, the command."""

from __future__ import annotations

import json
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from explain_situations import MOTHER, THREE, alone

import zeronr_rules as zr
from zeronr_rules.explain import UnknownIdError
from zeronr_rules.explain.explaining import BENEFITS
from zeronr_rules.explain.texts import _leaf
from zeronr_rules.inputs.catalogue import catalogue_of


def test_the_dictionary_is_json_and_whole():
    told = json.loads(json.dumps(zr.explain(MOTHER, "rsa", "2026-05").to_dict(), allow_nan=False))
    assert told["value"] == 14.62
    assert told["examination"]["reference_months"] == ["2026-01", "2026-02", "2026-03"]
    (row,) = [row for row in told["steps"] if row["label"] == "Montant forfaitaire"]
    assert row["reference"].startswith("L262-2")
    assert row["cells"][1] == {
        "variable": "rsa_montant_forfaitaire_2",
        "period": "2026-05",
        "reference_month": "2026-02",
        "value": 969.78,
    }
    main = [one["path"] for one in told["parameters"] if one["main"]]
    assert main[0] == "prestations.rsa.montant_forfaitaire"
    assert len(told["parameters"]) > len(main)
    assert {"reading", "reason", "other_readings"} <= set(told["conventions"][0])
    assert {"notices", "provenance", "household", "conditions", "outcome"} <= set(told)


def test_every_outcome_is_in_the_dictionary():
    lines = zr.explain(THREE, "rsa", "2026-06", entity_id="f1").outcome
    assert [line.variable for line in lines] == [
        None,
        None,
        "rsa_montant_examine",
        "rsa_avant_sanction",
        "rsa",
    ]
    assert [line.value for line in lines] == [482.63, 6, 482.63, 482.63, 482.63]


CASES = [
    (MOTHER, "rsa", "2026-05", None),
    (MOTHER, "ppa", "2026-05", None),
    (THREE, "rsa", "2026-06", "f1"),
    (THREE, "ppa", "2026-06", "f1"),
    (
        # Interrupted salary and unemployment benefit: neutralised; savings, an invalidity pension.
        alone(
            salaire_net={"2026": 6000},
            chomage_net={"2026": 2400},
            pensions_invalidite={"2026": 1200},
            aah={"2026": 1800},
            epargne_revenus_non_imposables={"2026": 20000},
            interruption_revenus_professionnels={"2026": True},
            interruption_allocations_chomage={"2026": True},
            revenu_substitution={"2026": False},
        ),
        "rsa",
        "2026-06",
        None,
    ),
    *(
        (
            # A farmer who chose his receipts, with a yearly profit beside, and family help.
            alone(
                recettes_agricoles={"2026": 2400},
                option_recettes_agricoles_trimestrielles={"2026": True},
                rpns_autres_revenus={"2024": 1200},
                aides_familiales_regulieres={"2026": 600},
                interruption_revenus_professionnels={"2026": stopped},
                revenu_substitution={"2026": False},
            ),
            variable,
            "2026-06",
            None,
        )
        for variable in ("rsa", "ppa")
        for stopped in (False, True)
    ),
    (
        alone(salaire_net={"2026": 6000}, chomage_net={"2026": 2400}, aah={"2026": 1800}),
        "ppa",
        "2026-06",
        None,
    ),
]


@pytest.mark.parametrize(("situation", "variable", "period", "entity_id"), CASES)
def test_what_a_line_is_made_of_adds_up(situation, variable, period, entity_id):
    why = zr.explain(situation, variable, period, entity_id=entity_id)
    lines: dict[str, list[float]] = {}
    parts: dict[str | None, list[list[float]]] = {}
    head = None
    for row in why.steps:
        values = [float(cell.value) for cell in row.cells]
        if not row.is_money or row.label.startswith("pour mémoire"):
            continue
        if row.level:
            parts.setdefault(head, []).append(values)
            continue
        # The makeup of the montant forfaitaire stands above its line, the others below theirs.
        if row.label == "Montant forfaitaire":
            parts[row.label] = parts.pop(None)
        head = row.label
        lines[head] = values
    assert "Montant forfaitaire" in parts
    for label, made_of in parts.items():
        total = [sum(values) for values in zip(*made_of, strict=True)]
        if label.endswith("moyenne des 3 mois"):
            total = [sum(total) / 3] * 3
        assert lines[label] == pytest.approx(total, abs=0.005), label


def test_html_is_escaped_and_well_formed():
    evil = "<b onload=x>&"
    situation = {
        "individus": {evil: {"date_naissance": {"ETERNITY": "1990-01-01"}}},
        "familles": {"f<1>": {"parents": [evil]}},
    }
    html = zr.explain(situation, "rsa", "2026-05").to_html()
    assert evil not in html
    assert "&lt;b onload=x&gt;&amp;" in html
    opened: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            opened.append(tag)

        def handle_endtag(self, tag):
            assert opened.pop() == tag

    Reader().feed(html)
    assert opened == []
    assert html.startswith('<section class="zeronr-explanation" lang="fr">')


def test_whom_to_explain():
    with pytest.raises(UnknownIdError, match=r"3 familles.*f1, f2, f3"):
        zr.explain(THREE, "rsa", "2026-06")
    with pytest.raises(UnknownIdError, match=r"« f9 » ; attendu.*f1, f2, f3"):
        zr.explain(THREE, "rsa", "2026-06", entity_id="f9")
    for name, amount in zr.calculate(THREE, "2026-06", "rsa").by_id("rsa").items():
        assert zr.explain(THREE, "rsa", "2026-06", entity_id=name).value == amount


def test_any_variable_says_what_it_read():
    why = zr.explain(MOTHER, "rsa_base_ressources_2", "2026-05")
    assert why.value == 955.16
    assert [(line.variable, line.value) for line in why.dependencies] == [
        ("rsa_forfait_logement_2", 155.16),
        ("rsa_prestations_comptees_2", 0),
        ("rsa_autres_ressources_comptees_2", 800),
    ]
    text = str(why)
    assert "Ce que la règle a lu" in text
    assert "R262-6 et R262-7 CASF" in text


def test_a_variable_of_persons_and_one_of_a_year():
    why = zr.explain(MOTHER, "age_en_mois_fin_de_mois", "2026-05", entity_id="leo")
    (birth,) = why.dependencies
    assert (birth.variable, str(birth.value), birth.period) == (
        "date_naissance",
        "2020-02-10",
        None,
    )
    assert "10 février 2020" in str(why)
    assert why.to_dict()["dependencies"][0]["value"] == "2020-02-10"


def test_an_input_has_nothing_to_tell():
    why = zr.explain(MOTHER, "salaire_net", "2026-05", entity_id="leo")
    assert why.value == 0
    assert "aucune règle ne la calcule" in why.reason
    assert zr.explain(MOTHER, "salaire_net", "2026-05", entity_id="claire").reason.startswith(
        "La valeur est donnée"
    )


def test_an_unknown_variable():
    with pytest.raises(zr.UnknownVariableError):
        zr.explain(MOTHER, "rsaa", "2026-05")


@pytest.mark.parametrize("benefit", BENEFITS.values(), ids=list(BENEFITS))
def test_what_is_declared_exists(benefit):
    system = zr.system()
    names = [
        benefit.variable, benefit.due, benefit.examined, benefit.claim, benefit.event,
        benefit.eligibility, benefit.claimant, benefit.adult, benefit.child, benefit.monthly,
        *filter(None, [benefit.mean]),
        *(one.variable for one in benefit.conditions),
        *(one.variable for one in benefit.exclusions if one.variable),
        *(one.variable for one in (*benefit.reasons, *benefit.due_reasons)),
        *(name for name, _ in (*benefit.flags, *benefit.parameters)),
        *(one.when for one in benefit.readings if one.when),
        *(
            name
            for step in benefit.steps
            for name in (step.variable, step.when, step.unless, *step.masks, *step.minus)
            if name
        ),
    ]  # fmt: skip
    assert [n for n in names if n.format(k=1) not in system.variables] == []
    paths = [
        benefit.threshold,
        *(path for _, path in benefit.parameters),
        *(path for step in benefit.steps for path in step.parameters),
        *(f"conventions.{one.name}" for one in benefit.readings),
    ]
    assert [path for path in paths if _leaf(system, path) is None] == []


# Variables whose parts the table shows: each part is a line, or is itself taken apart.
TAKEN_APART = {
    "rsa": (
        "rsa_base_ressources_1",
        "rsa_prestations_comptees_1",
        "rsa_autres_ressources_comptees_1",
        "rsa_ressources_moyennes_individuelles",
        "rsa_ressources_individuelles_1",
    ),
    "ppa": (
        "ppa_montant_mensuel_1",
        "ppa_base_ressources_1",
        "ppa_prestations_comptees_1",
        "ppa_ressources_hors_activite_1",
        "ppa_revenu_activite_1",
        "ppa_revenu_activite_individu_1",
        "ppa_revenus_propres_1",
    ),
}


@pytest.mark.parametrize("variable", TAKEN_APART)
def test_no_part_of_the_resources_is_left_out(variable):
    """A variable that a formula adds to the resources has its line, or this fails."""
    apart = TAKEN_APART[variable]
    told = {step.variable.format(k=1) for step in BENEFITS[variable].steps} | {*apart}
    # The other months of a mean are those of the other columns.
    told |= {f"rsa_ressources_individuelles_{k}" for k in (2, 3)}
    specs = catalogue_of(zr.system()).variables
    for name in apart:
        lines = zr.explain(alone(), name, "2026-05", entity_id=None).dependencies
        parts = {line.variable for line in lines if specs[line.variable].is_money}
        assert parts - told == set(), name


def command(*arguments, situation=MOTHER):
    return subprocess.run(
        [sys.executable, "-m", "zeronr_rules.cli", "explain", "-", *arguments],
        input=json.dumps(situation).encode(),
        capture_output=True,
        check=False,
    )


def test_the_command():
    done = command("--period", "2026-05", "--variable", "rsa", "--variable", "ppa")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert "rsa = 14,62" in text
    assert "ppa = 499,48" in text


def test_the_command_asks_whom():
    done = command("--period", "2026-06", situation=THREE)
    assert done.returncode == 2
    assert "f1, f2, f3" in done.stderr.decode()
    done = command("--period", "2026-06", "--id", "f1", situation=THREE)
    assert done.returncode == 0
    assert "rsa = 482,63" in done.stdout.decode()
