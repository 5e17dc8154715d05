"""Libraries of the extras: the error says what is missing and how to get it."""

from __future__ import annotations

import sys

import pytest

import zeronr_rules as zr
from zeronr_rules.optional import library


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("pyarrow.parquet", '"zeronr-rules[tables]"'),
        ("matplotlib.figure", '"zeronr-rules[plots]"'),
        ("polars", "upgrade polars"),
    ],
)
def test_a_library_that_is_not_installed(monkeypatch, name, wanted):
    package = name.partition(".")[0]
    for module in [one for one in sys.modules if one.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(zr.MissingLibraryError, match="pip install") as error:
        library(name)
    assert wanted in str(error.value)
    assert isinstance(error.value, ImportError)


def test_a_library_that_does_not_load_says_why(monkeypatch, tmp_path):
    (tmp_path / "narwhals_of_old.py").write_text("raise ImportError('needs NumPy 2.0')")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(zr.MissingLibraryError, match=r"ne se charge pas \(needs NumPy 2.0\)"):
        library("narwhals_of_old")
