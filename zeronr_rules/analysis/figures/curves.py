"""The figure of a budget curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from zeronr_rules.analysis.figures.axes import dress, euros, signed
from zeronr_rules.analysis.figures.labels import (
    Area,
    Board,
    halo,
    label_areas,
    label_line,
    label_points,
    list_lines,
)
from zeronr_rules.analysis.figures.style import (
    AREAS,
    BLUE,
    EARNED,
    FAINT,
    GREEN,
    INK,
    LINES,
    ORANGE,
    OTHER,
    PURPLE,
    REST,
    SKY,
    VERMILION,
    YELLOW,
    Size,
    size_of,
)
from zeronr_rules.analysis.figures.words import axis_name, is_ever_due, rate_heading, write
from zeronr_rules.optional import library

if TYPE_CHECKING:
    from zeronr_rules.analysis.curves_value import BudgetCurve, Scenario

# Short names and colours of what is drawn most.
KNOWN = {
    "rsa": ("RSA", BLUE),
    "ppa": ("Prime d'activité", ORANGE),
    "ppa_nette_crds": ("Prime d'activité", ORANGE),
    "aide_logement": ("Aide au logement", SKY),
    "af": ("Allocations familiales", GREEN),
    "af_nettes_crds": ("Allocations familiales", GREEN),
    "cf": ("Complément familial", VERMILION),
    "cf_net_crds": ("Complément familial", VERMILION),
    "asf": ("Soutien familial (ASF)", PURPLE),
    "asf_nette_crds": ("Soutien familial (ASF)", PURPLE),
    "paje_base": ("Allocation de base", YELLOW),
    "paje_base_nette_crds": ("Allocation de base", YELLOW),
}
_RAISE = 50.0
_CENT = 0.015

Array = np.ndarray[Any, Any]


def curve_figure(
    curve: BudgetCurve, *, size: Any, title: str | None, raise_of: float | None
) -> Any:
    """Return the figure of a curve; see :meth:`zeronr_rules.BudgetCurve.plot`."""
    room = size_of(size)
    figures, backend = library("matplotlib.figure"), library("matplotlib.backends.backend_agg")
    raised = _raise(curve, raise_of)
    curve.rates(raise_of=raised)
    several = len(curve.scenarios) > 1
    panels: list[Any] = [_several if several else _one]
    heights = [5.0]
    if several:
        panels.append(_gaps)
        heights.append(2.0)
    if curve.is_income:
        panels.append(_rates)
        heights.append(2.0)
    figure = figures.Figure(figsize=(room.width, room.height), layout="constrained", dpi=150)
    # Texts are measured to be placed: the canvas that does it opens no window.
    backend.FigureCanvasAgg(figure)
    pad = room.letters / 72
    figure.get_layout_engine().set(h_pad=pad * 0.5, w_pad=pad * 1.6, hspace=0.02)
    axes = figure.subplots(len(panels), 1, sharex=True, squeeze=False, height_ratios=heights)[:, 0]
    write(figure, axes[0], curve, room, title)
    later = [
        panel(ax, curve, room, raised, bottom=ax is axes[-1])
        for panel, ax in zip(panels, axes, strict=True)
    ]
    axes[-1].set_xlabel(f"{axis_name(curve)}{curve.every}", fontsize=room.letters, color=INK)
    # Labels go where the layout leaves room: it must be settled first.
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for place_labels in later:
        place_labels()
    return figure


def _raise(curve: BudgetCurve, given: float | None) -> float:
    if given is not None:
        return given
    longest = max(len(curve.values) // 4, 1)
    return min(max(round(_RAISE / curve.step), 1), longest) * curve.step


# --- Panels ------------------------------------------------------------------


def _one(ax: Any, curve: BudgetCurve, size: Size, _: float, *, bottom: bool) -> Any:
    """Benefits in layers over earnings, and the line of disposable income."""
    dress(ax, size, "Euros par mois", bottom=bottom)
    x, only = curve.values, curve.scenarios[0]
    areas = _areas(curve, only)
    for area in areas:
        ax.fill_between(x, area.low, area.high, color=area.colour, linewidth=0)
        ax.plot(x, area.high, color="white", linewidth=size.hair * 1.5)
    ax.plot(x, only.disposable, color=INK, linewidth=size.line)
    _mark_jumps(ax, x, only, size, INK)
    ax.set_xlim(x[0], x[-1])
    ax.set_ylim(min(0.0, float(np.nanmin(only.disposable))), _ceiling(only.disposable))

    def place() -> None:
        board = Board(ax, x, size)
        marks = [
            (jump.at, float(np.interp(jump.at, x, only.disposable)), signed(jump.amount))
            for jump in only.jumps
        ]
        label_points(board, marks, only.disposable)
        label_areas(board, areas, only.disposable)
        label_line(board, only.disposable, "Revenu disponible", INK, (), above=True)

    return place


def _areas(curve: BudgetCurve, one: Scenario) -> list[Area]:
    """Return the layers from the bottom: what moves, other incomes, benefits."""
    benefits = {name: values for name, values in one.amounts.items() if is_ever_due(curve, name)}
    total = sum(benefits.values(), np.zeros(len(curve.values)))
    rest = one.benefits - total
    # Amounts that overlap (before and after CRDS) are not layers of one sum.
    if not np.isfinite(one.disposable).all() or (rest < -_CENT).any():
        return []
    own = one.disposable - one.benefits
    moving = curve.values if curve.is_income else np.zeros(len(curve.values))
    layers = [(axis_name(curve), EARNED, moving)]
    layers.append(("Autres revenus", OTHER, own - moving))
    spare = (
        colour for colour in AREAS if colour not in {KNOWN.get(n, ("", ""))[1] for n in benefits}
    )
    for name, values in benefits.items():
        label, colour = KNOWN.get(name) or (curve.labels[name], next(spare, REST))
        layers.append((label, colour, values))
    layers.append(("Autres prestations", REST, rest))
    areas, low = [], np.zeros(len(curve.values))
    for label, colour, values in layers:
        if (np.abs(values) > _CENT).any():
            areas.append(Area(label, colour, low, low + values))
            low = low + values
    return areas


def _several(ax: Any, curve: BudgetCurve, size: Size, _: float, *, bottom: bool) -> Any:
    """The disposable income of each case."""
    dress(ax, size, "Revenu disponible, en euros par mois", bottom=bottom)
    x, lines = curve.values, [one.disposable for one in curve.scenarios]
    colours = [LINES[rank % len(LINES)] for rank in range(len(lines))]
    for rank, (one, colour) in enumerate(zip(curve.scenarios, colours, strict=True)):
        # The first is drawn above the others: where they are the same, it is seen.
        ax.plot(x, one.disposable, color=colour, linewidth=size.line, zorder=4 - rank / 10)
        _mark_jumps(ax, x, one, size, colour, order=5 - rank / 10)
    if len(lines) == 2:
        ax.fill_between(x, *lines, color=colours[1], alpha=0.15, linewidth=0)
    ax.set_xlim(x[0], x[-1])
    ax.set_ylim(0, _ceiling(np.array(lines)))

    def place() -> None:
        board, names = Board(ax, x, size), [one.label for one in curve.scenarios]
        if len(lines) > 2:
            list_lines(board, names, colours)
            return
        upper = int(np.nansum(lines[1] - lines[0]) > 0)
        for case, above in ((upper, True), (1 - upper, False)):
            other = lines[1 - case]
            label_line(board, lines[case], names[case], colours[case], (other,), above=above)

    return place


def _gaps(ax: Any, curve: BudgetCurve, size: Size, _: float, *, bottom: bool) -> Any:
    """What each case changes to the disposable income of the first."""
    dress(ax, size, f"Écart avec « {curve.scenarios[0].label} »", bottom=bottom, low=True)
    x, first = curve.values, curve.scenarios[0].disposable
    gaps = [one.disposable - first for one in curve.scenarios[1:]]
    for rank, gap in enumerate(gaps, start=1):
        colour = LINES[rank % len(LINES)]
        ax.plot(x, gap, color=colour, linewidth=size.line)
        if len(gaps) == 1:
            ax.fill_between(x, 0, gap, color=colour, alpha=0.15, linewidth=0)
    ax.axhline(0, color=FAINT, linewidth=size.hair * 1.5)
    ax.spines["bottom"].set_visible(bottom)
    low, high = (float(edge) for edge in (np.nanmin(gaps), np.nanmax(gaps)))
    room = max(high - low, 1.0) * 0.22
    ax.set_ylim(min(low - room * (low < 0), -room * 0.3), max(high + room * (high > 0), room * 0.3))

    def place() -> None:
        for rank, gap in enumerate(gaps, start=1):
            _name_extreme(ax, x, gap, LINES[rank % len(LINES)], size)

    return place


def _name_extreme(ax: Any, x: Array, gap: Array, colour: str, size: Size) -> None:
    """Write the largest change, at its place."""
    if not np.isfinite(gap).any() or np.nanmax(np.abs(gap)) < _CENT:
        return
    rank = int(np.nanargmax(np.abs(gap)))
    up = gap[rank] > 0
    share = (x[rank] - x[0]) / (x[-1] - x[0])
    ax.annotate(
        f"{signed(gap[rank])} à {euros(round(x[rank]))}",
        xy=(x[rank], gap[rank]),
        xytext=(size.letters * 0.5 * (share < 0.2), size.letters * 0.35 * (1 if up else -1)),
        textcoords="offset points",
        fontsize=size.small,
        color=colour,
        path_effects=halo(size),
        ha="left" if share < 0.2 else "right" if share > 0.8 else "center",
        va="bottom" if up else "top",
    )


def _rates(ax: Any, curve: BudgetCurve, size: Size, raised: float, *, bottom: bool) -> Any:
    """The marginal rate of each case, jumps apart."""
    dress(ax, size, rate_heading(raised), bottom=bottom, rates=True)
    x = curve.values
    highest, lowest = 1.0, 0.0
    for rank in range(len(curve.scenarios)):
        rates = curve.rates(rank, raise_of=raised)
        colour = LINES[rank % len(LINES)]
        middle = x + raised / 2
        ax.plot(middle, rates, color=colour, linewidth=size.line * 0.8, zorder=4 - rank / 10)
        if np.isfinite(rates).any():
            highest, lowest = max(highest, np.nanmax(rates)), min(lowest, np.nanmin(rates))
    ax.axhline(0, color=FAINT, linewidth=size.hair * 1.5)
    ax.set_ylim(lowest * 1.1 - (lowest < 0) * 0.05, highest + 0.08)
    return lambda: None


def _mark_jumps(
    ax: Any, x: Array, one: Scenario, size: Size, colour: str, order: float = 5
) -> None:
    """Point at each jump of the line of disposable income, with its amount."""
    for jump in one.jumps:
        level = float(np.interp(jump.at, x, one.disposable))
        ax.plot(
            [jump.at],
            [level],
            marker="o",
            markersize=size.letters * 0.45,
            color="white",
            markeredgecolor=colour,
            markeredgewidth=size.hair * 2.5,
            linestyle="none",
            zorder=order,
            clip_on=False,
        )


def _ceiling(values: Array) -> float:
    return float(np.nanmax(values)) * 1.08 or 1.0
