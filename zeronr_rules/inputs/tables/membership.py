"""Who belongs to which famille, foyer fiscal and ménage, and in what role, all at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from attrs import define, field

from zeronr_rules.errors import did_you_mean, near_names
from zeronr_rules.inputs.catalogue import EntitySpec
from zeronr_rules.inputs.tables.cells import distinct_of, flat, is_text, known_of, type_text
from zeronr_rules.inputs.tables.faults import TableFaults
from zeronr_rules.inputs.tables.gathering import gather
from zeronr_rules.inputs.tables.ids import Ids
from zeronr_rules.optional import library

Array = np.ndarray[Any, Any]
_HIDDEN = r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]"
_LARGEST_WHOLE = 2.0**53
_AN_ID = "un identifiant : un nombre entier ou un texte"


@define(eq=False)
class Rows:
    """The members of an entity, and the rows of a table that speak of each.

    Parameters
    ----------
    key
        The entity.
    table
        The table that names them.
    ids
        Their identifiers, as an Arrow array.
    first
        The number, from 1, of the first row of each.
    faults
        Where faults are told.
    bad
        Who has a fault.

    """

    key: str
    table: str
    ids: Any
    first: Array
    faults: TableFaults
    bad: Array = field(init=False)
    # For each, the rank of its first fault among the texts; -1 for none.
    _reason: Array = field(init=False)
    _texts: list[str] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self.bad = np.zeros(len(self.first), dtype=bool)
        self._reason = np.full(len(self.first), -1, dtype=np.int32)

    @property
    def count(self) -> int:
        """How many members."""
        return len(self.first)

    def tell(self, column: str, members: Array, told: tuple[str, str, str]) -> None:
        """Tell a fault of some members, given as one boolean each."""
        ranks = np.flatnonzero(members)
        self.mark(ranks, column, told)
        order = np.argsort(self.first[ranks], kind="stable")
        numbers = self.first[ranks[order]]
        self.faults.add_rows(
            self.table, column, numbers, lambda shown: self.names(ranks[order[: len(shown)]]), told
        )

    def mark(self, ranks: Array, column: str, told: tuple[str, str, str]) -> None:
        """Note that some members have a fault, and which it is if it is their first."""
        self.bad[ranks] = True
        first = ranks[self._reason[ranks] < 0]
        self._reason[first] = len(self._texts)
        self._texts.append(f"{column} : reçu {told[0]} ; attendu {told[1]}")

    def motifs(self, ranks: Array) -> Iterable[str]:
        """Return why some members are left out."""
        texts = [*self._texts, "lié à une personne ou à un groupe du même lot"]
        return [texts[reason] for reason in self._reason[ranks].tolist()]

    def names(self, ranks: Array) -> Iterable[str]:
        """Return the identifiers of some members as text, empty where there is none."""
        listed = self.ids.take(library("pyarrow").array(ranks)).to_pylist()
        return ["" if one is None else str(one) for one in listed]


def read_ids(column: Any) -> Any:
    """Return identifiers as whole numbers or texts; ``None`` when they are neither.

    Examples
    --------
    >>> import pyarrow as pa
    >>> read_ids(pa.chunked_array([[1.0, 2.0, None]])).to_pylist()
    [1, 2, None]
    >>> read_ids(pa.chunked_array([[1.5]])) is None
    True

    """
    pa, pc = library("pyarrow"), library("pyarrow.compute")
    array = flat(column)
    if is_text(array) or pa.types.is_null(array.type):
        return array.cast(pa.large_string())
    if pa.types.is_integer(array.type):
        try:
            return array.cast(pa.int64())
        except pa.ArrowInvalid:
            return None
    if not pa.types.is_floating(array.type):
        return None
    # A column of whole numbers where some are missing, as pandas keeps it.
    values = array.cast(pa.float64()).drop_null().to_numpy(zero_copy_only=False)
    whole = np.isfinite(values) & (values == np.floor(values)) & (np.abs(values) < _LARGEST_WHOLE)
    return pc.cast(array, pa.int64(), safe=False) if whole.all() else None


def wrong_ids(ids: Any) -> list[tuple[Array, tuple[str, str, str]]]:
    """Return the rows whose identifier is missing or cannot be seen, with the words for it."""
    pc = library("pyarrow.compute")
    found = []
    known = known_of(ids)
    if known is not None:
        found.append((~known, ("rien", _AN_ID, "")))
    if is_text(ids):
        empty = _mask(pc.equal(ids, ""))
        hidden = _mask(pc.match_substring_regex(ids, _HIDDEN))
        expected = "un identifiant fait de caractères visibles"
        found += [
            (mask, (given, expected, hint))
            for mask, given, hint in (
                (empty, "un texte vide", ""),
                (
                    hidden,
                    "un identifiant",
                    "Retirer les caractères de contrôle ou de mise en forme.",
                ),
            )
            if mask.any()
        ]
    return found


def _mask(array: Any) -> Array:
    found: Array = array.fill_null(False).to_numpy(zero_copy_only=False)
    return found


def bad_type(faults: TableFaults, table: str, column: str, array: Any) -> None:
    """Tell that a column cannot hold identifiers."""
    faults.add(table, column, type_text(flat(array)), _AN_ID)


def ranks_among(wanted: Any, ids: Any) -> Array:
    """Return the rank of identifiers among others; -1 for null or not there."""
    pa, pc = library("pyarrow"), library("pyarrow.compute")
    ranks = pc.index_in(wanted, value_set=ids, skip_nulls=True).fill_null(-1)
    found: Array = ranks.cast(pa.int64()).to_numpy(zero_copy_only=False)
    return found


def repeated(ids: Any) -> Array:
    """Tell the rows whose identifier another row has too."""
    if not is_text(ids) and not ids.null_count and _rising(ids.to_numpy()):
        return np.zeros(len(ids), dtype=bool)
    distinct, codes, known = _codes(ids)
    if distinct == len(codes):
        return np.zeros(len(codes), dtype=bool)
    several = np.bincount(codes if known is None else codes[known], minlength=distinct + 1) > 1
    twice = several.take(codes)
    return twice if known is None else twice & known


def _rising(values: Array) -> bool:
    return bool((values[1:] > values[:-1]).all())


def _codes(ids: Any) -> tuple[int, Array, Array | None]:
    encoded = ids.dictionary_encode()
    known = known_of(encoded.indices)
    indices = encoded.indices.fill_null(0) if known is not None else encoded.indices
    return len(encoded.dictionary), indices.to_numpy(), known


def by_first_row(ids: Any) -> tuple[Any, Array, Array]:
    """Return distinct identifiers by first row, each row's rank (-1: none), and those rows.

    Examples
    --------
    >>> import pyarrow as pa
    >>> ids, ranks, first = by_first_row(pa.array(["b", None, "a", "b"]))
    >>> ids.to_pylist(), ranks.tolist(), first.tolist()
    (['b', 'a'], [0, -1, 1, 0], [0, 2])

    """
    encoded = ids.dictionary_encode()
    ranks = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    count = len(encoded.dictionary)
    first = np.zeros(count, dtype=np.int64)
    rows = np.flatnonzero(ranks >= 0)
    first[ranks[rows][::-1]] = rows[::-1]
    return encoded.dictionary, ranks, first


@define(eq=False)
class Membership:
    """The group and the role of each person; -1 where it is a fault."""

    groups: Array
    roles: Array


def read_roles(
    entity: EntitySpec, column: Any, name: str, persons: Rows, ranks: Array | None
) -> Array:
    """Return the role of each person among the roles of the entity; -1 for a fault.

    Parameters
    ----------
    entity
        The entity.
    column
        The Arrow column.
    name
        How the table calls it.
    persons
        The persons.
    ranks
        The person of each row; ``None`` when rows are the persons.

    """
    keys = role_keys(entity)
    expected = f"un rôle parmi {', '.join(keys)}"
    array = flat(column)
    if not is_text(array):
        hint = "Donner les noms ; pour des codes, les traduire par mapping."
        persons.faults.add(persons.table, name, type_text(array), expected, hint)
        return np.zeros(persons.count, dtype=np.int16)
    distinct, codes, known = distinct_of(array)
    if not distinct:
        persons.tell(name, np.ones(persons.count, dtype=bool), ("rien", expected, ""))
        return np.full(persons.count, -1, dtype=np.int16)
    of_distinct = np.array(
        [keys.index(one) if one in keys else -1 for one in distinct], dtype=np.int16
    )
    roles = of_distinct.take(codes)
    if ranks is not None:
        (roles, known), others = gather(roles, known, ranks, persons.count)
        differing = np.zeros(persons.count, dtype=bool)
        differing[ranks[others]] = True
        if differing.any():
            persons.tell(name, differing, ("plusieurs rôles", "un seul rôle par personne", ""))
    if known is not None:
        persons.tell(name, ~known, ("rien", expected, ""))
        roles = np.where(known, roles, -1)
    unknown = roles < 0 if known is None else (roles < 0) & known
    if unknown.any():
        lost = [one for one in distinct if one not in keys][:5]
        near = dict.fromkeys(name for one in lost for name in near_names(one, keys))
        persons.tell(name, unknown, ("un autre nom", expected, did_you_mean(near)))
    return roles


def role_keys(entity: EntitySpec) -> list[str]:
    """Return the keys of the roles of an entity, in the order of the core."""
    return [key for role in entity.roles.values() for key in role.flat_roles]


def check_roles(entity: EntitySpec, groups: Rows, held: Membership) -> None:
    """Refuse a role held by too many, and a group where nobody has the first role."""
    keys = role_keys(entity)
    inside = np.flatnonzero((held.groups >= 0) & (held.roles >= 0))
    members, roles = held.groups[inside], held.roles[inside]
    unsure = np.zeros(groups.count, dtype=bool)
    unsure[held.groups[(held.groups >= 0) & (held.roles < 0)]] = True
    # What a fault has already broken is not told twice.
    unsure |= groups.bad
    column = f"{entity.key}_role"
    for role in entity.roles.values():
        for rank, key in enumerate(keys):
            if key not in role.flat_roles or role.max is None:
                continue
            several = np.bincount(members[roles == rank], minlength=groups.count) > 1
            if several.any():
                told = ("plusieurs personnes", f"une seule personne {key} par {entity.key}", "")
                groups.tell(column, several, told)
    filled = np.bincount(members[roles == 0], minlength=groups.count) > 0
    empty = ~filled & ~unsure
    if empty.any():
        told = ("personne", f"une personne {keys[0]}", f"Donner « {keys[0]} » à l'une d'elles.")
        groups.tell(column, empty, told)


def ids_of(rows: Rows) -> Ids:
    """Return the identifiers of members, as a population keeps them."""
    return Ids(rows.ids)
