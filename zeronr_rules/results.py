"""Results: amounts by member, with what they rest on."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from attrs import frozen

from zeronr_rules.errors import UnknownVariableError, did_you_mean, near_names
from zeronr_rules.notices import Notice
from zeronr_rules.optional import library
from zeronr_rules.outputs import arrow_table, write_csv
from zeronr_rules.provenance import Provenance

Array = np.ndarray[Any, Any]


@frozen(eq=False)
class Column:
    """The values of one variable: one for each member of its entity."""

    entity: str
    ids: Sequence[Any]
    values: Array


class Results(Mapping[str, Array]):
    """What was computed for one situation and one period.

    Reading a variable gives a read-only array, one value for each member of its
    entity: ``r["rsa"]``. ``r.by_id("rsa")`` gives the values by identifier.

    Attributes
    ----------
    period
        The period asked for, as text.
    notices
        What was assumed, ignored or could not be known.
    provenance
        What it was computed with.

    """

    def __init__(
        self,
        period: str,
        columns: Mapping[str, Column],
        notices: tuple[Notice, ...],
        provenance: Provenance,
    ) -> None:
        self._columns = dict(columns)
        self.period = period
        self.notices = notices
        self.provenance = provenance

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the variables asked for, in that order."""
        return tuple(self._columns)

    def __getitem__(self, name: str) -> Array:
        return self._column(name).values

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def ids(self, name: str) -> Sequence[Any]:
        """Return the identifiers of the members, in the order of the values."""
        return self._column(name).ids

    def entity(self, name: str) -> str:
        """Return the key of the entity of a variable."""
        return self._column(name).entity

    def by_id(self, name: str) -> dict[str, Any]:
        """Return the values of a variable by identifier, as plain Python values."""
        column = self._column(name)
        return dict(zip(column.ids, column.values.tolist(), strict=True))

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold; an unknown amount is ``None``."""
        return {
            "period": self.period,
            "results": {
                name: {
                    "entity": column.entity,
                    "values": {key: _plain(value) for key, value in self.by_id(name).items()},
                }
                for name, column in self._columns.items()
            },
            "notices": [notice.to_dict() for notice in self.notices],
            "provenance": self.provenance.to_dict(),
        }

    def to_arrow(self, entity: str | None = None) -> Any:
        """Return the variables of one entity as a ``pyarrow.Table`` (extra ``tables``).

        Parameters
        ----------
        entity
            The key of the entity (``"famille"``); needless where all the variables
            are of one.

        Returns
        -------
        object
            A ``pyarrow.Table``, one row a member: ``famille_id``, then a column a
            variable, names of lists as a dictionary. The metadata of the schema say, in JSON
            under ``zeronr``, the period and the provenance.

        Raises
        ------
        UnknownVariableError
            When no variable is of that entity, or when it must be said which.

        Examples
        --------
        >>> import zeronr_rules as zr
        >>> people = zr.Population(persons=["ana"])
        >>> people.set_input("date_naissance", "ETERNITY", ["1990-01-15"])
        >>> zr.simulate(people, "2026-05", "age").to_arrow().to_pylist()
        [{'individu_id': 'ana', 'age': 36}]

        """
        chosen = self._entity(entity)
        columns = {name: one for name, one in self._columns.items() if one.entity == chosen}
        ids = next(iter(columns.values())).ids
        values = {name: one.values for name, one in columns.items()}
        about = {"period": self.period, "provenance": self.provenance.to_dict()}
        return arrow_table(chosen, ids, values, about)

    def to_polars(self, entity: str | None = None) -> Any:
        """Return a ``polars.DataFrame``, as :meth:`to_arrow` (polars and extra ``tables``)."""
        return library("polars").from_arrow(self.to_arrow(entity))

    def to_pandas(self, entity: str | None = None) -> Any:
        """Return a ``pandas.DataFrame``, as :meth:`to_arrow` (pandas and extra ``tables``)."""
        library("pandas")
        return self.to_arrow(entity).to_pandas()

    def to_parquet(self, path: str | os.PathLike[str], entity: str | None = None) -> None:
        """Write a Parquet file, as :meth:`to_arrow`, metadata included (extra ``tables``)."""
        library("pyarrow.parquet").write_table(self.to_arrow(entity), os.fspath(path))

    def to_csv(self, path: str | os.PathLike[str], entity: str | None = None) -> None:
        """Write a CSV file in UTF-8, comma and decimal point (extra ``tables``)."""
        write_csv(self.to_arrow(entity), os.fspath(path))

    @property
    def entities(self) -> tuple[str, ...]:
        """Keys of the entities that have a variable, in their order."""
        return tuple(dict.fromkeys(column.entity for column in self._columns.values()))

    def _entity(self, given: str | None) -> str:
        """Return the entity asked for, or the only one."""
        entities = self.entities
        if given is None and len(entities) == 1:
            return entities[0]
        if given not in entities:
            what = "rien" if given is None else f"« {given} »"
            message = f"entity : reçu {what} ; attendu une entité parmi {', '.join(entities)}."
            raise UnknownVariableError(message)
        return given

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={self.by_id(name)}" for name in self._columns)
        return f"Results({self.period}, {values}, {len(self.notices)} notices)"

    def __str__(self) -> str:
        lines = [f"Résultats pour {self.period}"]
        for name, column in self._columns.items():
            for key, value in self.by_id(name).items():
                shown = f"{value:.2f}" if isinstance(value, float) else str(value)
                lines.append(f"  {name} ({column.entity} {key}) : {shown}")
        lines += [f"  Avis : {notice.message}" for notice in self.notices]
        return "\n".join(lines)

    def _column(self, name: str) -> Column:
        if name not in self._columns:
            message = (
                f"« {name} » n'a pas été demandée ; le résultat contient "
                f"{', '.join(self._columns)}. {did_you_mean(near_names(str(name), self._columns))}"
            )
            raise UnknownVariableError(message.rstrip())
        return self._columns[name]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
