"""Figures of a comparison: bars by group, each with its number written on it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from zeronr_rules.analysis.compare_text import percent
from zeronr_rules.analysis.figures.style import BLUE, FAINT, INK, VERMILION
from zeronr_rules.optional import library
from zeronr_rules.text import french_number, month_name

if TYPE_CHECKING:
    from zeronr_rules.analysis.compare_result import Comparison

Array = np.ndarray[Any, Any]

_GAIN, _LOSS, _INK, _FAINT = BLUE, VERMILION, INK, FAINT
_MINUS = "\N{MINUS SIGN}"
_SPACE = "\N{NO-BREAK SPACE}"
# Inches: the width, a bar, what is above and below the bars, the air around the heading.
_WIDTH, _BAR, _MARGIN, _AIR = 6.5, 0.3, 0.35, 0.2
_LEADING = 1.3
_LETTERS, _SMALL, _TITLE = 9.0, 8.0, 11.0
# Room for the numbers at the end of the longest bar, as a share of the width.
_ROOM = 0.24
# Characters to a line.
_WRAP, _WRAP_CAPTION = 60, 84


def draw(made: Comparison, kind: str, axes: Any) -> Any:
    """Draw one of :data:`KINDS`; return the figure."""
    group, paint, what = KINDS[kind]
    rows = made.by(group)
    names = [_SHOWN.get(group, str)(name) for name in rows["groupe"].tolist()]
    before, after = made.names
    caption = f"{what}, {_AMONG[group]}, {month_name(made.period)} (avant : {before})"
    if axes is None:
        axes = _new_axes(len(names), after, caption)
    else:
        axes.set_title(f"{after}\n{caption}", loc="left", fontsize=_LETTERS, color=_INK)
    positions = np.arange(len(names), dtype=float)
    paint(axes, positions, rows)
    axes.set_yticks(positions, names, fontsize=_LETTERS, color=_INK)
    axes.set_ylim(len(names) - 0.4, -0.6)
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.set_xticks([])
    axes.axvline(0, color=_FAINT, linewidth=0.8)
    return axes.figure


def _new_axes(bars: int, subject: str, caption: str) -> Any:
    """Return the axes of a new figure, under a heading of as many lines as it takes."""
    heading, lines = textwrap.wrap(subject, _WRAP), textwrap.wrap(caption, _WRAP_CAPTION)
    first = len(heading) * _TITLE * _LEADING / 72
    head = first + len(lines) * _LETTERS * _LEADING / 72 + _AIR
    height = head + _MARGIN + _BAR * bars
    figure = library("matplotlib.figure").Figure(figsize=(_WIDTH, height), layout="constrained")
    figure.get_layout_engine().set(rect=(0, 0, 1, 1 - head / height))
    written = {"va": "top", "linespacing": _LEADING}
    top = 1 - _AIR / 2 / height
    figure.text(
        0.01, top, "\n".join(heading), fontsize=_TITLE, color=_INK, weight="bold", **written
    )
    below = top - first / height
    figure.text(0.01, below, "\n".join(lines), fontsize=_LETTERS, color=_FAINT, **written)
    return figure.add_subplot()


def _changes(axes: Any, positions: Array, rows: Any) -> None:
    """Draw the mean change of each group, its amount at the end of the bar."""
    values = rows["variation_moyenne"]
    _bars(axes, positions, values, _euros, _GAIN)
    _stretch(axes, values)


def _shares(axes: Any, positions: Array, rows: Any) -> None:
    """Draw the share of winners on the right, of losers on the left."""
    winners, losers = rows["part_gagnants"], -rows["part_perdants"]
    _bars(axes, positions, winners, percent, _GAIN)
    _bars(axes, positions, losers, lambda value: percent(abs(value)), _LOSS)
    _stretch(axes, np.concatenate([winners, losers]), both=True)
    for text, colour, side, offset in (
        ("perdants", _LOSS, "right", -6),
        ("gagnants", _GAIN, "left", 6),
    ):
        axes.annotate(
            text,
            (0, len(positions) - 0.5),
            (offset, -4),
            textcoords="offset points",
            ha=side,
            va="top",
            fontsize=_LETTERS,
            color=colour,
            fontweight="bold",
            annotation_clip=False,
        )


def _bars(
    axes: Any, positions: Array, values: Array, write: Callable[[float], str], colour: str
) -> None:
    known = ~np.isnan(values)
    colours = [_LOSS if value < 0 else colour for value in values[known]]
    axes.barh(positions[known], values[known], height=0.72, color=colours)
    for position, value in zip(positions, values, strict=True):
        hidden = bool(np.isnan(value))
        left = value < 0 or (colour == _LOSS and not hidden)
        if hidden and colour == _LOSS:
            continue
        axes.annotate(
            "masqué" if hidden else write(value),
            (0.0 if hidden else value, position),
            (-4 if left else 4, 0),
            textcoords="offset points",
            ha="right" if left else "left",
            va="center",
            fontsize=_SMALL,
            color=_FAINT if hidden else _INK,
        )


def _stretch(axes: Any, values: Array, *, both: bool = False) -> None:
    """Leave room for the numbers beyond the ends of the bars."""
    known = values[~np.isnan(values)]
    low, high = min(0.0, *known), max(0.0, *known)
    span = (high - low) or 1.0
    room = span * _ROOM
    axes.set_xlim(low - (room if low < 0 or both else 0), high + room)


def _euros(value: float) -> str:
    sign = "+" if value > 0 else ""
    return f"{sign}{french_number(value)}{_SPACE}€".replace("-", _MINUS)


def _tenth(name: Any) -> str:
    return "1er (le plus bas)" if name == 1 else "10e (le plus haut)" if name == 10 else f"{name}e"


_SHOWN: dict[str, Callable[[Any], str]] = {"decile": _tenth}
_AMONG = {
    "decile": "par dixième de niveau de vie des personnes avant la réforme",
    "type_menage": "par type de ménage",
    "departement": "par département",
}
_CHANGE = "Variation moyenne du revenu disponible des ménages, par mois"
_SHARES = "Part des ménages dont le revenu disponible change de plus de 1 € par mois"
# What can be drawn: the groups, how, and what the figure shows.
KINDS: dict[str, tuple[str, Callable[[Any, Array, Any], None], str]] = {
    "decile": ("decile", _changes, _CHANGE),
    "type_menage": ("type_menage", _changes, _CHANGE),
    "departement": ("departement", _changes, _CHANGE),
    "gagnants": ("decile", _shares, _SHARES),
}
