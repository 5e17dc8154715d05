"""Rates that were published: reference lines of reports, and two that are refused."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from importlib import resources
from typing import Any

import numpy as np

from zeronr_rules.frames import Table
from zeronr_rules.inputs import parse_text
from zeronr_rules.inputs.faults import Faults, show

_FILE = "taux_non_recours.yaml"
# Figures that circulate and that no source backs: not parameters of anything.
_REFUSED = {
    0.7: (
        "« 70 % » (convention du Lot d'avril 2025) n'a pas de source retrouvée, et ne ressemble "
        "qu'à d'anciens cas particuliers (RSA activité seul en 2010-2011, complémentaire santé "
        "avec participation)."
    ),
    0.3: (
        "« 30 % » (Territoires zéro non-recours) arrondit des estimations de 25 % à 50 % qui "
        "diffèrent selon la prestation : ce n'est le taux d'aucune."
    ),
}
_INSTEAD = (
    "Donner le taux d'une prestation avec sa source (zr.takeup.published), ou un autre taux "
    "comme hypothèse de travail."
)


def refuse_seeds(where: str, rate: Any, faults: Faults) -> None:
    """Add a fault where a rate is one of the two that no source backs.

    Examples
    --------
    >>> faults = Faults()
    >>> refuse_seeds("rates / rsa", 0.7, faults)
    >>> faults.found[0].expected
    'un taux qui a une source'

    """
    if isinstance(rate, bool) or not isinstance(rate, (int, float)):
        return
    for refused, reason in _REFUSED.items():
        if math.isclose(rate, refused, abs_tol=1e-9) or math.isclose(rate, 100 * refused):
            path = tuple(part.strip() for part in where.split("/"))
            faults.add(path, show(rate), "un taux qui a une source", f"{reason} {_INSTEAD}")


def published_rates(rights: Iterable[str] | None = None) -> Table:
    """Return the published rates of non-take-up, each with its source and its scope.

    Parameters
    ----------
    rights
        Of which rights; all where left out. Most have none that is robust: nobody
        published a national rate for housing aids or family benefits.

    Examples
    --------
    >>> published_rates(["ppa"])["taux"].tolist()
    [0.27]
    >>> len(published_rates(["aide_logement"]))
    0

    """
    wanted = None if rights is None else set(rights)
    rows = [row for row in _rows() if wanted is None or row["prestation"] in wanted]
    texts = ("prestation", "mesure", "date", "champ", "source", "confidence")
    numbers = {"taux": "taux", "taux_bas": "bas", "taux_haut": "haut"}
    columns = {name: np.array([row[name] for row in rows], dtype=str) for name in texts}
    columns |= {
        name: np.array([row.get(key, math.nan) for row in rows], dtype=float)
        for name, key in numbers.items()
    }
    return Table(columns, dict.fromkeys(numbers, "share"), "Taux de non-recours publiés")


@functools.cache
def _rows() -> tuple[dict[str, Any], ...]:
    data = (resources.files("zeronr_rules") / "data" / _FILE).read_bytes()
    return tuple(parse_text(data, ".yaml", _FILE))
