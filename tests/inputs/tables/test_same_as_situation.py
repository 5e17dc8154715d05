"""Tables and situations that say the same thing give the same population and the same refusals."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

import zeronr_rules as zr
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.tables.membership import role_keys

PERIOD = "2026-05"
CATALOGUE = catalogue_of(zr.system())

MONEY = st.one_of(
    st.integers(0, 300_000).map(lambda cents: cents / 100),
    st.sampled_from([0.0, 1200.0, -5.0, math.nan, math.inf, 2e12, 0.004]),
)
DATES = st.one_of(
    st.dates(date(1930, 1, 1), date(2026, 4, 30)).map(date.isoformat),
    st.sampled_from(
        ["2026-07-14", "2028-01-01", "1850-01-01", "1800-01-01", "1990-02-30", "15/03/1990", "1990"]
    ),
)
TENURES = st.sampled_from(
    [*list(CATALOGUE.variables["statut_occupation_logement"].members)[:4], "locataire_hml", ""]
)
# Variable, periods, values.
POOL = {
    "individus": [
        ("date_naissance", ["ETERNITY"], DATES),
        ("salaire_net", ["2026-01", "2026-02", "2026", "2025", "month:2026-01:3"], MONEY),
        ("enceinte", ["2026-03", "2026"], st.booleans()),
        ("age", ["2026-05", "2026-03", "2026"], st.integers(-1, 60)),
        ("age_en_mois", ["2026-05"], st.integers(0, 400)),
        ("nationalite", ["2026-05"], st.sampled_from(["FR", "DE", "fr", "XX"])),
        ("rpns_autres_revenus", ["2024", "2025"], MONEY),
    ],
    "familles": [
        ("rsa_percu", ["2026-01", "2026-04"], MONEY),
        ("apl", ["2026-01"], MONEY),
        ("als", ["2026-01", "2026-02"], MONEY),
        ("aide_logement", ["2026-01"], MONEY),
    ],
    "foyers_fiscaux": [],
    "menages": [
        ("loyer", ["2026-05", "2026", "2026-01"], MONEY),
        ("statut_occupation_logement", ["2026-05", "2026"], TENURES),
        ("depcom", ["2026-05"], st.sampled_from(["69123", "2A004", "20004", "6912", "99999"])),
        ("surface_logement", ["2026-05"], st.sampled_from([20.0, 0.0, 35.5])),
    ],
}
# What nothing refuses.
GOOD = {
    "date_naissance": st.dates(date(1930, 1, 1), date(2026, 4, 30)).map(date.isoformat),
    "enceinte": st.booleans(),
    "nationalite": st.sampled_from(["FR", "DE"]),
    "statut_occupation_logement": st.sampled_from(["locataire_vide", "proprietaire"]),
    "depcom": st.sampled_from(["69123", "33522", "01053"]),
    **dict.fromkeys(
        ("salaire_net", "rsa_percu", "loyer"),
        st.integers(0, 300_000).map(lambda cents: cents / 100),
    ),
}
TYPES = {"float": pa.float64(), "int": pa.int64(), "bool": pa.bool_()}


@st.composite
def structures(draw):
    """Draw who is with whom: every group has its first role, once."""
    count = draw(st.integers(1, 5))
    persons = [f"p{rank}" for rank in range(count)]
    groups = {}
    for key, entity in CATALOGUE.groups.items():
        keys = role_keys(entity)
        others = [one for one in keys[1:] if one != "conjoint"]
        cut = draw(st.lists(st.booleans(), min_size=count, max_size=count))
        made: list[dict[str, str]] = []
        for person, new in zip(persons, cut, strict=True):
            if new or not made:
                made.append({person: keys[0]})
            elif "conjoint" not in made[-1].values() and draw(st.booleans()):
                made[-1][person] = "conjoint"
            else:
                made[-1][person] = draw(st.sampled_from(others))
        groups[key] = {f"{key[0]}{rank}": one for rank, one in enumerate(made)}
    return persons, groups


@st.composite
def worlds(draw, *, good=False):
    """Draw a structure and what each member says: variable, period, value."""
    persons, groups = draw(structures())
    members = {
        CATALOGUE.plural_of(key): list(one) for key, one in {"individu": persons, **groups}.items()
    }
    said: dict[str, dict[str, dict[str, dict[str, object]]]] = {}
    for table, ids in members.items():
        said[table] = {one: {} for one in ids}
        for name, periods, any_value in POOL[table]:
            if good and name not in GOOD:
                continue
            values = GOOD[name] if good else any_value
            size = 1 if good else 2
            for one in ids:
                found = draw(st.dictionaries(st.sampled_from(periods), values, max_size=size))
                if found and draw(st.booleans()):
                    said[table][one][name] = found
    return persons, groups, said


def situation_of(persons, groups, said):
    made = {
        table: {one: dict(values) for one, values in ids.items()} for table, ids in said.items()
    }
    for key, entity in CATALOGUE.groups.items():
        roles = {flat: role.key for role in entity.roles.values() for flat in role.flat_roles}
        for group, members in groups[key].items():
            # Subroles go by order: the conjoint after the first.
            for person, role in sorted(members.items(), key=lambda item: item[1] == "conjoint"):
                made[entity.plural][group].setdefault(roles[role], []).append(person)
    return made


def tables_of(persons, groups, said):
    made = {}
    for table, ids in said.items():
        key = CATALOGUE.plurals[table]
        columns = {f"{key}_id": pa.array(list(ids))}
        if key == CATALOGUE.persons_key:
            for other, listed in groups.items():
                of = {
                    person: (one, role)
                    for one, has in listed.items()
                    for person, role in has.items()
                }
                columns[f"{other}_id"] = pa.array([of[person][0] for person in persons])
                columns[f"{other}_role"] = pa.array([of[person][1] for person in persons])
        found = {(name, when) for one in ids.values() for name, has in one.items() for when in has}
        for name, when in sorted(found):
            values = [one.get(name, {}).get(when) for one in ids.values()]
            kind = CATALOGUE.variables[name].kind
            title = name if when == "ETERNITY" else f"{name}:{when}"
            columns[title] = pa.array(values, TYPES.get(kind, pa.string()), from_pandas=False)
        made[table] = pa.table(columns)
    return made


def inputs_of(people):
    """What is known, as values to compare: for each variable and period."""
    found = {}
    for name, holder in people.input_holders.items():
        for key, array in holder.values.items():
            found[name, key] = (np.broadcast_to(array, holder.count).tolist(), None)
        for key, (array, known) in (holder.partial or {}).items():
            kept = np.where(known, np.asarray(array), np.zeros(1, array.dtype))
            found[name, key] = (kept.tolist(), known.tolist())
    return found


def places(faults):
    return {
        (fault.path[0], one, fault.path[1].partition(":")[0])
        for fault in faults
        for one in fault.ids
    }


def told_by_situation(world):
    """Return the population that the situation door makes, or its faults."""
    try:
        return zr.Population.from_situation(situation_of(*world), PERIOD), ()
    except zr.SituationError as error:
        return None, error.faults


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_same_population_or_same_refusals(world):
    there, faults = told_by_situation(world)
    if there is None:
        event("refused")
        with pytest.raises(zr.TablesError) as refused:
            zr.Population.from_tables(**tables_of(*world), period=PERIOD)
        assert places(refused.value.faults) == {fault.path[:3] for fault in faults}
        return
    event("accepted")
    here = zr.Population.from_tables(**tables_of(*world), period=PERIOD)
    assert {key: list(here.ids(key)) for key in here.entity_keys} == {
        key: list(there.ids(key)) for key in there.entity_keys
    }
    assert here.shape == there.shape
    assert inputs_of(here) == inputs_of(there)
    assert {notice.code for notice in here.notices} >= {notice.code for notice in there.notices}


@settings(max_examples=60, deadline=None)
@given(worlds(good=True))
def test_same_amounts(world):
    there = zr.Population.from_situation(situation_of(*world), PERIOD)
    here = zr.Population.from_tables(**tables_of(*world), period=PERIOD)
    asked = ["rsa", "ppa", "aide_logement"]
    one, other = (zr.simulate(people, PERIOD, asked) for people in (here, there))
    for name in asked:
        assert one[name].tobytes() == other[name].tobytes()
        assert one.by_id(name).keys() == other.by_id(name).keys()
