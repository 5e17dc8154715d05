"""Every parameter is read by a formula, or says in its metadata why it is there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import zeronr_rules.variables
from zeronr_rules.system import load_parameters, parameter_files

LEAVES = frozenset(".".join(path) for path, _ in parameter_files())
ROOT = Path(zeronr_rules.variables.__file__).parent


class Reader(ast.NodeVisitor):
    """Find the parameters that a module reads.

    Follows ``p = parameters(period).a.b`` and then ``p.c``; where a node is used
    whole (indexed, passed to a helper, named in a loop) everything under it counts.
    """

    def __init__(self, leaves: frozenset[str]) -> None:
        self.leaves = leaves
        self.read: set[str] = set()
        self.names: dict[str, set[str]] = {}

    def visit_FunctionDef(self, node):
        before = self.names
        self.names = dict(before)
        self.generic_visit(node)
        self.names = before

    def visit_Assign(self, node):
        target = node.targets[0]
        paths = self.paths(node.value)
        if isinstance(target, ast.Name) and paths is not None:
            self.names[target.id] = self.names.get(target.id, set()) | paths
            # The whole tree, or a node, named: not yet read. A value is.
            self.read |= paths & self.leaves
            return
        self.generic_visit(node)

    def visit_Attribute(self, node):
        paths = self.paths(node)
        if paths is None:
            self.generic_visit(node)
        else:
            self.use(paths)

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load) and node.id in self.names:
            self.use(self.names[node.id])

    def use(self, paths):
        # The root used whole would prove nothing.
        for path in paths - {""}:
            self.read |= {x for x in self.leaves if x == path or x.startswith(f"{path}.")}

    def paths(self, node) -> set[str] | None:
        """Paths in the tree that an expression may stand for, None for anything else."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "parameters":
                return {""}
            if node.func.id == "getattr" and len(node.args) > 1:
                return self.paths(node.args[0])
        if isinstance(node, ast.Name):
            return self.names.get(node.id)
        if isinstance(node, ast.IfExp):
            found = (self.paths(node.body), self.paths(node.orelse))
            return None if None in found else found[0] | found[1]
        if isinstance(node, ast.Attribute):
            parents = self.paths(node.value)
            if parents is None:
                return None
            children = {f"{parent}.{node.attr}".lstrip(".") for parent in parents}
            known = {c for c in children if any(f"{x}.".startswith(f"{c}.") for x in self.leaves)}
            return known or parents
        return None


def read_by(source: str, leaves=LEAVES) -> set[str]:
    reader = Reader(leaves)
    reader.visit(ast.parse(source))
    return reader.read


@pytest.fixture(scope="module")
def read() -> set[str]:
    return set().union(*(read_by(file.read_text("utf-8")) for file in ROOT.rglob("*.py")))


@pytest.fixture(scope="module")
def unused_reasons() -> dict[str, str]:
    leaves = (leaf for leaf in load_parameters().get_descendants() if hasattr(leaf, "values_list"))
    return {leaf.name: str(leaf.metadata.get("unused_reason") or "") for leaf in leaves}


@pytest.mark.parametrize("path", sorted(LEAVES))
def test_a_parameter_is_read_or_says_why_not(path, read, unused_reasons):
    if unused_reasons[path]:
        assert path not in read, "metadata.unused_reason is there, yet a formula reads it"
    else:
        assert path in read, "no formula reads it and metadata.unused_reason is missing"


@pytest.fixture(scope="module")
def texts() -> set[str]:
    """Return every text that stands in the formulas."""
    sources = (ast.parse(file.read_text("utf-8")) for file in ROOT.rglob("*.py"))
    constants = (node for source in sources for node in ast.walk(source))
    return {n.value for n in constants if isinstance(n, ast.Constant) and isinstance(n.value, str)}


@pytest.mark.parametrize("path", sorted(p for p in LEAVES if p.startswith("conventions.")))
def test_formulas_tell_the_readings_of_a_convention_apart(path, texts):
    name = path.removeprefix("conventions.")
    readings = load_parameters().conventions.children[name].metadata["possible_values"]
    unnamed = [reading for reading in readings if reading not in texts]
    assert len(unnamed) <= 1, f"no formula names the readings {unnamed}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(e, period, parameters):\n    return parameters(period).a.b", {"a.b"}),
        ("def f(e, period, parameters):\n    p = parameters(period).a\n    return p.b", {"a.b"}),
        ("def f(e, period, parameters):\n    p = parameters(period).a\n    return 1", set()),
        (
            "def f(e, period, parameters):\n    p = parameters(period).a\n    return g(p)",
            {"a.b", "a.c"},
        ),
        (
            "def f(e, period, parameters):\n    p = parameters(period).a\n    return p[x]",
            {"a.b", "a.c"},
        ),
        (
            "def f(e, period, parameters):\n    p = parameters(period)\n    return p.a.c * 2",
            {"a.c"},
        ),
        ("def f(e, period, parameters):\n    return g(period, parameters)", set()),
        ("def f(e, period, parameters):\n    x = parameters(period).a.b\n    return 1", {"a.b"}),
    ],
)
def test_the_reader(source, expected):
    assert read_by(source, frozenset({"a.b", "a.c", "d"})) == expected
