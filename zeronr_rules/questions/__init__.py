"""Unknown answers: what each right can be, and the question worth asking next.

:func:`explore` computes a household at every point of a grid of unknown inputs,
in one run. The :class:`Exploration` it returns says between what amounts each
right lies, which inputs drive it, and which answer would narrow it most.

Bounds are over the grid: an answer that is not on it can give another amount.
"""

from __future__ import annotations

from zeronr_rules.questions.asking import Asked, ask
from zeronr_rules.questions.defaults import default_unknowns, taxed_too
from zeronr_rules.questions.exploration import Exploration
from zeronr_rules.questions.exploring import DEFAULT_VARIABLES, explore
from zeronr_rules.questions.findings import Interval, Question
from zeronr_rules.questions.unknowns import MAX_POINTS, MAX_UNKNOWNS, Unknown

__all__ = [
    "DEFAULT_VARIABLES",
    "MAX_POINTS",
    "MAX_UNKNOWNS",
    "Asked",
    "Exploration",
    "Interval",
    "Question",
    "Unknown",
    "ask",
    "default_unknowns",
    "explore",
    "taxed_too",
]
