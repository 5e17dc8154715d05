"""What the computation of one case rests on: past receipts, notices, readings of texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from zeronr_rules.calculation import reformed_system
from zeronr_rules.engine import Run
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.notices import Notice
from zeronr_rules.reforms.library import convention
from zeronr_rules.reforms.making import of_class
from zeronr_rules.results import Results
from zeronr_rules.system import system
from zeronr_rules.takeup.rights import CURRENT, LOOKED_AT, PAID, RIGHTS, RSA
from zeronr_rules.text import french_number

_CONVENTIONS = "conventions."
Given = Mapping[str, float | None]


def facts_of(
    checked: Situation, given: Sequence[Given], asked: SimplePeriod, known: Any
) -> Situation:
    """Return the situation without benefits of the month, with what was received before it.

    A right of which nothing is received now is taken as not received before, for
    the months that the situation does not give; of one that is received, the
    months not given are computed.
    """
    values = {name: dict(by_period) for name, by_period in checked.values.items()}
    for name in CURRENT:
        values.get(name, {}).pop(asked.start, None)
    for right in known:
        nothing = {rank: 0.0 for rank, amounts in enumerate(given) if amounts[right] == 0.0}
        if right == RSA:
            # The housing aid asks whether some was received.
            nothing |= {rank: some for rank, one in enumerate(given) if (some := one[RSA])}
        if not nothing:
            continue
        for name in RIGHTS[right].history:
            by_period = values.setdefault(name, {})
            for month in range(asked.start - LOOKED_AT, asked.start):
                by_period[month] = {**nothing, **by_period.get(month, {})}
    return evolve(checked, values={name: found for name, found in values.items() if found})


def notices_of(
    compute: Any, checked: Situation, given: Sequence[Given], asked: SimplePeriod
) -> dict[str, tuple[Notice, ...]]:
    """Return what each right takes for granted, by itself."""
    found = {}
    for name, right in RIGHTS.items():
        # Housing aids given in the past would hide what the aid itself lacks.
        known = [other for other in RIGHTS if other != name]
        made = facts_of(checked, given, asked, known)
        alone = len(checked.persons) == 1
        found[name] = tuple(
            notice
            for notice in compute(made, right.paid).notices
            # Who is alone in a situation is alone in each entity.
            if not (alone and notice.code == "entite_completee")
        )
    return found


def readings_of(
    facts: Situation, asked: SimplePeriod, results: Results, reform: Any, tolerance: float
) -> dict[tuple[str, int], list[str]]:
    """Say which other readings of texts change an amount, by right and famille."""
    found: dict[tuple[str, int], list[str]] = {}
    read = {one.path for one in results.provenance.parameters_read}
    base = None if reform is None else of_class(reform)
    for path in sorted(path for path in read if path.startswith(_CONVENTIONS)):
        name = path.removeprefix(_CONVENTIONS)
        for other in _other_readings(name, results):
            law = convention(name, other) if base is None else base + convention(name, other)
            run = Run(reformed_system(law), facts, (asked, PAID))
            changed = {paid: run.calculate(paid, asked) for paid in PAID}
            for right, spec in RIGHTS.items():
                pairs = zip(results[spec.paid].tolist(), changed[spec.paid].tolist(), strict=True)
                for rank, (amount, new) in enumerate(pairs):
                    if not abs(new - amount) <= tolerance:
                        label = law.label if base is None else f"{name} : « {other} »"
                        sentence = f"{label} donnerait {french_number(new)} €."
                        found.setdefault((right, rank), []).append(sentence)
    return found


def _other_readings(name: str, results: Results) -> list[str]:
    leaf = system().parameters.conventions.children.get(name)
    possible = () if leaf is None else (leaf.metadata or {}).get("possible_values") or ()
    current = dict(results.provenance.conventions).get(name)
    return [str(one) for one in possible if str(one) != str(current)]
