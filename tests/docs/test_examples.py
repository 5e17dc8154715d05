"""Every example in README.md and docs/ is run, and prints what the page says.

``pycon`` blocks of a page run one after the other, as a doctest; ``console``
blocks run their ``$ zeronr ...`` lines and compare what comes out.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    page
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    if "generated" not in page.parts and "_build" not in page.parts
)
BLOCK = re.compile(r"^```(?P<kind>\S+)[^\n]*\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def blocks(text: str, kind: str):
    """Yield the line and the body of each fenced block of a kind."""
    for match in BLOCK.finditer(text):
        if match["kind"] == kind:
            yield text.count("\n", 0, match.start()) + 2, match["body"]


def pages_with(kind: str):
    return [
        pytest.param(page, id=page.relative_to(ROOT).as_posix())
        for page in PAGES
        if any(blocks(page.read_text("utf-8"), kind))
    ]


@pytest.mark.parametrize("page", pages_with("pycon"))
def test_python_examples(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    report: list[str] = []
    for line, body in blocks(page.read_text("utf-8"), "pycon"):
        name = f"{page.relative_to(ROOT)}:{line}"
        example = doctest.DocTestParser().get_doctest(body, names, name, str(page), line - 1)
        runner.run(example, out=report.append, clear_globs=False)
        names.update(example.globs)
    assert runner.summarize(verbose=False).failed == 0, "".join(report)


@pytest.mark.parametrize("page", pages_with("console"))
def test_shell_examples(page):
    for line, body in blocks(page.read_text("utf-8"), "console"):
        for command, expected in commands(body):
            assert command.startswith("zeronr "), f"{page}:{line}: only zeronr is run here"
            done = subprocess.run(
                [sys.executable, "-m", "zeronr_rules.cli", *shlex.split(command)[1:]],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
                env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"},
            )
            got = done.stdout + done.stderr
            assert doctest.OutputChecker().check_output(expected, got, OPTIONS), (
                f"{page}:{line}: $ {command}\nexpected:\n{expected}\ngot:\n{got}"
            )


def commands(body: str):
    """Split a console block in (command, expected output)."""
    command, output = None, []
    for line in body.splitlines():
        if line.startswith("$ "):
            if command is not None:
                yield command, "\n".join(output) + "\n"
            command, output = line[2:], []
        else:
            output.append(line)
    if command is not None:
        yield command, "\n".join(output) + "\n"


def test_the_runner_sees():
    text = "```pycon\n>>> 1 + 1\n3\n```\n```console\n$ zeronr a\nx\n$ zeronr b\n```\n"
    ((line, body),) = blocks(text, "pycon")
    assert (line, body) == (2, ">>> 1 + 1\n3\n")
    ((_, body),) = blocks(text, "console")
    assert list(commands(body)) == [("zeronr a", "x\n"), ("zeronr b", "\n")]
