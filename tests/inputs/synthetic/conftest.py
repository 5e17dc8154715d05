"""One population for the whole folder: drawn once, never changed."""

from __future__ import annotations

import pytest

import zeronr_rules as zr

# In 2025 the reference months change (March), and so do the family's help (July) and the pilot
# départements: every reason can be true and false within the year.
YEAR = 2025
HOUSEHOLDS = 20_000


@pytest.fixture(scope="session")
def people():
    return zr.synthetic_population(HOUSEHOLDS, YEAR, seed=0)
