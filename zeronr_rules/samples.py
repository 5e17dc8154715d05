"""A population as a sample: what each ménage weighs, and the months that it tells."""

from __future__ import annotations

from typing import Any

import numpy as np

from zeronr_rules import core
from zeronr_rules.calculation import FIRST_MONTH
from zeronr_rules.errors import PeriodError
from zeronr_rules.inputs.faults import Faults, show
from zeronr_rules.inputs.periods import SimplePeriod, month_text
from zeronr_rules.text import french_number

Array = np.ndarray[Any, Any]

HOME = "menage"


def check_people(people: Any, weights: Any, faults: Faults) -> Array:
    """Return the weight of each ménage; note what is wrong with the population or with them."""
    if not isinstance(people, core.Population):
        hint = "Par exemple zr.Population.from_situation(...) ou zr.synthetic_population(...)."
        faults.add(("people",), show(people), "une population", hint)
        return np.ones(0)
    count = people.count(HOME)
    if not count or not people.count(people.person_key):
        faults.add(("people",), "une population vide", "au moins un ménage et une personne")
        return np.ones(count)
    if weights is None:
        weights = getattr(people, "weights", None)
    if weights is None:
        return np.ones(count)
    hint = "Un poids : combien de ménages réels chaque ménage représente."
    try:
        found = np.array(weights, dtype=float)
    except (TypeError, ValueError):
        faults.add(("weights",), "autre chose que des nombres", "un nombre par ménage", hint)
        return np.ones(count)
    if found.shape != (count,):
        given = f"{len(found)} poids" if found.ndim == 1 else f"un tableau de forme {found.shape}"
        faults.add(("weights",), given, f"un poids par ménage, {count} en tout", hint)
        return np.ones(count)
    for wrong, what in (
        (~np.isfinite(found), "inconnu(s) ou infini(s)"),
        (found < 0, "négatif(s)"),
    ):
        if wrong.any():
            given = f"{french_number(int(wrong.sum()), 0)} poids {what}"
            first = f"Le premier : ménage {list(people.ids(HOME))[int(wrong.argmax())]}."
            faults.add(("weights",), given, "des nombres finis, 0 ou plus", first)
    if not found.any():
        faults.add(("weights",), "des poids tous nuls", "au moins un poids positif", hint)
    found.setflags(write=False)
    return found


def check_period(people: core.Population, period: SimplePeriod) -> None:
    """Refuse months that the rules or the population do not cover.

    Raises
    ------
    PeriodError
        When one is before the rules, or a population that was drawn says nothing of it.

    """
    last = period.start + period.months - 1
    if period.start < FIRST_MONTH:
        message = (
            f"Période demandée : reçu « {period} » ; attendu {month_text(FIRST_MONTH)} ou plus "
            "tard, le premier mois de ces règles."
        )
        raise PeriodError(message)
    known = known_months(people)
    if known is not None and not (period.start in known and last in known):
        message = (
            f"Période demandée : reçu « {period} » ; cette population est tirée pour "
            f"{known[-1] // 12} : attendu cette année, ou un mois de {month_text(known[0])} à "
            f"{month_text(known[-1])}."
        )
        raise PeriodError(message)


def known_months(people: core.Population) -> range | None:
    """Return the months that a drawn population tells, from year 0; ``None`` for another."""
    year = getattr(people, "year", None)
    return range((year - 1) * 12 + 1, (year + 1) * 12) if isinstance(year, int) else None
