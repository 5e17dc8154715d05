"""Take-up over a population: tables, and a report in French."""

from __future__ import annotations

import math
from typing import Any

from attrs import field, frozen

from zeronr_rules.frames import Table
from zeronr_rules.provenance import Provenance


@frozen(eq=False)
class TakeUp:
    """What :func:`zeronr_rules.takeup.population` found; ``str()`` is a report in French.

    Figures that are hidden because too few households were observed are NaN. Amounts
    are euros of the month; ``_an`` is twelve times the month.

    Attributes
    ----------
    period
        The month.
    households, represented
        Ménages observed, and how many they stand for.
    minimum_cell, draws
        The smallest number of ménages published; how many draws intervals rest on.
    some_missing
        How many foyers (familles) miss a right at least.
    benefits
        One row a right: eligible foyers, those who receive it and those who do not,
        the rate with its interval, euros not claimed, their mean and median, and
        ``intensite``: what is not claimed over the disposable income of those who do
        not claim.
    checks
        What limits the measure: receipts and rights not known, rights paid in part,
        and those who receive a right that is not found (type II error).
    corrected
        The rates, corrected for a share ``phi`` of false non-takers.
    combinations
        Which rights are missing together.
    groups
        Rates by group.
    poverty
        Poverty of persons now and once every right is claimed.
    payers
        What full take-up costs each payer, gross and net.
    published
        Published rates of the rights studied, with their scope: to compare.
    provenance
        What the amounts were computed with.
    sample
        The familles themselves, that the figures count: not to be published.

    """

    period: str
    households: int
    represented: float
    minimum_cell: int
    draws: int
    some_missing: float
    benefits: Table
    checks: Table
    corrected: Table
    combinations: Table
    groups: Table
    poverty: Table
    payers: Table
    published: Table
    provenance: Provenance
    # A Sample of zeronr_rules.takeup.sample, which is not a public class.
    sample: Any = field(repr=False)

    @property
    def tables(self) -> dict[str, Table]:
        """The tables, by name."""
        return {
            "benefits": self.benefits,
            "checks": self.checks,
            "corrected": self.corrected,
            "combinations": self.combinations,
            "groups": self.groups,
            "poverty": self.poverty,
            "payers": self.payers,
            "published": self.published,
        }

    def to_dict(self) -> dict[str, Any]:
        """Return a dictionary that JSON can hold; what is hidden is ``None``."""
        some = self.some_missing
        return {
            "period": self.period,
            "households": self.households,
            "represented": self.represented,
            "minimum_cell": self.minimum_cell,
            "draws": self.draws,
            "some_missing": None if math.isnan(some) else some,
            **{name: made.to_dict() for name, made in self.tables.items()},
            "provenance": self.provenance.to_dict(),
        }

    def __str__(self) -> str:
        from zeronr_rules.takeup.survey_text import report

        return report(self)
