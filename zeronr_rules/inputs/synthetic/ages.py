"""Births and ages; who is whose mother; pregnancies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeronr_rules.inputs.synthetic.columns import NO_DATE, Columns, days
from zeronr_rules.inputs.synthetic.households import (
    CHILD,
    MOST_CHILDREN,
    OTHER,
    PARTNER,
    REFERENCE,
    TYPES,
    Homes,
)
from zeronr_rules.inputs.synthetic.marginals import tables, values
from zeronr_rules.inputs.synthetic.months import MONTHS, Calendar
from zeronr_rules.inputs.synthetic.streams import Array, in_bands

# The longest pregnancy that can be declared, in months of the window.
_SOONEST, _LATEST = MONTHS, MONTHS + 5
# Months between two births of a mother, at least.
_SPACING = 11


@dataclass(frozen=True)
class Persons:
    """Ages and sexes.

    Attributes
    ----------
    months
        Completed months of age at the end of the year.
    age
        Completed years in the middle of the year (negative when not born yet).
    woman
        Who is a woman.
    adult
        Reference persons, partners and other adults, children of the household left out.
    birth
        Rank among the 27 months of the birth of each person; negative before them.
    mother, father
        Of each household, the person who is the mother, the father; -1 where none.

    """

    months: Array
    age: Array
    woman: Array
    adult: Array
    birth: Array
    mother: Array
    father: Array


def draw_persons(homes: Homes) -> Persons:
    """Draw the ages and sexes of the persons."""
    months = _children_months(homes)
    reference_is_woman = _reference_is_woman(homes)
    woman = homes.person_draws.chance("woman", values("sexe"))
    woman[homes.start] = reference_is_woman
    partner = np.flatnonzero(homes.place == PARTNER)
    woman[partner] = ~reference_is_woman[homes.home[partner]]
    months = _adult_months(homes, months, woman)
    parent = homes.children > 0
    mother = np.where(
        parent & reference_is_woman,
        homes.start,
        np.where(parent & homes.couple, homes.start + 1, -1),
    )
    father = np.where(
        parent & ~reference_is_woman,
        homes.start,
        np.where(parent & homes.couple, homes.start + 1, -1),
    )
    return Persons(
        months=months,
        age=(months - 6) // 12,
        woman=woman,
        adult=homes.place != CHILD,
        birth=MONTHS - 1 - months,
        mother=mother,
        father=father,
    )


def put_births(homes: Homes, persons: Persons, calendar: Calendar, columns: Columns) -> None:
    """Say when each person was born."""
    born = calendar.month(MONTHS - 1) - persons.months.astype("timedelta64[M]")
    columns.eternal("date_naissance", days(born, homes.person_draws.whole("day", 1, 28)))


def _reference_is_woman(homes: Homes) -> Array:
    draw = homes.draws.uniform("reference is a woman")
    lone = values("mere_parmi_monoparentales")
    return np.where(
        homes.is_type("homme_seul"),
        False,
        np.where(
            homes.is_type("femme_seule"),
            True,
            draw < np.where(homes.lone_parent, lone, values("sexe")),
        ),
    )


def _children_months(homes: Homes) -> Array:
    """Ages of the children in months at the end of the year, the eldest first."""
    months = np.zeros(homes.persons, dtype=np.int64)
    rows = np.flatnonzero(homes.children > 0)
    children, table = homes.children[rows], tables()["age_enfants"]
    years = in_bands(homes.draws.uniform("child", 0, rows), table["bounds"], table["values"])
    known = homes.draws.whole("rank of the child", 0, children - 1, rows)
    between = values("ecart_enfants")
    gaps = np.empty((MOST_CHILDREN, len(rows)), dtype=np.int64)
    gaps[0] = 0
    for rank in range(1, MOST_CHILDREN):
        gap = homes.draws.whole(f"gap {rank}", between["minimum"], between["maximum"], rows)
        gaps[rank] = gap * ~homes.draws.chance("twins", between["jumeaux"], rank, rows)
    since = np.cumsum(gaps, axis=0)
    ages = np.floor(years * 12).astype(np.int64) + since - since[known, np.arange(len(rows))]
    # Nobody is born after the year: the family is older as a whole.
    ages -= np.minimum(ages[0], 0)
    first_child = homes.start[rows] + np.where(homes.couple[rows], 2, 1)
    for rank in range(MOST_CHILDREN):
        there = np.flatnonzero(children > rank)
        months[first_child[there] + children[there] - 1 - rank] = ages[rank, there]
    return months


def _adult_months(homes: Homes, months: Array, woman: Array) -> Array:
    table = tables()["age_personne_de_reference"]
    draw, draws = homes.draws.uniform("age of the reference person"), homes.draws
    reference = np.zeros(homes.count)
    for kind, weights in table["values"].items():
        ages = in_bands(draw, table["bounds"], weights)
        reference = np.where(homes.type == TYPES.index(kind), ages, reference)
    first = values("age_premier_enfant")
    eldest = months[np.minimum(homes.start + 1 + homes.couple, homes.persons - 1)] / 12
    youngest = months[homes.start + homes.size - 1] / 12
    at_first = first["moyenne"] + first["ecart_type"] * draws.normal("age at the first birth")
    # The mother is old enough for the eldest, and not too old for the youngest.
    at_first = np.minimum(at_first, first["dernier"] - (eldest - youngest))
    at_first = np.clip(at_first, first["minimum"], first["maximum"])
    gap = values("ecart_conjoints")
    older = gap["moyenne"] + gap["ecart_type"] * draws.normal("age of the partner")
    reference_is_woman = woman[homes.start]
    lone_father = homes.lone_parent & ~reference_is_woman
    mother = eldest + at_first
    man_with_children = homes.couple & ~reference_is_woman
    parent = mother + np.where(man_with_children, older, 2 * lone_father)
    reference = np.where(homes.children > 0, parent, reference)
    partner = np.where(
        homes.children > 0,
        np.where(reference_is_woman, mother + older, mother),
        reference + np.where(reference_is_woman, older, -older),
    )
    # A parent is older than the eldest by as many years as the youngest of mothers.
    youngest_parent = np.where(homes.children > 0, eldest + first["minimum"], 0)
    youngest_parent = np.maximum(youngest_parent, 18)
    years_of = {
        REFERENCE: np.maximum(reference, youngest_parent),
        PARTNER: np.maximum(partner, youngest_parent),
    }
    for place, years in years_of.items():
        rows = np.flatnonzero(homes.place == place)
        months[rows] = np.floor(years[homes.home[rows]] * 12).astype(np.int64)
    rows = np.flatnonzero(homes.place == OTHER)
    shape = table["values"]["sans_famille"]
    drawn = homes.person_draws.uniform("age", 0, rows)
    months[rows] = np.floor(in_bands(drawn, table["bounds"], shape) * 12).astype(np.int64)
    return months


def put_pregnancies(homes: Homes, persons: Persons, calendar: Calendar, columns: Columns) -> None:
    """Declare the pregnancies of the births of the window, and of those to come."""
    table = values("grossesses")
    declared = table["mois_declares"]
    pregnant = np.zeros((MONTHS, homes.persons), dtype=bool)
    born = np.flatnonzero(
        (homes.place == CHILD) & (persons.birth > 0) & (persons.mother[homes.home] >= 0)
    )
    mothers = persons.mother[homes.home[born]]
    may = persons.woman & persons.adult & (persons.age >= table["age_minimum"])
    may &= persons.age < table["age_maximum"]
    latest = np.full(homes.persons, -_SPACING)
    np.maximum.at(latest, mothers, persons.birth[born])
    coming = np.flatnonzero(
        may
        & (latest + _SPACING <= _SOONEST)
        & homes.person_draws.chance("pregnancy", table["probabilite"])
    )
    due = homes.person_draws.whole("birth to come", _SOONEST, _LATEST, coming)
    for before in range(1, declared + 1):
        for women, births in ((mothers, persons.birth[born]), (coming, due)):
            month = births - before
            within = (month >= 0) & (month < MONTHS)
            pregnant[month[within], women[within]] = True
    for rank, period in enumerate(calendar.months):
        columns.put("enceinte", period, pregnant[rank])
    _put_starts(homes, (mothers, persons.birth[born]), (coming, due), calendar, columns)


def _put_starts(
    homes: Homes,
    past: tuple[Array, Array],
    coming: tuple[Array, Array],
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say when pregnancies started, to mothers of one birth only: there is one date a person."""
    table = values("grossesses")
    women, births = (np.concatenate(both) for both in zip(past, coming, strict=True))
    once = np.bincount(women, minlength=homes.persons)[women] == 1
    once &= homes.person_draws.chance("start of pregnancy", table["debut_connu"], rows=women)
    started = calendar.month(0) + (births[once] - table["mois"]).astype("timedelta64[M]")
    dates = np.full(homes.persons, NO_DATE)
    day = homes.person_draws.whole("day of pregnancy", 1, 28, women[once])
    dates[women[once]] = days(started, day)
    columns.eternal("date_debut_grossesse", dates)
