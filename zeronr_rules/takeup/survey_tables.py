"""The tables of take-up over a population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from zeronr_rules.analysis.weighted import mean, median
from zeronr_rules.frames import Table
from zeronr_rules.takeup.cells import Cells, Combinations, observed
from zeronr_rules.takeup.sample import Sample

Array = np.ndarray[Any, Any]
# Euros a month below which a difference between what is due and received is none.
TOLERANCE = 1.0
MONTHS_OF_YEAR = 12


def can_be_shown(sample: Sample, right: str, minimum: int) -> bool:
    """Tell whether enough ménages receive a right, and enough do not."""
    eligible, missing = sample.eligible(right), sample.missing(right)
    return min(observed(sample, missing), observed(sample, eligible & ~missing)) >= minimum


def weighted_sum(sample: Sample, values: Array) -> float:
    """Add up the values of familles, each as many times as its ménage stands for."""
    return float(np.dot(values.astype(float), sample.family_weights))


def _told(values: Any, shown: Sequence[bool]) -> Array:
    return np.where(shown, np.asarray(values, dtype=float), np.nan)


def _rate(missing: Array, eligible: Array) -> Array:
    found: Array = np.divide(
        missing, eligible, out=np.full(len(missing), np.nan), where=eligible > 0
    )
    return found


def benefits_table(sample: Sample, shown: Mapping[str, bool], bounds: Any) -> Table:
    """Tell each right: eligible, receiving or not, and what is not claimed."""
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


def checks_table(sample: Sample, minimum: int) -> Table:
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
            "recours_inconnu": (
                weighted_sum(sample, sure & np.isnan(received)),
                sure & np.isnan(received),
            ),
            "indetermines": (weighted_sum(sample, ~sure), ~sure),
            "percus_en_partie": (weighted_sum(sample, partly), partly),
            "euros_en_partie": (weighted_sum(sample, euros), partly),
            "percus_non_eligibles": (weighted_sum(sample, without), without),
            "part_percus_non_eligibles": (
                weighted_sum(sample, without) / max(weighted_sum(sample, some), 1e-300),
                without,
            ),
        }
        takers = eligible & some
        # What is left of who receives, beside the table of rights or this one.
        rests = {
            "percus_en_partie": takers & ~partly,
            "euros_en_partie": takers & ~partly,
            "part_percus_non_eligibles": takers,
        }
        for name, (value, who) in figures.items():
            number = observed(sample, who & counted)
            few = number < minimum or (
                name in rests and observed(sample, rests[name] & counted) < minimum
            )
            columns[name].append(0.0 if not number else np.nan if few else value)
    units = dict.fromkeys(columns, "count")
    units |= {"euros_en_partie": "EUR", "part_percus_non_eligibles": "share"}
    return Table({"prestation": list(sample.rights), **columns}, units, "Limites de la mesure")


def corrected_table(sample: Sample, shown: Mapping[str, bool], phi: Sequence[float]) -> Table:
    """Correct rates for a share of simulated non-takers that would have no right."""
    rows = [(right, float(share)) for right in sample.rights for share in phi]
    values = []
    for right, share in rows:
        missing = weighted_sum(sample, sample.missing(right)) * (1 - share)
        takers = weighted_sum(sample, sample.eligible(right) & ~sample.missing(right))
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


def combinations_table(sample: Sample, made: Combinations) -> Table:
    """Tell which rights are missing together, and for how much."""
    kept = [rank for rank in range(len(made.rights)) if not made.hidden[rank]]
    euros = sum((sample.foregone(right) for right in sample.rights), np.zeros(len(sample.homes)))
    rows = sorted(
        (
            (
                " + ".join(made.rights[rank]),
                weighted_sum(sample, made.rank == rank),
                weighted_sum(sample, np.where(made.rank == rank, euros, 0.0)),
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


def groups_table(sample: Sample, cells: Mapping[str, Cells], bounds: Any) -> Table:
    """Tell rates by group, the cells to hide as NaN."""
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
    kinds = dict.fromkeys(texts, str) | {"masque": bool}
    return Table(
        {name: np.array(values, dtype=kinds.get(name, float)) for name, values in columns.items()},
        units,
        "Recours par groupe",
    )
