"""What a simulation read: which variables each formula asked for, which parameters it read.

Recording every read would turn off what spares most of the work. Instead, what a
formula read is kept beside what came of it, by defaults.py and remembered.py;
a journal only notes which results were used, and unfolds them when asked.
"""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from openfisca_core.parameters import ParameterNodeAtInstant

from zeronr_rules.core.options import given_period, whole_of
from zeronr_rules.core.periods import CachedPeriod
from zeronr_rules.core.slots import KEY_BITS, KEY_MASK, Entry, Slot, Table

# A variable at a period: a number, see Slot.node. A parameter at an instant.
Node = int
ParameterRead = tuple[str, str]
# What a formula asked for, in its order, and which parameters it read.
Notes = tuple[tuple[Node, ...], frozenset[ParameterRead]]
_NOTHING: Notes = ((), frozenset())
# How many readings of values that depend on defaults alone are kept for a table.
_READINGS_KEPT = 40


class Reading:
    """Variables at some periods, and the parameters that their formulas read."""

    def __init__(self, nodes: Collection[Node], parameters: Collection[ParameterRead]) -> None:
        self.nodes = frozenset(nodes)
        self.parameters = frozenset(parameters)

    @functools.cached_property
    def keys(self) -> dict[int, list[int]]:
        """The keys of the periods by rank of variable."""
        found: dict[int, list[int]] = {}
        for node in self.nodes:
            rank = node >> KEY_BITS
            if rank in found:
                found[rank].append(node & KEY_MASK)
            else:
                found[rank] = [node & KEY_MASK]
        return found


