"""The right that exists and is not claimed: one case, or a whole population.

Examples
--------
>>> import zeronr_rules as zr
>>> situation = {"individus": {"p1": {"date_naissance": "1990-03-15"}}}
>>> found = zr.takeup.unclaimed(situation, {"rsa": 0}, "2026-05", readings=False)
>>> found.missing
646.52

"""

from __future__ import annotations

from zeronr_rules.takeup.case import unclaimed
from zeronr_rules.takeup.certainty import Certainty
from zeronr_rules.takeup.drawing import draw
from zeronr_rules.takeup.published_rates import published_rates as published
from zeronr_rules.takeup.scenarios import Path
from zeronr_rules.takeup.survey import population
from zeronr_rules.takeup.survey_result import TakeUp
from zeronr_rules.takeup.targeting import targets
from zeronr_rules.takeup.unclaimed_result import FamilyRights, Follow, RightFound, Unclaimed

__all__ = [
    "Certainty",
    "FamilyRights",
    "Follow",
    "Path",
    "RightFound",
    "TakeUp",
    "Unclaimed",
    "draw",
    "population",
    "published",
    "targets",
    "unclaimed",
]
