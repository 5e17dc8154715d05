"""Whether a formula can live with arrays of length 1.

Most formulas broadcast: given arrays of length 1 they give the same values.
Those that assign into arrays, measure them, reorder them, cut them or loop over
them need one value a member. This is decided from the byte code of the formula
and of the functions it names, the first time it runs. What is not known to
broadcast counts as needing full arrays: that costs time, never a wrong value.

An operation in place (``x += y``) needs no such care: arrays of the engine are
read-only and an array of length 1 refuses a longer one, so a formula that would
go wrong raises, and is then given full arrays.
"""

from __future__ import annotations

import builtins
import enum
import functools
import weakref
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

from zeronr_rules.core.bytecode import LISTS, MEASURES, Chain, facts_of, words

# Packages whose functions broadcast, but for those named below.
_BROADCASTS = frozenset(["openfisca_core", "datetime", "functools", "math", "operator"])
_EXCEPT = frozenset(["average_rate", "marginal_rate", "attrgetter", "itemgetter", "reduce"])
# Functions of numpy that do; universal functions do too.
_NUMPY = words(
    "abs all amax amin any arange around array asanyarray asarray ascontiguousarray "
    "atleast_1d busday_count busday_offset choose clip digitize errstate fix full imag in1d "
    "interp is_busday isclose iscomplexobj isin isneginf isposinf isreal isscalar issubdtype "
    "max min nan_to_num nanmax nanmin ones ptp real result_type round round_ select take "
    "vectorize where zeros empty can_cast dtype finfo iinfo datetime_as_string"
)
_OF_TEXTS = (
    "numpy.char", "numpy.strings",
    "numpy.core.defchararray", "numpy._core.defchararray", "numpy._core.strings",
)  # fmt: skip
_SAME_REDUCED = (
    np.maximum, np.minimum, np.fmax, np.fmin,
    np.logical_and, np.logical_or, np.bitwise_and, np.bitwise_or,
)  # fmt: skip
# Builtins that count, pair or list what they are given.
_COUNTING = words(
    "len sum sorted enumerate zip map filter reversed iter next list tuple set frozenset dict "
    "bytes bytearray memoryview"
)
_DEEPEST = 8
_UNKNOWN: Any = object()
_decided: weakref.WeakKeyDictionary[FunctionType, bool] = weakref.WeakKeyDictionary()


def needs_full_arrays(formula: Any) -> bool:
    """Tell whether a formula must be given one value a member.

    Examples
    --------
    >>> needs_full_arrays(lambda person, period: person("age", period) * 2)
    False
    >>> needs_full_arrays(lambda person, period: len(person("age", period)))
    True

    """
    return _function_needs(formula, frozenset(), 0)


def _function_needs(function: Any, within: frozenset[int], depth: int) -> bool:
    function = getattr(function, "__func__", function)
    if not isinstance(function, FunctionType):
        return False
    if id(function) in within:
        return False
    if depth > _DEEPEST:
        return True
    known = _decided.get(function)
    if known is None:
        known = _look(function, within | {id(function)}, depth)
        if known or not within:
            # Inside a recursion, "no" is only said of what was looked at so far.
            _decided[function] = known
    return known


def _look(function: FunctionType, within: frozenset[int], depth: int) -> bool:
    facts = facts_of(function.__code__)
    if facts.measures:
        return True
    if any(name.split(".")[0] not in _BROADCASTS for name in facts.imports):
        return True
    enclosed = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        try:
            enclosed[name] = cell.cell_contents
        except ValueError:
            continue
    if any(_value_needs(value, within, depth, called=False) for value in enclosed.values()):
        return True
    names = function.__globals__
    for chain in facts.chains:
        value = enclosed.get(chain.name, names.get(chain.name, _UNKNOWN))
        if value is _UNKNOWN:
            value = getattr(builtins, chain.name, _UNKNOWN)
        if _chain_needs(chain, value, within, depth):
            return True
    return False


def _chain_needs(chain: Chain, value: Any, within: frozenset[int], depth: int) -> bool:
    for rank, attribute in enumerate(chain.attributes):
        if isinstance(value, np.ufunc):
            return attribute not in {"reduce", "accumulate"} or value not in _SAME_REDUCED
        if not isinstance(value, (ModuleType, type)):
            # Of an object, what an attribute stands for is not looked up: it may compute.
            return chain.iterated or not MEASURES.isdisjoint(chain.attributes[rank:])
        if isinstance(value, ModuleType) and value.__name__.split(".")[0] in _BROADCASTS:
            return attribute in _EXCEPT
        value = getattr(value, attribute, _UNKNOWN)
    if chain.iterated:
        return not _can_be_looped_over(value)
    if isinstance(value, (type, BuiltinFunctionType)) and value.__module__ == "builtins":
        return value.__name__ in _COUNTING and not chain.excused
    return _value_needs(value, within, depth, called=True)


def _can_be_looped_over(value: Any) -> bool:
    if isinstance(value, (type, BuiltinFunctionType)):
        return getattr(value, "__name__", "") in LISTS or issubclass_of(value, enum.Enum)
    return not callable(value) and not isinstance(value, (ModuleType, np.ndarray))


def issubclass_of(value: Any, parent: type) -> bool:
    """Tell whether a value is a class, and one of that parent."""
    return isinstance(value, type) and issubclass(value, parent)


def _value_needs(value: Any, within: frozenset[int], depth: int, *, called: bool) -> bool:
    """Tell whether calling a value, or what it holds, takes one value a member."""
    if isinstance(value, functools.partial):
        return _value_needs(value.func, within, depth, called=called)
    if isinstance(value, (list, tuple, dict)):
        held = value.values() if isinstance(value, dict) else value
        functions = [one for one in held if isinstance(one, FunctionType)]
        return any(_value_needs(one, within, depth, called=True) for one in functions)
    if isinstance(value, np.ufunc):
        return value.signature is not None
    if not callable(value) or isinstance(value, ModuleType):
        return False
    module = getattr(value, "__module__", None) or ""
    name = getattr(value, "__name__", "")
    root = module.split(".")[0]
    if root == "numpy":
        return not (
            name in _NUMPY or module.startswith(_OF_TEXTS) or issubclass_of(value, np.generic)
        )
    if root in _BROADCASTS:
        return name in _EXCEPT
    if isinstance(value, (FunctionType, MethodType)):
        return _function_needs(value, within, depth + 1)
    if isinstance(value, type):
        # Classes that are named, not made: enumerations, entities, variables, errors.
        harmless = issubclass(value, (enum.Enum, BaseException)) or root == "builtins"
        return called and not harmless and _makes_needs(value, within, depth)
    call = getattr(type(value), "__call__", None)  # noqa: B004 - how it is called, not whether
    if isinstance(call, FunctionType) and not root.startswith("openfisca"):
        return _function_needs(call, within, depth + 1)
    return isinstance(value, BuiltinFunctionType) and root != "builtins"


def _makes_needs(made: type, within: frozenset[int], depth: int) -> bool:
    """Tell whether making an object of a class may measure what it is given."""
    if any(parent.__module__.startswith("openfisca_core") for parent in made.__mro__):
        return False
    start: Any = vars(made).get("__init__", getattr(made, "__init__", None))
    if isinstance(start, FunctionType):
        return _function_needs(start, within, depth + 1)
    return start is not object.__init__
