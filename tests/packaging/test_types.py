"""The type check sees the whole package, and finds what is wrong in it."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow


def check(project):
    return subprocess.run(
        [sys.executable, project / ".ci" / "types"], capture_output=True, text=True, check=False
    )


def test_it_finds_an_error_in_the_package_and_in_a_use(sources, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(sources, project)
    done = check(project)
    assert done.returncode == 0, done.stdout + done.stderr

    with (project / "zeronr_rules" / "entities.py").open("a", encoding="utf-8") as file:
        file.write("\nwrong: int = 'text'\n")
    with (project / "tests" / "typing" / "usage.py").open("a", encoding="utf-8") as file:
        file.write("\nzr.calculate({}, None, ['rsa'])\n")
    done = check(project)
    assert done.returncode != 0
    assert "entities.py" in done.stdout
    assert "usage.py" in done.stdout
