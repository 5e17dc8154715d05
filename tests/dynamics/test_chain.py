"""The chain of states alone: the share under sanction is that of the formula."""

from __future__ import annotations

import math

import numpy as np
import pytest

import zeronr_rules as zr
from zeronr_rules.dynamics.chain import FREE, RANK_1, RANK_2, STRUCK_OFF, Chain
from zeronr_rules.dynamics.hazards import tables

PERSONS = 60_000


def run(hazards, months, window, steps, seed=0, persons=PERSONS):
    """Run the chain for persons who always have duties; yield the states of each month."""
    rng = np.random.default_rng(seed)
    chain, last = Chain(persons), np.full(persons, -10_000)
    h1 = zr.dynamics.first_hazard(hazards, months, window) if hazards.h1 is None else hazards.h1
    for month in range(steps):
        chain.comply(month, rng.random(persons), hazards.p_conf)
        first, _ = chain.expire(month)
        persists = first & (rng.random(persons) < hazards.p_persist)
        hit = chain.open_to_decision() & (rng.random(persons) < h1)
        rows = np.flatnonzero(persists | hit)
        rank = np.where(persists | (month - last <= window), 2, 1)[rows]
        suppressed = (rank > 1) & (rng.random(len(rows)) < hazards.p_suppression)
        chain.decide(rows, rank, suppressed, month + np.array(months)[rank - 1])
        last[rows] = month
        yield chain.state.copy()


@pytest.mark.parametrize(
    ("hazards", "months"),
    [
        (zr.dynamics.Hazards(), (2, 4)),
        (zr.dynamics.Hazards(p_conf=0, p_persist=0), (2, 4)),
        (zr.dynamics.Hazards(p_conf=0, p_persist=1), (1, 4)),
        (zr.dynamics.Hazards(p_conf=0.7, p_persist=0.5, p_suppression=0), (3, 4)),
    ],
)
def test_the_long_run_share_is_that_of_the_formula(hazards, months):
    """Months 60 to 119: three standard errors, and 2 % for the mean taken for a spell.

    The states of one person are correlated over a spell of four months at most: the 60 months
    count for 60 / (2 x 4) independent ones.
    """
    shares = [(states != FREE).mean() for states in run(hazards, months, 24, 120)][60:]
    error = math.sqrt(0.02 * 0.98 / (PERSONS * 60 / 8))
    assert np.mean(shares) == pytest.approx(0.02, abs=3 * error + 0.02 * 0.02)


def test_another_share():
    hazards = zr.dynamics.Hazards(p_conf=0.3)
    h1 = zr.dynamics.first_hazard(hazards, (2, 4), 24, share=0.10)
    given = zr.dynamics.Hazards(h1=h1, p_conf=0.3)
    shares = [(states != FREE).mean() for states in run(given, (2, 4), 24, 120)][60:]
    assert np.mean(shares) == pytest.approx(0.10, rel=0.03)


def test_by_hand():
    """C = 0.5, two then four months, no repeat: S = 1 + 0.5 + 0.5 x 0.2 x 4 = 1.9."""
    hazards = zr.dynamics.Hazards(p_conf=0.5, p_persist=0.2, p_suppression=1)
    found = zr.dynamics.first_hazard(hazards, (2, 4), window=0, share=0.02)
    assert found == pytest.approx(0.02 / (1.9 * 0.98))
    # Rank 2 that suspends: 1 + 0.5 + 0.25 + 0.125 = 1.875, S = 1.5 + 0.1 x 1.875.
    suspends = zr.dynamics.Hazards(p_conf=0.5, p_persist=0.2, p_suppression=0)
    found = zr.dynamics.first_hazard(suspends, (2, 4), window=0, share=0.02)
    assert found == pytest.approx(0.02 / (1.6875 * 0.98))
    assert zr.dynamics.first_hazard(hazards, (2, 4), 24, share=0) == 0


def test_a_share_out_of_reach():
    hazards = zr.dynamics.Hazards(p_conf=1, p_persist=0)
    with pytest.raises(zr.DynamicsError, match=r"share : reçu 0\.9"):
        zr.dynamics.first_hazard(hazards, (1, 1), 0, share=0.9)
    with pytest.raises(zr.DynamicsError, match="une part de 0 à moins de 1"):
        zr.dynamics.first_hazard(hazards, (1, 1), 0, share=1)


def test_one_transition_a_month():
    chain = Chain(1)
    nobody, everybody = np.array([1.0]), np.array([0.0])
    chain.comply(0, nobody, 0.5)
    chain.decide(np.array([0]), np.array([1]), np.array([False]), np.array([2]))
    assert chain.state.tolist() == [RANK_1]
    assert chain.comply(1, everybody, 0.5).tolist() == [True]
    # Free again this month, and not to be sanctioned in it.
    assert chain.state.tolist() == [FREE]
    assert chain.open_to_decision().tolist() == [False]
    chain.comply(2, nobody, 0.5)
    assert chain.open_to_decision().tolist() == [True]


def test_a_suppression_outlasts_compliance():
    chain = Chain(1)
    chain.decide(np.array([0]), np.array([2]), np.array([True]), np.array([4]))
    assert chain.comply(1, np.array([0.0]), 0.5).tolist() == [True]
    assert chain.state.tolist() == [RANK_2]
    assert chain.comply(2, np.array([0.0]), 0.5).tolist() == [False]
    assert chain.expire(4)[1].tolist() == [False]
    assert chain.state.tolist() == [FREE]


def test_struck_off_and_back():
    chain = Chain(1)
    chain.strike_off(np.array([True]))
    assert chain.state.tolist() == [STRUCK_OFF]
    chain.comply(1, np.array([1.0]), 0)
    chain.strike_off(np.array([False]))
    assert chain.state.tolist() == [FREE]
    assert chain.open_to_decision().tolist() == [False]


def test_every_default_says_where_it_comes_from():
    for name, one in tables().items():
        assert one["kind"] in {"source", "derived", "assumption"}, name
        assert len(one["note"]) > 40, name
        assert one["kind"] == "assumption" or one["source"], name
    assert {name for name, one in tables().items() if one["kind"] == "assumption"} == {
        "p_conf",
        "p_persist",
        "p_suppression",
        "p_sortie",
        "r",
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"p_conf": 1.2}, "p_conf : reçu 1.2 ; attendu un nombre entre 0 et 1"),
        ({"r": "souvent"}, "« souvent »"),
        ({"factor": -1}, "un nombre positif ou nul"),
        ({"h1": True}, "h1"),
        ({"h1": {"social": 0.1}}, "rien pour en_attente, professionnel, socio_professionnel"),
        (
            {"h1": {**dict.fromkeys(zr.dynamics.hazards.PATHS, 0.1), "socia": 0.1}},
            "Vouliez-vous dire « social »",
        ),
    ],
)
def test_wrong_hazards(given, said):
    with pytest.raises(zr.DynamicsError) as caught:
        zr.dynamics.Hazards(**given)
    assert said in str(caught.value)
    assert len(caught.value.faults) == 1


def test_wrong_scales_and_all_faults_together():
    for rates, months in (((0, 1), (1, 2)), ((0.5, 1.2), (1, 2)), ((0.5,), (1, 2)), (1, 2)):
        with pytest.raises(zr.DynamicsError):
            zr.dynamics.Scale(rates, months)
    with pytest.raises(zr.DynamicsError) as caught:
        zr.dynamics.Hazards(p_conf=2, r=-1)
    assert len(caught.value.faults) == 2
