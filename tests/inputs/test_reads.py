"""What a request read is known without recording each read: the same as a tracer sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from openfisca_core.tracers import SimpleTracer

import zeronr_rules as zr
from zeronr_rules.core import Simulation
from zeronr_rules.core.slots import KEY_BITS, KEY_MASK
from zeronr_rules.engine import Run, population_of
from zeronr_rules.inputs import check_situation, read_situation
from zeronr_rules.inputs.periods import requested_period
from zeronr_rules.lookback import look_back

EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples").glob("*.yaml"))
RIGHTS = ("rsa", "ppa", "aide_logement")


class Recorder(SimpleTracer):
    """Who asked for what."""

    def __init__(self):
        super().__init__()
        self.asked = {}
        self.parameters = set()

    def record_calculation_start(self, variable, period, *_):
        reader = (self.stack[-1]["name"], str(self.stack[-1]["period"])) if self.stack else None
        self.asked.setdefault(reader, set()).add((variable, str(period)))
        super().record_calculation_start(variable, period)

    def record_parameter_access(self, parameter, period, *_):
        self.parameters.add((parameter, str(period)))

    def reached(self, start, idle=()):
        found, waiting = set(), list(start)
        while waiting:
            node = waiting.pop()
            if node not in found and node[0] not in idle:
                found.add(node)
                waiting.extend(self.asked.get(node, ()))
        return found


def traced(situation, asked, names):
    """Run a situation on a simulation that records each read, and remembers nothing."""
    simulation = Simulation(
        zr.system(), population_of(zr.system(), situation), on_spiral="raise", remember=False
    )
    recorder = simulation.tracer = Recorder()
    look_back(simulation, asked, names)
    for name in names:
        simulation.calculate(name, str(asked))
    return recorder


def read(reads):
    return {(name, str(period)) for name in reads for period in reads[name]}


@pytest.mark.parametrize("month", ["2026-05", "2020-11"])
@pytest.mark.parametrize(
    "names", [("aide_logement",), RIGHTS, ("af",)], ids=lambda names: names[-1]
)
def test_the_same_reads_as_a_tracer_sees(month, names):
    asked = requested_period(month)
    for file in (*EXAMPLES, *EXAMPLES):
        try:
            situation = check_situation(read_situation(file), asked, zr.system())
        except zr.SituationError:
            # A child who is not born yet.
            continue
        run = Run(zr.system(), situation, (asked, names))
        for name in names:
            run.calculate(name, asked)
        seen = traced(situation, asked, names)
        assert read(run.reads()) == seen.reached(seen.asked[None]), file.stem
        # openfisca_core's tracing nodes do not tell the scales, nor nodes read by an array.
        paths = run.parameters_read
        assert {path for path, _ in seen.parameters} <= paths, file.stem
        idle = frozenset({"prestations_familiales_remuneration_enfant", "revenu_substitution"})
        assert read(run.reads(idle)) == seen.reached(seen.asked[None], idle), file.stem
        below = frozenset({"aide_logement_revenus_individu", "biactivite"})
        readers = [node for node in seen.asked if node is not None and node[0] in below]
        asked_below = {node for reader in readers for node in seen.asked[reader]}
        assert read(run.reads_below(below)) == seen.reached(asked_below), file.stem


def test_the_order_of_what_a_formula_asked_for():
    asked = requested_period("2026-05")
    situation = check_situation(read_situation(EXAMPLES[1]), asked, zr.system())
    run = Run(zr.system(), situation, (asked, ("rsa",)))
    run.calculate("rsa", asked)
    journal, table = run._journal, run._simulation.table
    (node,) = journal.asked if len(journal.asked) == 1 else list(journal.asked)[-1:]
    assert table.by_rank[node >> KEY_BITS].name == "rsa"
    names = [table.by_rank[one >> KEY_BITS].name for one in journal.of(node)[0]]
    assert names[0] == "rsa_avant_sanction"
    assert node & KEY_MASK == journal.of(node)[0][0] & KEY_MASK
