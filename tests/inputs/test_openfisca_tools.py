"""The tools of OpenFisca run on the package: ``openfisca test`` and ``openfisca serve``."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

OPENFISCA = Path(sys.executable).with_name("openfisca")
SITUATION = {
    "individus": {"a": {"date_naissance": {"ETERNITY": "1990-03-15"}, "age": {"2026-05": None}}},
    "familles": {"f": {"parents": ["a"], "en_couple": {"2026-05": None}}},
    "foyers_fiscaux": {"d": {"declarants": ["a"]}},
    "menages": {"m": {"personne_de_reference": ["a"]}},
}
TEST = """
- name: Une personne née le 15 mars 1990 a {age} ans le 1er mai 2026
  period: 2026-05
  input:
    date_naissance: 1990-03-15
  output:
    age: {age}
"""


@pytest.mark.parametrize(("age", "passes"), [(36, True), (37, False)])
def test_openfisca_test(tmp_path, age, passes):
    (tmp_path / "age.yaml").write_text(TEST.format(age=age), encoding="utf-8")
    done = subprocess.run(
        [OPENFISCA, "test", "--country-package", "zeronr_rules", "age.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is passes, done.stdout + done.stderr


def refuse_literal(name):
    """NaN and the infinities are not JSON."""
    raise AssertionError(name)


def ask(url, data=None):
    body = None if data is None else json.dumps(data).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return answer.status, json.load(answer, parse_constant=refuse_literal)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@contextlib.contextmanager
def server(folder, package="zeronr_rules"):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [OPENFISCA, "serve", "--country-package", package, "--port", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*command, "--workers", "1"], cwd=folder, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            assert process.poll() is None, (folder / "log").read_text("utf-8")
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                ask(f"{address}/spec")
                break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_openfisca_serve(tmp_path):
    pytest.importorskip("flask", reason="the extra [api] is not installed")
    with server(tmp_path) as address:
        status, answer = ask(f"{address}/calculate", SITUATION)
        assert status == 200
        assert answer["individus"]["a"]["age"] == {"2026-05": 36}
        assert answer["familles"]["f"]["en_couple"] == {"2026-05": False}
        status, answer = ask(f"{address}/calculate", {"individus": {"a": {"agee": {}}}})
        assert status == 404
        status, answer = ask(f"{address}/parameters")
        assert status == 200
        assert "conventions.mois_de_reference_msa" in answer


def test_openfisca_serve_says_what_is_not_known_of_energy(tmp_path):
    """No income, no bill, the schedule of 2026: answers, and none of them is NaN."""
    pytest.importorskip("flask", reason="the extra [api] is not installed")
    asked = {
        "cheque_energie_eligible": ("2026", "indetermine"),
        "cheque_energie_indetermine": ("2026", True),
        "cheque_energie_montant": ("2026", 194.0),
        "cheque_energie_aide_specifique": ("2026", 0.0),
        "coupure_interdite_gaz": ("2026-06", "indetermine"),
        "coupure_protection_treve_hivernale": ("2026-06", "non"),
    }
    menage = {name: {period: None} for name, (period, _) in asked.items()}
    situation = SITUATION | {"menages": {"m": {"personne_de_reference": ["a"], **menage}}}
    with server(tmp_path) as address:
        status, answer = ask(f"{address}/calculate", situation)
        assert status == 200
        for name, (period, expected) in asked.items():
            assert answer["menages"]["m"][name] == {period: expected}, name


def test_openfisca_serve_serves_the_structures(tmp_path):
    pytest.importorskip("flask", reason="the extra [api] is not installed")
    asked = {
        "avip_places_requises": 5,
        "avip_financement_caf": 0.0,
        "avip_financement_caf_indetermine": True,
        "avip_label_possible": "indetermine",
        "bonus_mixite": 0.0,
        "bonus_mixite_indetermine": True,
    }
    creche = {name: {"2026-05": None} for name in asked} | {"capacite": {"2026-05": 24}}
    with server(tmp_path, "zeronr_rules.structures") as address:
        situation = {"structures_accueil": {"a": creche}}
        status, answer = ask(f"{address}/calculate", situation)
        assert status == 200
        for name, expected in asked.items():
            assert answer["structures_accueil"]["a"][name] == {"2026-05": expected}, name
        status, answer = ask(f"{address}/variables")
        assert "avip_label_possible" in answer
