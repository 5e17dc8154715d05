"""Reforms as values: change the law in three lines, compose changes, print what they change.

Examples
--------
>>> import zeronr_rules as zr
>>> more = zr.reforms.parametric({"prestations.rsa.montant_forfaitaire": {"2026-04": 700}})
>>> changed = more.diff().parameters[0]
>>> changed.since, changed.until, changed.before, changed.after
('2026-04-01', None, 651.69, 700)

"""

from __future__ import annotations

from zeronr_rules.reforms import library
from zeronr_rules.reforms.deconjugalise import rsa_deconjugalise
from zeronr_rules.reforms.difference import Difference, ParameterDifference, VariableDifference
from zeronr_rules.reforms.library import convention, get, named
from zeronr_rules.reforms.making import load, of_class, parametric, structural
from zeronr_rules.reforms.reform import Reform

__all__ = [
    "Difference",
    "ParameterDifference",
    "Reform",
    "VariableDifference",
    "convention",
    "get",
    "library",
    "load",
    "named",
    "of_class",
    "parametric",
    "rsa_deconjugalise",
    "structural",
]
