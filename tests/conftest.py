"""Shared by every test: no spiral ever decides an amount, tables of results can be rewritten."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import settings
from openfisca_core.errors import SpiralError
from openfisca_core.simulations import Simulation

# The same examples at each run: a failure is always somebody's change.
settings.register_profile("reproducible", derandomize=True)
settings.load_profile("reproducible")

ROOT = Path(__file__).resolve().parent.parent

# Folders whose tests compute amounts: a spiral there is a failure.
WITHOUT_SPIRAL = ("law", "system", "golden", "docs")


class SpiralDecidedError(AssertionError):
    """A variable called itself at another month and openfisca-core gave it its default."""


@contextlib.contextmanager
def spirals_forbidden():
    """Turn the default that openfisca-core silently gives a spiral into a failure."""
    check = Simulation._check_for_cycle

    def check_and_fail(self, variable, period):
        try:
            check(self, variable, period)
        except SpiralError as error:
            stack = " -> ".join(
                f"{frame['name']}<{frame['period']}>" for frame in self.tracer.stack
            )
            msg = f"{variable}<{period}> was decided by a spiral: {stack}"
            raise SpiralDecidedError(msg) from error

    Simulation._check_for_cycle = check_and_fail
    try:
        yield
    finally:
        Simulation._check_for_cycle = check


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    folder = item.path.relative_to(ROOT).parts[1:2] if item.path.is_relative_to(ROOT) else ()
    if folder and folder[0] in WITHOUT_SPIRAL:
        with spirals_forbidden():
            return (yield)
    return (yield)


def pytest_configure(config):
    # Benchmarks run once as plain tests; `pytest tests/benchmarks --benchmark-enable` measures.
    # Not an option of pyproject: `openfisca test` runs without pytest-benchmark.
    if not getattr(config.option, "benchmark_enable", True):
        config.option.benchmark_disable = True


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite tests/golden/*.csv with the results of today's rules",
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT
