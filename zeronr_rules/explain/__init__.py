"""Why this amount: one household, one month, step by step, in French, with articles."""

from __future__ import annotations

from zeronr_rules.errors import UnknownIdError
from zeronr_rules.explain.explaining import explain
from zeronr_rules.explain.explanation import Explanation

__all__ = ["Explanation", "UnknownIdError", "explain"]
