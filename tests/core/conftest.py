from __future__ import annotations

import sys
from pathlib import Path

import pytest

# Folders of tests are not packages: worlds.py is found by its folder.
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))


@pytest.fixture(scope="session")
def template():
    from openfisca_country_template import CountryTaxBenefitSystem

    return CountryTaxBenefitSystem()


@pytest.fixture(scope="session")
def rules():
    from zeronr_rules.system import system

    return system()
