"""Notices: what a result assumed, ignored or could not know."""

from __future__ import annotations

from typing import Any

from attrs import frozen


@frozen
class Notice:
    """One thing that the reader of a result must know.

    Parameters
    ----------
    code
        Stable name of the kind of notice, for programs.
    message
        The sentence, in French, for people.
    variable, entity, ids, period
        What it is about, where that makes sense: variable name, entity key,
        identifiers of the members, period or periods.

    """

    code: str
    message: str
    variable: str | None = None
    entity: str | None = None
    ids: tuple[str, ...] = ()
    period: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold."""
        return {
            "code": self.code,
            "message": self.message,
            "variable": self.variable,
            "entity": self.entity,
            "ids": list(self.ids),
            "period": self.period,
        }

    def __str__(self) -> str:
        return self.message
