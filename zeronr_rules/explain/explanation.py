"""The explanation of one amount: plain values, then text, HTML or a dictionary."""

from __future__ import annotations

import math
from typing import Any

import attrs
from attrs import field, frozen

from zeronr_rules.notices import Notice
from zeronr_rules.provenance import Provenance


@frozen
class Member:
    """A person of the household, and whether the benefit counts him or her."""

    id: str
    role: str
    age: int
    flags: tuple[str, ...]
    # One value, or one for each reference month.
    counted: tuple[bool, ...]
    # For each reference month, why not; empty when counted.
    reasons: tuple[str, ...]


@frozen
class ConditionResult:
    """A condition of the right: by adult, or for the household."""

    variable: str
    label: str
    reference: str
    period: str
    values: dict[str, bool]


@frozen
class Cell:
    """The value of a variable at a period, for a reference month."""

    variable: str
    period: str
    reference_month: str
    value: Any


@frozen
class Row:
    """A step in the three reference months."""

    label: str
    level: int
    total: bool
    is_money: bool
    reference: str
    # The rule in one or two sentences.
    note: str
    cells: tuple[Cell, ...]
    is_rate: bool = False


@frozen
class Line:
    """A value that is not by reference month: an outcome, or a direct dependency."""

    label: str
    value: Any
    is_money: bool
    variable: str | None = None
    reference: str = ""
    period: str | None = None
    id: str | None = None


@frozen
class Examination:
    """When the right was examined, and the months it looked at."""

    month: str
    reference_months: tuple[str, ...]
    claim: str | None
    # Months in which this examination is due, when a month of claim is known.
    quarter: tuple[str, ...]


@frozen
class ParameterValue:
    """A value of the law that was read."""

    path: str
    label: str
    short_label: str
    value: Any
    unit: str
    since: str
    reference: str
    # Whether a step shown rests on it.
    main: bool


@frozen
class ConventionRead:
    """A reading of a text that has two: the one taken, and why."""

    name: str
    label: str
    reading: str
    other_readings: tuple[str, ...]
    reason: str
    main: bool


@frozen
class Explanation:
    """Why one amount: who, which months, which conditions, which resources, which texts.

    ``str()`` gives a page in French; :meth:`to_html` a fragment of HTML;
    :meth:`to_dict` a dictionary that JSON can hold. What these hold may change
    until version 1.0.

    Attributes
    ----------
    variable, label, reference, documentation
        What is explained, as the rules declare it.
    period, entity, entity_id
        For when and for whom.
    value, is_money
        Its value.
    reason
        Why nothing is due, or why nothing was computed; empty otherwise.
    examination, household, conditions, steps, outcome
        For a benefit: the months, the persons counted, the conditions by adult,
        the table of the reference months, and what follows from it.
    dependencies
        For any other variable: what its formula asked for, and the answers.
    parameters, conventions
        The values of the law that were read, and the readings in force.
    notices, provenance
        Those of the computation.

    """

    variable: str
    label: str
    reference: str
    documentation: str
    period: str
    entity: str
    entity_id: str
    value: Any
    is_money: bool
    reason: str
    examination: Examination | None = None
    household: tuple[Member, ...] = ()
    conditions: tuple[ConditionResult, ...] = ()
    steps: tuple[Row, ...] = ()
    outcome: tuple[Line, ...] = ()
    dependencies: tuple[Line, ...] = ()
    parameters: tuple[ParameterValue, ...] = ()
    conventions: tuple[ConventionRead, ...] = ()
    notices: tuple[Notice, ...] = ()
    provenance: Provenance = field(kw_only=True, repr=False)

    def __str__(self) -> str:
        from zeronr_rules.explain.document import sections
        from zeronr_rules.explain.rendering import as_text

        return as_text(sections(self))

    def to_html(self) -> str:
        """Return a fragment of HTML, with everything escaped and no style."""
        from zeronr_rules.explain.document import sections
        from zeronr_rules.explain.rendering import as_html

        return as_html(sections(self))

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold; an unknown amount is ``None``."""
        own = (a.name for a in attrs.fields(type(self)) if a.name not in _OWN_DICTIONARY)
        return {name: _plain(getattr(self, name)) for name in own} | {
            "notices": [notice.to_dict() for notice in self.notices],
            "provenance": self.provenance.to_dict(),
        }


_OWN_DICTIONARY = ("notices", "provenance")


def _plain(value: Any) -> Any:
    """Return what JSON can hold of a value of an explanation."""
    if attrs.has(type(value)):
        return {a.name: _plain(getattr(value, a.name)) for a in attrs.fields(type(value))}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)
