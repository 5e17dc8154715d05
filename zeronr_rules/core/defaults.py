"""Values that depend on defaults alone, computed once a system.

Most of what a simulation computes follows from inputs that nobody gave: the
same value for everybody, in every simulation. A *shadow* simulation, without
any input, computes such a value once and notes which variables it read. Any
simulation that was given none of these takes the value as it is.

A value is only kept so if its formulas read nothing but variables, parameters
and periods: those that look at who is there (roles, sizes, ranks, identifiers,
what is known) are computed every time, and so is all that reads them.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from zeronr_rules.core.arrays import Array
from zeronr_rules.core.engine import Engine
from zeronr_rules.core.holders import Holder
from zeronr_rules.core.journal import reading
from zeronr_rules.core.periods import CachedPeriod
from zeronr_rules.core.population import Population
from zeronr_rules.core.slots import Entry, Slot, Table
from zeronr_rules.core.views import EntityView, GroupView, check_role

# More than one of each, so that a single value and a full array differ.
_PERSONS = 3

# What tells a formula something of the population.
_TELLING = frozenset(
    [
        "count",
        "ids",
        "get_index",
        "get_holder",
        "get_memory_usage",
        "has_role",
        "value_from_partner",
        "get_rank",
        "members_entity_id",
        "members_position",
        "members_role",
        "ordered_members_map",
        "nb_persons",
        "reduce",
        "simulation",
        "group",
    ]
)


class _Frame:
    """What the formula being run has read."""

    __slots__ = ("mask", "reads", "tainted")

    def __init__(self, slot: Slot) -> None:
        self.mask = slot.bit
        self.tainted = False
        self.reads: list[tuple[Slot, CachedPeriod]] = []


class _WatchedView(EntityView):
    """An entity of the shadow simulation: notes what formulas look at."""

    def __getattribute__(self, name: str) -> Any:
        if name in _TELLING:
            object.__getattribute__(self, "__dict__")["_engine"].taint()
        return object.__getattribute__(self, name)

    def __call__(
        self, variable_name: str, period: Any, options: Sequence[str] | None = None
    ) -> Array:
        """Return a variable, noting that it was read."""
        found: Array = self.__dict__["_engine"].read(self, variable_name, period, options)
        return found


class _WatchedGroup(_WatchedView, GroupView):
    """A group entity of the shadow simulation."""

    def sum(self, array: Array, role: Any = None) -> Array:
        """Add up: nothing to tell when it is all zeros."""
        check_role(role)
        array = np.asarray(array)
        if array.shape == (1,) and array[0] == 0:
            return np.zeros(1)
        return super().sum(array, role)

    def project(self, array: Array, role: Any = None) -> Array:
        """Project: nothing to tell when it is the same for everybody."""
        array = np.asanyarray(array)
        return array if role is None and array.shape == (1,) else super().project(array, role)

    def value_from_person(self, array: Array, role: Any, default: Any = 0) -> Array:
        """Return the value of one: nothing to tell when it is that of nobody."""
        self.check_unique(role)
        # The one of another entity may be several here: an error, whatever the values.
        own = role.entity.key == self.entity.key
        same = self._default_already(array, default) if own else None
        return super().value_from_person(array, role, default) if same is None else same

    def value_nth_person(self, n: int, array: Array, default: Any = 0) -> Array:
        """Return the value of one: nothing to tell when it is that of nobody."""
        self.check_rank(n)
        same = self._default_already(array, default)
        return super().value_nth_person(n, array, default) if same is None else same

    @staticmethod
    def _default_already(array: Array, default: Any) -> Array | None:
        array = np.asanyarray(array)
        if array.shape != (1,):
            return None
        missing = np.full(1, default, dtype=array.dtype)
        return array if array.view(np.ndarray)[0] == missing[0] else None


class Shadow(Engine):
    """A simulation without inputs that notes what each value depends on."""

    person_view, group_view = _WatchedView, _WatchedGroup
    remembers = False

    def __init__(self, system: Any, dtype: Any) -> None:
        self.frames: list[_Frame] = []
        super().__init__(system, Population(system, _PERSONS), dtype)
        self.watched = True
        self.memoizes = False
        self.parameters = self._noted_parameters()
        for view in self.populations.values():
            # Every read must pass through read().
            view.__dict__["values"] = _Empty()

    def taint(self) -> None:
        """Note that the formula being run looked at the population."""
        if self.frames:
            self.frames[-1].tainted = True

    def _read(self, holder: Holder, period: CachedPeriod) -> Array:
        slot = holder.slot
        if slot.memo.get(period.key, self) is self:
            self._compute(holder, period)
        entry = slot.memo[period.key]
        if self.frames:
            frame = self.frames[-1]
            frame.reads.append((slot, period))
            frame.tainted = frame.tainted or entry is None
            frame.mask |= entry.mask if entry is not None else 0
        array: Array | None = holder.values.get(period.key)
        if array is None:
            array = self._compute(holder, period) if entry is None else entry.array
        return array

    def _compute(self, holder: Holder, period: CachedPeriod) -> Array:
        slot = holder.slot
        frame = _Frame(slot)
        self.frames.append(frame)
        try:
            with reading() as parameters:
                array = super()._compute(holder, period)
        except BaseException:
            slot.memo[period.key] = None
            raise
        finally:
            self.frames.pop()
        if frame.tainted or len(array) != 1 or slot.neutralized:
            slot.memo[period.key] = None
        else:
            slot.memo[period.key] = Entry(
                frame.mask, array, tuple(frame.reads), frozenset(parameters)
            )
        return array

    def _run_full(self, *arguments: Any) -> Array:
        self.taint()
        return super()._run_full(*arguments)

    def _spiral(self, holder: Holder, period: CachedPeriod) -> Array:
        # What comes out depends on who asked first.
        for frame in self.frames:
            frame.tainted = True
        return super()._spiral(holder, period)

    def _warn(self, message: str) -> None:
        # Whoever meets the spiral for good is told.
        pass


class _Empty(dict[str, Any]):
    """A mapping that stays empty."""

    def __setitem__(self, key: str, value: Any) -> None:
        """Keep nothing."""


class Defaults:
    """The shadow of a system for one type of amounts."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.lock = threading.RLock()
        self._shadow: Shadow | None = None

    def entry(self, slot: Slot, period: CachedPeriod) -> Entry | None:
        """Return what is known of a variable at a period without inputs; None if nothing is."""
        with self.lock:
            if period.key not in slot.memo:
                if self._shadow is None:
                    self._shadow = Shadow(self.table.system, self.table.float_type)
                shadow = self._shadow
                try:
                    # Not warnings.catch_warnings(): it would silence other threads too.
                    with np.errstate(all="ignore"):
                        shadow._read(shadow.holder(slot.name), period)
                except Exception:  # noqa: BLE001
                    # It may well succeed with inputs: it is then computed there.
                    slot.memo[period.key] = None
                shadow.invalidated_caches.clear()
            return slot.memo.get(period.key)
