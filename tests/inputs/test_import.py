"""``import zeronr_rules`` costs nothing, and its names are what they say."""

from __future__ import annotations

import subprocess
import sys

import pytest

import zeronr_rules as zr

HEAVY = ("numpy", "openfisca_core", "yaml", "attrs", "pendulum")


def in_a_new_process(code, folder):
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=folder
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_nothing_heavy_is_imported(tmp_path):
    code = f"import sys, zeronr_rules; print([m for m in {HEAVY} if m in sys.modules])"
    assert in_a_new_process(code, tmp_path) == "[]"


def test_it_takes_milliseconds(tmp_path):
    code = (
        "import sys, time; began = time.perf_counter(); import zeronr_rules; "
        "print(time.perf_counter() - began)"
    )
    assert min(float(in_a_new_process(code, tmp_path)) for _ in range(3)) < 0.05


@pytest.mark.parametrize("first", ["zeronr_rules.system", "zeronr_rules.calculation"])
def test_a_module_never_hides_the_public_function(tmp_path, first):
    code = (
        f"import {first}; import zeronr_rules as zr; "
        "print(zr.system() is zr.system(), callable(zr.calculate))"
    )
    assert in_a_new_process(code, tmp_path) == "True True"


def test_every_public_name_is_there():
    assert [name for name in zr.__all__ if not hasattr(zr, name)] == []
    assert set(zr.__all__) <= set(dir(zr))
    assert isinstance(zr.CountryTaxBenefitSystem(), zr.RulesSystem)


def test_an_unknown_name():
    with pytest.raises(AttributeError, match="simulat"):
        _ = zr.simulat
    assert not hasattr(zr, "nothing")


def test_exceptions_are_ours_and_the_natural_ones():
    natural = {
        zr.SituationError: ValueError,
        zr.UnknownVariableError: KeyError,
        zr.PeriodError: ValueError,
        zr.ReformError: ValueError,
        zr.EngineError: RuntimeError,
        zr.MissingLibraryError: ImportError,
        zr.MissingParameterError: LookupError,
    }
    for ours, builtin in natural.items():
        assert issubclass(ours, zr.ZeronrError)
        assert issubclass(ours, builtin)
    assert str(zr.UnknownVariableError("une phrase")) == "une phrase"
