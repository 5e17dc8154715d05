"""A population that nobody lives in, drawn from published marginals, that meets every rule."""

from __future__ import annotations

from zeronr_rules.inputs.synthetic.generator import SyntheticPopulation, synthetic_population

__all__ = ["SyntheticPopulation", "synthetic_population"]
