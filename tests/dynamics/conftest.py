"""What the tests of the draw of sanctions share."""

from __future__ import annotations

import pytest

import zeronr_rules as zr


@pytest.fixture(scope="session")
def synthetic():
    return zr.synthetic_population(500, 2026, seed=1)
