"""A table of results under version control: an amount that moves is seen in the review.

The table is not a proof that an amount is right (tests/law is): it shows which
amounts a change moves. After a wanted change, ``pytest tests/golden --update-golden``
rewrites it; read the difference, and say it in CHANGELOG.md under *Numbers*.
"""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import pytest
from openfisca_core.simulations import SimulationBuilder

import zeronr_rules as zr
from zeronr_rules.system import system

FOLDER = Path(__file__).parent
MONTHS = (
    "2017-01", "2017-09", "2018-05", "2018-10", "2019-01", "2020-06", "2021-04", "2022-07",
    "2023-04", "2024-04", "2024-12", "2025-03", "2025-07", "2026-03", "2026-04", "2026-10",
)  # fmt: skip
# RSA looks four months back, and the tables of foyers start in October 2017.
HOUSING_MONTHS = (
    "2018-02", "2018-03", "2019-11", "2020-02", "2020-12", "2021-01", "2021-06", "2022-07",
    "2023-11", "2024-11", "2025-07", "2025-11", "2026-05", "2026-07", "2026-10",
)  # fmt: skip
# By table: which situation, which months, what is kept.
TABLES = {
    "droits": ("situation", MONTHS, ("rsa", "ppa", "af", "cf", "asf", "paje_base")),
    "logement": (
        "housing_situation",
        HOUSING_MONTHS,
        ("aide_logement", "aide_logement_montant_brut_crds", "crds_logement",
         "reduction_loyer_solidarite", "rsa", "ppa"),
    ),
}  # fmt: skip


def load_situation(name="situation"):
    # importlib mode: a folder of tests is no package, its helper is loaded by path.
    spec = importlib.util.spec_from_file_location("golden_situations", FOLDER / "situations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)()


def computed(table):
    """Yield the month, the names and the columns: on openfisca_core, then on the face."""
    name, months, rights = TABLES[table]
    if table == "droits":
        simulation = SimulationBuilder().build_from_entities(system(), load_situation(name))
        for month in months:
            columns = [simulation.calculate(right, month) for right in rights]
            yield month, simulation.populations["famille"].ids, columns
        return
    people = zr.Population.from_situation(load_situation(name), months[-1])
    for month in months:
        found = zr.simulate(people, month, rights)
        yield month, people.ids("famille"), [found[right] for right in rights]


def compute(table) -> list[list[str]]:
    return sorted(
        [name, month, *(f"{amount:.2f}" for amount in amounts)]
        for month, names, columns in computed(table)
        for name, *amounts in zip(names, *columns, strict=True)
    )


def path(table) -> Path:
    return FOLDER / f"{table}.csv"


def head(table) -> list[str]:
    return ["situation", "mois", *TABLES[table][2]]


def read(table) -> list[list[str]]:
    with path(table).open(encoding="utf-8", newline="") as file:
        first, *rows = csv.reader(file)
    assert first == head(table)
    return rows


def differences(before, now, rights=TABLES["droits"][2]) -> list[str]:
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
            for right, was, now_is in zip(rights, old[key], new[key], strict=True)
            if was != now_is
        ]
    return found


@pytest.mark.parametrize("table", TABLES)
def test_no_amount_moved_unseen(request, table):
    if request.config.getoption("--update-golden"):
        with path(table).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head(table), *compute(table)])
        return
    moved = differences(read(table), compute(table), TABLES[table][2])
    shown = "\n".join(moved[:50])
    assert not moved, f"{len(moved)} amounts moved (--update-golden if wanted):\n{shown}"


def test_there_are_enough_situations():
    assert len(load_situation()["familles"]) >= 40
    assert len(load_situation("housing_situation")["familles"]) >= 40


def test_the_comparison_sees():
    row = ["a", "2026-01", "1.00", "0.00", "0.00", "0.00", "0.00", "0.00"]
    other = ["a", "2026-01", "1.01", "0.00", "0.00", "0.00", "0.00", "0.00"]
    assert differences([row], [row]) == []
    assert differences([row], [other]) == ["a, 2026-01: rsa 1.00 -> 1.01"]
    assert differences([row], []) == ["a, 2026-01: no more computed"]
    assert differences([], [row]) == ["a, 2026-01: new"]
