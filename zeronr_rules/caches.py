"""Caches that live as long as the system they describe."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

Rest = ParamSpec("Rest")
Result = TypeVar("Result")


def cached_by_system(
    maxsize: int,
) -> Callable[[Callable[Concatenate[Any, Rest], Result]], Callable[Concatenate[Any, Rest], Result]]:
    """Cache a function of a system and of other hashable arguments.

    What was found is dropped with the system: a cache never keeps a reform alive.

    Parameters
    ----------
    maxsize
        How many results are kept for each system; beyond, they are forgotten.

    """

    def decorate(
        function: Callable[Concatenate[Any, Rest], Result],
    ) -> Callable[Concatenate[Any, Rest], Result]:
        kept: WeakKeyDictionary[Any, dict[Any, Result]] = WeakKeyDictionary()

        def cached(system: Any, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Result:
            found = kept.setdefault(system, {})
            key = (args, tuple(kwargs.items()))
            try:
                return found[key]
            except KeyError:
                result = function(system, *args, **kwargs)
            if len(found) >= maxsize:
                found.clear()
            found[key] = result
            return result

        functools.update_wrapper(cached, function)
        return cached

    return decorate
