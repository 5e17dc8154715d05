"""Figures of budget curves: what they say, and what they leave untouched."""

from __future__ import annotations

import io
import sys

import matplotlib as mpl
import numpy as np
import pytest

import zeronr_rules as zr
from zeronr_rules.analysis.figures.style import SIZES
from zeronr_rules.text import french_number

PERIOD = "2026-05"
ALONE = {"individus": {"p1": {"date_naissance": {"ETERNITY": "1990-03-15"}}}}


@pytest.fixture(scope="module")
def curve():
    return zr.budget_curve(ALONE, PERIOD, up_to=3000)


@pytest.fixture(scope="module")
def reformed():
    reform = zr.reforms.library.prime_activite_bonification_avant_2026_04
    return zr.budget_curve(ALONE, PERIOD, up_to=3000, reform=reform)


def written(figure):
    figure.savefig(io.BytesIO(), format="png")
    texts = [text for ax in figure.axes for text in ax.findobj(mpl.text.Text)]
    texts += list(figure.texts)
    return [text.get_text().replace("\n", " ").replace("\xa0", " ") for text in texts]


def test_one_case_names_its_layers_its_line_and_its_source(curve):
    texts = written(curve.plot())
    for said in ("RSA", "Prime d'activité", "Salaire net", "Revenu disponible", "− 6 €", "+ 15 €"):
        assert said in texts, said
    assert "Allocations familiales" not in texts, "never due to one person"
    joined = " ".join(texts)
    assert "Revenu disponible selon le salaire net de p1, mai 2026" in joined
    assert "avant impôt sur le revenu" in joined
    assert "L262-2 CASF" in joined
    assert f"zeronr-rules {zr.__version__}" in joined
    assert "Taux marginal effectif : part perdue de 50 € de plus" in joined


def test_ticks_are_french(curve):
    amounts, rates = curve.plot().axes
    assert rates.xaxis.get_major_formatter()(1500) == f"{french_number(1500, 0)}\xa0€"
    assert amounts.yaxis.get_major_formatter()(2.5) == "2,50\xa0€"
    assert rates.yaxis.get_major_formatter()(0.5) == "50\xa0%"
    assert rates.yaxis.get_major_formatter()(-0.5) == "\N{MINUS SIGN}50\xa0%"


def test_layers_end_on_the_line(curve):
    (amounts, _) = curve.plot().axes
    tops = [line for line in amounts.lines if line.get_color() == "white"]
    last = max(tops, key=lambda line: float(np.sum(line.get_ydata())))
    assert last.get_ydata() == pytest.approx(curve.scenarios[0].disposable, abs=0.02)


def test_a_reform_is_named_and_its_greatest_effect_said(reformed):
    texts = written(reformed.plot())
    assert "Droit en vigueur" in texts
    assert "Bonification de la prime d'activité d'avant avril 2026" in texts
    assert "Écart avec « Droit en vigueur »" in texts
    assert any(text.startswith("− ") and " € à " in text for text in texts)
    assert "Réforme : prime_activite_bonification_avant_2026_04" in " ".join(texts)


def test_many_cases_and_other_sizes(reformed, curve):
    many = reformed.beside(curve, "Le même").beside(curve, "Encore")
    figure = many.plot(size=(5, 7), title="Un titre", raise_of=100)
    texts = written(figure)
    assert {"Le même", "Encore"} <= set(texts)
    assert "Un titre" in texts
    assert figure.get_size_inches().tolist() == [5, 7]


@pytest.mark.parametrize("size", SIZES)
def test_no_label_on_another(curve, reformed, size):
    for one in (curve, reformed):
        figure = one.plot(size=size)
        figure.savefig(io.BytesIO(), format="png", dpi=figure.dpi)
        renderer = figure.canvas.get_renderer()
        # What is placed on the axes, angles aside: their boxes are larger than their letters.
        boxes = [
            (text.get_text(), text.get_window_extent(renderer))
            for ax in figure.axes
            for text in ax.texts
            if text.get_text() and not text.get_rotation()
        ]
        for rank, (name, box) in enumerate(boxes):
            over = [other for other, there in boxes[rank + 1 :] if box.overlaps(there)]
            assert not over, (name, over)


def test_an_axis_that_is_not_an_income_has_no_rates():
    home = {
        "personne_de_reference": "p1",
        "depcom": {"2025": "69266", "2026": "69266"},
        "statut_occupation_logement": {"2025": "locataire_vide", "2026": "locataire_vide"},
    }
    tenant = ALONE | {"menages": {"m": home}}
    figure = zr.budget_curve(tenant, PERIOD, variable="loyer", up_to=600, steps=20).plot()
    (amounts,) = figure.axes
    assert amounts.get_xlabel() == "Loyer par mois"


def test_amounts_that_overlap_are_not_stacked():
    twice = zr.budget_curve(ALONE, PERIOD, up_to=900, steps=30, variables=["ppa", "ppa_nette_crds"])
    (amounts, _) = twice.plot().axes
    assert not amounts.collections


def test_nothing_of_matplotlib_changes(curve):
    before, backend = dict(mpl.rcParams), mpl.get_backend()
    loaded = "matplotlib.pyplot" in sys.modules
    curve.plot()
    assert dict(mpl.rcParams) == before
    assert mpl.get_backend() == backend
    assert ("matplotlib.pyplot" in sys.modules) == loaded


@pytest.mark.parametrize("size", ["affiche", (1, 2), (5,), ("a", "b"), 4])
def test_sizes_that_are_none(curve, size):
    with pytest.raises(zr.CurveError, match="diapositive"):
        curve.plot(size=size)


def test_a_raise_that_is_not_a_number_of_steps(curve):
    with pytest.raises(zr.CurveError, match="multiple du pas"):
        curve.plot(raise_of=33)
