"""What a simulation read: which variables each formula asked for, which parameters it read.

Recording every read would turn off what spares most of the work. Instead, what a
formula read is kept beside what came of it, by defaults.py and remembered.py;
a journal only notes which results were used, and unfolds them when asked.
"""

from __future__ import annotations

import contextlib
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
# The same of a variable and of all that it rests on.
Whole = tuple[frozenset[Node], frozenset[ParameterRead]]

_NOTHING: Notes = ((), frozenset())
# Unions of what rests on defaults alone kept for a table.
_UNIONS_KEPT = 100


class Journal:
    """What was read in one simulation."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self.table: Table = engine.table
        # What the caller asked for, and what each formula that counted read.
        self.asked: dict[Node, None] = {}
        self.computed: dict[Node, Notes] = {}

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
        notes = self.computed[node] = (tuple(nodes), frozenset(parameters))
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
        entry = entry_of(self.table, node)
        return None if entry is None or entry.mask & self.engine.given else entry

    def everything(self) -> Whole:
        """Return all that was read."""
        idle = {slot.node + period.key for slot, period in self.engine.reused}
        nodes, parameters = union(self.table, frozenset(idle))
        computed = self.computed.values()
        return (
            nodes.union(self.asked, *[notes[0] for notes in computed]),
            parameters.union(*[notes[1] for notes in computed]),
        )

    def reached(self, start: Iterable[Node], idle: Collection[str] = ()) -> Whole:
        """Return what these variables rest on, themselves included.

        What only the variables ``idle`` asked for, directly or not, is left out.
        """
        table, computed = self.table, self.computed
        left_out = [table.slot(name) for name in idle]
        bits = sum(slot.bit for slot in left_out)
        numbers = {slot.node >> KEY_BITS for slot in left_out}
        found: set[Node] = set()
        parameters: set[ParameterRead] = set()
        on_defaults: set[Node] = set()
        waiting = list(start)
        while waiting:
            node = waiting.pop()
            if node in found or node in on_defaults or node >> KEY_BITS in numbers:
                continue
            notes = computed.get(node)
            if notes is None:
                entry = self._entry(node)
                if entry is None:
                    found.add(node)
                    continue
                if not entry.mask & bits:
                    on_defaults.add(node)
                    continue
                notes = notes_of(entry)
            found.add(node)
            parameters |= notes[1]
            waiting += notes[0]
        below = union(table, frozenset(on_defaults))
        return below[0] | found, below[1] | parameters


def entry_of(table: Table, node: Node) -> Entry | None:
    """Return what is known of a variable at a period without inputs."""
    slot = table.by_rank[node >> KEY_BITS]
    return slot.memo.get(node & KEY_MASK)


def notes_of(entry: Entry) -> Notes:
    """Return what the formula of a value that depends on defaults alone read."""
    return tuple(slot.node + period.key for slot, period in entry.reads), entry.parameters


def union(table: Table, nodes: frozenset[Node]) -> Whole:
    """Return all that values which depend on defaults alone rest on, themselves included.

    The same from one household to the next: the inputs given are.
    """
    known = table.unions.get(nodes)
    if known is None:
        wholes = sorted((whole(table, node) for node in nodes), key=lambda one: -len(one[0]))
        found = frozenset[Node]().union(*[one[0] for one in wholes])
        parameters = frozenset[ParameterRead]().union(*[one[1] for one in wholes])
        if len(table.unions) >= _UNIONS_KEPT:
            table.unions = {}
        known = table.unions[nodes] = found, parameters
    return known


def whole(table: Table, node: Node) -> Whole:
    """Return all that a value which depends on defaults alone rests on, itself included."""
    known: Whole | None = table.wholes.get(node)
    if known is None:
        entry = entry_of(table, node)
        notes = _NOTHING if entry is None else notes_of(entry)
        below = [whole(table, one) for one in notes[0]]
        known = table.wholes[node] = (
            frozenset((node,)).union(*[one[0] for one in below]),
            notes[1].union(*[one[1] for one in below]),
        )
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
