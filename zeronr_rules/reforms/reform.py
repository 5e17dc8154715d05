"""A reform as a value."""

from __future__ import annotations

import hashlib
import json
import textwrap
from typing import TYPE_CHECKING, Any

from attrs import field, frozen
from openfisca_core.reforms import Reform as CoreReformClass

from zeronr_rules.reforms.steps import (
    CoreReform,
    ParameterChange,
    Step,
    VariableChange,
    canonical,
    class_name,
)
from zeronr_rules.reforms.wording import change_text

if TYPE_CHECKING:
    from zeronr_rules.reforms.difference import Difference

_WIDTH = 100
_DIGITS = 8


@frozen(str=False, repr=False)
class Reform:
    """Changes of the law, as a value that never changes.

    Two reforms are equal when they change the law in the same way, whatever they are
    called. ``a + b`` changes the law as ``a`` does, then what that gives as ``b`` does.

    Attributes
    ----------
    steps
        What it changes, in order.
    name
        A short name; results bear it.
    label
        One line in French.
    reference
        The texts it comes from.
    documentation
        What it keeps and what it leaves out.

    """

    steps: tuple[Step, ...] = field(converter=canonical)
    name: str = field(eq=False)
    label: str = field(default="", eq=False)
    reference: tuple[str, ...] = field(default=(), eq=False)
    documentation: str = field(default="", eq=False)

    @name.default
    def _default_name(self) -> str:
        return f"reforme_{self.digest[:_DIGITS]}"

    @property
    def digest(self) -> str:
        """SHA-256 of what it changes; a class counts by its name."""
        content = json.dumps([step.to_dict() for step in self.steps], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()

    def __add__(self, other: object) -> Reform:
        second = as_reform(other)
        return NotImplemented if second is None else _composed(self, second)

    def __radd__(self, other: object) -> Reform:
        if other == 0 and not isinstance(other, bool):
            # The start of sum().
            return self
        first = as_reform(other)
        return NotImplemented if first is None else _composed(first, self)

    def diff(self) -> Difference:
        """Return the law before and after: ``print`` it, or read its parts."""
        from zeronr_rules.reforms.difference import difference

        return difference(self)

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold: its names, what it changes, a digest."""
        return {
            "name": self.name,
            "label": self.label,
            "reference": list(self.reference),
            "documentation": self.documentation,
            "steps": [step.to_dict() for step in self.steps],
            "digest": self.digest,
        }

    def __repr__(self) -> str:
        return f"<Reform {self.name} ({len(self.steps)})>"

    def __str__(self) -> str:
        head = f"Réforme « {self.name} »" + (f" : {self.label}" if self.label else "")
        lines = [head]
        lines += [f"  Référence : {one}" for one in self.reference]
        if self.documentation:
            lines += textwrap.wrap(
                self.documentation, _WIDTH, initial_indent="  ", subsequent_indent="  "
            )
        lines += [f"  - {_step_text(step)}" for step in self.steps]
        if not self.steps:
            lines.append("  (ne change rien)")
        return "\n".join(lines)


def as_reform(given: Any) -> Reform | None:
    """Return a reform, given one or a reform class of openfisca_core; else ``None``."""
    if isinstance(given, Reform):
        return given
    if isinstance(given, type) and issubclass(given, CoreReformClass):
        called: Any = getattr(given, "name", None)
        named = called if isinstance(called, str) and called else given.__name__
        documentation = " ".join((given.__dict__.get("__doc__") or "").split())
        return Reform((CoreReform(given),), name=named, documentation=documentation)
    return None


def _composed(first: Reform, second: Reform) -> Reform:
    return Reform(
        (*first.steps, *second.steps),
        name=f"{first.name} + {second.name}",
        label=" ; ".join(filter(None, (first.label, second.label))),
        reference=tuple(dict.fromkeys((*first.reference, *second.reference))),
        documentation=" ".join(filter(None, (first.documentation, second.documentation))),
    )


def _step_text(step: Step) -> str:
    if isinstance(step, ParameterChange):
        return f"{step.path} : {change_text(step)}"
    if isinstance(step, CoreReform):
        return f"applique la classe {class_name(step.reform)}"
    assert isinstance(step, VariableChange)  # noqa: S101 - for the type checker
    verbs = {"add": "ajoute", "replace": "remplace", "neutralise": "neutralise"}
    origin = "" if step.variable is None else f" ({class_name(step.variable)})"
    return f"{verbs[step.action]} la variable {step.name}{origin}"
