"""One Arrow column against the type of its variable: values, who has one, and faults.

Nulls are what nobody said. The rules are those of :mod:`zeronr_rules.inputs.values`:
numbers are checked all at once, and one of each kind of fault is shown to
``check_value`` for its words; the rest is checked once a distinct value.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from attrs import field, frozen

from zeronr_rules.errors import did_you_mean, near_names
from zeronr_rules.inputs.catalogue import VariableSpec
from zeronr_rules.inputs.tables.delimited import Dialect
from zeronr_rules.inputs.tables.written import parse_dates, parse_numbers
from zeronr_rules.inputs.values import LARGEST, LARGEST_INT, Rejected, check_value
from zeronr_rules.optional import library

Array = np.ndarray[Any, Any]
_SEARCHES = 5
_TRUE, _FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")


@frozen
class Wrong:
    """Some rows with the same fault: what was given, what was expected, what to do."""

    rows: Array
    given: str
    expected: str
    hint: str = ""


@frozen
class Cells:
    """The values of a column, as the engine stores them.

    Parameters
    ----------
    values
        One a row; anything where it is not known.
    known
        Who has one; ``None`` for everybody.
    wrong
        The rows that have a fault, which have no value.

    """

    values: Array
    known: Array | None
    wrong: list[Wrong] = field(factory=list)


class ColumnRejected(Exception):
    """A whole column does not suit: what it is, what was expected, what to do."""

    def __init__(self, given: str, expected: str, hint: str = "") -> None:
        super().__init__(expected)
        self.told = (given, expected, hint)


def flat(array: Any) -> Any:
    """Return an Arrow column in one piece, its dictionary undone, its texts of one type."""
    pa = library("pyarrow")
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks() if array.num_chunks != 1 else array.chunk(0)
        if isinstance(array, pa.ChunkedArray):
            # More text than one array of 32-bit offsets holds.
            wide = pa.large_string() if pa.types.is_string(array.type) else array.type
            array = pa.concat_arrays(array.cast(wide).chunks)
    if pa.types.is_dictionary(array.type):
        array = array.cast(array.type.value_type)
    if getattr(pa.types, "is_string_view", lambda _: False)(array.type):
        array = array.cast(pa.large_string())
    return array


def known_of(array: Any) -> Array | None:
    """Tell which rows are not null; ``None`` when all of them."""
    if not array.null_count:
        return None
    known: Array = array.is_valid().to_numpy(zero_copy_only=False)
    return known


def is_text(array: Any) -> bool:
    """Whether an Arrow column holds texts."""
    types = library("pyarrow").types
    return bool(types.is_string(array.type) or types.is_large_string(array.type))


def check_cells(
    spec: VariableSpec, column: Any, dialect: Dialect | None, *, divisor: float = 1.0
) -> Cells:
    """Return the values of a column for a variable.

    Parameters
    ----------
    spec
        The variable.
    column
        The Arrow column.
    dialect
        How numbers are written in a file where all is text; ``None`` for typed columns.
    divisor
        What numbers are divided by.

    Raises
    ------
    ColumnRejected
        When the type of the column does not suit.

    """
    array = flat(column)
    if library("pyarrow").types.is_null(array.type):
        return Cells(np.zeros(len(array)), np.zeros(len(array), dtype=bool))
    return _BY_KIND[spec.kind](spec, array, dialect, divisor)


def _numbers(spec: VariableSpec, array: Any, dialect: Dialect | None, divisor: float) -> Cells:
    pa = library("pyarrow")
    expected = _rejected(spec, "").expected
    wrong: list[Wrong] = []
    if is_text(array):
        if dialect is None:
            raise ColumnRejected("du texte", expected, "Convertir la colonne en nombres.")
        array, unread = parse_numbers(array, dialect.decimal)
        wrong = [Wrong(rows, given, expected, hint) for rows, given, hint in unread]
    types = pa.types
    if not (
        types.is_integer(array.type)
        or types.is_floating(array.type)
        or types.is_decimal(array.type)
    ):
        raise ColumnRejected(type_text(array), expected, "Convertir la colonne en nombres.")
    known = known_of(array)
    array = array.cast(pa.float64(), safe=False)
    values = (array.fill_null(0) if known is not None else array).to_numpy(zero_copy_only=False)
    if divisor != 1.0:
        values = values / divisor
    masks = _bad_ints(values, spec) if spec.kind == "int" else _bad_floats(values, spec)
    bad = np.zeros(0, dtype=bool)
    for given, example, mask in masks:
        found = mask & ~bad if len(bad) else mask
        found = found if known is None else found & known
        if found.any():
            rejected = _rejected(spec, example)
            wrong.append(Wrong(np.flatnonzero(found), given, rejected.expected, rejected.hint))
            bad = bad | found if len(bad) else found
    if len(bad):
        known = ~bad if known is None else known & ~bad
    if spec.kind == "int":
        values = (values if known is None else np.where(known, values, 0)).astype(np.int64)
    elif known is not None and len(bad):
        values = np.where(known, values, 0.0)
    return Cells(values, known, wrong)


# Each kind of fault of a number, with one that has it.
_Bad = list[tuple[str, float, Array]]


def _bad_floats(values: Array, spec: VariableSpec) -> _Bad:
    if not len(values):
        return []
    low, high = float(values.min()), float(values.max())
    found: _Bad = []
    if not (np.isfinite(low) and np.isfinite(high)):
        found.append(("NaN ou l'infini", np.nan, ~np.isfinite(values)))
    if np.isnan(low) or low < -LARGEST or high > LARGEST:
        found.append(("un nombre immense", 2 * LARGEST, np.abs(values) > LARGEST))
    if not low >= 0 and not spec.may_be_negative:
        found.append(("un nombre négatif", -1.0, values < 0))
    return found + _zero(values, spec, 0.0)


def _bad_ints(values: Array, spec: VariableSpec) -> _Bad:
    whole = values == np.floor(values)
    found: _Bad = [] if whole.all() else [("un nombre qui n'est pas entier", 0.5, ~whole)]
    if (values > LARGEST_INT).any():
        found.append(("un nombre immense", 2.0 * LARGEST_INT + 2, values > LARGEST_INT))
    if (values < 0).any():
        found.append(("un nombre négatif", -1, values < 0))
    return found + _zero(values, spec, 0)


def _zero(values: Array, spec: VariableSpec, zero: float) -> _Bad:
    return [("zéro", zero, values == 0)] if _refuses(spec, zero) else []


def _refuses(spec: VariableSpec, value: Any) -> bool:
    try:
        check_value(spec, value)
    except Rejected:
        return True
    return False


def _rejected(spec: VariableSpec, value: Any) -> Rejected:
    """Return the words in which the situation door refuses a value."""
    try:
        check_value(spec, value)
    except Rejected as rejected:
        return rejected
    raise AssertionError(f"{spec.name} : la table refuse une valeur que la situation accepte")


def _booleans(_: VariableSpec, array: Any, dialect: Dialect | None, __: float) -> Cells:
    pa, pc = library("pyarrow"), library("pyarrow.compute")
    wrong: list[Wrong] = []
    if is_text(array) and dialect is not None:
        yes = pc.is_in(array, value_set=pa.array(_TRUE, array.type))
        read = pc.or_(yes, pc.is_in(array, value_set=pa.array(_FALSE, array.type)))
        unread = pc.and_(array.is_valid(), pc.invert(read)).to_numpy(zero_copy_only=False)
        if unread.any():
            hint = "Pour d'autres codes (0 et 1, oui et non), les donner par mapping."
            wrong.append(Wrong(np.flatnonzero(unread), "autre chose", "true ou false", hint))
        array = pc.if_else(read, yes, pa.scalar(None, pa.bool_()))
    elif not pa.types.is_boolean(array.type):
        raise ColumnRejected(
            type_text(array),
            "true ou false",
            "Convertir la colonne en booléens, ou donner ses codes par mapping.",
        )
    known = known_of(array)
    filled = array.fill_null(False) if known is not None else array
    return Cells(filled.to_numpy(zero_copy_only=False), known, wrong)


def _names(spec: VariableSpec, array: Any, _: Dialect | None, __: float) -> Cells:
    expected = _rejected(spec, 0).expected
    if not is_text(array):
        hint = "Donner les noms ; pour des codes, les traduire par mapping."
        raise ColumnRejected(type_text(array), expected, hint)
    distinct, codes, known = distinct_of(array)
    ranks = np.array([spec.members.get(name, -1) for name in distinct], dtype=np.int64)
    bad = np.flatnonzero(ranks < 0)
    near = [one for rank in bad[:_SEARCHES] for one in near_names(distinct[rank], spec.members)]
    told = ("un autre nom", expected, did_you_mean(dict.fromkeys(near)))
    return _of_distinct(np.maximum(ranks, 0), ranks < 0, lambda _: told, codes, known)


def _dates(spec: VariableSpec, array: Any, _: Dialect | None, __: float) -> Cells:
    pa = library("pyarrow")
    expected = _rejected(spec, "").expected
    wrong: list[Wrong] = []
    if is_text(array):
        array, rows = parse_dates(array)
        if len(rows):
            hint = "15/03/1990 ou 03/15/90 peuvent se lire de deux façons. Écrire 1990-03-15."
            wrong.append(Wrong(rows, "un autre texte", expected, hint))
    elif pa.types.is_timestamp(array.type):
        array = array.cast(pa.timestamp("us", array.type.tz), safe=False).cast(
            pa.date32(), safe=False
        )
    elif not pa.types.is_date(array.type):
        raise ColumnRejected(type_text(array), expected, "Convertir la colonne en dates.")
    distinct, codes, known = distinct_of(array.cast(pa.date32(), safe=False))
    stored, reasons = _checked(spec, [_day(one) for one in distinct])
    values = np.array([one or date(1970, 1, 1) for one in stored], dtype="datetime64[D]")
    cells = _of_distinct(values, *reasons, codes, known)
    return Cells(cells.values, cells.known, wrong + cells.wrong)


def _day(value: Any) -> Any:
    return value if isinstance(value, date) else None


def _texts(spec: VariableSpec, array: Any, _: Dialect | None, __: float) -> Cells:
    pa = library("pyarrow")
    if pa.types.is_integer(array.type) and spec.name == "depcom":
        array = array.cast(pa.string())
    if not is_text(array):
        raise ColumnRejected(type_text(array), _rejected(spec, 0.5).expected, "En faire du texte.")
    distinct, codes, known = distinct_of(array)
    stored, reasons = _checked(spec, distinct)
    width = spec.max_length or max(map(len, filter(None, stored)), default=1)
    values = np.array([(one or "").encode("ascii", "replace") for one in stored], f"S{width}")
    return _of_distinct(values, *reasons, codes, known)


def distinct_of(array: Any) -> tuple[list[Any], Array, Array | None]:
    """Return the distinct values of a column, the rank of each row's, and who has one."""
    encoded = array.dictionary_encode()
    indices = encoded.indices
    known = known_of(indices)
    codes = (indices.fill_null(0) if known is not None else indices).to_numpy()
    pa = library("pyarrow")
    if pa.types.is_date(array.type):
        return encoded.dictionary.to_numpy(zero_copy_only=False).tolist(), codes, known
    return encoded.dictionary.to_pylist(), codes, known


