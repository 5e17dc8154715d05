"""What was received in the past: given, else computed back to a first month."""

from __future__ import annotations

from datetime import date

from numpy import where
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)


class rsa_premier_mois_calcule(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Premier mois dont le RSA perçu est calculé lorsqu'il n'est pas donné"
    documentation = (
        "Le RSA dépend des aides au logement de mois passés, qui dépendent du RSA de mois encore "
        "antérieurs : le calcul remonte jusqu'à ce mois, avant lequel aucun RSA n'est supposé "
        "perçu. 1970-01-01 : non renseigné, aucun RSA passé n'est calculé."
    )


class rsa_percu(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "RSA perçu au titre du mois"
    unit = "EUR"
    documentation = (
        "À défaut de donnée, le RSA dû pour le mois, à partir de rsa_premier_mois_calcule ; rien "
        "avant."
    )
    reference = "R822-17 CCH"

    def formula(famille, period, parameters):
        premier = famille("rsa_premier_mois_calcule", period)
        retard = where(
            premier == DATE_NON_RENSEIGNEE, -1, mois_entre(premier, premier_jour(period))
        )
        calcule = retard >= 0
        if not calcule.any():
            return calcule * 0.0
        # Oldest month first: each then finds the previous ones computed, whatever their number.
        for recul in range(int(retard.max()), 0, -1):
            famille("rsa", period.offset(-recul, "month"))
        return where(calcule, famille("rsa", period), 0.0)
