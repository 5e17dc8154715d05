"""Run a whole population block by block, keeping only what was asked for."""

from __future__ import annotations

import itertools
import mmap
import multiprocessing
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from zeronr_rules.core.arrays import Array, enum_array
from zeronr_rules.core.blocks import PERSONS_A_BLOCK, Block, cut
from zeronr_rules.core.errors import PeriodUnitError, SpiralWarning
from zeronr_rules.core.periods import CachedPeriod, intern
from zeronr_rules.core.population import Population
from zeronr_rules.core.simulation import Simulation
from zeronr_rules.core.slots import Slot, table_of

Results = dict[str, dict[str, Array]]


def simulate_blocks(
    system: Any,
    population: Population,
    variables: str | Iterable[str],
    periods: Any,
    *,
    dtype: Any = np.float64,
    persons_a_block: int = PERSONS_A_BLOCK,
    workers: int | None = None,
    pool: str | None = None,
    progress: bool | Callable[[int, int], None] = False,
    **options: Any,
) -> Results:
    """Compute variables over a population, block by block.

    Peak memory is that of the inputs, of the results, and of the arrays of one
    block a worker. Neither the size of blocks nor the workers change a result.

    Parameters
    ----------
    system, population
        The rules, and who they apply to.
    variables
        One name or several.
    periods
        One period or several. A variable is computed at each.
    dtype
        The type of amounts.
    persons_a_block
        How many persons a block holds, about.
    workers
        How many blocks at a time: one where left out.
    pool
        ``"processes"`` (forked, results in shared memory), ``"threads"``, or
        ``None`` to take processes where the platform forks safely.
    progress
        ``True`` for a bar (needs ``tqdm``), or a function of blocks done and in all.
    options
        Passed to each ``Simulation``.

    Returns
    -------
    dict
        For each variable, its values by period.

    Examples
    --------
    >>> from openfisca_country_template import CountryTaxBenefitSystem
    >>> system = CountryTaxBenefitSystem()
    >>> people = Population(system, persons=3)
    >>> people.set_input("salary", "2026-01", [1000, 2000, 3000])
    >>> simulate_blocks(system, people, "income_tax", "2026-01", persons_a_block=1)
    {'income_tax': {'2026-01': array([150., 300., 450.])}}

    """
    names = [variables] if isinstance(variables, str) else list(dict.fromkeys(variables))
    listed = (
        periods if isinstance(periods, (list, tuple)) and not _is_period(periods) else [periods]
    )
    table = table_of(system, dtype)
    asked = [(table.slot(name), intern(period)) for name in names for period in listed]
    _check(asked)
    blocks = cut(population, persons_a_block)
    workers = min(max(1, workers or 1), len(blocks))
    shared = workers > 1 and _processes(pool, asked)
    outputs = [_output(slot, population.count(slot.entity_key), shared) for slot, _ in asked]
    task = _Task(system, population, asked, blocks, outputs, dtype, options)
    with _reporting(progress, len(blocks)) as report:
        if workers == 1:
            for rank in range(len(blocks)):
                task.run(rank)
                report()
        elif shared:
            _run_in_processes(task, workers, report)
        else:
            _run_in_threads(task, workers, report)
    results: Results = {name: {} for name in names}
    for (slot, period), output in zip(asked, outputs, strict=True):
        values = enum_array(output, slot.enum) if slot.enum is not None else output
        results[slot.name][str(period)] = values
    return results


def _is_period(value: Any) -> bool:
    return isinstance(value, CachedPeriod) or hasattr(value, "unit")


def _check(asked: list[tuple[Slot, CachedPeriod]]) -> None:
    wrong = [
        f"{slot.name} ({period}) se calcule pour un(e) {slot.unit}"
        for slot, period in asked
        if not slot.eternal and (period.unit != slot.unit or period.size != 1)
    ]
    if wrong:
        raise PeriodUnitError("Périodes demandées : " + " ; ".join(wrong) + ".")


@dataclass
class _Task:
    """All that a worker needs to run any block."""

    system: Any
    population: Population
    asked: list[tuple[Slot, CachedPeriod]]
    blocks: list[Block]
    outputs: list[Array]
    dtype: Any
    options: dict[str, Any]

    def run(self, rank: int) -> None:
        """Compute one block and write its results in their places."""
        block = self.blocks[rank]
        simulation = Simulation(
            self.system, block.take(self.population), self.dtype, **self.options
        )
        try:
            for (slot, period), output in zip(self.asked, self.outputs, strict=True):
                view = simulation.populations[slot.entity_key]
                lean = simulation.read(view, slot.name, period)
                output[block.members[slot.entity_key]] = lean.view(np.ndarray)
        finally:
            simulation.close()


def _output(slot: Slot, count: int, shared: bool) -> Array:
    if not shared or not count:
        return np.empty(count, dtype=slot.dtype)
    memory = mmap.mmap(-1, count * slot.dtype.itemsize)
    return np.frombuffer(memory, dtype=slot.dtype, count=count)


# Workers


def _processes(pool: str | None, asked: list[tuple[Slot, CachedPeriod]]) -> bool:
    if pool not in {None, "threads", "processes"}:
        raise ValueError(f"pool : reçu {pool!r} ; attendu « processes », « threads » ou None.")
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    plain = all(slot.dtype.kind != "O" for slot, _ in asked)
    if pool == "processes" and not (can_fork and plain):
        raise ValueError("pool : ni cette plateforme ni des textes ne permettent « processes ».")
    alone = threading.active_count() == 1
    return can_fork and plain and (pool == "processes" or (pool is None and alone))


def _run_in_threads(task: _Task, workers: int, report: Callable[[], None]) -> None:
    executor = ThreadPoolExecutor(workers)
    try:
        for _ in executor.map(task.run, range(len(task.blocks))):
            report()
    finally:
        # On an error or Ctrl-C: blocks not begun are dropped.
        executor.shutdown(wait=True, cancel_futures=True)


# What a forked worker finds in its own memory: the tasks under way, by number.
_forked: dict[int, _Task] = {}
_numbers = itertools.count()


def _run_in_processes(task: _Task, workers: int, report: Callable[[], None]) -> None:
    number = next(_numbers)
    _forked[number] = task
    try:
        context = multiprocessing.get_context("fork")
        # Unlike multiprocessing.Pool, fails instead of waiting for a worker that died.
        executor = ProcessPoolExecutor(workers, mp_context=context)
        try:
            seen: set[str] = set()
            ranks = range(len(task.blocks))
            for spirals in executor.map(_run_forked, itertools.repeat(number), ranks):
                for message in spirals:
                    if message not in seen:
                        seen.add(message)
                        warnings.warn(message, SpiralWarning, stacklevel=3)
                report()
        finally:
            executor.shutdown(wait=True, cancel_futures=True)
    finally:
        del _forked[number]


def _run_forked(number: int, rank: int) -> list[str]:
    task = _forked[number]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        task.run(rank)
    return [str(one.message) for one in caught if issubclass(one.category, SpiralWarning)]


# Progress


@contextmanager
def _reporting(
    progress: bool | Callable[[int, int], None], total: int
) -> Iterator[Callable[[], None]]:
    if callable(progress):
        done = 0

        def tell() -> None:
            nonlocal done
            done += 1
            progress(done, total)

        yield tell
    elif progress:
        try:
            from tqdm import tqdm  # type: ignore[import-untyped]
        except ImportError as error:
            raise ImportError(
                "progress=True demande tqdm : « pip install zeronr-rules[progress] »."
            ) from error
        with tqdm(total=total, unit="bloc") as bar:
            yield lambda: bar.update(1) and None
    else:
        yield lambda: None
