"""Random households against the peers: every difference has a cause named by an article.

The peers are not dependencies: what is missing is said where a test is skipped. The published
figures come from ``python -m tests.peers.report``.
"""

from __future__ import annotations

import attrs
import pytest

from tests.peers import catala, france
from tests.peers.comparaison import LECTURES, au_texte, bilan, expliquer
from tests.peers.domaines import DOMAINES, confronter
from tests.peers.ecarts import PAIRS, ecarts_de

needs_catala = pytest.mark.skipif(bool(catala.why_not()), reason=catala.why_not() or "present")
needs_france = pytest.mark.skipif(bool(france.why_not()), reason=france.why_not() or "present")

# Months on both sides of the dates where OpenFisca-France's deviations begin or end; each month is
# a simulation of its own there.
MOIS_FRANCE = ("2018-01", "2019-12", "2020-02", "2022-07", "2024-10", "2026-10")


@needs_catala
@pytest.mark.parametrize("domaine", DOMAINES, ids=str)
def test_catala_differs_by_known_deviations_alone(domaine):
    found = bilan(confronter("Catala", domaine.tirer(400, 11, "Catala")))
    assert found.menages
    assert not found.inexpliques


@needs_catala
def test_tenants_of_metropolitan_france_are_within_a_euro_of_catala():
    """Once the deviations that move more than a rounding are put right, on the whole domain."""
    grands = frozenset(
        {
            "rl_pourcent_entier",
            "ressources_a_l_euro",
            "plafond_isole_zone_2_2020",
            "r0_deux_pac_2022",
        }
    )
    constats = confronter("Catala", DOMAINES[0].tirer(600, 12, "Catala"))
    assert not [constat for constat in constats if constat.refuse]
    for constat in constats:
        assert abs(constat.pair.net - au_texte(constat.cas, grands).net) <= 1


@needs_france
@pytest.mark.slow
@pytest.mark.parametrize("domaine", DOMAINES, ids=str)
def test_openfisca_france_differs_by_known_deviations_alone(domaine):
    nom = "OpenFisca-France"
    found = bilan(confronter(nom, domaine.tirer(250, 13, nom, MOIS_FRANCE)))
    assert found.menages
    assert not found.inexpliques


@pytest.mark.parametrize("nom", PAIRS)
def test_each_deviation_changes_an_amount(nom):
    """A deviation that no household shows would be an excuse, not an explanation."""
    idle = {ecart.nom for ecart in PAIRS[nom]}
    for domaine in DOMAINES:
        for cas in domaine.tirer(1_500, 14, nom):
            if not idle:
                return
            texte = LECTURES[type(cas)]
            for ecart in ecarts_de(nom, domaine.secteur):
                if ecart.nom in idle and texte(cas, frozenset([ecart.nom])) != texte(cas):
                    idle.discard(ecart.nom)
    assert not idle


def test_a_difference_without_a_cause_is_not_explained():
    cas = DOMAINES[0].tirer(1, 15)[0]
    wrong = attrs.evolve(au_texte(cas), net=au_texte(cas).net + 7, brut=au_texte(cas).brut + 7)
    assert expliquer(cas, wrong, ecarts_de("Catala", "locatif")) is None
