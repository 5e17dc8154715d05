"""Loading tables, and rights from Parquet to Parquet: see measure.py for the commands."""

from __future__ import annotations

import time
from pathlib import Path

# What a survey or a register tells of each person and home, by month.
TOLD = (
    "date_naissance",
    "enceinte",
    "nationalite",
    "salaire_net",
    "chomage_net",
    "retraite_nette",
    "rsa_percu",
    "loyer",
    "statut_occupation_logement",
    "depcom",
)
MONTHS = ("2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05")
PERIOD = "2026-05"
# Births are drawn until the end of the year, of mothers who are said to be pregnant before.
BIRTHS = "2026-12"


def tables(count: int):
    """Return a synthetic population as tables of a few columns."""
    import zeronr_rules as zr

    people = zr.synthetic_population(count, 2026)
    made = people.to_tables([name for name in TOLD if name in people.input_holders])
    return {name: table.select(kept(table.column_names)) for name, table in made.items()}


def kept(names: list[str]) -> list[str]:
    """Return the columns of the months asked for, and those that have no month."""
    return [name for name in names if ":" not in name or name.partition(":")[2] in MONTHS]


def write(count: int, folder: Path) -> dict[str, Path]:
    """Write these tables as Parquet files, unless they are there."""
    import pyarrow.parquet as pq

    paths = {
        name: folder / f"{name}_{count}.parquet"
        for name in ("individus", "familles", "foyers_fiscaux", "menages")
    }
    if not all(path.exists() for path in paths.values()):
        for name, table in tables(count).items():
            pq.write_table(table, paths[name])
    return paths


def measure(what: str, paths: dict[str, Path], forget_peak, memory) -> dict:
    """Measure loading (``load``) or files to files (``simulate``): seconds, peak megabytes."""
    import pyarrow.parquet  # noqa: F401

    import zeronr_rules as zr
    from zeronr_rules.files import simulate_files

    zr.system()
    before = forget_peak()
    start, processor = time.perf_counter(), time.process_time()
    if what == "load":
        people = zr.Population.from_tables(**paths, period=BIRTHS)
        more = {"inputs_mb": people.nbytes / 2**20, "persons": people.count("individu")}
    else:
        output = paths["individus"].with_name("droits.parquet")
        asked = ["rsa", "ppa", "aide_logement"]
        summary = simulate_files(paths, BIRTHS, asked, output)
        more = {"parts": summary.parts, "persons": summary.persons}
    return {
        "seconds": time.perf_counter() - start,
        "processor_seconds": time.process_time() - processor,
        "peak_mb": memory("VmHWM") - before,
        **more,
    }
