"""What the byte code of a function does with what may be an array.

Some facts are plain (it assigns into an array, it reads ``x.shape``): the code
needs one value a member. Others depend on what names stand for: they are given
as :class:`Chain` for :mod:`zeronr_rules.core.formulas` to resolve.
"""

from __future__ import annotations

import dis
import functools
import inspect
from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

import numpy as np


def words(text: str) -> frozenset[str]:
    """Return the names written in a text.

    Examples
    --------
    >>> sorted(words("len sum"))
    ['len', 'sum']

    """
    return frozenset(text.split())


# Methods and attributes of arrays that give the same, one value for all or one each.
_ELEMENTWISE = words(
    "T all any astype base choose clip conj conjugate copy ctypes data device dtype flags "
    "imag itemsize max min ptp real round take transpose view"
)
# What measures, reorders or cuts an array along the population, whoever it is asked of.
_ADDS = frozenset(["sum"])
MEASURES = frozenset(
    name
    for name in dir(np.ndarray)
    if not name.startswith("_") and name not in _ELEMENTWISE | _ADDS
) | words(
    "append argwhere average bincount column_stack concatenate copyto count_nonzero cov diff "
    "dstack ediff1d einsum empty_like flatnonzero flip fromiter full_like gradient groupby "
    "histogram hstack lexsort median nancumsum nanmean nansum nditer ones_like outer "
    "percentile place putmask qcut quantile rank roll stack tile unique vstack zeros_like"
)
# Methods whose results are never arrays.
_LISTING = frozenset(
    ["items", "keys", "values", "get_subperiods", "get_known_periods", "split", "splitlines"]
)
# Builtins whose results are lists of their own, judged where they are called.
LISTS = words("range enumerate zip map filter reversed sorted list tuple set frozenset dict")
_BUILDS = ("BUILD_LIST", "BUILD_TUPLE", "BUILD_SET", "BUILD_MAP", "BUILD_CONST_KEY_MAP")
_SILENT = frozenset(["PRECALL", "CACHE", "PUSH_NULL", "NOP", "RESUME", "EXTENDED_ARG"])
# Keywords of ``array.sum``, which ``entity.sum`` does not have.
_OF_ARRAYS = frozenset(["axis", "dtype", "out", "keepdims", "initial", "where"])


class Chain(NamedTuple):
    """A name that is not local, and the attributes read from it.

    Attributes
    ----------
    name
        A global name, or one of the enclosing function.
    attributes
        What is read from it, in order.
    excused
        Whether its arguments show that no array is measured (``len(CONSTANT)``).
    iterated
        Whether a loop runs over it, or over what it returns.

    """

    name: str
    attributes: tuple[str, ...]
    excused: bool
    iterated: bool


class Facts(NamedTuple):
    """What was found in a code.

    Attributes
    ----------
    measures
        Whether it needs one value a member, whatever the names stand for.
    chains
        Names to resolve.
    imports
        Packages imported inside.

    """

    measures: bool
    chains: frozenset[Chain]
    imports: frozenset[str]


_NEEDS = Facts(True, frozenset(), frozenset())


@functools.cache
def facts_of(code: CodeType) -> Facts:
    """Return what a code does with what may be an array."""
    return _Reader(code).facts()


