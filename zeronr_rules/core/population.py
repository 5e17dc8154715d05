"""A population: who there is, who belongs where, and what is known of them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from numbers import Integral
from typing import Any, Self

import numpy as np
from openfisca_core.simulations import SimulationBuilder

from zeronr_rules.core.arrays import Array
from zeronr_rules.core.errors import PopulationError
from zeronr_rules.core.groups import Members, ranks_of
from zeronr_rules.core.holders import Holder, Owner
from zeronr_rules.core.periods import CachedPeriod, by_key, intern
from zeronr_rules.core.slots import table_of


class Population:
    """Persons, the groups they belong to, and inputs.

    The structure does not change once made, and what follows from it (role
    masks, positions) is computed once, whatever the number of simulations.

    Parameters
    ----------
    system
        The ``TaxBenefitSystem`` whose entities these are.
    persons
        How many persons, or their identifiers.
    groups
        For each group entity (its key or its plural): a mapping with ``count``
        or ``ids`` of the groups, ``members`` (the rank of the group of each
        person, or its identifier when ``ids`` are given) and ``roles`` (a key
        of role for each person; the first role where left out). A group entity
        left out gets one group a person, with its first role.

    Raises
    ------
    PopulationError
        When the structure does not hold.

    Examples
    --------
    >>> from openfisca_country_template import CountryTaxBenefitSystem
    >>> people = Population(
    ...     CountryTaxBenefitSystem(),
    ...     persons=["ann", "bob", "cid"],
    ...     groups={
    ...         "households": {
    ...             "ids": ["h1", "h2"],
    ...             "members": ["h1", "h1", "h2"],
    ...             "roles": ["adult", "child", "adult"],
    ...         }
    ...     },
    ... )
    >>> people.count("person"), people.count("household")
    (3, 2)
    >>> people.set_input("salary", "2026-01", [2000, 0, 1500])

    """

    # Made when asked for.
    _shape: tuple[Any, ...] | None = None

    def __init__(
        self,
        system: Any,
        persons: int | Sequence[Any],
        groups: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self.system = system
        self.person_key: str = system.person_entity.key
        self._ids: dict[str, Sequence[Any]] = {}
        ids = _person_ids(persons, self.person_key)
        count = len(ids)
        self._ids[self.person_key] = ids
        self.members: dict[str, Members] = {}
        given = dict(groups or {})
        for entity in system.group_entities:
            group = given.pop(entity.key, None)
            group = given.pop(entity.plural, None) if group is None else group
            self._add_group(entity, count, group)
        if given:
            known = ", ".join(entity.key for entity in system.group_entities)
            raise PopulationError(
                f"Entités inconnues : {', '.join(map(str, given))} ; attendu : {known}."
            )
        self._inputs: dict[str, Holder] = {}

    def _add_group(self, entity: Any, persons: int, given: Mapping[str, Any] | None) -> None:
        if given is None:
            given = {"count": persons, "members": np.arange(persons)}
        if "members" not in given:
            raise PopulationError(f"{entity.key} : il manque « members », le groupe de chacun.")
        ids, members = given.get("ids"), given["members"]
        if len(members) != persons:
            raise PopulationError(
                f"{entity.key} : reçu {len(members)} appartenances ; attendu une pour chacune des "
                f"{persons} personnes."
            )
        ranks = np.asarray(members)
        if ids is not None:
            ranks = ranks_of(ids, list(members), entity.key)
            count = len(ids)
        elif ranks.dtype.kind not in "iu" and persons:
            raise PopulationError(
                f"{entity.key} : reçu des appartenances de type {ranks.dtype} ; attendu des rangs "
                "entiers, ou des identifiants avec « ids »."
            )
        else:
            count = given.get("count", int(ranks.max()) + 1 if persons else 0)
        roles = _role_ranks(entity, given.get("roles"), persons)
        group = Members(entity, count, ranks, roles)
        group.check()
        self._attach(group, range(count) if ids is None else ids)

    def _attach(self, group: Members, ids: Sequence[Any]) -> None:
        self.members[group.entity.key] = group
        group.siblings = self.members
        self._ids[group.entity.key] = ids

    # Reading

    @property
    def entity_keys(self) -> tuple[str, ...]:
        """The keys of the entities, persons first."""
        return (self.person_key, *self.members)

    def count(self, entity_key: str) -> int:
        """Return how many members an entity has."""
        group = self.members.get(entity_key)
        return len(self._ids[entity_key]) if group is None else group.count

    def ids(self, entity_key: str) -> Sequence[Any]:
        """Return the identifiers of the members of an entity."""
        return self._ids[entity_key]

    def inputs(self) -> Iterator[tuple[str, CachedPeriod, Array]]:
        """Iterate over the inputs: variable, period, lean array."""
        for name, holder in self._inputs.items():
            for key, array in holder.values.items():
                yield name, by_key(key), array

    @property
    def shape(self) -> tuple[Any, ...]:
        """Who belongs where with which role, as a value to compare."""
        if self._shape is None:
            groups = (
                (key, group.count, group.groups.tobytes(), group.roles.tobytes())
                for key, group in self.members.items()
            )
            self._shape = (self.count(self.person_key), *groups)
        return self._shape

    @property
    def input_holders(self) -> Mapping[str, Holder]:
        """The inputs of each variable, as a simulation takes them."""
        return self._inputs

    @property
    def nbytes(self) -> int:
        """How many bytes the inputs take."""
        return sum(array.nbytes for _, _, array in self.inputs())

    def name_members(self, ids: Mapping[str, Sequence[Any]]) -> None:
        """Give identifiers to the members of entities.

        Raises
        ------
        PopulationError
            When there is not one for each member; nothing is kept then.

        """
        for key, names in ids.items():
            if len(names) != self.count(key):
                raise PopulationError(
                    f"{key} : reçu {len(names)} identifiants ; attendu {self.count(key)}."
                )
            _check_distinct(names, key)
        self._ids.update(ids)

    # Inputs

    def set_input(self, name: str, period: Any, values: Any, where: Any = None) -> None:
        """Give the values of a variable at a period.

        A variable that says how to is spread over the parts of a longer period.

        Parameters
        ----------
        name, period
            Which variable, when.
        values
            One value a member, or one for all.
        where
            When given, a boolean for each member: elsewhere the value is not
            known, and the formula is used.

        Raises
        ------
        UnknownVariableError, InputError, PeriodUnitError
            When the input cannot be used; nothing is kept of it then.

        """
        holder = self._holder(name)
        when = intern(period)
        if holder.slot.end is not None and holder.slot.end < when.start.date:
            return
        if where is None:
            one = isinstance(values, (np.ndarray, str)) or not isinstance(values, Iterable)
            holder.set_input(when, values if one else list(values))
            return
        holder.set_partial(when, values, where)

    def sharing_inputs(self, *own: str) -> Self:
        """Return a population of the same members and inputs, to be given others.

        Parameters
        ----------
        own
            The variables that it will be given values of; of all the others it
            shares what is known.

        """
        made = copy.copy(self)
        made._inputs = dict(self._inputs)
        for name in own:
            holder = made._inputs.get(name)
            if holder is not None:
                mine = made._inputs[name] = copy.copy(holder)
                mine.values = copy.copy(holder.values)
                mine.partial = None if holder.partial is None else dict(holder.partial)
        return made

    def _holder(self, name: str) -> Holder:
        holder = self._inputs.get(name)
        if holder is None:
            slot = table_of(self.system).slot(name)
            count = self.count(slot.entity_key)
            owner = Owner(slot.variable.entity, count)
            holder = self._inputs[name] = Holder(slot, count, owner)
        return holder

    # Other ways in

    @classmethod
    def from_situation(cls, system: Any, situation: Mapping[str, Any]) -> Population:
        """Return the population of a situation in OpenFisca's format.

        Examples
        --------
        >>> from openfisca_country_template import CountryTaxBenefitSystem
        >>> people = Population.from_situation(
        ...     CountryTaxBenefitSystem(),
        ...     {
        ...         "persons": {"ann": {"salary": {"2026-01": 2000}}},
        ...         "households": {"h": {"adults": ["ann"]}},
        ...     },
        ... )
        >>> list(people.ids("person"))
        ['ann']

        """
        simulation = SimulationBuilder().build_from_dict(system, dict(situation))
        return cls.from_simulation(simulation)

    @classmethod
    def from_simulation(cls, simulation: Any) -> Population:
        """Return the population of a simulation of openfisca_core, with what it knows."""
        system = simulation.tax_benefit_system
        made = cls.__new__(cls)
        made.system = system
        made.person_key = system.person_entity.key
        made._ids = {made.person_key: _ids_of(simulation.persons)}
        made.members = {}
        made._inputs = {}
        for entity in system.group_entities:
            source = simulation.populations[entity.key]
            flattened = list(entity.flattened_roles)
            roles = np.fromiter((flattened.index(role) for role in source.members_role), np.int16)
            group = Members(entity, source.count, source.members_entity_id, roles)
            group.check()
            made._attach(group, _ids_of(source))
        for source in simulation.populations.values():
            for name, holder in source._holders.items():
                if not holder.variable.is_neutralized:
                    for period in holder.get_known_periods():
                        known = holder.get_array(period)
                        made._holder(name)._set(period, known, computed=True)
        return made


def _person_ids(persons: Any, what: str) -> Sequence[Any]:
    if isinstance(persons, Integral):
        if persons < 0:
            raise PopulationError(f"{what} : reçu {persons} personnes.")
        return range(int(persons))
    if isinstance(persons, str) or not hasattr(persons, "__len__"):
        raise PopulationError(
            f"{what} : reçu {persons!r} ; attendu un nombre, ou des identifiants."
        )
    _check_distinct(persons, what)
    found: Sequence[Any] = persons
    return found


def _check_distinct(ids: Sequence[Any], what: str) -> None:
    """Refuse an identifier given twice: a value could not be told from the other's."""
    seen: set[Any] = set()
    for identifier in ids:
        if identifier in seen:
            raise PopulationError(f"{what} : l'identifiant {identifier!r} est donné deux fois.")
        seen.add(identifier)


def _ids_of(source: Any) -> Sequence[Any]:
    return source.ids if len(source.ids) == source.count else range(source.count)


def _role_ranks(entity: Any, roles: Any, persons: int) -> Array:
    flattened = entity.flattened_roles
    if roles is None:
        return np.zeros(persons, dtype=np.int16)
    if len(roles) != persons:
        raise PopulationError(
            f"{entity.key} : reçu {len(roles)} rôles ; attendu un pour chacune des {persons} "
            "personnes."
        )
    array = np.asarray(roles)
    if array.dtype.kind in "iu":
        return array
    known = {role.key: rank for rank, role in enumerate(flattened)}
    known |= {role: rank for rank, role in enumerate(flattened)}
    # A role with subroles says which one by order of appearance: the caller must.
    lost = {str(role) for role in roles if role not in known}
    if lost:
        names = ", ".join(role.key for role in flattened)
        raise PopulationError(
            f"{entity.key} : rôles inconnus {', '.join(sorted(lost))} ; attendu : {names}."
        )
    return np.fromiter((known[role] for role in roles), dtype=np.int16, count=persons)
