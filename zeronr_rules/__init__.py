"""French social benefits as OpenFisca variables and dated parameters.

The public names load when they are first used, so that ``import zeronr_rules``
costs nothing: neither numpy nor openfisca_core is imported before it is needed.

Some public functions bear the name of the module they come from (``system``,
``explain``). On the package, the name is always the function; reach the module
with ``from zeronr_rules.system import ...``.

Examples
--------
>>> import zeronr_rules as zr
>>> situation = {"individus": {"p1": {"date_naissance": {"ETERNITY": "1990-03-15"}}}}
>>> result = zr.calculate(situation, "2026-05", "age")
>>> result.by_id("age")
{'p1': 36}

"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zeronr_rules import dynamics as dynamics
    from zeronr_rules import questions as questions
    from zeronr_rules import reforms as reforms
    from zeronr_rules import structures as structures
    from zeronr_rules import takeup as takeup
    from zeronr_rules import territories as territories
    from zeronr_rules.analysis.ambiguities import ambiguities as ambiguities
    from zeronr_rules.analysis.compare import compare as compare
    from zeronr_rules.analysis.compare_result import Comparison as Comparison
    from zeronr_rules.analysis.curves import budget_curve as budget_curve
    from zeronr_rules.analysis.curves_value import BudgetCurve as BudgetCurve
    from zeronr_rules.calculation import calculate as calculate
    from zeronr_rules.core.errors import CoreError as CoreError
    from zeronr_rules.core.errors import InputError as InputError
    from zeronr_rules.core.errors import PopulationError as PopulationError
    from zeronr_rules.core.errors import SpiralWarning as SpiralWarning
    from zeronr_rules.errors import ComparisonError as ComparisonError
    from zeronr_rules.errors import CurveError as CurveError
    from zeronr_rules.errors import DynamicsError as DynamicsError
    from zeronr_rules.errors import EngineError as EngineError
    from zeronr_rules.errors import Fault as Fault
    from zeronr_rules.errors import MissingLibraryError as MissingLibraryError
    from zeronr_rules.errors import MissingParameterError as MissingParameterError
    from zeronr_rules.errors import PeriodError as PeriodError
    from zeronr_rules.errors import QuestionError as QuestionError
    from zeronr_rules.errors import ReformError as ReformError
    from zeronr_rules.errors import SituationError as SituationError
    from zeronr_rules.errors import TableFault as TableFault
    from zeronr_rules.errors import TablesError as TablesError
    from zeronr_rules.errors import TakeUpError as TakeUpError
    from zeronr_rules.errors import TerritoryError as TerritoryError
    from zeronr_rules.errors import UnknownIdError as UnknownIdError
    from zeronr_rules.errors import UnknownVariableError as UnknownVariableError
    from zeronr_rules.errors import ZeronrError as ZeronrError
    from zeronr_rules.explain import explain as explain
    from zeronr_rules.inputs.synthetic import SyntheticPopulation as SyntheticPopulation
    from zeronr_rules.inputs.synthetic import synthetic_population as synthetic_population
    from zeronr_rules.notices import Notice as Notice
    from zeronr_rules.population import Population as Population
    from zeronr_rules.population import simulate as simulate
    from zeronr_rules.provenance import Provenance as Provenance
    from zeronr_rules.results import Results as Results
    from zeronr_rules.system import RulesSystem as CountryTaxBenefitSystem
    from zeronr_rules.system import RulesSystem as RulesSystem
    from zeronr_rules.system import system as system

    __version__: str

# Public name: (module, name in that module).
_PUBLIC = {
    "BudgetCurve": ("zeronr_rules.analysis.curves_value", "BudgetCurve"),
    "CurveError": ("zeronr_rules.errors", "CurveError"),
    "CountryTaxBenefitSystem": ("zeronr_rules.system", "RulesSystem"),
    "Comparison": ("zeronr_rules.analysis.compare_result", "Comparison"),
    "ComparisonError": ("zeronr_rules.errors", "ComparisonError"),
    "CoreError": ("zeronr_rules.core.errors", "CoreError"),
    "DynamicsError": ("zeronr_rules.errors", "DynamicsError"),
    "EngineError": ("zeronr_rules.errors", "EngineError"),
    "Fault": ("zeronr_rules.errors", "Fault"),
    "InputError": ("zeronr_rules.core.errors", "InputError"),
    "MissingLibraryError": ("zeronr_rules.errors", "MissingLibraryError"),
    "MissingParameterError": ("zeronr_rules.errors", "MissingParameterError"),
    "Notice": ("zeronr_rules.notices", "Notice"),
    "PeriodError": ("zeronr_rules.errors", "PeriodError"),
    "PopulationError": ("zeronr_rules.core.errors", "PopulationError"),
    "SpiralWarning": ("zeronr_rules.core.errors", "SpiralWarning"),
    "Population": ("zeronr_rules.population", "Population"),
    "Provenance": ("zeronr_rules.provenance", "Provenance"),
    "QuestionError": ("zeronr_rules.errors", "QuestionError"),
    "ReformError": ("zeronr_rules.errors", "ReformError"),
    "Results": ("zeronr_rules.results", "Results"),
    "RulesSystem": ("zeronr_rules.system", "RulesSystem"),
    "SituationError": ("zeronr_rules.errors", "SituationError"),
    "TerritoryError": ("zeronr_rules.errors", "TerritoryError"),
    "TableFault": ("zeronr_rules.errors", "TableFault"),
    "TablesError": ("zeronr_rules.errors", "TablesError"),
    "TakeUpError": ("zeronr_rules.errors", "TakeUpError"),
    "UnknownIdError": ("zeronr_rules.errors", "UnknownIdError"),
    "SyntheticPopulation": ("zeronr_rules.inputs.synthetic", "SyntheticPopulation"),
    "UnknownVariableError": ("zeronr_rules.errors", "UnknownVariableError"),
    "ZeronrError": ("zeronr_rules.errors", "ZeronrError"),
    "__version__": ("zeronr_rules.provenance", "VERSION"),
    "budget_curve": ("zeronr_rules.analysis.curves", "budget_curve"),
    "ambiguities": ("zeronr_rules.analysis.ambiguities", "ambiguities"),
    "calculate": ("zeronr_rules.calculation", "calculate"),
    "compare": ("zeronr_rules.analysis.compare", "compare"),
    "explain": ("zeronr_rules.explain", "explain"),
    "simulate": ("zeronr_rules.population", "simulate"),
    "synthetic_population": ("zeronr_rules.inputs.synthetic", "synthetic_population"),
    "system": ("zeronr_rules.system", "system"),
}

# Public modules, loaded when they are first used too.
_MODULES = ("dynamics", "questions", "reforms", "structures", "takeup", "territories")

__all__ = [
    "BudgetCurve",
    "Comparison",
    "ComparisonError",
    "CoreError",
    "CountryTaxBenefitSystem",
    "CurveError",
    "DynamicsError",
    "EngineError",
    "Fault",
    "InputError",
    "MissingLibraryError",
    "MissingParameterError",
    "Notice",
    "PeriodError",
    "Population",
    "PopulationError",
    "Provenance",
    "QuestionError",
    "ReformError",
    "Results",
    "RulesSystem",
    "SituationError",
    "SpiralWarning",
    "SyntheticPopulation",
    "TableFault",
    "TablesError",
    "TakeUpError",
    "TerritoryError",
    "UnknownIdError",
    "UnknownVariableError",
    "ZeronrError",
    "__version__",
    "ambiguities",
    "budget_curve",
    "calculate",
    "compare",
    "dynamics",
    "explain",
    "questions",
    "reforms",
    "simulate",
    "structures",
    "synthetic_population",
    "system",
    "takeup",
    "territories",
]


def __getattr__(name: str) -> Any:
    """Load a public name the first time it is asked for."""
    import importlib

    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name not in _PUBLIC:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module, attribute = _PUBLIC[name]
    value = getattr(importlib.import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """A package whose public names are never hidden by a module of the same name."""

    def __setattr__(self, name: str, value: object) -> None:
        # The import system binds each submodule on its package: `system` and
        # `explain` must stay the public functions, whoever imports what first.
        if name in _PUBLIC and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
