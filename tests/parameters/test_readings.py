"""Both readings of a convention are in the formulas."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import zeronr_rules.variables
from zeronr_rules.system import load_parameters

ROOT = Path(zeronr_rules.variables.__file__).parent
CONVENTIONS = load_parameters().conventions.children


@pytest.fixture(scope="module")
def texts() -> set[str]:
    """Return every text that stands in the formulas."""
    sources = (ast.parse(file.read_text("utf-8")) for file in ROOT.rglob("*.py"))
    constants = (node for source in sources for node in ast.walk(source))
    return {n.value for n in constants if isinstance(n, ast.Constant) and isinstance(n.value, str)}


@pytest.mark.parametrize("name", sorted(CONVENTIONS))
def test_formulas_tell_the_readings_apart(name, texts):
    readings = CONVENTIONS[name].metadata["possible_values"]
    unnamed = [reading for reading in readings if reading not in texts]
    assert len(unnamed) <= 1, f"no formula names the readings {unnamed}"
