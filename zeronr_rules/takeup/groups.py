"""The groups in which take-up is told: tenure, age, type of household, place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from zeronr_rules.analysis.households import department_names, types_of
from zeronr_rules.errors import TakeUpError
from zeronr_rules.inputs.faults import Faults, show
from zeronr_rules.takeup.sample import AGE as YEARS
from zeronr_rules.takeup.sample import (
    COMMUNE,
    DEPARTMENT_CODE,
    FAMILLE,
    MONTHS_OLD,
    TENURE_GIVEN,
    Sample,
)

Array = np.ndarray[Any, Any]
TENURE, AGE, TYPE, DEPARTMENT, TERRITORY = (
    "statut_occupation",
    "age",
    "type_menage",
    "departement",
    "territoire",
)
DIMENSIONS = (TENURE, AGE, TYPE, DEPARTMENT, TERRITORY)
ELSEWHERE, NOWHERE = "hors territoires", "inconnu"
# Ages of the demandeur: those of the statistical office's studies of the RSA.
_AGES = (25, 30, 40, 50, 60)
_AGE_NAMES = (
    "moins de 25 ans",
    "25-29 ans",
    "30-39 ans",
    "40-49 ans",
    "50-59 ans",
    "60 ans et plus",
)
# Communes divided into arrondissements that have codes of their own: first and last code.
_DIVIDED = {"75056": (75101, 75120), "69123": (69381, 69389), "13055": (13201, 13216)}


def groups_of(
    sample: Sample, by: Iterable[str], territories: Mapping[str, Iterable[str]]
) -> dict[str, Array]:
    """Return the name of the group of each famille, by dimension."""
    wanted = list(by)
    if not wanted:
        return {}
    people = sample.people
    told = sample.facts
    homes = np.maximum(sample.homes, 0)

    def of_home(values: Array) -> Array:
        return np.where(sample.homes >= 0, np.asarray(values)[homes], NOWHERE)

    made: dict[str, Array] = {}
    for dimension in wanted:
        if dimension == TENURE:
            made[dimension] = of_home(told[TENURE_GIVEN])
        elif dimension == AGE:
            made[dimension] = _ages(people, told[YEARS])
        elif dimension == TYPE:
            made[dimension] = of_home(types_of(people, told[MONTHS_OLD] >= 0))
        elif dimension == DEPARTMENT:
            made[dimension] = of_home(department_names(told[DEPARTMENT_CODE]))
        else:
            made[dimension] = of_home(territory_names(told[COMMUNE], territories))
    return made


def check_groups(by: Any, territories: Any) -> tuple[tuple[str, ...], dict[str, frozenset[str]]]:
    """Return the dimensions asked for, and the communes of each territory.

    Raises
    ------
    TakeUpError
        When a dimension is unknown, or two territories share a commune: what one
        has and the other has not could be too small.

    """
    faults = Faults()
    many = isinstance(by, Iterable) and not isinstance(by, str)
    wanted = tuple(dict.fromkeys(by)) if many else (by,)
    for name in wanted:
        if name not in DIMENSIONS:
            faults.add(("by",), show(name), f"une ventilation parmi {', '.join(DIMENSIONS)}")
    made: dict[str, frozenset[str]] = {}
    owner: dict[str, str] = {}
    if territories is not None and not isinstance(territories, Mapping):
        expected = "un objet : un territoire, ses communes"
        faults.add(("territories",), show(territories), expected)
        territories = None
    for name, communes in (territories or {}).items():
        many = isinstance(communes, Iterable) and not isinstance(communes, str)
        listed = list(communes) if many else [communes]
        # A number is no code: it would be the commune of nobody.
        wrong = [one for one in listed if not isinstance(one, str) or len(one) != 5]
        if wrong or not listed:
            expected = "des codes de communes de l'INSEE, de cinq caractères"
            faults.add(("territories", str(name)), show(wrong[0] if wrong else listed), expected)
            continue
        made[str(name)] = expanded(listed)
        for commune in sorted(made[str(name)]):
            if commune in owner:
                faults.add(
                    ("territories", str(name)),
                    f"{commune}, qui est aussi dans {owner[commune]}",
                    "des territoires sans commune en commun",
                    "Par différence, deux territoires qui se recouvrent révèlent un petit nombre "
                    "de ménages.",
                )
                break
            owner[commune] = str(name)
    if TERRITORY in wanted and not territories:
        faults.add(("territories",), "rien", "les communes de chaque territoire")
    if faults:
        raise TakeUpError(faults.found)
    if made and TERRITORY not in wanted:
        wanted = (*wanted, TERRITORY)
    return wanted, made


def expanded(communes: Iterable[str]) -> frozenset[str]:
    """Return communes, with the arrondissements of those that have some.

    Examples
    --------
    >>> len(expanded(["13055"])), sorted(expanded(["33522"]))
    (17, ['33522'])

    """
    listed = set(communes)
    for commune in listed & set(_DIVIDED):
        first, last = _DIVIDED[commune]
        listed |= {f"{code}" for code in range(first, last + 1)}
    return frozenset(listed)


def territory_names(communes: Array, territories: Mapping[str, Iterable[str]]) -> Array:
    """Return the territory of each commune."""
    codes = np.asarray(communes).astype(str)
    conditions = [np.isin(codes, sorted(listed)) for listed in territories.values()]
    return np.select(conditions, [np.array(name) for name in territories], ELSEWHERE)


def _ages(people: Any, ages: Array) -> Array:
    group = people.members[FAMILLE]
    age = np.full(group.count, -1, dtype=np.int64)
    # The last one written stays: the demandeur, first of the roles.
    order = np.argsort(group.roles != 0, kind="stable")[::-1]
    age[group.groups[order]] = ages[order]
    names = np.array(_AGE_NAMES)[np.searchsorted(_AGES, age, side="right")]
    return np.where(age >= 0, names, NOWHERE)
