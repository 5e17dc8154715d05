"""Values of unknown inputs: checked as a situation is, and said to people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen
from openfisca_core.indexed_enums import Enum
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules.inputs.births import check_births
from zeronr_rules.inputs.catalogue import Catalogue, VariableSpec, catalogue_of
from zeronr_rules.inputs.faults import Faults, show
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.situation import Situation, Values
from zeronr_rules.inputs.values import BIRTH, Rejected, check_value
from zeronr_rules.questions.unknowns import Unknown, value_label
from zeronr_rules.questions.wording import wording_of


@frozen
class Context:
    """What the unknown inputs are read against."""

    rules: TaxBenefitSystem
    situation: Situation
    period: SimplePeriod
    asked: tuple[str, ...]

    @property
    def catalogue(self) -> Catalogue:
        """The index of the rules."""
        return catalogue_of(self.rules)


def with_values(
    context: Context, unknown: Unknown, stored: Sequence[Any], weights: Sequence[float]
) -> Unknown:
    """Return an unknown with these values as its grid."""
    spec = context.catalogue.variables[unknown.name]
    labels = labels_of(context.rules, spec)
    said = wording_of(spec, labels).choices
    names = {index: name for name, index in spec.members.items()}
    grid = tuple(names[value] if names else value for value in stored)
    return evolve(
        unknown,
        grid=grid,
        stored=tuple(stored),
        weights=tuple(weights),
        labels=tuple(value_label(spec, value, said) for value in grid),
    )


def stored_answer(
    context: Context, unknown: Unknown, value: Any, path: tuple[str, ...], faults: Faults
) -> Any:
    """Return a value as the engine stores it; None when it has a fault, which is added."""
    spec = context.catalogue.variables[unknown.name]
    try:
        stored = check_value(spec, value)
        for name in unknown.also:
            check_value(context.catalogue.variables[name], value)
    except Rejected as rejected:
        faults.add(path, show(value), rejected.expected, rejected.hint)
        return None
    if unknown.name == BIRTH:
        situation, before = context.situation, len(faults.found)
        person = {unknown.member: unknown.rank}
        births: Values = {**situation.values, BIRTH: {None: {unknown.rank: stored}}}
        check_births(births, person, situation.groups["famille"], context.period, faults)
        if len(faults.found) > before:
            return None
    return stored


def labels_of(rules: TaxBenefitSystem, spec: VariableSpec) -> dict[str, str]:
    """Return what the rules call the members of a list."""
    variable = rules.get_variable(spec.name)
    if variable.value_type is not Enum:
        return {}
    return {item.name: str(item.value) for item in variable.possible_values}
