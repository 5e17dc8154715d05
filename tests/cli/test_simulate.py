"""``zeronr simulate``: from files to files."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

import zeronr_rules as zr
from zeronr_rules.cli import main
from zeronr_rules.files import simulate_files, summary_text
from zeronr_rules.inputs.catalogue import catalogue_of

PERIOD = "2026-12"
NAMES = ("individus", "familles", "foyers_fiscaux", "menages")
VARIABLES = ["date_naissance", "salaire_net", "loyer", "statut_occupation_logement", "depcom"]


@pytest.fixture(scope="module")
def people():
    return zr.synthetic_population(1500, 2026, seed=5)


@pytest.fixture(scope="module")
def tables(people):
    return people.to_tables([*VARIABLES, "enceinte"])


@pytest.fixture
def files(tables, tmp_path):
    paths = {name: tmp_path / f"{name}.parquet" for name in NAMES}
    for name, path in paths.items():
        pq.write_table(tables[name], path, row_group_size=400)
    return paths


def wanted(tables, variables):
    population = zr.Population.from_tables(**tables, period=PERIOD)
    return zr.simulate(population, PERIOD, variables)


def arguments(files, output, *more):
    return [
        "simulate",
        str(files["individus"]),
        "--familles",
        str(files["familles"]),
        "--foyers-fiscaux",
        str(files["foyers_fiscaux"]),
        "--menages",
        str(files["menages"]),
        "--period",
        PERIOD,
        "--output",
        str(output),
        *more,
    ]


def run(capsys, *given):
    code = main(list(given))
    written = capsys.readouterr()
    return code, written.out, written.err


def test_parquet_to_parquet(capsys, files, tables, tmp_path):
    output = tmp_path / "droits.parquet"
    code, out, err = run(
        capsys, *arguments(files, output, "--variable", "rsa", "--variable", "ppa")
    )
    assert (code, err) == (0, "")
    expected = wanted(tables, ["rsa", "ppa"])
    read = pq.read_table(output)
    assert read["rsa"].to_numpy().tobytes() == expected["rsa"].tobytes()
    assert read["famille_id"].to_pylist() == list(expected.ids("rsa"))
    assert json.loads(read.schema.metadata[b"zeronr"])["period"] == PERIOD
    assert "1 500 ménages" in out.replace("\N{NO-BREAK SPACE}", " ")
    assert "total pondéré" in out
    assert sorted(path.name for path in tmp_path.iterdir() if "droits" in path.name) == [
        "droits.parquet"
    ]


@pytest.mark.parametrize("persons_a_part", [300, 731, 10**6])
def test_parts_change_nothing(files, tables, tmp_path, persons_a_part):
    output = tmp_path / "droits.parquet"
    asked = ["rsa", "age", "statut_occupation_logement"]
    summary = simulate_files(files, PERIOD, asked, output, persons_a_part=persons_a_part)
    assert (summary.parts > 1) == (persons_a_part < 1000)
    expected = wanted(tables, asked)
    for entity, name, plural in (
        ("famille", "rsa", "familles"),
        ("individu", "age", "individus"),
        ("menage", "statut_occupation_logement", "menages"),
    ):
        read = pq.read_table(tmp_path / f"droits_{plural}.parquet")
        assert read[name].to_pylist() == expected[name].tolist()
        assert read[f"{entity}_id"].to_pylist() == list(expected.ids(name))
    assert len(summary.written) == 3


def test_totals_are_weighted(files, people, tmp_path):
    summary = simulate_files(files, PERIOD, ["rsa"], tmp_path / "d.parquet", persons_a_part=500)
    population = zr.Population.from_tables(**files, period=PERIOD)
    rsa = zr.simulate(population, PERIOD, "rsa")["rsa"]
    total = summary.totals["rsa"]
    assert total.above == (rsa > 0).sum()
    assert total.total == pytest.approx(rsa.sum())
    # The synthetic weights are the same for all.
    assert total.weighted_total == pytest.approx(rsa.sum() * people.weights[0])
    text = summary_text(summary, catalogue_of(zr.system()))
    assert "Droits pour 2026-12" in text


def test_households_that_do_not_follow_each_other(tables, tmp_path):
    persons = tables["individus"]
    mixed = persons.take(pa.array(np.random.default_rng(0).permutation(persons.num_rows)))
    files = {**dict.fromkeys(NAMES), "individus": tmp_path / "p.parquet"}
    pq.write_table(mixed, files["individus"])
    summary = simulate_files(files, PERIOD, ["rsa"], tmp_path / "d.parquet", persons_a_part=200)
    # At the very end, the last households may be whole.
    assert summary.parts < 3
    straight = {**files, "individus": tmp_path / "s.parquet"}
    pq.write_table(persons, straight["individus"])
    again = simulate_files(straight, PERIOD, ["rsa"], tmp_path / "e.parquet", persons_a_part=200)
    assert again.parts > 5
    one, other = (
        dict(zip(*pq.read_table(tmp_path / name).to_pydict().values(), strict=True))
        for name in ("d.parquet", "e.parquet")
    )
    assert one == other


def broken(tables, files, rows):
    persons = tables["individus"]
    place = persons.column_names.index("salaire_net:2026-10")
    wages = persons.column(place).to_pylist()
    for row in rows:
        wages[row] = -1.0
    changed = persons.set_column(place, "salaire_net:2026-10", [wages])
    pq.write_table(changed, files["individus"])


def test_every_fault_is_told_and_nothing_is_written(capsys, files, tables, tmp_path):
    broken(tables, files, [10, 2000])
    output = tmp_path / "droits.parquet"
    with pytest.raises(zr.TablesError) as error:
        simulate_files(files, PERIOD, ["rsa"], output, persons_a_part=300)
    (fault,) = error.value.faults
    assert (fault.count, fault.rows) == (2, (11, 2001))
    assert not [path for path in tmp_path.iterdir() if "droits" in path.name]
    code, out, err = run(capsys, *arguments(files, output))
    assert (code, out) == (2, "")
    assert "2 lignes : 11 (10), 2001 (2000)" in err


@pytest.mark.parametrize("persons_a_part", [300, 10**6])
def test_left_out_and_listed(files, tables, tmp_path, persons_a_part):
    broken(tables, files, [10, 2000])
    summary = simulate_files(
        files,
        PERIOD,
        ["rsa"],
        tmp_path / "droits.parquet",
        on_error="report",
        rejected=tmp_path / "rejets.csv",
        persons_a_part=persons_a_part,
    )
    assert summary.rejected_households == 2
    assert summary.households == 1498
    listed = pc.read_csv(tmp_path / "rejets.csv").to_pylist()
    own = [row for row in listed if "un nombre négatif" in row["motif"]]
    assert [(row["table"], row["ligne"], row["id"]) for row in own] == [
        ("individu", 11, 10),
        ("individu", 2001, 2000),
    ]
    assert len({row["lot"] for row in listed}) == 2
    text = summary_text(summary, catalogue_of(zr.system()))
    assert "Écartés : 2 ménages" in text
    kept = pq.read_table(tmp_path / "droits.parquet")["famille_id"].to_pylist()
    gone = [row["id"] for row in listed if row["table"] == "famille"]
    assert not set(kept) & set(gone)
    assert len(kept) + len(gone) == tables["familles"].num_rows


def test_csv_both_ways(capsys, tmp_path):
    (tmp_path / "p.csv").write_text(
        "NOM;NAISS;salaire_net:2026-01\np1;1990-03-15;\np2;1985-01-01;900,5\n", encoding="latin-1"
    )
    (tmp_path / "m.yaml").write_text(
        "individus:\n  columns: {NOM: individu_id, NAISS: date_naissance}\n", encoding="utf-8"
    )
    code, out, err = run(
        capsys,
        "simulate",
        str(tmp_path / "p.csv"),
        *("--period", "2026-05", "--variable", "rsa", "--output", str(tmp_path / "d.csv")),
        *("--mapping", str(tmp_path / "m.yaml"), "--separator", ";", "--decimal", ","),
        *("--encoding", "latin-1"),
    )
    assert (code, err) == (0, "")
    assert "Non donné : familles, foyers_fiscaux, menages." in out
    situation = {
        "individus": {
            "p1": {"date_naissance": {"ETERNITY": "1990-03-15"}},
            "p2": {
                "date_naissance": {"ETERNITY": "1985-01-01"},
                "salaire_net": {"2026-01": 900.5},
            },
        }
    }
    expected = zr.calculate(situation, "2026-05", "rsa").by_id("rsa")
    assert pc.read_csv(tmp_path / "d.csv").to_pydict() == {
        "famille_id": list(expected),
        "rsa": list(expected.values()),
    }


def test_a_reform(capsys, files, tmp_path):
    (tmp_path / "r.yaml").write_text(
        "name: rsa_700\nparameters:\n  prestations.rsa.montant_forfaitaire: {2026-01: 700}\n",
        encoding="utf-8",
    )
    more = ("--variable", "rsa", "--reform", str(tmp_path / "r.yaml"), "--workers", "2")
    assert run(capsys, *arguments(files, tmp_path / "d.parquet", *more))[0] == 0
    about = json.loads(pq.read_schema(tmp_path / "d.parquet").metadata[b"zeronr"])
    assert about["provenance"]["reform"] == "rsa_700"


def test_wrong_requests(capsys, files, tmp_path):
    code, _, err = run(capsys, *arguments(files, tmp_path / "droits.xlsx"))
    assert code == 2
    assert "attend un fichier .parquet ou .csv" in err
    code, _, err = run(capsys, *arguments(files, tmp_path / "d.csv", "--variable", "rsaa"))
    assert code == 2
    assert "« rsa »" in err
    code, _, err = run(capsys, *arguments(files, tmp_path / "nulle" / "part.csv"))
    assert code == 1
    assert "écriture impossible" in err
    missing = {**files, "familles": tmp_path / "absent.parquet"}
    code, _, err = run(capsys, *arguments(missing, tmp_path / "d.csv"))
    assert code == 2
    assert "qui n'existe pas" in err


@pytest.mark.parametrize(
    "more",
    [
        ["--output", "individus.parquet"],
        ["--output", "../{here}/menages.parquet"],
        ["--output", "droits.parquet", "--on-error", "report", "--rejected", "familles.parquet"],
        ["--output", "droits.csv", "--on-error", "report", "--rejected", "droits.csv"],
        ["--output", "individus.parquet", "--variable", "age"],
    ],
)
def test_what_is_read_is_not_written_over(capsys, files, tmp_path, more):
    """The file of the survey, or that of the rights, is there as it was."""
    before = {path: path.read_bytes() for path in files.values()}
    more = [str(tmp_path / one.format(here=tmp_path.name)) if "." in one else one for one in more]
    given = arguments(files, tmp_path / "unused.csv", "--variable", "rsa", *more)
    if "age" in more:
        # Two entities: the rights go to individus_familles.parquet, which nobody reads.
        assert main(given) == 0
    else:
        assert main(given) == 2
        assert "un autre fichier, où écrire" in capsys.readouterr().err
        assert sorted(tmp_path.iterdir()) == sorted(before)
    assert {path: path.read_bytes() for path in files.values()} == before
