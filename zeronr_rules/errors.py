"""The exceptions of the library.

Every error says what was given, what was expected and what to do. They all
derive from :class:`ZeronrError`, and each also is the built-in exception that a
reader would expect. Messages are in French: French caseworkers read them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from attrs import frozen

# A message lists at most this many faults; the exception holds them all.
FAULTS_SHOWN = 30
# And each fault of a table at most this many rows.
ROWS_SHOWN = 10
# Names longer than this are not worth a search for near names.
_LONGEST_NAME = 80


class ZeronrError(Exception):
    """Base class of every error of the library."""


@frozen
class Fault:
    """One thing wrong in an input.

    Parameters
    ----------
    path
        Where: entity, identifier, variable, period.
    given
        What was given, shortened for reading.
    expected
        What was expected there.
    hint
        What to do, when there is something to say.

    Examples
    --------
    >>> print(Fault(("individus", "p1", "salaire_net", "2026-05"), "« mille »", "un nombre"))
    individus / p1 / salaire_net / 2026-05 : reçu « mille » ; attendu un nombre

    """

    path: tuple[str, ...]
    given: str
    expected: str
    hint: str = ""

    def __str__(self) -> str:
        place = " / ".join(self.path) or "situation"
        text = f"{place} : reçu {self.given} ; attendu {self.expected}"
        return f"{text}. {self.hint}" if self.hint else text


class FaultsError(ZeronrError, ValueError):
    """What was given has faults: all of them are told together.

    Attributes
    ----------
    faults
        Every fault found, in the order of what was given.

    """

    _what = "La demande"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(_faults_message(self.faults, self._what))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.faults,))


class SituationError(FaultsError):
    """A situation cannot be read, or does not make sense; nothing was computed."""

    _what = "La situation"


@frozen
class TableFault(Fault):
    """One thing wrong in a table, for all the rows that have it.

    Nothing of the data is in it but row numbers and identifiers.

    Parameters
    ----------
    count
        How many rows; 0 when it is the column or the table itself.
    rows
        The numbers of the first of these rows, the first of the table being 1
        (the line of headers does not count).
    ids
        The identifiers of these rows, as far as they have one.

    Examples
    --------
    >>> print(
    ...     TableFault(
    ...         ("individus", "salaire_net:2026-05"),
    ...         "un nombre négatif",
    ...         "un montant",
    ...         count=2,
    ...         rows=(3, 8),
    ...         ids=("p3", "p8"),
    ...     )
    ... )
    individus / salaire_net:2026-05 : reçu un nombre négatif ; attendu un montant. 2 lignes : ...

    """

    count: int = 0
    rows: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()

    def __str__(self) -> str:
        text = super().__str__()
        if not self.count:
            return text
        names = self.ids or ("",) * len(self.rows)
        named = [
            f"{row} ({name})" if name else str(row)
            for row, name in zip(self.rows, names, strict=True)
        ][:ROWS_SHOWN]
        more = ", …" if self.count > len(named) else ""
        lines = f"{self.count} lignes" if self.count > 1 else "1 ligne"
        stop = "" if text.endswith((".", "?")) else "."
        return f"{text}{stop} {lines} : {', '.join(named)}{more}"


class TablesError(SituationError):
    """Tables cannot be read, or what they say does not make sense; nothing is kept.

    Its faults are :class:`zeronr_rules.TableFault`: where, what, and which rows.
    """

    _what = "Le contenu des tables"


class UnknownVariableError(ZeronrError, KeyError):
    """A variable was asked for that the rules do not have."""

    # KeyError shows the repr of its message; ours is a sentence.
    __str__ = Exception.__str__


class PeriodError(ZeronrError, ValueError):
    """A period cannot be read, or does not suit the variables asked for."""


class ReformError(ZeronrError, ValueError):
    """A reform is not one, or cannot be applied.

    Attributes
    ----------
    faults
        Every fault found in what was given; none when the message says it all.

    """

    def __init__(self, given: str | Iterable[Fault]) -> None:
        self.faults = () if isinstance(given, str) else tuple(given)
        text = given if isinstance(given, str) else _faults_message(self.faults, "La réforme")
        super().__init__(text)

    def __reduce__(self) -> tuple[type[ReformError], tuple[str | tuple[Fault, ...]]]:
        return (type(self), (self.faults or str(self),))


class ComparisonError(FaultsError):
    """What is to be compared does not allow it: people, weights, variables, groups, amounts."""

    _what = "La comparaison"


class CurveError(FaultsError):
    """A budget curve cannot be drawn as asked; nothing was computed."""

    _what = "La courbe demandée"


class DynamicsError(FaultsError):
    """What a draw month by month was given does not make sense; nothing was drawn."""

    _what = "Le tirage"


class TakeUpError(FaultsError):
    """What is received, or what is asked about take-up, cannot be used."""

    _what = "La demande sur le non-recours"


class QuestionError(FaultsError):
    """What is said to be unknown cannot be explored, or an answer does not suit."""


class TerritoryError(ZeronrError, ValueError):
    """A territory file cannot be read, or contradicts itself or the schema.

    Attributes
    ----------
    faults
        Every fault found in the file.

    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(_faults_message(self.faults, "Le fichier du territoire"))

    def __reduce__(self) -> tuple[type[TerritoryError], tuple[tuple[Fault, ...]]]:
        return (type(self), (self.faults,))


class EngineError(ZeronrError, RuntimeError):
    """The computation itself failed: a cycle, a spiral or a defect of a rule."""


class MissingParameterError(EngineError, LookupError):
    """A rule read a parameter that has no value at that date."""

    __str__ = Exception.__str__


def near_names(name: str, known: Iterable[str], *, count: int = 3) -> list[str]:
    """Return the known names that look like ``name``, nearest first.

    Examples
    --------
    >>> near_names("salaire_nette", ["salaire_net", "loyer"])
    ['salaire_net']

    """
    if len(name) > _LONGEST_NAME:
        return []
    return difflib.get_close_matches(name, known, n=count, cutoff=0.6)


def did_you_mean(names: Iterable[str]) -> str:
    """Return the sentence that proposes names, or nothing when there is none.

    Examples
    --------
    >>> did_you_mean(["rsa", "ppa"])
    'Vouliez-vous dire « rsa » ou « ppa » ?'

    """
    listed = [f"« {name} »" for name in names]
    return f"Vouliez-vous dire {' ou '.join(listed)} ?" if listed else ""


def _faults_message(faults: tuple[Fault, ...], what: str = "La situation") -> str:
    if len(faults) == 1:
        return f"{what} contient une erreur.\n  - {faults[0]}"
    lines = [f"{what} contient {len(faults)} erreurs."]
    lines += [f"  - {fault}" for fault in faults[:FAULTS_SHOWN]]
    if len(faults) > FAULTS_SHOWN:
        lines.append(f"  … et {len(faults) - FAULTS_SHOWN} autres.")
    return "\n".join(lines)


class UnknownIdError(ZeronrError, LookupError):
    """No member of the situation has this identifier, or several could be meant."""


class MissingLibraryError(ZeronrError, ImportError):
    """A library that an extra installs is not there; the message says which extra."""


# The core's own errors, which know nothing of the face: loaded when they are named.
_OF_THE_CORE = frozenset({"CoreError", "InputError", "PopulationError", "SpiralWarning"})


def __getattr__(name: str) -> Any:
    """Give the errors of the core their place among ours."""
    if name not in _OF_THE_CORE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    import importlib

    return getattr(importlib.import_module("zeronr_rules.core.errors"), name)
