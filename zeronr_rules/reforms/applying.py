"""The rules under a reform: built in milliseconds, kept by content, a few at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import numpy as np
from openfisca_core import periods
from openfisca_core.reforms import Reform as CoreReformClass
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules.errors import ReformError
from zeronr_rules.reforms.reform import Reform
from zeronr_rules.reforms.steps import CoreReform, ParameterChange, Step, VariableChange
from zeronr_rules.reforms.tree import amended, leaf_at, leaves
from zeronr_rules.system import system

# How many reformed systems are kept: the one that was not used for longest goes first.
KEPT = 16
_LOCK = threading.RLock()
_SYSTEMS: OrderedDict[Any, TaxBenefitSystem] = OrderedDict()


class ReformedSystem(CoreReformClass):  # type: ignore[misc]
    """Rules with some parameters and variables changed; the rest is shared with the baseline."""

    def __init__(
        self,
        baseline: TaxBenefitSystem,
        name: str,
        changes: tuple[ParameterChange | VariableChange, ...],
        metadata: dict[str, Any],
    ) -> None:
        self.parameters: Any = baseline.parameters
        self._changes = changes
        self._metadata = metadata
        self._by_instant: dict[Any, Any] = {}
        super().__init__(baseline)
        self.name = name

    def apply(self) -> None:
        """Make the changes."""
        parameters = [one for one in self._changes if isinstance(one, ParameterChange)]
        if parameters:
            for change in parameters:
                _check_path(self.parameters, change.path)
            self.parameters = amended(self.parameters, parameters, self._metadata)
            self._parameters_at_instant_cache: dict[Any, Any] = {}
        for step in self._changes:
            if isinstance(step, VariableChange):
                self.variables[step.name] = self._changed(step)

    def _changed(self, change: VariableChange) -> Any:
        """Return the variable as the reform wants it."""
        old = self.variables.get(change.name)
        if (old is None) != (change.action == "add"):
            there = "n'existe pas" if old is None else "existe déjà"
            message = f"{change.name} : cette variable {there} quand la réforme la change."
            raise ReformError(message)
        if change.action == "neutralise":
            new = old.clone()
            new.is_neutralized = True
            new.label = f"{old.label or change.name} (neutralisée)"
            return new
        # What a class that replaces another does not say stays as it was.
        return change.variable(baseline_variable=old)

    def get_parameters_at_instant(self, instant: Any) -> Any:
        """Return the parameters at an instant, kept with this system only."""
        # openfisca_core keeps them, and with them the system, in a cache of the class.
        if isinstance(instant, periods.Period):
            instant = instant.start
        day = str(periods.instant(instant))
        if day not in self._by_instant:
            self._by_instant[day] = self.parameters.get_at_instant(day)
        return self._by_instant[day]


def applied(reform: Reform) -> TaxBenefitSystem:
    """Return the rules under a reform.

    Raises
    ------
    ReformError
        When it cannot be applied; nothing is half-applied.

    """
    key = (reform, reform.name, reform.label, reform.reference)
    with _LOCK:
        found = _SYSTEMS.get(key)
        if found is None:
            found = _SYSTEMS[key] = _build(reform)
            while len(_SYSTEMS) > KEPT:
                _SYSTEMS.popitem(last=False)
        _SYSTEMS.move_to_end(key)
        return found


def _build(reform: Reform) -> TaxBenefitSystem:
    rules: TaxBenefitSystem = system()
    try:
        for is_core, steps in groupby(reform.steps, lambda step: isinstance(step, CoreReform)):
            if is_core:
                for step in steps:
                    rules = _apply_class(step, rules)
            else:
                rules = ReformedSystem(rules, reform.name, tuple(steps), _metadata(reform))  # type: ignore[arg-type]
    except ReformError:
        raise
    except Exception as error:
        message = f"La réforme {reform.name} ne s'applique pas : {error}"
        raise ReformError(message) from error
    # A variable that a reform adds or replaces has OpenFisca's float32.
    for variable in rules.variables.values():
        if variable.value_type is float:
            variable.dtype = np.float64
    return rules


def _metadata(reform: Reform) -> dict[str, Any]:
    """Return what a value that the reform writes says of where it comes from."""
    title = f"Réforme « {reform.label or reform.name} »"
    return {
        "reference": [{"title": title}, *({"title": one} for one in reform.reference)],
        "reform": reform.name,
    }


def _check_path(root: Any, path: str) -> None:
    leaf = leaf_at(root, path)
    if leaf is None or not hasattr(leaf, "values_list"):
        message = f"{path} : ce paramètre n'existe plus quand la réforme le change."
        raise ReformError(message)


# --- Classes of openfisca_core ----------------------------------------------


def _apply_class(step: Step, rules: TaxBenefitSystem) -> TaxBenefitSystem:
    """Apply a reform class; refuse one that changes the rules it was given."""
    assert isinstance(step, CoreReform)  # noqa: S101 - for the type checker
    before = _content(rules)
    try:
        made: TaxBenefitSystem = step.reform(rules)
    finally:
        touched = _restore(rules, before)
    if touched:
        message = (
            f"La réforme {step.reform.__name__} change la loi d'origine ({', '.join(touched[:5])}) "
            "au lieu d'une copie : passer par modify_parameters, update_variable ou "
            "neutralize_variable."
        )
        raise ReformError(message)
    return made


_Content = tuple[dict[str, tuple[Any, list[Any], tuple[Any, ...]]], dict[Any, Any], list[Any]]


def _content(rules: TaxBenefitSystem) -> _Content:
    """Return what the rules hold: the values of each parameter, the variables, the nodes."""
    values = {
        path: (leaf, leaf.values_list, tuple(_dated(leaf.values_list)))
        for path, leaf in leaves(rules.parameters)
        if hasattr(leaf, "values_list")
    }
    nodes = [(node, dict(node.children)) for node in _nodes(rules.parameters)]
    return values, dict(rules.variables), nodes


def _restore(rules: TaxBenefitSystem, before: _Content) -> list[str]:
    """Put back what changed; return its names."""
    values, variables, nodes = before
    touched = []
    for path, (leaf, listed, dated) in values.items():
        if leaf.values_list is not listed or tuple(_dated(listed)) != dated:
            touched.append(path)
            leaf.values_list = listed
            listed[:] = [one for one, _, _ in dated]
            for one, day, value in dated:
                one.instant_str, one.value = day, value
    for node, children in nodes:
        if node.children != children and list(node.children) != list(children):
            touched.append(node.name or "racine")
            for name in set(node.children) - set(children):
                node.__dict__.pop(name, None)
            node.children = children
            for name, child in children.items():
                setattr(node, name, child)
    if list(rules.variables.items()) != list(variables.items()):
        touched += sorted(
            name
            for name in {*rules.variables, *variables}
            if rules.variables.get(name) is not variables.get(name)
        )
        rules.variables.clear()
        rules.variables.update(variables)
    return touched


def _dated(listed: Iterable[Any]) -> Iterator[tuple[Any, str, Any]]:
    for one in listed:
        # A nan differs from itself; its text does not.
        yield one, one.instant_str, one.value


def _nodes(node: Any) -> Iterator[Any]:
    if hasattr(node, "children"):
        yield node
        for child in node.children.values():
            yield from _nodes(child)
