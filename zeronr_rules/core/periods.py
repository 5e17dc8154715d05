"""Periods that remember: one object a period, with its relations computed once.

Period arithmetic in openfisca_core costs microseconds a step, and a formula
takes several. :class:`CachedPeriod` is a ``Period`` (it passes every check of
openfisca_core) that exists once per process and keeps what it was asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from openfisca_core import periods as core
from openfisca_core.periods import DateUnit, Instant, Period

T = TypeVar("T")

_LOCK = threading.RLock()
_PERIODS: dict[tuple[Any, ...], CachedPeriod] = {}
_BY_KEY: list[CachedPeriod] = []
_BY_TEXT: dict[Any, CachedPeriod] = {}
_INSTANTS: dict[tuple[Any, ...], CachedInstant] = {}

# Texts come from users: no more of them than this are remembered.
_TEXTS_KEPT = 20_000


class _Kept(Generic[T]):
    """A property computed once and kept in the object."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        value = self.compute(instance)
        instance.__dict__[self.name] = value
        return value


def _kept(name: str, base: type) -> Any:
    """Return the property ``name`` of ``base``, computed once."""
    inherited = getattr(base, name)
    kept: _Kept[Any] = _Kept(inherited.fget)
    return kept


class CachedInstant(Instant):
    """An ``Instant`` that exists once and keeps its relations."""

    _offsets: dict[Any, Any]

    def __new__(cls, value: Any) -> CachedInstant:  # noqa: D102, PYI034 - one object a value, of this very class
        triple = tuple(value)
        known = _INSTANTS.get(triple)
        if known is None:
            with _LOCK:
                known = _INSTANTS.get(triple)
                if known is None:
                    known = tuple.__new__(cls, triple)
                    known._offsets = {}
                    _INSTANTS[triple] = known
        return known

    date = _kept("date", Instant)
    year = _kept("year", Instant)
    month = _kept("month", Instant)
    day = _kept("day", Instant)

    def offset(self, offset: Any, unit: Any) -> Any:
        """Return the instant that many units later, as ``Instant`` does."""
        found = self._offsets.get((offset, unit))
        if found is None:
            found = self._offsets[offset, unit] = super().offset(offset, unit)
        return found

    def __reduce__(self) -> tuple[type[CachedInstant], tuple[tuple[int, ...]]]:
        return (CachedInstant, (tuple(self),))


class CachedPeriod(Period):
    """A ``Period`` that exists once and keeps its relations.

    Examples
    --------
    >>> month = intern("2026-05")
    >>> month is CachedPeriod(("month", (2026, 5, 1), 1))
    True
    >>> str(month.last_month), month.last_month.offset(1) is month
    ('2026-04', True)

    """

    key: int
    _offsets: dict[Any, Any]
    _parts: dict[Any, tuple[CachedPeriod, ...]]

    def __new__(cls, value: Any) -> CachedPeriod:  # noqa: D102, PYI034 - one object a value, of this very class
        triple = tuple(value)
        known = _PERIODS.get(triple)
        if known is None:
            with _LOCK:
                known = _PERIODS.get(triple)
                if known is None:
                    known = cls._make(triple)
        return known

    @classmethod
    def _make(cls, triple: tuple[Any, ...]) -> CachedPeriod:
        unit, start, size = triple
        made: CachedPeriod = tuple.__new__(cls, (DateUnit(unit), CachedInstant(start), size))
        made.key = len(_BY_KEY)
        made._offsets = {}
        made._parts = {}
        _BY_KEY.append(made)
        _PERIODS[triple] = made
        return made

    unit = _kept("unit", Period)
    start = _kept("start", Period)
    size = _kept("size", Period)
    stop = _kept("stop", Period)
    days = _kept("days", Period)
    size_in_years = _kept("size_in_years", Period)
    size_in_months = _kept("size_in_months", Period)
    size_in_days = _kept("size_in_days", Period)
    size_in_weeks = _kept("size_in_weeks", Period)
    size_in_weekdays = _kept("size_in_weekdays", Period)
    last_week = _kept("last_week", Period)
    last_month = _kept("last_month", Period)
    last_3_months = _kept("last_3_months", Period)
    last_year = _kept("last_year", Period)
    n_2 = _kept("n_2", Period)
    this_year = _kept("this_year", Period)
    first_month = _kept("first_month", Period)
    first_day = _kept("first_day", Period)
    first_week = _kept("first_week", Period)
    first_weekday = _kept("first_weekday", Period)

    def offset(self, offset: Any, unit: Any = None) -> Any:
        """Return the period moved by that many units, as ``Period`` does."""
        found = self._offsets.get((offset, unit))
        if found is None:
            found = self._offsets[offset, unit] = super().offset(offset, unit)
        return found

    def get_subperiods(self, unit: Any) -> list[CachedPeriod]:
        """Return the periods of that unit within this one, as ``Period`` does."""
        return list(self.parts(unit))

    def parts(self, unit: Any) -> tuple[CachedPeriod, ...]:
        """Return the periods of that unit within this one, without copying them."""
        found = self._parts.get(unit)
        if found is None:
            found = self._parts[unit] = tuple(super().get_subperiods(unit))
        return found

    _text = _Kept(Period.__str__)

    def __str__(self) -> str:
        text: str = self._text
        return text

    def __reduce__(self) -> tuple[type[CachedPeriod], tuple[tuple[Any, ...]]]:
        return (CachedPeriod, (tuple(self),))


def intern(period: Any) -> CachedPeriod:
    """Return the one object of a period: a ``Period``, a text, a year, a date.

    Examples
    --------
    >>> intern(2026) is intern("2026")
    True

    """
    if type(period) is CachedPeriod:
        return period
    if isinstance(period, Period):
        return CachedPeriod(period)
    if isinstance(period, (str, int)):
        found = _BY_TEXT.get(period)
        if found is None:
            found = CachedPeriod(core.period(period))
            if len(_BY_TEXT) < _TEXTS_KEPT:
                _BY_TEXT[period] = found
        return found
    return CachedPeriod(core.period(period))


def by_key(key: int) -> CachedPeriod:
    """Return the period of a key.

    Examples
    --------
    >>> by_key(intern("2026-05").key)
    CachedPeriod((<DateUnit.MONTH: 'month'>, CachedInstant((2026, 5, 1)), 1))

    """
    return _BY_KEY[key]


ETERNITY = CachedPeriod((DateUnit.ETERNITY, (-1, -1, -1), -1))
