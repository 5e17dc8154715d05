"""Who belongs to which group, with which role, and what follows from it.

Everything here depends on the memberships alone: it is computed once for a
population, on first use, and shared by all its simulations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from zeronr_rules.core.arrays import Array, frozen
from zeronr_rules.core.errors import PopulationError


class Members:
    """The memberships of one group entity.

    Parameters
    ----------
    entity
        The group entity of the system.
    count
        How many groups there are.
    groups
        For each person, the rank of their group.
    roles
        For each person, the rank of their role among ``entity.flattened_roles``.

    """

    def __init__(self, entity: Any, count: int, groups: Array, roles: Array) -> None:
        self.entity = entity
        self.count = count
        self.groups = frozen(np.array(groups, dtype=np.intp))
        self.roles = frozen(np.array(roles, dtype=np.int16))
        self.persons = len(self.groups)
        # The memberships of each entity, for roles that are not of this one.
        self.siblings: Mapping[str, Members] = {}
        self._masks: dict[Any, Array] = {}
        self._of_role: dict[Any, tuple[Array, Array]] = {}
        self._holders: dict[Any, tuple[Array, Array | None]] = {}
        self._sizes: Array | None = None
        self._positions: Array | None = None
        self._nth: list[tuple[Array, Array]] | None = None
        self._order: Array | None = None
        self._in_order: bool | None = None
        self._role_objects: Array | None = None

    # Roles

    def role_ranks(self, role: Any) -> tuple[int, ...]:
        """Return the ranks of a role's subroles among the flattened roles, or its own."""
        flattened = self.entity.flattened_roles
        wanted = tuple(role.subroles) if role.subroles else (role,)
        ranks = tuple(
            rank
            for rank, known in enumerate(flattened)
            if any(known is one or known.key == one.key for one in wanted)
        )
        if not ranks:
            names = ", ".join(known.key for known in flattened)
            raise PopulationError(
                f"Rôle « {role.key} » : {self.entity.key} ne l'a pas ; ses rôles : {names}."
            )
        return ranks

    def mask(self, role: Any) -> Array:
        """Tell, for each person, whether they have that role in their group."""
        found = self._masks.get(role)
        if found is None:
            key = role.entity.key
            if key != self.entity.key and key in self.siblings:
                found = self._masks[role] = self.siblings[key].mask(role)
                return found
            ranks = self.role_ranks(role)
            found = self.roles == ranks[0]
            for rank in ranks[1:]:
                found = found | (self.roles == rank)
            self._masks[role] = frozen(found)
        return found

    def of_role(self, role: Any) -> tuple[Array, Array]:
        """Return the persons that have a role, and the group of each."""
        found = self._of_role.get(role)
        if found is None:
            persons = np.flatnonzero(self.mask(role))
            found = self._of_role[role] = (persons, self.groups.take(persons))
        return found

    def holder(self, role: Any) -> tuple[Array, Array | None]:
        """Return the person that holds a unique role in each group.

        The second array is where there is one, ``None`` when everywhere.
        """
        found = self._holders.get(role)
        if found is None:
            persons, groups = self.of_role(role)
            if len(groups) > 1 and np.bincount(groups).max() > 1:
                raise PopulationError(
                    f"Rôle « {role.key} » : plusieurs personnes d'un(e) même {self.entity.key} "
                    "l'ont ailleurs."
                )
            found = self._holders[role] = self._one_each(persons, groups)
        return found

    def _one_each(self, persons: Array, groups: Array) -> tuple[Array, Array | None]:
        index = np.zeros(self.count, dtype=np.intp)
        index[groups] = persons
        if len(groups) == self.count:
            return index, None
        there = np.zeros(self.count, dtype=bool)
        there[groups] = True
        return index, there

    @property
    def role_objects(self) -> Array:
        """The role of each person, as openfisca_core keeps them."""
        if self._role_objects is None:
            table = np.empty(len(self.entity.flattened_roles), dtype=object)
            table[:] = self.entity.flattened_roles
            self._role_objects = frozen(table.take(self.roles))
        return self._role_objects

    # Sizes and positions

    @property
    def sizes(self) -> Array:
        """How many members each group has."""
        if self._sizes is None:
            self._sizes = frozen(np.bincount(self.groups, minlength=self.count))
        return self._sizes

    @property
    def biggest(self) -> int:
        """How many members the biggest group has."""
        return int(self.sizes.max()) if self.count else 0

    @property
    def all_inhabited(self) -> bool:
        """Whether every group has a member."""
        return bool(self.sizes.all())

    @property
    def order(self) -> Array:
        """The persons sorted by group, in their own order within it."""
        if self._order is None:
            self._order = frozen(np.argsort(self.groups, kind="stable"))
        return self._order

    @property
    def in_order(self) -> bool:
        """Whether persons stand group after group."""
        if self._in_order is None:
            self._in_order = bool((self.groups[1:] >= self.groups[:-1]).all())
        return self._in_order

    @property
    def positions(self) -> Array:
        """The position of each person in their group: 0, 1, 2..."""
        if self._positions is None:
            order = self.order
            starts = np.cumsum(self.sizes) - self.sizes
            positions = np.empty(self.persons, dtype=np.int32)
            positions[order] = np.arange(self.persons) - starts.take(self.groups.take(order))
            self._positions = frozen(positions)
        return self._positions

    @property
    def by_position(self) -> list[tuple[Array, Array]]:
        """For each position, the persons at it and their groups."""
        if self._nth is None:
            order, positions = self.order, self.positions.take(self.order)
            by_rank = np.argsort(positions, kind="stable")
            ends = np.cumsum(np.bincount(positions, minlength=self.biggest))
            found = []
            start = 0
            for end in ends:
                persons = order.take(by_rank[start:end])
                found.append((persons, self.groups.take(persons)))
                start = int(end)
            # Only once it is whole: another thread may be reading.
            self._nth = found
        return self._nth

    def nth(self, position: float) -> tuple[Array, Array | None]:
        """Return the person at a position of each group, and where there is one."""
        found = self._holders.get(position)
        if found is None:
            nobody = np.zeros(0, dtype=np.intp)
            persons, groups = (
                self.by_position[int(position)]
                if position < self.biggest and position == int(position)
                else (nobody, nobody)
            )
            found = self._holders[position] = self._one_each(persons, groups)
        return found

    def check(self) -> None:
        """Refuse memberships that do not hold.

        Raises
        ------
        PopulationError
            When a rank is out of range, or two persons hold a unique role.

        """
        key = self.entity.key
        if self.persons and (self.groups.min() < 0 or self.groups.max() >= self.count):
            raise PopulationError(
                f"{key} : rang de groupe hors de 0..{self.count - 1} ; chaque personne doit "
                "appartenir à un groupe."
            )
        flattened = self.entity.flattened_roles
        if self.persons and (self.roles.min() < 0 or self.roles.max() >= len(flattened)):
            raise PopulationError(f"{key} : rang de rôle hors de 0..{len(flattened) - 1}.")
        for role in flattened:
            if role.max == 1:
                groups = self.of_role(role)[1]
                if len(groups) > 1 and np.bincount(groups).max() > 1:
                    where = int(np.argmax(np.bincount(groups)))
                    raise PopulationError(
                        f"{key} : plusieurs personnes ont le rôle « {role.key} » dans le groupe "
                        f"de rang {where} ; une seule peut l'avoir."
                    )


def ranks_of(ids: Sequence[Any], wanted: Any, what: str) -> Array:
    """Return the rank of each wanted id among ``ids``.

    Raises
    ------
    PopulationError
        When one is not there, or two of ``ids`` are the same.

    """
    known = {identifier: rank for rank, identifier in enumerate(ids)}
    if len(known) < len(ids):
        twice = next(one for rank, one in enumerate(ids) if known[one] != rank)
        raise PopulationError(f"{what} : l'identifiant {twice!r} est donné deux fois.")
    lost = [identifier for identifier in wanted if identifier not in known]
    if lost:
        shown = ", ".join(repr(one) for one in dict.fromkeys(lost[:5]))
        raise PopulationError(f"{what} : aucun groupe ne s'appelle {shown}.")
    return np.fromiter((known[one] for one in wanted), dtype=np.intp, count=len(wanted))
