"""The tables that the generator draws from, each with its source."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

FILES = (
    "synthetic_households.yaml",
    "synthetic_work.yaml",
    "synthetic_incomes.yaml",
    "synthetic_housing.yaml",
    "synthetic_situations.yaml",
)
COMMUNES = "synthetic_communes.csv"


@dataclass(frozen=True)
class Commune:
    """A place where households live.

    ``zone`` is that of housing benefits (``""`` where none is known), ``stratum``
    the line of the table ``strates`` that says how many households live there.
    """

    depcom: str
    zone: str
    stratum: str


@functools.cache
def tables() -> dict[str, dict[str, Any]]:
    """Return every table: its values, and ``kind``, ``source``, ``note``...

    Examples
    --------
    >>> tables()["menages"]["kind"]
    'source'

    """
    found: dict[str, dict[str, Any]] = {}
    for name in FILES:
        text = resources.files("zeronr_rules").joinpath("data", name).read_text("utf-8")
        found |= yaml.safe_load(text)
    return found


def values(name: str) -> Any:
    """Return the values of a table."""
    return tables()[name]["values"]


@functools.cache
def communes() -> tuple[Commune, ...]:
    """Return the communes, in the order of their codes."""
    text = resources.files("zeronr_rules").joinpath("data", COMMUNES).read_text("utf-8")
    return tuple(Commune(**row) for row in csv.DictReader(text.splitlines()))
