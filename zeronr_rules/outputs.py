"""Columns of results as Arrow tables: identifiers first, with where they come from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from zeronr_rules.inputs.tables.ids import arrow_ids
from zeronr_rules.optional import library

# Under this key, the schema says what a table was computed with.
METADATA = b"zeronr"


def write_csv(table: Any, path: str) -> None:
    """Write an Arrow table as a CSV file in UTF-8, comma and decimal point."""
    library("pyarrow.csv").write_csv(plain(table), path)


def plain(table: Any) -> Any:
    """Return a table whose dictionaries are texts: a CSV file has no other."""
    types = library("pyarrow").types
    for rank, field in enumerate(table.schema):
        if types.is_dictionary(field.type):
            column = table.column(rank).cast(field.type.value_type)
            table = table.set_column(rank, field.name, column)
    return table


def arrow_table(
    entity: str, ids: Sequence[Any], columns: Mapping[str, Any], about: Mapping[str, Any]
) -> Any:
    """Return columns of one entity as a ``pyarrow.Table``.

    Parameters
    ----------
    entity
        The key of the entity: the first column is its identifiers.
    ids
        The identifiers of the members.
    columns
        One value a member, by variable; names of ``Enum`` members become a dictionary.
    about
        What JSON can hold: kept in the metadata of the schema.

    Examples
    --------
    >>> import numpy as np
    >>> made = arrow_table("famille", ["f1"], {"rsa": np.array([646.52])}, {"period": "2026-05"})
    >>> made.to_pylist(), made.schema.metadata
    ([{'famille_id': 'f1', 'rsa': 646.52}], {b'zeronr': b'{"period": "2026-05"}'})

    """
    pa = library("pyarrow")
    made = {f"{entity}_id": arrow_ids(ids)}
    for name, values in columns.items():
        array = values.astype(str) if values.dtype.kind in "SO" else values
        column = pa.array(array)
        made[name] = column.dictionary_encode() if array.dtype.kind == "U" else column
    text = json.dumps(about, ensure_ascii=False)
    return pa.table(made).replace_schema_metadata({METADATA: text.encode()})
