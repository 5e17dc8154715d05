"""The example situations are complete: computed strictly, without any notice."""

from __future__ import annotations

from pathlib import Path

import pytest

import zeronr_rules as zr

EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples").glob("*.yaml"))
RIGHTS = ["rsa", "ppa", "af", "cf", "asf", "paje_base"]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
@pytest.mark.parametrize("month", ["2026-05", "2026-11"])
def test_an_example_is_complete(file, month):
    assert zr.calculate(file, month, RIGHTS, strict=True).notices == ()


def test_the_five_kinds_are_there():
    assert len(EXAMPLES) >= 5


def test_the_demonstration_is_the_first_of_them():
    demo = Path(zr.__file__).parent / "data" / "demo.yaml"
    example = next(file for file in EXAMPLES if "bourg" in file.stem)
    assert demo.read_text("utf-8") == example.read_text("utf-8")
