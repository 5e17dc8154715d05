"""Distributions built once, from a clean copy of the sources."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_SOURCES = shutil.ignore_patterns(
    ".git", ".venv*", "venv", "__pycache__", "*.py[cod]", "build", "dist", "*.egg-info", "_build",
    "generated", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".benchmarks",
    ".coverage",
)  # fmt: skip


@pytest.fixture(scope="session")
def sources(tmp_path_factory) -> Path:
    """Return a copy of the sources: nothing that an earlier build left can leak in."""
    target = tmp_path_factory.mktemp("sources") / "project"
    shutil.copytree(ROOT, target, ignore=NOT_SOURCES)
    return target


@pytest.fixture(scope="session")
def distributions(sources, tmp_path_factory) -> dict[str, Path]:
    """Build the sdist, and the wheel from it, as a release does."""
    target = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--outdir", target, sources])
    (sdist,) = target.glob("*.tar.gz")
    (wheel,) = target.glob("*.whl")
    return {"sdist": sdist, "wheel": wheel}


def run(command, **options) -> str:
    """Run a command and return what it printed; a failure shows everything."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def run_command():
    """Return the function that runs a command."""
    return run
