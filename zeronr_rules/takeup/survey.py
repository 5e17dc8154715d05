"""Take-up over a population: who has a right, who receives it, what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from zeronr_rules import core
from zeronr_rules.analysis.households import HOME
from zeronr_rules.errors import TakeUpError
from zeronr_rules.inputs.faults import Faults, show
from zeronr_rules.takeup.bootstrap import estimate, factors
from zeronr_rules.takeup.cells import cells_of, combinations_of
from zeronr_rules.takeup.groups import check_groups, groups_of
from zeronr_rules.takeup.poverty import payers_table, poverty_table
from zeronr_rules.takeup.published_rates import published_rates
from zeronr_rules.takeup.sample import Progress, run_sample
from zeronr_rules.takeup.survey_result import TakeUp
from zeronr_rules.takeup.survey_tables import (
    benefits_table,
    can_be_shown,
    checks_table,
    combinations_table,
    corrected_table,
    groups_table,
    weighted_sum,
)

Array = np.ndarray[Any, Any]
# The smallest number of households that a published cell counts (statistical secrecy).
MINIMUM = 11
# Shares of the simulated non-takers that may be false, one line each (Chareyron, 2014).
PHI = (0.0, 0.1, 0.2, 0.4)
DRAWS = 200


def population(
    people: core.Population,
    received: Mapping[str, Any],
    period: str | int,
    *,
    by: str | Iterable[str] = (),
    territories: Mapping[str, Iterable[str]] | None = None,
    weights: Any = None,
    minimum_cell: int = MINIMUM,
    phi: Sequence[float] = PHI,
    bootstrap: int = DRAWS,
    seed: int = 0,
    line: float | None = None,
    reform: Any = None,
    workers: int | None = None,
    progress: Progress = False,
) -> TakeUp:
    """Measure take-up over a population.

    Parameters
    ----------
    people
        The population.
    received
        For each right studied (``rsa``, ``ppa``, ``aide_logement``, ``af``, ``cf``,
        ``asf``, ``paje_base``), what each famille receives of it in the month, in
        euros net of CRDS: an array, or the name of an input of the population. NaN,
        or an input not given, is a receipt that is not known.
    period
        The month.
    by
        What to tell rates by: ``statut_occupation``, ``age``, ``type_menage``,
        ``departement``, ``territoire``.
    territories
        For each territory, the INSEE codes of its communes; those of Paris, Lyon and
        Marseille stand for their arrondissements too. No commune in two territories.
    weights
        How many real ménages each ménage stands for; ``people.weights`` where left
        out, else one each.
    minimum_cell
        No figure is told of fewer ménages observed, nor one that would give such a
        figure away.
    phi
        Shares of the simulated non-takers that may not be entitled: a corrected rate
        each.
    bootstrap, seed
        How many draws of the weights intervals rest on (none with 0), and which.
    line
        The poverty line, in euros a month for a consumption unit; 60 % of the median
        of these people where left out.
    reform, workers, progress
        As :func:`zeronr_rules.simulate` takes them.

    Returns
    -------
    TakeUp
        Tables, and a report in French.

    Raises
    ------
    TakeUpError
        When something given cannot be used; all faults together.
    PeriodError, ReformError, EngineError
        As :func:`zeronr_rules.simulate`.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> people = zr.synthetic_population(2000, 2026)
    >>> received = zr.takeup.draw(people, {"rsa": 0.34, "ppa": 0.27}, "2026-05")
    >>> found = zr.takeup.population(people, received, "2026-05", bootstrap=0)
    >>> found.benefits["prestation"].tolist()
    ['rsa', 'ppa']

    """
    wanted, communes = check_groups(by, territories)
    _check(minimum_cell, phi, bootstrap, line)
    sample = run_sample(
        people,
        received,
        period,
        weights=weights,
        reform=reform,
        workers=workers,
        progress=progress,
    )
    groups = groups_of(sample, wanted, communes)
    shown = {right: can_be_shown(sample, right, minimum_cell) for right in sample.rights}
    cells = {
        right: cells_of(sample, right, groups, minimum_cell, total_hidden=not shown[right])
        for right in sample.rights
    }
    ids = people.ids(HOME)

    def bounds(figures: Callable[[Array], Array], size: int) -> tuple[Array, Array]:
        return estimate(figures, factors(seed, ids, sample.weights, bootstrap), size)

    anything = np.zeros(len(sample.homes), dtype=bool)
    for right in sample.rights:
        anything |= sample.missing(right)
    together = combinations_of(sample, minimum_cell, shown)
    return TakeUp(
        period=str(sample.period),
        households=int((sample.weights > 0).sum()),
        represented=float(sample.weights.sum()),
        minimum_cell=minimum_cell,
        draws=bootstrap,
        some_missing=weighted_sum(sample, anything) if together.total else float("nan"),
        benefits=benefits_table(sample, shown, bounds),
        checks=checks_table(sample, minimum_cell),
        corrected=corrected_table(sample, shown, phi),
        combinations=combinations_table(sample, together),
        groups=groups_table(sample, cells, bounds),
        poverty=poverty_table(sample, anything, minimum_cell, line),
        payers=payers_table(sample, shown, anything, minimum_cell),
        published=published_rates(sample.rights),
        provenance=sample.provenance,
        sample=sample,
    )


def _check(minimum: Any, phi: Any, draws: Any, line: Any) -> None:
    faults = Faults()
    if isinstance(minimum, bool) or not isinstance(minimum, int) or minimum < 1:
        faults.add(("minimum_cell",), show(minimum), "un nombre entier de ménages, 1 ou plus")
    if isinstance(draws, bool) or not isinstance(draws, int) or draws < 0:
        faults.add(("bootstrap",), show(draws), "un nombre entier de tirages, zéro ou plus")
    for share in phi if isinstance(phi, Iterable) else (phi,):
        if not (isinstance(share, (int, float)) and 0 <= share < 1):
            faults.add(("phi",), show(share), "une part, de 0 à moins de 1")
    if not isinstance(phi, Iterable):
        faults.add(("phi",), show(phi), "une liste de parts")
    if line is not None and not (isinstance(line, (int, float)) and 0 < line < np.inf):
        faults.add(("line",), show(line), "un montant en euros par mois et unité de consommation")
    if faults:
        raise TakeUpError(faults.found)
