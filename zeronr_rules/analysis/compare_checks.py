"""What a comparison must be given, checked before anything is simulated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules import core
from zeronr_rules.analysis.compare_runs import AGE, DEPARTMENT, INCOME, UNITS
from zeronr_rules.analysis.households import HOME, Households
from zeronr_rules.calculation import FIRST_MONTH, requested_variables
from zeronr_rules.errors import ComparisonError, Fault, PeriodError
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.faults import Faults
from zeronr_rules.inputs.periods import SimplePeriod, month_text
from zeronr_rules.text import french_number

Array = np.ndarray[Any, Any]


def check_names(
    variables: Any, period: SimplePeriod, catalogues: Sequence[Catalogue]
) -> tuple[str, ...]:
    """Return the names asked for: known under both laws, computed by the month or the year.

    Raises
    ------
    UnknownVariableError, PeriodError
        When one is unknown, or computed for another kind of period.

    """
    if isinstance(variables, Iterable) and not isinstance(variables, str):
        variables = list(variables)
    names: tuple[str, ...] = ()
    for catalogue in catalogues:
        names = _checked(variables, period, catalogue)
    return names


def _checked(variables: Any, period: SimplePeriod, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the names; over a year, what is computed by the month is added up."""
    if period.unit != "year" or not isinstance(variables, (str, list)):
        return requested_variables(variables, period, catalogue)
    listed = [variables] if isinstance(variables, str) else variables
    known = catalogue.variables
    yearly = [one for one in listed if isinstance(one, str) and _unit(one, known) == "year"]
    others = [one for one in listed if one not in yearly]
    if others or not yearly:
        requested_variables(others, SimplePeriod("month", period.start, 1), catalogue)
    return tuple(dict.fromkeys(listed))


def _unit(name: str, known: Any) -> str | None:
    return known[name].unit if name in known else None


def check_amounts(names: tuple[str, ...], catalogues: Sequence[Catalogue], faults: Faults) -> None:
    """Note what is not an amount of money over a period."""
    for name in names:
        specs = [catalogue.variables[name] for catalogue in catalogues]
        if not all(spec.is_money and spec.kind in {"float", "int"} for spec in specs):
            faults.add(
                ("variables", name),
                f"« {specs[0].label} », qui n'est pas un montant",
                "une variable en euros",
                "Les montants : zeronr variables.",
            )
        elif any(spec.unit == "eternity" for spec in specs):
            faults.add(("variables", name), "un montant sans période", "un montant par mois ou an")


def check_laws(systems: Sequence[TaxBenefitSystem], faults: Faults) -> None:
    """Note what the laws, the baseline first, must have for the disposable income to be known."""
    for rank, rules in enumerate(systems):
        missing = [name for name in (INCOME, UNITS, AGE, DEPARTMENT) if name not in rules.variables]
        if missing:
            faults.add(
                ("reform" if rank else "baseline",),
                f"des règles sans {', '.join(missing)}",
                "des règles qui calculent le revenu disponible et les unités de consommation",
            )


def check_people(people: core.Population, weights: Any, faults: Faults) -> Array:
    """Return the weight of each ménage; note what is wrong with the population or with them."""
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
    year = getattr(people, "year", None)
    if isinstance(year, int):
        first_known, last_known = (year - 1) * 12 + 1, year * 12 + 11
        if not first_known <= period.start <= last <= last_known:
            message = (
                f"Période demandée : reçu « {period} » ; cette population est tirée pour {year} : "
                f"attendu cette année, ou un mois de {month_text(first_known)} à "
                f"{month_text(last_known)}."
            )
            raise PeriodError(message)


def refuse_uninhabited(homes: Households) -> None:
    """Refuse ménages where nobody is born: they have no living standard.

    Raises
    ------
    ComparisonError
        When one that has a weight has no member.

    """
    empty = (homes.sizes == 0) & (homes.weights > 0)
    if empty.any():
        names = ", ".join(map(str, homes.ids[empty][:5].tolist()))
        fault = Fault(
            ("people", "menages"),
            f"{french_number(int(empty.sum()), 0)} ménage(s) sans personne née ({names})",
            "au moins une personne par ménage",
            "Les retirer, ou leur donner un poids nul.",
        )
        raise ComparisonError([fault])
