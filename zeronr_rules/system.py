"""The rules system: an openfisca_core tax-benefit system with our law loaded."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from types import ModuleType

import numpy as np
from openfisca_core.parameters import ParameterNode
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from zeronr_rules.entities import ENTITIES
from zeronr_rules.parsed import parameter_files, parameter_tree
from zeronr_rules.variables.outils.mois_de_reference import Declinaison

VARIABLES_PACKAGE = "zeronr_rules.variables"

__all__ = [
    "RulesSystem",
    "load_parameters",
    "parameter_files",
    "system",
    "variable_classes",
]


class RulesSystem(TaxBenefitSystem):  # type: ignore[misc]
    """French social benefits, as an openfisca_core ``TaxBenefitSystem``.

    Holds the four entities of OpenFisca-France, every variable of
    ``zeronr_rules.variables`` and every parameter of ``zeronr_rules.parameters``.
    Amounts are float64, so that cents are exact on either engine.

    Examples
    --------
    >>> from zeronr_rules.system import RulesSystem
    >>> RulesSystem().get_variable("rsa").entity.key
    'famille'

    """

    def __init__(self) -> None:
        super().__init__(ENTITIES)
        self.parameters = load_parameters()
        self.add_variables(*variable_classes())
        for variable in self.variables.values():
            if variable.value_type is float:
                variable.dtype = np.float64


@functools.cache
def system() -> RulesSystem:
    """Return the rules system, built once per process.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> zr.system() is zr.system()
    True

    """
    return RulesSystem()


def variable_classes() -> list[type[Variable]]:
    """Return every variable class of ``zeronr_rules.variables``, by module then name."""
    classes: list[type[Variable]] = []
    for module in _variable_modules():
        for value in vars(module).values():
            if isinstance(value, Declinaison):
                classes.extend(value.variables)
            elif (
                isinstance(value, type)
                and issubclass(value, Variable)
                and value.__module__ == module.__name__
            ):
                classes.append(value)
    return classes


def _variable_modules() -> list[ModuleType]:
    package = importlib.import_module(VARIABLES_PACKAGE)
    names = sorted(
        info.name
        for info in pkgutil.walk_packages(package.__path__, f"{VARIABLES_PACKAGE}.")
        if not info.ispkg
    )
    return [importlib.import_module(name) for name in names]


def load_parameters() -> ParameterNode:
    """Build the parameter tree from the ``*.yaml`` files only.

    openfisca_core's directory loader takes every folder for a node, caches of
    compiled modules included; this one reads the files that are parameters.
    """
    return ParameterNode("", data=parameter_tree())
