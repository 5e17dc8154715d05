"""``explore``: what each right can be while some answers are missing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from openfisca_core.reforms import Reform as CoreReformClass

from zeronr_rules.calculation import reformed_system, requested_variables
from zeronr_rules.errors import QuestionError
from zeronr_rules.inputs import check_situation, read_situation
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.faults import Faults
from zeronr_rules.inputs.periods import requested_period
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.questions.answers import Context
from zeronr_rules.questions.exploration import Exploration, explored
from zeronr_rules.questions.requests import read_unknowns
from zeronr_rules.reforms.reform import Reform

DEFAULT_VARIABLES = ("rsa", "ppa", "aide_logement")
_NUMBERS = ("float", "int", "bool")


def explore(
    situation: Mapping[str, Any] | str | os.PathLike[str] | Situation,
    unknown: str | tuple[str, str] | Iterable[str | tuple[str, str]],
    period: str | int,
    variables: str | Iterable[str] = DEFAULT_VARIABLES,
    *,
    grids: Mapping[Any, Iterable[Any]] | None = None,
    weights: Mapping[Any, Iterable[float]] | None = None,
    also: Mapping[str, str | Iterable[str]] | None = None,
    reform: Reform | type[CoreReformClass] | None = None,
) -> Exploration:
    """Compute rights over a grid of unknown inputs, in one run.

    Parameters
    ----------
    situation
        A situation in OpenFisca's format, without the unknown inputs: a mapping,
        the path of a JSON or YAML file, or one that was checked already.
    unknown
        One to six inputs: ``"loyer"`` where one member could be meant, else
        ``("claire", "salaire_net")``. An answer holds from January of the third
        year before the period's to December of that year: for all the months
        that a right reads. Monthly amounts are by month.
    period
        The month (``"2026-05"``), or the year for yearly variables.
    variables
        The rights: amounts, numbers or yes or no.
    grids
        The values tried, by input or by ``(member, input)``; without them, the
        thresholds of the law at the period and points between. All the products
        of the grids are computed, at most 200,000 points.
    weights
        How likely each value of a grid is, by input or by ``(member, input)``;
        the same for all where left out. Their sum need not be 1.
    also
        Inputs of the same member that take the answer of another:
        ``{"salaire_net": "salaire_imposable"}``.
    reform
        A reform of ``zr.reforms``, a ``Reform`` class of ``openfisca_core``, or
        ``None`` for the law as it is.

    Returns
    -------
    Exploration
        Intervals, what drives them, the next question.

    Raises
    ------
    SituationError
        When the situation has faults.
    QuestionError
        When the unknown inputs or their grids have; all are told together.
    PeriodError, ReformError, EngineError
        As :func:`zeronr_rules.calculate` does, and for a right that does not exist.

    Notes
    -----
    Bounds are over the grid. An answer that is not on it can give more, or less.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> situation = {"individus": {"p1": {"date_naissance": "1990-03-15"}}}
    >>> found = zr.questions.explore(
    ...     situation, "salaire_net", "2026-05", "rsa", grids={"salaire_net": [0, 400, 900]}
    ... )
    >>> found.interval("rsa").minimum, found.interval("rsa").maximum
    (0.0, 646.52)
    >>> found.answer("salaire_net", 400).interval("rsa").maximum
    246.52

    """
    rules = reformed_system(reform)
    asked = requested_period(period)
    catalogue = catalogue_of(rules)
    names = requested_variables(variables, asked, catalogue)
    faults = Faults()
    for name in names:
        if catalogue.variables[name].kind not in _NUMBERS:
            faults.add(("droit", name), "une variable sans nombre", "un montant, ou oui ou non")
    if faults:
        raise QuestionError(faults.found)
    if not isinstance(situation, Situation):
        if isinstance(situation, (str, os.PathLike)):
            situation = read_situation(situation)
        situation = check_situation(situation, asked, rules)
    context = Context(rules, situation, asked, names)
    unknowns = read_unknowns(context, unknown, grids or {}, weights or {}, also or {})
    return explored(context, unknowns, reform)
