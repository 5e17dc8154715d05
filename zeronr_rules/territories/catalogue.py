"""Every territory that has a file: what is known of it, and how old."""

from __future__ import annotations

import datetime as dt
from typing import Any

from attrs import frozen

from zeronr_rules.parsed import parameter_tree
from zeronr_rules.territories.cells import (
    amount_known,
    ceiling_known,
    cells,
    entry_at,
    unknown_cells,
    values_at,
)
from zeronr_rules.variables.fsl.reglement import code, est_inconnue

COMPLETE, PARTIAL, STUB, ENDED = "connu", "partiel", "ébauche", "historique"


@frozen
class Territory:
    """A territory of the FSL, on a day.

    Parameters
    ----------
    key
        Name of its file: ``departement_56`` or ``epci_200046977``.
    code
        Number of the département, or SIREN of the EPCI.
    name
        Its name.
    status
        ``connu`` (ceiling and amount), ``partiel`` (one of them), ``ébauche``
        (neither) or ``historique`` (no règlement known in force that day).
    reglement, date
        The règlement, and its date: ``None`` when it bears none.
    months
        Months from that date to the day, ``None`` without a date.
    checked
        Day on which somebody last checked a figure.
    unknown
        The cells that nobody published.

    """

    key: str
    code: int
    name: str
    status: str
    reglement: str
    date: str | None
    months: int | None
    checked: str
    unknown: tuple[str, ...]


def territories(day: str | None = None) -> tuple[Territory, ...]:
    """Return the territories that have a file, départements first, by number.

    Parameters
    ----------
    day
        A day (``"2026-11-01"``); today without it.

    Examples
    --------
    >>> next(one.status for one in territories("2026-11-01") if one.code == 46)
    'ébauche'

    """
    day = day or dt.datetime.now().astimezone().date().isoformat()
    files = parameter_tree()["territoires"]["fsl"]
    return tuple(described(key, files[key], day) for key in sorted(files, key=code))


def described(key: str, data: dict[str, Any], day: str) -> Territory:
    """Describe a territory from what its file holds, on a day."""
    values = values_at(data, day)
    entry = entry_at(data["reglement"]["en_vigueur"], day) or {}
    date = values.get("reglement.date")
    written = None if date is None or est_inconnue(date) else str(date)
    checks = [cell["metadata"]["last_value_checked_on"] for _, cell in cells(data)]
    return Territory(
        key=key,
        code=code(key),
        name=str(data["description"]).partition(" : ")[2],
        status=_status(values),
        reglement=_title(entry),
        date=written,
        months=None if written is None else _months(written, day),
        checked=max(map(str, checks)),
        unknown=unknown_cells(values),
    )


def _status(values: dict[str, Any]) -> str:
    if values.get("reglement.en_vigueur") != 1:
        return ENDED
    known = ceiling_known(values) + amount_known(values)
    return (STUB, PARTIAL, COMPLETE)[known]


def _title(entry: Any) -> str:
    references = (entry.get("metadata") or {}).get("reference") or [{}]
    return str(references[0].get("title", ""))


def _months(date: str, day: str) -> int:
    then, now = dt.date.fromisoformat(date), dt.date.fromisoformat(day)
    return (now.year - then.year) * 12 + now.month - then.month
