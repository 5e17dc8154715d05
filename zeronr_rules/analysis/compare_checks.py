"""What a comparison must be given, checked before anything is simulated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules.analysis.compare_runs import AGE, DEPARTMENT, INCOME, UNITS
from zeronr_rules.analysis.households import Households
from zeronr_rules.calculation import requested_variables
from zeronr_rules.errors import ComparisonError, Fault
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.faults import Faults
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.text import french_number


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
