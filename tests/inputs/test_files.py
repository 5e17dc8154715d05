"""Situations in files: JSON, YAML, and everything that can be wrong with a file."""

from __future__ import annotations

import json
import time

import pytest

import zeronr_rules as zr
from zeronr_rules.inputs import MAX_BYTES, MAX_DEPTH

YAML = """
individus:
  a:
    date_naissance: 1990-03-15
    nationalite: {2026-05: NO}
    salaire_net: {2026: 12000}
menage:
  personne_de_reference: a
  depcom: {2026: 01053}
"""
JSON = {
    "individus": {"a": {"date_naissance": {"ETERNITY": "1990-03-15"}}},
    "menages": {"m": {"personne_de_reference": ["a"]}},
}


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(path):
    with pytest.raises(zr.SituationError) as caught:
        zr.calculate(path, "2026-05", "age")
    (fault,) = caught.value.faults
    return str(fault)


def test_yaml_keeps_text_as_text(tmp_path):
    path = write(tmp_path, "s.yaml", YAML)
    result = zr.calculate(path, "2026-05", ["age", "nationalite", "depcom", "code_departement"])
    assert result.by_id("age") == {"a": 36}
    assert result.by_id("nationalite") == {"a": "NO"}
    assert result.by_id("depcom") == {"menage": "01053"}
    assert result.by_id("code_departement") == {"menage": 1}


@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_json(tmp_path, bom):
    path = write(tmp_path, "s.json", bom + json.dumps(JSON))
    assert zr.calculate(str(path), "2026-05", "age").by_id("age") == {"a": 36}


def test_yaml_with_numbers_for_identifiers(tmp_path):
    path = write(
        tmp_path,
        "s.yml",
        "individus: {1: {age: {2026-05: 30}}, 02: {age: {2026-05: 30}}}\nfamille: {parents: [1, 02]}",
    )
    assert zr.calculate(path, "2026-05", "nb_parents").by_id("nb_parents") == {"famille": 2}


BAD = [
    ("s.json", '{"individus": {', "ligne 1, colonne 16"),
    ("s.json", '{"individus": {"a": {}, "a": {}}}', "la clé « a » deux fois"),
    ("s.json", "[" * 100_000, "démesurés"),
    ("s.json", '{"individus": {"a": {"salaire_net": {"2026-05": ' + "9" * 5000 + "}}}}", "démesur"),
    ("s.json", "", "JSON bien formé"),
    ("s.yaml", "individus:\n  a: {\n", "ligne 3"),
    ("s.yaml", "individus:\n  a: {}\n  a: {}\n", "la clé « a » deux fois"),
    ("s.yaml", "a: &x {}\nb: *x\n", "ancre"),
    ("s.yaml", "a: !!python/object/apply:os.system [ls]", "étiquette"),
    ("s.yaml", "--- {}\n--- {}\n", "plusieurs documents"),
    ("s.yaml", "? [a, b]\n: c\n", "une clé qui n'est pas un texte"),
    ("s.yaml", "[" * 50_000, f"plus de {MAX_DEPTH} niveaux"),
    ("s.yaml", "individus:\n\ta: {}\n", "ligne 2"),
    ("s.yaml", "a: \x01", "YAML simple"),
    ("s.yaml", "individus: {é: {}}".encode("latin-1"), "UTF-8"),
    ("s.json", json.dumps(JSON).encode("utf-16"), "UTF-8"),
    ("s.csv", "individu,age\n", "un fichier .json, .yaml ou .yml"),
    ("s", "{}", "sans extension"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD, ids=range(len(BAD)))
def test_bad_file(tmp_path, name, content, said):
    assert said in refused(write(tmp_path, name, content))


def test_a_yaml_bomb_costs_nothing(tmp_path):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    began = time.perf_counter()
    assert "ancre" in refused(write(tmp_path, "bomb.yaml", "\n".join(lines)))
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("name", ["big.yaml", "big.json"])
def test_ten_megabytes_are_refused_before_parsing(tmp_path, name):
    said = refused(write(tmp_path, name, b"[" * 10_000_000))
    assert "10 000 000 octets" in said
    assert f"{MAX_BYTES:,}".replace(",", " ") in said
    assert "Découper" in said


def test_missing_file_folder_and_strange_paths(tmp_path):
    assert "n'existe pas" in refused(tmp_path / "absent.yaml")
    (tmp_path / "folder.yaml").mkdir()
    assert "illisible" in refused(tmp_path / "folder.yaml")
    assert "chemin invalide" in refused("\0.yaml")
    assert "illisible" in refused("x" * 5000 + ".yaml")


def test_an_empty_yaml_file_is_an_empty_situation(tmp_path):
    assert "null" in refused(write(tmp_path, "s.yaml", "# rien\n"))
