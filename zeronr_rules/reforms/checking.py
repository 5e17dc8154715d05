"""Reading what a reform is asked to change; every fault is told together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from openfisca_core.variables import Variable

from zeronr_rules.errors import Fault, did_you_mean, near_names
from zeronr_rules.inputs.faults import name_of, shorten, show
from zeronr_rules.reforms.spans import Span, read_span, separate
from zeronr_rules.reforms.steps import Action, ParameterChange, VariableChange
from zeronr_rules.reforms.tree import first_day, leaf_at, leaves
from zeronr_rules.reforms.values import first_date, read_change

_SHOWN = 6
_LONGEST_PATH = 120


def read_parameters(given: Any, root: Any) -> tuple[list[ParameterChange], list[Fault]]:
    """Read the changes of parameters: by path, then by months."""
    if not isinstance(given, Mapping):
        expected = "un objet : chemin d'un paramètre, puis mois et valeur"
        return [], [Fault(("parameters",), show(given), expected)]
    changes: list[ParameterChange] = []
    faults: list[Fault] = []
    for path, by_span in given.items():
        found, wrong = _read_parameter(path, by_span, root)
        changes += found
        faults += wrong
    return changes, faults


def _read_parameter(
    path: Any, by_span: Any, root: Any
) -> tuple[list[ParameterChange], list[Fault]]:
    leaf = leaf_at(root, path) if isinstance(path, str) and path else None
    if leaf is None:
        return [], [_unknown_path(path, root)]
    if hasattr(leaf, "children"):
        return [], [_not_a_leaf(path, leaf)]
    if not isinstance(by_span, Mapping) or not by_span:
        hint = 'Par exemple {"2026-04": 700}.'
        return [], [Fault((path,), show(by_span), "un objet : mois, puis valeur", hint)]
    faults: list[Fault] = []
    spans: list[tuple[Any, Span]] = []
    for key in by_span:
        place = (path, shorten(name_of(key)))
        span = read_span(key, place)
        if isinstance(span, Fault):
            faults.append(span)
        elif first_day(span.start) < first_date(leaf):
            hint = f"La première valeur est du {first_date(leaf)}."
            expected = "un mois à partir de la première valeur de la loi"
            faults.append(Fault(place, show(key), expected, hint))
        else:
            spans.append((key, span))
    ordered, overlaps = separate(spans, path)
    faults += overlaps
    changes = []
    for key, span in ordered:
        change = read_change(path, leaf, span, by_span[key], (path, key))
        if isinstance(change, Fault):
            faults.append(change)
        else:
            changes.append(change)
    return changes, faults


def _unknown_path(path: Any, root: Any) -> Fault:
    expected = "le chemin d'un paramètre de la loi"
    if not isinstance(path, str) or not path:
        return Fault(("parameters",), show(path), expected)
    shown = shorten(path)
    return Fault((shown,), "un chemin inconnu", expected, did_you_mean(near_paths(path, root)))


def near_paths(path: str, root: Any) -> list[str]:
    """Return the paths of parameters that look like one: by their last names, else as a whole."""
    if len(path) > _LONGEST_PATH:
        return []
    known = [one for one, _ in leaves(root)]
    same = [one for one in known if one.rpartition(".")[2] == path.rpartition(".")[2]]
    return near_names(path, same) or near_names(path, known) or same[:3]


def _not_a_leaf(path: str, node: Any) -> Fault:
    below = [f"{path}.{name}" for name, _ in leaves(node)]
    more = f" et {len(below) - _SHOWN} autres" if len(below) > _SHOWN else ""
    hint = f"Il contient {', '.join(below[:_SHOWN])}{more}."
    return Fault((path,), "un groupe de paramètres", "un paramètre seul", hint)


def read_variables(
    add: Any, replace: Any, neutralise: Any, known: Mapping[str, Any]
) -> tuple[list[VariableChange], list[Fault]]:
    """Read the changes of variables."""
    changes: list[VariableChange] = []
    faults: list[Fault] = []
    for given in _listed(add):
        _take(_added(given, known), changes, faults)
    for given in _listed(replace):
        _take(_replaced(given, known), changes, faults)
    for given in _listed(neutralise):
        _take(_neutralised(given, known), changes, faults)
    seen: set[str] = set()
    for change in changes:
        if change.name in seen:
            faults.append(Fault((change.name,), "deux changements", "un seul par réforme"))
        seen.add(change.name)
    return changes, faults


def _listed(given: Any) -> Iterable[Any]:
    if given is None:
        return ()
    one = isinstance(given, (str, type, Mapping)) or not isinstance(given, Iterable)
    return (given,) if one else tuple(given)


def _take(
    found: VariableChange | Fault, changes: list[VariableChange], faults: list[Fault]
) -> None:
    if isinstance(found, Fault):
        faults.append(found)
    else:
        changes.append(found)


def _named_class(action: Action, given: Any) -> VariableChange | Fault:
    if isinstance(given, type) and issubclass(given, Variable) and given is not Variable:
        return VariableChange(action, given.__name__, given)
    expected = "une classe dérivée de openfisca_core.variables.Variable"
    return Fault((action,), show(given), expected)


def _added(given: Any, known: Mapping[str, Any]) -> VariableChange | Fault:
    change = _named_class("add", given)
    if isinstance(change, VariableChange) and change.name in known:
        hint = "Pour changer une variable, « replace »."
        return Fault(("add", change.name), "une variable qui existe", "un nom nouveau", hint)
    return change


def _replaced(given: Any, known: Mapping[str, Any]) -> VariableChange | Fault:
    change = _named_class("replace", given)
    if isinstance(change, Fault):
        return change
    if change.name not in known:
        return _unknown_variable("replace", change.name, known)
    old = known[change.name]
    for attribute, what in (
        ("value_type", "le même type"),
        ("definition_period", "la même période"),
    ):
        own = getattr(given, attribute, None)
        if own is not None and own != getattr(old, attribute):
            return Fault(("replace", change.name), f"{attribute} = {own}", what)
    entity = getattr(given, "entity", None)
    if entity is not None and entity.key != old.entity.key:
        place = ("replace", change.name)
        return Fault(place, f"l'entité « {entity.key} »", f"la même, « {old.entity.key} »")
    return change


def _neutralised(given: Any, known: Mapping[str, Any]) -> VariableChange | Fault:
    if not isinstance(given, str):
        return Fault(("neutralise",), show(given), "le nom d'une variable")
    if given not in known:
        return _unknown_variable("neutralise", given, known)
    return VariableChange("neutralise", given)


def _unknown_variable(action: str, name: str, known: Mapping[str, Any]) -> Fault:
    hint = did_you_mean(near_names(name, known))
    return Fault((action, shorten(name)), "une variable inconnue", "une variable des règles", hint)
