"""The command ``zeronr`` as a user runs it: what it prints, and how it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import zeronr_rules as zr

GOOD = """
individus:
  claire: {date_naissance: 1990-03-15, salaire_net: {2025: 9600, 2026: 9600}}
  leo: {date_naissance: 2020-02-10}
famille: {parents: [claire], enfants: [leo], aide_logement: {2026: 0}}
foyer_fiscal: {declarants: [claire], personnes_a_charge: [leo]}
menage:
  personne_de_reference: claire
  enfants: [leo]
  depcom: {2026: 01053}
  statut_occupation_logement: {2026: locataire_vide}
"""


@pytest.fixture
def zeronr(tmp_path):
    def run(*arguments, given=None, env=None):
        return subprocess.run(
            [sys.executable, "-m", "zeronr_rules.cli", *arguments],
            cwd=tmp_path,
            input=given,
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})},
        )

    return run


@pytest.fixture
def good(tmp_path):
    (tmp_path / "famille.yaml").write_text(GOOD, encoding="utf-8")
    return "famille.yaml"


def refused(done, *said, code=2):
    error = done.stderr.decode("utf-8")
    assert done.returncode == code, error
    assert done.stdout == b""
    assert "Traceback" not in error
    assert error.startswith(("zeronr : ", "usage :"))
    for text in said:
        assert text in error
    return error


def text(done):
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout.decode("utf-8")


def test_calculate_prints_the_rights_the_french_way(zeronr, good):
    page = text(zeronr("calculate", good, "--period", "2026-05"))
    lines = [line.split()[0] for line in page.splitlines() if line.startswith("  ")]
    assert lines[:7] == ["rsa", "ppa", "aide_logement", "af", "cf", "asf", "paje_base"]
    ppa = zr.calculate(
        {
            "individus": {
                "c": {"date_naissance": "1990-03-15", "salaire_net": {"2025": 9600, "2026": 9600}},
                "l": {"date_naissance": "2020-02-10"},
            },
            "famille": {"parents": ["c"], "enfants": ["l"], "aide_logement": {"2026": 0}},
            "menage": {
                "personne_de_reference": "c",
                "enfants": "l",
                "depcom": {"2026": "01053"},
                "statut_occupation_logement": {"2026": "locataire_vide"},
            },
        },
        "2026-05",
        "ppa",
    )
    assert f"{ppa['ppa'][0]:.2f}".replace(".", ",") + "\N{NO-BREAK SPACE}€" in page
    assert "Avis" in page
    assert "2024" in page
    assert f"Règles {zr.__version__}" in page


def test_calculate_as_json(zeronr, good):
    done = zeronr("calculate", good, "--period", "2026-05", "--variable", "age", "--json")
    read = json.loads(text(done))
    assert read["results"]["age"]["values"] == {"claire": 36, "leo": 6}
    assert read["provenance"]["version"] == zr.__version__


def test_several_variables_and_kinds(zeronr, good):
    page = text(
        zeronr(
            *("calculate", good, "--period", "2026-05"),
            *("--variable", "age", "--variable", "en_couple", "--variable", "depcom"),
        )
    )
    assert "claire :  36" in page
    assert ["en_couple", "non"] in [line.split()[:2] for line in page.splitlines()]
    assert "01053" in page


@pytest.mark.parametrize(
    "given", [GOOD, json.dumps({"individus": {"claire": {"date_naissance": "1990-03-15"}}})]
)
def test_standard_input(zeronr, given):
    done = zeronr(
        *("calculate", "-", "--period", "2026-05", "--variable", "age"), given=given.encode()
    )
    assert "36" in text(done)


def test_strict(zeronr, tmp_path):
    (tmp_path / "s.yaml").write_text("individus: {a: {aacc_defn: {2026: 1}}}", encoding="utf-8")
    arguments = ("calculate", "s.yaml", "--period", "2026-05", "--variable", "age")
    assert "aacc_defn" in text(zeronr(*arguments))
    refused(zeronr(*arguments, "--strict"), "aacc_defn", "date_naissance")


def test_demo(zeronr):
    page = text(zeronr("demo"))
    assert "Bourg-en-Bresse" in page
    assert page.count("€") >= 6
    assert "Avis" not in page


def test_variables(zeronr):
    assert text(zeronr("variables", "date_naissance")).startswith("date_naissance  individu  date")
    assert len(text(zeronr("variables")).splitlines()) == len(zr.system().variables)
    assert "depcom" in text(zeronr("variables", "COMMUNE"))
    refused(zeronr("variables", "xyzzy"), "xyzzy")


def test_parameters(zeronr):
    def lag(*arguments):
        page = text(zeronr("parameters", "mois_de_reference.decalage", *arguments))
        (line,) = (line for line in page.splitlines() if ".decalage " in line)
        return line.split()

    # R262-7: M-3 to M-1 until February 2025, M-4 to M-2 since.
    assert lag("--date", "2025-02")[1:3] == ["1", "mois"]
    assert lag("--date", "2025-03")[1:3] == ["2", "mois"]
    assert "R262-7" in " ".join(lag())
    refused(zeronr("parameters", "xyzzy"), "xyzzy")
    refused(zeronr("parameters", "--date", "hier"), "« hier »")


def test_version_and_help(zeronr):
    assert text(zeronr("--version")) == f"zeronr-rules {zr.__version__}\n"
    page = text(zeronr("--help"))
    for command in ("calculate", "explain", "variables", "parameters", "demo"):
        assert command in page
        assert "usage :" in text(zeronr(command, "--help"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "il manque : commande"),
        (("calculer",), "choix inconnu"),
        (("calculate",), "il manque : situation, --period"),
        (("calculate", "famille.yaml"), "il manque : --period"),
        (("calculate", "famille.yaml", "--period"), "--period : attend une valeur"),
        (("calculate", "famille.yaml", "--period", "2026-05", "x"), "arguments inconnus : x"),
        (("calculate", "famille.yaml", "--period", "mai"), "« mai »"),
        (("calculate", "famille.yaml", "--period", "2026-13"), "« 2026-13 »"),
        (("calculate", "famille.yaml", "--period", "2026"), "par mois"),
        (("calculate", "absente.yaml", "--period", "2026-05"), "n'existe pas"),
        (("calculate", ".", "--period", "2026-05"), "sans extension"),
        (
            ("calculate", "famille.yaml", "--period", "2026-05", "--variable", "agee"),
            "Variable inconnue : « agee »",
        ),
    ],
)
def test_bad_requests(zeronr, good, arguments, said):
    refused(zeronr(*arguments), said)


BAD = {
    "vide.yaml": ("", "null"),
    "vide.json": ("{}", "situation vide"),
    "liste.json": ("[1]", "une liste"),
    "sans_individu.yaml": ("familles: {}", "aucune personne"),
    "variable.yaml": ("individus: {a: {salaire_nette: {2026-05: 1}}}", "« salaire_net »"),
    "entite.yaml": ("individus: {a: {loyer: {2026-05: 1}}}", "menages"),
    "periode.yaml": ("individus: {a: {salaire_net: {2026-13: 1}}}", "01 à 12"),
    "negatif.yaml": ("individus: {a: {salaire_net: {2026-05: -1}}}", "donner 0"),
    "nan.yaml": ("individus: {a: {salaire_net: {2026-05: .nan}}}", "fini"),
    "nan.json": ('{"individus": {"a": {"salaire_net": {"2026-05": NaN}}}}', "fini"),
    "texte.yaml": ("individus: {a: {salaire_net: {2026-05: mille}}}", "« mille »"),
    "booleen.yaml": ("individus: {a: {salaire_net: {2026-05: true}}}", "true"),
    "oui.yaml": ("individus: {a: {enceinte: {2026-05: oui}}}", "true ou false"),
    "enum.yaml": ("individus: {a: {activite: {2026-05: chomage}}}", "« chomeur »"),
    "date.yaml": ("individus: {a: {date_naissance: 1990-02-30}}", "calendrier"),
    "futur.yaml": ("individus: {a: {date_naissance: 2026-06-01}}", "2026-05"),
    "commune.yaml": ("individus: {a: {}}\nmenage: {personne_de_reference: a, depcom: {2026: 1053}}", "« 01053 »"),
    "trois_parents.yaml": ("individus: {a: {}, b: {}, c: {}}\nfamille: {parents: [a, b, c]}", "au plus 2"),
    "deux_references.yaml": ("individus: {a: {}, b: {}}\nmenage: {personne_de_reference: [a, b]}", "au plus 1"),
    "oubliee.yaml": ("individus: {a: {}, b: {}}\nfamille: {parents: [a]}", "manque « b »"),
    "deux_familles.yaml": ("individus: {a: {}}\nfamilles: {f: {parents: [a]}, g: {parents: [a]}}", "déjà dans « f »"),
    "inconnue.yaml": ("individus: {alice: {}}\nfamille: {parents: [alise]}", "« alice »"),
    "sans_demandeur.yaml": ("individus: {a: {}}\nfamille: {enfants: [a]}", "demandeur"),
    "cle_double.yaml": ("individus: {a: {}, a: {}}", "deux fois"),
    "bombe.yaml": ("a: &a [x]\nb: [*a, *a]", "ancre"),
    "profond.yaml": ("[" * 100, "niveaux"),
    "coupe.json": ('{"individus": ', "ligne 1"),
    "coupe.yaml": ("individus: {a: ", "ligne 2"),
    "tableau.csv": ("a,b", ".yaml"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_every_bad_file_is_an_error_of_ours(zeronr, tmp_path, name):
    content, said = BAD[name]
    (tmp_path / name).write_text(content, encoding="utf-8")
    refused(zeronr("calculate", name, "--period", "2026-05", "--variable", "age"), said)


def test_a_large_file_and_another_encoding(zeronr, tmp_path):
    (tmp_path / "grand.yaml").write_bytes(b"[" * 10_000_000)
    (tmp_path / "latin.yaml").write_bytes("individus: {é: {}}".encode("latin-1"))
    refused(zeronr("calculate", "grand.yaml", "--period", "2026-05"), "10 000 000 octets")
    refused(zeronr("calculate", "latin.yaml", "--period", "2026-05"), "UTF-8")
    refused(
        zeronr("calculate", "-", "--period", "2026-05", given=b"[" * 10_000_000), "entrée standard"
    )


def test_a_terminal_without_accents(zeronr, good):
    done = zeronr(
        *("calculate", good, "--period", "2026-05", "--variable", "age"),
        env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert done.returncode == 0
    assert b"36" in done.stdout


def test_a_reader_that_stops_early(tmp_path):
    command = [sys.executable, "-m", "zeronr_rules.cli", "variables"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        error = process.stderr.read()
    assert error == b""
    assert process.returncode == 0


def shell(tmp_path, command):
    return subprocess.run(
        ["/bin/sh", "-c", command.replace("zeronr", f"{sys.executable} -m zeronr_rules.cli")],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["zeronr variables", "zeronr --help", "zeronr --version"])
def test_a_full_disk(tmp_path, command):
    done = shell(tmp_path, f"{command} > /dev/full")
    error = done.stderr.decode("utf-8")
    assert done.returncode == 1
    assert error.startswith("zeronr : lecture ou écriture impossible")
    assert error.count("\n") == 1
    done = shell(tmp_path, f"{command} > /dev/full 2> /dev/full")
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize(
    ("command", "said", "code"),
    [
        ("zeronr variables >&-", "sortie standard est fermée", 1),
        ("zeronr calculate - --period 2026-05 <&-", "entrée standard est fermée", 1),
        ("zeronr variables xyzzy 2>&-", "", 2),
        ("zeronr calculer 2>&-", "", 2),
        ("zeronr variables >&- 2>&-", "", 1),
    ],
)
def test_a_closed_stream(tmp_path, command, said, code):
    done = shell(tmp_path, command)
    error = done.stderr.decode("utf-8")
    assert done.returncode == code
    assert said in error
    assert "Traceback" not in error
    assert done.stdout == b""


def test_control_characters_are_never_printed(zeronr, tmp_path):
    (tmp_path / "s.json").write_text('{"individus": {"a\\u001b[31m": {}}}', encoding="utf-8")
    for arguments in (
        ("calculate", "s.json", "--period", "2026-05"),
        ("calculate", "\x1b[31m.yaml", "--period", "2026-05"),
        ("variables", "\x1b[31m"),
        ("\x1b[31m",),
    ):
        assert "\x1b" not in refused(zeronr(*arguments), "x1b[31m")


def test_strict_assumes_nothing(zeronr, good):
    refused(zeronr("calculate", good, "--period", "2026-05", "--strict"), "salaire_imposable")


def test_a_rule_that_fails_is_said_without_traceback(monkeypatch, capsys):
    from zeronr_rules import cli

    def fail(*_, **__):
        raise zr.EngineError("une règle a échoué")

    monkeypatch.setattr(zr, "calculate", fail)
    assert cli.main(["demo"]) == 1
    assert capsys.readouterr().err == "zeronr : une règle a échoué\n"


def test_compare_prints_what_a_reform_changes(zeronr):
    options = ("--period", "2026-05", "--households", "60", "--reform", "rsa_plus_10_pour_cent")
    done = zeronr("compare", *options)
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert text.startswith("Comparaison sur 2026-05 : RSA relevé de 10")
    assert "60 ménages observés" in text
    assert text.rstrip().endswith("des ordres de grandeur, pas des statistiques.")
    tables = json.loads(
        zeronr("compare", *options, "--variable", "rsa", "--seed", "1", "--json").stdout
    )
    assert tables["couts"]["variable"] == ["rsa"]
    assert tables["couts"]["par_mois_difference"][0] > 0


def test_compare_takes_a_baseline(zeronr):
    same = "rsa_plus_10_pour_cent"
    options = ("--period", "2026-05", "--households", "60", "--json")
    done = zeronr("compare", *options, "--reform", same, "--baseline", same)
    assert set(json.loads(done.stdout)["couts"]["par_mois_difference"]) == {0.0}


@pytest.mark.parametrize("count", ["0", "-3", "mille"])
def test_compare_wants_households(zeronr, count):
    done = zeronr("compare", "--period", "2026-05", f"--households={count}")
    assert done.returncode == 2
    assert "attendu un nombre, 1 ou plus" in done.stderr.decode()
