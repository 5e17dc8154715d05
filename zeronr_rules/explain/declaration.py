"""How the explanation of a benefit is declared: as data, not as code.

A name of variable may hold ``{k}``, the rank of the reference month (1 the
oldest, 3 the latest): ``rsa_forfait_logement_{k}``.
"""

from __future__ import annotations

from typing import Literal

from attrs import frozen

# Where a variable is read: in the month of examination, or in each reference month.
At = Literal["examen", "mois"]


@frozen
class Condition:
    """A condition of the right, tested on each adult: a boolean variable."""

    variable: str
    label: str


@frozen
class Exclusion:
    """Why a child is not counted: the first whose variable is ``value`` (none: always)."""

    text: str
    variable: str | None = None
    value: bool = False
    at: At = "examen"


@frozen
class Step:
    """A line of the table: a variable in the three reference months.

    Parameters
    ----------
    variable
        Its name; the values of persons are added up over the household.
    label
        What the line is called, where the label of the variable is too long.
    at
        Read in the month of examination, or in each reference month itself.
    level
        0 for a line that counts, 1 for what it is made of.
    masks
        Boolean variables: only the persons for whom all are true are added up.
    when, unless
        A variable: the line is worth zero where it is false (or true).
    minus
        Lines (by variable) to subtract: what is left when they are taken away.
    negative
        Shown with a minus sign: it is taken off the resources.
    total
        A result of the lines above.
    always
        Shown even when it is zero in the three months.
    parameters
        Paths of the values of the law to show when the line is.

    """

    variable: str
    label: str | None = None
    at: At = "examen"
    level: int = 0
    masks: tuple[str, ...] = ()
    when: str | None = None
    unless: str | None = None
    minus: tuple[str, ...] = ()
    negative: bool = False
    total: bool = False
    always: bool = False
    parameters: tuple[str, ...] = ()


@frozen
class Reason:
    """Why nothing is due: the first whose variable is zero in the three months."""

    text: str
    variable: str


@frozen
class Reading:
    """A convention to argue, when a variable is not zero (none: always)."""

    name: str
    when: str | None = None


@frozen
class Benefit:
    """What there is to say of a benefit, in the order of the text."""

    variable: str
    due: str
    examined: str
    claim: str
    event: str
    eligibility: str
    claimant: str
    adult: str
    child: str
    exclusions: tuple[Exclusion, ...]
    conditions: tuple[Condition, ...]
    steps: tuple[Step, ...]
    monthly: str
    mean_label: str
    # The variable of the mean, where the rules have one.
    mean: str | None
    threshold: str
    reasons: tuple[Reason, ...]
    # What must hold in the month itself for the amount examined to be due.
    due_reasons: tuple[Reason, ...]
    # A variable of the examination, and a value of the law that it reads.
    parameters: tuple[tuple[str, str], ...]
    readings: tuple[Reading, ...]
    # What stands between the amount due and the amount paid, shown where it is not zero.
    adjustments: tuple[str, ...] = ()
    # Boolean variables of persons worth a word beside their age.
    flags: tuple[tuple[str, str], ...] = (
        ("etudiant", "étudiant"),
        ("garde_alternee", "résidence alternée"),
        ("enceinte", "grossesse déclarée"),
    )
