"""What a formula does with its arrays, read from its code.

Most formulas broadcast: given arrays of length 1 they give the same values.
Those that assign into arrays, measure them or reorder them need one value a
member. This is decided from the byte code of the formula and of the functions
of its package that it names, the first time it runs.

An operation in place (``x += y``) needs no such care: arrays of the engine are
read-only and an array of length 1 refuses a longer one, so a formula that would
go wrong raises, and is then given full arrays.
"""

from __future__ import annotations

import dis
import functools
from types import CodeType, FunctionType
from typing import Any

# Names that measure, reorder or cut an array along the population.
_MEASURES = frozenset(
    [
        "len",
        "shape",
        "size",
        "ndim",
        "argsort",
        "sort",
        "lexsort",
        "cumsum",
        "mean",
        "median",
        "std",
        "var",
        "unique",
        "concatenate",
        "append",
        "tile",
        "repeat",
        "hstack",
        "vstack",
        "dstack",
        "column_stack",
        "stack",
        "nonzero",
        "flatnonzero",
        "argmax",
        "argmin",
        "argwhere",
        "reshape",
        "ravel",
        "flatten",
        "zip",
        "fromiter",
        "searchsorted",
        "prod",
        "cumprod",
        "put",
        "place",
        "putmask",
        "copyto",
        "fill",
        "zeros_like",
        "ones_like",
        "empty_like",
        "full_like",
        "percentile",
        "quantile",
        "dot",
        "matmul",
        "outer",
        "nditer",
        "tolist",
        "item",
        "roll",
        "flip",
        "diff",
        "ediff1d",
    ]
)
# Modules whose functions are known to broadcast, or to be caught by their names.
_KNOWN = ("numpy", "openfisca_core", "builtins", "functools", "datetime", "itertools")
_DEEPEST = 6


def needs_full_arrays(formula: Any) -> bool:
    """Tell whether a formula must be given one value a member.

    Examples
    --------
    >>> needs_full_arrays(lambda person, period: person("age", period) * 2)
    False
    >>> needs_full_arrays(lambda person, period: len(person("age", period)))
    True

    """
    return _function_needs(formula, set(), 0)


def _function_needs(function: Any, seen: set[int], depth: int) -> bool:
    function = getattr(function, "__func__", function)
    if not isinstance(function, FunctionType) or id(function) in seen or depth > _DEEPEST:
        return False
    seen.add(id(function))
    names = _code_facts(function.__code__)
    if names is None:
        return True
    for cell in function.__closure__ or ():
        try:
            inner = cell.cell_contents
        except ValueError:
            continue
        if _function_needs(inner, seen, depth + 1):
            return True
    for name in names:
        value = function.__globals__.get(name)
        if isinstance(value, functools.partial):
            value = value.func
        module = getattr(value, "__module__", None) or ""
        if (
            isinstance(value, FunctionType)
            and module.split(".")[0] not in _KNOWN
            and _function_needs(value, seen, depth + 1)
        ):
            return True
    return False


@functools.cache
def _code_facts(code: CodeType) -> frozenset[str] | None:
    """Return the global names a code reads, or None if it needs full arrays."""
    names: set[str] = set()
    # zip(strict=True) refuses lengths that differ instead of dropping values.
    strict = ("strict",) in code.co_consts
    instructions = list(dis.get_instructions(code))
    for rank, instruction in enumerate(instructions):
        kind = instruction.opname
        if instruction.argval == "sum" and _adds_an_array_up(instructions, rank, code):
            return None
        if kind in {"STORE_SUBSCR", "STORE_SLICE", "DELETE_SUBSCR"}:
            return None
        if kind == "LOAD_GLOBAL":
            names.add(instruction.argval)
        if (
            kind.startswith(("LOAD_GLOBAL", "LOAD_ATTR", "LOAD_METHOD"))
            and instruction.argval in _MEASURES
            and not (instruction.argval == "zip" and strict)
            and not (instruction.argval == "len" and _of_a_constant(instructions, rank))
        ):
            return None
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            inner = _code_facts(constant)
            if inner is None:
                return None
            names |= inner
    return frozenset(names)


def _adds_an_array_up(instructions: list[dis.Instruction], rank: int, code: CodeType) -> bool:
    """Tell ``array.sum()`` and ``np.sum(array)`` from ``famille.sum(array)``."""
    if not instructions[rank].opname.startswith(("LOAD_ATTR", "LOAD_METHOD")):
        return False
    # Back to what the attributes are read from: the entity is the first argument.
    while instructions[rank].opname.startswith(("LOAD_ATTR", "LOAD_METHOD")):
        rank -= 1
    source = instructions[rank]
    names = source.argval if isinstance(source.argval, tuple) else (source.argval,)
    first = code.co_varnames[:1] if code.co_argcount else code.co_freevars[:1]
    return not (source.opname.startswith(("LOAD_FAST", "LOAD_DEREF")) and names[-1:] == first)


def _of_a_constant(instructions: list[dis.Instruction], rank: int) -> bool:
    """Tell ``len(CONSTANT)`` of a module from the length of an array."""
    after = [one.opname for one in instructions[rank + 1 : rank + 3]]
    return after[:1] == ["LOAD_GLOBAL"] and after[1:] in (["PRECALL"], ["CALL"])
