"""Dates of birth and housing benefits of all members at once.

The same rules as :mod:`zeronr_rules.inputs.births` and
:mod:`zeronr_rules.inputs.housing_benefits`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from zeronr_rules.inputs.births import (
    AGE,
    MONTHS,
    OLDEST_AGE,
    PREGNANT,
    YOUNGEST_PARENT,
)
from zeronr_rules.inputs.housing_benefits import PARTS, WHOLE
from zeronr_rules.inputs.periods import SimplePeriod, month_text
from zeronr_rules.inputs.tables.gathering import ByPeriod, full
from zeronr_rules.inputs.values import BIRTH
from zeronr_rules.notices import Notice

Array = np.ndarray[Any, Any]
Values = dict[str, ByPeriod]
# Tells a fault: the variable, the members that have it, what was given, expected, to do.
Tell = Callable[[str, Array, tuple[str, str, str]], None]
_EPOCH = 1970 * 12
_DEDUCED = (
    "Date de naissance déduite de l'âge, au milieu de ce qu'il permet, pour {}. Les seuils d'âge "
    "peuvent tomber un autre mois : donner date_naissance."
)
_ABSENT = "Ni date de naissance ni âge pour {}, qui compte comme né le 1er janvier 1970."


def _month(days: Array) -> Array:
    found: Array = days.astype("datetime64[M]").astype(np.int64) + _EPOCH
    return found


def _months_old(born: Array, late: Array, month: int) -> Array:
    """Completed months on the first day of a month."""
    return month - born - late


class Births:
    """The births of the persons of a population, and who is whose child.

    Parameters
    ----------
    values
        Inputs of the persons by variable, changed in place.
    familles, child
        For each person, the rank of their famille (-1: none) and whether they are a
        child there.
    period
        What births are checked against.
    tell
        Where faults are told.

    """

    def __init__(
        self, values: Values, familles: Array, child: Array, period: SimplePeriod, tell: Tell
    ) -> None:
        self.values = values
        self.familles = familles
        self.child = child
        self.period = period
        self.tell = tell
        self.count = len(familles)
        days, known = values.get(BIRTH, {}).get(
            None, (np.zeros(self.count, "datetime64[D]"), np.zeros(self.count, dtype=bool))
        )
        self._set(days.astype("datetime64[D]"), full(known, self.count))

    def _set(self, days: Array, known: Array) -> None:
        self.days, self.known = days, known
        self.born = _month(days)
        self.late = (days > days.astype("datetime64[M]")).astype(np.int64)

    def check(self) -> None:
        """Refuse births too old, or after the period unless of a child that a parent expects."""
        period = self.period
        after = period.start + period.months
        self._refuse(
            self.known & (self.born < period.start - 12 * OLDEST_AGE),
            "une date bien plus ancienne",
            f"une naissance il y a moins de {OLDEST_AGE} ans",
        )
        coming = self.known & (self.born >= after)
        if not coming.any():
            return
        expected = self._expected()
        self._refuse(
            coming & ~self.child,
            "une date à venir",
            f"une naissance avant la fin de {period}",
            "Seul un enfant à naître, enfant dans sa famille, peut naître ensuite.",
        )
        self._refuse(
            coming & self.child & ~expected,
            "une date à venir",
            f"une naissance avant la fin de {period}, ou une grossesse",
            f"Retirer l'enfant, ou donner {PREGNANT} à l'un de ses parents.",
        )
        self._refuse(
            coming & self.child & expected & (self.born >= after + 12),
            "une date lointaine",
            f"une naissance dans l'année qui suit {period}",
        )

    def _refuse(self, members: Array, given: str, expected: str, hint: str = "") -> None:
        if members.any():
            self.tell(BIRTH, members, (given, expected, hint))

    def _expected(self) -> Array:
        """Tell the persons a parent of whose famille is said to be pregnant."""
        pregnant = np.zeros(self.count, dtype=bool)
        for values, known in self.values.get(PREGNANT, {}).values():
            pregnant |= values & full(known, self.count)
        parents = pregnant & ~self.child & (self.familles >= 0)
        there = np.zeros(int(self.familles.max(initial=-1)) + 2, dtype=bool)
        there[self.familles[parents]] = True
        # Who has no famille looks at the last place, which nobody fills.
        found: Array = there[self.familles]
        return found

    def check_ages(self) -> None:
        """Refuse the ages that a date of birth contradicts, and forget the others."""
        for name, length in ((AGE, 12), (MONTHS, 1)):
            given = self.values.get(name)
            if not given:
                continue
            wrong = np.zeros(self.count, dtype=bool)
            for month in sorted(key for key in given if key is not None):
                ages, known = given[month]
                told = full(known, self.count) & self.known
                if told.any():
                    wrong |= told & ~self._agrees(given, month, ages, length)
            if wrong.any():
                hint = f"Corriger l'un ou l'autre, ou ne donner que {BIRTH}."
                self.tell(name, wrong, ("un âge", f"celui qui suit de {BIRTH}", hint))
            self._forget(name, self.known)

    def _agrees(self, given: ByPeriod, month: int, ages: Array, length: int) -> Array:
        """Tell for whom an age is right; one of a whole year, in one of its months."""
        first = month - month % 12
        year = range(first, first + 12)
        right: Array = self._age(month, length) == ages
        if not set(year) <= set(given):
            return right
        whole = np.ones(self.count, dtype=bool)
        ever = np.zeros(self.count, dtype=bool)
        for other in year:
            theirs, known = given[other]
            whole &= full(known, self.count) & (theirs == ages)
            ever |= self._age(other, length) == ages
        agrees: Array = right | (whole & ever)
        return agrees

    def _age(self, month: int, length: int) -> Array:
        age: Array = np.maximum(_months_old(self.born, self.late, month), 0) // length
        return age

    def _forget(self, name: str, members: Array) -> None:
        given = self.values[name]
        for key, (values, known) in list(given.items()):
            left = full(known, self.count) & ~members
            if left.any():
                given[key] = (values, left)
            else:
                del given[key]
        if not given:
            del self.values[name]

    def young_parents(self) -> Notice | None:
        """Say how many parents are too young for it to be likely."""
        old = _months_old(self.born, self.late, self.period.start)
        young = self.known & ~self.child & (old < 12 * YOUNGEST_PARENT)
        count = int(young.sum())
        if not count:
            return None
        are = "personnes ont" if count > 1 else "personne a"
        return Notice(
            code="parent_tres_jeune",
            message=(
                f"{count} {are} moins de {YOUNGEST_PARENT} ans en "
                f"{month_text(self.period.start)} sans être enfant dans sa famille. Vérifier la "
                "date de naissance ou le rôle."
            ),
            variable=BIRTH,
            entity="individu",
            period=str(self.period),
        )

    def deduce(self) -> list[Notice]:
        """Give a date of birth to the persons of whom only an age is known."""
        unknown = ~self.known
        if not unknown.any():
            return []
        by_months, days = self._from_months()
        use = unknown & by_months
        by_ages, earliest, latest = self._from_ages()
        ages = unknown & by_ages & ~use
        clash = ages & (earliest > latest)
        if clash.any():
            expected = "des âges qu'une même date de naissance explique"
            self.tell(AGE, clash, ("des âges qui se contredisent", expected, f"Donner {BIRTH}."))
        ages &= ~clash
        middle = ((earliest + latest) // 2 - _EPOCH).astype("datetime64[M]").astype("datetime64[D]")
        found = use | ages
        notices = []
        if found.any():
            filled = np.where(use, days, np.where(ages, middle, self.days))
            self._set(filled, self.known | found)
            known = None if self.known.all() else self.known
            self.values.setdefault(BIRTH, {})[None] = (filled, known)
            for name in (AGE, MONTHS):
                if name in self.values:
                    self._forget(name, found)
            notices.append(_notice("date_naissance_deduite", _DEDUCED, int(found.sum())))
        left = int((unknown & ~found & ~clash).sum())
        if left:
            notices.append(_notice("date_naissance_absente", _ABSENT, left))
        return notices

    def _from_months(self) -> tuple[Array, Array]:
        there = np.zeros(self.count, dtype=bool)
        born = np.zeros(self.count, dtype=np.int64)
        given = self.values.get(MONTHS, {})
        for month in sorted(key for key in given if key is not None):
            ages, known = given[month]
            new = full(known, self.count) & ~there
            born = np.where(new, month - ages - 1, born)
            there |= new
        days = (born - _EPOCH).astype("datetime64[M]").astype("datetime64[D]") + 14
        return there, days

    def _from_ages(self) -> tuple[Array, Array, Array]:
        """Return whose age is known, and the first and last months of birth it allows."""
        there = np.zeros(self.count, dtype=bool)
        earliest = np.full(self.count, np.iinfo(np.int32).min, dtype=np.int64)
        latest = np.full(self.count, np.iinfo(np.int32).max, dtype=np.int64)
        for month, (ages, known) in self.values.get(AGE, {}).items():
            if month is None:
                continue
            said = full(known, self.count)
            last = month - 12 * ages.astype(np.int64)
            earliest = np.where(said, np.maximum(earliest, last - 11), earliest)
            latest = np.where(said, np.minimum(latest, last), latest)
            there |= said
        return there, np.where(there, earliest, 0), np.where(there, latest, 0)


def _notice(code: str, message: str, count: int) -> Notice:
    persons = f"{count} {'personnes' if count > 1 else 'personne'}"
    return Notice(code, message.format(persons), variable=BIRTH, entity="individu")


def deduce_housing_benefit(values: Values, count: int) -> Notice | None:
    """Fill the housing benefit of the months in which only its kind is given."""
    months = sorted({key for name in PARTS for key in values.get(name, {}) if key is not None})
    found = np.zeros(count, dtype=bool)
    for month in months:
        whole, known = values.get(WHOLE, {}).get(month, (np.zeros(count), np.zeros(count, bool)))
        total = np.zeros(count)
        told = np.zeros(count, dtype=bool)
        for name in PARTS:
            if month not in values.get(name, {}):
                continue
            part, there = values[name][month]
            said = full(there, count)
            total = total + np.where(said, part, 0.0)
            told |= said
        told &= ~full(known, count)
        if told.any():
            both = full(known, count) | told
            filled = (np.where(told, total, whole), None if both.all() else both)
            values.setdefault(WHOLE, {})[month] = filled
            found |= told
    if not found.any():
        return None
    return Notice(
        code="aide_logement_deduite",
        message=(
            f"{WHOLE} est celle donnée par {', '.join(PARTS)}, pour "
            f"{int(found.sum())} famille(s), aux mois où l'une l'est."
        ),
        variable=WHOLE,
        entity="famille",
    )
