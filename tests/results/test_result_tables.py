"""Results as tables: identifiers first, with where they come from."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

import zeronr_rules as zr
from zeronr_rules.inputs.catalogue import catalogue_of

MONTH = "2026-05"


@pytest.fixture(scope="module")
def people():
    return zr.synthetic_population(300, 2026, seed=1)


@pytest.fixture(scope="module")
def results(people):
    return zr.simulate(people, MONTH, ["rsa", "ppa", "age", "statut_occupation_logement"])


def test_one_table_an_entity(people, results):
    table = results.to_arrow("famille")
    assert table.column_names == ["famille_id", "rsa", "ppa"]
    assert table["rsa"].to_numpy().tobytes() == results["rsa"].tobytes()
    assert table["famille_id"].to_pylist() == list(people.ids("famille"))
    assert results.entities == ("famille", "individu", "menage")
    with pytest.raises(zr.UnknownVariableError, match="famille, individu, menage"):
        results.to_arrow()
    with pytest.raises(zr.UnknownVariableError, match="foyer_fiscal"):
        results.to_arrow("foyer_fiscal")


def test_names_of_lists_are_a_dictionary(results):
    column = results.to_arrow("menage")["statut_occupation_logement"]
    assert pa.types.is_dictionary(column.type)
    members = catalogue_of(zr.system()).variables["statut_occupation_logement"].members
    assert set(column.to_pylist()) <= set(members)


def test_polars_and_pandas(results):
    assert isinstance(results.to_polars("famille"), pl.DataFrame)
    frame = results.to_pandas("famille")
    assert isinstance(frame, pd.DataFrame)
    assert np.array_equal(frame["rsa"], results["rsa"])


def test_files_say_where_they_come_from(results, tmp_path):
    results.to_parquet(tmp_path / "droits.parquet", "famille")
    read = pq.read_table(tmp_path / "droits.parquet")
    about = json.loads(read.schema.metadata[b"zeronr"])
    assert about["period"] == MONTH
    assert about["provenance"]["version"] == zr.__version__
    assert about["provenance"]["parameters_digest"] == results.provenance.parameters_digest
    assert read["rsa"].to_numpy().tobytes() == results["rsa"].tobytes()
    results.to_csv(tmp_path / "m.csv", "menage")
    read = pc.read_csv(tmp_path / "m.csv")
    assert read.column_names == ["menage_id", "statut_occupation_logement"]


def test_reform_is_in_the_metadata(people):
    reform = zr.reforms.parametric({"prestations.rsa.montant_forfaitaire": {"2026-01": 700}})
    table = zr.simulate(people, MONTH, "rsa", reform=reform).to_arrow()
    about = json.loads(table.schema.metadata[b"zeronr"])
    assert about["provenance"]["reform"] == reform.name
    assert about["provenance"]["reform_content"]


def test_of_one_situation():
    situation = {"individus": {"p1": {"date_naissance": {"ETERNITY": "1990-03-15"}}}}
    table = zr.calculate(situation, MONTH, "rsa").to_arrow()
    assert table.to_pylist() == [{"famille_id": "p1", "rsa": 646.52}]
