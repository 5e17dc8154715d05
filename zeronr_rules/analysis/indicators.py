"""Poverty, inequality and deciles of the living standards of persons, as INSEE defines them.

Living standards are those of ménages: all members have the same. The weight of a
ménage is then that of its persons.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from attrs import frozen

from zeronr_rules.analysis.weighted import gini, mean, median, quantiles, total

Array = np.ndarray[Any, Any]

# The share of the median below which one is poor: a convention of statistics, not of the law.
SHARE_OF_MEDIAN = 0.6
GROUPS = 10


@frozen
class Poverty:
    """How many are poor, and how far from the line.

    Attributes
    ----------
    line
        The poverty line, in euros a month for a consumption unit.
    poor
        How many persons live below it.
    rate
        Their share of all persons.
    intensity
        The gap between the line and the median living standard of the poor, as a
        share of the line; NaN where nobody is poor.

    """

    line: float
    poor: float
    rate: float
    intensity: float


def poverty_line(standards: Array, persons: Array) -> float:
    """Return the relative line: 60 % of the median living standard of persons.

    Examples
    --------
    >>> poverty_line(np.array([500.0, 1000.0, 2000.0]), np.array([1.0, 2.0, 1.0]))
    600.0

    """
    return SHARE_OF_MEDIAN * median(standards, persons)


def poverty(standards: Array, persons: Array, line: float) -> Poverty:
    """Measure poverty below a line.

    A negative living standard is kept: below any line. The intensity can then
    exceed 100 %.

    Parameters
    ----------
    standards
        The living standard of each ménage, in euros a month.
    persons
        How many persons each ménage stands for.
    line
        In euros a month; whoever has less is poor, whoever has it is not.

    Examples
    --------
    >>> poverty(np.array([450.0, 1000.0, 2000.0]), np.array([1.0, 2.0, 1.0]), 600.0)
    Poverty(line=600.0, poor=1.0, rate=0.25, intensity=0.25)

    """
    below = standards < line
    poor = total(below.astype(float), persons)
    gap = line - median(standards[below], persons[below])
    return Poverty(
        line=line,
        poor=poor,
        rate=poor / float(persons.sum()),
        intensity=gap / line if line > 0 else float("nan"),
    )


@frozen
class Inequality:
    """The distribution of living standards in a few numbers, in euros a month.

    Attributes
    ----------
    gini
        The Gini index; NaN where the mean is not positive.
    average, middle
        Mean and median.
    first, ninth
        First and ninth deciles.
    negative
        Share of persons whose living standard is negative.

    """

    gini: float
    average: float
    middle: float
    first: float
    ninth: float
    negative: float


def inequality(standards: Array, persons: Array) -> Inequality:
    """Measure inequality between persons.

    Examples
    --------
    >>> inequality(np.array([1000.0, 3000.0]), np.ones(2)).gini
    0.25

    """
    first, middle, ninth = quantiles(standards, persons, [0.1, 0.5, 0.9]).tolist()
    return Inequality(
        gini=gini(standards, persons),
        average=mean(standards, persons),
        middle=middle,
        first=first,
        ninth=ninth,
        negative=mean((standards < 0).astype(float), persons),
    )


def deciles(standards: Array, persons: Array) -> Array:
    """Return the tenth of persons to which each ménage belongs, 1 for the lowest.

    A ménage is in the tenth whose upper bound is the first that its living
    standard does not exceed. Those who have the same living standard are together,
    so that tenths may differ in size where many do; negative ones are in the first.

    Returns
    -------
    ndarray
        Integers from 1 to 10, one a ménage.

    Examples
    --------
    >>> deciles(np.arange(1.0, 21.0), np.ones(20))[:5]
    array([1, 1, 2, 2, 3])

    """
    shares = [rank / GROUPS for rank in range(1, GROUPS)]
    bounds = quantiles(standards, persons, shares)
    found: Array = 1 + np.searchsorted(bounds, standards, side="left")
    return found
