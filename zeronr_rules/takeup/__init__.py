"""The right that exists and is not claimed: one case."""

from __future__ import annotations

from zeronr_rules.takeup.case import unclaimed
from zeronr_rules.takeup.unclaimed_result import FamilyRights, RightFound, Unclaimed

__all__ = ["FamilyRights", "RightFound", "Unclaimed", "unclaimed"]
