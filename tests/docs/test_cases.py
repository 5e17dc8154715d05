"""The amounts written in docs/cases.md are those that the library computes.

A case is a section that says its file and month in a comment,
``<!-- case: name.yaml 2026-05 -->``, and its amounts in the text, each as the
name of the variable in code then the amount in bold: `` `rsa`: **635,71 €** ``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import zeronr_rules as zr

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "cases.md"
EXAMPLES = ROOT / "tests" / "examples"
CASE = re.compile(r"<!-- case: (?P<file>\S+) (?P<month>\d{4}-\d{2}) -->")
AMOUNT = re.compile(r"`(?P<variable>\w+)`[^`*\n]*\*\*(?P<amount>[\d\s]+(?:,\d{2})?)\s€\*\*")


def cases(text: str) -> list[tuple[str, str, dict[str, float]]]:
    """Return (file, month, amounts written) for each case of a page."""
    found = []
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        for case in CASE.finditer(section):
            written = {
                match["variable"]: float(re.sub(r"\s", "", match["amount"]).replace(",", "."))
                for match in AMOUNT.finditer(section)
            }
            found.append((case["file"], case["month"], written))
    return found


CASES = cases(PAGE.read_text("utf-8"))


@pytest.mark.parametrize(("file", "month", "written"), CASES, ids=[case[0] for case in CASES])
def test_the_amounts_in_the_text_are_computed(file, month, written):
    assert {"rsa", "ppa"} <= set(written), "each case says at least its rsa and its ppa"
    result = zr.calculate(EXAMPLES / file, month, list(written))
    computed = {variable: round(float(result[variable].sum()), 2) for variable in written}
    assert computed == written


def test_the_five_cases_are_there():
    assert len({file for file, _, _ in CASES}) >= 5


def test_the_reader():
    text = (
        "## Un cas\n<!-- case: x.yaml 2026-05 -->\n`rsa`: **1 234,56 €** and `ppa` of **0,00 €**.\n"
    )
    assert cases(text) == [("x.yaml", "2026-05", {"rsa": 1234.56, "ppa": 0.0})]
