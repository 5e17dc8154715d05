"""A reform in a file, and on the command line."""

from __future__ import annotations

import json

import pytest

import zeronr_rules as zr
from zeronr_rules.cli import main

GOOD = """
name: rsa_700
label: RSA à 700 euros
reference: [Proposition de loi, Rapport]
documentation: >
  Sur deux
  lignes.
parameters:
  prestations.rsa.montant_forfaitaire:
    2026-01: 700
  conventions.bonification_2026:
    "2026-04:": mois_de_reference
neutralise: [af]
"""
SITUATION = "individus: {p1: {date_naissance: 1990-03-15}}"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reforme.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "seul.yaml").write_text(SITUATION, "utf-8")
    return tmp_path


def test_a_file(folder):
    reform = zr.reforms.load("reforme.yaml")
    assert (reform.name, reform.label) == ("rsa_700", "RSA à 700 euros")
    assert reform.reference == ("Proposition de loi", "Rapport")
    assert reform.documentation == "Sur deux lignes."
    same = zr.reforms.parametric(
        {
            "prestations.rsa.montant_forfaitaire": {"2026-01": 700},
            "conventions.bonification_2026": {"2026-04:": "mois_de_reference"},
        }
    ) + zr.reforms.structural(neutralise="af")
    assert reform == same
    (folder / "r.json").write_text(json.dumps({"neutralise": "af"}), "utf-8")
    assert zr.reforms.load(folder / "r.json").name == "r"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parametres: {}", "Vouliez-vous dire « parameters » ?"),
        ("- a", "un objet : name, label"),
        ("", "un objet : name, label"),
        ("parameters: [1]", "chemin d'un paramètre"),
        ("a: [", "un fichier YAML simple"),
        ("parameters: {rsa: {2026-01: 1}}\nneutralise: [rsaa]\nlabel: 3", "3 erreurs"),
        ("parameters: {}\nparameters: {}", "deux fois"),
    ],
)
def test_a_wrong_file(folder, text, said):
    (folder / "faux.yaml").write_text(text, "utf-8")
    with pytest.raises(zr.ReformError) as caught:
        zr.reforms.load("faux.yaml")
    assert said in str(caught.value)


def test_no_file(folder):
    with pytest.raises(zr.ReformError, match="n'existe pas"):
        zr.reforms.load("absent.yaml")


def run(capsys, *arguments):
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out.replace("\N{NO-BREAK SPACE}", " "), captured.err


def test_the_commands(folder, capsys):
    asked = ("seul.yaml", "--period", "2026-08", "--variable", "rsa")
    code, out, _ = run(capsys, "calculate", *asked, "--reform", "rsa_plus_10_pour_cent")
    assert code == 0
    assert "716,86 €" in out
    assert "réforme rsa_plus_10_pour_cent" in out
    # April to June: 700 until the value of April 2026, then 651.69.
    code, out, _ = run(capsys, "calculate", *asked, "--reform", "reforme.yaml", "--json")
    read = json.loads(out)
    assert read["provenance"]["reform_content"]["name"] == "rsa_700"
    assert read["results"]["rsa"]["values"] != {"p1": 700}
    both = ("--reform", "reforme.yaml", "--reform", "rsa_des_18_ans")
    code, out, _ = run(capsys, "calculate", *asked, *both)
    assert "réforme rsa_700 + rsa_des_18_ans" in out
    code, out, _ = run(capsys, "explain", *asked, "--reform", "rsa_plus_10_pour_cent")
    assert "716,86 €" in out
    assert "Réforme « RSA relevé de 10 % »" in " ".join(out.split())


def test_the_list_and_one_reform(folder, capsys):
    code, out, _ = run(capsys, "reforms")
    assert code == 0
    assert len(out.splitlines()) == len(zr.reforms.named())
    code, out, _ = run(capsys, "reforms", "reforme.yaml", "rsa_des_18_ans")
    assert "25 ans → 18 ans" in out
    assert "neutralise la variable af" in out


def test_what_the_command_refuses(folder, capsys):
    code, out, err = run(capsys, "calculate", "seul.yaml", "--period", "2026-08", "--reform", "rsa")
    assert (code, out) == (2, "")
    assert "le nom d'une réforme" in err
    code, _, err = run(capsys, "reforms", "absent.yaml")
    assert code == 2
    assert "n'existe pas" in err
