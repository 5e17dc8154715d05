"""``zeronr curve``: text, files, refusals."""

from __future__ import annotations

import csv

import pytest

from zeronr_rules.cli import main

SITUATION = "individus: {p1: {date_naissance: 1990-03-15}}\n"


@pytest.fixture
def curve(tmp_path, capsys):
    (tmp_path / "p.yaml").write_text(SITUATION, encoding="utf-8")

    def run(*arguments):
        code = main(["curve", str(tmp_path / "p.yaml"), "--period", "2026-05", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_a_page(curve):
    code, out, _ = curve("--up-to", "1200", "--steps", "120")
    assert code == 0
    assert "Revenu disponible du ménage dans le mois selon salaire_net de p1, 2026-05" in out
    assert "Saut (Droit en vigueur) : -5" in out
    assert "avant impôt" in out.lower()
    assert "af_nettes_crds" not in out, "what is nothing at all points is not shown"
    # 121 points, one in five: 25, of which the last has no rate.
    assert len([line for line in out.splitlines() if line.rstrip().endswith("%")]) == 24


def test_a_table(curve, tmp_path):
    path = tmp_path / "t.csv"
    reform = "rsa_plus_10_pour_cent"
    code, out, _ = curve(
        "--up-to", "900", "--steps", "9", "--output", str(path), "--reform", reform
    )
    assert code == 0
    assert str(path) in out
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["salaire_net"]) for row in rows] == [100.0 * rank for rank in range(10)]
    assert float(rows[0]["rsa"]) == 646.52
    assert float(rows[0]["rsa_reforme"]) == pytest.approx(711.17)


@pytest.mark.parametrize(
    ("suffix", "start"), [(".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF")]
)
def test_a_figure(curve, tmp_path, suffix, start):
    path = tmp_path / f"f{suffix}"
    code, _, _ = curve("--up-to", "900", "--steps", "9", "--size", "colonne", "--output", str(path))
    assert code == 0
    assert path.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output", "f.xls"], "un fichier .svg"),
        (["--axis", "salaire_nette"], "« salaire_net »"),
        (["--person", "p2"], "une personne de la situation : p1"),
        (["--up-to", "beaucoup"], "attendu un nombre"),
        (["--size", "affiche", "--output", "f.svg"], "« diapositive »"),
    ],
)
def test_refusals(curve, arguments, said):
    code, out, err = curve(*arguments)
    assert (code, out) == (2, "")
    assert said in err