# For each distinct value: whether it is refused; then in which words.
_Reasons = tuple[Array, Callable[[int], tuple[str, str, str]]]


def _checked(spec: VariableSpec, distinct: list[Any]) -> tuple[list[Any], _Reasons]:
    stored: list[Any] = []
    refused: dict[int, Rejected] = {}
    for rank, value in enumerate(distinct):
        try:
            stored.append(check_value(spec, value))
        except Rejected as rejected:
            stored.append(None)
            refused[rank] = rejected
    bad = np.zeros(len(distinct), dtype=bool)
    bad[list(refused)] = True
    return stored, (bad, lambda rank: ("autre chose", refused[rank].expected, refused[rank].hint))


def _of_distinct(
    values: Array,
    bad: Array,
    words: Callable[[int], tuple[str, str, str]],
    codes: Array,
    known: Array | None,
) -> Cells:
    if not len(values):
        return Cells(np.zeros(len(codes), values.dtype), np.zeros(len(codes), dtype=bool))
    wrong = []
    if bad.any():
        by_words: dict[tuple[str, str, str], list[int]] = {}
        for rank in np.flatnonzero(bad).tolist():
            by_words.setdefault(words(rank), []).append(rank)
        for told, ranks in by_words.items():
            these = np.zeros(len(values), dtype=bool)
            these[ranks] = True
            rows = these.take(codes) if known is None else these.take(codes) & known
            wrong.append(Wrong(np.flatnonzero(rows), *told))
        good = ~bad.take(codes)
        known = good if known is None else good & known
    return Cells(values.take(codes), known, wrong)


@functools.cache
def _type_names() -> tuple[tuple[Callable[[Any], bool], str], ...]:
    types = library("pyarrow").types
    return (
        (types.is_boolean, "des booléens"),
        (types.is_integer, "des nombres entiers"),
        (types.is_floating, "des nombres"),
        (types.is_decimal, "des nombres"),
        (types.is_date, "des dates"),
        (types.is_timestamp, "des dates et des heures"),
    )


def type_text(array: Any) -> str:
    """Say what an Arrow column holds, in a few words of French."""
    if is_text(array):
        return "du texte"
    return next((text for is_it, text in _type_names() if is_it(array.type)), "un autre type")


_BY_KIND: dict[str, Callable[[VariableSpec, Any, Dialect | None, float], Cells]] = {
    "float": _numbers,
    "int": _numbers,
    "bool": _booleans,
    "enum": _names,
    "date": _dates,
    "str": _texts,
}
