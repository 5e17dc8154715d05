"""Labels written on what they name: inside an area, or beside a line."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from attrs import field, frozen

from zeronr_rules.analysis.figures.style import INK, Size, ink_on
from zeronr_rules.optional import library

Array = np.ndarray[Any, Any]
Box = tuple[float, float, float, float]

# Air kept around a label, as a share of its height.
_AIR = 1.35
_PLACES = 80
# A name is tied to its area where it has this share of its greatest thickness.
_THICK = 0.9
_TRIES = 12
# A line is named within this share of the width, from the left.
_SPAN = (0.12, 0.88)


@frozen(eq=False)
class Area:
    """A band between two lines, and its name."""

    name: str
    colour: str
    low: Array
    high: Array


@frozen(eq=False)
class Board:
    """Axes on which labels are placed, and the room already taken, in pixels."""

    ax: Any
    x: Array
    size: Size
    taken: list[Box] = field(factory=list)

    def measure(self, text: str, points: float) -> tuple[float, float]:
        """Return the width and the height that a text takes, in pixels."""
        return text_size(self.ax, text, points)

    def pixels(self, y: Array) -> Array:
        """Return the points of a line, in pixels."""
        found: Array = self.ax.transData.transform(np.column_stack([self.x, y]))
        return found

    def place(self, pixels: tuple[float, float]) -> tuple[float, float]:
        """Return a place of the page as a point of the axes."""
        x, y = self.ax.transData.inverted().transform(pixels)
        return float(x), float(y)

    def is_free(self, box: Box) -> bool:
        """Tell whether nothing is written there, within the axes."""
        bounds = self.ax.get_window_extent()
        within = bounds.x0 <= box[0] and box[2] <= bounds.x1 and box[3] <= bounds.y1 + 2
        return within and not any(
            box[0] < right and left < box[2] and box[1] < top and bottom < box[3]
            for left, bottom, right, top in self.taken
        )


def text_size(ax: Any, text: str, points: float, weight: str = "normal") -> tuple[float, float]:
    """Return the width and the height that a text takes, in pixels."""
    drawn = ax.text(0, 0, text, fontsize=points, fontweight=weight)
    box = drawn.get_window_extent(ax.figure.canvas.get_renderer())
    drawn.remove()
    return box.width, box.height


def halo(size: Size) -> list[Any]:
    """Return what keeps a text clear of the lines of the grid behind it."""
    effects = library("matplotlib.patheffects")
    return [effects.withStroke(linewidth=size.letters * 0.3, foreground="white")]


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> str:
    """Break a text at its spaces, so that no line is wider than ``width``.

    Examples
    --------
    >>> wrapped("un deux trois", 9, len).split(chr(10))
    ['un deux', 'trois']

    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


# --- Areas -------------------------------------------------------------------


def label_areas(board: Board, areas: Sequence[Area], top: Array) -> None:
    """Name each area: inside where it is thick enough, else above, tied by a thin line."""
    outside = []
    for area in areas:
        found = _inside(board, area, flat=True) or _inside(board, area, flat=False)
        if found is None:
            outside.append(area)
            continue
        middle, angle = found
        board.ax.text(
            *board.place(middle),
            area.name,
            fontsize=board.size.small,
            color=ink_on(area.colour),
            ha="center",
            va="center_baseline",
            rotation=angle,
            rotation_mode="anchor",
        )
    _outside(board, outside, top)


def _inside(board: Board, area: Area, *, flat: bool) -> tuple[tuple[float, float], float] | None:
    """Return where the name fits with most room, and at which angle; or nothing."""
    width, height = board.measure(area.name, board.size.small)
    low, high = board.pixels(area.low), board.pixels(area.high)
    across, half = low[:, 0], width * 0.58
    best, found = height * _AIR, None
    for middle in np.linspace(across[0] + half, across[-1] - half, _PLACES):
        under = (across >= middle - half) & (across <= middle + half)
        if np.count_nonzero(under) < 2:
            continue
        at = across[under] - middle
        centre = (low[under, 1] + high[under, 1]) / 2
        slope = 0.0 if flat else float(np.polyfit(at, centre, 1)[0])
        ceiling = float((high[under, 1] - slope * at).min())
        floor = float((low[under, 1] - slope * at).max())
        room = (ceiling - floor) * math.cos(math.atan(slope))
        if room > best:
            best = room
            found = (float(middle), (floor + ceiling) / 2), math.degrees(math.atan(slope))
    return found


