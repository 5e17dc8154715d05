"""A situation that has been checked: plain values, ready for an engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from zeronr_rules.notices import Notice

# Values of a variable: by month (counted from year 0), by year, or by None for
# an eternal variable; then by rank of the member.
Values = dict[str, dict[int | None, dict[int, Any]]]


@frozen
class Group:
    """The members of the groups of one entity."""

    ids: tuple[str, ...]
    # For each person, in the order of the persons: rank of the group, and role.
    members: tuple[int, ...]
    roles: tuple[str, ...]


@frozen
class Situation:
    """Persons, groups and inputs, every one of them valid.

    Parameters
    ----------
    persons
        Identifiers of the persons, in their order.
    groups
        Groups by entity key.
    values
        Inputs: one value for each variable, month (or year) and member given.
        A period longer than the variable's own has been spread already.
    notices
        What was assumed or ignored at the door.

    """

    persons: tuple[str, ...]
    groups: Mapping[str, Group]
    values: Values = field(factory=dict)
    notices: tuple[Notice, ...] = ()

    def ids(self, entity: str) -> tuple[str, ...]:
        """Return the identifiers of the members of an entity, by its key."""
        group = self.groups.get(entity)
        return self.persons if group is None else group.ids
