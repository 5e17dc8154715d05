"""Dates of birth: plausible, in accord with the ages, or deduced from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zeronr_rules.inputs.faults import Faults
from zeronr_rules.inputs.periods import SimplePeriod, month_text
from zeronr_rules.inputs.situation import Group, Values
from zeronr_rules.inputs.values import BIRTH
from zeronr_rules.notices import Notice

AGE, MONTHS, PREGNANT = "age", "age_en_mois", "enceinte"
_CHILD = "enfant"
# Nobody has lived longer than this.
OLDEST_AGE = 125
# A parent younger than this is most often a mistake of role or of date.
YOUNGEST_PARENT = 14


def check_births(
    values: Values,
    persons: Mapping[str, int],
    familles: Group,
    period: SimplePeriod,
    faults: Faults,
) -> None:
    """Refuse births after the requested period, unless of a child that a parent expects."""
    births = values.get(BIRTH, {}).get(None, {})
    after = period.start + period.months  # the month after the requested period
    for person, index in persons.items():
        born = births.get(index)
        if born is None:
            continue
        month = born.year * 12 + born.month - 1
        path = ("individus", person, BIRTH)
        if month < period.start - 12 * OLDEST_AGE:
            faults.add(path, born.isoformat(), f"une naissance il y a moins de {OLDEST_AGE} ans")
        elif month < after:
            continue
        elif familles.roles[index] != _CHILD:
            faults.add(
                path,
                born.isoformat(),
                f"une naissance avant la fin de {period}",
                "Seul un enfant à naître, dans « enfants » de sa famille, peut naître ensuite.",
            )
        elif not _is_expected(values, familles, index):
            faults.add(
                path,
                born.isoformat(),
                f"une naissance avant la fin de {period}, ou une grossesse",
                f"Retirer l'enfant, ou donner {PREGNANT} à l'un de ses parents.",
            )
        elif month >= after + 12:
            faults.add(path, born.isoformat(), f"une naissance dans l'année qui suit {period}")


def _is_expected(values: Values, familles: Group, child: int) -> bool:
    """Whether a parent of the child's famille is said to be pregnant, in whatever month."""
    return any(
        pregnant
        and familles.members[index] == familles.members[child]
        and familles.roles[index] != _CHILD
        for members in values.get(PREGNANT, {}).values()
        for index, pregnant in members.items()
    )


def check_ages(values: Values, persons: Mapping[str, int], faults: Faults) -> None:
    """Refuse the ages that a date of birth contradicts, and forget the others.

    An age given for a whole year is right when it is so in one of its months.
    """
    births = values.get(BIRTH, {}).get(None, {})
    for person, index in persons.items():
        born = births.get(index)
        if born is None:
            continue
        for name, length in ((AGE, 12), (MONTHS, 1)):
            given = _given(values, name, index)
            wrong = [month for month in sorted(given) if not _agrees(given, month, born, length)]
            if wrong:
                faults.add(
                    ("individus", person, name, month_text(wrong[0])),
                    str(given[wrong[0]]),
                    f"{max(_months_old(born, wrong[0]), 0) // length}, puisque {BIRTH} est "
                    f"{born.isoformat()}",
                    f"Corriger l'un ou l'autre, ou ne donner que {BIRTH}.",
                )
            elif given:
                _forget(values, name, index)


def _agrees(given: Mapping[int, int], month: int, born: date, length: int) -> bool:
    first = month - month % 12
    year = range(first, first + 12)
    whole = all(given.get(other) == given[month] for other in year)
    return any(
        max(_months_old(born, other), 0) // length == given[month]
        for other in (year if whole else (month,))
    )


def _months_old(born: date, month: int) -> int:
    """Completed months on the first day of a month."""
    return month - (born.year * 12 + born.month - 1) - (born.day > 1)


def young_parents(
    values: Values, persons: Mapping[str, int], familles: Group, period: SimplePeriod
) -> Notice | None:
    """Say which parents are too young for it to be likely."""
    births = values.get(BIRTH, {}).get(None, {})
    young = tuple(
        person
        for person, index in persons.items()
        if index in births
        and familles.roles[index] != _CHILD
        and _months_old(births[index], period.start) < 12 * YOUNGEST_PARENT
    )
    if not young:
        return None
    are = "ont" if len(young) > 1 else "a"
    return Notice(
        code="parent_tres_jeune",
        message=(
            f"{', '.join(young[:10])}{' …' if len(young) > 10 else ''} {are} moins de "
            f"{YOUNGEST_PARENT} ans en {month_text(period.start)} sans être dans « enfants » "
            "d'une famille. Vérifier la date de naissance ou le rôle."
        ),
        variable=BIRTH,
        entity="individu",
        ids=young,
        period=str(period),
    )


def deduce_births(
    values: Values, persons: Mapping[str, int], faults: Faults
) -> tuple[Notice | None, list[str]]:
    """Give a date of birth to the persons of whom only an age is known.

    Returns a notice when there are any, and the persons of whom neither is known.
    """
    births = values.get(BIRTH, {}).get(None, {})
    deduced: dict[str, date] = {}
    unknown: list[str] = []
    for person, index in persons.items():
        if index in births:
            continue
        months = _given(values, MONTHS, index)
        ages = _given(values, AGE, index)
        if months:
            first = min(months)
            born = first - months[first] - 1
            deduced[person] = date(born // 12, born % 12 + 1, 15)
        elif ages:
            # On the first of month m a person of age a was born, to the month,
            # between m - 12a - 11 and m - 12a; take the middle of what all say.
            earliest = max(month - 12 * age - 11 for month, age in ages.items())
            latest = min(month - 12 * age for month, age in ages.items())
            if earliest > latest:
                faults.add(
                    ("individus", person, AGE),
                    "des âges qui se contredisent",
                    "des âges qu'une même date de naissance explique",
                    f"Donner {BIRTH}.",
                )
                continue
            born = (earliest + latest) // 2
            deduced[person] = date(born // 12, born % 12 + 1, 1)
        else:
            unknown.append(person)
            continue
        for name in (AGE, MONTHS):
            _forget(values, name, index)
    if not deduced:
        return None, unknown
    target = values.setdefault(BIRTH, {}).setdefault(None, {})
    for person, day in deduced.items():
        target[persons[person]] = day
    return _deduced_notice(deduced), unknown


def _given(values: Values, name: str, index: int) -> dict[int, int]:
    by_month = values.get(name, {})
    return {
        month: members[index]
        for month, members in by_month.items()
        if month is not None and index in members
    }


def _forget(values: Values, name: str, index: int) -> None:
    by_month = values.get(name, {})
    for month in list(by_month):
        by_month[month].pop(index, None)
        if not by_month[month]:
            del by_month[month]
    if name in values and not by_month:
        del values[name]


def _deduced_notice(deduced: Mapping[str, date]) -> Notice:
    shown = ", ".join(
        f"{person} ({month_text(day.year * 12 + day.month - 1)}-{day.day:02d})"
        for person, day in list(deduced.items())[:20]
    )
    more = " …" if len(deduced) > 20 else ""
    return Notice(
        code="date_naissance_deduite",
        message=(
            f"Date de naissance déduite de l'âge, au milieu de ce qu'il permet : {shown}{more}. "
            "Les seuils d'âge peuvent tomber un autre mois : donner date_naissance."
        ),
        variable=BIRTH,
        entity="individu",
        ids=tuple(deduced),
    )
