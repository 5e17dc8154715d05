"""Cut a population into blocks that have nothing to say to each other.

Persons are connected when they share a group of any entity. A block holds
whole connected components, so that every formula gives the same result in it
as in the whole population.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from zeronr_rules.core.arrays import Array, compress, frozen
from zeronr_rules.core.groups import Members
from zeronr_rules.core.holders import Holder
from zeronr_rules.core.population import Population

# About 16,000 households: what their arrays weigh fits the processor's caches.
PERSONS_A_BLOCK = 40_000


@dataclass(frozen=True)
class Block:
    """Some members of each entity: a slice where they follow each other, or ranks."""

    members: dict[str, Any]

    def take(self, population: Population) -> Population:
        """Return the population of the block alone, with its inputs."""
        part = Population.__new__(Population)
        part.system = population.system
        part.person_key = population.person_key
        part._ids = {key: _Ids(population, key, rows) for key, rows in self.members.items()}
        persons = self.members[population.person_key]
        part.members = {}
        for key, group in population.members.items():
            rows = self.members[key]
            count = _length(rows)
            groups, roles = group.groups[persons], group.roles[persons]
            if isinstance(rows, slice):
                local = groups - rows.start
            else:
                ranks = np.empty(group.count, dtype=np.intp)
                ranks[rows] = np.arange(count)
                local = ranks.take(groups)
            made = part.members[key] = Members(group.entity, count, local, roles)
            made.siblings = part.members
        part._inputs = {}
        for name, holder in population.input_holders.items():
            rows = self.members[holder.slot.entity_key]
            part._inputs[name] = _part_of(holder, rows, _length(rows))
        return part


class _Ids(Sequence[Any]):
    """Identifiers of a block, read only if somebody asks for them."""

    def __init__(self, population: Population, key: str, rows: Any) -> None:
        self.population, self.key, self.rows = population, key, rows

    def __len__(self) -> int:
        return _length(self.rows)

    def __getitem__(self, rank: Any) -> Any:
        ids = self.population.ids(self.key)
        if isinstance(self.rows, slice):
            return ids[self.rows][rank]
        rows = self.rows[rank]
        return [ids[row] for row in rows] if isinstance(rank, slice) else ids[rows]


def _length(rows: Any) -> int:
    return rows.stop - rows.start if isinstance(rows, slice) else len(rows)


def _part_of(holder: Holder, rows: Any, count: int) -> Holder:
    part = Holder(holder.slot, count)
    if holder.slot.neutralized:
        return part
    whole = holder.count
    # Months that hold the same share one memory: it is cut once.
    done: dict[tuple[int, int], Array] = {}
    for key, array in holder.values.items():
        if len(array) != whole:
            part.values[key] = array
            continue
        memory = (array.__array_interface__["data"][0], array.strides[0])
        if memory not in done:
            done[memory] = _cut(array, rows, count)
        part.values[key] = done[memory]
    if holder.partial:
        part.partial = {
            key: (array if len(array) != whole else array[rows], where[rows])
            for key, (array, where) in holder.partial.items()
        }
    return part


def _cut(array: Array, rows: Any, count: int) -> Array:
    return frozen(compress(array[rows], count))


def components(population: Population) -> Array:
    """Return, for each person, the rank of the first person they are connected to.

    Examples
    --------
    >>> from openfisca_country_template import CountryTaxBenefitSystem
    >>> homes = {"household": {"count": 2, "members": [0, 1, 0]}}
    >>> components(Population(CountryTaxBenefitSystem(), 3, homes))
    array([0, 1, 0])

    """
    groups = [(group.groups, group.count) for group in population.members.values()]
    return connected(population.count(population.person_key), groups)


def connected(persons: int, memberships: Sequence[tuple[Array, int]]) -> Array:
    """Return, for each person, the rank of the first person they are connected to.

    Parameters
    ----------
    persons
        How many.
    memberships
        For each entity, the rank of the group of each person, and how many groups.

    """
    label = np.arange(persons)
    while True:
        before = label
        for groups, count in memberships:
            first = np.full(count, persons, dtype=np.intp)
            np.minimum.at(first, groups, label)
            label = np.minimum(label, first.take(groups))
        # Jump: what my label's person found holds for me.
        label = np.minimum(label, label.take(label))
        if np.array_equal(label, before):
            return label


def cut(population: Population, persons_a_block: int = PERSONS_A_BLOCK) -> list[Block]:
    """Cut a population into blocks of about that many persons.

    A component bigger than a block is a block of its own.

    Examples
    --------
    >>> from openfisca_country_template import CountryTaxBenefitSystem
    >>> homes = {"household": {"count": 2, "members": [0, 1, 0]}}
    >>> people = Population(CountryTaxBenefitSystem(), 3, homes)
    >>> [block.take(people).count("person") for block in cut(people, 1)]
    [2, 1]

    """
    persons = population.count(population.person_key)
    if persons_a_block < 1:
        raise ValueError(f"Reçu des blocs de {persons_a_block} personnes ; attendu au moins une.")
    if persons <= persons_a_block:
        every = {key: slice(0, population.count(key)) for key in population.entity_keys}
        return [Block(every)]
    label = components(population)
    sizes = np.bincount(label, minlength=persons)
    before = np.cumsum(sizes) - sizes
    # Blocks by the rank of their first person; renumbered to leave no hole.
    numbers = (before // persons_a_block).take(label)
    used, block_of = np.unique(numbers, return_inverse=True)
    count = len(used)
    rows = {population.person_key: _rows(block_of, count)}
    for key, group in population.members.items():
        block_of_group = np.full(group.count, -1, dtype=np.intp)
        block_of_group[group.groups] = block_of
        rows[key] = _rows(_filled(block_of_group), count)
    return [Block({key: rows[key][rank] for key in rows}) for rank in range(count)]


def _filled(blocks: Array) -> Array:
    """Give groups without members the block of the group before them."""
    known = np.maximum.accumulate(np.where(blocks >= 0, np.arange(len(blocks)), 0))
    return np.maximum(blocks.take(known), 0)


def _rows(block_of: Array, count: int) -> list[Any]:
    ends = np.cumsum(np.bincount(block_of, minlength=count)).tolist()
    bounds = list(itertools.pairwise([0, *ends]))
    if len(block_of) < 2 or (block_of[1:] >= block_of[:-1]).all():
        return [slice(start, stop) for start, stop in bounds]
    order = np.argsort(block_of, kind="stable")
    return [order[start:stop] for start, stop in bounds]
