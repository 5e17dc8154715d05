"""Territories and reports on territory files, as French text."""

from __future__ import annotations

from collections.abc import Iterable

from zeronr_rules.territories.catalogue import Territory
from zeronr_rules.territories.checking import Report
from zeronr_rules.text import table
from zeronr_rules.variables.fsl.schema import CELLULES

_HEAD = ("code", "territoire", "état", "règlement du", "âge", "règlement")


def territories_text(found: Iterable[Territory]) -> str:
    """List territories: number, name, what is known, date and age of the règlement, its title."""
    rows = [
        (f"{one.code:02d}", one.name, one.status, one.date or "sans date", _age(one), one.reglement)
        for one in found
    ]
    return table([_HEAD, *rows])


def report_text(report: Report) -> str:
    """Say of a sound file what it is and what is missing in it, date by date."""
    one = report.territory
    lines = [
        f"{one.name} : {one.status} ({one.reglement}, {one.date or 'sans date'}).",
        "Le fichier suit le schéma et ne se contredit pas.",
    ]
    for day, unknown in report.unknown.items():
        if unknown:
            lines += ["", f"Non publié depuis le {day} :"]
            lines += [f"  {name}  {CELLULES[name].libelle}" for name in unknown]
    return "\n".join(lines)


def _age(one: Territory) -> str:
    """Return the age of a règlement; when it bears no date, the day its figures were read."""
    return f"lu le {one.checked}" if one.months is None else f"{one.months} mois"
