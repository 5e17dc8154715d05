"""Each thing wrong in a situation is an error of ours that names the place."""

from __future__ import annotations

import copy
import math
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

import zeronr_rules as zr

MONTH = "2026-05"
GOOD = {
    "individus": {
        "a": {"date_naissance": {"ETERNITY": "1990-03-15"}},
        "b": {"date_naissance": {"ETERNITY": "1991-07-01"}},
        "e": {"date_naissance": {"ETERNITY": "2020-02-10"}},
    },
    "familles": {"f": {"parents": ["a", "b"], "enfants": ["e"]}},
    "foyers_fiscaux": {"d": {"declarants": ["a", "b"], "personnes_a_charge": ["e"]}},
    "menages": {"m": {"personne_de_reference": "a", "conjoint": "b", "enfants": ["e"]}},
}


def faults(situation, *, strict=False, period=MONTH):
    with pytest.raises(zr.SituationError) as caught:
        zr.calculate(situation, period, "age", strict=strict)
    assert isinstance(caught.value, ValueError)
    return caught.value.faults


def with_value(entity, key, variable, value):
    situation = copy.deepcopy(GOOD)
    situation[entity][key][variable] = value
    return situation


def with_entity(entity, node):
    return copy.deepcopy(GOOD) | {entity: node}


def without(*entities):
    return {key: node for key, node in copy.deepcopy(GOOD).items() if key not in entities}


def test_the_good_situation_is_good():
    assert zr.calculate(GOOD, MONTH, "age").by_id("age") == {"a": 36, "b": 34, "e": 6}


VALUES = [
    # variable of the person, what is given, where the fault is, what the message says
    ("salaire_net", {MONTH: -1}, (MONTH,), "donner 0"),
    ("pensions_alimentaires_percues", {MONTH: -1}, (MONTH,), "positif"),
    ("salaire_net", {MONTH: math.nan}, (MONTH,), "fini"),
    ("salaire_net", {MONTH: math.inf}, (MONTH,), "fini"),
    ("salaire_net", {MONTH: 1e13}, (MONTH,), "mille milliards"),
    ("salaire_net", {MONTH: 10**400}, (MONTH,), "mille milliards"),
    ("salaire_net", {MONTH: "1200"}, (MONTH,), "sans guillemets"),
    ("salaire_net", {MONTH: "1 200,50 €"}, (MONTH,), "sans guillemets"),
    ("salaire_net", {MONTH: True}, (MONTH,), "un montant en euros"),
    ("salaire_net", {MONTH: [1200]}, (MONTH,), "un montant en euros"),
    ("salaire_net", {MONTH: {"x": 1}}, (MONTH,), "un montant en euros"),
    ("salaire_net", 1200, (), '"2026-05"'),
    ("salaire_net", [1200], (), "la période"),
    ("salaire_net", {"2026-13": 1}, ("2026-13",), "01 à 12"),
    ("salaire_net", {"2026-00": 1}, ("2026-00",), "01 à 12"),
    ("salaire_net", {"2026-5": 1}, ("2026-5",), "AAAA-MM"),
    ("salaire_net", {"mai 2026": 1}, ("mai 2026",), "AAAA-MM"),
    ("salaire_net", {"2026-05-01": 1}, ("2026-05-01",), "un jour"),
    ("salaire_net", {date(2026, 5, 1): 1}, None, "un jour"),
    ("salaire_net", {"ETERNITY": 1}, ("ETERNITY",), "change avec le temps"),
    ("salaire_net", {"month:2026-01:0": 1}, ("month:2026-01:0",), "AAAA-MM"),
    ("salaire_net", {"year:2026:9999": 1}, ("year:2026:9999",), "AAAA-MM"),
    ("salaire_net", {None: 1}, ("null",), "AAAA-MM"),
    ("salaire_net", {"2026": 100, "2026-01": 200}, (), "s'accorde"),
    ("salaire_net", {"2026-01": 1, "month:2026-01": 2}, (), "une seule valeur"),
    ("conge_excluant", {"2026": True}, ("2026",), "un mois"),
    ("age", {MONTH: 30.5}, (MONTH,), "entier"),
    ("age", {MONTH: -1}, (MONTH,), "date_naissance"),
    ("age", {MONTH: 10**12}, (MONTH,), "au plus"),
    ("enceinte", {MONTH: 1}, (MONTH,), "true ou false"),
    ("enceinte", {MONTH: "oui"}, (MONTH,), "true ou false"),
    ("activite", {MONTH: "actiff"}, (MONTH,), "« actif »"),
    ("activite", {MONTH: 1}, (MONTH,), "chomeur"),
    ("activite", {MONTH: "Chômeur"}, (MONTH,), "chomeur"),
    ("date_naissance", {"ETERNITY": "1990-02-30"}, ("ETERNITY",), "calendrier"),
    ("date_naissance", {"ETERNITY": "15/03/1990"}, ("ETERNITY",), "AAAA-MM-JJ"),
    ("date_naissance", {"ETERNITY": 1990}, ("ETERNITY",), "AAAA-MM-JJ"),
    ("date_naissance", {"ETERNITY": "0001-01-01"}, ("ETERNITY",), "1850"),
    ("date_naissance", {"ETERNITY": "1890-01-01"}, (), "125 ans"),
    ("date_naissance", {"ETERNITY": "1990-01-01", MONTH: "1991-01-01"}, (), "une seule valeur"),
    ("date_naissance", {"ETERNITY": "2026-06-01"}, (), "avant la fin de 2026-05"),
    ("nationalite", {MONTH: "Français"}, (MONTH,), "deux lettres"),
    ("nationalite", {MONTH: 33}, (MONTH,), "guillemets"),
    ("salaire_nette", {MONTH: 1}, (), "« salaire_net »"),
    ("rsa", {MONTH: 1}, (), "familles"),
    ("loyer", {MONTH: 1}, (), "menages"),
    (12, {MONTH: 1}, None, "une variable"),
]


