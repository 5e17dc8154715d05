"""The system of the structures: its variables, its parameters, no group of persons."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
from openfisca_core.parameters import ParameterNode
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from zeronr_rules.parsed import parameter_tree
from zeronr_rules.structures.entities import StructureAccueil
from zeronr_rules.structures.rules import entrees, financement, label, places

PARAMETERS = Path(__file__).with_name("parameters")
_MODULES = (entrees, places, label, financement)


class StructuresSystem(TaxBenefitSystem):  # type: ignore[misc]
    """The rules of childcare structures, as an openfisca_core ``TaxBenefitSystem``.

    Examples
    --------
    >>> from zeronr_rules.structures import StructuresSystem
    >>> StructuresSystem().get_variable("avip_places_requises").entity.key
    'structure_accueil'

    """

    def __init__(self) -> None:
        super().__init__([StructureAccueil])
        self.parameters = ParameterNode("", data=parameter_tree(PARAMETERS))
        self.add_variables(*variable_classes())
        for variable in self.variables.values():
            if variable.value_type is float:
                variable.dtype = np.float64


@functools.cache
def system() -> StructuresSystem:
    """Return the system of the structures, built once per process.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> zr.structures.system() is zr.structures.system()
    True

    """
    return StructuresSystem()


def variable_classes() -> list[type[Variable]]:
    """Return the variables of the structures, module by module."""
    return [
        value
        for module in _MODULES
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Variable)
        and value.__module__ == module.__name__
    ]
