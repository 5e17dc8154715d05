"""From tables to a population of the rules."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np
from openfisca_core.periods import DateUnit, Instant, Period

from zeronr_rules.core import Population
from zeronr_rules.core.arrays import enum_array
from zeronr_rules.core.periods import ETERNITY, CachedPeriod, intern
from zeronr_rules.errors import TablesError
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.periods import requested_period
from zeronr_rules.inputs.tables.door import Checked, check_tables
from zeronr_rules.inputs.tables.faults import TableFaults
from zeronr_rules.inputs.tables.gathering import Cell
from zeronr_rules.inputs.tables.mapping import Section, read_mapping
from zeronr_rules.inputs.tables.sources import source_of

Array = np.ndarray[Any, Any]


def read_tables(
    system: Any,
    given: Mapping[str, Any],
    *,
    mapping: Mapping[str, Any] | str | os.PathLike[str] | None = None,
    period: str | int | None = None,
    report: bool = False,
    csv: Mapping[str, str] | None = None,
) -> Checked:
    """Read and check tables; see :meth:`zeronr_rules.Population.from_tables`.

    Parameters
    ----------
    system
        The rules.
    given
        Tables by the plural of the entity of their rows; ``None`` for one left out.
    mapping, period, csv
        As given to ``from_tables``.
    report
        Leave out the households that have a fault, in place of an error.

    """
    catalogue = catalogue_of(system)
    asked = None if period is None else requested_period(period)
    births_at = asked or requested_period(datetime.now(tz=UTC).strftime("%Y-%m"))
    sections: dict[str, Section] = read_mapping(mapping, catalogue)
    faults = TableFaults()
    sources = {}
    for plural, one in given.items():
        if one is None:
            continue
        source = source_of(plural, one, csv, faults)
        if source is not None:
            sources[catalogue.plurals[plural]] = source
    for table in sections:
        if given.get(table) is None:
            faults.add(table, "", "une table donnée par mapping", "une table donnée")
    if catalogue.persons_key not in sources:
        if given.get(catalogue.persons_plural) is None:
            faults.add(catalogue.persons_plural, "", "rien", "la table des personnes")
        raise TablesError(faults.found)
    return check_tables(sources, sections, asked, births_at, catalogue, faults, report=report)


def fill(population: Population, checked: Checked) -> None:
    """Give a population what tables say."""
    for name, by_period in checked.values.items():
        shared: dict[int, tuple[Cell, list[CachedPeriod]]] = {}
        for month, cell in by_period.items():
            shared.setdefault(id(cell), (cell, []))[1].append(_period(population, name, month))
        for cell, periods in shared.values():
            keep(population, name, periods, *_stored(population, name, cell))


def _period(population: Population, name: str, month: int | None) -> CachedPeriod:
    if month is None:
        return ETERNITY
    if population.system.get_variable(name).definition_period == DateUnit.YEAR:
        return intern(Period((DateUnit.YEAR, Instant((month, 1, 1)), 1)))
    return intern(Period((DateUnit.MONTH, Instant((month // 12, month % 12 + 1, 1)), 1)))


def _stored(population: Population, name: str, cell: Cell) -> Cell:
    """Return a cell as the core keeps it: the default where nothing is said and none computed."""
    values, known = cell
    variable = population.system.get_variable(name)
    if known is not None and not variable.formulas:
        default = variable.default_array(1)[0]
        if variable.value_type is bool or values.dtype.kind in "biufM":
            default = np.asarray(getattr(default, "index", default)).astype(values.dtype)
        elif values.dtype.kind == "S":
            default = default.encode() if isinstance(default, str) else default
        return np.where(known, values, default), None
    return values, known


def keep(
    population: Population,
    name: str,
    periods: list[CachedPeriod] | tuple[str, ...],
    array: Array,
    known: Array | None = None,
) -> None:
    """Keep one array as the values of a variable at several periods, checked and stored once.

    Parameters
    ----------
    population
        Whose variable it is.
    name, periods
        Which variable, when.
    array
        One valid value a member, which nobody changes afterwards; members of an ``Enum``
        by their rank.
    known
        Who has one, where not everybody has: the formula says the rest.

    """
    holder = population._holder(name)  # noqa: SLF001
    if holder.slot.neutralized:
        return
    end = holder.slot.end
    kept = [when for when in map(intern, periods) if end is None or end >= when.start.date]
    if not kept:
        return
    first, *others = kept
    keys = [when.key for when in others]
    # Nobody fills it again: it need not be copied.
    array.setflags(write=False)
    if known is not None:
        population.set_input(name, first, array, where=known)
        told = holder.partial or {}
        told.update(dict.fromkeys(keys, told[holder.key(first)]))
        return
    if holder.slot.enum is not None:
        array = enum_array(array.astype(holder.slot.dtype, copy=False), holder.slot.enum)
    holder.put_in_cache(array, first)
    holder.copy_from(dict.fromkeys(keys, holder.values[holder.key(first)]))
