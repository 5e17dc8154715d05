"""What an engine answers for a case."""

from __future__ import annotations

from fractions import Fraction

import attrs


@attrs.frozen(kw_only=True)
class Reponse:
    """Amounts before and after CRDS, or why there are none."""

    eligible: bool = True
    brut: Fraction | None = None
    net: Fraction | None = None
    erreur: str = ""
