"""YAML tests on our core: the country template's own, and those of our law."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openfisca_country_template
import pytest

HERE = Path(__file__).parent
TEMPLATE = Path(openfisca_country_template.__file__).parent / "tests"


@pytest.mark.parametrize(
    ("package", "path"),
    [("openfisca_country_template", TEMPLATE), ("zeronr_rules", HERE.parent / "law")],
)
def test_yaml(package, path):
    files = sorted(str(one) for one in path.rglob("*.yaml"))
    command = [sys.executable, str(HERE / "yaml_on_core.py"), package, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
