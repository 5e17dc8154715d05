"""No number of the law stands in a formula: it lives in parameters/, with its date and article."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import zeronr_rules.variables

ROOT = Path(zeronr_rules.variables.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))

# Numbers of arithmetic, not of the law.
ALLOWED = {
    0: "nothing, a default, a first index",
    1: "one, a complement, one person",
    2: "a half, a couple, the year N-2 of resources",
    3: "the three reference months of a quarter",
    12: "months of a year",
    100: "cents of a euro",
}
# A number that only its module has a reason for.
ALLOWED_IN = {
    # Names of places that happen to be digits.
    "logement/territoire.py": {
        5: "letters of an INSEE commune code",
        **dict.fromkeys(range(971, 979), "an overseas department or collectivity"),
    },
    "fsl/territoire.py": {9: "figures of a SIREN"},
    "rsa/foyer.py": {0.001: "a tie broken below the cent", 10_000: "beyond any rank"},
    "outils/bareme.py": {0.5: "the half of a child in alternating residence"},
    "outils/arrondis.py": {
        0.5: "half a cent goes up",
        1e-7: "binary noise",
        10: "decimal digits",
    },
    # Names of places that happen to be digits, read as numbers in base 36.
    "logement/zones.py": {
        5: "letters of an INSEE commune code",
        10: "decimal digits, and the first letter in base 36",
        36: "digits and letters",
        1000: "three figures after the département",
    },
    # Columns that the tables have: up to pac_4, pac_5, pac_6.
    "aides_logement/accession_plafonds.py": {5: "last column of a table (pac_5)"},
    "aides_logement/foyer.py": {4: "last column of a table (pac_4)"},
    "aides_logement/prise_en_charge.py": {
        4: "last column of a table (pac_4)",
        5: "columns of a table",
        6: "columns of a table",
    },
}


def numbers(source: str):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, int | float)
            and not isinstance(node.value, bool)
        ):
            yield node.lineno, node.value


def unargued(source: str, module: str) -> list[str]:
    allowed = {*ALLOWED, *ALLOWED_IN.get(module, {})}
    return [f"line {line}: {value}" for line, value in numbers(source) if value not in allowed]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_law_number(file):
    found = unargued(file.read_text("utf-8"), file.relative_to(ROOT).as_posix())
    assert not found, "put it in parameters/ (or argue it in this test): " + ", ".join(found)


def test_the_check_sees():
    assert unargued("def formula(f, p, q):\n    return 0.62 * x", "rsa/x.py") == ["line 2: 0.62"]
    assert unargued("x = 1 + 12", "rsa/x.py") == []
    assert unargued("x = 0.5", "outils/arrondis.py") == []
    assert unargued("x = 0.5", "rsa/x.py") == ["line 1: 0.5"]
