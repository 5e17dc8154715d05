"""The values of the law and the conventions that a calculation read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from zeronr_rules.explain.explanation import ConventionRead, ParameterValue
from zeronr_rules.system import system as rules

CONVENTIONS = "conventions."
# (path, instant) of a parameter that was read.
Read = tuple[str, str]


def parameter_values(
    system: Any, reads: Iterable[Read], main: Iterable[Read]
) -> tuple[ParameterValue, ...]:
    """Describe the values read: those of ``main`` first, in that order, then by path."""
    order = {(path, since): None for path, since, *_ in _dated(system, main)}
    rank = {key: index for index, key in enumerate(order)}
    found = {
        (path, since): _described(leaf, path, value, (path, since) in rank)
        for path, since, leaf, value in _dated(system, reads)
        if not path.startswith(CONVENTIONS)
    }
    ordered = sorted(found, key=lambda key: (rank.get(key, len(rank)), key))
    return tuple(found[key] for key in ordered)


def _dated(system: Any, reads: Iterable[Read]) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield path, date of effect, parameter and dated value of what was read."""
    for path, instant in reads:
        leaf = _leaf(system, path)
        value = None if leaf is None else _value_at(leaf, instant)
        if value is not None:
            yield path, value.instant_str, leaf, value


def conventions_read(
    system: Any, reads: Iterable[Read], main: Collection[str]
) -> tuple[ConventionRead, ...]:
    """Describe the conventions read: those of ``main`` first, then by name."""
    found: dict[str, ConventionRead] = {}
    for path, instant, leaf, value in _dated(system, reads):
        if not path.startswith(CONVENTIONS):
            continue
        name = path.removeprefix(CONVENTIONS)
        metadata = leaf.metadata or {}
        possible = metadata.get("possible_values") or []
        # The reason argues our reading, not the one that a reform prefers.
        ours = next((one for *_, one in _dated(rules(), [(path, instant)])), None)
        is_ours = ours is not None and ours.value == value.value
        reason = str(metadata.get("default_reason") or "") if is_ours else ""
        found[name] = ConventionRead(
            name=name,
            label=str(leaf.description or name),
            reading=str(value.value),
            other_readings=tuple(str(one) for one in possible if one != value.value),
            reason=reason,
            main=name in main,
        )
    return tuple(sorted(found.values(), key=lambda read: (not read.main, read.name)))


def threshold_read(parameters: Iterable[ParameterValue], path: str) -> ParameterValue | None:
    """Return the value of a path among those that a step shown rests on."""
    return next((read for read in parameters if read.path == path and read.main), None)


def _described(leaf: Any, path: str, value: Any, main: bool) -> ParameterValue:
    metadata = leaf.metadata or {}
    return ParameterValue(
        path=path,
        label=str(leaf.description or metadata.get("short_label") or path),
        short_label=str(metadata.get("short_label") or leaf.description or path),
        value=value.value,
        unit=str(metadata.get("unit") or ""),
        since=value.instant_str,
        reference=references((value.metadata or {}).get("reference")),
        main=main,
    )


def references(given: Any) -> str:
    """Return references, in any of OpenFisca's forms, as one text."""
    listed = given if isinstance(given, (list, tuple)) else [given] if given else []
    titles = (
        str(one.get("title") or one.get("href") or "") if isinstance(one, dict) else str(one)
        for one in listed
    )
    return " ; ".join(title for title in titles if title)


def _leaf(system: Any, path: str) -> Any:
    node = system.parameters
    for part in path.split("."):
        node = getattr(node, "children", {}).get(part)
        if node is None:
            return None
    return node if hasattr(node, "values_list") else None


def _value_at(leaf: Any, instant: str) -> Any:
    """Return the dated value in force at an instant, none if the parameter had ended."""
    for value in leaf.values_list:
        if value.instant_str <= instant:
            return None if value.value is None else value
    return None
