"""What an exploration finds: the interval of a right, and a question with what it brings."""

from __future__ import annotations

import math
from typing import Literal

from attrs import frozen

from zeronr_rules.questions.unknowns import Key, Unknown

Eligible = Literal["all", "some", "none"]
# Half a cent: below, two amounts are the same.
SAME = 0.005


@frozen
class Interval:
    """What a right can be for one member, over the grid.

    Attributes
    ----------
    variable, member
        The right, and the identifier of whom it is of.
    minimum, maximum
        Bounds over the grid; in the unit of the variable (euros a month), 0 and 1
        for yes or no. NaN where no point has a value.
    eligible
        ``"all"``, ``"some"`` or ``"none"`` of the grid gives more than zero.
    share
        The weight of the points that do.
    indeterminate
        Whether a point rests on a figure that nobody published: the bounds then
        do not hold.

    """

    variable: str
    member: str
    minimum: float
    maximum: float
    eligible: Eligible
    share: float
    indeterminate: bool = False

    @property
    def width(self) -> float:
        """How far the bounds are from each other."""
        return 0.0 if math.isnan(self.maximum) else self.maximum - self.minimum

    @property
    def is_point(self) -> bool:
        """Whether every answer of the grid gives the same."""
        return self.width < SAME


@frozen
class Question:
    """One question that could be asked next.

    Attributes
    ----------
    unknown
        The input it asks for.
    expected_width
        The sum of the widths of the intervals once it is answered, in the mean of
        the weights of its grid.
    gain
        How much narrower that is than now.
    useless
        Whether no answer changes anything, whatever the others are.
    moved
        How much its answer moves the rights in the mean, all other answers equal.

    """

    unknown: Unknown
    expected_width: float
    gain: float
    useless: bool
    moved: float

    @property
    def key(self) -> Key:
        """The member and the input."""
        return self.unknown.key

    @property
    def text(self) -> str:
        """The question, in French."""
        return self.unknown.question
