"""Named reforms: those of ``zeronr_rules/data/reform_*.yaml``, and each convention flipped.

The rules that a file cannot hold are variables of :mod:`zeronr_rules.reforms.rules`.

``zr.reforms.named()`` lists them; ``zr.reforms.get(name)`` and, for those of a file,
``zr.reforms.library.<name>`` give them.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

from attrs import evolve

from zeronr_rules.errors import Fault, ReformError, did_you_mean, near_names
from zeronr_rules.inputs.faults import show
from zeronr_rules.inputs.periods import read_period
from zeronr_rules.reforms.making import parse, structural
from zeronr_rules.reforms.reform import Reform
from zeronr_rules.reforms.rules import rules_of
from zeronr_rules.reforms.spans import Span
from zeronr_rules.reforms.steps import ParameterChange
from zeronr_rules.reforms.values import first_date
from zeronr_rules.system import system

_PREFIX, _SUFFIX = "reform_", ".yaml"
_CONVENTION = "convention"


@functools.cache
def _files() -> dict[str, Any]:
    folder = resources.files("zeronr_rules") / "data"
    return {
        file.name[len(_PREFIX) : -len(_SUFFIX)]: file
        for file in sorted(folder.iterdir(), key=lambda one: one.name)
        if file.name.startswith(_PREFIX) and file.name.endswith(_SUFFIX)
    }


def named() -> tuple[str, ...]:
    """Return the names of the library: reforms of a file, then conventions read otherwise.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> "rsa_plus_10_pour_cent" in zr.reforms.named()
    True

    """
    return (*_files(), *_flips())


def get(name: str) -> Reform:
    """Return a named reform.

    Raises
    ------
    ReformError
        When no reform has that name.

    """
    if name in _files():
        return _of_file(name)
    if name in _flips():
        return convention(*name.split(".")[1:])
    hint = did_you_mean(near_names(str(name), named())) or "zeronr reforms les liste."
    raise ReformError([Fault(("réforme",), show(name), "le nom d'une réforme", hint)])


@functools.cache
def _of_file(name: str) -> Reform:
    told = parse(_files()[name].read_bytes(), name)
    added, replaced = rules_of(name)
    rules = structural(add=added, replace=replaced)
    return evolve(told, steps=(*told.steps, *rules.steps))


def convention(name: str, reading: str) -> Reform:
    """Return the law with a convention read in that way, at all dates.

    Parameters
    ----------
    name
        A parameter of ``parameters/conventions``.
    reading
        One of its readings; the default one changes nothing.

    Raises
    ------
    ReformError
        When either is unknown; the readings are listed.

    """
    known = system().parameters.conventions.children
    leaf = known.get(name)
    if leaf is None:
        hint = did_you_mean(near_names(str(name), known))
        raise ReformError([Fault(("conventions",), show(name), "une convention", hint)])
    readings = _readings(leaf)
    if reading not in readings:
        listed = " ou ".join(f"« {one} »" for one in readings)
        raise ReformError([Fault((f"conventions.{name}",), show(reading), listed)])
    period = read_period(first_date(leaf)[:7])
    assert period is not None  # noqa: S101 - the dates of the law are dates
    change = ParameterChange(f"conventions.{name}", Span(period.start), "value", reading)
    first = leaf.values_list[-1].metadata or {}
    return Reform(
        (change,),
        name=f"{_CONVENTION}.{name}.{reading}",
        label=f"{leaf.description} : « {reading} »",
        reference=tuple(str(one["title"]) for one in first.get("reference") or ()),
        documentation=" ".join((leaf.documentation or "").split()),
    )


def _readings(leaf: Any) -> list[str]:
    return [str(one) for one in (leaf.metadata or {}).get("possible_values") or ()]


@functools.cache
def _flips() -> tuple[str, ...]:
    """Return the name of each reading that is not the default."""
    conventions = system().parameters.conventions.children
    return tuple(
        f"{_CONVENTION}.{name}.{reading}"
        for name, leaf in sorted(conventions.items())
        for reading in _readings(leaf)
        if reading != leaf.values_list[0].value
    )


def __getattr__(name: str) -> Reform:
    """Give the reforms of a file as attributes."""
    if name.startswith("__") or name not in _files():
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return get(name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_files()})
