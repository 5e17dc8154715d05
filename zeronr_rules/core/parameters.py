"""Parameters at an instant, read as they are asked for.

openfisca_core builds the whole tree of an instant before the first value can
be read, and looks a node indexed by an array up element by element. Here a
node finds a child when it is asked for it, keeps it, and an array takes its
values from a table of codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.parameters import ParameterNodeAtInstant, VectorialParameterNodeAtInstant
from openfisca_core.periods import Instant, Period
from openfisca_core.periods import instant as read_instant

from zeronr_rules.core.arrays import Array, frozen
from zeronr_rules.core.scales import faster

# Integer keys within this of each other are looked up by rank.
_CLOSE = 100_000


class NodeView(ParameterNodeAtInstant):  # type: ignore[misc]
    """A node of the parameter tree at an instant; children appear when read."""

    def __init__(self, name: str, node: Any, instant: str) -> None:
        # Not the parent's: it would build every child.
        self._name = name
        self._node = node
        self._instant_str = instant
        self._tables: dict[Any, Any] = {}
        self._checked = False

    @property
    def _children(self) -> dict[str, Any]:
        """Every child that exists at this instant."""
        found = ((name, self._child(name)) for name in self._node.children)
        return {name: child for name, child in found if child is not None}

    def _child(self, key: str) -> Any:
        kept = self.__dict__
        if key in kept and not key.startswith("_"):
            return kept[key]
        definition = self._node.children.get(key)
        if definition is None:
            return None
        if hasattr(definition, "children"):
            child: Any = NodeView(definition.name, definition, self._instant_str)
        else:
            child = faster(definition._get_at_instant(self._instant_str))
        if child is not None and not key.startswith("_"):
            kept[key] = child
        return child

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__"):
            raise AttributeError(key)
        child = self._child(key)
        if child is None:
            raise self._missing(key)
        return child

    def _missing(self, key: Any) -> ParameterNotFoundError:
        name = f"{self._name}.{key}" if self._name else str(key)
        return ParameterNotFoundError(name, self._instant_str)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, np.ndarray):
            if not self._checked:
                VectorialParameterNodeAtInstant.check_node_vectorisable(self)
                self._checked = True
            return _look_up([self], None, key, self._name)
        child = self._child(key) if isinstance(key, str) else None
        if child is None:
            raise self._missing(key)
        return child

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._child(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._children)


class VectorView(VectorialParameterNodeAtInstant):  # type: ignore[misc]
    """A node that differs between members: distinct nodes, and one code a member."""

    def __init__(self, nodes: list[Any], codes: Array, name: str) -> None:
        self._nodes = nodes
        self._codes = codes
        # openfisca_core's traces know it by the node that was indexed.
        self._name = name
        self._instant_str = next(node for node in nodes if node is not None)._instant_str

    @property
    def vector(self) -> list[Any]:
        """The node of each member, as openfisca_core keeps it."""
        return [self._nodes[code] for code in self._codes]

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__"):
            raise AttributeError(key)
        return self[key]

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            children = [None if node is None else node[key] for node in self._nodes]
            return _take(children, self._codes, self._name)
        return _look_up(self._nodes, self._codes, key, self._name)


def _look_up(nodes: list[Any], codes: Array | None, key: Any, name: str) -> Any:
    """Return the children named by an array of keys, in each member's own node."""
    names, ranks = _key_codes(nodes, key)
    if codes is None:
        source = nodes[0]
        if isinstance(names, list):
            return _Table(source, names).take(ranks)
        # By identity: openfisca_core's enums are equal when their names are.
        kept = source._tables.get(id(names))
        if kept is None:
            table = _Table(source, [member.name for member in names])
            kept = source._tables[id(names)] = (names, table)
        return kept[1].take(ranks)
    texts = names if isinstance(names, list) else [member.name for member in names]
    children: list[Any] = []
    for node in nodes:
        children += [None if node is None else node._child(text) for text in texts]
    used = np.asarray(codes * len(texts) + ranks)
    lost = [rank for rank in np.unique(used) if children[rank] is None]
    if lost:
        node = nodes[int(lost[0]) // len(texts)]
        raise ParameterNotFoundError(
            f"{node._name}.{texts[int(lost[0]) % len(texts)]}", node._instant_str
        )
    return _take(children, used, name)


class _Table:
    """The children of one node in the order of the members of an ``Enum``."""

    def __init__(self, node: Any, names: list[str]) -> None:
        self.node = node
        self.names = names
        self.children = [node._child(name) for name in names]
        self.whole = all(child is not None for child in self.children)
        self.values: Array | None = None
        if self.whole and not isinstance(self.children[0], ParameterNodeAtInstant):
            self.values = frozen(np.array(self.children))

    def take(self, ranks: Array) -> Any:
        if self.values is not None:
            return self.values.take(ranks)
        if not self.whole:
            for rank in np.unique(ranks):
                if self.children[rank] is None:
                    raise self.node._missing(self.names[rank])
        return _take(self.children, ranks, self.node._name)


def _take(children: list[Any], codes: Array, name: str) -> Any:
    known = [child for child in children if child is not None]
    if isinstance(known[0], ParameterNodeAtInstant):
        return VectorView(children, codes, name)
    if len(known) < len(children):
        children = [known[0] if child is None else child for child in children]
    return np.array(children).take(codes)


def _key_codes(nodes: list[Any], key: Any) -> tuple[Any, Array]:
    """Return the distinct names in an array of keys, and the rank of each element."""
    if isinstance(key, EnumArray):
        return key.possible_values, key.view(np.ndarray)
    keys = np.asarray(key)
    if keys.dtype.kind in "iu" and keys.size:
        lowest = int(keys.min())
        if int(keys.max()) - lowest < _CLOSE:
            # No need to sort integers that are close to each other. In a type that
            # holds their differences: those of int8 may not.
            close = keys.astype(np.int64) - lowest
            met = np.bincount(close) > 0
            return [str(one) for one in np.flatnonzero(met) + lowest], (
                (np.cumsum(met) - 1).take(close)
            )
    if keys.dtype == object:
        texts = np.array([item.name if isinstance(item, Enum) else str(item) for item in keys])
        names, ranks = np.unique(texts, return_inverse=True)
    else:
        names, ranks = np.unique(keys, return_inverse=True)
    if keys.dtype.kind == "M":
        node = next(node for node in nodes if node is not None)
        by_date = VectorialParameterNodeAtInstant._get_appropriate_subnode_key_date
        return [by_date(node, date) for date in names], ranks
    if keys.dtype.kind == "S":
        return [name.decode() for name in names], ranks
    return [str(name) for name in names], ranks


class ParametersAt:
    """``parameters`` as a formula receives it: call it with a period or an instant."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._by_instant: dict[Any, NodeView | None] = {}
        self._by_period: dict[int, NodeView | None] = {}

    def __call__(self, instant: Any) -> NodeView | None:
        """Return the parameters at an instant, or at the start of a period."""
        try:
            found = self._by_period.get(instant.key)
        except AttributeError:
            return self._at(instant)
        if found is None:
            found = self._by_period[instant.key] = self._at(instant)
        return found

    def _at(self, instant: Any) -> NodeView | None:
        if isinstance(instant, Period):
            instant = instant[1]
        found = self._by_instant.get(instant)
        if found is None:
            when = instant if isinstance(instant, Instant) else read_instant(instant)
            if self.root is not None:
                found = NodeView("", self.root, str(when))
            self._by_instant[instant] = found
        return found