@pytest.mark.parametrize(("variable", "value", "below", "said"), VALUES, ids=str)
def test_value(variable, value, below, said):
    (fault,) = faults(with_value("individus", "b", variable, value))
    if below is not None:
        assert fault.path == ("individus", "b", variable, *below)
    assert said in str(fault)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1053", "cinq caractères"),
        (1053, "« 01053 »"),
        ("010530", "cinq caractères"),
        ("20004", "2A ou 2B"),
        ("2a004", "INSEE"),
        ("00100", "code postal"),
        ("99999", "code postal"),
        ("", "cinq caractères"),
        ("Bourg", "INSEE"),
        (True, "cinq caractères"),
    ],
)
def test_commune(value, said):
    (fault,) = faults(with_value("menages", "m", "depcom", {MONTH: value}))
    assert fault.path == ("menages", "m", "depcom", MONTH)
    assert said in str(fault)


@pytest.mark.parametrize("value", ["01053", "2A004", "97411", "98818", 69123])
def test_a_commune_code_is_taken(value):
    zr.calculate(with_value("menages", "m", "depcom", {MONTH: value}), MONTH, "age")


ENTITIES = [
    # situation, where, what the message says
    ({}, (), "vide"),
    (None, (), "null"),
    (12, (), "12"),
    ([], (), "une liste"),
    ({"individus": {}}, ("individus",), "au moins une personne"),
    ({"individus": None}, ("individus",), "au moins une personne"),
    ({"familles": {}}, ("individus",), "au moins une personne"),
    ({"individus": ["a"]}, ("individus",), "un objet"),
    ({"individus": {"a": 3}}, ("individus", "a"), "un objet"),
    ({"individus": {"a": {}, ("b",): {}}}, ("individus",), "un identifiant"),
    ({"individus": {1: {}, "1": {}}}, ("individus", "1"), "deux fois"),
    ({"individu": {}, "individus": {"a": {}}}, ("individus",), "deux fois"),
    ({"individus": {"a": {}}, "familes": {}}, ("familes",), "« familles »"),
    ({"individus": {"a": {}}, "axes": []}, ("axes",), "plusieurs ménages"),
    ({"individus": {"a": {}}, "salaire_net": {MONTH: 1}}, ("salaire_net",), "individus"),
    ({"individus": {"a": {}}, None: 1}, ("null",), "une entité"),
    (with_entity("familles", ["f"]), ("familles",), "un objet"),
    (
        with_entity("familles", {"f": {"parents": ["a", "b"]}}),
        ("familles",),
        "manque « e »",
    ),
    (
        with_entity("familles", {"f": {"parents": ["a", "b", "e"]}}),
        ("familles", "f", "parents"),
        "au plus 2",
    ),
    (
        with_entity("foyers_fiscaux", {"d": {"declarants": ["a", "b", "e"]}}),
        ("foyers_fiscaux", "d", "declarants"),
        "au plus 2",
    ),
    (
        with_entity("menages", {"m": {"personne_de_reference": ["a", "b"], "enfants": ["e"]}}),
        ("menages", "m", "personne_de_reference"),
        "au plus 1",
    ),
    (
        with_entity("familles", {"f": {"demandeur": ["a", "b"], "enfants": ["e"]}}),
        ("familles", "f", "demandeur"),
        "une personne pour demandeur",
    ),
    (
        with_entity("familles", {"f": {"parents": ["a"], "demandeur": "b", "enfants": ["e"]}}),
        ("familles", "f", "parents"),
        "l'un ou l'autre",
    ),
    (
        with_entity("familles", {"f": {"conjoint": "b", "enfants": ["a", "e"]}}),
        ("familles", "f", "conjoint"),
        "d'abord demandeur",
    ),
    (
        with_entity("familles", {"f": {"enfants": ["a", "b", "e"]}}),
        ("familles", "f", "parents"),
        "demandeur",
    ),
    (
        with_entity("menages", {"m": {"enfants": ["e"], "autres": ["a", "b"]}}),
        ("menages", "m", "personne_de_reference"),
        "au moins une personne",
    ),
    (
        with_entity("familles", {"f": {"parents": ["a", "b"], "enfants": ["e"]}, "g": {}}),
        ("familles", "g", "parents"),
        "au moins une personne",
    ),
    (
        with_entity("familles", {"f": {"parents": ["a", "b"]}, "g": {"parents": ["a", "e"]}}),
        ("familles", "g", "parents"),
        "déjà dans « f »",
    ),
    (
        with_entity("familles", {"f": {"parents": ["a", "b"], "enfants": ["e", "x"]}}),
        ("familles", "f", "enfants"),
        "« x »",
    ),
    (
        with_entity("familles", {"f": {"parents": ["a", "b"], "enfants": {"e": 1}}}),
        ("familles", "f", "enfants"),
        "une liste",
    ),
    (
        with_entity("familles", {"f": {"parents": ["a", "b"], "enfants": ["e", None]}}),
        ("familles", "f", "enfants", "1"),
        "l'identifiant d'une personne",
    ),
    (
        with_entity("familles", {"f": {"parents": ["a", "b"], "enfant": ["e"]}}),
        ("familles", "f", "enfant"),
        "« enfants »",
    ),
]


