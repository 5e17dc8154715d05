"""The door of tables: they are checked as a whole, and all their faults come together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from attrs import evolve, field, frozen

from zeronr_rules.errors import TablesError
from zeronr_rules.inputs.catalogue import Catalogue, VariableSpec
from zeronr_rules.inputs.periods import ETERNITY, SimplePeriod, read_period
from zeronr_rules.inputs.tables.cells import (
    Cells,
    ColumnRejected,
    Wrong,
    check_cells,
    distinct_of,
    flat,
    is_text,
)
from zeronr_rules.inputs.tables.delimited import Dialect
from zeronr_rules.inputs.tables.faults import TableFaults
from zeronr_rules.inputs.tables.gathering import ByPeriod, Cell, full, gather, spread_cells
from zeronr_rules.inputs.tables.ids import Ids
from zeronr_rules.inputs.tables.kinds import PERIOD, WEIGHT, WEIGHTED, Header, Reader
from zeronr_rules.inputs.tables.lives import Births, Values, deduce_housing_benefit
from zeronr_rules.inputs.tables.mapping import EMPTY, Section, translate
from zeronr_rules.inputs.tables.membership import Membership, role_keys
from zeronr_rules.inputs.tables.rejecting import Sieve
from zeronr_rules.inputs.tables.report import Report
from zeronr_rules.inputs.tables.sources import Source
from zeronr_rules.inputs.tables.structure import Structure
from zeronr_rules.notices import Notice
from zeronr_rules.optional import library

Array = np.ndarray[Any, Any]
_CHILD = "enfant"
# A weight is checked as a number of the rules is.
_WEIGHT_SPEC = VariableSpec(
    name=WEIGHT,
    entity=WEIGHTED,
    kind="float",
    unit="eternity",
    spread=None,
    is_money=False,
    may_be_negative=False,
    has_formula=False,
    members={},
    max_length=None,
    label="Poids du ménage",
    default="1.0",
)


@frozen(eq=False)
class Checked:
    """What tables say, every value valid.

    Parameters
    ----------
    ids
        Identifiers of the members of each entity.
    held
        The group and role of each person, by group entity.
    values
        Inputs: for each variable, one cell a month (or year). Months may share a cell.
    weights
        One a ménage; ``None`` without any.
    notices, report
        What was assumed, and who was left out.

    """

    ids: Mapping[str, Ids]
    held: Mapping[str, Membership]
    values: Values
    weights: Array | None
    notices: tuple[Notice, ...]
    report: Report


@frozen
class _Read:
    """A column, what it is, and how it is to be read."""

    table: str
    name: str
    header: Header
    array: Any
    dialect: Dialect | None
    divisor: float = 1.0
    wrong: list[Wrong] = field(factory=list)


def check_tables(
    sources: dict[str, Source],
    sections: Mapping[str, Section],
    asked: SimplePeriod | None,
    births_at: SimplePeriod,
    catalogue: Catalogue,
    faults: TableFaults,
    *,
    report: bool = False,
) -> Checked:
    """Check tables and return what they say, ready for a population.

    Parameters
    ----------
    sources
        Tables by the key of the entity of their rows; their columns are let go.
    sections
        What a mapping says, by name of table.
    asked
        The period of the columns that name none.
    births_at
        What births are checked against.
    catalogue
        What the rules accept.
    faults
        What was found before.
    report
        Leave out the households that have a fault, in place of an error.

    Raises
    ------
    TablesError
        With every fault found, unless all are about rows and ``report``.

    """
    return _Door(sources, catalogue, asked, births_at, faults).check(sections, report=report)


class _Door:
    def __init__(
        self,
        sources: dict[str, Source],
        catalogue: Catalogue,
        asked: SimplePeriod | None,
        births_at: SimplePeriod,
        faults: TableFaults,
    ) -> None:
        self.sources = sources
        self.catalogue = catalogue
        self.births_at = births_at
        self.faults = faults
        self.headers = Reader(catalogue, asked, faults)
        self.tables = {key: source.table for key, source in sources.items()}
        self.columns: dict[str, list[_Read]] = {}
        self.given: dict[str, list[tuple[SimplePeriod, Cell]]] = {}
        self.weights: Cell | None = None

    def check(self, sections: Mapping[str, Section], *, report: bool) -> Checked:
        for key, source in self.sources.items():
            self.columns[key] = self._columns(key, source, sections.get(source.table, EMPTY))
            # A column is freed once it is checked.
            self.sources[key] = evolve(source, columns=())
        structure = Structure(
            self.catalogue,
            self.sources,
            {
                key: {(one.header.kind, one.header.entity): one for one in columns}
                for key, columns in self.columns.items()
            },
            self.faults,
        )
        for key in self.sources:
            self._cells(key, structure)
        values = self._spread(structure)
        notices = self._derive(values, structure)
        if self.faults and (self.faults.structural or not report or not structure.whole):
            raise TablesError(self.faults.found)
        return self._sieved(values, structure, notices)

    # Columns

    def _columns(self, key: str, source: Source, section: Section) -> list[_Read]:
        known = set(source.names)
        for name in section.columns:
            if name not in known:
                expected = "une colonne de la table"
                self.faults.add(source.table, name, "un nom donné par mapping", expected)
        names = [
            section.columns[name].to if name in section.columns else name for name in source.names
        ]
        long = PERIOD in names
        found: list[_Read] = []
        for (column, array), name in zip(source.columns, names, strict=True):
            if column in section.ignore and column not in section.columns:
                continue
            header = self.headers.read(source.table, key, column, name, self.tables, long=long)
            if header is None:
                continue
            target = section.columns.get(column)
            wrong: list[Wrong] = []
            dialect = source.dialect
            if target is not None and target.codes is not None:
                array, wrong = translate(array, target.codes)  # noqa: PLW2901
                dialect = None
            divisor = 1.0 if target is None else target.divisor
            found.append(_Read(source.table, column, header, array, dialect, divisor, wrong))
        pa = library("pyarrow")
        for name, value in section.constants.items():
            header = self.headers.read(source.table, key, name, name, self.tables, long=long)
            if header is not None:
                array = pa.repeat(pa.scalar(value), source.rows)
                found.append(_Read(source.table, name, header, array, None))
        return self._each_once(source, found)

    def _each_once(self, source: Source, found: list[_Read]) -> list[_Read]:
        kept: dict[Any, _Read] = {}
        for one in found:
            header = one.header
            moment = None if header.period is None else str(header.period)
            key = (header.kind, header.entity, header.spec and header.spec.name, moment)
            if key in kept:
                given = "une colonne donnée deux fois"
                self.faults.add(source.table, one.name, given, "chaque colonne une fois")
            else:
                kept[key] = one
        return list(kept.values())

    # Values

    def _cells(self, key: str, structure: Structure) -> None:
        """Check the values of a table, column by column, and give them to the members."""
        periods = self._periods(key, structure)
        while self.columns[key]:
            # Once checked, a column is let go.
            one = self.columns[key].pop(0)
            if one.header.kind == "variable":
                self._variable(key, one, structure, periods)
            elif one.header.kind == "weight":
                self._weight(key, one, structure)

    def _variable(
        self,
        key: str,
        one: _Read,
        structure: Structure,
        periods: list[tuple[SimplePeriod, Array]] | None,
    ) -> None:
        spec = one.header.spec
        if spec is None:
            return
        try:
            cells = check_cells(spec, one.array, one.dialect, divisor=one.divisor)
        except ColumnRejected as rejected:
            self.faults.add(one.table, one.name, *rejected.told)
            return
        structure.tell_rows(key, one.name, [*one.wrong, *cells.wrong])
        if one.header.period is not None:
            self._give(key, one, structure, one.header.period, cells)
            return
        for period, rows in periods or ():
            known = rows if cells.known is None else rows & cells.known
            if known.any() and structure.accepts(key, one.name, spec, period, known):
                self._give(key, one, structure, period, Cells(cells.values, known))

    def _give(
        self, key: str, one: _Read, structure: Structure, period: SimplePeriod, cells: Cells
    ) -> None:
        spec, entity = one.header.spec, one.header.entity
        if spec is None or entity not in structure.rows:
            return
        ranks = structure.ranks(key, entity)
        cell: Cell = (cells.values, cells.known)
        if ranks is not None:
            cell, others = gather(cells.values, cells.known, ranks, structure.rows[entity].count)
            if len(others):
                expected = f"la même valeur sur toutes les lignes d'un(e) {entity}"
                hint = "La donner une fois suffit : les autres lignes vides."
                told = Wrong(others, "des valeurs différentes", expected, hint)
                structure.tell_rows(key, one.name, [told])
        self.given.setdefault(spec.name, []).append((period, cell))

    def _periods(self, key: str, structure: Structure) -> list[tuple[SimplePeriod, Array]] | None:
        """Return the rows of each period of a table where each row has one."""
        one = next((one for one in self.columns[key] if one.header.kind == "period"), None)
        if one is None:
            return None
        array = flat(one.array)
        expected = "une période : « 2026-05 », ou « 2026 »"
        whole = library("pyarrow").types.is_integer(array.type)
        if not whole and not is_text(array):
            hint = "Écrire le mois « AAAA-MM », en texte."
            self.faults.add(one.table, one.name, "une autre sorte de colonne", expected, hint)
            return None
        distinct, codes, known = distinct_of(array)
        rows = np.zeros(len(codes), dtype=bool)
        if known is not None:
            told = Wrong(np.flatnonzero(~known), "rien", expected)
            structure.tell_rows(key, one.name, [told])
        found: list[tuple[SimplePeriod, Array]] = []
        for rank, text in enumerate(distinct):
            period = read_period(text)
            rows = codes == rank if known is None else (codes == rank) & known
            if period is None or period.unit == "day" or period == ETERNITY:
                hint = "Les mois vont de 01 à 12."
                told = Wrong(np.flatnonzero(rows), "autre chose", expected, hint)
                structure.tell_rows(key, one.name, [told])
            else:
                found.append((period, rows))
                structure.once_a_period(key, one.name, rows)
        return found

    def _weight(self, key: str, one: _Read, structure: Structure) -> None:
        if WEIGHTED not in structure.rows:
            return
        expected = "un poids plus grand que zéro"
        try:
            cells = check_cells(_WEIGHT_SPEC, one.array, one.dialect)
        except ColumnRejected as rejected:
            self.faults.add(one.table, one.name, rejected.told[0], expected)
            return
        wrong = [Wrong(each.rows, each.given, expected) for each in cells.wrong]
        zero = cells.values == 0 if cells.known is None else (cells.values == 0) & cells.known
        if zero.any():
            wrong.append(Wrong(np.flatnonzero(zero), "zéro", expected))
        structure.tell_rows(key, one.name, wrong)
        ranks = structure.ranks(key, WEIGHTED)
        cell: Cell = (cells.values, cells.known)
        if ranks is not None:
            count = structure.rows[WEIGHTED].count
            cell, others = gather(cells.values, cells.known, ranks, count)
            told = np.concatenate([np.zeros(0, dtype=np.intp), *(each.rows for each in wrong)])
            given = "des poids différents"
            structure.tell_rows(key, one.name, [Wrong(others, given, "un poids par ménage")])
        if cell[1] is not None:
            lost = ~cell[1] & ~structure.rows[WEIGHTED].bad
            if ranks is not None:
                # The row of a person said what is wrong already.
                lost[ranks[told][ranks[told] >= 0]] = False
            if lost.any():
                structure.rows[WEIGHTED].tell(one.name, lost, ("rien", expected, ""))
        self.weights = cell

    # What follows from the values

    def _spread(self, structure: Structure) -> Values:
        values: Values = {}
        for name in list(self.given):
            spec = self.catalogue.variables[name]
            found, clashes = spread_cells(spec, self.given.pop(name))
            for members, expected, hint in clashes:
                told = ("des périodes qui se recouvrent", expected, hint)
                structure.rows[spec.entity].tell(name, members, told)
            found = {month: cell for month, cell in found.items() if _said(cell)}
            if found:
                values[name] = found
        return values

    def _derive(self, values: Values, structure: Structure) -> list[Notice]:
        notices = list(structure.notices())
        if self.headers.ignored:
            names = tuple(sorted(self.headers.ignored))
            message = f"Colonnes d'OpenFisca-France qui ne changent rien ici : {', '.join(names)}."
            notices.append(Notice("noms_openfisca_france_ignores", message, ids=names))
        if "famille" not in structure.held:
            return notices
        held, persons = structure.held["famille"], structure.rows[self.catalogue.persons_key]
        child = held.roles == role_keys(self.catalogue.groups["famille"]).index(_CHILD)
        births = Births(values, held.groups, child, self.births_at, persons.tell)
        births.check()
        births.check_ages()
        notices += births.deduce()
        young = births.young_parents()
        benefit = deduce_housing_benefit(values, structure.rows["famille"].count)
        return notices + [one for one in (young, benefit) if one is not None]

    def _sieved(self, values: Values, structure: Structure, notices: list[Notice]) -> Checked:
        key = self.catalogue.persons_key
        groups = {name: structure.rows[name] for name in self.catalogue.groups}
        persons = structure.rows[key]
        ids = {name: Ids(rows.ids) for name, rows in structure.rows.items()}
        weights = None if self.weights is None else self.weights[0].astype(np.float64)
        sieve = Sieve(persons, groups, structure.held)
        report = sieve.report(self.faults.found)
        if sieve.everybody:
            return Checked(ids, structure.held, values, weights, tuple(notices), report)
        if not report.persons:
            raise TablesError(self.faults.found)
        kept: dict[str, ByPeriod] = {}
        while values:
            name, by_period = values.popitem()
            kept[name] = sieve.values(self.catalogue.variables[name].entity, by_period)
        return Checked(
            {name: one.take(sieve.kept[name]) for name, one in ids.items()},
            {name: sieve.members(name) for name in groups},
            kept,
            None if weights is None else weights[sieve.kept[WEIGHTED]],
            tuple(notices),
            report,
        )


def _said(cell: Cell) -> bool:
    return len(cell[0]) > 0 and bool(full(cell[1], len(cell[0])).any())
