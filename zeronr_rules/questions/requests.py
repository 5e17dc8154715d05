"""Reading what is said to be unknown: every fault is told, or nothing is done."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen
from openfisca_core.indexed_enums import Enum
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from zeronr_rules.errors import QuestionError, did_you_mean, near_names
from zeronr_rules.inputs.births import AGE, MONTHS, check_births
from zeronr_rules.inputs.catalogue import Catalogue, VariableSpec, catalogue_of
from zeronr_rules.inputs.faults import Faults, name_of, show
from zeronr_rules.inputs.housing_benefits import PARTS, WHOLE
from zeronr_rules.inputs.periods import SimplePeriod
from zeronr_rules.inputs.situation import Situation, Values
from zeronr_rules.inputs.values import BIRTH, Rejected, check_value
from zeronr_rules.questions.grids import default_grid
from zeronr_rules.questions.unknowns import MAX_POINTS, MAX_UNKNOWNS, Key, Unknown, value_label
from zeronr_rules.questions.wording import addressed, wording_of
from zeronr_rules.text import french_number

_PATH = "inconnue"
# What another input says better: the answer is given there.
_INSTEAD = {AGE: BIRTH, MONTHS: BIRTH, **dict.fromkeys(PARTS, WHOLE)}
_NO_GRID = "Donner une grille : grids={{{name!r}: [...]}}."


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


def read_unknowns(
    context: Context,
    given: Iterable[Any],
    grids: Mapping[Any, Iterable[Any]],
    weights: Mapping[Any, Iterable[Any]],
    also: Mapping[str, str | Iterable[str]],
) -> tuple[Unknown, ...]:
    """Return the unknown inputs, in an order that does not depend on that given.

    Raises
    ------
    QuestionError
        With every fault found.

    """
    faults = Faults()
    listed = [given] if _is_one(given) else list(given)
    found = {}
    for one in listed:
        unknown = _named(context, one, also, faults)
        if unknown is None:
            continue
        if unknown.key in found:
            faults.add((_PATH, *unknown.key), "deux fois cette inconnue", "chacune une fois")
        found[unknown.key] = unknown
    if not listed or len(listed) > MAX_UNKNOWNS:
        faults.add(
            (_PATH,),
            f"{len(listed)} inconnues" if listed else "aucune inconnue",
            f"une à {MAX_UNKNOWNS} inconnues",
            "Garder celles qui peuvent changer un droit." if listed else "",
        )
    own_grids = _by_key(grids, found, "grids", faults)
    own_weights = _by_key(weights, found, "weights", faults)
    _check_also(also, found, faults)
    unknowns = [
        _with_grid(context, unknown, own_grids.get(key), own_weights.get(key), faults)
        for key, unknown in sorted(found.items(), key=lambda item: (item[0][1], item[1].rank))
    ]
    _check_shared(unknowns, faults)
    points = math.prod(len(unknown.grid) for unknown in unknowns)
    if points > MAX_POINTS:
        sizes = " × ".join(f"{len(unknown.grid)} ({unknown.name})" for unknown in unknowns)
        faults.add(
            ("grille",),
            f"{french_number(points, 0)} points, {sizes}",
            f"au plus {french_number(MAX_POINTS, 0)} points",
            "Retirer une inconnue, ou donner des grilles plus courtes (grids=...).",
        )
    if faults:
        raise QuestionError(faults.found)
    return tuple(unknowns)


def _named(context: Context, given: Any, also: Mapping[str, Any], faults: Faults) -> Unknown | None:
    """Find the input and the member; the grid comes next."""
    member, name = given if isinstance(given, tuple) and len(given) == 2 else (None, given)
    if not isinstance(name, str) or not isinstance(member, (str, int, type(None))):
        hint = "Par exemple « loyer », ou (« p1 », « salaire_net »)."
        expected = "un nom de donnée, ou le couple (identifiant, nom)"
        faults.add((_PATH,), show(given), expected, hint)
        return None
    spec = context.catalogue.variables.get(name)
    path = (_PATH, *(() if member is None else (name_of(member),)), name)
    if spec is None:
        hint = did_you_mean(near_names(name, context.catalogue.variables))
        faults.add(path, "un nom inconnu", "le nom d'une donnée des règles", hint)
        return None
    if name in context.asked:
        faults.add(path, "un droit demandé", "une donnée, autre que les droits demandés")
        return None
    if name in _INSTEAD:
        instead = _INSTEAD[name]
        faults.add(path, f"« {name} »", f"« {instead} »", f"Donner « {instead} » à la place.")
        return None
    rank = _rank(context, spec, member, path, faults)
    if rank is None:
        return None
    filled = also.get(name, ())
    unknown = Unknown(
        name=name,
        member=context.situation.ids(spec.entity)[rank],
        grid=(),
        weights=(),
        question="",
        labels=(),
        also=(filled,) if isinstance(filled, str) else tuple(filled),
        rank=rank,
    )
    _check_not_given(context, spec, unknown, faults)
    return unknown


def _rank(
    context: Context, spec: VariableSpec, member: Any, path: tuple[str, ...], faults: Faults
) -> int | None:
    ids = context.situation.ids(spec.entity)
    plural = context.catalogue.plural_of(spec.entity)
    if member is None:
        if len(ids) == 1:
            return 0
        choices = " ou ".join(f"({one!r}, {spec.name!r})" for one in ids[:10])
        faults.add(path, f"un nom seul, pour {len(ids)} {plural}", f"de qui : {choices}")
        return None
    if name_of(member) in ids:
        return ids.index(name_of(member))
    hint = did_you_mean(near_names(name_of(member), ids))
    faults.add(path, show(member), f"un identifiant de {plural} : {', '.join(ids[:10])}", hint)
    return None


def _check_not_given(
    context: Context, spec: VariableSpec, unknown: Unknown, faults: Faults
) -> None:
    """Refuse what the situation gives already: which of the two holds could not be told."""
    for name in unknown.filled():
        other = context.catalogue.variables.get(name)
        if other is None or other.entity != spec.entity or other.kind != spec.kind:
            hint = did_you_mean(near_names(name, context.catalogue.variables))
            expected = f"une donnée de même nature, de {context.catalogue.plural_of(spec.entity)}"
            faults.add(("also", unknown.name), f"« {name} »", expected, hint)
            continue
        by_period = context.situation.values.get(name, {})
        if any(unknown.rank in members for members in by_period.values()):
            faults.add(
                (_PATH, unknown.member, name),
                "une inconnue que la situation donne",
                "l'une ou l'autre",
                f"Retirer {name} de la situation, ou des inconnues.",
            )


def _by_key(
    given: Mapping[Any, Any], found: Mapping[Key, Unknown], what: str, faults: Faults
) -> dict[Key, list[Any]]:
    """Return what is given for an unknown, whether by its name or with its member."""
    made: dict[Key, list[Any]] = {}
    for key, values in given.items():
        keys = [one for one in found if key in (one, one[1])]
        if not keys:
            hint = did_you_mean(near_names(str(key), [name for _, name in found]))
            faults.add((what, name_of(key)), "une clé sans inconnue", "une inconnue", hint)
        if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
            faults.add((what, name_of(key)), show(values), "une liste de valeurs")
            continue
        listed = list(values)
        for one in keys:
            # That of a member wins over that of the name alone.
            if key == one or one not in made:
                made[one] = listed
    return made


def _check_also(also: Mapping[str, Any], found: Mapping[Key, Unknown], faults: Faults) -> None:
    names = {name for _, name in found}
    for name in also:
        if name not in names:
            hint = did_you_mean(near_names(str(name), names))
            faults.add(("also", name_of(name)), "une clé sans inconnue", "une inconnue", hint)


def _check_shared(unknowns: Sequence[Unknown], faults: Faults) -> None:
    seen: dict[tuple[str, int], Unknown] = {}
    for unknown in unknowns:
        for name in unknown.filled():
            other = seen.setdefault((name, unknown.rank), unknown)
            if other is not unknown:
                faults.add(
                    (_PATH, *unknown.key),
                    f"« {name} », déjà donnée par « {other.name} »",
                    "des inconnues qui ne donnent pas la même donnée",
                )


def _with_grid(
    context: Context,
    unknown: Unknown,
    grid: list[Any] | None,
    weights: list[Any] | None,
    faults: Faults,
) -> Unknown:
    """Return the unknown with its grid, its weights and its wording."""
    spec = context.catalogue.variables[unknown.name]
    alone = len(context.situation.ids(spec.entity)) == 1
    wording = wording_of(spec, labels_of(context.rules, spec))
    path = ("grids", *unknown.key)
    if grid is None:
        is_child = spec.entity == "individu" and (
            context.situation.groups["famille"].roles[unknown.rank] == "enfant"
        )
        grid = default_grid(
            spec, wording.grid, wording.choices, context.rules, context.period, is_child=is_child
        )
    if not grid:
        expected = "au moins une valeur"
        faults.add(path, "une grille vide", expected, _NO_GRID.format(name=unknown.name))
    made = evolve(
        unknown,
        question=addressed(wording.question, unknown.member, alone=alone),
        note=wording.note,
    )
    values = []
    for value in grid:
        stored = stored_answer(context, made, value, path, faults)
        if stored is None:
            continue
        if stored in values:
            faults.add(path, f"deux fois {show(value)}", "chaque valeur une fois")
        values.append(stored)
    return with_values(context, made, values, _shares(weights, len(grid), unknown.key, faults))


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


def _shares(weights: list[Any] | None, size: int, key: Key, faults: Faults) -> list[float]:
    if weights is None:
        return [1 / size] * size if size else []
    good = all(
        isinstance(one, (int, float))
        and not isinstance(one, bool)
        and math.isfinite(one)
        and one > 0
        for one in weights
    )
    if not good or len(weights) != size:
        expected = f"un poids plus grand que zéro pour chacune des {size} valeurs"
        faults.add(("weights", *key), f"{len(weights)} poids", expected)
        return [1 / size] * size if size else []
    return [one / sum(weights) for one in weights]
