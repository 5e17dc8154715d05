"""What tables may look like, and what is made of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import zeronr_rules as zr
from zeronr_rules.inputs.tables import Ids

MONTH = "2026-05"
PERSONS = {
    "individu_id": ["ana", "bob", "cid", "dea"],
    "famille_id": ["f1", "f1", "f1", "f2"],
    "famille_role": ["demandeur", "conjoint", "enfant", "demandeur"],
    "foyer_fiscal_id": [1, 1, 1, 2],
    "foyer_fiscal_role": [
        "declarant_principal",
        "conjoint",
        "personne_a_charge",
        "declarant_principal",
    ],
    "menage_id": [10, 10, 10, 20],
    "menage_role": ["personne_de_reference", "conjoint", "enfant", "personne_de_reference"],
    "date_naissance": ["1990-03-15", "1988-07-01", "2020-01-02", "1985-01-01"],
    "salaire_net:2026-03": [None, 900.5, None, 0.0],
}
SITUATION = {
    "individus": {
        "ana": {"date_naissance": {"ETERNITY": "1990-03-15"}},
        "bob": {"date_naissance": {"ETERNITY": "1988-07-01"}, "salaire_net": {"2026-03": 900.5}},
        "cid": {"date_naissance": {"ETERNITY": "2020-01-02"}},
        "dea": {"date_naissance": {"ETERNITY": "1985-01-01"}, "salaire_net": {"2026-03": 0.0}},
    },
    "familles": {"f1": {"parents": ["ana", "bob"], "enfants": ["cid"]}, "f2": {"parents": ["dea"]}},
    "foyers_fiscaux": {
        "1": {"declarants": ["ana", "bob"], "personnes_a_charge": ["cid"]},
        "2": {"declarants": ["dea"]},
    },
    "menages": {
        "10": {"personne_de_reference": "ana", "conjoint": "bob", "enfants": ["cid"]},
        "20": {"personne_de_reference": "dea"},
    },
}


def rsa(people) -> dict[str, float]:
    return zr.simulate(people, MONTH, "rsa").by_id("rsa")


def told(*given, **options) -> list[str]:
    with pytest.raises(zr.TablesError) as error:
        zr.Population.from_tables(*given, **{"period": MONTH, **options})
    return [str(fault) for fault in error.value.faults]


def everywhere(tmp_path):
    table = pa.table(PERSONS)
    pq.write_table(table, tmp_path / "p.parquet")
    pl.from_arrow(table).write_csv(tmp_path / "p.csv")
    return {
        "arrow": table,
        "batch": table.to_batches()[0],
        "reader": table.to_reader(),
        "polars": pl.DataFrame(PERSONS),
        "lazy": pl.LazyFrame(PERSONS),
        "categories": pl.DataFrame(PERSONS).with_columns(
            pl.col("famille_role").cast(pl.Categorical)
        ),
        "pandas": pd.DataFrame(PERSONS),
        "pandas with pyarrow": table.to_pandas(types_mapper=pd.ArrowDtype),
        "parquet": tmp_path / "p.parquet",
        "csv": str(tmp_path / "p.csv"),
    }


def test_whatever_holds_the_table(tmp_path):
    wanted = zr.calculate(SITUATION, MONTH, "rsa").by_id("rsa")
    for name, table in everywhere(tmp_path).items():
        people = zr.Population.from_tables(table, period=MONTH)
        assert rsa(people) == wanted, name


def test_identifiers_keep_their_type():
    people = zr.Population.from_tables(PERSONS_TABLE)
    assert list(people.ids("menage")) == [10, 20]
    assert people.ids("famille") == ["f1", "f2"]
    assert isinstance(people.ids("famille"), Ids)
    assert people.ids("famille")[-1] == "f2"
    with_holes = pd.DataFrame({"individu_id": [1.0, 2.0]})
    assert list(zr.Population.from_tables(with_holes).ids("individu")) == [1, 2]
    assert "des nombres" in told(pd.DataFrame({"individu_id": [1.5, 2.0]}))[0]


PERSONS_TABLE = pa.table(PERSONS)


def test_group_tables_give_their_order_and_their_variables():
    menages = pa.table({"menage_id": [20, 10], "loyer:2026-05": [450.0, None], "poids": [2, 1]})
    people = zr.Population.from_tables(PERSONS_TABLE, menages=menages, period=MONTH)
    assert list(people.ids("menage")) == [20, 10]
    assert people.weights.tolist() == [2.0, 1.0]
    assert people.weights.dtype == np.float64
    assert people.input_holders["loyer"].get_array("2026-05").tolist() == [450.0, 0.0]


def test_flat_table_says_a_group_once_or_the_same_each_time():
    flat = PERSONS_TABLE.append_column("loyer:2026-05", [[450.0, None, 450.0, 300.0]])
    flat = flat.append_column("poids", [[3.0, None, None, 4.0]])
    people = zr.Population.from_tables(flat, period=MONTH)
    assert people.input_holders["loyer"].get_array("2026-05").tolist() == [450.0, 300.0]
    assert people.weights.tolist() == [3.0, 4.0]
    other = PERSONS_TABLE.append_column("loyer:2026-05", [[450.0, None, 460.0, 300.0]])
    (fault,) = told(other)
    assert "des valeurs différentes" in fault
    assert fault.endswith("1 ligne : 3 (cid)")


def test_weights():
    menages = pa.table({"menage_id": [10, 20], "poids": [0.0, None]})
    faults = told(PERSONS_TABLE, menages=menages)
    assert ["reçu zéro" in faults[0], "reçu rien" in faults[1]] == [True, True]
    assert zr.Population.from_tables(PERSONS_TABLE).weights is None


def test_long_format_is_the_wide_one():
    wide = {
        "individu_id": ["a", "b"],
        "date_naissance": ["1990-03-15", "1985-01-01"],
        "salaire_net:2026-01": [100.0, None],
        "salaire_net:2026-03": [None, 200.0],
        "salaire_net:2025": [None, 1200.0],
    }
    long = {
        "individu_id": ["a", "b", "b"],
        "periode": ["2026-01", "2026-03", "2025"],
        "date_naissance": ["1990-03-15", None, "1985-01-01"],
        "salaire_net": [100.0, 200.0, 1200.0],
    }
    one, other = (
        zr.Population.from_tables(pa.table(table), period=MONTH) for table in (wide, long)
    )
    assert {(name, str(period)): array.tolist() for name, period, array in one.inputs()} == {
        (name, str(period)): array.tolist() for name, period, array in other.inputs()
    }
    assert len(list(one.inputs())) == 15


def test_long_format_faults():
    long = pa.table(
        {
            "individu_id": ["a", "a", None, "b"],
            "periode": ["2026-01", "2026-01", "2026-02", "2026-01"],
            "date_naissance": ["1990-03-15", "1991-03-15", None, None],
            "loyer": [1.0, 1.0, 1.0, -1.0],
        }
    )
    faults = "\n".join(told(long))
    for words in (
        "deux lignes pour une période",
        "des valeurs différentes",
        "un identifiant : un nombre entier ou un texte. 1 ligne : 3",
        "un nombre négatif",
    ):
        assert words in faults


def test_bare_names_are_for_the_period():
    table = pa.table({"individu_id": ["a"], "salaire_net": [100.0]})
    people = zr.Population.from_tables(table, period="2026-03")
    assert [(name, str(when)) for name, when, _ in people.inputs()] == [("salaire_net", "2026-03")]
    assert "un nom sans période" in told(table, period=None)[0]
    yearly = pa.table({"individu_id": ["a"], "frais_reels": [100.0]})
    assert "une année civile" in told(yearly)[0]
    people = zr.Population.from_tables(yearly, period="2024")
    assert [str(when) for _, when, _ in people.inputs()] == ["2024"]


def test_nulls_are_not_said():
    table = pa.table(
        {
            "individu_id": ["a", "b"],
            "enceinte:2026-03": [None, True],
            "salaire_net:2026-03": pa.array([None, None], pa.float64()),
        }
    )
    people = zr.Population.from_tables(table)
    assert "salaire_net" not in people.input_holders
    assert people.input_holders["enceinte"].get_array("2026-03").tolist() == [False, True]
    # A variable that is computed is, for those who do not say it.
    computed = pa.table({"individu_id": ["a", "b"], "rsa:2026-05": [10.0, None]})
    assert zr.simulate(zr.Population.from_tables(computed), MONTH, "rsa")["rsa"][0] == 10.0
    assert zr.simulate(zr.Population.from_tables(computed), MONTH, "rsa")["rsa"][1] != 0.0


def test_nan_is_not_null_but_for_pandas():
    nan = {"individu_id": ["a", "b"], "salaire_net:2026-03": [float("nan"), 1.0]}
    assert "NaN" in told(pl.DataFrame(nan))[0]
    people = zr.Population.from_tables(pd.DataFrame(nan))
    assert people.input_holders["salaire_net"].get_array("2026-03").tolist() == [0.0, 1.0]


def test_types_of_columns():
    given = {
        "salaire_net:2026-03": pa.array(["12", "13"]),
        "enceinte:2026-03": pa.array([0, 1]),
        "statut_occupation_logement:2026-03": pa.array([1, 2]),
        "date_naissance": pa.array([19900315, 19910101]),
        "nationalite:2026-03": pa.array([True, False]),
        "age:2026-03": pa.array([30.5, 31.0]),
    }
    faults = told(pa.table({"individu_id": [1, 2], **given}))
    assert len(faults) == 6
    assert [("ligne" in fault) for fault in faults] == [False] * 5 + [True]
    dates = pa.table(
        {
            "individu_id": [1, 2],
            "date_naissance": pa.array([0, 10**9], pa.timestamp("s")),
        }
    )
    people = zr.Population.from_tables(dates)
    assert people.input_holders["date_naissance"].get_array("ETERNITY").astype(str).tolist() == [
        "1970-01-01",
        "2001-09-09",
    ]


def test_pandas_column_of_mixed_types():
    mixed = pd.DataFrame(
        {"individu_id": ["a", "b"], "salaire_net:2026-03": [1.0, "Dupont"]}, dtype=object
    )
    (fault,) = told(mixed)
    assert "des types sont mêlés" in fault
    assert "Dupont" not in fault


def test_structure_faults():
    table = PERSONS_TABLE
    assert "le rôle de chaque personne" in told(table.drop_columns(["famille_role"]))[0]
    assert "une colonne d'identifiants" in told(table.drop_columns(["individu_id"]))[0]
    without = table.drop_columns(["famille_id", "famille_role"])
    familles = pa.table({"famille_id": ["f1", "f2"]})
    assert "famille_id : reçu rien" in told(without, familles)[0]
    numbers = pa.table({"famille_id": [1, 2]})
    assert "des nombres entiers, comme dans familles" in told(table, numbers)[0]
    roles = ["demandeur", "demandeur", "bébé", None]
    changed = table.set_column(2, "famille_role", [roles])
    faults = "\n".join(told(changed))
    assert "une seule personne demandeur par famille. 1 ligne : 1 (f1)" in faults
    assert "un rôle parmi demandeur, conjoint, enfant. 1 ligne : 4 (dea)" in faults
    assert "bébé" not in faults
    assert told(None) == ["individus : reçu rien ; attendu la table des personnes"]
    assert "une table Arrow" in told(42)[0]


def test_left_out_with_those_they_live_with():
    table = pa.table({**PERSONS, "salaire_net:2026-03": [None, -900.5, None, 0.0]})
    people = zr.Population.from_tables(table, period=MONTH, on_error="report")
    assert list(people.ids("individu")) == ["dea"]
    assert list(people.ids("menage")) == [20]
    assert rsa(people) == {"f2": rsa(zr.Population.from_tables(PERSONS_TABLE, period=MONTH))["f2"]}
    report = people.report
    assert (report.rejected_households, report.rejected_persons, report.households) == (1, 3, 1)
    rows = report.to_arrow().to_pylist()
    assert [(row["table"], row["ligne"], row["id"], row["lot"]) for row in rows] == [
        ("individu", 1, "ana", 1),
        ("individu", 2, "bob", 1),
        ("individu", 3, "cid", 1),
        ("famille", 1, "f1", 1),
        ("foyer_fiscal", 1, "1", 1),
        ("menage", 1, "10", 1),
    ]
    assert "un nombre négatif" in rows[1]["motif"]
    assert "lié" in rows[0]["motif"]
    assert "900" not in str(report) + str(rows)
    assert "Écartés : 1 (3 personnes)" in str(report)


def test_faults_of_columns_are_raised_whatever_is_asked():
    table = PERSONS_TABLE.append_column("inconnue", [[1, 2, 3, 4]])
    assert "un nom inconnu" in told(table, on_error="report")[0]
    everybody = pa.table({"individu_id": ["a"], "salaire_net:2026-03": [-1.0]})
    assert "un nombre négatif" in told(everybody, on_error="report")[0]
    with pytest.raises(ValueError, match="on_error"):
        zr.Population.from_tables(PERSONS_TABLE, on_error="ignore")


def test_rejecting_keeps_what_others_say():
    count = 400
    rng = np.random.default_rng(0)
    wages = rng.uniform(0, 2000, count).round(2)
    wrong = wages.copy()
    wrong[::7] = -1.0
    births = np.datetime64("1980-01-01") + rng.integers(0, 5000, count)
    groups = {
        "famille_id": np.arange(count) // 2,
        "famille_role": np.where(np.arange(count) % 2, "conjoint", "demandeur"),
    }
    tables = [
        pa.table(
            {
                "individu_id": np.arange(count),
                **groups,
                "date_naissance": births,
                "salaire_net:2026": values,
                "salaire_net:2026-03": pa.array(values / 12, mask=np.arange(count) % 3 == 0),
            }
        )
        for values in (wages, wrong)
    ]
    whole = zr.Population.from_tables(tables[0], period=MONTH)
    part = zr.Population.from_tables(tables[1], period=MONTH, on_error="report")
    everybody, kept = (zr.simulate(people, MONTH, ["rsa", "ppa"]) for people in (whole, part))
    assert 0 < len(kept["rsa"]) < count // 2
    for name in ("rsa", "ppa"):
        all_of_them = everybody.by_id(name)
        assert kept.by_id(name) == {key: all_of_them[key] for key in kept.ids(name)}


def test_notices():
    table = pa.table(
        {"individu_id": ["a", "b"], "age:2026-05": [30, None], "aacc_defn": [1.0, 2.0]}
    )
    people = zr.Population.from_tables(table, period=MONTH)
    assert [notice.code for notice in people.notices] == [
        "entite_completee",
        "noms_openfisca_france_ignores",
        "date_naissance_deduite",
        "date_naissance_absente",
    ]


def test_a_year_shares_one_array():
    table = pa.table({"individu_id": np.arange(1000), "salaire_net:2026": np.arange(1000.0)})
    people = zr.Population.from_tables(table)
    arrays = [array for _, _, array in people.inputs()]
    assert len(arrays) == 12
    assert len({array.__array_interface__["data"][0] for array in arrays}) == 1
