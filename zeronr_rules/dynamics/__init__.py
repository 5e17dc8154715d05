"""Sanctions of the RSA over a population, drawn month by month and given to the rules as inputs."""

from __future__ import annotations

from zeronr_rules.dynamics.calibration import first_hazard
from zeronr_rules.dynamics.drawing import sanctions
from zeronr_rules.dynamics.hazards import Hazards, Scale
from zeronr_rules.dynamics.tables import monthly

__all__ = ["Hazards", "Scale", "first_hazard", "monthly", "sanctions"]
