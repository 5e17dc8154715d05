"""From a population back to tables: one an entity, as they come in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from openfisca_core.periods import DateUnit

from zeronr_rules.core import Population
from zeronr_rules.core.arrays import expand
from zeronr_rules.core.holders import Holder
from zeronr_rules.errors import UnknownVariableError, did_you_mean, near_names
from zeronr_rules.inputs.catalogue import VariableSpec, catalogue_of
from zeronr_rules.inputs.tables.ids import arrow_ids
from zeronr_rules.inputs.tables.kinds import WEIGHT, WEIGHTED
from zeronr_rules.inputs.values import BIRTH, NOT_GIVEN, Rejected, check_value
from zeronr_rules.optional import library

Array = np.ndarray[Any, Any]


def tables_of(population: Population, variables: Iterable[str] | None = None) -> dict[str, Any]:
    """Return a population as Arrow tables; see :meth:`Tabled.to_tables`."""
    catalogue = catalogue_of(population.system)
    names = list(population.input_holders) if variables is None else list(dict.fromkeys(variables))
    unknown = [name for name in names if name not in population.input_holders]
    if unknown:
        near = did_you_mean(near_names(str(unknown[0]), population.input_holders))
        raise UnknownVariableError(f"« {unknown[0]} » n'est pas donnée. {near}".rstrip())
    columns: dict[str, dict[str, Any]] = {
        key: {f"{key}_id": arrow_ids(population.ids(key))} for key in population.entity_keys
    }
    for key in catalogue.groups:
        columns[population.person_key] |= _membership(population, key)
    weights = getattr(population, "weights", None)
    if weights is not None:
        columns[WEIGHTED][WEIGHT] = np.array(weights, dtype=np.float64)
    for name in names:
        spec = catalogue.variables[name]
        columns[spec.entity] |= _columns(spec, population.input_holders[name])
    pa = library("pyarrow")
    return {catalogue.plural_of(key): pa.table(found) for key, found in columns.items()}


def _membership(population: Population, key: str) -> dict[str, Any]:
    pa = library("pyarrow")
    group = population.members[key]
    roles = [role.key for role in group.entity.flattened_roles]
    ids = arrow_ids(population.ids(key)).take(pa.array(group.groups))
    codes = pa.array(group.roles.astype(np.int8))
    return {f"{key}_id": ids, f"{key}_role": pa.DictionaryArray.from_arrays(codes, roles)}


def _columns(spec: VariableSpec, holder: Holder) -> dict[str, Any]:
    """Return one Arrow column a period; an array that several share is made once."""
    made: dict[int, Any] = {}
    found: dict[str, Any] = {}
    cells = [(key, array, None) for key, array in holder.values.items()]
    partial = [(key, *cell) for key, cell in (holder.partial or {}).items()]
    for key, array, known in [*cells, *partial]:
        column = made.get(id(array))
        if column is None:
            full = expand(array, holder.count) if len(array) != holder.count else array
            column = made[id(array)] = _column(spec, np.asarray(full), known)
        found[spec.name + _suffix(holder, key)] = column
    return found


def _suffix(holder: Holder, key: int) -> str:
    from zeronr_rules.core.periods import by_key

    return "" if holder.slot.variable.definition_period == DateUnit.ETERNITY else f":{by_key(key)}"


def _column(spec: VariableSpec, array: Array, known: Array | None) -> Any:
    pa = library("pyarrow")
    lost = np.zeros(len(array), dtype=bool) if known is None else ~known
    if spec.kind == "enum":
        codes = pa.array(array.astype(np.int16), mask=lost)
        return pa.DictionaryArray.from_arrays(codes, list(spec.members))
    if spec.kind == "str":
        # An empty text is what nobody gave.
        texts = array.astype(str)
        return pa.array(texts, pa.string(), mask=lost | (texts == ""))
    if spec.kind == "date":
        days = array.astype("datetime64[D]")
        if spec.name != BIRTH:
            lost = lost | (days == np.datetime64(NOT_GIVEN, "D"))
        return pa.array(days, mask=lost)
    if spec.kind in ("float", "int") and _zero_is_nothing(spec):
        lost = lost | (array == 0)
    return pa.array(array, mask=lost)


def _zero_is_nothing(spec: VariableSpec) -> bool:
    try:
        check_value(spec, 0)
    except Rejected:
        return True
    return False
