"""Results: amounts by member, with what they rest on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from attrs import frozen

from zeronr_rules.errors import UnknownVariableError, did_you_mean, near_names
from zeronr_rules.notices import Notice
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
