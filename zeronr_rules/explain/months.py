"""Which month was examined and which months it looked at: the law's own functions say it.

They are called with a household that answers with months instead of amounts, so
that nothing of the law is written a second time here.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from openfisca_core.periods import Period

from zeronr_rules.engine import core_period
from zeronr_rules.explain.declaration import Benefit
from zeronr_rules.explain.explanation import Examination
from zeronr_rules.explain.target import Target
from zeronr_rules.explain.trace import TracedRun, simple_period
from zeronr_rules.inputs.periods import SimplePeriod, month_text
from zeronr_rules.variables.outils.calendrier import DATE_NON_RENSEIGNEE
from zeronr_rules.variables.outils.effets_figes import MOIS_DU_TRIMESTRE, montant_du_trimestre
from zeronr_rules.variables.outils.mois_de_reference import RANGS, selon_mois

_MONTH = "mois examiné"


class _Familles:
    """Families as a formula sees them, but for one amount that is the month itself."""

    entity = SimpleNamespace(key="famille")

    def __init__(self, run: TracedRun) -> None:
        self.run = run

    def __call__(self, name: str, period: Period) -> Any:
        if name == _MONTH:
            return np.full(len(self.run.situation.ids("famille")), _index(period))
        return self.run.calculate(name, simple_period(period))


def month_period(month: int) -> SimplePeriod:
    """Return the period of a month counted from year 0."""
    return SimplePeriod("month", month, 1)


def examined_month(
    run: TracedRun, benefit: Benefit, period: SimplePeriod, target: Target
) -> int | None:
    """Return the month whose examination is due at a period; none before the claim."""
    months = montant_du_trimestre(  # type: ignore[no-untyped-call]
        _Familles(run), core_period(period), _MONTH, benefit.claim, benefit.event
    )
    month = int(np.broadcast_to(months, len(run.situation.ids("famille")))[target.rank])
    return month or None


def reference_months(run: TracedRun, month: int, target: Target) -> tuple[int, ...]:
    """Return the three reference months of an examination, the oldest first."""
    parameters = run.system.get_parameters_at_instant
    familles, period = _Familles(run), core_period(month_period(month))
    count = len(run.situation.ids("famille"))
    found = (
        selon_mois(familles, period, parameters, rank, _index)  # type: ignore[no-untyped-call]
        for rank in RANGS
    )
    return tuple(int(np.broadcast_to(months, count)[target.rank]) for months in found)


def claim_month(
    run: TracedRun, benefit: Benefit, period: SimplePeriod, target: Target
) -> str | None:
    """Return the month of claim, if it was given."""
    claim = run.calculate(benefit.claim, period)[target.rank]
    return None if claim == DATE_NON_RENSEIGNEE else str(claim)[:7]


def examination(
    run: TracedRun, benefit: Benefit, period: SimplePeriod, target: Target, month: int
) -> Examination:
    """Describe the examination of a month, and the quarter in which it is due."""
    claim = claim_month(run, benefit, period, target)
    quarter: tuple[str, ...] = ()
    if claim is not None:
        candidates = (month_period(month + later) for later in range(MOIS_DU_TRIMESTRE))
        quarter = tuple(
            month_text(one.start)
            for one in candidates
            if examined_month(run, benefit, one, target) == month
        )
    return Examination(
        month=month_text(month),
        reference_months=tuple(map(month_text, reference_months(run, month, target))),
        claim=claim,
        quarter=quarter,
    )


def _index(period: Period) -> int:
    return simple_period(period).start
