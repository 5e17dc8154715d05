"""A survey's own names and codes, and what they are here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from attrs import field, frozen

from zeronr_rules.errors import Fault, TablesError, did_you_mean, near_names
from zeronr_rules.inputs.catalogue import Catalogue, VariableSpec
from zeronr_rules.inputs.faults import Faults, name_of, show
from zeronr_rules.inputs.periods import read_period
from zeronr_rules.inputs.reading import read_situation
from zeronr_rules.inputs.tables.cells import Wrong, distinct_of, flat
from zeronr_rules.inputs.tables.membership import role_keys
from zeronr_rules.inputs.values import Rejected, check_value
from zeronr_rules.optional import library

_SECTIONS = ("columns", "constants", "ignore")
_KEYS = ("to", "codes", "unit")
_MONTHS_A_YEAR = 12.0


@frozen
class Target:
    """What a column of a survey is here.

    Parameters
    ----------
    to
        The name of the column here.
    codes
        For each code of the survey, as text, the value here; ``None``: nothing is said.
    divisor
        What numbers are divided by.

    """

    to: str
    codes: Mapping[str, Any] | None = None
    divisor: float = 1.0


@frozen
class Section:
    """What a mapping says of one table."""

    columns: Mapping[str, Target] = field(factory=dict)
    constants: Mapping[str, Any] = field(factory=dict)
    ignore: frozenset[str] = frozenset()


EMPTY = Section()


def read_mapping(
    given: Mapping[str, Any] | str | os.PathLike[str] | None, catalogue: Catalogue
) -> dict[str, Section]:
    """Return a mapping by table, checked as a whole.

    Parameters
    ----------
    given
        A mapping, or the path of a YAML or JSON file.
    catalogue
        What the rules accept.

    Raises
    ------
    TablesError
        With every fault found.

    """
    if given is None:
        return {}
    if isinstance(given, (str, os.PathLike)):
        given = read_situation(given)
    faults = Faults()
    if not isinstance(given, Mapping):
        raise TablesError([Fault(("mapping",), show(given), "un objet : une table, ses colonnes")])
    sections = {}
    for table, node in given.items():
        if table not in catalogue.plurals:
            near = did_you_mean(near_names(name_of(table), catalogue.plurals))
            expected = f"une table parmi {', '.join(catalogue.plurals)}"
            faults.add(("mapping", name_of(table)), show(table), expected, near)
            continue
        sections[table] = _Section(table, catalogue, faults).read(node)
    if faults:
        raise TablesError(faults.found)
    return sections


class _Section:
    def __init__(self, table: str, catalogue: Catalogue, faults: Faults) -> None:
        self.path = ("mapping", table)
        self.catalogue = catalogue
        self.faults = faults

    def read(self, node: Any) -> Section:
        if not isinstance(node, Mapping):
            expected = f"un objet parmi {', '.join(_SECTIONS)}"
            self.faults.add(self.path, show(node), expected)
            return EMPTY
        for key in node:
            if key not in _SECTIONS:
                near = did_you_mean(near_names(name_of(key), _SECTIONS))
                expected = f"une clé parmi {', '.join(_SECTIONS)}"
                self.faults.add((*self.path, name_of(key)), show(key), expected, near)
        columns = self._object(node.get("columns"), "columns")
        constants = self._object(node.get("constants"), "constants")
        targets = {name: self._target(name, one) for name, one in columns.items()}
        for name, value in constants.items():
            self._constant(name, value)
        return Section(
            {name: one for name, one in targets.items() if one is not None},
            constants,
            self._ignore(node.get("ignore")),
        )

    def _object(self, node: Any, key: str) -> dict[str, Any]:
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self.faults.add((*self.path, key), show(node), "un objet : un nom, puis sa valeur")
            return {}
        return {name_of(name): value for name, value in node.items()}

    def _ignore(self, node: Any) -> frozenset[str]:
        if node is None:
            return frozenset()
        if not isinstance(node, (list, tuple)) or not all(isinstance(one, str) for one in node):
            self.faults.add((*self.path, "ignore"), show(node), "une liste de noms de colonnes")
            return frozenset()
        return frozenset(node)

    def _target(self, name: str, node: Any) -> Target | None:
        path = (*self.path, "columns", name)
        if isinstance(node, str):
            node = {"to": node}
        if not isinstance(node, Mapping) or not isinstance(node.get("to"), str):
            expected = "un nom d'ici, ou un objet qui le donne sous « to »"
            self.faults.add(path, show(node), expected)
            return None
        for key in node:
            if key not in _KEYS:
                expected = f"une clé parmi {', '.join(_KEYS)}"
                self.faults.add((*path, name_of(key)), show(key), expected)
        spec = self._spec(node["to"])
        codes = self._codes(path, node["to"], spec, node["codes"]) if "codes" in node else None
        divisor = self._divisor(path, spec, node["to"], node["unit"]) if "unit" in node else 1.0
        return Target(node["to"], codes, divisor)

    def _spec(self, name: str) -> VariableSpec | None:
        return self.catalogue.variables.get(name.partition(":")[0])

    def _codes(
        self, path: tuple[str, ...], to: str, spec: VariableSpec | None, node: Any
    ) -> dict[str, Any] | None:
        if not isinstance(node, Mapping):
            self.faults.add((*path, "codes"), show(node), "un objet : un code, puis sa valeur ici")
            return None
        roles = {
            f"{key}_role": role_keys(entity) for key, entity in self.catalogue.groups.items()
        }.get(to)
        if spec is None and roles is None:
            self.faults.add((*path, "codes"), "des codes", "des codes pour une variable ou un rôle")
            return None
        codes = {_code(key): value for key, value in node.items()}
        for key, value in codes.items():
            if value is None:
                continue
            if roles is not None and value not in roles:
                near = did_you_mean(near_names(str(value), roles))
                expected = f"un rôle parmi {', '.join(roles)}"
                self.faults.add((*path, "codes", key), show(value), expected, near)
            elif spec is not None:
                self._check((*path, "codes", key), spec, value)
        return codes

    def _check(self, path: tuple[str, ...], spec: VariableSpec, value: Any) -> None:
        try:
            check_value(spec, value)
        except Rejected as rejected:
            self.faults.add(path, show(value), rejected.expected, rejected.hint)

    def _divisor(
        self, path: tuple[str, ...], spec: VariableSpec | None, to: str, unit: Any
    ) -> float:
        period = read_period(to.partition(":")[2])
        if unit not in ("month", "year"):
            self.faults.add((*path, "unit"), show(unit), "« month » ou « year »")
        elif spec is None or spec.kind != "float" or spec.unit != "month":
            expected = "une unité pour un montant du mois"
            self.faults.add((*path, "unit"), show(unit), expected)
        elif period is not None and (period.unit, period.months) != ("month", 1):
            # Shared between its months already: a twelfth of a twelfth would be read.
            self.faults.add(
                (*path, "unit"),
                f"{show(unit)} pour « {period} »",
                "une unité pour un seul mois",
                "Le total d'une année se donne sans unité : il est partagé entre ses mois.",
            )
        return _MONTHS_A_YEAR if unit == "year" else 1.0

    def _constant(self, name: str, value: Any) -> None:
        path = (*self.path, "constants", name)
        spec = self._spec(name)
        if spec is None:
            near = did_you_mean(near_names(name.partition(":")[0], self.catalogue.variables))
            self.faults.add(path, show(name), "une variable", near)
        else:
            self._check(path, spec, value)


def _code(key: Any) -> str:
    """Return a code as the text that a column of it would give."""
    if isinstance(key, bool):
        return "true" if key else "false"
    return key if isinstance(key, str) else str(key)


def _of_code(value: Any) -> Any:
    """Return the value of a code; dates as text, as others of the same column may be."""
    return value.isoformat() if isinstance(value, date) else value


def translate(column: Any, codes: Mapping[str, Any]) -> tuple[Any, list[Wrong]]:
    """Return a column with values of ours for the codes, and the rows of unknown codes.

    Examples
    --------
    >>> import pyarrow as pa
    >>> found, wrong = translate(pa.array([1, 2, 9, None]), {"1": "proprietaire", "2": None})
    >>> found.to_pylist(), [one.rows.tolist() for one in wrong]
    (['proprietaire', None, None, None], [[2]])

    """
    pa = library("pyarrow")
    array = flat(column)
    if pa.types.is_floating(array.type):
        # Codes where some are missing, as pandas keeps them.
        values = array.fill_null(0).to_numpy(zero_copy_only=False)
        if np.all(values == np.floor(values)):
            array = array.cast(pa.int64())
    distinct, ranks, known = distinct_of(array)
    texts = [_code(one) for one in distinct]
    lost = np.array([text not in codes for text in texts], dtype=bool)
    values = pa.array([_of_code(codes.get(text)) for text in texts])
    if not texts:
        return pa.nulls(len(array)), []
    indices = pa.array(ranks) if known is None else pa.array(ranks, mask=~known)
    wrong = []
    if lost.any():
        rows = lost.take(ranks) if known is None else lost.take(ranks) & known
        told = ("un autre code", "un code que la correspondance (mapping) donne")
        hint = "L'ajouter à « codes » ; null pour ne rien dire."
        wrong.append(Wrong(np.flatnonzero(rows), *told, hint))
    return values.take(indices), wrong
