"""``ambiguities``: what it costs that a text has two readings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from zeronr_rules import core
from zeronr_rules.analysis.compare import comparisons
from zeronr_rules.analysis.compare_result import Comparison
from zeronr_rules.analysis.compare_tables import outcome
from zeronr_rules.analysis.weighted import mean, total
from zeronr_rules.errors import Fault, ReformError, did_you_mean, near_names
from zeronr_rules.frames import Table
from zeronr_rules.inputs.faults import show
from zeronr_rules.reforms import library
from zeronr_rules.reforms.reform import Reform

Array = np.ndarray[Any, Any]

_PREFIX = "convention."
# A ménage is touched when an amount or its income moves by a cent.
_CENT = 0.005


def ambiguities(
    people: core.Population,
    period: str | int,
    variables: str | Iterable[str],
    *,
    readings: str | Iterable[str] | None = None,
    weights: Sequence[float] | Array | None = None,
    workers: int | None = None,
    progress: bool | Callable[[int, int], None] = False,
) -> Table:
    """Compare each reading of a text that is not the default with the default one.

    Parameters
    ----------
    people, period, variables, weights, workers, progress
        As :func:`zeronr_rules.compare` takes them.
    readings
        Names of the library of reforms (``"convention.<name>.<reading>"``), one or
        several; all of them where left out.

    Returns
    -------
    Table
        One row a reading, the dearest first: ``cout_*``, the change of what each
        variable costs in euros a month; ``menages_touches``, how many ménages have
        an amount or a disposable income that moves by a cent or more, with
        ``observes``, how many in the sample; ``gain_moyen`` and ``perte_moyenne``,
        mean change of disposable income, in euros a month, of those who win and of
        those who lose.

    Raises
    ------
    ComparisonError, PeriodError, UnknownVariableError, ReformError, EngineError
        As :func:`zeronr_rules.compare` does.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> people = zr.Population(persons=1)
    >>> people.set_input("date_naissance", "ETERNITY", ["1990-01-15"])
    >>> made = zr.ambiguities(
    ...     people, "2026-05", "rsa", readings=["convention.montant_forfaitaire_rsa.mois_du_droit"]
    ... )
    >>> made["cout_rsa"].round(2).tolist(), made["menages_touches"].tolist()
    ([5.17], [1.0])

    """
    flips = _flips(readings)
    found = comparisons(
        people, flips, period, variables, weights=weights, workers=workers, progress=progress
    )
    rows = [_row(flip, made) for flip, made in zip(flips, found, strict=True)]
    costs = [key for key in rows[0] if key.startswith("cout_")]
    rows.sort(key=lambda row: (-sum(abs(row[cost]) for cost in costs), row["convention"]))
    columns = {key: [row[key] for row in rows] for key in rows[0]}
    units = {key: "EUR" for key in columns if key.startswith(("cout_", "gain_", "perte_"))}
    title = f"Ce que coûte chaque autre lecture, en euros par mois, {period}"
    return Table(columns, units | {"menages_touches": "count", "observes": "count"}, title)


def _flips(readings: Any) -> list[Reform]:
    """Return the readings to compare, each once.

    Raises
    ------
    ReformError
        When there is none, or when one is not a reading of a convention.

    """
    known = [name for name in library.named() if name.startswith(_PREFIX)]
    if readings is None:
        return [library.get(name) for name in known]
    several = isinstance(readings, Iterable) and not isinstance(readings, str)
    asked = list(readings) if several else [readings]
    faults = [
        Fault(
            ("readings",),
            show(name),
            "une lecture d'une convention",
            did_you_mean(near_names(str(name), known)),
        )
        for name in asked
        if name not in known
    ]
    if not asked:
        faults.append(Fault(("readings",), "aucune lecture", "une lecture ou plus"))
    if faults:
        raise ReformError(faults)
    return [library.get(name) for name in dict.fromkeys(asked)]


def _row(flip: Reform, made: Comparison) -> dict[str, Any]:
    _, convention, reading = flip.name.split(".")
    cost = made.cost()
    moved = np.abs(made.after.income - made.before.income)
    for name, amounts in made.before.amounts.items():
        moved = np.maximum(moved, np.abs(made.after.amounts[name] - amounts))
    touched = moved >= _CENT
    weights = made.homes.weights
    signs = outcome(made.change, 0.0)
    return {
        "convention": convention,
        "lecture": reading,
        **{
            f"cout_{name}": difference
            for name, difference in zip(
                cost["variable"].tolist(), cost["par_mois_difference"].tolist(), strict=True
            )
        },
        "menages_touches": total(touched * 1.0, weights),
        "observes": int((touched & (weights > 0)).sum()),
        "gain_moyen": mean(made.change, np.where(signs > 0, weights, 0.0)),
        "perte_moyenne": mean(made.change, np.where(signs < 0, weights, 0.0)),
    }
