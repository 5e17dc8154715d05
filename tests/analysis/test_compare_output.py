"""A comparison as text, figures and tables of other libraries."""

from __future__ import annotations

import re

import numpy as np
import pytest

import zeronr_rules as zr

MONTH = "2026-05"
REFORM = zr.reforms.get("rsa_plus_10_pour_cent") + zr.reforms.get(
    "prime_activite_pente_avant_2025_04"
)
NAMES = (
    "couts",
    "indetermines",
    "gagnants",
    "deciles",
    "types",
    "departements",
    "pauvrete",
    "inegalites",
)


@pytest.fixture(scope="module")
def made():
    people = zr.synthetic_population(800, 2026, seed=1)
    return zr.compare(people, REFORM, MONTH, ["rsa", "ppa"])


def test_tables_go_to_other_libraries(made):
    assert tuple(made.tables()) == NAMES
    for name in (*NAMES, "menages"):
        table = made.table(name)
        arrow, polars, pandas = made.to_arrow(name), made.to_polars(name), made.to_pandas(name)
        assert arrow.column_names == list(polars.columns) == list(pandas.columns) == list(table)
        assert arrow.num_rows == len(polars) == len(pandas) == len(table)
        for column in table:
            assert np.array_equal(
                pandas[column].to_numpy(dtype=table[column].dtype),
                table[column],
                equal_nan=table[column].dtype.kind == "f",
            )


def test_one_row_a_menage(made):
    table = made.household_table()
    assert len(table) == 800
    assert table["menage"].tolist() == list(range(800))
    assert np.allclose(table["revenu_apres"] - table["revenu_avant"], table["variation"])
    assert np.allclose(
        table["niveau_de_vie_avant"] * table["unites_consommation"], table["revenu_avant"]
    )
    total = (table["rsa_apres"] - table["rsa_avant"]) @ table["poids"]
    assert total == pytest.approx(made.cost()["par_mois_difference"][0])
    sizes = np.bincount(table["decile"], weights=table["poids"] * table["personnes"])[1:]
    # Tenths of persons: each but for a ménage or two.
    assert sizes / sizes.sum() == pytest.approx(np.full(10, 0.1), abs=0.015)


def test_the_arrays_cannot_be_changed(made):
    for table in made.tables().values():
        for name in table:
            with pytest.raises(ValueError, match="read-only"):
                table[name][0] = table[name][-1]


def test_the_report_is_in_french(made):
    text = str(made)
    assert text.startswith("Comparaison sur 2026-05 : ")
    assert "par rapport à : loi en vigueur" in text
    assert "800 ménages observés" in text
    for part in ("Coût (par mois)", "Par type de ménage", "Taux de pauvreté", "Indice de Gini"):
        assert part in text
    # No English number, no missing value, no line too long for a terminal.
    assert not re.search(r"\d\.\d|\bnan\b|None", text)
    assert max(map(len, text.split("\n"))) <= 140
    assert repr(made).startswith("Comparison(2026-05, 'loi en vigueur' → ")


def test_a_report_without_losers_writes_a_dash():
    people = zr.Population(persons=1)
    people.set_input("date_naissance", "ETERNITY", ["1990-01-15"])
    text = str(zr.compare(people, None, MONTH, "rsa"))
    (losers,) = [line for line in text.split("\n") if "ménages : perdants" in line]
    assert losers.split() == ["ménages", ":", "perdants", "0,0", "%", "-", "-"]


@pytest.mark.parametrize("kind", ["decile", "type_menage", "departement", "gagnants"])
def test_figures(made, kind, tmp_path):
    figure = made.plot(kind)
    canvas = pytest.importorskip("matplotlib.backends.backend_agg").FigureCanvasAgg(figure)
    (axes,) = figure.axes
    group = "decile" if kind == "gagnants" else kind
    table = made.by(group)
    assert len(axes.get_yticks()) == len(table)
    written = [text.get_text() for text in axes.texts]
    bars = [bar.get_width() for bar in axes.patches]
    if kind == "gagnants":
        expected = [*table["part_gagnants"], *-table["part_perdants"]]
        assert {"gagnants", "perdants"} <= set(written)
    else:
        expected = table["variation_moyenne"].tolist()
        first = expected[0]
        number = f"{abs(first):,.2f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
        assert written[0].lstrip("+\N{MINUS SIGN}").startswith(number)
    assert bars == pytest.approx(expected)
    file = tmp_path / "figure.png"
    figure.savefig(file)
    assert file.stat().st_size > 5_000
    # Nothing is written outside of the figure.
    canvas.draw()
    renderer = canvas.get_renderer()
    for text in [*figure.texts, *axes.texts, *axes.get_yticklabels()]:
        box = text.get_window_extent(renderer)
        assert box.x0 >= 0
        assert box.x1 <= figure.bbox.x1
        assert box.y0 >= 0
        assert box.y1 <= figure.bbox.y1 + 1


def test_a_figure_on_axes_of_the_caller(made):
    figure = pytest.importorskip("matplotlib.figure").Figure()
    axes = figure.add_subplot()
    assert made.plot("decile", axes=axes) is figure
    assert "dixième de niveau de vie" in axes.get_title(loc="left")


def test_amounts_of_which_a_part_is_certain_are_told():
    """A sanction whose rate and duration nobody decided nor published: the floor is counted."""
    people = zr.Population(persons=3)
    people.set_input("date_naissance", "ETERNITY", ["1990-01-15", "1985-01-15", "1980-01-15"])
    people.set_input("rsa_sanction", "2026-05", ["suspension", "aucune", "aucune"])
    made = zr.compare(
        people, zr.reforms.get("sanctions_rsa_au_plancher"), MONTH, ["rsa"], weights=[2, 3, 5]
    )
    assert made.uncertain().rows() == [
        {"variable": "rsa", "menages_avant": 2.0, "menages_apres": 0.0}
    ]
    assert "rsa : montant indéterminé pour 2 ménages avant, 0 après" in str(made)


def test_no_word_of_it_where_all_is_certain():
    people = zr.Population(persons=1)
    people.set_input("date_naissance", "ETERNITY", ["1990-01-15"])
    made = zr.compare(people, REFORM, MONTH, ["rsa", "ppa"])
    assert made.uncertain()["variable"].tolist() == ["ppa", "rsa"]
    assert not made.uncertain()["menages_avant"].any()
    assert "indéterminé" not in str(made)
