"""Variables that reforms of the tests add or put in the place of others."""

from __future__ import annotations

from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille


class rsa(Variable):  # noqa: N801 - the name of the variable
    label = "RSA, au moins un minimum depuis juillet 2026"

    def formula_2026_07(famille, period, parameters):  # noqa: N805
        due = famille("rsa_avant_sanction", period)
        floor = parameters(period).prestations.rsa.seuil_versement * 10
        return due + (due == 0) * floor


class complement_local(Variable):  # noqa: N801
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Un tiers du RSA en plus, comme un département pourrait le verser"
    unit = "EUR"

    def formula(famille, period):  # noqa: N805
        return famille("rsa", period) / 3
