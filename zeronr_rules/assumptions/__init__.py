"""What a computation took for granted, read from what it asked for.

OpenFisca answers zero, false or a default for an input that nobody gave. Each
of those that weigh on an amount becomes a notice here: one for a cause, with
the identifiers of all those it concerns.
"""

from __future__ import annotations

from zeronr_rules.assumptions.claims import claim_notices
from zeronr_rules.assumptions.energy import energy_notices
from zeronr_rules.assumptions.facts import fact_notices
from zeronr_rules.assumptions.housing import housing_notices
from zeronr_rules.assumptions.incomes import income_notices
from zeronr_rules.assumptions.indeterminate import indeterminate_notices
from zeronr_rules.assumptions.missing_months import missing_month_notices
from zeronr_rules.assumptions.reads import reads_of
from zeronr_rules.engine import Run
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.notices import Notice

__all__ = ["assumption_notices"]


def assumption_notices(run: Run, catalogue: Catalogue, period: SimplePeriod) -> list[Notice]:
    """Return the notices on what the computation of ``run`` assumed."""
    # What the request read: the notices below ask for more, and are not to be told.
    reads = reads_of(run, catalogue)
    return [
        *missing_month_notices(run, catalogue, reads, period),
        *income_notices(run, catalogue, reads),
        *fact_notices(run, reads),
        *housing_notices(run, catalogue, reads),
        *energy_notices(run, reads),
        *claim_notices(run, catalogue, period),
        *indeterminate_notices(run, catalogue, reads),
    ]
