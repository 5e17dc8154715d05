"""Who claims, drawn at random: a scenario for examples and tests, not an estimate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from zeronr_rules import core
from zeronr_rules.analysis.households import HOME, home_of
from zeronr_rules.errors import TakeUpError, did_you_mean, near_names
from zeronr_rules.inputs.faults import Faults, show
from zeronr_rules.takeup.published_rates import refuse_seeds
from zeronr_rules.takeup.rights import NAMES
from zeronr_rules.takeup.sample import FAMILLE, run_sample
from zeronr_rules.takeup.streams import streams_of

Array = np.ndarray[Any, Any]


def draw(
    people: core.Population,
    rates: Mapping[str, float],
    period: str | int,
    seed: int = 0,
    *,
    reform: Any = None,
    workers: int | None = None,
) -> dict[str, Array]:
    """Draw what each famille receives, when some do not claim.

    A scenario: each eligible famille does not claim a right with the probability
    given, whatever its income, its tenure or its other rights. Real non-takers are
    not drawn that way. The draw of a famille depends on the seed, on the identifier
    of its ménage, on its place there and on the right: a higher rate adds non-takers
    and removes none.

    Parameters
    ----------
    people
        The population.
    rates
        For each right, the share of those eligible who do not claim it. 70 % and
        30 % are refused: no source backs them.
    period
        The month.
    seed
        Another seed, other households.
    reform, workers
        As :func:`zeronr_rules.simulate` takes them.

    Returns
    -------
    dict
        By right, what each famille receives in the month, in euros net of CRDS.

    Raises
    ------
    TakeUpError
        When a right is unknown, or a rate is not one or is refused.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> people = zr.synthetic_population(500, 2026)
    >>> received = zr.takeup.draw(people, {"rsa": 0.34}, "2026-05")
    >>> len(received["rsa"]) == people.count("famille")
    True

    """
    _check(rates)
    nobody = np.full(people.count(FAMILLE), np.nan)
    full = run_sample(
        people, dict.fromkeys(rates, nobody), period, reform=reform, workers=workers
    ).full
    drawn = _uniforms(people, rates, seed)
    skips = {right: (full[right] > 0) & (drawn[right] < rate) for right, rate in rates.items()}
    # Who claims nothing of a right is paid more of those that look at it.
    given = {right: np.where(skips[right], 0.0, full[right]) for right in rates}
    due = run_sample(people, given, period, reform=reform, workers=workers).due
    return {right: np.where(skips[right], 0.0, due[right]) for right in rates}


def _check(rates: Any) -> None:
    faults = Faults()
    if not isinstance(rates, Mapping) or not rates:
        faults.add(("rates",), show(rates), "un taux par prestation")
        raise TakeUpError(faults.found)
    for right, rate in rates.items():
        if right not in NAMES:
            hint = did_you_mean(near_names(str(right), NAMES))
            faults.add(("rates",), show(right), f"une prestation parmi {', '.join(NAMES)}", hint)
            continue
        before = len(faults.found)
        refuse_seeds(f"rates / {right}", rate, faults)
        number = isinstance(rate, (int, float)) and not isinstance(rate, bool)
        if len(faults.found) == before and not (number and 0 <= rate <= 1):
            expected = "une part de 0 à 1"
            faults.add(("rates", str(right)), show(rate), expected, "34 % s'écrit 0.34.")
    if faults:
        raise TakeUpError(faults.found)


def _uniforms(people: core.Population, rates: Mapping[str, float], seed: int) -> dict[str, Array]:
    homes = home_of(people, FAMILLE)
    order = np.argsort(homes, kind="stable")
    first = np.searchsorted(homes[order], homes[order], side="left")
    position = np.empty(len(homes), dtype=np.int64)
    position[order] = np.arange(len(homes)) - first
    streams = streams_of(seed, people.ids(HOME)).of_members(np.maximum(homes, 0), position)
    return {right: streams.uniform(f"takeup {right}") for right in rates}
