"""May the supply be cut? One answer for each energy, and for water."""

from __future__ import annotations

import functools

from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import lu

_DECRET = "décret n° 2008-780 du 13 août 2008"


def _une_suffit(menage, period, protections):
    reponses = (lu(menage(f"coupure_protection_{nom}", period)) for nom in protections)
    return functools.reduce(lambda une, autre: une | autre, reponses).en_ternaire()


class coupure_interdite_electricite(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "L'électricité ne peut pas être coupée pour impayé"
    reference = f"L115-3 CASF ; {_DECRET}"

    def formula_2008_12(menage, period, parameters):
        return _une_suffit(
            menage, period, ("treve_hivernale", "demande_fsl", "delais", "puissance_reduite")
        )


class coupure_interdite_gaz(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Le gaz ne peut pas être coupé pour impayé"
    reference = f"L115-3 CASF ; {_DECRET}"

    def formula_2008_12(menage, period, parameters):
        return _une_suffit(menage, period, ("treve_hivernale", "demande_fsl", "delais"))


class coupure_interdite_chaleur(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "La chaleur ne peut pas être coupée pour impayé"
    reference = f"L115-3 CASF ; {_DECRET}"

    def formula_2008_12(menage, period, parameters):
        return _une_suffit(menage, period, ("treve_hivernale", "demande_fsl", "delais"))


class coupure_interdite_eau(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "L'eau ne peut pas être coupée pour impayé"
    reference = f"L115-3 CASF ; {_DECRET}"

    def formula_2008_12(menage, period, parameters):
        return _une_suffit(menage, period, ("eau", "demande_fsl", "delais"))
