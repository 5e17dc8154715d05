"""What was received in the past: a formula cannot compute it back without a spiral."""

from __future__ import annotations

from datetime import date

from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille


class rsa_premier_mois_calcule(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Premier mois dont le RSA perçu est calculé lorsqu'il n'est pas donné"
    documentation = (
        "Le RSA dépend des aides au logement de mois passés, qui dépendent du RSA de mois encore "
        "antérieurs : le calcul remonte jusqu'à ce mois, avant lequel aucun RSA n'est supposé "
        "perçu. 1970-01-01 : le mois qui précède l'examen des ressources de l'aide au logement. Lu "
        "par calculate, explain et simulate."
    )


class rsa_percu(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "RSA perçu au titre du mois"
    unit = "EUR"
    documentation = (
        "À défaut de donnée, rien ; calculate, explain et simulate donnent le RSA dû pour les mois "
        "que l'aide au logement demandée regarde."
    )
    reference = "R822-17 CCH"

    def formula(famille, period, parameters):
        return famille.filled_array(0.0)
