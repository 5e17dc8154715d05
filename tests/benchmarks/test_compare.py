"""What comparing a reform costs beside one simulation of the same variables.

Processor time in one process: seconds depend on the machine, their ratio does not.
Two simulations, and a tenth of one for all the rest, is the aim. The measure:

    pytest tests/benchmarks/test_compare.py -n0 -s --benchmark-enable
"""

from __future__ import annotations

import sys
import time

import pytest

import zeronr_rules as zr
from zeronr_rules.analysis.compare_runs import AGE, DEPARTMENT, INCOME, UNITS

VARIABLES = ["rsa", "ppa"]
COMPUTED = [*VARIABLES, INCOME, UNITS, AGE, DEPARTMENT]
MONTH = "2026-05"
ROUNDS = 3


def reform(rank):
    """A reform that no other round has seen: what a first run on it costs is counted."""
    changes = {"prestations.rsa.montant_forfaitaire": {"2025-01:": {"factor": 1.1 + rank / 1000}}}
    return zr.reforms.parametric(changes, name=f"rsa_{rank}")


def spent(function, *arguments, **options):
    start = time.process_time()
    function(*arguments, **options)
    return time.process_time() - start


def test_a_comparison_costs_little_more_than_two_simulations(benchmark, capsys):
    """100,000 households, one month: the best of three interleaved rounds of each.

    The best, because the other programs of a machine only ever add time.
    """
    if benchmark.disabled:
        pytest.skip("a measure: --benchmark-enable")
    people = zr.synthetic_population(100_000, 2026, seed=0)
    zr.simulate(people, MONTH, COMPUTED)
    once, compared = [], []

    def rounds():
        for rank in range(ROUNDS):
            once.append(spent(zr.simulate, people, MONTH, COMPUTED))
            compared.append(spent(zr.compare, people, reform(rank), MONTH, VARIABLES))

    benchmark.pedantic(rounds, rounds=1)
    ratio = min(compared) / min(once)
    with capsys.disabled():
        sys.stdout.write(
            f"\nsimulate {min(once):.2f} s, compare {min(compared):.2f} s, ratio {ratio:.2f}\n"
        )
    benchmark.extra_info["ratio"] = ratio


def test_a_comparison_of_few_households(benchmark):
    people = zr.synthetic_population(200, 2026, seed=0)
    made = benchmark(zr.compare, people, reform(0), MONTH, VARIABLES)
    assert made.cost()["par_mois_difference"][0] > 0
