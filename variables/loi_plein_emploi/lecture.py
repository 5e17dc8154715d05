"""Which RSA the other rights look at when it is sanctioned."""

from __future__ import annotations

from numpy import logical_not as not_
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille


class rsa_lu_par_les_autres_droits(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "RSA que regardent les autres droits"
    unit = "EUR"
    documentation = (
        "Une sanction ne ferme pas le droit : le montant avant sanction, sauf après une radiation, "
        "ou le montant versé selon la convention."
    )
    reference = "L262-37 CASF"

    def formula(famille, period, parameters):
        if parameters(period).conventions.rsa_sanction_autres_droits == "montant_verse":
            return famille("rsa", period)
        return famille("rsa_avant_sanction", period) * not_(famille("rsa_radie", period))