@pytest.mark.parametrize(("situation", "path", "said"), ENTITIES, ids=range(len(ENTITIES)))
def test_entities(situation, path, said):
    found = faults(situation)
    assert path in [fault.path for fault in found]
    assert any(fault.path == path and said in str(fault) for fault in found)


def test_all_faults_come_together_and_the_message_lists_them():
    situation = with_value("individus", "a", "salaire_net", {MONTH: -1, "2026-13": 2})
    situation["individus"]["b"]["salaire_nette"] = {MONTH: 1}
    situation["menages"]["m"]["depcom"] = {MONTH: "1"}
    situation["familles"]["f"]["enfants"] = []
    with pytest.raises(zr.SituationError) as caught:
        zr.calculate(situation, MONTH, "age")
    assert len(caught.value.faults) == 5
    assert "5 erreurs" in str(caught.value)
    assert str(caught.value).count("\n") == 5


def test_a_long_list_of_faults_is_cut_in_the_message_only():
    people = {f"p{i}": {"salaire_net": {MONTH: -1}} for i in range(200)}
    with pytest.raises(zr.SituationError) as caught:
        zr.calculate({"individus": people}, MONTH, "age")
    assert len(caught.value.faults) == 200
    assert "et 170 autres" in str(caught.value)


def test_a_situation_is_never_changed():
    situation = with_value("individus", "a", "age", {"2026": 36})
    before = copy.deepcopy(situation)
    zr.calculate(situation, MONTH, "age")
    assert situation == before


