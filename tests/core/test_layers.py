"""Who may import whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import zeronr_rules.core

CORE = Path(zeronr_rules.core.__file__).parent
ALLOWED = {"numpy", "openfisca_core", "tqdm", *sys.stdlib_module_names}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def test_the_core_knows_openfisca_core_and_numpy_only():
    for path in CORE.glob("*.py"):
        for name in imported(path):
            ours = name.startswith("zeronr_rules.core")
            assert ours or name.split(".")[0] in ALLOWED, f"{path.name} imports {name}"


def test_the_errors_import_nothing_of_ours():
    assert not [name for name in imported(CORE / "errors.py") if name.startswith("zeronr_rules")]


def test_importing_the_core_loads_no_rules():
    code = (
        "import sys, zeronr_rules.core\n"
        "found = [m for m in sys.modules if m.startswith('zeronr_rules.')"
        " and not m.startswith('zeronr_rules.core')]\n"
        "assert not found, found\n"
        "assert 'tqdm' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_modules_stay_small():
    for path in CORE.glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 420, path.name
