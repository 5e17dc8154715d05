"""The Sphinx directive that shows code and the figure that it makes."""

from __future__ import annotations

from pathlib import Path

import pytest

# The README runs the tests with the extra [test] alone.
pytest.importorskip("sphinx", reason="the extra [docs] is not installed")

from zeronr_figures import draw

CODE = "from matplotlib.figure import Figure\nfigure = Figure()\nfigure.text(0, 0, 'x')\n"


def test_the_figure_of_the_code_is_saved(tmp_path):
    file = tmp_path / "deep" / "one.svg"
    draw(CODE, file, tmp_path)
    assert "<svg" in file.read_text("utf-8")
    assert "<dc:date>" not in file.read_text("utf-8")


def test_code_runs_from_the_top_of_the_repository(tmp_path):
    (tmp_path / "here.txt").write_text("x", encoding="utf-8")
    draw(CODE + "open('here.txt').close()\n", tmp_path / "one.svg", tmp_path)
    assert Path.cwd() != tmp_path


def test_code_that_leaves_no_figure_fails_the_build(tmp_path):
    with pytest.raises(ValueError, match="no figure"):
        draw("a = 1", tmp_path / "one.svg", tmp_path)
    assert not (tmp_path / "one.svg").exists()
