"""The sanction of an unemployment benefit, which the RSA does not make up for (R262-13 CASF)."""

from __future__ import annotations

from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Individu


class allocations_chomage_arretees_par_sanction(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La perception de l'ARE a cessé par l'effet d'une sanction"
    documentation = "Sanction d'un manquement de demandeur d'emploi, au sens de L5412-1."
    reference = "R262-13 CASF, L5412-1 du code du travail"


class neutralisation_chomage_decidee(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le président du conseil départemental neutralise l'ARE malgré la sanction"
    reference = "R262-13 CASF, décret n° 2025-478 du 30 mai 2025"


class rsa_neutralisation_chomage_refusee(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "L'ARE du trimestre n'est pas neutralisée : une sanction l'a fait cesser"
    documentation = (
        "Le RSA ne compense pas la sanction de l'ARE, sauf décision contraire du président du "
        "conseil départemental. Avant juin 2025, rien ne distinguait cette cause des autres."
    )
    reference = "R262-13 CASF, décret n° 2025-478 du 30 mai 2025"

    def formula_2025_06(individu, period, parameters):
        return individu("allocations_chomage_arretees_par_sanction", period) * not_(
            individu("neutralisation_chomage_decidee", period)
        )