class Journal:
    """What was read in one simulation."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self.table: Table = engine.table
        # What the caller asked for, and what each formula that counted read.
        self.asked: dict[Node, None] = {}
        self.computed: dict[Node, Notes] = {}
        self._everything: tuple[Any, tuple[Reading, Reading]] | None = None

    def ask(self, slot: Slot, period: CachedPeriod, options: Any) -> None:
        """Note what the caller asks for."""
        self.asked.update(dict.fromkeys(nodes_of(slot, period, options)))

    def note(
        self, node: Node, reads: Iterable[Any], parameters: Collection[ParameterRead]
    ) -> Notes:
        """Keep what a formula read."""
        nodes = dict.fromkeys(
            found for read in reads if read is not None for found in nodes_of(*read[:3])
        )
        read = frozenset(parameters)
        # Most formulas read the same as before, or nothing: kept once.
        read = self.table.parameters_read.setdefault(read, read)
        notes = self.computed[node] = (tuple(nodes), read)
        return notes

    def of(self, node: Node) -> Notes:
        """Return what the formula of a variable read: nothing if the value was given."""
        found = self.computed.get(node)
        if found is None:
            entry = self._entry(node)
            found = _NOTHING if entry is None else notes_of(entry)
        return found

    def _entry(self, node: Node) -> Entry | None:
        """Return the value that defaults alone gave, if that is where it comes from."""
        return entry_of(self.table, node, self.engine.given)

    def everything(self) -> tuple[Reading, Reading]:
        """Return all that was read, as :meth:`reached` does."""
        size = (len(self.asked), len(self.computed), self.engine.given)
        if self._everything is None or self._everything[0] != size:
            self._everything = size, self.reached(self.asked)
        return self._everything[1]

    def reached(self, start: Iterable[Node], idle: Collection[str] = ()) -> tuple[Reading, Reading]:
        """Return what these variables rest on, themselves included.

        What only the variables ``idle`` asked for, directly or not, is left out.
        Two parts without common node: the second depends on defaults alone.
        """
        computed = self.computed
        ranks = frozenset(self.table.slot(name).node >> KEY_BITS for name in idle)
        found: set[Node] = set()
        parameters: set[ParameterRead] = set()
        front = set(start)
        while front:
            if ranks:
                front = {node for node in front if node >> KEY_BITS not in ranks}
            found |= front
            notes = [computed[node] for node in front if node in computed]
            parameters.update(*[one[1] for one in notes])
            front = set().union(*[one[0] for one in notes]) - found
        without = frozenset(found - computed.keys())
        below = from_defaults(self.table, without, self.engine.given, ranks)
        return Reading(found - below.nodes, parameters), below


def entry_of(table: Table, node: Node, given: int = 0) -> Entry | None:
    """Return the value of a variable that none of those ``given``, by bit, changes."""
    entry = table.by_rank[node >> KEY_BITS].memo.get(node & KEY_MASK)
    return None if entry is None or entry.mask & given else entry


def notes_of(entry: Entry) -> Notes:
    """Return what the formula of a value that depends on defaults alone read."""
    return tuple(slot.node + period.key for slot, period in entry.reads), entry.parameters


def from_defaults(
    table: Table, start: frozenset[Node], given: int, idle: frozenset[int]
) -> Reading:
    """Return what depends on defaults alone among some variables, and what that rests on.

    The same from one household to the next, as the inputs given are.
    """
    key = (start, given, idle)
    known: Reading | None = table.readings.get(key)
    if known is None:
        found: set[Node] = set()
        parameters: set[ParameterRead] = set()
        waiting = list(start)
        while waiting:
            node = waiting.pop()
            if node in found or node >> KEY_BITS in idle:
                continue
            entry = entry_of(table, node, given)
            if entry is not None:
                found.add(node)
                nodes, read = notes_of(entry)
                parameters |= read
                waiting += nodes
        if len(table.readings) >= _READINGS_KEPT:
            table.readings = {}
        known = table.readings[key] = Reading(found, parameters)
    return known


def nodes_of(slot: Slot, period: Any, options: Any) -> tuple[Node, ...]:
    """Return what one reading of a formula asks for."""
    if type(period) is not CachedPeriod:
        period = given_period(slot.name, period)
    if not options:
        return (slot.node + period.key,)
    if "ADD" in options:
        return tuple(slot.node + part.key for part in period.parts(slot.unit))
    return (slot.node + whole_of(slot, period).key,)


class _Readers(threading.local):
    """What the formulas that are running in this thread have read of the parameters."""

    def __init__(self) -> None:
        self.stack: list[set[ParameterRead]] = []


_READERS = _Readers()


@contextlib.contextmanager
def reading() -> Iterator[set[ParameterRead]]:
    """Collect what is read of the noted parameters, but by formulas run on the way."""
    found: set[ParameterRead] = set()
    stack = _READERS.stack
    stack.append(found)
    try:
        yield found
    finally:
        stack.pop()


class NotedParameters:
    """The parameters as formulas receive them, noting the paths that are read."""

    def __init__(self, parameters: Any) -> None:
        self._parameters = parameters
        self._roots: dict[int, NotedNode] = {}

    def __call__(self, instant: Any) -> Any:
        """Return the parameters at an instant, or at the start of a period."""
        node = self._parameters(instant)
        if node is None:
            return None
        # By identity: the parameters keep one root for each instant.
        root = self._roots.get(id(node))
        if root is None:
            root = self._roots[id(node)] = NotedNode(node, "")
        return root


class NotedNode:
    """A node that notes which of its values are read."""

    def __init__(self, node: Any, path: str) -> None:
        self._node = node
        self._path = path
        self._values: dict[str, tuple[Any, ParameterRead]] = {}

    def __getattr__(self, key: str) -> Any:
        kept = self._values.get(key)
        if kept is None:
            child = getattr(self._node, key)
            path = f"{self._path}.{key}" if self._path else key
            if isinstance(child, ParameterNodeAtInstant):
                node = self.__dict__[key] = NotedNode(child, path)
                return node
            kept = self._values[key] = (child, (path, self._node._instant_str))
        stack = _READERS.stack
        if stack:
            stack[-1].add(kept[1])
        return kept[0]

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return getattr(self, key)
        stack = _READERS.stack
        if stack:
            stack[-1].add((self._path, self._node._instant_str))
        return self._node[key]

    def __contains__(self, key: object) -> bool:
        return key in self._node

    def __iter__(self) -> Any:
        return iter(self._node)
