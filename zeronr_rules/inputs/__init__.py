"""How a situation comes in: read, checked as a whole, made ready for an engine."""

from __future__ import annotations

from zeronr_rules.inputs.reading import MAX_BYTES, MAX_DEPTH, parse_text, read_situation
from zeronr_rules.inputs.situation import Group, Situation
from zeronr_rules.inputs.validation import check_situation

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Group",
    "Situation",
    "check_situation",
    "parse_text",
    "read_situation",
]
