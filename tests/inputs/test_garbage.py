"""Whatever comes in, what comes out is a result or an error of ours."""

from __future__ import annotations

import contextlib
import math
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import zeronr_rules as zr
from zeronr_rules.inputs.yaml_events import BadYaml, load_yaml

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.dates(),
    st.sampled_from(["2026-05", "2026", "ETERNITY", "a", "b", "actif", "1990-03-15", "01053"]),
    st.sampled_from([1e308, math.nan, 10**400, "\0", "²", date(1990, 1, 1), b"x", (), 1j]),
)
NAMES = st.one_of(
    st.sampled_from(
        [
            "individus",
            "familles",
            "famille",
            "menages",
            "foyers_fiscaux",
            "parents",
            "enfants",
            "demandeur",
            "conjoint",
            "declarants",
            "personne_de_reference",
            "autres",
            "a",
            "b",
            "age",
            "date_naissance",
            "salaire_net",
            "activite",
            "enceinte",
            "depcom",
            "nationalite",
            "rsa",
            "aacc_defn",
            "axes",
            "2026-05",
            "2026",
            "month:2026-05:3",
            "ETERNITY",
        ]
    ),
    st.text(max_size=6),
    st.integers(min_value=-3, max_value=3000),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.dictionaries(NAMES, inner, max_size=4), st.lists(inner, max_size=3)),
    max_leaves=25,
)
PERIODS = st.dictionaries(NAMES, SCALARS, max_size=3)
NODES = st.dictionaries(NAMES, st.one_of(PERIODS, SCALARS, st.lists(NAMES, max_size=3)), max_size=4)
LIKELY = st.fixed_dictionaries(
    {"individus": st.dictionaries(st.sampled_from(["a", "b"]), NODES, min_size=1)},
    optional={
        name: st.dictionaries(st.sampled_from(["f", "g"]), NODES, max_size=2)
        for name in ("familles", "menages", "foyers_fiscaux")
    },
)
VARIABLES = ["age", "en_couple", "activite", "salaire_net", "depcom"]


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(situation=st.one_of(TREES, LIKELY), strict=st.booleans())
def test_a_situation(situation, strict):
    try:
        result = zr.calculate(situation, "2026-05", VARIABLES, strict=strict)
    except zr.ZeronrError as error:
        said = str(error)
    else:
        said = "a result"
        assert all(len(result[name]) == len(result.ids(name)) for name in VARIABLES)
    assert said


@settings(max_examples=200, deadline=None)
@given(period=TREES, variables=TREES)
def test_a_request(period, variables):
    with contextlib.suppress(zr.ZeronrError):
        zr.calculate({"individus": {"a": {}}}, period, variables)


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.text(max_size=40), st.text("ab:{}[],-&*!? \n'\"#|>%@", max_size=30)))
def test_a_yaml_text(text):
    with contextlib.suppress(BadYaml):
        load_yaml(text, 20)
