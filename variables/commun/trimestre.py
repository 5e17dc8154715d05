"""The quarters of the rights: month of claim, events that re-open them."""

from __future__ import annotations

from datetime import date

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille


class droits_mois_demande(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Mois de la demande, qui ouvre les trimestres communs aux droits"
    documentation = "1970-01-01 : non renseigné ; chaque mois est alors un examen."
    reference = "L262-18 et R262-4 CASF, R843-1 CSS"


class rsa_mois_demande(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Mois de la demande de RSA"
    reference = "L262-18 et R262-33 CASF"

    def formula(famille, period, parameters):
        return famille("droits_mois_demande", period)


class ppa_mois_demande(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Mois de la demande de prime d'activité"
    documentation = "Une demande de RSA vaut demande de prime d'activité."
    reference = "R843-1 CSS"

    def formula(famille, period, parameters):
        return famille("rsa_mois_demande", period)


class evenement_trimestre(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Un événement du mois rouvre l'examen du droit en cours de trimestre"
    documentation = (
        "Interruption de revenus ouvrant une neutralisation, séparation, début d'un isolement : "
        "effet au premier jour du mois de l'événement."
    )
    reference = "R262-4-1 CASF"
