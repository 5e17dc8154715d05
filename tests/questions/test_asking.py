"""The questionnaire, from Python and as a command with its input piped."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import yaml
from question_situations import PERIOD, alone, lone_parent

import zeronr_rules as zr
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.questions.replies import Unreadable, read_reply

SPECS = catalogue_of(zr.system()).variables


def asked(exploration, *replies):
    lines = iter(replies)
    said = []
    return zr.questions.ask(exploration, lambda: next(lines, None), said.append), said


def renting():
    situation = lone_parent()
    key = ("claire", "salaire_net")
    unknown = [key, "loyer", ("claire", "activite")]
    grids = {"salaire_net": [0, 900, 3000], "loyer": [200, 600]}
    also = {"salaire_net": "salaire_imposable"}
    return zr.questions.explore(situation, unknown, PERIOD, grids=grids, also=also)


def test_it_stops_when_nothing_more_can_change():
    """At 6 000 euros no right is open, whatever the rent and the activity."""
    done, said = asked(renting(), "6 000,00 €")
    assert done.count == 1
    assert not done.stopped
    assert said[0].startswith("Pour claire : quel est le salaire net")
    assert done.exploration.is_settled
    assert [one.name for one in done.exploration.unknowns] == ["activite", "loyer"]
    assert done.exploration.width < 0.01


def test_je_ne_sais_pas_keeps_it_unknown_and_is_not_asked_again():
    done, said = asked(renting(), "je ne sais pas", "?", "Ne sais pas.")
    assert done.count == 3
    assert set(done.skipped) == {unknown.key for unknown in renting().unknowns}
    assert done.exploration.width == renting().width
    assert len({text.split("\n")[0] for text in said}) == 3


@pytest.mark.parametrize("last", ["stop", "FIN", None])
def test_it_stops_when_asked_or_when_the_input_ends(last):
    done, _ = asked(renting(), *([] if last is None else [last]))
    assert done.stopped
    assert done.count == 1
    assert done.exploration.width == renting().width


def test_invalid_answers_are_asked_again_with_what_is_expected():
    done, said = asked(renting(), "", "mille", "1.200", "-5", "900", "stop")
    expectations = [text for text in said if text.startswith("Attendu")]
    assert len(expectations) == 4
    assert "« je ne sais pas »" in expectations[0]
    assert "850,50" in expectations[1]
    assert "séparateur de milliers" in expectations[2]
    assert "positif ou nul" in expectations[3]
    assert done.exploration.answers[("claire", "salaire_net")] == 900


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("loyer", "1 234,50 €", 1234.5),
        ("loyer", "600 euros", 600),
        ("etudiant", "OUI", True),
        ("etudiant", "n", False),
        ("date_naissance", "1/12/2001", "2001-12-01"),
        ("date_naissance", "2001-12-01", "2001-12-01"),
        ("activite", "2", "chomeur"),
        ("activite", "AU CHOMAGE", "chomeur"),
        ("activite", "etudiant", "etudiant"),
        ("depcom", " 2a004 ", "2A004"),
        ("nombre_occupants_chambre", "2", 2),
    ],
)
def test_replies_as_people_write_them(name, text, value):
    labels = ["en emploi", "au chômage"] if name == "activite" else []
    found = read_reply(text, SPECS[name], ["actif", "chomeur"][: len(labels)], labels)
    assert (found.isoformat() if hasattr(found, "isoformat") else found) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("loyer", "1.234"),
        ("loyer", "nan"),
        ("loyer", "1e9"),
        ("loyer", "١٢"),
        ("etudiant", "peut-être"),
        ("date_naissance", "31/02/2001"),
        ("date_naissance", "12/2001"),
        ("activite", "3"),
        ("nombre_occupants_chambre", "2,5"),
    ],
)
def test_replies_that_cannot_be_read(name, text):
    with pytest.raises(Unreadable):
        read_reply(text, SPECS[name], ["actif", "chomeur"], ["en emploi", "au chômage"])


# --- The command -------------------------------------------------------------


@pytest.fixture
def zeronr(tmp_path):
    (tmp_path / "seul.yaml").write_text(yaml.safe_dump(alone()), encoding="utf-8")

    def run(*arguments, given=""):
        return subprocess.run(
            [sys.executable, "-m", "zeronr_rules.cli", "ask", *arguments, "--period", PERIOD],
            cwd=tmp_path,
            input=given,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )

    return run


def test_the_command_asks_and_prints_the_rights(zeronr):
    """646,52 - 400 = 246,52 (R262-7 CASF: January to March 2026)."""
    done = zeronr(
        *("seul.yaml", "--variable", "rsa", "--unknown", "salaire_net"),
        given="quatre cents\n400\n",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Attendu : un nombre" in done.stdout
    last = done.stdout.partition("Droits pour 2026-05")[2]
    assert "246,52" in last
    assert "1 question posée." in last
    assert "comptés égaux aux revenus nets" in last


def test_the_command_without_a_file_asks_who_lives_there(zeronr):
    """At 25 years and 6 months, a student: no RSA (L262-4 3° CASF) without a child."""
    given = "date\n01/11/2000\nnon\n0\n?\nétudiant\n?\n?\n?\n?\n?\n"
    done = zeronr("--variable", "rsa", given=given)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Vivez-vous en couple ?" in done.stdout
    assert "Attendu : une date JJ/MM/AAAA" in done.stdout


def test_the_end_of_the_input_prints_what_is_known(zeronr):
    done = zeronr(
        "seul.yaml", "--variable", "rsa", "--unknown", "m1:loyer", "--unknown", "salaire_net"
    )
    assert (done.returncode, done.stderr) == (0, "")
    last = done.stdout.partition("Droits pour 2026-05")[2]
    assert "de 0,00 à 646,52" in last
    assert "Sans réponse :" in last
    assert "Les bornes valent pour les réponses de la grille" in last


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        ((), "15/03/1990\n", "une réponse à « Vivez-vous en couple ? »"),
        (("absent.yaml",), "", "un fichier qui n'existe pas"),
        (("seul.yaml", "--unknown", "loyers"), "", "« loyer »"),
        (("seul.yaml", "--unknown", "p2:salaire_net"), "", "un identifiant de individus : p1"),
        (("seul.yaml", "--variable", "rsaa"), "", "Variable inconnue"),
    ],
)
def test_a_wrong_request_is_an_error(zeronr, arguments, given, said):
    done = zeronr(*arguments, given=given)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
