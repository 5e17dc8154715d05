"""Who may import whom: downwards only.

``cli, scale -> analysis, explain -> reforms, inputs -> system -> variables -> entities``;
``core`` imports nothing of ours; ``errors`` and the plain values are for everybody.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "zeronr_rules"

# A module imports from lower floors only, never from another name of its own floor.
FLOORS = (
    {"errors", "core"},
    {"caches", "entities", "notices", "optional", "parsed"},
    {"variables"},
    {"system"},
    {"inputs"},
    {"reforms"},
    {"lookback"},
    {"engine", "outputs", "provenance"},
    {"assumptions", "results"},
    {"calculation"},
    {"population", "structures"},
    {"text"},
    {"frames", "samples"},
    {"analysis", "dynamics", "explain", "files", "questions", "territories"},
    {"takeup"},
    {"commands"},
    {"cli", "scale"},
)

LEVEL = {name: level for level, names in enumerate(FLOORS) for name in names}


def modules() -> dict[str, Path]:
    found = {}
    for folder, prefix in ((ROOT / PACKAGE, ()), (ROOT / "variables", ("variables",))):
        for file in sorted(folder.rglob("*.py")):
            parts = file.relative_to(folder).with_suffix("").parts
            parts = parts[:-1] if parts[-1] == "__init__" else parts
            found[".".join((PACKAGE, *prefix, *parts))] = file
    return found


MODULES = modules()


def imports(source: str, module: str, *, is_package: bool) -> set[str]:
    """Modules of ours that a source imports, wherever in it, strings of lazy tables excepted."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                here = module.split(".") if is_package else module.split(".")[:-1]
                here = here[: len(here) - node.level + 1]
                base = ".".join([*here, *filter(None, [base])])
            found |= {f"{base}.{alias.name}" for alias in node.names} | {base}
    return {name for name in found if name.startswith(f"{PACKAGE}.")}


def room(module: str) -> str:
    return module.split(".")[1]


def forbidden(module: str, imported: str) -> bool:
    here, there = room(module), room(imported)
    if here == there:
        return False
    if here == "core":
        return True
    return LEVEL[here] <= LEVEL[there]


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name != PACKAGE))
def test_only_downwards(module):
    file = MODULES[module]
    assert room(module) in LEVEL, f"say on which floor {room(module)!r} lives (FLOORS)"
    found = imports(file.read_text("utf-8"), module, is_package=file.name == "__init__.py")
    up = sorted(name for name in found if room(name) in LEVEL and forbidden(module, name))
    assert not up, f"{module} imports upwards: {up}"


def test_the_check_sees():
    seen = imports("from ..system import system", "zeronr_rules.inputs.door", is_package=False)
    assert "zeronr_rules.system" in seen
    assert not forbidden("zeronr_rules.inputs.door", "zeronr_rules.system")
    assert forbidden("zeronr_rules.variables.rsa.montant", "zeronr_rules.system")
    assert forbidden("zeronr_rules.core.population", "zeronr_rules.entities")
    assert not forbidden("zeronr_rules.cli", "zeronr_rules.explain")
