"""Childcare structures: a second, small system of rules for the AVIP label and its money.

Its only entity is the structure. It stands apart because a crèche as a group of the
main system would give every person who has none a crèche of their own.

``calculate`` takes a situation whose only key is ``structures_accueil``; ``system`` is
the ``openfisca_core`` system, which ``openfisca serve --country-package
zeronr_rules.structures`` finds too.
"""

from zeronr_rules.structures.calculation import calculate
from zeronr_rules.structures.system import StructuresSystem, system
from zeronr_rules.structures.system import StructuresSystem as CountryTaxBenefitSystem

__all__ = ["CountryTaxBenefitSystem", "StructuresSystem", "calculate", "system"]
