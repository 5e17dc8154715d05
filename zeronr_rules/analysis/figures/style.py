"""Sizes and colours of figures."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from zeronr_rules.errors import CurveError, Fault
from zeronr_rules.inputs.faults import show

# Okabe and Ito (2008): told apart by colour-blind readers.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
INK, FAINT, GRID = "#222222", "#6B6B6B", "#E3E3E3"
EARNED, OTHER, REST = "#D4D4D4", "#B4B4B4", "#8C8C8C"
# Lines of the cases of a curve, the law in force first.
LINES = (BLACK, BLUE, VERMILION, GREEN, PURPLE)
# Areas that have no colour of their own take these in order.
AREAS = (BLUE, ORANGE, SKY, GREEN, VERMILION, PURPLE, YELLOW)

_SMALLEST, _LARGEST = 2.0, 60.0


@frozen
class Size:
    """How large a figure is, in inches, and its letters, in points."""

    width: float
    height: float
    letters: float

    @property
    def small(self) -> float:
        """Letters of what is read last: ticks, source."""
        return self.letters * 0.85

    @property
    def line(self) -> float:
        """Width of the main lines."""
        return self.letters * 0.18

    @property
    def hair(self) -> float:
        """Width of the thinnest lines."""
        return self.letters * 0.07


SIZES = {
    "colonne": Size(3.5, 4.6, 7.0),
    "page": Size(6.5, 6.0, 9.0),
    "diapositive": Size(13.33, 7.5, 15.0),
}


def size_of(given: Any) -> Size:
    """Return a size by its name, or from a width and a height in inches.

    Raises
    ------
    CurveError
        When it is neither.

    """
    if isinstance(given, str) and given in SIZES:
        return SIZES[given]
    if isinstance(given, (tuple, list)) and len(given) == 2:
        width, height = given
        numbers = all(isinstance(one, (int, float)) for one in given)
        if numbers and all(_SMALLEST <= one <= _LARGEST for one in given):
            return Size(float(width), float(height), max(6.0, min(16.0, 4.5 + 0.72 * width)))
    names = ", ".join(f"« {name} »" for name in SIZES)
    expected = f"{names}, ou la largeur et la hauteur en pouces, de 2 à 60"
    raise CurveError([Fault(("size",), show(given), expected)])


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read best on a colour.

    Examples
    --------
    >>> ink_on("#0072B2"), ink_on("#F0E442")
    ('#FFFFFF', '#222222')

    """
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return INK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.45 else "#FFFFFF"
