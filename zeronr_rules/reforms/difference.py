"""The law before and after a reform, dated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from attrs import asdict, frozen

from zeronr_rules.reforms.applying import applied
from zeronr_rules.reforms.reform import Reform
from zeronr_rules.reforms.tree import value_at
from zeronr_rules.reforms.values import unit_of
from zeronr_rules.reforms.wording import day_text, value_text
from zeronr_rules.system import system


@frozen
class ParameterDifference:
    """A value of the law that a reform changes, from a day to another.

    Parameters
    ----------
    path, label, unit
        The parameter.
    since, until
        First and last day; no last day when it is for good.
    before, after
        The value without the reform, and with it.

    """

    path: str
    label: str
    unit: str
    since: str
    until: str | None
    before: Any
    after: Any

    def __str__(self) -> str:
        when = f"à partir du {day_text(self.since)}"
        if self.until is not None:
            when = f"du {day_text(self.since)} au {day_text(self.until)}"
        return (
            f"{when} : {value_text(self.before, self.unit)} → {value_text(self.after, self.unit)}"
        )


@frozen
class VariableDifference:
    """A variable that a reform adds, replaces, neutralises or removes."""

    name: str
    label: str
    action: str


@frozen
class Difference:
    """The law before and after a reform; ``str()`` is in French.

    Attributes
    ----------
    name, label
        Those of the reform.
    parameters
        The values that change, by parameter then date.
    variables
        The variables that change, by name.

    """

    name: str
    label: str
    parameters: tuple[ParameterDifference, ...]
    variables: tuple[VariableDifference, ...]

    def __bool__(self) -> bool:
        return bool(self.parameters or self.variables)

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold."""
        return asdict(self)

    def __str__(self) -> str:
        lines = [f"Ce que change « {self.name} »" + (f" : {self.label}" if self.label else "")]
        path = None
        for one in self.parameters:
            if one.path != path:
                lines.append(f"  {one.label} ({one.path})")
                path = one.path
            lines.append(f"    {one}")
        lines += [f"  {one.label} ({one.name}) : {one.action}" for one in self.variables]
        if not self:
            lines.append("  Rien : la loi reste la même.")
        return "\n".join(lines)


def difference(reform: Reform) -> Difference:
    """Return the law before and after a reform."""
    before, after = system(), applied(reform)
    parameters = tuple(_parameters(before.parameters, after.parameters, ""))
    variables = tuple(_variables(before.variables, after.variables))
    return Difference(reform.name, reform.label, parameters, variables)


def _parameters(before: Any, after: Any, path: str) -> Iterator[ParameterDifference]:
    if before is after:
        # A tree shares what it does not change.
        return
    old, new = (getattr(node, "children", {}) for node in (before, after))
    if old or new:
        for name in sorted({*old, *new}):
            below = f"{path}.{name}" if path else name
            yield from _parameters(old.get(name), new.get(name), below)
        return
    yield from _values(before, after, path)


def _values(before: Any, after: Any, path: str) -> Iterator[ParameterDifference]:
    known = after if before is None else before
    days = sorted(
        {
            one.instant_str
            for leaf in (before, after)
            if leaf is not None
            for one in getattr(leaf, "values_list", ())
        }
    )
    segments: list[list[Any]] = []
    for day in days:
        pair = tuple(_value_at(leaf, day) for leaf in (before, after))
        if not segments or not all(map(_same, segments[-1][1], pair)):
            segments.append([day, pair])
    metadata = getattr(known, "metadata", None) or {}
    label = str(known.description or metadata.get("short_label") or path)
    ends = [_day_before(day) for day, _ in segments[1:]] + [None]
    for (day, (old, new)), until in zip(segments, ends, strict=True):
        if not _same(old, new):
            yield ParameterDifference(path, label, unit_of(known), day, until, old, new)


def _value_at(leaf: Any, day: str) -> Any:
    return value_at(leaf, day) if hasattr(leaf, "values_list") else None


def _same(one: Any, other: Any) -> bool:
    both_unknown = one != one and other != other  # noqa: PLR0124 - only nan is
    return both_unknown or bool(one == other)


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _variables(before: Any, after: Any) -> Iterator[VariableDifference]:
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old is new:
            continue
        if old is None:
            action = "ajoutée"
        elif new is None:
            action = "supprimée"
        else:
            action = "neutralisée" if new.is_neutralized else "remplacée"
        yield VariableDifference(name, _label(old if new is None else new, old), action)


def _label(variable: Any, old: Any) -> str:
    """Return a label: a neutralised variable keeps its own."""
    known = old if old is not None and variable.is_neutralized else variable
    return str(known.label or known.name)
