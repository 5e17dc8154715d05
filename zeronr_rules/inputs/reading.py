"""Reading a situation from a file or a text, with limits stated before parsing."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from zeronr_rules.errors import Fault, SituationError
from zeronr_rules.inputs.faults import name_of, printable, shorten
from zeronr_rules.inputs.yaml_events import BadYaml, load_yaml

# A situation describes a few households; a population comes in by tables.
MAX_BYTES = 5_000_000
# entity, identifier, variable, period, value: five levels, and some room to say why.
MAX_DEPTH = 20
_LONGEST_PATH = 50
_SUFFIXES = (".json", ".yaml", ".yml")
_TOO_LARGE_HINT = "Découper la situation, un fichier par lot de ménages."


def read_situation(path: str | os.PathLike[str]) -> Any:
    """Read a JSON or YAML file.

    Raises
    ------
    SituationError
        When the file is missing, unreadable, too large or malformed.

    """
    shown = _shown(os.fspath(path))
    suffix = Path(path).suffix.lower()
    if suffix not in _SUFFIXES:
        raise _refused(
            shown,
            f"un fichier « {suffix or 'sans extension'} »",
            "un fichier .json, .yaml ou .yml",
        )
    try:
        with Path(path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""
    except FileNotFoundError:
        raise _refused(
            shown, "un fichier qui n'existe pas", "un fichier à lire", "Vérifier le chemin."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "chemin invalide"
        raise _refused(shown, f"un fichier illisible ({reason})", "un fichier à lire") from None
    if size > MAX_BYTES:
        raise too_large(shown, size)
    return parse_text(data, suffix, shown)


def _shown(path: str) -> str:
    """Return a path short enough for a message: its end says most."""
    path = printable(path)
    return path if len(path) <= _LONGEST_PATH else f"…{path[-_LONGEST_PATH:]}"


def parse_text(data: bytes, suffix: str, shown: str) -> Any:
    """Parse the bytes of a JSON (``.json``) or YAML text.

    Raises
    ------
    SituationError
        When they are too many, not UTF-8, or malformed.

    """
    if len(data) > MAX_BYTES:
        raise too_large(shown, len(data))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(
            shown,
            f"un octet illisible à la position {error.start}",
            "un texte en UTF-8",
            "Enregistrer le fichier en UTF-8.",
        ) from None
    return _parse_json(text, shown) if suffix == ".json" else _parse_yaml(text, shown)


def too_large(shown: str, size: int) -> SituationError:
    """Return the error of an input larger than the limit."""
    return _refused(
        shown,
        f"{size:,} octets ou plus".replace(",", " "),
        f"au plus {MAX_BYTES:,} octets".replace(",", " "),
        _TOO_LARGE_HINT,
    )


def _parse_yaml(text: str, shown: str) -> Any:
    try:
        return load_yaml(text, MAX_DEPTH)
    except BadYaml as error:
        place: tuple[str, ...] = (shown,)
        if error.line is not None:
            place = (shown, f"ligne {error.line}, colonne {error.column}")
        raise SituationError(
            [Fault(place, error.given, "un fichier YAML simple", error.hint)]
        ) from None


class _DuplicateKey(Exception):
    pass


def _parse_json(text: str, shown: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        place = (shown, f"ligne {error.lineno}, colonne {error.colno}")
        given = f"un texte mal formé ({error.msg})"
        raise SituationError([Fault(place, given, "un fichier JSON bien formé")]) from None
    except _DuplicateKey as error:
        raise _refused(
            shown, f"la clé « {error} » deux fois", "chaque clé une fois", "En garder une."
        ) from None
    except (RecursionError, ValueError):
        # ValueError: an integer of thousands of digits.
        raise _refused(
            shown, "des niveaux ou des nombres démesurés", "un fichier JSON simple"
        ) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _DuplicateKey(name_of(shorten(key)))
            seen.add(key)
    return result


def _refused(place: str, given: str, expected: str, hint: str = "") -> SituationError:
    return SituationError([Fault((place,), given, expected, hint)])
