"""Take-up over a population: who has a right, who receives it, what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from zeronr_rules import core
from zeronr_rules.analysis.households import HOME
from zeronr_rules.analysis.weighted import mean, median
from zeronr_rules.errors import TakeUpError
from zeronr_rules.frames import Table
from zeronr_rules.inputs.faults import Faults, show
from zeronr_rules.takeup.bootstrap import estimate, factors
from zeronr_rules.takeup.cells import Cells, cells_of, combinations_of, observed
from zeronr_rules.takeup.groups import check_groups, groups_of
from zeronr_rules.takeup.poverty import payers_table, poverty_table
from zeronr_rules.takeup.published_rates import published_rates
from zeronr_rules.takeup.sample import Progress, Sample, run_sample
from zeronr_rules.takeup.survey_result import TakeUp

Array = np.ndarray[Any, Any]
# The smallest number of households that a published cell counts (statistical secrecy).
MINIMUM = 11
# Shares of the simulated non-takers that may be false, one line each (Chareyron, 2014).
PHI = (0.0, 0.1, 0.2, 0.4)
DRAWS = 200
# Euros a month below which a difference between what is due and received is none.
TOLERANCE = 1.0
MONTHS_OF_YEAR = 12


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
    >>> list(found.benefits["prestation"])
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
    shown = {right: _can_be_shown(sample, right, minimum_cell) for right in sample.rights}
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
    total = observed(sample, anything) >= minimum_cell
    return TakeUp(
        period=str(sample.period),
        households=int((sample.weights > 0).sum()),
        represented=float(sample.weights.sum()),
        minimum_cell=minimum_cell,
        draws=bootstrap,
        some_missing=_sum(sample, anything) if total else float("nan"),
        benefits=_benefits(sample, shown, bounds),
        checks=_checks(sample, minimum_cell),
        corrected=_corrected(sample, shown, phi),
        combinations=_combinations(sample, shown, minimum_cell, total=total),
        groups=_groups(sample, cells, bounds),
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
    for share in phi:
        if not (isinstance(share, (int, float)) and 0 <= share < 1):
            faults.add(("phi",), show(share), "une part, de 0 à moins de 1")
    if line is not None and not (isinstance(line, (int, float)) and line > 0):
        faults.add(("line",), show(line), "un montant en euros par mois et unité de consommation")
    if faults:
        raise TakeUpError(faults.found)


def _can_be_shown(sample: Sample, right: str, minimum: int) -> bool:
    eligible, missing = sample.eligible(right), sample.missing(right)
    return min(observed(sample, missing), observed(sample, eligible & ~missing)) >= minimum


def _sum(sample: Sample, values: Array) -> float:
    return float(np.dot(values.astype(float), sample.family_weights))


def _told(values: Sequence[float], shown: Sequence[bool]) -> Array:
    return np.where(shown, np.asarray(values, dtype=float), np.nan)


def _rate(missing: Array, eligible: Array) -> Array:
    found: Array = np.divide(
        missing, eligible, out=np.full(len(missing), np.nan), where=eligible > 0
    )
    return found


def _benefits(sample: Sample, shown: Mapping[str, bool], bounds: Any) -> Table:
    rights, family = sample.rights, sample.family_weights
    told = [shown[right] for right in rights]
    homes = np.maximum(sample.homes, 0)
    now = sample.income_now()[homes]
    counts = np.stack([sample.eligible(right) for right in rights]).astype(float)
    misses = np.stack([sample.missing(right) for right in rights]).astype(float)
    euros = np.stack([sample.foregone(right) for right in rights])

    def figures(factor: Array) -> Array:
        drawn = family * factor[homes]
        lost = misses @ drawn
        return np.concatenate([_rate(lost, counts @ drawn), euros @ drawn])

    size = len(rights)
    low, high = bounds(figures, 2 * size)
    eligible, missing, foregone = counts @ family, misses @ family, euros @ family
    where = [family * sample.missing(right) for right in rights]
    income = np.array([float(np.dot(now, one)) for one in where])
    typical = [
        (mean(sample.due[right], one), median(sample.due[right], one))
        for right, one in zip(rights, where, strict=True)
    ]
    columns = {
        "eligibles": (eligible, "count"),
        "recourants": (eligible - missing, "count"),
        "non_recourants": (missing, "count"),
        "taux": (_rate(missing, eligible), "share"),
        "taux_bas": (low[:size], "share"),
        "taux_haut": (high[:size], "share"),
        "euros_mois": (foregone, "EUR"),
        "euros_mois_bas": (low[size:], "EUR"),
        "euros_mois_haut": (high[size:], "EUR"),
        "euros_an": (MONTHS_OF_YEAR * foregone, "EUR"),
        "moyenne": ([one for one, _ in typical], "EUR"),
        "mediane": ([one for _, one in typical], "EUR"),
        "intensite": (_rate(foregone, income), "share"),
    }
    return Table(
        {
            "prestation": list(rights),
            "masque": [not one for one in told],
            **{name: _told(values, told) for name, (values, _) in columns.items()},
        },
        {name: unit for name, (_, unit) in columns.items()},
        "Recours par prestation",
    )


def _checks(sample: Sample, minimum: int) -> Table:
    """Count what is not known, what is paid in part, and who receives without a right."""
    columns: dict[str, list[float]] = {
        name: []
        for name in (
            "recours_inconnu",
            "indetermines",
            "percus_en_partie",
            "euros_en_partie",
            "percus_non_eligibles",
            "part_percus_non_eligibles",
        )
    }
    counted = sample.family_weights > 0
    for right in sample.rights:
        received, due, sure = sample.received[right], sample.due[right], sample.sure[right]
        known, eligible = sample.known(right), sample.eligible(right)
        some = known & (received > 0)
        partly = eligible & some & (due - received > TOLERANCE)
        without = some & ~eligible
        euros = np.where(partly, due - received, 0.0)
        figures = {
            "recours_inconnu": (_sum(sample, sure & np.isnan(received)), sure & np.isnan(received)),
            "indetermines": (_sum(sample, ~sure), ~sure),
            "percus_en_partie": (_sum(sample, partly), partly),
            "euros_en_partie": (_sum(sample, euros), partly),
            "percus_non_eligibles": (_sum(sample, without), without),
            "part_percus_non_eligibles": (
                _sum(sample, without) / max(_sum(sample, some), 1e-300),
                without,
            ),
        }
        for name, (value, who) in figures.items():
            number = observed(sample, who & counted)
            columns[name].append(value if number >= minimum else 0.0 if not number else np.nan)
    units = {name: "count" for name in columns}
    units |= {"euros_en_partie": "EUR", "part_percus_non_eligibles": "share"}
    return Table(
        {"prestation": list(sample.rights), **columns}, units, "Limites de la mesure"
    )


def _corrected(sample: Sample, shown: Mapping[str, bool], phi: Sequence[float]) -> Table:
    """Correct rates for a share of simulated non-takers that would have no right."""
    rows = [(right, float(share)) for right in sample.rights for share in phi]
    values = []
    for right, share in rows:
        missing = _sum(sample, sample.missing(right)) * (1 - share)
        takers = _sum(sample, sample.eligible(right) & ~sample.missing(right))
        values.append(missing / (takers + missing) if takers + missing else float("nan"))
    return Table(
        {
            "prestation": [right for right, _ in rows],
            "phi": [share for _, share in rows],
            "taux": _told(values, [shown[right] for right, _ in rows]),
        },
        {"phi": "share", "taux": "share"},
        "Taux corrigé si une part (phi) des non-recourants simulés n'a pas de droit",
    )


def _combinations(
    sample: Sample, shown: Mapping[str, bool], minimum: int, *, total: bool
) -> Table:
    made = combinations_of(sample, minimum, shown, total=total)
    kept = [rank for rank in range(len(made.rights)) if not made.hidden[rank]]
    euros = sum((sample.foregone(right) for right in sample.rights), np.zeros(len(sample.homes)))
    rows = sorted(
        (
            (
                " + ".join(made.rights[rank]),
                _sum(sample, made.rank == rank),
                _sum(sample, np.where(made.rank == rank, euros, 0.0)),
            )
            for rank in kept
        ),
        key=lambda row: (-row[1], row[0]),
    )
    return Table(
        {
            "combinaison": np.array([row[0] for row in rows], dtype=str),
            "foyers": np.array([row[1] for row in rows], dtype=float),
            "euros_mois": np.array([row[2] for row in rows], dtype=float),
        },
        {"foyers": "count", "euros_mois": "EUR"},
        f"Droits qui manquent ensemble ({int(made.hidden.sum())} combinaisons masquées)",
    )


def _groups(sample: Sample, cells: Mapping[str, Cells], bounds: Any) -> Table:
    family, homes = sample.family_weights, np.maximum(sample.homes, 0)
    columns: dict[str, list[Any]] = {
        name: []
        for name in (
            "ventilation", "groupe", "prestation", "masque", "eligibles", "non_recourants",
            "taux", "taux_bas", "taux_haut", "euros_mois",
        )
    }  # fmt: skip
    for right, made in cells.items():
        missing, euros = sample.missing(right).astype(float), sample.foregone(right)

        def rates(factor: Array, made: Cells = made, missing: Array = missing) -> Array:
            drawn = family * factor[homes]
            return _rate(made.sums(missing * drawn), made.sums(drawn))

        low, high = bounds(rates, len(made.labels))
        eligible, lost = made.sums(family), made.sums(missing * family)
        shown = ~made.hidden
        columns["ventilation"] += [dimension for dimension, _ in made.labels]
        columns["groupe"] += [group for _, group in made.labels]
        columns["prestation"] += [right] * len(made.labels)
        columns["masque"] += made.hidden.tolist()
        for name, values in (
            ("eligibles", eligible),
            ("non_recourants", lost),
            ("taux", _rate(lost, eligible)),
            ("taux_bas", low),
            ("taux_haut", high),
            ("euros_mois", made.sums(euros * family)),
        ):
            columns[name] += _told(values, shown.tolist()).tolist()
    units = {"eligibles": "count", "non_recourants": "count", "euros_mois": "EUR"}
    units |= dict.fromkeys(("taux", "taux_bas", "taux_haut"), "share")
    texts = ("ventilation", "groupe", "prestation")
    kinds = {name: str for name in texts} | {"masque": bool}
    return Table(
        {name: np.array(values, dtype=kinds.get(name, float)) for name, values in columns.items()},
        units,
        "Recours par groupe",
    )

