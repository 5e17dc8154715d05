"""The YAML tests of the law, in openfisca's format, run by pytest one item a case."""

from __future__ import annotations

import pytest
import yaml
from openfisca_core.tools.test_runner import YamlItem

from zeronr_rules.system import system


class LawFile(pytest.File):
    """A YAML file of cases; each is a test named by its sentence."""

    def collect(self):
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        cases = yaml.load(self.path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
        for case in cases if isinstance(cases, list) else [cases]:
            yield YamlItem.from_parent(
                self,
                name=case["name"],
                baseline_tax_benefit_system=system(),
                test=case,
                options={},
            )


def pytest_collect_file(parent, file_path):
    if file_path.suffix == ".yaml":
        return LawFile.from_parent(parent, path=file_path)
    return None
