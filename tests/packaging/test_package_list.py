"""The packages that pyproject.toml lists are those of the tree.

A sub-package missing from the list works in an editable install and is absent
from the wheel.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "zeronr_rules": "zeronr_rules",
    "variables": "zeronr_rules.variables",
    "parameters": "zeronr_rules.parameters",
}


def packages_of_the_tree() -> list[str]:
    """Return every folder that is a package."""
    return sorted(
        ".".join([package, *file.parent.relative_to(ROOT / folder).parts])
        for folder, package in FOLDERS.items()
        for file in (ROOT / folder).rglob("__init__.py")
    )


def test_the_list_is_that_of_the_tree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert sorted(project["tool"]["setuptools"]["packages"]) == packages_of_the_tree()


def test_every_python_file_is_in_a_package():
    for folder in FOLDERS:
        for file in (ROOT / folder).rglob("*.py"):
            assert (file.parent / "__init__.py").exists(), f"{file.parent} has no __init__.py"


def test_parameters_hold_yaml_only():
    kinds = {
        file.suffix
        for file in (ROOT / "parameters").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and file.name != "__init__.py"
    }
    assert kinds == {".yaml"}
