"""Fiscal incomes that the chèque énergie reads and nobody gave."""

from __future__ import annotations

from collections.abc import Iterator

from zeronr_rules.assumptions.reads import Reads, named
from zeronr_rules.engine import Run
from zeronr_rules.notices import Notice

RFR = "rfr"
AMOUNT = "cheque_energie_montant"


def energy_notices(run: Run, reads: Reads) -> Iterator[Notice]:
    """Say of which foyers the revenu fiscal de référence of a year is not given."""
    if AMOUNT not in reads:
        return
    ids = run.situation.ids("foyer_fiscal")
    given = run.situation.values.get(RFR, {})
    for year in reads.get(RFR, ()):
        # A yearly input stands under its year.
        absent = tuple(key for rank, key in enumerate(ids) if rank not in given.get(year, {}))
        if absent:
            yield Notice(
                code="rfr_absent",
                message=(
                    f"{RFR} de {year} n'est pas donné ({named(absent)}) : compté 0 dans le montant "
                    "du chèque énergie, et le droit reste indéterminé. Le donner ; s'il est nul, "
                    "donner aussi rfr_connu : oui."
                ),
                variable=RFR,
                entity="foyer_fiscal",
                ids=absent,
                period=str(year),
            )
