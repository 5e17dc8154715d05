"""The members of each entity, and what each row of a table is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from zeronr_rules.inputs.catalogue import Catalogue, EntitySpec, VariableSpec
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.spreading import check_period
from zeronr_rules.inputs.tables.cells import Wrong, is_text, known_of
from zeronr_rules.inputs.tables.faults import TableFaults
from zeronr_rules.inputs.tables.gathering import gather
from zeronr_rules.inputs.tables.membership import (
    Membership,
    Rows,
    bad_type,
    by_first_row,
    check_roles,
    ranks_among,
    read_ids,
    read_roles,
    repeated,
    wrong_ids,
)
from zeronr_rules.inputs.tables.sources import Source
from zeronr_rules.inputs.values import Rejected
from zeronr_rules.notices import Notice

Array = np.ndarray[Any, Any]
# By what a column is and the entity it is about.
Columns = Mapping[tuple[str, str], Any]


class Structure:
    """Who there is, and who belongs where.

    Parameters
    ----------
    catalogue
        What the rules accept.
    sources
        Tables by the key of the entity of their rows.
    columns
        Their identifiers, roles and periods.
    faults
        Where faults are told.

    Attributes
    ----------
    rows
        The members of each entity.
    held
        The group and the role of each person.
    whole
        Whether every entity has its members: else nobody can be left out alone.

    """

    def __init__(
        self,
        catalogue: Catalogue,
        sources: Mapping[str, Source],
        columns: Mapping[str, Columns],
        faults: TableFaults,
    ) -> None:
        self.catalogue = catalogue
        self.sources = sources
        self.columns = columns
        self.faults = faults
        self.rows: dict[str, Rows] = {}
        self.held: dict[str, Membership] = {}
        # The member of each row of a table; None where rows are the members.
        self._ranks: dict[str, Array | None] = {}
        self.filled: list[EntitySpec] = []
        for key in sources:
            self._members(key)
        persons = self.rows.get(catalogue.persons_key)
        if persons is not None:
            for entity in catalogue.groups.values():
                self._belong(entity, persons)
        self.whole = set(self.held) == set(catalogue.groups)

    # Members

    def _members(self, key: str) -> None:
        source = self.sources[key]
        column = self.columns[key].get(("id", key))
        name = f"{key}_id"
        if column is None:
            hint = f"Nommer « {name} » la colonne des identifiants (mapping le peut aussi)."
            self.faults.add(source.table, name, "rien", "une colonne d'identifiants", hint)
            return
        ids = read_ids(column.array)
        if ids is None:
            bad_type(self.faults, source.table, column.name, column.array)
            return
        if ("period", key) in self.columns[key]:
            self._several_rows(key, source, column.name, ids)
            return
        first = np.arange(1 + source.before, 1 + source.before + source.rows)
        rows = self.rows[key] = Rows(key, source.table, ids, first, self.faults)
        self._ranks[key] = None
        for mask, told in wrong_ids(ids):
            rows.tell(column.name, mask, told)
        twice = repeated(ids)
        if twice.any():
            hint = "Une table de plusieurs lignes par identifiant a une colonne « periode »."
            told = ("un identifiant donné deux fois", "chaque identifiant une fois", hint)
            rows.tell(column.name, twice, told)

    def _several_rows(self, key: str, source: Source, column: str, ids: Any) -> None:
        distinct, ranks, first = by_first_row(ids)
        numbers = first + 1 + source.before
        rows = self.rows[key] = Rows(key, source.table, distinct, numbers, self.faults)
        self._ranks[key] = ranks
        for mask, told in wrong_ids(distinct):
            rows.tell(column, mask, told)
        lost = np.flatnonzero(ranks < 0)
        if len(lost):
            expected = "un identifiant : un nombre entier ou un texte"
            self.tell_rows(key, column, [Wrong(lost, "rien", expected)])

    # Groups

    def _belong(self, entity: EntitySpec, persons: Rows) -> None:
        key, columns = entity.key, self.columns[self.catalogue.persons_key]
        of_id, of_role = columns.get(("id", key)), columns.get(("role", key))
        given = key in self.sources
        if of_id is None:
            if of_role is None and not given:
                self._everybody_alone(entity, persons)
                return
            hint = f"Ou ôter {f'la table {entity.plural}' if given else f'{key}_role'}."
            self.faults.add(persons.table, f"{key}_id", "rien", f"{key} de chaque personne", hint)
            return
        if of_role is None:
            expected = "le rôle de chaque personne"
            self.faults.add(persons.table, f"{key}_role", "rien", expected)
            return
        groups = self._groups(entity, of_id, persons)
        if groups is None:
            return
        own = self._ranks[persons.key]
        roles = read_roles(entity, of_role.array, of_role.name, persons, own)
        for wrong in of_role.wrong:
            self.tell_rows(persons.key, of_role.name, [wrong])
        held = self.held[key] = Membership(groups, roles)
        check_roles(entity, self.rows[key], held)

    def _everybody_alone(self, entity: EntitySpec, persons: Rows) -> None:
        key, count = entity.key, persons.count
        self.filled.append(entity)
        self.rows[key] = Rows(key, persons.table, persons.ids, persons.first, self.faults)
        roles = np.zeros(count, dtype=np.int16)
        self.held[key] = Membership(np.arange(count), roles)

    def _groups(self, entity: EntitySpec, column: Any, persons: Rows) -> Array | None:
        """Return the rank of the group of each person; ``None`` when that cannot be told."""
        key, own = entity.key, self._ranks[persons.key]
        wanted = read_ids(column.array)
        if wanted is None:
            bad_type(self.faults, persons.table, column.name, column.array)
            return None
        known = known_of(wanted)
        if key in self.sources:
            if key not in self.rows:
                return None
            ids = self.rows[key].ids
            if is_text(ids) != is_text(wanted):
                here, there = ("du texte", "des nombres entiers")[:: 1 if is_text(wanted) else -1]
                expected = f"{there}, comme dans {entity.plural}"
                self.faults.add(persons.table, column.name, here, expected)
                return None
            ranks = ranks_among(wanted, ids)
            lost = ranks < 0 if known is None else (ranks < 0) & known
        else:
            ids, ranks, first = by_first_row(wanted)
            numbers = persons.first[first] if own is None else first + 1
            rows = self.rows[key] = Rows(key, persons.table, ids, numbers, self.faults)
            for mask, told in wrong_ids(ids):
                rows.tell(column.name, mask, told)
            lost = np.zeros(0, dtype=bool)
        if own is not None:
            (ranks, known), others = gather(ranks, known, own, persons.count)
            told = ("plusieurs identifiants", f"un seul {key}_id par personne", "")
            self._tell_some(persons, column.name, own[others], told)
            if lost.any():
                self._tell_some(persons, column.name, own[lost], self._lost(entity))
            if known is not None:
                ranks = np.where(known, ranks, -1)
        elif lost.any():
            persons.tell(column.name, lost, self._lost(entity))
        if known is not None:
            told = ("rien", f"l'identifiant d'un(e) {key}", "Toutes les personnes en ont un(e).")
            persons.tell(column.name, ~known, told)
        return ranks

    def _lost(self, entity: EntitySpec) -> tuple[str, str, str]:
        return ("un autre identifiant", f"un identifiant de la table {entity.plural}", "")

    def _tell_some(self, rows: Rows, column: str, ranks: Array, told: tuple[str, str, str]) -> None:
        members = np.zeros(rows.count, dtype=bool)
        members[ranks[ranks >= 0]] = True
        if members.any():
            rows.tell(column, members, told)

    # What rows are about

    def ranks(self, table: str, entity: str) -> Array | None:
        """Return the member of an entity that each row of a table is about; -1 for none.

        ``None`` when the rows are those members, in order.
        """
        own = self._ranks.get(table)
        if entity == table:
            return own
        if entity not in self.held:
            return np.full(self.sources[table].rows, -1)
        groups = self.held[entity].groups
        if own is None:
            return groups
        return np.where(own >= 0, groups[own], -1)

    def tell_rows(self, table: str, column: str, wrong: Iterable[Wrong]) -> None:
        """Tell faults of rows of a table; those they are about have a fault."""
        source, rows = self.sources[table], self.rows.get(table)
        for one in wrong:
            if not len(one.rows):
                continue
            told = (one.given, one.expected, one.hint)
            numbers = np.sort(one.rows) + 1 + source.before
            ranks = np.sort(one.rows)
            own = self._ranks.get(table)
            if own is not None:
                ranks = own[ranks]
            name = _nobody if rows is None else _Names(rows, ranks)
            self.faults.add_rows(source.table, column, numbers, name, told)
            if rows is not None:
                rows.mark(ranks[ranks >= 0], column, told)

    def accepts(
        self, table: str, column: str, spec: VariableSpec, period: SimplePeriod, rows: Array
    ) -> bool:
        """Tell whether a variable has values at the period of some rows; else tell the fault."""
        try:
            check_period(spec, period, str(period))
        except Rejected as rejected:
            told = Wrong(np.flatnonzero(rows), "une autre période", rejected.expected)
            self.tell_rows(table, column, [told])
            return False
        return True

    def once_a_period(self, table: str, column: str, rows: Array) -> None:
        """Refuse two rows of one member for the same period."""
        own, members = self._ranks.get(table), self.rows.get(table)
        if own is None or members is None:
            return
        ranks = own[rows]
        several = np.bincount(ranks[ranks >= 0], minlength=members.count) > 1
        if several.any():
            told = ("deux lignes pour une période", "une ligne par période", "")
            members.tell(column, several, told)

    def notices(self) -> Iterable[Notice]:
        """Say which entities were left out, and filled."""
        if self.filled:
            names = ", ".join(entity.plural for entity in self.filled)
            yield Notice(
                code="entite_completee",
                message=(
                    f"Non donné : {names}. Chaque personne y est comptée seule, dans le premier "
                    "rôle."
                ),
                ids=tuple(entity.plural for entity in self.filled),
            )


class _Names:
    """The identifiers of rows, read for the first of them only."""

    def __init__(self, rows: Rows, ranks: Array) -> None:
        self.rows, self.ranks = rows, ranks

    def __call__(self, shown: Array) -> list[str]:
        ranks = self.ranks[: len(shown)]
        found = iter(self.rows.names(ranks[ranks >= 0]))
        return [next(found) if rank >= 0 else "" for rank in ranks.tolist()]


def _nobody(shown: Array) -> list[str]:
    return [""] * len(shown)
