"""The entities as formulas see them: ``individu(...)``, ``famille.sum(...)``.

A view answers the whole protocol of openfisca_core's populations. Arrays it
hands out are lean: one value for everybody where there is only one. Formulas
that cannot live with that receive a *full* view instead, whose arrays have one
value a member and can be changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from openfisca_core.entities import Role
from openfisca_core.indexed_enums import EnumArray

from zeronr_rules.core.arrays import Array, enum_array, expand
from zeronr_rules.core.errors import CoreError
from zeronr_rules.core.groups import Members
from zeronr_rules.core.holders import Holder
from zeronr_rules.core.projectors import shortcut
from zeronr_rules.core.reducing import reduce

_NO_VALUES: dict[int, Array] = {}
# Below this many members, looking at values costs more than it saves.
FEW = 512


class ViewError(CoreError, ValueError):
    """A formula used an entity in a way that makes no sense."""


class EntityView:
    """One entity of a simulation.

    Attributes
    ----------
    entity
        The entity, as openfisca_core defines it.
    count
        How many members it has.
    full
        Whether its arrays have one value a member.

    """

    full = False

    def __init__(self, simulation: Any, entity: Any, count: int) -> None:
        self._engine = simulation
        self.entity = entity
        self.count = count
        self.siblings: dict[str, EntityView] = {}
        self.holders: dict[str, Holder] = {}
        # What __call__ reads: empty while tracing, so that every read is seen.
        self.values: dict[str, dict[int, Array]] = {}

    def __call__(
        self, variable_name: str, period: Any, options: Sequence[str] | None = None
    ) -> Array:
        """Return a variable of this entity at a period, computed if need be."""
        if options is None:
            try:
                array = self.values.get(variable_name, _NO_VALUES).get(period.key)
            except AttributeError:
                array = None
            if array is not None:
                return array
        found: Array = self._engine.read(self, variable_name, period, options)
        return found

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "entity":
            raise AttributeError(name)
        projector = shortcut(self, name)
        if projector is None:
            raise AttributeError(
                f"{self.entity.key} n'a pas « {name} » : ni une entité, ni un rôle unique."
            )
        self.__dict__[name] = projector
        return projector

    @property
    def simulation(self) -> Any:
        """The simulation it belongs to."""
        return self._engine

    @property
    def ids(self) -> list[Any]:
        """The identifiers of the members."""
        return list(self._engine.population.ids(self.entity.key))

    def get_index(self, id: Any) -> int:
        """Return the rank of an identifier."""
        return self.ids.index(id)

    def get_holder(self, variable_name: str) -> Holder:
        """Return the values of a variable of this entity."""
        holder: Holder = self._engine.holder(variable_name, self.entity.key)
        return holder

    def get_memory_usage(self, variables: Sequence[str] | None = None) -> dict[str, Any]:
        """Return the memory that values take, in all and by variable."""
        by_variable = {
            name: holder.get_memory_usage()
            for name, holder in self.holders.items()
            if variables is None or name in variables
        }
        total = sum(usage["total_nb_bytes"] for usage in by_variable.values())
        return {"total_nb_bytes": total, "by_variable": by_variable}

    def empty_array(self) -> Array:
        """Return zeros, for everybody."""
        return np.zeros(self.count if self.full else 1, dtype=self._engine.float_type)

    def filled_array(self, value: Any, dtype: Any = None) -> Array:
        """Return one value, for everybody."""
        return np.full(self.count if self.full else 1, value, dtype)

    def check_array_compatible_with_entity(self, array: Array) -> None:
        """Refuse an array that has neither one value a member nor one for all."""
        if array.size not in (1, self.count) or array.ndim > 1:
            raise ViewError(
                f"{self.entity.key} : reçu un tableau de {array.size} valeurs ; attendu une "
                f"valeur pour chacun des {self.count} membres."
            )

    # Persons

    def has_role(self, role: Any) -> Array:
        """Tell which persons have a role in their group."""
        check_role(role)
        return self._handed(self._engine.population.members[role.entity.key].mask(role))

    def value_from_partner(self, array: Array, entity: Any, role: Any) -> Array:
        """Return, for each of the two who share a role, the value of the other."""
        self.check_array_compatible_with_entity(array)
        check_role(role)
        if not role.subroles or len(role.subroles) != 2:
            raise ViewError(
                f"Rôle « {role.key} » : il en faut un qui a exactement deux sous-rôles."
            )
        first, second = role.subroles
        of_first = entity.value_from_person(array, first)
        of_second = entity.value_from_person(array, second)
        return np.select([self.has_role(first), self.has_role(second)], [of_second, of_first])

    def get_rank(self, entity: Any, criteria: Array, condition: Any = True) -> Array:
        """Return the rank of each person in their group by a criterion, smallest first.

        Who does not meet the condition has -1; ties go by position in the group.
        """
        group = getattr(entity, "reference_entity", entity)
        members: Members = group.group
        wanted = np.broadcast_to(np.asarray(condition, dtype=bool), (self.count,))
        criteria = np.broadcast_to(np.asarray(criteria), (self.count,))
        if criteria.dtype.kind in "fiub" and np.count_nonzero(wanted) < 0.8 * self.count:
            few = self._rank_of_few(members, criteria, wanted)
            if few is not None:
                return few
        values = np.where(wanted, criteria, np.inf)
        unknown = np.isnan(values)
        some_unknown = bool(unknown.any())
        rank = np.zeros(self.count, dtype=np.int64)
        at = members.by_position
        for late in range(1, len(at)):
            persons, groups = at[late]
            mine = values.take(persons)
            for early in range(late):
                others = members.nth(early)[0].take(groups)
                # The earlier one comes first unless strictly after.
                behind = mine < values.take(others)
                if some_unknown:
                    # What is not a number comes last.
                    behind |= unknown.take(others) & ~unknown.take(persons)
                rank[others] += behind
                rank[persons] += ~behind
        return np.where(wanted, rank, -1)

    @staticmethod
    def _rank_of_few(members: Members, criteria: Array, wanted: Array) -> Array | None:
        """Rank those who meet the condition among themselves, when they are few."""
        persons = np.flatnonzero(wanted)
        if not members.in_order:
            persons = members.order[wanted.take(members.order)]
        groups = members.groups.take(persons)
        values = criteria.take(persons).astype(np.float64, copy=False)
        if not np.isfinite(values).all():
            # Those who do not meet the condition stand at infinity: they count then.
            return None
        rank = np.zeros(len(persons), dtype=np.int64)
        for lag in range(1, members.biggest):
            # Who stands that far behind in the same group, in order of position.
            together = groups[lag:] == groups[:-lag]
            if not together.any():
                break
            behind = values[lag:] < values[:-lag]
            rank[:-lag] += together & behind
            rank[lag:] += together & ~behind
        ranks = np.full(len(wanted), -1, dtype=np.int64)
        ranks[persons] = rank
        return ranks

    def _handed(self, array: Array) -> Array:
        return array.copy() if self.full else array


class GroupView(EntityView):
    """A group entity of a simulation: its own variables and those of its members."""

    def __init__(self, simulation: Any, group: Members, members: EntityView) -> None:
        super().__init__(simulation, group.entity, group.count)
        self.group = group
        self.members = members

    @property
    def members_entity_id(self) -> Array:
        """The rank of the group of each person."""
        return self._handed(self.group.groups)

    @property
    def members_position(self) -> Array:
        """The position of each person in their group."""
        return self._handed(self.group.positions)

    @property
    def members_role(self) -> Array:
        """The role of each person."""
        return self._handed(self.group.role_objects)

    @property
    def ordered_members_map(self) -> Array:
        """The persons sorted by group."""
        return self._handed(self.group.order)

    def get_role(self, role_name: str) -> Any:
        """Return the role of that name."""
        return next((role for role in self.entity.flattened_roles if role.key == role_name), None)

    # From the members to the group

    def sum(self, array: Array, role: Any = None) -> Array:
        """Add up a value of the members, or of those with a role."""
        group = self.group
        array = np.asarray(array)
        if array.shape != (group.persons,) or group.persons == 1:
            return self._sum_of_one(array, role)
        if role is None:
            return self._added(group.groups, array)
        check_role(role)
        persons, groups = group.of_role(role)
        return self._added(groups, array.take(persons))

    def _added(self, groups: Array, array: Array) -> Array:
        count = self.group.count
        if len(groups) < FEW:
            return np.bincount(groups, weights=array, minlength=count)
        # Nothing to add, or little: most conditions hold for few.
        if array.dtype.kind == "b":
            there = int(np.count_nonzero(array))
            if 0 < there < len(array) // 6:
                groups = groups.take(np.flatnonzero(array))
                return np.bincount(groups, minlength=count).astype(np.float64)
        else:
            there = array.dtype.kind == "O" or bool(array.any())
        if not there:
            return np.zeros(count if self.full else 1)
        return np.bincount(groups, weights=array, minlength=count)

    def _sum_of_one(self, array: Array, role: Any) -> Array:
        check_role(role)
        self.members.check_array_compatible_with_entity(array)
        array = array.reshape(-1)
        if not self.full and array[0] == 0:
            return np.zeros(1)
        group = self.group
        groups = group.groups if role is None else group.of_role(role)[1]
        weights = np.broadcast_to(array, groups.shape)
        return np.bincount(groups, weights=weights, minlength=group.count)

    def any(self, array: Array, role: Any = None) -> Array:
        """Tell where a member, or one with a role, has a value above zero."""
        return self.sum(array, role=role) > 0

    def all(self, array: Array, role: Any = None) -> Array:
        """Tell where every member, or every one with a role, has it."""
        return self.reduce(array, np.logical_and, True, role)

    def max(self, array: Array, role: Any = None) -> Array:
        """Return the greatest value among the members, minus infinity where there is none."""
        return self.reduce(array, np.maximum, -np.inf, role)

    def min(self, array: Array, role: Any = None) -> Array:
        """Return the smallest value among the members, infinity where there is none."""
        return self.reduce(array, np.minimum, np.inf, role)

    def reduce(self, array: Array, reducer: Any, neutral_element: Any, role: Any = None) -> Array:
        """Combine the values of the members two by two, starting from a neutral one."""
        array = np.asarray(array)
        self.members.check_array_compatible_with_entity(array)
        check_role(role)
        mask = None if role is None else self.group.mask(role)
        return reduce(self.group, array, reducer, neutral_element, mask, lean=not self.full)

    def nb_persons(self, role: Any = None) -> Array:
        """Count the members, or those with a role."""
        if role is None:
            return self._handed(self.group.sizes)
        check_role(role)
        if role.entity.key != self.entity.key:
            # openfisca_core looks for the role among those of this entity alone.
            return np.zeros(self.count)
        groups = self.group.of_role(role)[1]
        return np.bincount(groups, minlength=self.count).astype(np.float64)

    def value_from_person(self, array: Array, role: Any, default: Any = 0) -> Array:
        """Return the value of the one person who has a unique role."""
        self.check_unique(role)
        return self._of_one_member(array, self.group.holder(role), default)

    def check_unique(self, role: Any) -> None:
        """Refuse a role that several members may have."""
        if not isinstance(role, Role) or role.max != 1:
            key = getattr(role, "key", role)
            raise ViewError(f"Rôle « {key} » de {self.entity.key} : il n'est pas unique.")

    def value_nth_person(self, n: int, array: Array, default: Any = 0) -> Array:
        """Return the value of the member at a position."""
        self.check_rank(n)
        return self._of_one_member(array, self.group.nth(n), default)

    def check_rank(self, n: int) -> None:
        """Refuse a rank that no member can have."""
        if n < 0:
            raise ViewError(
                f"{self.entity.key} : reçu le rang {n} ; le premier membre a le rang 0."
            )

    def value_from_first_person(self, array: Array) -> Array:
        """Return the value of the first member."""
        return self.value_nth_person(0, array)

    def _of_one_member(self, array: Array, who: tuple[Array, Array | None], default: Any) -> Array:
        array = np.asanyarray(array)
        self.members.check_array_compatible_with_entity(array)
        persons, there = who
        lean = len(array) != self.group.persons
        if there is None:
            if lean:
                return expand(array, self.count) if self.full else array
            return array.take(persons)
        values = array.view(np.ndarray)
        missing = np.full(1, default, dtype=array.dtype)
        if lean and not self.full and values[0] == missing[0]:
            return array
        taken = values if lean else (values.take(persons) if self.group.persons else missing)
        found = np.where(there, taken, missing)
        if isinstance(array, EnumArray):
            return enum_array(found, array.possible_values)
        return found

    # From the group to its members

    def project(self, array: Array, role: Any = None) -> Array:
        """Give each member, or each one with a role, the value of their group."""
        array = np.asanyarray(array)
        self.check_array_compatible_with_entity(array)
        check_role(role)
        if len(array) != self.count:
            projected = expand(array, self.group.persons) if self.full else array
        elif self.count == 1 and not self.full:
            projected = array
        else:
            projected = array.take(self.group.groups)
        if role is None:
            return projected
        return np.where(self.group.mask(role), projected, 0)


class FullView(EntityView):
    """An entity whose arrays have one value a member, free to be changed."""

    full = True

    def __call__(
        self, variable_name: str, period: Any, options: Sequence[str] | None = None
    ) -> Array:
        """Return a variable of this entity at a period, as an array of one's own."""
        return expand(super().__call__(variable_name, period, options), self.count)


class FullGroupView(FullView, GroupView):
    """A group entity whose arrays have one value a member, free to be changed."""


def check_role(role: Any) -> None:
    """Refuse what is not a role."""
    if role is not None and not isinstance(role, Role):
        raise ViewError(f"{role!r} n'est pas un rôle.")


__all__ = ["EntityView", "GroupView", "ViewError", "check_role"]
