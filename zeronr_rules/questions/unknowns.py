"""An input that nobody gave: who it is asked of, what it could be, how to ask."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from zeronr_rules.inputs.catalogue import Catalogue, VariableSpec
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.text import french_number, french_value

# More points than this are refused: each is a household to compute.
MAX_POINTS = 200_000
MAX_UNKNOWNS = 6
# Answers hold from January of the third year before the one asked for to its December:
# whatever month a right reads, it finds the answer there.
YEARS_BEFORE = 3

Key = tuple[str, str]


@frozen
class Unknown:
    """An unknown input of one member, with the values that it could have.

    Attributes
    ----------
    name
        The input.
    member
        Identifier of the person or group it is asked of.
    grid
        The values tried, as a situation would write them.
    weights
        How likely each is; their sum is 1.
    question
        The question, in French.
    labels
        How the values of the grid are said to people.
    note
        What to tell with the question, or nothing.
    also
        Inputs of the same member that take the same answer.

    """

    name: str
    member: str
    grid: tuple[Any, ...]
    weights: tuple[float, ...]
    question: str
    labels: tuple[str, ...]
    note: str = ""
    also: tuple[str, ...] = ()
    # As the engine has it: rank of the member, values of the grid.
    rank: int = 0
    stored: tuple[Any, ...] = ()

    @property
    def key(self) -> Key:
        """The member and the input."""
        return (self.member, self.name)

    def filled(self) -> tuple[str, ...]:
        """Return every input that takes the answer."""
        return (self.name, *self.also)


def moments(spec: VariableSpec, period: SimplePeriod) -> list[int | None]:
    """Return the months (or years) of an input for which an answer holds.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from zeronr_rules.inputs.periods import month_text, requested_period
    >>> found = moments(SimpleNamespace(unit="month"), requested_period("2026-05"))
    >>> month_text(found[0]), month_text(found[-1])
    ('2023-01', '2026-12')

    """
    if spec.unit == "eternity":
        return [None]
    year = period.start // 12
    if spec.unit == "year":
        return list(range(year - YEARS_BEFORE, year + 1))
    return list(range((year - YEARS_BEFORE) * 12, (year + 1) * 12))


def value_label(spec: VariableSpec, value: Any, labels: Mapping[str, str]) -> str:
    """Say a value to people."""
    if isinstance(value, str):
        return labels.get(value, value)
    if isinstance(value, date):
        return f"le {value:%d/%m/%Y}"
    if isinstance(value, float) and not spec.is_money:
        return french_number(value)
    return french_value(value, is_money=spec.is_money)


def with_answer(
    situation: Situation, catalogue: Catalogue, period: SimplePeriod, unknown: Unknown, stored: Any
) -> Situation:
    """Return the situation with one more input given."""
    values = dict(situation.values)
    for name in unknown.filled():
        by_period = dict(values.get(name, {}))
        for moment in moments(catalogue.variables[name], period):
            by_period[moment] = {**by_period.get(moment, {}), unknown.rank: stored}
        values[name] = by_period
    return Situation(situation.persons, situation.groups, values, situation.notices)
