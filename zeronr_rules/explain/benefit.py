"""The explanation of a benefit, from its declaration and the values of the simulation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from zeronr_rules.explain.declaration import At, Benefit, Step
from zeronr_rules.explain.explanation import Cell, ConditionResult, Line, Member, Row
from zeronr_rules.explain.months import month_period
from zeronr_rules.explain.target import Target
from zeronr_rules.explain.texts import references
from zeronr_rules.explain.trace import Call, TracedRun
from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.periods import requested_period
from zeronr_rules.variables.outils.arrondis import arrondi_centime

_CHILD = "enfant"


@frozen(eq=False)
class Examined:
    """One household in one examination: its values by reference month (0, 1, 2)."""

    run: TracedRun
    catalogue: Catalogue
    benefit: Benefit
    target: Target
    month: int
    months: tuple[int, ...]

    def name(self, template: str, rank: int) -> str:
        """Return the variable of a template for a reference month."""
        return template.format(k=rank + 1)

    def at(self, at: At, rank: int) -> int:
        """Return the month at which a variable is read."""
        return self.month if at == "examen" else self.months[rank]

    def by_person(self, template: str, rank: int, at: At = "examen") -> dict[int, Any]:
        """Return the value of each person of the household (a household's, for each)."""
        name = self.name(template, rank)
        values = self.run.calculate(name, month_period(self.at(at, rank)))
        if self.catalogue.variables[name].entity == self.target.entity:
            return dict.fromkeys(self.target.persons, values[self.target.rank].item())
        return {person: values[person].item() for person in self.target.persons}

    def total(
        self, template: str, rank: int, at: At = "examen", masks: tuple[str, ...] = ()
    ) -> Any:
        """Return the value of the household: its own, or the sum over its persons."""
        name = self.name(template, rank)
        if self.catalogue.variables[name].entity == self.target.entity:
            month = month_period(self.at(at, rank))
            return self.run.calculate(name, month)[self.target.rank].item()
        kept = [self.by_person(mask, rank) for mask in masks]
        values = self.by_person(template, rank, at)
        counted = (v for person, v in values.items() if all(mask[person] for mask in kept))
        # An amount stays one when nobody is counted.
        return sum(counted, 0.0 if self.catalogue.variables[name].is_money else 0)

    def ever(self, template: str) -> bool:
        """Whether a variable is not zero in one of the reference months."""
        return any(bool(self.total(template, rank)) for rank in range(len(self.months)))

    def reference(self, name: str) -> str:
        """Return the articles of a variable."""
        return references(self.run.system.get_variable(name).reference)


def steps(seen: Examined) -> Iterator[tuple[Step, Row]]:
    """Compute the lines of the table that have something to say."""
    worth: dict[str, list[Any]] = {}
    for step in seen.benefit.steps:
        values = [_value(seen, step, rank, worth) for rank in range(len(seen.months))]
        if not step.minus:
            before = worth.get(step.variable)
            worth[step.variable] = (
                [a + b for a, b in zip(before, values, strict=True)]
                if before and step.level
                else values
            )
        if step.always or any(values):
            yield step, _row(seen, step, values)


def _value(seen: Examined, step: Step, rank: int, worth: Mapping[str, list[Any]]) -> Any:
    value = seen.total(step.variable, rank, step.at, step.masks)
    for other in step.minus:
        value -= worth[other][rank]
    if step.minus:
        # A difference of cents, without the noise of binary numbers.
        value = round(value, 2)
    if (step.when and not seen.total(step.when, rank)) or (
        step.unless and seen.total(step.unless, rank)
    ):
        return abs(value) * 0
    # Not -value: a zero must not become negative.
    return 0 - value if step.negative else value


def _row(seen: Examined, step: Step, values: list[Any]) -> Row:
    first = seen.name(step.variable, 0)
    spec = seen.catalogue.variables[first]
    return Row(
        label=step.label or spec.label,
        level=step.level,
        total=step.total,
        is_money=spec.is_money,
        reference=seen.reference(first),
        note=str(seen.run.system.get_variable(first).documentation or ""),
        cells=tuple(
            Cell(
                variable=seen.name(step.variable, rank),
                period=str(month_period(seen.at(step.at, rank))),
                reference_month=str(month_period(seen.months[rank])),
                value=value,
            )
            for rank, value in enumerate(values)
        ),
    )


def main_reads(seen: Examined, table: list[tuple[Step, Row]]) -> Iterator[tuple[str, str]]:
    """Yield the (path, instant) of the declared values that the lines shown rest on."""
    for step, row in table:
        calls = [
            Call(cell.variable, requested_period(cell.period)) for cell in row.cells if cell.value
        ]
        for path in step.parameters:
            yield from _reads_by(seen.run, calls, path)
    for name, path in seen.benefit.parameters:
        yield from _reads_by(seen.run, [Call(name, month_period(seen.month))], path)


def _reads_by(run: TracedRun, calls: list[Call], path: str) -> list[tuple[str, str]]:
    """Return the readings of a path by formulas; by what they asked for, if not by them."""
    own = {read for call in calls for read in run.own_reads(call) if read[0] == path}
    if not own:
        own = {read for call in calls for read in run.reads_of(call) if read[0] == path}
    return sorted(own)


def household(seen: Examined) -> Iterator[Member]:
    """Describe each person: role, age at the end of the month examined, counted or not."""
    benefit, situation = seen.benefit, seen.run.situation
    roles = situation.groups[seen.target.entity].roles
    ages = seen.by_person("age_en_mois_fin_de_mois", 0)
    adults = seen.by_person(benefit.adult, 0)
    flags = [(text, seen.by_person(name, 0)) for name, text in benefit.flags]
    ranks = range(len(seen.months))
    children = [seen.by_person(benefit.child, rank) for rank in ranks]
    for person in seen.target.persons:
        is_child = roles[person] == _CHILD
        counted = tuple(children[rank][person] for rank in ranks) if is_child else (adults[person],)
        yield Member(
            id=situation.persons[person],
            role=roles[person],
            age=ages[person] // 12,
            flags=tuple(text for text, values in flags if values[person]),
            counted=counted,
            reasons=tuple(
                "" if yes or not is_child else _exclusion(seen, person, rank)
                for rank, yes in enumerate(counted)
            ),
        )


def _exclusion(seen: Examined, person: int, rank: int) -> str:
    for exclusion in seen.benefit.exclusions:
        if exclusion.variable is None:
            return exclusion.text
        value = seen.by_person(exclusion.variable, rank, exclusion.at)[person]
        if bool(value) == exclusion.value:
            return exclusion.text
    return ""


def conditions(seen: Examined) -> Iterator[ConditionResult]:
    """Tell each condition for each adult, then whether the adult may claim."""
    benefit, situation = seen.benefit, seen.run.situation
    roles = situation.groups[seen.target.entity].roles
    adults = [person for person in seen.target.persons if roles[person] != _CHILD]
    listed = [(condition.variable, condition.label) for condition in benefit.conditions]
    for name, label in [*listed, (benefit.claimant, "Peut demander la prestation")]:
        values = seen.by_person(name, 0)
        yield ConditionResult(
            variable=name,
            label=label,
            reference=seen.reference(name),
            period=str(month_period(seen.month)),
            values={situation.persons[person]: bool(values[person]) for person in adults},
        )


def mean_line(seen: Examined) -> Line:
    """Return the mean of the three monthly amounts, to the cent."""
    benefit, ranks = seen.benefit, range(len(seen.months))
    if benefit.mean is not None:
        reference = seen.reference(benefit.mean)
        month = str(month_period(seen.month))
        value = seen.total(benefit.mean, 0)
        return Line(benefit.mean_label, value, True, benefit.mean, reference, month)
    mean = sum(seen.total(benefit.monthly, rank) for rank in ranks) / len(seen.months)
    cents = float(arrondi_centime(mean))  # type: ignore[no-untyped-call]
    return Line(benefit.mean_label, cents, is_money=True)


def why_nothing(seen: Examined, told: tuple[ConditionResult, ...], threshold: str) -> str:
    """Say the first reason why the examination gives nothing; empty when it gives something."""
    benefit = seen.benefit
    if seen.total(benefit.examined, 0):
        return ""
    if not seen.total(benefit.eligibility, 0):
        failed = [
            f"{person} : {', '.join(lacking)}"
            for person in (told[0].values if told else ())
            if (lacking := [f"« {c.label} »" for c in told[:-1] if not c.values[person]])
        ]
        detail = f" Condition non remplie — {' ; '.join(failed)}." if failed else ""
        return f"Aucun adulte ne remplit toutes les conditions.{detail}"
    for reason in benefit.reasons:
        if not seen.ever(reason.variable):
            return reason.text
    return f"La moyenne des trois mois est au-dessous du seuil de versement{threshold}."
