"""The months that a change of the law covers, as they are written.

``"2026-04"``: from that month until the next value that the law dates;
``"2026-04:"``: from that month for good; ``"2026-04:2026-12"``: those months, both
included.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from attrs import frozen

from zeronr_rules.errors import Fault
from zeronr_rules.inputs.faults import show
from zeronr_rules.inputs.periods import month_text, read_period, why_not_a_period

EXPECTED = "« AAAA-MM », « AAAA-MM: » ou « AAAA-MM:AAAA-MM »"
_WRITTEN = re.compile(r"(?P<start>[^:]+)(?P<colon>:?)(?P<last>[^:]*)")
_YEAR = re.compile(r"(?a:\d{4})")


@frozen
class Span:
    """Months, counted from year 0.

    Parameters
    ----------
    start
        The first month.
    stop
        The first month after the last, ``None`` when there is no last.
    until_next
        Whether the next value that the law dates ends it sooner.

    """

    start: int
    stop: int | None = None
    until_next: bool = False

    def __str__(self) -> str:
        first = month_text(self.start)
        if self.until_next:
            return first
        return f"{first}:" if self.stop is None else f"{first}:{month_text(self.stop - 1)}"


def read_span(key: Any, place: tuple[str, ...]) -> Span | Fault:
    """Read the months of a change, or say what is wrong with them."""
    found = _WRITTEN.fullmatch(key) if isinstance(key, str) else None
    if found is None:
        return Fault(place, show(key), EXPECTED, _hint(key))
    start = _month(found["start"])
    last = _month(found["last"]) if found["last"] else None
    for text, month in ((found["start"], start), (found["last"], last)):
        if text and month is None:
            return Fault(place, show(key), EXPECTED, _hint(text))
    assert start is not None  # noqa: S101 - for the type checker: the loop above returned
    if not found["colon"]:
        return Span(start, until_next=True)
    if last is not None and last < start:
        hint = "Écrire le premier mois, puis le dernier."
        return Fault(place, show(key), "un intervalle dont la fin suit le début", hint)
    return Span(start, None if last is None else last + 1)


def read_month(given: Any) -> int | None:
    """Read a month, ``None`` when it is not one."""
    return _month(given) if isinstance(given, str) else None


def _month(text: str) -> int | None:
    period = read_period(text)
    return period.start if period is not None and period.is_one_month and "-" in text else None


def _hint(text: Any) -> str:
    written = str(text) if isinstance(text, int) else text
    if isinstance(written, str) and _YEAR.fullmatch(written):
        return f"Une année s'écrit « {written}-01:{written}-12 »."
    return why_not_a_period(text)


def separate(
    spans: list[tuple[Any, Span]], path: str
) -> tuple[list[tuple[Any, Span]], list[Fault]]:
    """Order the spans of one parameter; say which overlap.

    One written as a month alone is ended by the next.
    """
    ordered = sorted(spans, key=lambda pair: pair[1].start)
    faults = []
    for rank, ((key, span), (following, after)) in enumerate(pairwise(ordered)):
        if span.until_next and span.start < after.start:
            ordered[rank] = (key, Span(span.start, after.start, until_next=True))
        elif span.stop is None or span.stop > after.start:
            hint = f"Finir le premier au mois « {month_text(after.start - 1)} »."
            if span.start == after.start:
                hint = "En garder un."
            faults.append(
                Fault(
                    (path,),
                    f"« {key} » et « {following} », qui se chevauchent",
                    "des intervalles séparés",
                    hint,
                )
            )
    return ordered, faults