def born(key, day, *, pregnant=None):
    situation = with_value("individus", key, "date_naissance", {"ETERNITY": day})
    if pregnant:
        situation["individus"][pregnant]["enceinte"] = {"2026-03": True}
    return situation


def test_a_child_to_be_born_is_taken_when_a_parent_expects_it():
    zr.calculate(born("e", "2026-05-31"), MONTH, "age")
    (fault,) = faults(born("e", "2026-06-01"))
    assert fault.path == ("individus", "e", "date_naissance")
    assert "Retirer l'enfant, ou donner enceinte" in fault.hint
    assert len(faults(born("e", "2026-06-01", pregnant="e"))) == 1
    zr.calculate(born("e", "2026-06-01", pregnant="b"), MONTH, "age")
    zr.calculate(born("e", "2027-05-31", pregnant="a"), MONTH, "age")
    (fault,) = faults(born("e", "2027-06-01", pregnant="a"))
    assert "l'année qui suit" in str(fault)


def test_an_adult_is_born_before_the_end_of_the_period():
    zr.calculate(born("a", "2026-05-31"), MONTH, "age")
    (fault,) = faults(born("a", "2026-06-01", pregnant="b"))
    assert "enfant à naître" in str(fault)


@pytest.mark.parametrize("value", [None, {}, {MONTH: None}, {MONTH: None, "2026-04": 3.0}])
def test_null_asks_and_is_ignored(value):
    result = zr.calculate(with_value("individus", "a", "salaire_net", value), MONTH, "age")
    assert result.by_id("age")["a"] == 36


def test_losses_and_contributions_may_be_negative():
    from zeronr_rules.inputs.catalogue import catalogue_of

    variables = catalogue_of(zr.system()).variables
    negative = {name for name, spec in variables.items() if spec.may_be_negative}
    assert negative == {
        name
        for name in variables
        if name.startswith("crds_") or (name.startswith("rpns_") and "_CA" not in name)
    }
    places = {"individu": ("individus", "a"), "famille": ("familles", "f")}
    for name in negative:
        spec = variables[name]
        key = MONTH if spec.unit == "month" else "2026"
        zr.calculate(with_value(*places[spec.entity], name, {key: -100.0}), MONTH, "age")


@pytest.mark.parametrize(
    "amount", [Decimal("1200.5"), np.float32(1200.5), np.float64(1200.5), np.longdouble(1200.5)]
)
def test_every_kind_of_number_is_taken(amount):
    given = with_value("individus", "a", "salaire_net", {MONTH: amount})
    assert zr.calculate(given, MONTH, "salaire_net").by_id("salaire_net")["a"] == 1200.5


def test_whole_numbers_of_numpy_are_taken():
    for amount in (np.int8(12), np.int64(12), np.uint16(12), Decimal(12)):
        given = with_value("individus", "a", "salaire_net", {MONTH: amount})
        assert zr.calculate(given, MONTH, "salaire_net").by_id("salaire_net")["a"] == 12


@pytest.mark.parametrize("amount", [Decimal("NaN"), Decimal("sNaN"), Decimal("1e400")])
def test_a_decimal_that_is_not_an_amount(amount):
    (fault,) = faults(with_value("individus", "a", "salaire_net", {MONTH: amount}))
    assert "montant en euros" in fault.expected


@pytest.mark.parametrize("name", ["droits_mois_demande", "rsa_mois_demande", "ppa_mois_demande"])
def test_the_date_that_means_not_given_is_refused(name):
    (fault,) = faults(with_value("familles", "f", name, "1970-01-01"))
    assert "non donné" in fault.hint
    zr.calculate(born("a", "1970-01-01"), MONTH, "age")


def test_strict_refuses_what_is_otherwise_a_notice():
    situation = with_value("individus", "a", "aacc_defn", {"2026": 1})
    assert "aacc_defn" in str(zr.calculate(situation, MONTH, "age").notices[0])
    (fault,) = faults(situation, strict=True)
    assert fault.path == ("individus", "a", "aacc_defn")
    del situation["individus"]["a"]["date_naissance"]
    assert len(faults(situation, strict=True)) == 2


