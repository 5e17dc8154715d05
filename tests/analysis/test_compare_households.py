"""Types of ménages, and the ménage in which an amount counts."""

from __future__ import annotations

import numpy as np
import pytest

import zeronr_rules as zr
from zeronr_rules.analysis.households import by_home, home_of, types_of

HEAD, PARTNER, CHILD, OTHER = "personne_de_reference", "conjoint", "enfant", "autre"
PARENT, SECOND = "demandeur", "conjoint"


def a_home(*members):
    """One ménage: for each person, the role there, the famille, the role in it."""
    homes, familles, roles = zip(*members, strict=True)
    return zr.Population(
        persons=len(members),
        groups={
            "menages": {"count": 1, "members": [0] * len(members), "roles": list(homes)},
            "familles": {"members": list(familles), "roles": list(roles)},
        },
    )


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([(HEAD, 0, PARENT)], "personne seule"),
        ([(HEAD, 0, PARENT), (CHILD, 0, CHILD)], "famille monoparentale"),
        ([(HEAD, 0, PARENT), (PARTNER, 0, SECOND)], "couple sans enfant"),
        ([(HEAD, 0, PARENT), (PARTNER, 1, PARENT)], "couple sans enfant"),
        ([(HEAD, 0, PARENT), (PARTNER, 0, SECOND), (CHILD, 0, CHILD)], "couple avec enfant(s)"),
        # A grown child who is a famille alone is still a child of the ménage.
        ([(HEAD, 0, PARENT), (CHILD, 1, PARENT)], "famille monoparentale"),
        ([(HEAD, 0, PARENT), (OTHER, 1, PARENT)], "autre"),
        ([(HEAD, 0, PARENT), (PARTNER, 0, SECOND), (OTHER, 0, CHILD)], "autre"),
        # A child who has a child, or a partner, in the ménage.
        ([(HEAD, 0, PARENT), (CHILD, 1, PARENT), (OTHER, 1, CHILD)], "autre"),
        ([(HEAD, 0, PARENT), (CHILD, 1, PARENT), (CHILD, 1, SECOND)], "autre"),
        # Nobody is the person of reference: no family is known.
        ([(OTHER, 0, PARENT), (OTHER, 1, PARENT)], "autre"),
        ([(CHILD, 0, PARENT), (CHILD, 1, PARENT)], "autre"),
    ],
)
def test_types(members, expected):
    people = a_home(*members)
    born = np.ones(len(members), dtype=bool)
    assert types_of(people, born).tolist() == [expected]


def test_a_child_to_be_born_does_not_count():
    people = a_home((HEAD, 0, PARENT), (PARTNER, 0, SECOND), (CHILD, 0, CHILD))
    assert types_of(people, np.array([True, True, False])).tolist() == ["couple sans enfant"]
    grandchild = a_home((HEAD, 0, PARENT), (CHILD, 1, PARENT), (CHILD, 1, CHILD))
    assert types_of(grandchild, np.array([True, True, True])).tolist() == ["autre"]
    assert types_of(grandchild, np.array([True, True, False])).tolist() == ["famille monoparentale"]


def test_a_famille_counts_in_the_menage_of_its_demandeur():
    """Persons 0 and 1 live in ménage 0, 2 in ménage 1; the second famille's demandeur is 2."""
    people = zr.Population(
        persons=3,
        groups={
            "menages": {"count": 2, "members": [0, 0, 1], "roles": [HEAD, PARTNER, HEAD]},
            "familles": {"count": 3, "members": [0, 1, 1], "roles": [PARENT, SECOND, PARENT]},
            "foyers_fiscaux": {
                "count": 1,
                "members": [0, 0, 0],
                "roles": ["personne_a_charge", "personne_a_charge", "personne_a_charge"],
            },
        },
    )
    homes = home_of(people, "famille")
    assert homes.tolist() == [0, 1, -1]
    # Without a person in the first role: the first member.
    assert home_of(people, "foyer_fiscal").tolist() == [0]
    assert home_of(people, "individu").tolist() == [0, 0, 1]
    assert home_of(people, "menage").tolist() == [0, 1]
    # A famille of nobody has nothing to give.
    assert by_home(np.array([5.0, 7.0, 9.0]), homes, 2).tolist() == [5.0, 7.0]


def test_corsica_and_overseas():
    people = zr.Population(persons=4)
    people.set_input("date_naissance", "ETERNITY", ["1990-01-15"] * 4)
    people.set_input("depcom", "2026-05", ["2A004", "97411", "01053", ""])
    made = zr.compare(people, None, "2026-05", "rsa")
    assert made.homes.departments.tolist() == ["20", "974", "01", "inconnu"]
    assert made.by("departement")["groupe"].tolist() == ["01", "20", "974", "inconnu"]


def test_members_born_within_a_year_are_of_its_end():
    """A child born in October 2026 is one of the three persons of 2026, not of May."""
    people = a_home((HEAD, 0, PARENT), (PARTNER, 0, SECOND), (CHILD, 0, CHILD))
    people.set_input("date_naissance", "ETERNITY", ["1990-01-15", "1990-01-15", "2026-10-05"])
    year = zr.compare(people, None, "2026", "rsa")
    assert year.homes.sizes.tolist() == [3]
    assert year.homes.types.tolist() == ["couple avec enfant(s)"]
    # Born after the first of October: 1.5 units ten months, 1.8 two: the mean of the twelve.
    assert year.before.units.tolist() == pytest.approx([(10 * 1.5 + 2 * 1.8) / 12])
    may = zr.compare(people, None, "2026-05", "rsa")
    assert may.homes.sizes.tolist() == [2]
