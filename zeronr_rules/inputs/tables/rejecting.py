"""Leave out whole households: those of a person or a group that has a fault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from zeronr_rules.core.blocks import connected
from zeronr_rules.inputs.tables.gathering import ByPeriod, Cell
from zeronr_rules.inputs.tables.membership import Membership, Rows
from zeronr_rules.inputs.tables.report import Report

Array = np.ndarray[Any, Any]


class Sieve:
    """Who stays and who is left out.

    Parameters
    ----------
    persons, groups
        The members of each entity, and which of them have a fault.
    held
        The group of each person in each entity; -1 where it is a fault.

    """

    def __init__(
        self, persons: Rows, groups: Mapping[str, Rows], held: Mapping[str, Membership]
    ) -> None:
        self.persons = persons
        self.groups = groups
        self.held = held
        self.label = connected(
            persons.count, [_alone(held[key].groups, one.count) for key, one in groups.items()]
        )
        out = np.zeros(persons.count, dtype=bool)
        out[self.label[persons.bad]] = True
        for key, one in groups.items():
            inside = held[key].groups >= 0
            bad = np.zeros(persons.count, dtype=bool)
            bad[inside] = one.bad[held[key].groups[inside]]
            out[self.label[bad]] = True
        self.out = {persons.key: out.take(self.label)}
        for key, one in groups.items():
            gone = one.bad.copy()
            inside = held[key].groups >= 0
            gone[held[key].groups[inside]] |= self.out[persons.key][inside]
            self.out[key] = gone
        self.kept = {key: np.flatnonzero(~gone) for key, gone in self.out.items()}

    @property
    def everybody(self) -> bool:
        """Whether nobody is left out."""
        return not any(gone.any() for gone in self.out.values())

    def members(self, key: str) -> Membership:
        """Return the memberships of those who stay, in one entity."""
        held, stay = self.held[key], self.kept[self.persons.key]
        ranks = np.full(self.groups[key].count, -1, dtype=np.int64)
        ranks[self.kept[key]] = np.arange(len(self.kept[key]))
        return Membership(ranks[held.groups[stay]], held.roles[stay])

    def values(self, key: str, given: ByPeriod) -> ByPeriod:
        """Return the values of those who stay; months that shared an array still do."""
        stay = self.kept[key]
        made: dict[int, Cell] = {}
        for cell in given.values():
            if id(cell) not in made:
                made[id(cell)] = (cell[0][stay], _told(cell, stay))
        return {month: made[id(cell)] for month, cell in given.items()}

    def report(self, faults: Any) -> Report:
        """Return what was found, and who was left out."""
        entities = (self.persons, *self.groups.values())
        columns: dict[str, list[Any]] = {
            name: [] for name in ("table", "ligne", "id", "lot", "motif")
        }
        lots = self._lots()
        for one in entities:
            gone = np.flatnonzero(self.out[one.key])
            columns["table"].append(np.full(len(gone), one.key))
            columns["ligne"].append(one.first[gone])
            columns["id"].append(np.array(list(one.names(gone)), dtype=object))
            columns["lot"].append(lots[one.key][gone])
            columns["motif"].append(np.array(list(one.motifs(gone)), dtype=object))
        homes = self.groups.get("menage")
        return Report(
            faults=tuple(faults),
            rejected={name: np.concatenate(parts) for name, parts in columns.items()},
            households=0 if homes is None else len(self.kept["menage"]),
            persons=len(self.kept[self.persons.key]),
            rejected_households=0 if homes is None else int(self.out["menage"].sum()),
            rejected_persons=int(self.out[self.persons.key].sum()),
        )

    def _lots(self) -> dict[str, Array]:
        """Return a number for those who are left out together, from 1; 0 for an empty group."""
        out = self.out[self.persons.key]
        _, numbers = np.unique(self.label[out], return_inverse=True)
        of_persons = np.zeros(self.persons.count, dtype=np.int64)
        of_persons[out] = numbers + 1
        lots = {self.persons.key: of_persons}
        for key, one in self.groups.items():
            lots[key] = np.zeros(one.count, dtype=np.int64)
            inside = self.held[key].groups >= 0
            lots[key][self.held[key].groups[inside]] = of_persons[inside]
        return lots


def _told(cell: Cell, stay: Array) -> Array | None:
    known = cell[1]
    if known is None:
        return None
    left: Array = known[stay]
    return None if left.all() else left


def _alone(groups: Array, count: int) -> tuple[Array, int]:
    """Give who belongs nowhere a group of their own."""
    lost = np.flatnonzero(groups < 0)
    if not len(lost):
        return groups, count
    filled = groups.copy()
    filled[lost] = count + np.arange(len(lost))
    return filled, count + len(lost)