def test_strict_assumes_nothing():
    given = {"individus": {"a": {"age": {MONTH: 36}, "salaire_net": {MONTH: 800}}}}
    with pytest.raises(zr.SituationError) as caught:
        zr.calculate(given, MONTH, "rsa", strict=True)
    found = {fault.path: fault for fault in caught.value.faults}
    assert ("individus", "a", "date_naissance") in found
    assert ("individus", "a", "salaire_net") in found
    assert found["individus", "a", "salaire_net"].given == "rien pour 2026-01 à 2026-03"
    assert ("menages", "a", "statut_occupation_logement") in found
    assert ("menages", "a", "depcom") in found
    assert ("familles",) in found
    # Said in strict too, as notices: nothing is assumed.
    assert not any("droits_mois_demande" in path for path in found)


def test_strict_keeps_the_notices_that_assume_nothing():
    full = with_value("menages", "m", "depcom", {"2060": "01053"})
    strict = zr.calculate(full, "2060-01", "mois_de_reference_decales", strict=True)
    assert [notice.code for notice in strict.notices] == ["valeurs_prolongees"]


@pytest.mark.parametrize("name", ["", "a\x1b[31m", "a\n", "\u202ea", "a\u200b", "\ud800"])
def test_identifiers_are_visible(name):
    (fault,) = faults({"individus": {name: {}}, "famille": {"parents": [name]}})
    assert "visibles" in fault.expected
    assert "\x1b" not in str(fault)
    assert "\u202e" not in str(fault)
    assert str(fault).isprintable()
    str(fault).encode()


@pytest.mark.parametrize("name", ["Élodie", "père Noël", "a-1", "名", "e\u0301", "a\u00a0b"])
def test_identifiers_of_every_language_are_taken(name):
    result = zr.calculate({"individus": {name: {"date_naissance": "1990-03-15"}}}, MONTH, "age")
    assert result.by_id("age") == {name: 36}


def test_what_was_given_is_shown_without_control_characters():
    found = faults({"individus": {"a": {"activite": {MONTH: "\x1b[2J"}, "\u202ex": {MONTH: 1}}}})
    assert len(found) == 2
    assert all(str(fault).isprintable() for fault in found)


@pytest.mark.parametrize("code", ["FR", "BE", "DZ", "XK"])
def test_a_country_is_taken(code):
    zr.calculate(with_value("individus", "a", "nationalite", {MONTH: code}), MONTH, "age")


@pytest.mark.parametrize("code", ["XX", "ZZ", "fr", "UK", "F", ""])
def test_what_is_not_a_country(code):
    (fault,) = faults(with_value("individus", "a", "nationalite", {MONTH: code}))
    assert "ISO 3166" in fault.expected


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("1850-05", "1900 à 2100"),
        ("2101", "1900 à 2100"),
        (1850, "1900 à 2100"),
        ("2026-13", "01 à 12"),
        ("2026-5", "deux chiffres : « 2026-05 »"),
        ("month:2026-01:0", "month:2026-01:3"),
        ("mai", "Par exemple"),
    ],
)
def test_why_a_period_is_refused(key, said):
    (fault,) = faults(with_value("individus", "a", "salaire_net", {key: 1}))
    assert said in fault.hint


def test_persons_under_the_singular_are_one_fault():
    people = {"p1": {"date_naissance": {"ETERNITY": "1990-03-15"}}, "p2": {"age": {MONTH: 3}}}
    (fault,) = faults({"individu": people, "famille": {"parents": ["p1"], "enfants": ["p2"]}})
    assert fault.path == ("individu",)
    assert "« individus »" in fault.expected
    (fault,) = faults({"individus": people, "famille": {"f": {"parents": ["p1", "p2"]}}})
    assert fault.path == ("famille",)
    alone = {"individu": {"date_naissance": {"ETERNITY": "1990-03-15"}}}
    assert zr.calculate(alone, MONTH, "age").by_id("age") == {"individu": 36}


def test_openfisca_france_names_have_their_entity():
    (fault,) = faults(with_value("menages", "m", "aacc_defn", {"2026": 1}))
    assert "individus" in str(fault)


def test_faults_survive_pickling():
    import pickle

    with pytest.raises(zr.SituationError) as caught:
        zr.calculate({}, MONTH, "age")
    copied = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert copied.faults == caught.value.faults
    assert str(copied) == str(caught.value)
