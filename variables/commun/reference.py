"""Which three months a right looks at."""

from __future__ import annotations

from numpy import where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.outils.mois_de_reference import decalages


class mois_de_reference_decales(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Les mois de référence sont M-4 à M-2 (et non M-3 à M-1)"
    reference = [
        "R262-7 CASF et R843-1 CSS",
        "Décret n° 2024-693 du 5 juillet 2024",
        "Décret n° 2025-185 du 26 février 2025",
    ]

    def formula(famille, period, parameters):
        national, experimentation, msa = decalages(period, parameters)
        decalage = where(
            famille("affilie_msa", period),
            msa,
            where(famille("departement_experimentation_rsa", period), experimentation, national),
        )
        return decalage > 1
