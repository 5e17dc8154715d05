"""Axes with French numbers, a light grid, and nothing more."""

from __future__ import annotations

from typing import Any

from zeronr_rules.analysis.figures.style import FAINT, GRID, INK, Size
from zeronr_rules.optional import library
from zeronr_rules.text import french_number

_SPACE = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"


def euros(value: float, _: Any = None) -> str:
    """Write the tick of an amount.

    Examples
    --------
    >>> euros(1234).split(), euros(-50).split()
    (['1', '234', '€'], ['−50', '€'])

    """
    decimals = 0 if abs(value - round(value)) < 1e-9 else 2
    return f"{french_number(value, decimals)}{_SPACE}€".replace("-", _MINUS)


def percent(value: float, _: Any = None) -> str:
    """Write the tick of a rate.

    Examples
    --------
    >>> percent(0.5).split(), percent(-0.2).split()
    (['50', '%'], ['−20', '%'])

    """
    return f"{french_number(100 * value, 0)}{_SPACE}%".replace("-", _MINUS)


def signed(value: float) -> str:
    """Write a change in whole euros, with its sign.

    Examples
    --------
    >>> signed(68.6).split(), signed(-9.82).split()
    (['+', '69', '€'], ['−', '10', '€'])

    """
    sign = "+" if value >= 0 else _MINUS
    return f"{sign}{_SPACE}{french_number(abs(value), 0)}{_SPACE}€"


def dress(
    ax: Any, size: Size, heading: str, *, bottom: bool, low: bool = False, rates: bool = False
) -> None:
    """Give axes their ticks, grid and heading, a line above them on the left."""
    ticker = library("matplotlib.ticker")
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(FAINT)
    ax.spines["bottom"].set_linewidth(size.hair * 1.5)
    ax.grid(axis="y", color=GRID, linewidth=size.hair)
    ax.set_axisbelow(True)
    ax.tick_params(
        labelsize=size.small,
        colors=FAINT,
        labelcolor=INK,
        length=size.letters * 0.4 if bottom else 0,
        width=size.hair * 1.5,
        labelbottom=bottom,
    )
    ax.tick_params(axis="y", length=0)
    steps = [1, 2, 2.5, 5, 10]
    ax.xaxis.set_major_locator(ticker.MaxNLocator(_ticks(size), steps=steps))
    ax.xaxis.set_major_formatter(ticker.FuncFormatter(euros))
    count = 4 if low or rates else 6
    ax.yaxis.set_major_locator(ticker.MaxNLocator(count, steps=steps))
    ax.yaxis.set_major_formatter(ticker.FuncFormatter(percent if rates else euros))
    ax.set_title(heading, loc="left", fontsize=size.letters, color=INK, pad=size.letters * 0.6)


def _ticks(size: Size) -> int:
    """Return how many ticks the width takes: each is about six letters wide."""
    return max(3, min(9, int(size.width * 72 / (size.letters * 8.5))))