def _outside(board: Board, areas: Sequence[Area], top: Array) -> None:
    """Write names above everything, each tied to where its area is thick."""
    size, bounds = board.size, board.ax.get_window_extent()
    line = board.pixels(top)
    for area in areas:
        thick = area.high - area.low
        width, height = board.measure(area.name, size.small)
        best: tuple[float, float, int] | None = None
        for rank in np.flatnonzero(thick >= _THICK * thick.max()).tolist():
            # Lines go up: the room is on the left of what is named.
            left = line[rank, 0] - width
            under = (line[:, 0] >= left) & (line[:, 0] <= line[rank, 0])
            base = float(line[under, 1].max()) + height * 1.1
            for higher in range(_TRIES):
                box = (left, line[rank, 1], line[rank, 0] + height * 0.3, base + height)
                if board.is_free(box) and (best is None or base - line[rank, 1] < best[0]):
                    best = base - line[rank, 1], base, rank
                if board.is_free(box) or higher == _TRIES - 1:
                    break
                base += height * 0.6
        if best is None:
            best = 0.0, bounds.y1 - height, int(np.argmax(thick))
        _, base, rank = best
        right = max(line[rank, 0], bounds.x0 + width)
        board.taken.append((right - width, line[rank, 1], right + height * 0.3, base + height))
        right_at, base_at = board.place((right, base))
        board.ax.plot(
            [right_at, board.x[rank]],
            [base_at, (area.low[rank] + area.high[rank]) / 2],
            color=INK,
            linewidth=size.hair * 1.4,
            zorder=6,
        )
        board.ax.text(
            right_at,
            base_at,
            area.name,
            fontsize=size.small,
            color=INK,
            va="bottom",
            ha="right",
            path_effects=halo(size),
        )


# --- Lines -------------------------------------------------------------------


def label_line(
    board: Board, line: Array, name: str, colour: str, others: Sequence[Array], *, above: bool
) -> None:
    """Write the name of a line above or below all lines, where it is nearest to its own."""
    size, bounds = board.size, board.ax.get_window_extent()
    name = wrapped(name, bounds.width * 0.55, lambda text: board.measure(text, size.letters)[0])
    width, height = board.measure(name, size.letters)
    own = board.pixels(line)
    every = np.array([board.pixels(one)[:, 1] for one in (line, *others)])
    edge = every.max(axis=0) if above else every.min(axis=0)
    best: tuple[float, float, float] | None = None
    for share in np.linspace(*_SPAN, _PLACES):
        at = bounds.x0 + share * bounds.width
        # Lines go up: above them there is room on the left, below on the right.
        left = at - width if above else at
        under = (own[:, 0] >= left) & (own[:, 0] <= left + width)
        if not under.any():
            continue
        gap = height * 0.35 if above else -height * 1.35
        base = float(edge[under].max() if above else edge[under].min()) + gap
        if base < bounds.y0 or not board.is_free((left, base, left + width, base + height)):
            continue
        near = np.abs(own[under, 1] - base).min() - _apart(every, under)
        if best is None or near < best[0]:
            best = (float(near), left, base)
    if best is None:
        best = (0.0, bounds.x0 + size.letters, bounds.y1 - height)
    _, left, base = best
    board.taken.append((left, base, left + width, base + height))
    board.ax.text(
        *board.place((left, base)),
        name,
        fontsize=size.letters,
        color=colour,
        va="bottom",
        path_effects=halo(size),
    )


def _apart(every: Array, under: Array) -> float:
    """Return how far apart the lines are there: names belong where they differ."""
    return float(2 * np.ptp(every[:, under], axis=0).mean()) if len(every) > 1 else 0.0


def list_lines(board: Board, names: Sequence[str], colours: Sequence[str]) -> None:
    """Write the names of many lines in a corner, each in its own colour."""
    size = board.size
    for rank, (name, colour) in enumerate(zip(names, colours, strict=True)):
        board.ax.annotate(
            name,
            xy=(0, 1),
            xycoords="axes fraction",
            xytext=(size.letters * 0.5, -size.letters * (0.5 + 1.4 * rank)),
            textcoords="offset points",
            fontsize=size.letters,
            color=colour,
            va="top",
        )


def label_points(board: Board, points: Sequence[tuple[float, float, str]], top: Array) -> None:
    """Write a few words above points of a line, on their left where the room is."""
    size = board.size
    line = board.pixels(top)
    for x, y, text in points:
        width, height = board.measure(text, size.small)
        at, level = board.ax.transData.transform((x, y))
        left = max(at - width, board.ax.get_window_extent().x0 + height * 0.2)
        under = (line[:, 0] >= left) & (line[:, 0] <= left + width)
        base = max(level, float(line[under, 1].max()) if under.any() else level) + height * 0.6
        box = (left, base, left + width, base + height)
        if board.is_free(box):
            board.taken.append(box)
            board.ax.text(
                *board.place((left, base)),
                text,
                fontsize=size.small,
                color=INK,
                va="bottom",
                path_effects=halo(size),
            )
