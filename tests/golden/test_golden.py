"""A table of results under version control: an amount that moves is seen in the review.

The table is not a proof that an amount is right (tests/law is): it shows which
amounts a change moves. After a wanted change, ``pytest tests/golden --update-golden``
rewrites it; read the difference, and say it in CHANGELOG.md under *Numbers*.
"""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

from openfisca_core.simulations import SimulationBuilder

from zeronr_rules.system import system

FOLDER = Path(__file__).parent
TABLE = FOLDER / "droits.csv"
MONTHS = (
    "2017-01", "2017-09", "2018-05", "2018-10", "2019-01", "2020-06", "2021-04", "2022-07",
    "2023-04", "2024-04", "2024-12", "2025-03", "2025-07", "2026-03", "2026-04", "2026-10",
)  # fmt: skip
RIGHTS = ("rsa", "ppa", "af", "cf", "asf", "paje_base")
HEAD = ["situation", "mois", *RIGHTS]


def load_situation():
    # importlib mode: a folder of tests is no package, its helper is loaded by path.
    spec = importlib.util.spec_from_file_location("golden_situations", FOLDER / "situations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.situation()


def compute() -> list[list[str]]:
    simulation = SimulationBuilder().build_from_entities(system(), load_situation())
    names = simulation.populations["famille"].ids
    rows = []
    for month in MONTHS:
        columns = [simulation.calculate(right, month) for right in RIGHTS]
        for name, *amounts in zip(names, *columns, strict=True):
            rows.append([name, month, *(f"{amount:.2f}" for amount in amounts)])
    return sorted(rows)


def read() -> list[list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == HEAD
    return rows


def differences(before: list[list[str]], now: list[list[str]]) -> list[str]:
    """Say each amount that moved, appeared or went."""
    old = {(row[0], row[1]): row[2:] for row in before}
    new = {(row[0], row[1]): row[2:] for row in now}
    found = []
    for key in {**old, **new}:
        label = f"{key[0]}, {key[1]}"
        if key not in old or key not in new:
            found.append(f"{label}: {'new' if key in new else 'no more computed'}")
            continue
        found += [
            f"{label}: {right} {was} -> {now_is}"
            for right, was, now_is in zip(RIGHTS, old[key], new[key], strict=True)
            if was != now_is
        ]
    return found


def test_no_amount_moved_unseen(request):
    if request.config.getoption("--update-golden"):
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([HEAD, *compute()])
        return
    moved = differences(read(), compute())
    shown = "\n".join(moved[:50])
    assert not moved, f"{len(moved)} amounts moved (--update-golden if wanted):\n{shown}"


def test_there_are_enough_situations():
    assert len(load_situation()["familles"]) >= 40


def test_the_comparison_sees():
    row = ["a", "2026-01", "1.00", "0.00", "0.00", "0.00", "0.00", "0.00"]
    other = ["a", "2026-01", "1.01", "0.00", "0.00", "0.00", "0.00", "0.00"]
    assert differences([row], [row]) == []
    assert differences([row], [other]) == ["a, 2026-01: rsa 1.00 -> 1.01"]
    assert differences([row], []) == ["a, 2026-01: no more computed"]
    assert differences([], [row]) == ["a, 2026-01: new"]
