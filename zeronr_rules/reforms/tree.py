"""A parameter tree with some values changed; all the rest is shared with the tree it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openfisca_core.parameters import ParameterAtInstant

from zeronr_rules.inputs.periods import month_text
from zeronr_rules.reforms.steps import ParameterChange

_CENT = 2


def leaf_at(root: Any, path: str) -> Any:
    """Return the node or the parameter at a path, ``None`` when there is none."""
    node = root
    for part in path.split("."):
        node = getattr(node, "children", {}).get(part)
        if node is None:
            return None
    return node


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Walk the parameters below a node, by path."""
    for name, child in getattr(node, "children", {}).items():
        below = f"{path}.{name}" if path else name
        if hasattr(child, "children"):
            yield from leaves(child, below)
        else:
            yield below, child


def amended(root: Any, changes: Iterable[ParameterChange], metadata: Mapping[str, Any]) -> Any:
    """Return the tree with the changes made, one after the other.

    Parameters
    ----------
    root
        The tree; it is not changed.
    changes
        The changes. Each path exists.
    metadata
        That of the values which the changes write.

    """
    copies: dict[str, Any] = {"": _copy(root)}
    for change in changes:
        *above, name = change.path.split(".")
        parent, path = copies[""], ""
        for part in above:
            path = f"{path}.{part}" if path else part
            if path not in copies:
                copies[path] = _copy(parent.children[part])
                _put(parent, part, copies[path])
            parent = copies[path]
        leaf = _copy(parent.children[name])
        leaf.values_list = changed_values(leaf, change, metadata)
        _put(parent, name, leaf)
    return copies[""]


def _copy(node: Any) -> Any:
    """Copy a node alone: its children stay those of the original."""
    made = object.__new__(type(node))
    made.__dict__.update(node.__dict__)
    if "children" in made.__dict__:
        made.children = dict(node.children)
    if made.__dict__.get("values_history") is node:
        made.values_history = made
    return made


def _put(parent: Any, name: str, child: Any) -> None:
    parent.children[name] = child
    setattr(parent, name, child)


def changed_values(leaf: Any, change: ParameterChange, metadata: Mapping[str, Any]) -> list[Any]:
    """Return the dated values of a parameter once changed, the latest first."""
    span = change.span
    start = first_day(span.start)
    stop = None if span.stop is None else first_day(span.stop)
    dated = list(reversed(leaf.values_list))
    if span.until_next:
        following = next((one.instant_str for one in dated if one.instant_str > start), None)
        stop = min(filter(None, (stop, following)), default=None)
    before = [one for one in dated if one.instant_str < start]
    after = [] if stop is None else [one for one in dated if one.instant_str >= stop]
    covered = dated[len(before) : len(dated) - len(after)]
    if before and not (covered and covered[0].instant_str == start):
        covered = [before[-1], *covered]
    written = [
        _value(leaf, max(one.instant_str, start), value, metadata)
        for one, value in _new_values(leaf, change, covered)
    ]
    if stop is not None and covered and not (after and after[0].instant_str == stop):
        written.append(_resumed(leaf, stop, covered[-1]))
    return [*before, *written, *after][::-1]


def _new_values(
    leaf: Any, change: ParameterChange, covered: list[Any]
) -> Iterator[tuple[Any, Any]]:
    if change.kind == "factor":
        unit = str((leaf.metadata or {}).get("unit") or "")
        for one in covered:
            yield one, times(one.value, change.value, unit)
        return
    if change.kind == "as_of":
        value = value_at(leaf, first_day(change.value))
    else:
        value = list(change.value) if isinstance(change.value, tuple) else change.value
    yield from ((one, value) for one in covered[:1])


def times(value: Any, factor: float, unit: str) -> Any:
    """Multiply a value of the law by a factor, in exact decimals.

    An amount is rounded to the cent, or to as many decimals as the law wrote. What is
    unknown or ended stays so.
    """
    if value is None or value != value or factor == 1:  # noqa: PLR0124 - only nan is
        return value
    written = Decimal(repr(value))
    product = written * Decimal(repr(factor))
    if unit.startswith("EUR") or unit == "FRF":
        exponent = written.as_tuple().exponent
        decimals = max(_CENT, -exponent if isinstance(exponent, int) else 0)
        product = product.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole = isinstance(value, int) and product == int(product)
    return int(product) if whole else float(product)


def value_at(leaf: Any, day: str) -> Any:
    """Return the value in force on a day, ``None`` when there is none."""
    return next((one.value for one in leaf.values_list if one.instant_str <= day), None)


def first_day(month: int) -> str:
    """Return the first day of a month, as text."""
    return f"{month_text(month)}-01"


def _value(leaf: Any, day: str, value: Any, metadata: Mapping[str, Any]) -> Any:
    return ParameterAtInstant(
        f"{leaf.name}.{day}", day, data={"value": value, "metadata": dict(metadata)}
    )


def _resumed(leaf: Any, day: str, resumed: Any) -> Any:
    """Return the value of the law in force again, with its own references."""
    return _value(leaf, day, resumed.value, resumed.metadata or {})
