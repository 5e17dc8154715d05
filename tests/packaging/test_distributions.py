"""The wheel and the source distribution hold the tree, and each installs and works."""

from __future__ import annotations

import json
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

KINDS = {".py", ".yaml", ".typed", ".csv", ".txt"}
USE = """
import json
import zeronr_rules as zr
from zeronr_rules.system import parameter_files, variable_classes
situation = {"individus": {"a": {"date_naissance": {"ETERNITY": "1990-03-15"}}}}
result = zr.calculate(situation, "2026-05", ["age", "rsa", "ppa"])
print(json.dumps({
    "where": zr.__file__,
    "age": int(result["age"][0]),
    "rsa": float(result["rsa"][0]),
    "parameters": len(parameter_files()),
    "variables": len(variable_classes()),
}))
"""


def installed_names(sources: Path) -> set[str]:
    """Return every file of the tree that an installation must hold, as installed."""
    places = {
        "zeronr_rules": "zeronr_rules",
        "variables": "zeronr_rules/variables",
        "parameters": "zeronr_rules/parameters",
    }
    return {
        f"{place}/{file.relative_to(sources / folder).as_posix()}"
        for folder, place in places.items()
        for file in (sources / folder).rglob("*")
        if file.is_file()
    }


def test_the_wheel_holds_the_tree_and_nothing_else(distributions, sources):
    with zipfile.ZipFile(distributions["wheel"]) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    metadata = {name for name in names if ".dist-info/" in name}
    assert names - metadata == installed_names(sources)
    assert {Path(name).suffix for name in names - metadata} <= KINDS
    assert any(name.endswith("/licenses/LICENSE") for name in metadata)


def test_the_source_distribution_is_the_project(distributions, sources):
    with tarfile.open(distributions["sdist"]) as archive:
        names = {member.name.partition("/")[2] for member in archive if member.isfile()}
    written = {name for name in names if ".egg-info" in name} | {"PKG-INFO", "setup.cfg"}
    expected = {
        file.relative_to(sources).as_posix()
        for file in sources.rglob("*")
        if file.is_file() and file.name != ".gitignore" and ".egg-info" not in str(file)
    }
    assert names - written == expected


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_it_installs_in_a_clean_environment_and_works(
    kind, distributions, sources, tmp_path, run_command
):
    run_command([sys.executable, "-m", "venv", tmp_path / "venv"])
    binaries = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    run_command([binaries / "python", "-m", "pip", "install", "-q", distributions[kind]])

    found = json.loads(run_command([binaries / "python", "-c", USE], cwd=tmp_path))
    assert Path(found["where"]).is_relative_to(tmp_path)
    assert found["age"] == 36
    assert found["rsa"] > 0
    assert found["parameters"] == len(list((sources / "parameters").rglob("*.yaml")))
    assert found["variables"] > 100

    project = tomllib.loads((sources / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] in run_command([binaries / "zeronr", "--version"], cwd=tmp_path)
    assert "€" in run_command([binaries / "zeronr", "demo"], cwd=tmp_path)
