"""Reading what is said to be unknown: every fault is told, or nothing is done."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zeronr_rules.errors import QuestionError, did_you_mean, near_names
from zeronr_rules.inputs.births import AGE, MONTHS
from zeronr_rules.inputs.catalogue import VariableSpec
from zeronr_rules.inputs.faults import Faults, name_of, show
from zeronr_rules.inputs.housing_benefits import PARTS, WHOLE
from zeronr_rules.inputs.values import BIRTH
from zeronr_rules.questions.answers import Context
from zeronr_rules.questions.gridding import with_grid
from zeronr_rules.questions.unknowns import MAX_POINTS, MAX_UNKNOWNS, Key, Unknown
from zeronr_rules.text import french_number

_PATH = "inconnue"
# What another input says better: the answer is given there.
_INSTEAD = {AGE: BIRTH, MONTHS: BIRTH, **dict.fromkeys(PARTS, WHOLE)}


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
        with_grid(context, unknown, own_grids.get(key), own_weights.get(key), faults)
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


def _is_one(given: Any) -> bool:
    """Whether it is one unknown, by its name or with its member, and not several."""
    pair = isinstance(given, tuple) and len(given) == 2
    return isinstance(given, str) or (pair and all(isinstance(one, (str, int)) for one in given))


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
