"""The hazard that leads to a share of persons under sanction."""

from __future__ import annotations

from zeronr_rules.dynamics.hazards import Hazards, tables
from zeronr_rules.errors import DynamicsError, Fault
from zeronr_rules.inputs.faults import show

_ENOUGH = 200


def first_hazard(
    hazards: Hazards, months: tuple[float, float], window: float, share: float | None = None
) -> float:
    """Return the monthly chance of a sanction that leads to a share under sanction.

    A person with duties is free for 1/h months on average, then under sanction for S months;
    in the long run the share is S / (S + 1/h), so h = share / (S (1 - share)). S is the mean of
    two spells. One that starts at rank 1 lasts S1 = 1 + (1-c) + ... (one term a month of its
    duration, c the chance to comply), then the duration S2 of rank 2 with the chance
    (1-c)^(months-1) p_persist. One that starts at rank 2, for who was sanctioned within the window,
    lasts S2; their share is 1 - (1-h)^(window-S), so h and S are found together.

    Parameters
    ----------
    hazards
        The other chances; its ``h1`` and ``factor`` are not read.
    months
        Durations at rank 1 and at rank 2.
    window
        Months within which another sanction makes rank 2.
    share
        The share wanted; the published one where left out.

    Raises
    ------
    DynamicsError
        When no hazard leads to that share.

    Examples
    --------
    >>> round(first_hazard(Hazards(p_conf=0, p_persist=0), (2, 4), window=0, share=0.02), 6)
    0.010204

    """
    if not isinstance(hazards, Hazards):
        raise DynamicsError([Fault(("hazards",), show(hazards), "un zr.dynamics.Hazards")])
    wanted = tables()["part_sanctionnee"]["value"] if share is None else share
    if not 0 <= wanted < 1:
        raise DynamicsError([Fault(("share",), show(share), "une part de 0 à moins de 1")])
    stays = 1 - hazards.p_conf
    suspended = [sum(stays**month for month in range(int(length))) for length in months]
    second = hazards.p_suppression * months[1] + (1 - hazards.p_suppression) * suspended[1]
    first = suspended[0] + stays ** (int(months[0]) - 1) * hazards.p_persist * second
    hazard, spell = 0.0, first
    for _ in range(_ENOUGH):
        hazard = wanted / (spell * (1 - wanted))
        if hazard > 1:
            break
        repeated = 1 - (1 - hazard) ** max(window - spell, 0)
        spell = (1 - repeated) * first + repeated * second
    if hazard > 1:
        expected = "une part que des sanctions de cette durée peuvent atteindre"
        raise DynamicsError([Fault(("share",), show(share), expected)])
    return hazard
