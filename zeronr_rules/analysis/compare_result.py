"""What a comparison found, as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from attrs import frozen

from zeronr_rules.analysis.compare_options import (
    ANCHORED,
    DECILE,
    DEPARTMENT,
    RELATIVE,
    THRESHOLD,
    TYPE,
    check_line,
    check_minimum,
    check_threshold,
    fault,
    groups_of,
)
from zeronr_rules.analysis.compare_runs import Side
from zeronr_rules.analysis.compare_tables import (
    cost_table,
    group_table,
    household_table,
    inequality_table,
    poverty_table,
    uncertain_table,
    winners_table,
)
from zeronr_rules.analysis.households import Households
from zeronr_rules.analysis.indicators import deciles, inequality, poverty, poverty_line
from zeronr_rules.errors import did_you_mean, near_names
from zeronr_rules.frames import Table
from zeronr_rules.inputs.faults import show

Array = np.ndarray[Any, Any]


@frozen(eq=False, str=False, repr=False)
class Comparison:
    """Two states of the law over one population. Everything is weighted.

    Made by :func:`zeronr_rules.compare`. Amounts are in euros a month (the mean of
    the months of a year) unless a column says ``periode``.

    Attributes
    ----------
    period
        ``"2026-05"`` or ``"2026"``.
    months
        How many months that is.
    names
        What the baseline and the reform are called.
    labels
        The label of each variable compared.
    homes
        The ménages: identifiers, weights, sizes, types, départements.
    before, after
        What the baseline and the reform give them.
    poverty_line
        The poverty line that :meth:`poverty` takes by default.

    """

    period: str
    months: int
    names: tuple[str, str]
    labels: Mapping[str, str]
    homes: Households
    before: Side
    after: Side
    poverty_line: str | float = RELATIVE

    # Amounts

    @property
    def change(self) -> Array:
        """The change of the disposable income of each ménage, in euros a month."""
        found: Array = (self.after.income - self.before.income) / self.months
        return found

    @property
    def deciles(self) -> Array:
        """The tenth of each ménage, among persons, by living standard under the baseline."""
        return deciles(self.before.standards(self.months), self.homes.persons)

    # Tables

    def cost(self) -> Table:
        """Return what each variable costs before and after, and who holds it.

        Returns
        -------
        zeronr_rules.frames.Table
            One row a variable. ``par_mois_*``: euros a month, the mean of the
            months; ``periode_*``: euros over the period; ``menages_*``: ménages
            that hold it in at least one month of the period, ``entrants`` under
            the reform alone, ``sortants`` under the baseline alone. An amount of a
            famille counts in the ménage of its demandeur, with its weight.

        """
        return cost_table(self.homes, self.before, self.after, self.months, self.labels)

    def uncertain(self) -> Table:
        """Return how many ménages have an amount of which only a part is certain.

        Returns
        -------
        Table
            One row a variable that can be so (a sanction whose rate nobody
            published, an amount of Mayotte...): ménages before and after.

        """
        return uncertain_table(self.homes, self.before, self.after)

    def winners(self, threshold: float = THRESHOLD) -> Table:
        """Return who wins, who loses and who does neither.

        Parameters
        ----------
        threshold
            In euros a month. A ménage wins when its disposable income rises by
            more than that, loses when it falls by more; its persons with it.

        Returns
        -------
        zeronr_rules.frames.Table
            Rows: gagnants, perdants, inchangés, among ménages then among persons.
            ``moyenne`` and ``mediane``: change of disposable income a ménage, of
            living standard a person; NaN where there is none. ``total``: change of
            the disposable income of these ménages.

        """
        check_threshold(threshold)
        return winners_table(self.homes, self.before, self.after, self.months, threshold)

    def by(
        self, group: Any, *, threshold: float = THRESHOLD, minimum_cell: int | None = None
    ) -> Table:
        """Return what changes for each group of ménages.

        Parameters
        ----------
        group
            ``"decile"``: tenths of persons by living standard under the baseline;
            ``"type_menage"``: types of ménages; ``"departement"``; or a label for
            each ménage.
        threshold
            As in :meth:`winners`.
        minimum_cell
            Groups with fewer ménages in the sample are hidden, and say so in
            ``note``. Other tables still count them.

        Returns
        -------
        zeronr_rules.frames.Table
            ``variation_moyenne``: mean change of disposable income a ménage;
            ``variation_niveau_de_vie``: mean change of living standard a person;
            ``part_*``: shares of the ménages of the group; ``solde``: total change
            of disposable income; ``cout_*``: total change of each variable.

        Raises
        ------
        ComparisonError
            When there is no such group, or not one label a ménage.

        """
        check_threshold(threshold)
        check_minimum(minimum_cell)
        return group_table(
            self.homes,
            self.before,
            self.after,
            self.months,
            groups_of(self.homes, self.deciles, group),
            threshold=threshold,
            minimum_cell=minimum_cell,
        )

    def poverty(self, line: str | float | None = None) -> Table:
        """Return the poverty of persons before and after.

        Parameters
        ----------
        line
            ``"relative"``: 60 % of the median living standard, under each law;
            ``"anchored"``: that of the baseline for both; or an amount in euros a
            month for a consumption unit. What ``compare`` was given where left out.

        Returns
        -------
        zeronr_rules.frames.Table
            ``seuil``; ``pauvres``: persons below the line; ``taux``: their share;
            ``intensite``: the gap between the line and the median living standard
            of the poor, as a share of the line.

        """
        line = self.poverty_line if line is None else check_line(line)
        persons = self.homes.persons
        standards = [side.standards(self.months) for side in (self.before, self.after)]
        if isinstance(line, str):
            first = poverty_line(standards[0], persons)
            lines = [first, first if line == ANCHORED else poverty_line(standards[1], persons)]
        else:
            lines = [float(line)] * 2
        before, after = (
            poverty(values, persons, one) for values, one in zip(standards, lines, strict=True)
        )
        return poverty_table(before, after)

    def inequality(self) -> Table:
        """Return the Gini index, mean, median and extreme deciles of living standards."""
        before, after = (
            inequality(side.standards(self.months), self.homes.persons)
            for side in (self.before, self.after)
        )
        return inequality_table(before, after)

    def gini(self) -> tuple[float, float]:
        """Return the Gini index of the living standards of persons before and after."""
        found = self.inequality()["gini"].tolist()
        return found[0], found[1]

    def household_table(self) -> Table:
        """Return one row a ménage: who it is, what it has before and after."""
        return household_table(self.homes, self.before, self.after, self.months, self.deciles)

    def tables(self) -> dict[str, Table]:
        """Return the tables of the comparison by name, that of ménages left out."""
        return {name: self.table(name) for name in _TABLES}

    def table(self, name: str) -> Table:
        """Return one table by name.

        Raises
        ------
        ComparisonError
            When there is none of that name.

        """
        makers: dict[str, Callable[[Comparison], Table]] = {
            **_TABLES,
            "menages": Comparison.household_table,
        }
        if name not in makers:
            hint = did_you_mean(near_names(str(name), makers))
            raise fault("table", show(name), ", ".join(makers), hint)
        return makers[name](self)

    def to_arrow(self, name: str) -> Any:
        """Return a table of the comparison as a ``pyarrow.Table`` (extra ``tables``)."""
        return self.table(name).to_arrow()

    def to_polars(self, name: str) -> Any:
        """Return a table of the comparison as a ``polars.DataFrame``."""
        return self.table(name).to_polars()

    def to_pandas(self, name: str) -> Any:
        """Return a table of the comparison as a ``pandas.DataFrame``."""
        return self.table(name).to_pandas()

    def plot(self, kind: str = DECILE, *, axes: Any = None) -> Any:
        """Draw a table with matplotlib (extra ``plots``).

        Parameters
        ----------
        kind
            ``"decile"``, ``"type_menage"`` or ``"departement"``: the mean change of
            disposable income by group; ``"gagnants"``: shares of winners and losers
            by tenth.
        axes
            The matplotlib axes to draw on; a new figure where left out.

        Returns
        -------
        matplotlib.figure.Figure

        """
        from zeronr_rules.analysis.compare_plot import KINDS, draw

        if kind not in KINDS:
            raise fault(
                "kind", show(kind), ", ".join(KINDS), did_you_mean(near_names(str(kind), KINDS))
            )
        return draw(self, kind, axes)

    def __str__(self) -> str:
        from zeronr_rules.analysis.compare_text import report

        return report(self)

    def __repr__(self) -> str:
        before, after = self.names
        return f"Comparison({self.period}, {before!r} → {after!r}, {len(self.homes)} ménages)"


_TABLES: dict[str, Callable[[Comparison], Table]] = {
    "couts": Comparison.cost,
    "indetermines": Comparison.uncertain,
    "gagnants": Comparison.winners,
    "deciles": lambda made: made.by(DECILE),
    "types": lambda made: made.by(TYPE),
    "departements": lambda made: made.by(DEPARTMENT),
    "pauvrete": Comparison.poverty,
    "inegalites": Comparison.inequality,
}
