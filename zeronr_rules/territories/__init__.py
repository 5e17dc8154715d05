"""The territories of the FSL: what is known of each, and whether a territory file is sound."""

from __future__ import annotations

from zeronr_rules.territories.catalogue import Territory, territories
from zeronr_rules.territories.checking import Report, check
from zeronr_rules.territories.texts import report_text, territories_text

__all__ = ["Report", "Territory", "check", "report_text", "territories", "territories_text"]
