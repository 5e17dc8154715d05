"""``zr.Population`` and ``zr.simulate``: the face over a population."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import zeronr_rules as zr

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.yaml"))
MONTH = "2026-05"
RIGHTS = ["rsa", "ppa", "af", "cf", "asf", "paje_base"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_situation_simulated_is_the_situation_calculated(path):
    people = zr.Population.from_situation(path, MONTH)
    simulated = zr.simulate(people, MONTH, RIGHTS)
    calculated = zr.calculate(path, MONTH, RIGHTS)
    for name in RIGHTS:
        assert simulated.by_id(name) == calculated.by_id(name)


def test_workers_and_reports_change_nothing():
    count = 90_000
    years = np.datetime64("1950-01-01") + np.arange(count) % 20_000
    people = zr.Population(persons=count)
    people.set_input("date_naissance", "ETERNITY", years)
    people.set_input("salaire_net", "2026-02", np.arange(count) % 2_000)
    reports = []
    alone = zr.simulate(people, MONTH, RIGHTS[:2], progress=lambda *done: reports.append(done))
    together = zr.simulate(people, MONTH, RIGHTS[:2], workers=2)
    assert reports[-1][0] == reports[-1][1] > 1
    for name in RIGHTS[:2]:
        assert np.array_equal(alone[name], together[name])


def test_results_say_where_they_come_from():
    people = zr.Population(persons=["a"])
    result = zr.simulate(people, MONTH, "rsa")
    assert result.provenance.engine.startswith("zeronr_rules.core")
    assert result.ids("rsa")[0] == 0


def test_wrong_requests_are_errors_of_ours():
    people = zr.Population(persons=2)
    with pytest.raises(zr.UnknownVariableError, match="rsa"):
        zr.simulate(people, MONTH, "rsaa")
    with pytest.raises(zr.PeriodError):
        zr.simulate(people, "2026", "rsa")
    with pytest.raises(ValueError, match="salaire_net"):
        people.set_input("salaire_net", "2026-01", [1.0, float("nan")])
