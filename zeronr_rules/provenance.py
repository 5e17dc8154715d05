"""Where a result comes from: rules, parameters, engine, reform, conventions."""

from __future__ import annotations

import functools
import importlib.metadata
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from zeronr_rules.caches import cached_by_system
from zeronr_rules.inputs.periods import SimplePeriod, month_text
from zeronr_rules.parsed import digest_of, parameter_files, sources_of


def _version() -> str:
    try:
        return importlib.metadata.version("zeronr-rules")
    except importlib.metadata.PackageNotFoundError:
        return "0+inconnue"


VERSION = _version()


@frozen
class ParameterRead:
    """A parameter that a result rests on.

    Parameters
    ----------
    path
        Its path in the tree.
    last_change
        Date of its last value at or before the period: since when it is in force.
    last_checked
        When somebody last checked it against its source, if that was recorded.

    """

    path: str
    last_change: str | None
    last_checked: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold."""
        return {
            "path": self.path,
            "last_change": self.last_change,
            "last_checked": self.last_checked,
        }


@frozen
class Provenance:
    """What a result was computed with.

    Parameters
    ----------
    version
        Version of the rules.
    parameters_digest
        SHA-256 of the parameter files, paths and contents.
    engine
        Name and version of the engine.
    reform
        Name of the reform, or ``None`` for the law as it is.
    reform_content
        What the reform changes, as ``Reform.to_dict`` gives it.
    conventions
        The reading in force for each convention, at the period asked for.
    period
        The period asked for.
    parameters_read
        The parameters that were read, with the date of their last change.

    """

    version: str
    parameters_digest: str
    engine: str
    reform: str | None
    period: str
    conventions: Mapping[str, str] = field(factory=dict)
    parameters_read: tuple[ParameterRead, ...] = field(default=(), repr=False)
    reform_content: Mapping[str, Any] | None = field(default=None, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold."""
        return {
            "version": self.version,
            "parameters_digest": self.parameters_digest,
            "engine": self.engine,
            "reform": self.reform,
            "reform_content": None if self.reform_content is None else dict(self.reform_content),
            "period": self.period,
            "conventions": dict(self.conventions),
            "parameters_read": [read.to_dict() for read in self.parameters_read],
        }


@functools.cache
def parameters_digest() -> str:
    """Return the SHA-256 of the parameter files, by path then content."""
    return digest_of(sources_of(parameter_files()))


@cached_by_system(maxsize=256)
def conventions_at(system: Any, period: SimplePeriod) -> Mapping[str, str]:
    """Return the conventions in force at a period: name, reading."""
    node = getattr(system.parameters, "conventions", None)
    if node is None:
        return {}
    instant = f"{month_text(period.start)}-01"
    readings = ((name, child.get_at_instant(instant)) for name, child in node.children.items())
    return {name: str(reading) for name, reading in sorted(readings) if reading is not None}


def parameters_read(
    system: Any, paths: Iterable[str], period: SimplePeriod
) -> tuple[ParameterRead, ...]:
    """Describe the parameters of these paths, as they are at a period."""
    last_day = f"{month_text(period.start + period.months - 1)}-31"
    reads = (_parameter_read(system, path, last_day) for path in sorted(paths))
    return tuple(read for read in reads if read is not None)


@cached_by_system(maxsize=4096)
def _parameter_read(system: Any, path: str, last_day: str) -> ParameterRead | None:
    node = system.parameters
    for part in path.split("."):
        children = getattr(node, "children", {})
        if part not in children:
            return None
        node = children[part]
    dates = [date for date in _dates(node) if date <= last_day]
    checked = (getattr(node, "metadata", None) or {}).get("last_value_checked_on")
    return ParameterRead(path, max(dates, default=None), str(checked) if checked else None)


def _dates(node: Any) -> Iterable[str]:
    for value in getattr(node, "values_list", ()):
        yield value.instant_str
    for child in getattr(node, "children", {}).values():
        yield from _dates(child)
    for bracket in getattr(node, "brackets", ()):
        yield from _dates(bracket)
