"""Numbers and dates written as text: read when sure, else told with what seems wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from zeronr_rules.optional import library

Array = np.ndarray[Any, Any]
_NUMBER = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"
_SPACED = r"^[+-]?[0-9][0-9\s\x{00a0}\x{202f}]*(?:[.,][0-9]*)?\s*$"
_COMMA = r"^[+-]?[0-9]*,[0-9]+$"
_ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

# Rows, what they hold, what to do.
Unread = list[tuple[Array, str, str]]


def parse_numbers(array: Any, decimal: str) -> tuple[Any, Unread]:
    """Return texts as numbers, null where they are not, and which rows those are.

    Examples
    --------
    >>> import pyarrow as pa
    >>> read, unread = parse_numbers(pa.array(["12.5", "1 200", None, "mille"]), ".")
    >>> read.to_pylist(), [(rows.tolist(), given) for rows, given, _ in unread]
    ([12.5, None, None, None], [([1], 'un nombre avec des espaces'), ([3], 'du texte')])

    """
    pa, pc = library("pyarrow"), library("pyarrow.compute")
    given = array
    if decimal == ",":
        # A point would be read as ours: what has one is not a number here.
        dotted = pc.match_substring(array, ".")
        array = pc.if_else(dotted, pa.scalar("?", array.type), array)
        array = pc.replace_substring(array, ",", ".")
    else:
        try:
            return array.cast(pa.float64()), []
        except pa.ArrowInvalid:
            pass
    good = pc.match_substring_regex(array, _NUMBER)
    read = pc.if_else(good, array, pa.scalar(None, array.type)).cast(pa.float64())
    bad = pc.and_(given.is_valid(), pc.invert(good)).fill_null(False)
    if not pc.any(bad).as_py():
        return read, []
    left = _mask(bad)
    unread: Unread = []
    for pattern, what, hint in (
        (_SPACED, "un nombre avec des espaces", "Écrire 5000.50, sans espace."),
        (_COMMA, "un nombre à virgule", 'Donner csv={"decimal": ","}, ou écrire un point.'),
    ):
        seen = _mask(pc.match_substring_regex(given, pattern).fill_null(False)) & left
        if what == "un nombre avec des espaces":
            seen &= _mask(pc.match_substring_regex(given, r"[\s\x{00a0}\x{202f}]").fill_null(False))
        if seen.any():
            unread.append((np.flatnonzero(seen), what, hint))
            left = left & ~seen
    if left.any():
        hint = "" if decimal == "." else "Le point n'est pas la décimale annoncée (« , »)."
        unread.append((np.flatnonzero(left), "du texte", hint))
    return read, unread


def parse_dates(array: Any) -> tuple[Any, Array]:
    """Return texts ``AAAA-MM-JJ`` as dates, null where they are not, and which rows those are.

    Examples
    --------
    >>> import pyarrow as pa
    >>> read, rows = parse_dates(pa.array(["1990-03-15", "15/03/1990", "1990-02-30", None]))
    >>> read.to_pylist(), rows.tolist()
    ([datetime.date(1990, 3, 15), None, None, None], [1, 2])

    """
    pa, pc = library("pyarrow"), library("pyarrow.compute")
    try:
        return array.cast(pa.date32()), np.zeros(0, dtype=np.intp)
    except pa.ArrowInvalid:
        pass
    encoded = array.dictionary_encode()
    distinct = encoded.dictionary
    formed = pc.match_substring_regex(distinct, _ISO)
    kept = pc.if_else(formed, distinct, pa.scalar("2000-01-01", distinct.type))
    year, month, day = (
        pc.utf8_slice_codeunits(kept, start, stop).cast(pa.int64()).to_numpy()
        for start, stop in ((0, 4), (5, 7), (8, 10))
    )
    months = ((year - 1970) * 12 + np.clip(month, 1, 12) - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (np.maximum(day, 1) - 1)
    real = (month >= 1) & (month <= 12) & (day >= 1) & (days.astype("datetime64[M]") == months)
    good = _mask(formed) & real
    dates = pa.array(days, mask=~good)
    read = dates.take(encoded.indices)
    return read, np.flatnonzero(_mask(pc.and_(array.is_valid(), pc.invert(read.is_valid()))))


def _mask(array: Any) -> Array:
    found: Array = array.to_numpy(zero_copy_only=False)
    return found
