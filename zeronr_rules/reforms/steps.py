"""What a reform is made of: changes of parameters, of variables, classes of openfisca_core."""

from __future__ import annotations

from typing import Any, Literal

from attrs import frozen

from zeronr_rules.inputs.periods import month_text
from zeronr_rules.reforms.spans import Span

Kind = Literal["value", "factor", "as_of"]
Action = Literal["add", "replace", "neutralise"]


@frozen
class ParameterChange:
    """Another value of one parameter over some months.

    Parameters
    ----------
    path
        Path of the parameter in the tree.
    span
        The months.
    kind
        ``value``: that value; ``factor``: each value of the law times that number;
        ``as_of``: the value that the law had in that month (counted from year 0).
    value
        The value, the factor or the month. A list is held as a tuple.

    """

    path: str
    span: Span
    kind: Kind
    value: Any

    @property
    def place(self) -> tuple[str, str]:
        """What it changes: two steps that change different things commute."""
        return ("parameter", self.path)

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold."""
        value: Any = list(self.value) if isinstance(self.value, tuple) else self.value
        if self.kind == "as_of":
            value = month_text(value)
        return {"parameter": self.path, "period": str(self.span), self.kind: value}


@frozen
class VariableChange:
    """A variable added, replaced or neutralised.

    Parameters
    ----------
    action
        What happens to it.
    name
        Name of the variable.
    variable
        The class, unless it is neutralised.

    """

    action: Action
    name: str
    variable: Any = None

    @property
    def place(self) -> tuple[str, str]:
        """What it changes."""
        return ("variable", self.name)

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold."""
        return {self.action: self.name if self.variable is None else class_name(self.variable)}


@frozen
class CoreReform:
    """A reform class of openfisca_core, applied as it is."""

    reform: Any

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold."""
        return {"openfisca_reform": class_name(self.reform)}


Movable = ParameterChange | VariableChange
Step = ParameterChange | VariableChange | CoreReform


def canonical(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Order the steps that commute, so that the same law is the same value.

    Changes of different parameters or variables commute; those of the same one keep
    their order. What a class of openfisca_core does is not known: nothing crosses it.
    """
    ordered: list[Step] = []
    waiting: list[Movable] = []
    for step in steps:
        if isinstance(step, CoreReform):
            ordered = [*ordered, *sorted(waiting, key=_place), step]
            waiting = []
        else:
            waiting.append(step)
    return (*ordered, *sorted(waiting, key=_place))


def _place(step: Movable) -> tuple[str, str]:
    return step.place


def class_name(given: Any) -> str:
    """Return where a class comes from."""
    return f"{given.__module__}.{given.__qualname__}"
