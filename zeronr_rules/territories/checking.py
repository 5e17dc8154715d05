"""Whether a territory file follows the schema and does not contradict itself."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from zeronr_rules.errors import Fault, TerritoryError, did_you_mean, near_names
from zeronr_rules.parsed import parse
from zeronr_rules.territories.catalogue import Territory, described
from zeronr_rules.territories.cells import (
    CEILINGS,
    Data,
    cells,
    entries,
    entry_at,
    needed,
    unknown_cells,
    values_at,
)
from zeronr_rules.variables.fsl.reglement import est_inconnue
from zeronr_rules.variables.fsl.schema import CELLULES, INCONNU, Cellule

_KEY = re.compile(r"departement_[1-9]\d{0,2}|epci_\d{9}")
_TEXT_UNITS = frozenset(
    {"choix", "date", "code_departement", "code_commune", "nature_dette", "statut_occupation"}
)
_CONFIDENCES = ("high", "medium", "low")


@frozen
class Report:
    """A sound territory file: what it is today, and what nobody published in it.

    Parameters
    ----------
    territory
        The territory, on the day of the last change of its file or today.
    unknown
        For each date at which the file changes, the cells unknown from then on.

    """

    territory: Territory
    unknown: Mapping[str, tuple[str, ...]]


def check(path: str | os.PathLike[str]) -> Report:
    """Read a territory file and check it against the schema.

    Parameters
    ----------
    path
        The YAML file, named as its territory: ``departement_56.yaml``.

    Raises
    ------
    TerritoryError
        With every fault of the file: name, missing or unknown cell, unit, value,
        reference, and what contradicts something else.

    Examples
    --------
    >>> from zeronr_rules.parsed import parameter_folder
    >>> folder = parameter_folder() / "territoires" / "fsl"
    >>> check(folder / "departement_56.yaml").territory.name
    'Morbihan'

    """
    file = Path(path)
    data = _read(file)
    faults = [*_name(file.stem), *_shape(data)]
    if not faults:
        faults = [
            *_required(file.stem, data),
            *(fault for name, cell in cells(data) for fault in _cell(name, cell)),
        ]
    if not faults:
        faults = [fault for day in _days(data) for fault in _contradictions(data, day)]
    if faults:
        raise TerritoryError(dict.fromkeys(faults))
    today = dt.datetime.now().astimezone().date().isoformat()
    return Report(
        territory=described(file.stem, dict(data), max(today, _days(data)[-1])),
        unknown={day: unknown_cells(values_at(data, day)) for day in _days(data)},
    )


def _read(file: Path) -> Data:
    try:
        data = parse([((file.stem,), file.read_bytes())])[file.stem]
    except OSError as error:
        raise TerritoryError(
            [Fault((str(file),), "un fichier illisible", f"un fichier YAML ({error.strerror})")]
        ) from error
    except Exception as error:
        # The parser's own errors: what it says, on one line.
        said = " ".join(str(error).split())
        raise TerritoryError([Fault((str(file),), said, "un texte YAML")]) from error
    if not isinstance(data, Mapping):
        raise TerritoryError([Fault((str(file),), "autre chose", "un objet YAML")])
    return data


def _name(stem: str) -> Iterator[Fault]:
    if not _KEY.fullmatch(stem):
        yield Fault(
            (stem,),
            f"un fichier nommé « {stem} »",
            "departement_ suivi du numéro sans zéro, ou epci_ suivi du SIREN",
            "La Corse est departement_20.",
        )


def _shape(data: Data) -> Iterator[Fault]:
    for text in ("description", "documentation"):
        if not isinstance(data.get(text), str) or not data[text].strip():
            yield Fault((text,), "rien", "une phrase")
    for name, cell in cells(data):
        if name not in CELLULES:
            hint = did_you_mean(near_names(name, CELLULES))
            yield Fault((name,), "une case inconnue", "une case du schéma", hint)
        elif not entries(cell):
            yield Fault((name,), "aucune valeur datée", "values : {date : {value, metadata}}")


def _required(stem: str, data: Data) -> Iterator[Fault]:
    given = {name for name, _ in cells(data)}
    for name, cellule in CELLULES.items():
        if cellule.requise and name not in given:
            yield Fault((name,), "rien", f"une valeur, ou {_unknown_of(cellule)} si non publiée")
    delegated = {"delegation.departement", "delegation.communes"}
    if stem.startswith("epci_"):
        for name in sorted(delegated - given):
            yield Fault((name,), "rien", "le département et les communes de l'EPCI délégataire")
    else:
        for name in sorted(delegated & given):
            yield Fault((name,), "une délégation", "un fichier de département n'en a pas")


def _unknown_of(cellule: Cellule) -> str:
    one = INCONNU if cellule.unite in _TEXT_UNITS else ".nan"
    return f"[{one}]" if cellule.liste else one


def _cell(name: str, cell: Any) -> Iterator[Fault]:
    cellule, metadata = CELLULES[name], cell.get("metadata") or {}
    if metadata.get("unit") != cellule.unite:
        yield Fault((name, "unit"), f"« {metadata.get('unit')} »", f"« {cellule.unite} »")
    if not metadata.get("last_value_checked_on"):
        yield Fault((name, "last_value_checked_on"), "rien", "une date")
    for date, entry in entries(cell).items():
        try:
            dt.date.fromisoformat(date)
        except ValueError:
            yield Fault((name, date), "une date illisible", "AAAA-MM-JJ")
            continue
        said = entry.get("metadata") or {} if isinstance(entry, Mapping) else {}
        if not said.get("reference"):
            yield Fault((name, date), "aucune référence", "metadata : {reference : [{title}]}")
        confidence = said.get("confidence")
        if confidence not in _CONFIDENCES:
            told = "aucune confiance" if confidence is None else f"« {confidence} »"
            yield Fault((name, date), told, "confidence : high, medium ou low")
        value = entry.get("value") if isinstance(entry, Mapping) else None
        if value is not None:
            yield from _value((name, date), cellule, value)


def _value(path: tuple[str, ...], cellule: Cellule, value: Any) -> Iterator[Fault]:
    if isinstance(value, list) != cellule.liste:
        yield Fault(path, f"« {value} »", "une liste" if cellule.liste else "une seule valeur")
        return
    for one in value if isinstance(value, list) else [value]:
        if est_inconnue(one):
            continue
        if cellule.unite in _TEXT_UNITS:
            if not isinstance(one, str) or (cellule.choix and one not in cellule.choix):
                yield Fault(path, f"« {one} »", " ou ".join(cellule.choix) or "un texte")
        elif isinstance(one, bool) or not isinstance(one, int | float) or one < 0:
            yield Fault(path, f"« {one} »", "un nombre positif, ou .nan")
        elif cellule.unite == "option" and one not in (0, 1):
            yield Fault(path, f"« {one} »", "0 (non), 1 (oui) ou .nan")
        elif cellule.unite == "taux" and one > 1:
            yield Fault(path, f"« {one} »", "une fraction : 0.75 pour 75 %")


def _days(data: Data) -> list[str]:
    return sorted({date for _, cell in cells(data) for date in entries(cell)})


def _contradictions(data: Data, day: str) -> Iterator[Fault]:
    values = values_at(data, day)
    if "reglement.en_vigueur" not in values:
        yield from _before(data, day)
        return
    if values["reglement.en_vigueur"] != 1:
        return
    for name, cellule in CELLULES.items():
        if cellule.requise and name not in values:
            yield Fault((name, day), "rien", f"une valeur, ou {_unknown_of(cellule)}")
    for name in needed(values):
        if name not in values:
            yield Fault((name, day), "rien", "le chiffre que la forme choisie demande, ou .nan")
    form = values.get("critere.plafond")
    used = set(CEILINGS.get(str(form), ()))
    if form != INCONNU:
        for name in sorted({one for names in CEILINGS.values() for one in names} - used):
            if name in values:
                yield Fault(
                    (name, day),
                    "un chiffre",
                    f"aucun : le plafond a la forme « {form} »",
                    "Mettre fin à la case par null.",
                )
    both = {*values.get("dettes.couvertes", ())} & {*values.get("dettes.exclues", ())}
    if both:
        yield Fault(("dettes", day), ", ".join(sorted(both)), "couvertes ou exclues, non les deux")
    limit, above = values.get("critere.valeur"), values.get("derogation.valeur")
    if limit is not None and above is not None and above < limit:
        yield Fault(("derogation.valeur", day), f"« {above} »", f"au moins le plafond, « {limit} »")
    low, high = values.get("dette.minimum", 0), values.get("dette.maximum", float("inf"))
    if low > high:
        yield Fault(("dette.minimum", day), f"« {low} »", f"au plus dette.maximum, « {high} »")


def _before(data: Data, day: str) -> Iterator[Fault]:
    for name, cell in cells(data):
        if entry_at(cell, day) is not None and not name.startswith("delegation."):
            yield Fault(
                (name, day),
                "une valeur avant le règlement",
                "une date à laquelle reglement.en_vigueur existe",
            )
