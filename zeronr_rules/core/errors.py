"""The exceptions of the core.

Each says what was given, what was expected and what to do. All derive from
:class:`CoreError`, and each also is the built-in exception, or the one of
openfisca_core, that a caller would expect.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from openfisca_core import errors as core_errors


class CoreError(Exception):
    """Base class of every error of the core."""

    # KeyError and its like show the repr of a message; ours are sentences.
    __str__ = Exception.__str__


class PopulationError(CoreError, ValueError):
    """The structure of a population does not hold: ids, memberships, roles."""


class InputError(CoreError, ValueError):
    """A value given for a variable cannot be used: length, type, NaN, period."""


class PeriodUnitError(CoreError, ValueError):
    """A variable was asked for, or given, at a period of the wrong unit or size."""


class UnknownVariableError(CoreError, core_errors.VariableNotFoundError, KeyError):  # type: ignore[misc]
    """No variable of that name in the system.

    Attributes
    ----------
    name
        What was asked for.
    near
        The nearest names the system has.

    """

    __str__ = Exception.__str__

    def __init__(self, name: str, known: Iterable[str] = (), near: tuple[str, ...] = ()) -> None:
        self.name = name
        self.near = near or tuple(difflib.get_close_matches(str(name)[:80], list(known), n=3))
        hint = ""
        if self.near:
            hint = " Vouliez-vous dire " + " ou ".join(f"« {near} »" for near in self.near) + " ?"
        Exception.__init__(self, f"Variable inconnue : « {name} ».{hint}")

    def __reduce__(self) -> tuple[type[UnknownVariableError], tuple[object, ...]]:
        return (type(self), (self.name, (), self.near))


class EntityMismatchError(CoreError, ValueError):
    """A formula asked an entity for a variable of another one."""


class FormulaError(CoreError, RuntimeError):
    """A formula raised, or returned what cannot be the value of its variable.

    Attributes
    ----------
    variable, period
        What was being computed.
    chain
        Who asked for it: (variable, period) pairs, the one first asked for first.

    """

    def __init__(
        self,
        message: str,
        variable: str,
        period: str,
        chain: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.message = message
        self.variable = variable
        self.period = period
        self.chain = chain
        super().__init__(f"{variable} ({period}) : {message}{_chain_text(chain)}")

    def __reduce__(self) -> tuple[type[FormulaError], tuple[object, ...]]:
        return (type(self), (self.message, self.variable, self.period, self.chain))


class FormulaShapeError(FormulaError, ValueError):
    """A formula returned an array that is neither full nor of length 1."""


class CycleError(FormulaError, core_errors.CycleError):  # type: ignore[misc]
    """A variable depends on itself at the same period."""


class SpiralError(FormulaError):
    """A variable depends on itself at another period, and the simulation refuses it."""


class SpiralWarning(UserWarning):
    """A variable depends on itself at another period: its default value was used."""


def _chain_text(chain: tuple[tuple[str, str], ...]) -> str:
    if len(chain) < 2:
        return ""
    return "\nChaîne : " + " → ".join(f"{name} ({period})" for name, period in chain)
