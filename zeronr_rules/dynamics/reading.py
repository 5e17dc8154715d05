"""What the rules say each month of a population whose sanctions are being drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from openfisca_core import periods

from zeronr_rules import core
from zeronr_rules.calculation import reformed_system
from zeronr_rules.core.errors import FormulaError
from zeronr_rules.engine import face_error
from zeronr_rules.inputs.periods import month_text
from zeronr_rules.population import simulate
from zeronr_rules.variables.loi_plein_emploi.sanctions import bareme

Array = np.ndarray[Any, Any]

DUE = "rsa_avant_sanction"


class Rules:
    """The rules under a reform, asked of a population one month at a time.

    Months are counted from year 0.
    """

    def __init__(self, reform: Any) -> None:
        self.reform = reform
        self.system = reformed_system(reform)

    def scale(self, month: int) -> Any:
        """Return the parameters of the scale in force for a sanction of that month."""
        scale_of: Any = bareme
        return scale_of(self.system.get_parameters_at_instant, periods.period(month_text(month)))

    def longest(self, month: int) -> int:
        """Return the longest duration of a sanction of that month, in months."""
        return int(self.scale(month).rang_2.duree_max)

    def window(self, month: int) -> float:
        """Return the months within which another sanction makes rank 2."""
        parameters = self.system.get_parameters_at_instant(f"{month_text(month)}-01")
        return float(parameters.prestations.rsa.sanctions.delai_reiteration)

    def ask(self, people: core.Population, names: Iterable[str], month: int) -> dict[str, Array]:
        """Return variables that rest on inputs alone, and on no past right."""
        under = people.sharing_inputs()
        under.system = self.system
        asked, when = list(names), month_text(month)
        try:
            found = core.simulate_blocks(self.system, under, asked, when, on_spiral="raise")
        except FormulaError as error:
            raise face_error(self.system, str(error.variable), when, error) from error
        return {name: np.asarray(next(iter(found[name].values()))) for name in asked}

    def with_duties(self, people: core.Population, month: int) -> tuple[Array, Array]:
        """Return who has duties that nothing deems respected, and the rank of their path."""
        due = simulate(people, month_text(month), DUE, reform=self.reform)[DUE]
        known = people.sharing_inputs(DUE)
        known.set_input(DUE, month_text(month), due)
        names = (
            "soumis_obligations_rsa",
            "obligations_rsa_reputees_respectees",
            "parcours_accompagnement",
        )
        bound, respected, path = self.ask(known, names, month).values()
        return bound & ~respected, path
