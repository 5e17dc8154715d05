"""The vectorised simulation core: OpenFisca's formulas, unchanged, faster.

Executes any ``openfisca_core`` ``TaxBenefitSystem``. Knows OpenFisca's protocol;
knows no benefit and no country.
"""

from zeronr_rules.core.errors import (
    CoreError,
    CycleError,
    EntityMismatchError,
    FormulaError,
    FormulaShapeError,
    InputError,
    PeriodUnitError,
    PopulationError,
    SpiralError,
    SpiralWarning,
    UnknownVariableError,
)
from zeronr_rules.core.population import Population
from zeronr_rules.core.running import simulate_blocks
from zeronr_rules.core.simulation import Simulation

__all__ = [
    "CoreError",
    "CycleError",
    "EntityMismatchError",
    "FormulaError",
    "FormulaShapeError",
    "InputError",
    "PeriodUnitError",
    "Population",
    "PopulationError",
    "Simulation",
    "SpiralError",
    "SpiralWarning",
    "UnknownVariableError",
    "simulate_blocks",
]
