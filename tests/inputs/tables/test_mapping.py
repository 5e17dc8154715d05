"""A survey's own names and codes."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

import zeronr_rules as zr

MAPPING = """
individus:
  columns:
    NOI: individu_id
    IDFAM: famille_id
    LIEN: {to: famille_role, codes: {1: demandeur, 2: conjoint, 3: enfant}}
    NAISS: date_naissance
    GROSSESSE: {to: "enceinte:2026-03", codes: {1: true, 2: false, 9: null}}
    SALAIRE_ANNUEL: {to: "salaire_net:2026-03", unit: year}
  constants:
    "nationalite:2026-05": DE
  ignore: [NOM]
"""
SURVEY = {
    "NOI": [1, 2, 3],
    "IDFAM": [7, 7, 8],
    "LIEN": [1, 2, 1],
    "NAISS": ["1990-03-15", "1988-07-01", "1985-01-01"],
    "GROSSESSE": [1, 9, None],
    "SALAIRE_ANNUEL": [12000, None, 600],
    "NOM": ["Dupont", "Durand", "Martin"],
}


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "enquete.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def value(people, name, period):
    return people.input_holders[name].get_array(period)


@pytest.mark.parametrize("make", [pa.table, pd.DataFrame])
def test_a_survey(mapping, make):
    people = zr.Population.from_tables(make(SURVEY), mapping=mapping, period="2026-05")
    assert list(people.ids("famille")) == [7, 8]
    assert value(people, "salaire_net", "2026-03").tolist() == [1000.0, 0.0, 50.0]
    assert value(people, "enceinte", "2026-03").tolist() == [True, False, False]
    assert value(people, "nationalite", "2026-05").tolist() == [b"DE"] * 3
    assert people.members["famille"].roles.tolist() == [0, 1, 0]


def test_codes_of_a_text_file(mapping, tmp_path):
    pd.DataFrame(SURVEY).to_csv(tmp_path / "p.csv", index=False)
    text = (tmp_path / "p.csv").read_text()
    # pandas writes 1.0 where a value is missing elsewhere in the column.
    (tmp_path / "p.csv").write_text(text.replace("1.0,", "1,").replace("9.0,", "9,"))
    people = zr.Population.from_tables(tmp_path / "p.csv", mapping=mapping, period="2026-05")
    assert value(people, "enceinte", "2026-03").tolist() == [True, False, False]


def test_a_code_nobody_told(mapping):
    survey = pa.table({**SURVEY, "GROSSESSE": [1, 4, None], "LIEN": [1, 6, 1]})
    with pytest.raises(zr.TablesError) as error:
        zr.Population.from_tables(survey, mapping=mapping, period="2026-05")
    told = [str(fault) for fault in error.value.faults]
    assert "individus / GROSSESSE : reçu un autre code" in "\n".join(told)
    assert "individus / LIEN : reçu un autre code" in "\n".join(told)
    assert all("1 ligne : 2 (2)" in one for one in told)
    people = zr.Population.from_tables(survey, mapping=mapping, period="2026-05", on_error="report")
    assert list(people.ids("individu")) == [3]


def test_faults_of_a_mapping_come_together():
    wrong = {
        "individu": {},
        "individus": {
            "columns": {
                "A": 3,
                "B": {"to": "statut_occupation_logement:2026-01", "codes": {1: "proprietair"}},
                "C": {"to": "famille_role", "codes": {1: "papa"}},
                "D": {"to": "salaire_net:2026-01", "unit": "week"},
                "E": {"to": "date_naissance", "unit": "year"},
                "F": {"to": "individu_id", "codes": {1: 2}, "other": 1},
            },
            "constants": {"loyer:2026-01": -3, "loier:2026-01": 4},
            "ignore": "NOM",
            "column": {},
        },
        "menages": 12,
    }
    with pytest.raises(zr.TablesError) as error:
        zr.Population.from_tables(pa.table(SURVEY), mapping=wrong)
    told = "\n".join(str(fault) for fault in error.value.faults)
    for words in (
        "Vouliez-vous dire « individus »",
        "mapping / individus / columns / A",
        "« proprietaire »",
        "un rôle parmi demandeur",
        "« month » ou « year »",
        "une unité pour un montant du mois",
        "des codes pour une variable ou un rôle",
        "columns / F / other",
        "un montant en euros positif",
        "« loyer »",
        "une liste de noms de colonnes",
        "« columns »",
        "mapping / menages",
    ):
        assert words in told, words


def test_what_a_mapping_names_must_be_there(mapping):
    survey = pa.table({key: values for key, values in SURVEY.items() if key != "GROSSESSE"})
    with pytest.raises(zr.TablesError, match="GROSSESSE : reçu un nom donné par mapping"):
        zr.Population.from_tables(survey, mapping=mapping, period="2026-05")
    with pytest.raises(zr.TablesError, match="une table donnée par mapping"):
        zr.Population.from_tables(pa.table({"individu_id": [1]}), mapping={"menages": {}})
    with pytest.raises(zr.TablesError, match="chaque colonne une fois"):
        zr.Population.from_tables(
            pa.table({"individu_id": [1], "NOI": [2]}),
            mapping={"individus": {"columns": {"NOI": "individu_id"}}},
        )
    with pytest.raises(zr.SituationError, match="n'existe pas"):
        zr.Population.from_tables(pa.table(SURVEY), mapping="nulle_part.yaml")


@pytest.mark.parametrize("unit", ["year", "month"])
@pytest.mark.parametrize("period", ["2025", "month:2025-01:3"])
def test_a_unit_is_for_one_month(unit, period):
    """A total that is shared between its months is not divided by twelve as well."""
    survey = pa.table({"NOI": [1], "REVENU": [14400.0]})
    columns = {"NOI": "individu_id", "REVENU": {"to": f"salaire_net:{period}", "unit": unit}}
    with pytest.raises(zr.TablesError, match="une unité pour un seul mois"):
        zr.Population.from_tables(survey, mapping={"individus": {"columns": columns}})
    columns["REVENU"] = "salaire_net:2025"
    people = zr.Population.from_tables(survey, mapping={"individus": {"columns": columns}})
    assert people.input_holders["salaire_net"].get_array("2025-03").tolist() == [1200.0]
