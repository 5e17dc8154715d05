"""What full take-up changes: poverty, and what each payer pays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from zeronr_rules.analysis.indicators import poverty, poverty_line
from zeronr_rules.frames import Table
from zeronr_rules.takeup.cells import observed
from zeronr_rules.takeup.rights import RIGHTS
from zeronr_rules.takeup.sample import MONTHS_OLD, Sample

Array = np.ndarray[Any, Any]
MONTHS_OF_YEAR = 12
NOW, CLAIMED = "aujourd'hui", "plein recours"


def poverty_table(sample: Sample, anything: Array, minimum: int, line: float | None) -> Table:
    """Measure poverty with what is received, then once every right is claimed.

    The line does not move. Nothing is told where the poor of one case, the others, or
    those whom full take-up moves across the line, are too few; nor the line of too
    few ménages, which is the income of one of them.
    """
    people = sample.people
    born = sample.facts[MONTHS_OLD] >= 0
    members = people.members["menage"]
    sizes = np.bincount(members.groups, weights=born, minlength=members.count)
    persons = sample.weights * sizes
    standards = [income / sample.units for income in (sample.income_now(), sample.income_claimed())]
    counted = persons > 0
    told = line is not None or int(counted.sum()) >= minimum
    line = poverty_line(standards[0], persons) if line is None else float(line)
    poor = [counted & (one < line) for one in standards]
    others = [counted & ~one for one in poor]
    numbers = [int(one.sum()) for one in (*poor, *others, poor[0] & ~poor[1])]
    shown = min(numbers) >= minimum and observed(sample, anything) >= minimum
    made = [poverty(one, persons, line) for one in standards]
    figures = {
        "pauvres": [one.poor for one in made],
        "taux": [one.rate for one in made],
        "intensite": [one.intensity for one in made],
    }
    return Table(
        {
            "situation": [NOW, CLAIMED],
            "seuil": np.full(2, line if told else np.nan),
            **{name: np.where(shown, values, np.nan) for name, values in figures.items()},
        },
        {"seuil": "EUR", "pauvres": "count", "taux": "share", "intensite": "share"},
        "Pauvreté des personnes",
    )


def _between(sample: Sample, rights: list[str]) -> Array:
    """Return net less gross of each famille, in cents."""
    left = sum(
        (sample.change(right) - sample.foregone(right) for right in rights),
        np.zeros(len(sample.homes)),
    )
    return np.round(100 * left)


def payers_table(sample: Sample, shown: Mapping[str, bool], anything: Array, minimum: int) -> Table:
    """Say what full take-up costs each payer, gross and net.

    Gross: what is due and not claimed, right by right. Net: what full take-up
    changes of the payer's rights, once each has its effect on the others: a housing
    aid claimed lowers the RSA of those who receive it.
    """
    weights = sample.family_weights
    payers = list(dict.fromkeys(RIGHTS[right].payer for right in sample.rights))
    gross, net, names = [], [], []
    for payer in payers:
        rights = [right for right in sample.rights if RIGHTS[right].payer == payer]
        names.append(", ".join(rights))
        moved = np.zeros(len(weights), dtype=bool)
        for right in rights:
            moved |= anything & (sample.change(right) != 0)
        told = all(shown[right] for right in rights)
        both = told and observed(sample, moved) >= minimum
        # Net less gross is the euros of those whose other rights move.
        apart = observed(sample, anything & (_between(sample, rights) != 0))
        both = both and (not apart or apart >= minimum)
        amounts = [np.dot(sample.foregone(right), weights) for right in rights]
        changes = [
            np.dot(np.where(anything, sample.change(right), 0.0), weights) for right in rights
        ]
        gross.append(sum(amounts) if told else np.nan)
        net.append(sum(changes) if both else np.nan)
    figures = {
        "brut_mois": np.array(gross, dtype=float),
        "net_mois": np.array(net, dtype=float),
    }
    figures |= {
        "brut_an": MONTHS_OF_YEAR * figures["brut_mois"],
        "net_an": MONTHS_OF_YEAR * figures["net_mois"],
    }
    return Table(
        {"payeur": payers, "prestations": names, **figures},
        dict.fromkeys(figures, "EUR"),
        "Ce que le plein recours coûterait à chaque payeur",
    )
