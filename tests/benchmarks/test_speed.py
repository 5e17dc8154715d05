"""How long the first steps take. Nothing is asserted: a machine is not a reference.

Measure: ``pytest tests/benchmarks --benchmark-enable``; compare two states of the
code with ``--benchmark-save=before`` then ``--benchmark-compare``. Without the
option each is run once, as a plain test.
"""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import zeronr_rules as zr
from zeronr_rules.system import RulesSystem

SITUATION = {
    "individus": {
        "parent": {
            "date_naissance": {"ETERNITY": "1992-04-10"},
            "salaire_net": {"2026": 8400.0},
            "salaire_imposable": {"2024": 7200.0},
        },
        "enfant": {"date_naissance": {"ETERNITY": "2020-09-01"}},
    },
    "familles": {"f": {"parents": ["parent"], "enfants": ["enfant"]}},
    "foyers_fiscaux": {"f": {"declarants": ["parent"], "personnes_a_charge": ["enfant"]}},
    "menages": {
        "m": {
            "personne_de_reference": ["parent"],
            "enfants": ["enfant"],
            "statut_occupation_logement": {"2026": "locataire_vide"},
            "depcom": {"2026": "01053"},
        }
    },
}


def in_a_new_process(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    "code",
    ["pass", "import zeronr_rules", "import zeronr_rules as zr; zr.system()"],
    ids=["python alone", "import", "import and load the system"],
)
def test_start(benchmark, code):
    benchmark.pedantic(in_a_new_process, args=(code,), rounds=5, warmup_rounds=1)


def test_load_the_system(benchmark):
    """Parameters and variables, in a process that has imported everything."""
    benchmark.pedantic(RulesSystem, rounds=5, warmup_rounds=1)


def test_one_household(benchmark):
    """The rights of one month for one household, from the dict to the amounts."""
    zr.system()
    result = benchmark(zr.calculate, SITUATION, "2026-05", ["rsa", "ppa"])
    assert result["rsa"].shape == (1,)


def test_one_budget_curve(benchmark):
    """A household at 301 points, and its jumps."""
    zr.system()
    curve = benchmark(zr.budget_curve, SITUATION, "2026-05", person="parent", up_to=3000)
    assert len(curve.values) == 301


@pytest.fixture(scope="module")
def population_tables():
    pytest.importorskip("pyarrow")
    # By its path: folders of tests are not packages.
    world = runpy.run_path(str(Path(__file__).with_name("tables.py")))
    return world["tables"](2000), world["BIRTHS"]


def test_load_tables(benchmark, population_tables):
    """From Arrow tables of 2,000 households to a population, checks included."""
    tables, period = population_tables
    people = benchmark(zr.Population.from_tables, **tables, period=period)
    assert people.count("menage") == 2000


def test_export_tables(benchmark, population_tables):
    """And back to tables."""
    tables, period = population_tables
    people = zr.Population.from_tables(**tables, period=period)
    assert benchmark(people.to_tables)["menages"].num_rows == 2000