class _Reader:
    """Reads one code object, then those inside it."""

    def __init__(self, code: CodeType) -> None:
        self.code = code
        self.steps = [one for one in dis.get_instructions(code) if one.opname not in _SILENT]
        # zip(strict=True) refuses lengths that differ instead of dropping values.
        self.strict = ("strict",) in code.co_consts
        self.lists = self._local_lists()

    def facts(self) -> Facts:
        chains: set[Chain] = set()
        imports: set[str] = set()
        rank = 0
        while rank < len(self.steps):
            step = self.steps[rank]
            if self._measures(rank):
                return _NEEDS
            if step.opname == "IMPORT_NAME":
                imports.add(step.argval)
            elif step.opname in {"GET_ITER", "LIST_EXTEND", "CALL_FUNCTION_EX"}:
                found = self._iterated(rank)
                if found is False:
                    return _NEEDS
                if isinstance(found, Chain):
                    chains.add(found)
            elif _is_name(step):
                attributes = tuple(one.argval for one in self._attributes(rank))
                excused = self._excused(rank, len(attributes))
                chains.add(Chain(step.argval, attributes, excused, iterated=False))
                for late in range(rank + 1, rank + 1 + len(attributes)):
                    if self._adds_up(late):
                        # An entity adds up its members; whatever else, an array.
                        return _NEEDS
                rank += len(attributes)
            rank += 1
        for constant in self.code.co_consts:
            if isinstance(constant, CodeType):
                inner = facts_of(constant)
                if inner.measures:
                    return _NEEDS
                chains |= inner.chains
                imports |= inner.imports
        return Facts(False, frozenset(chains), frozenset(imports))

    def _measures(self, rank: int) -> bool:
        step = self.steps[rank]
        kind = step.opname
        if kind in {"STORE_SUBSCR", "STORE_SLICE", "DELETE_SUBSCR"}:
            return True
        if kind in {"BUILD_SLICE", "BINARY_SLICE"}:
            return not self._of_list(rank)
        if kind == "BINARY_OP":
            return step.argrepr in {"@", "@="}
        if _is_attribute(step):
            return step.argval in MEASURES or self._adds_up(rank)
        return False

    def _of_list(self, rank: int) -> bool:
        """Tell ``names[:2]`` of a list made here from a slice of an array."""
        whole = rank if self.steps[rank].opname == "BINARY_SLICE" else rank + 1
        if whole >= len(self.steps):
            return False
        first = self._start_of(whole)
        if first is None:
            return False
        step = self.steps[first]
        # A list of lists would not do: what is cut must be the list itself.
        once = all(one.opname != "BINARY_SUBSCR" for one in self.steps[first:whole])
        return once and step.opname == "LOAD_FAST" and step.argval in self.lists

    def _attributes(self, rank: int) -> Iterator[dis.Instruction]:
        for step in self.steps[rank + 1 :]:
            if not _is_attribute(step):
                return
            yield step

    def _adds_up(self, rank: int) -> bool:
        """Tell ``array.sum()``, ``array.sum(axis=0)`` from ``famille.sum(array)``."""
        step = self.steps[rank]
        if not _is_attribute(step) or step.argval != "sum":
            return False
        after = self.steps[rank + 1 : rank + 2]
        if not after or after[0].opname.startswith(("STORE", "RETURN", "POP")):
            return True
        first = after[0]
        if first.opname.startswith("CALL"):
            return first.arg == 0
        if first.opname == "LOAD_CONST" and not isinstance(first.argval, (str, CodeType)):
            return True
        return any(
            isinstance(one, tuple) and one and _OF_ARRAYS.issuperset(one)
            for one in self.code.co_consts
        )

    def _excused(self, rank: int, attributes: int) -> bool:
        """Tell whether what a builtin is given cannot be an array."""
        name = self.steps[rank].argval
        if attributes:
            return False
        if name == "zip" and self.strict:
            return True
        after = self.steps[rank + 1 : rank + 3]
        if not after:
            return True
        if name == "sum":
            return self._adds_a_list(rank)
        if after[0].opname.startswith("CALL") and after[0].arg == 0:
            return True
        if after[0].opname == "LOAD_FAST" and after[0].argval in self.lists:
            return after[1].opname.startswith("CALL")
        constant = after[0].opname in {"LOAD_GLOBAL", "LOAD_CONST"}
        return constant and after[1].opname.startswith("CALL")

    def _adds_a_list(self, rank: int) -> bool:
        """Tell ``sum(x for x in names)`` and ``sum([x, y])`` from ``sum(array)``."""
        last = self._end_of_call(rank)
        if last is None:
            return False
        before = self.steps[last - 1]
        if before.opname in _BUILDS or before.opname == "LIST_EXTEND":
            return True
        if before.opname == "LOAD_FAST":
            return before.argval in self.lists
        if before.opname != "CALL":
            return False
        first = self._start_of(last - 1)
        generator = first is not None and self.steps[first].argval in self._generators()
        return generator or self.steps[last - 2].opname == "GET_ITER"

    def _generators(self) -> frozenset[str]:
        """Return the names of the generators defined here."""
        inner = [one for one in self.code.co_consts if isinstance(one, CodeType)]
        return frozenset(one.co_name for one in inner if one.co_flags & inspect.CO_GENERATOR)

    def _end_of_call(self, rank: int) -> int | None:
        """Return the rank of the call of the name loaded at ``rank``."""
        start = self.steps[rank].positions
        if start is None or start.lineno is None:
            return None
        for late in range(rank + 1, len(self.steps)):
            step = self.steps[late]
            where = step.positions
            if (
                step.opname in {"CALL", "CALL_KW"}
                and where is not None
                and (where.lineno, where.col_offset) == (start.lineno, start.col_offset)
            ):
                return late
        return None

    # Loops

    def _local_lists(self) -> frozenset[str]:
        """Return the local names that only ever stand for a list made here."""
        found: dict[str, bool] = {}
        for rank, step in enumerate(self.steps):
            if rank and step.opname in {"STORE_FAST", "STORE_DEREF"}:
                made = self._is_a_list(rank - 1)
                found[step.argval] = found.get(step.argval, True) and made
        arguments = self.code.co_varnames[: self.code.co_argcount]
        made_here = {name for name, made in found.items() if made and name not in arguments}
        rest = _rest_of(self.code)
        if rest is not None and rest not in found:
            made_here.add(rest)
        return frozenset(made_here)

    def _is_a_list(self, rank: int) -> bool:
        """Tell whether the expression that ends at ``rank`` makes a list, or reads an attribute.

        What is read from an object (a list of parameters) is not cut to the population.
        """
        last = self.steps[rank]
        if last.opname in _BUILDS or last.opname in {"LIST_EXTEND", "LOAD_CONST"}:
            return True
        first = self._start_of(rank)
        if first is None:
            return False
        if last.opname.startswith("CALL"):
            return _is_name(self.steps[first]) and self.steps[first].argval in LISTS
        plain = all(one.opname != "BINARY_SUBSCR" for one in self.steps[first:rank])
        return _is_attribute(last) and plain and last.argval not in {"T", "real", "imag", "flat"}

    def _iterated(self, rank: int) -> bool | Chain:
        """Tell whether a loop is known not to run over an array; or what to resolve."""
        steps = self.steps
        last = steps[rank - 1]
        if last.opname in _BUILDS or last.opname in {
            "LOAD_CONST", "LIST_EXTEND", "LIST_TO_TUPLE", "SET_UPDATE", "DICT_MERGE",
            "CALL_INTRINSIC_1", "FORMAT_VALUE", "LIST_APPEND",
        }:  # fmt: skip
            return True
        first = self._start_of(rank - 1)
        if first is None:
            return False
        if last.opname in {"BINARY_SUBSCR", "BINARY_SLICE"}:
            # A part of a list made here.
            return steps[first].opname == "LOAD_FAST" and steps[first].argval in self.lists
        if last.opname in {"LOAD_FAST", "LOAD_DEREF"} and first == rank - 1:
            if last.argval in self.lists or last.argval == ".0":
                return True
            if last.argval in self.code.co_freevars:
                return Chain(last.argval, (), excused=True, iterated=True)
            return False
        if _is_name(steps[first]):
            attributes = tuple(one.argval for one in self._attributes(first))
            return Chain(steps[first].argval, attributes, excused=True, iterated=True)
        if _is_attribute(last):
            return self._is_a_list(rank - 1)
        asked = [one.argval for one in steps[first:rank] if _is_attribute(one)]
        return bool(asked) and last.opname == "CALL" and asked[-1] in _LISTING

    def _start_of(self, rank: int) -> int | None:
        """Return the rank of the first instruction of the expression that ends at ``rank``."""
        end = self.steps[rank].positions
        if end is None or end.lineno is None or end.col_offset is None:
            return None
        start = (end.lineno, end.col_offset)
        first = rank
        while first:
            where = self.steps[first - 1].positions
            if where is None or where.lineno is None or where.col_offset is None:
                break
            if (where.lineno, where.col_offset) < start:
                break
            if (where.end_lineno or 0, where.end_col_offset or 0) > (
                end.end_lineno or 0,
                end.end_col_offset or 0,
            ):
                break
            first -= 1
        return first


def _is_attribute(step: dis.Instruction) -> bool:
    return step.opname.startswith(("LOAD_ATTR", "LOAD_METHOD"))


def _is_name(step: dis.Instruction) -> bool:
    return step.opname.startswith(("LOAD_GLOBAL", "LOAD_NAME"))


def _rest_of(code: CodeType) -> str | None:
    """Return the name of ``*args``, if there is one."""
    if not code.co_flags & inspect.CO_VARARGS:
        return None
    return code.co_varnames[code.co_argcount + code.co_kwonlyargcount]
