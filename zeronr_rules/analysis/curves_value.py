"""The value of a budget curve: amounts, rates, tables and figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve, frozen

from zeronr_rules.analysis.curves_run import DISPOSABLE
from zeronr_rules.analysis.curves_slopes import Jump, between, marginal_rates
from zeronr_rules.errors import CurveError, Fault
from zeronr_rules.frames import Table
from zeronr_rules.inputs.faults import show
from zeronr_rules.notices import Notice
from zeronr_rules.provenance import Provenance
from zeronr_rules.text import french_number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

RATE, JUMP, GAP = "taux_marginal", "saut", "ecart"
_OTHER = "autre"
_WHOLE = 1e-6

Array = np.ndarray[Any, Any]


@frozen(eq=False)
class Scenario:
    """The amounts along a curve in one case: a law, and a situation.

    Attributes
    ----------
    key
        What ends the names of its columns in the table; nothing for the first.
    label
        Its name for readers.
    amounts
        Variables asked for: what the household has, one value a point.
    disposable
        Disposable income of the household, one value a point.
    benefits
        All the benefits that the rules compute, those not asked for included.
    jumps
        The jumps of disposable income.
    provenance
        What it was computed with.

    """

    key: str
    label: str
    amounts: Mapping[str, Array]
    disposable: Array
    benefits: Array
    jumps: tuple[Jump, ...]
    provenance: Provenance


@frozen(eq=False, repr=False)
class BudgetCurve:
    """What a household has in a month, along one of its inputs.

    Attributes
    ----------
    period
        The month.
    variable, member
        The input that moves, and whose it is.
    values
        The values it takes.
    scenarios
        The law in force first, then the reform or the cases put beside.
    labels
        Of each variable, in French.
    references
        Of each variable asked for, its articles.
    notices
        What was assumed, and what moves along the curve.
    steady_state
        Whether the input has its value at every month that rights read.
    every
        What follows the name of the input, in French: `` par mois``, `` par an``.

    """

    period: str
    variable: str
    member: str
    values: Array
    scenarios: tuple[Scenario, ...]
    labels: Mapping[str, str]
    references: Mapping[str, str]
    notices: tuple[Notice, ...]
    steady_state: bool
    every: str = " par mois"

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables asked for."""
        return tuple(self.scenarios[0].amounts)

    @property
    def step(self) -> float:
        """Euros between two points."""
        return float(self.values[1] - self.values[0])

    @property
    def is_income(self) -> bool:
        """Whether the input is an income, of which one euro more is one euro more to live on."""
        first = self.scenarios[0]
        own = first.disposable - first.benefits
        return bool(np.allclose(np.diff(own), np.diff(self.values), atol=_WHOLE))

    def rates(self, scenario: int = 0, *, raise_of: float | None = None) -> Array:
        """Return the marginal effective rate at each point: what is lost of a raise.

        One minus the change of disposable income over that of earnings. Jumps are left
        out: a jump is an amount, not a rate.

        Parameters
        ----------
        scenario
            Which one, by rank.
        raise_of
            The raise in euros; a step where left out.

        Returns
        -------
        numpy.ndarray
            One rate a point, as a fraction; unknown (NaN) where the raise would leave
            the curve, and everywhere when the input is not an income.

        Raises
        ------
        CurveError
            When the raise is not a whole number of steps, or longer than the curve.

        """
        apart = self._apart(raise_of)
        one = self.scenarios[scenario]
        if not self.is_income:
            return np.full(len(self.values), np.nan)
        return marginal_rates(self.values, one.disposable, one.jumps, apart)

    def _apart(self, raise_of: float | None) -> int:
        if raise_of is None:
            return 1
        apart = round(raise_of / self.step) if raise_of > 0 else 0
        if not 1 <= apart < len(self.values) or abs(apart * self.step - raise_of) > 0.01 * apart:
            step = french_number(self.step)
            expected = f"un multiple du pas ({step}), plus court que la courbe"
            raise CurveError([Fault(("raise_of",), show(raise_of), expected)])
        return apart

    def table(self, *, raise_of: float | None = None) -> Table:
        """Return the curve as a table, one row a point.

        Columns: the input, ``revenu_disponible_mensuel``, each variable, and for an income
        ``taux_marginal`` (see :meth:`rates`) and ``saut``, the jumps before the next point.
        Those of a reform end with ``_reforme``; ``ecart_reforme`` is what disposable income
        gains by it.

        Parameters
        ----------
        raise_of
            The raise of the marginal rates in euros; a step where left out.

        """
        columns: dict[str, Array] = {self.variable: self.values}
        units = {self.variable: "EUR"}
        for rank, one in enumerate(self.scenarios):
            end = f"_{one.key}" if one.key else ""
            money = {DISPOSABLE: one.disposable, **one.amounts}
            if rank:
                money[GAP] = one.disposable - self.scenarios[0].disposable
            if self.is_income:
                money[JUMP] = between(self.values, one.jumps)
                columns[RATE + end] = self.rates(rank, raise_of=raise_of)
                units[RATE + end] = "share"
            columns |= {name + end: column for name, column in money.items()}
            units |= {name + end: "EUR" for name in money}
        return Table(_ordered(columns), units, self.title)

    @property
    def title(self) -> str:
        """One line in French that says what moves, whose it is and when."""
        return f"{self.labels[DISPOSABLE]} selon {self.variable} de {self.member}, {self.period}"

    def beside(self, other: BudgetCurve, label: str, *, first: str | None = None) -> BudgetCurve:
        """Return this curve with the first case of another one beside its own.

        Parameters
        ----------
        other
            A curve over the same values: of another situation, or another month.
        label
            What it is called on figures.
        first
            What the first case of this one is called; as before where left out.

        Raises
        ------
        CurveError
            When the curves do not have the same input, values or variables.

        """
        faults = [
            Fault((what,), show(given), f"{show(wanted)}, comme la première courbe")
            for what, given, wanted in (
                ("variable", other.variable, self.variable),
                ("up_to", float(other.values[-1]), float(self.values[-1])),
                ("start", float(other.values[0]), float(self.values[0])),
                ("steps", len(other.values) - 1, len(self.values) - 1),
                ("variables", ", ".join(other.variables), ", ".join(self.variables)),
            )
            if given != wanted
        ]
        if faults:
            raise CurveError(faults)
        keys = {one.key for one in self.scenarios}
        key = next(
            one
            for one in (_OTHER, *(f"{_OTHER}_{rank}" for rank in range(2, len(keys) + 3)))
            if one not in keys
        )
        added = evolve(other.scenarios[0], key=key, label=label)
        notices = dict.fromkeys((*self.notices, *other.notices))
        own = evolve(self.scenarios[0], label=first or self.scenarios[0].label)
        scenarios = (own, *self.scenarios[1:], added)
        return evolve(self, scenarios=scenarios, notices=tuple(notices))

    def plot(
        self,
        *,
        size: str | tuple[float, float] = "page",
        title: str | None = None,
        raise_of: float | None = None,
    ) -> Figure:
        """Return a figure: what the household has, then the marginal rate (extra ``plots``).

        With one case, benefits are areas under the line of disposable income; with
        several, lines, and what each gains over the first. Nothing is shown and no
        setting of matplotlib changes: save it with ``figure.savefig(path)``.

        Parameters
        ----------
        size
            ``"colonne"`` (a column of a journal), ``"page"``, ``"diapositive"``, or the
            width and height in inches.
        title
            In place of the one that is made.
        raise_of
            The raise of the marginal rates in euros; about fifty where left out.

        Raises
        ------
        MissingLibraryError
            When matplotlib is not installed.
        CurveError
            When the size or the raise cannot be used.

        """
        from zeronr_rules.analysis.figures.curves import curve_figure

        figure: Figure = curve_figure(self, size=size, title=title, raise_of=raise_of)
        return figure

    def __repr__(self) -> str:
        cases = ", ".join(one.label for one in self.scenarios)
        return f"BudgetCurve({self.title!r}, {len(self.values)} points, {cases})"


def _ordered(columns: dict[str, Array]) -> dict[str, Array]:
    """Put rates and jumps after the amounts of their case."""
    rates = [name for name in columns if name.startswith((RATE, JUMP))]
    return {name: columns[name] for name in [*(n for n in columns if n not in rates), *rates]}
