"""The list of territories, and the check of a territory file."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
import yaml

import zeronr_rules as zr
from zeronr_rules.parsed import parameter_folder
from zeronr_rules.territories import check, report_text, territories, territories_text
from zeronr_rules.variables.fsl.schema import CELLULES

FOLDER = parameter_folder() / "territoires" / "fsl"
FILES = sorted(FOLDER.glob("*.yaml"))
DAY = "2026-11-01"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_is_sound(file):
    report = check(file)
    assert report.territory.key == file.stem
    assert report_text(report).startswith(report.territory.name)


def test_every_territory_is_listed_with_what_is_known():
    found = {one.key: one for one in territories(DAY)}
    assert set(found) == {file.stem for file in FILES}
    assert found["departement_1"].status == "ébauche"
    assert found["departement_1"].date == "2022-06-01"
    assert found["departement_1"].months == 53
    assert found["departement_56"].status == "partiel"
    assert found["epci_200046977"].status == "connu"
    assert found["departement_75"].status == "historique"
    assert "critere.table" in found["departement_56"].unknown
    assert "montant.taux" not in found["departement_56"].unknown
    assert all(one.reglement for one in found.values())


def test_the_list_changes_with_the_day():
    then = {one.key: one for one in territories("2023-01-01")}
    assert then["epci_245400676"].status == "connu"
    assert then["departement_56"].status == "historique"


def test_the_text_has_a_line_a_territory():
    text = territories_text(territories(DAY))
    assert len(text.splitlines()) == 1 + len(FILES)
    assert "Morbihan" in text


@pytest.fixture
def changed(tmp_path):
    """Return the function that writes a changed copy of a territory file."""

    def write(change, name="departement_16"):
        data = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
        change(data)
        path = tmp_path / f"{name}.yaml"
        path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
        return path

    return write


def value_of(data, cell):
    group, name = cell.split(".")
    (entry,) = data[group][name]["values"].values()
    return entry


def without(data, cell):
    group, name = cell.split(".")
    del data[group][name]


def set_to(cell, value):
    return lambda data: value_of(data, cell).update(value=value)


def moved(data, old, new):
    data[new.split(".")[0]][new.split(".")[1]] = data[old.split(".")[0]].pop(old.split(".")[1])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda data: without(data, "critere.mesure"),
            ["critere.mesure", "inconnu si non publiée"],
        ),
        (lambda data: without(data, "critere.table"), ["critere.table", "la forme choisie"]),
        (lambda data: without(data, "frequence.periode"), ["frequence.periode"]),
        (lambda data: moved(data, "critere.table", "critere.tables"), ["« critere.table »"]),
        (set_to("critere.mesure", "quotient"), ["« quotient »", "quotient_uc"]),
        (set_to("critere.table", 1000), ["critere.table", "une liste"]),
        (set_to("critere.increment", -1), ["critere.increment", "un nombre positif"]),
        (set_to("critere.increment", "200"), ["critere.increment", "un nombre positif"]),
        (set_to("forme.subvention", 30), ["forme.subvention", "une fraction"]),
        (set_to("derogation.possible", 2), ["derogation.possible", "1 (oui)"]),
        (set_to("critere.plafond", "montant"), ["critere.valeur", "critere.table", "« montant »"]),
        (lambda d: value_of(d, "critere.table")["metadata"].pop("reference"), ["aucune référence"]),
        (lambda d: value_of(d, "critere.table")["metadata"].pop("confidence"), ["confidence"]),
        (lambda d: d["critere"]["table"]["metadata"].update(unit="EUR"), ["« EUR »", "EUR/mois"]),
        (lambda d: d.pop("documentation"), ["documentation", "une phrase"]),
        (
            lambda d: d["critere"]["table"].update(
                values={"2020-01-01": value_of(d, "critere.table")}
            ),
            ["une valeur avant le règlement"],
        ),
        (
            lambda d: d["dettes"].update(exclues=d["dettes"]["couvertes"]),
            ["couvertes ou exclues"],
        ),
        (
            lambda d: d.update(delegation={"departement": d["reglement"]["date"]}),
            ["un fichier de département n'en a pas"],
        ),
    ],
)
def test_what_is_wrong_is_said(change, said, changed):
    with pytest.raises(zr.TerritoryError) as refused:
        check(changed(change))
    for text in said:
        assert text in str(refused.value)
    assert refused.value.faults


def test_all_the_faults_come_together(changed):
    def change(data):
        without(data, "critere.mesure")
        without(data, "montant.calcul")

    with pytest.raises(zr.TerritoryError) as refused:
        check(changed(change))
    assert {fault.path[0] for fault in refused.value.faults} == {"critere.mesure", "montant.calcul"}


def test_an_epci_says_what_was_delegated(changed):
    with pytest.raises(zr.TerritoryError, match=r"delegation\.departement"):
        check(changed(lambda data: data.pop("delegation"), "epci_200093201"))


@pytest.mark.parametrize("name", ["morbihan", "departement_056", "epci_123", "departement_2A"])
def test_the_name_of_the_file_is_the_key(name, tmp_path):
    path = tmp_path / f"{name}.yaml"
    shutil.copy(FOLDER / "departement_56.yaml", path)
    with pytest.raises(zr.TerritoryError, match="numéro sans zéro"):
        check(path)


@pytest.mark.parametrize("content", ["", "- 1", "a: [", "\x00"])
def test_what_is_not_a_territory(content, tmp_path):
    path = tmp_path / "departement_48.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(zr.TerritoryError):
        check(path)
    with pytest.raises(zr.TerritoryError, match="illisible"):
        check(tmp_path / "departement_49.yaml")


def test_the_command(tmp_path):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "zeronr_rules.cli", "territories", *arguments],
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

    assert "Métropole de Lyon" in run().stdout
    sound = run("check", str(FOLDER / "departement_56.yaml"))
    assert sound.returncode == 0
    assert "critere.table" in sound.stdout
    missing = run("check", str(tmp_path / "departement_48.yaml"))
    assert missing.returncode == 2
    assert "illisible" in missing.stderr
    assert run("check").returncode == 2


def test_a_cell_of_the_schema_is_in_the_guide():
    guide = (parameter_folder().parent / "docs" / "how-to" / "add-a-territory.md").read_text(
        "utf-8"
    )
    missing = [name for name in CELLULES if f"`{name}`" not in guide]
    assert not missing
