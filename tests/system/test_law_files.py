"""The tests of the law are written as the project asks: from the text, with the computation."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

FILES = sorted((Path(__file__).parents[1] / "law").rglob("*.yaml"))
LARGEST_MARGIN = 0.001
# Where the text leaves fractions of a cent: 98 % of the RLS, and no euro before 2016.
FRACTIONS = {"revalorisations.yaml", "rls_et_versement.yaml"}
LARGEST_WITH_FRACTIONS = 0.006


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-2:]))
def test_each_case_says_its_name_its_computation_and_is_exact_to_the_cent(file):
    cases = yaml.safe_load(file.read_text(encoding="utf-8"))
    housing = file.parent.name == "aides_logement" and file.name in FRACTIONS
    largest = LARGEST_WITH_FRACTIONS if housing else LARGEST_MARGIN
    faults = []
    names = [case.get("name") for case in cases]
    faults += [f"{name!r} twice" for name in set(names) if names.count(name) > 1]
    for case in cases:
        name = case.get("name")
        faults += [
            f"{name!r}: no {key}"
            for key in ("name", "description", "period", "output")
            if not case.get(key)
        ]
        # Without a margin openfisca compares exactly.
        margin = case.get("absolute_error_margin", 0)
        margins = margin.values() if isinstance(margin, dict) else [margin]
        if any(value is not None and value > largest for value in margins):
            faults.append(f"{name!r}: absolute_error_margin above {largest}")
        if "relative_error_margin" in case:
            faults.append(f"{name!r}: a relative margin hides cents")
    assert not faults, "\n".join(faults)
