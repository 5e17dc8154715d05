"""The month of the claim, which opens the quarters: not given, or still to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zeronr_rules.assumptions.reads import given_ranks, named
from zeronr_rules.engine import Run
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.notices import Notice

COMMON = "droits_mois_demande"
# Where the month of claim of each benefit comes from: the first that is given.
CLAIMS = {
    "rsa_mois_demande": ("rsa_mois_demande", COMMON),
    "ppa_mois_demande": ("ppa_mois_demande", "rsa_mois_demande", COMMON),
}


def claim_notices(run: Run, catalogue: Catalogue, period: SimplePeriod) -> Iterator[Notice]:
    """Say who gave no month of claim, and who claims after the period asked for."""
    situation, read = run.situation, run.reads()
    ids = situation.ids("famille")
    unknown: set[int] = set()
    later: dict[int, str] = {}
    for name, sources in CLAIMS.items():
        # What a reform no longer has, or computes, is not a matter of inputs.
        if name not in read or not all(source in catalogue.variables for source in sources):
            continue
        known = set[int]().union(*(given_ranks(situation, source) for source in sources))
        unknown |= set(range(len(ids))) - known
        for index in known:
            claim = _claim(situation, sources, index)
            if claim.year * 12 + claim.month - 1 >= period.start + period.months:
                later[index] = f"{ids[index]} : {claim.isoformat()[:7]}"
    if unknown:
        yield Notice(
            code="mois_demande_absent",
            message=f"Sans {COMMON}, chaque mois est un examen.",
            variable=COMMON,
            entity="famille",
            ids=tuple(ids[index] for index in sorted(unknown)),
        )
    if later:
        yield Notice(
            code="demande_posterieure",
            message=(
                f"Demande postérieure à {period} ({named([later[i] for i in sorted(later)])}) : "
                "rien n'est dû avant elle."
            ),
            variable=COMMON,
            entity="famille",
            ids=tuple(ids[index] for index in sorted(later)),
            period=str(period),
        )


def _claim(situation: Situation, sources: tuple[str, ...], index: int) -> date:
    claim: date = next(
        situation.values[source][None][index]
        for source in sources
        if index in given_ranks(situation, source)
    )
    return claim
