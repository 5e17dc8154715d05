"""Amounts that the rules themselves declare unknown."""

from __future__ import annotations

from collections.abc import Iterator

from zeronr_rules.assumptions.reads import Reads, named
from zeronr_rules.engine import Run
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.periods import SimplePeriod, months_text
from zeronr_rules.notices import INDETERMINATE, Notice

# Amounts of the quarter: unknown or not in the month examined.
_EXAMINED = {"ppa": "ppa_montant_examine"}


def indeterminate_notices(run: Run, catalogue: Catalogue, reads: Reads) -> Iterator[Notice]:
    """Say which amounts are not sure (``af_indetermine``).

    Each flag is asked in every month, or year, in which its amount was read.
    """
    for name, spec in catalogue.variables.items():
        base = name.removesuffix(INDETERMINATE)
        if base == name or spec.kind != "bool" or spec.unit == "eternity":
            continue
        yearly = spec.unit == "year"
        moments = reads.get(_EXAMINED.get(base, base), ())
        ids = run.situation.ids(spec.entity)
        concerned: dict[str, list[int]] = {}
        for moment in moments:
            period = (
                SimplePeriod("year", moment * 12, 1) if yearly else SimplePeriod("month", moment, 1)
            )
            flags = run.calculate(name, period)
            for key, flag in zip(ids, flags.tolist(), strict=True):
                if flag:
                    concerned.setdefault(key, []).append(moment)
        if concerned:
            unknown = sorted({moment for own in concerned.values() for moment in own})
            when = ", ".join(map(str, unknown)) if yearly else months_text(unknown)
            yield Notice(
                code=name,
                message=(
                    f"{spec.label} : {base} n'est pas sûr pour {named(tuple(concerned))} ({when})."
                ),
                variable=base,
                entity=spec.entity,
                ids=tuple(concerned),
                period=when,
            )
