"""Our rules against the text computed in exact fractions, one household at a time."""

from __future__ import annotations

import pytest

from tests.peers import regles
from tests.peers.comparaison import au_texte, meme
from tests.peers.domaines import DOMAINES

HOUSEHOLDS = 300


@pytest.mark.parametrize("domaine", DOMAINES, ids=str)
def test_rules_and_text_pay_the_same(domaine):
    cases = domaine.tirer(HOUSEHOLDS, 2026)
    different = [
        (cas, ours, au_texte(cas))
        for cas, ours in zip(cases, regles.calcule(cases), strict=True)
        if not meme(ours, au_texte(cas))
    ]
    assert not different


def test_the_generator_is_reproducible():
    domaine = DOMAINES[0]
    assert domaine.tirer(50, 7) == domaine.tirer(50, 7)
    assert domaine.tirer(50, 7) != domaine.tirer(50, 8)
