"""One measure in a process of its own, printed as JSON: see table.py.

For tables, written first where they are not there yet (``write``, another process: what
drawing them takes is no part of the measure)::

    python -m tests.benchmarks.measure tables write 1000000 FOLDER
    python -m tests.benchmarks.measure tables load 1000000 FOLDER
    python -m tests.benchmarks.measure tables simulate 1000000 FOLDER
"""

from __future__ import annotations

import gc
import json
import sys
import time
import warnings

HOUSEHOLD_DRAWS = 12
NEW = 100
# Time of the processor, so that neighbours count for nothing; with several
# workers, time of the clock.
clock = time.process_time


def memory(field: str) -> float:
    """Return a field of the process's status, in megabytes (0 where there is none)."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
            lines = [line for line in status if line.startswith(field)]
    except OSError:
        return 0.0
    return int(lines[0].split()[1]) / 1024


def forget_peak() -> float:
    """Make the peak of memory that of now, and return it."""
    gc.collect()
    try:
        with open("/proc/self/clear_refs", "w", encoding="ascii") as file:  # noqa: PTH123
            file.write("5")
    except OSError:
        pass
    return memory("VmRSS")


def our_rules():
    """Return the system, how to draw a population, and what is asked."""
    from tests.benchmarks import core_population as world
    from zeronr_rules.system import system

    return system(), world.households, world.core_simulation, world.ASKED, world.MONTH


def france():
    """Return the same for OpenFisca-France."""
    import openfisca_france

    from tests.benchmarks import france_population as world

    system = openfisca_france.CountryTaxBenefitSystem()
    return system, world.households, world.core_simulation, world.ASKED, world.MONTH


def run(rules: str, engine: str, count: int, options: dict) -> dict:
    """Measure one engine on one population; times are the best of a few."""
    from zeronr_rules.core import Simulation, simulate_blocks

    warnings.simplefilter("ignore")
    system, households, core_simulation, asked, month = our_rules() if rules == "ours" else france()
    dtype = options.pop("dtype", "float64")
    global clock  # noqa: PLW0603
    if options.get("workers", 1) > 1:
        clock = time.perf_counter

    def on_core(people):
        simulation = core_simulation(system, people)
        start = clock()
        for name in asked:
            simulation.calculate(name, month)
        return clock() - start

    def on_ours(people):
        start = clock()
        if count == 1:
            simulation = Simulation(system, people, dtype)
            for name in asked:
                simulation.calculate(name, month)
        else:
            simulate_blocks(system, people, asked, month, dtype=dtype, **options)
        return clock() - start

    measure = on_core if engine == "core" else on_ours
    draws = [households(system, 1, seed=seed) for seed in range(HOUSEHOLD_DRAWS)]
    measure(draws[0])
    measure(draws[1])
    if count == 1 and options.pop("new", False):
        # Households never seen, after as many others.
        for seed in range(100, 100 + NEW):
            measure(households(system, 1, seed=seed))
        fresh = [households(system, 1, seed=seed) for seed in range(1000, 1000 + NEW)]
        return {"seconds": sum(measure(people) for people in fresh) / NEW}
    if count == 1:
        times = [min(measure(people) for _ in range(5)) for people in draws]
        return {"seconds": sum(times) / len(times)}
    people = households(system, count)
    if engine == "core":
        simulation = core_simulation(system, people)
        before = forget_peak()
        start = clock()
        for name in asked:
            simulation.calculate(name, month)
        seconds = clock() - start
    else:
        before = forget_peak()
        seconds = on_ours(people)
    peak = memory("VmHWM") - before
    if engine != "core" and count <= 200_000:
        seconds = min(seconds, *(on_ours(people) for _ in range(2)))
    return {"seconds": seconds, "peak_mb": peak, "inputs_mb": people.nbytes / 2**20}


def load() -> dict:
    """Measure the import and the load of the system."""
    start = clock()
    import zeronr_rules as zr

    zr.system()
    return {"seconds": clock() - start}


def of_tables(what: str, count: str, folder: str) -> dict:
    """Write tables, or measure what is done of them."""
    from pathlib import Path

    from tests.benchmarks import tables

    paths = tables.write(int(count), Path(folder))
    if what == "write":
        return {name: path.stat().st_size for name, path in paths.items()}
    return tables.measure(what, paths, forget_peak, memory)


if __name__ == "__main__":
    if sys.argv[1] == "load":
        print(json.dumps(load()))
    elif sys.argv[1] == "tables":
        print(json.dumps(of_tables(*sys.argv[2:5])))
    else:
        rules, engine, count, options = sys.argv[1:5]
        print(json.dumps(run(rules, engine, int(count), json.loads(options))))
