"""Consumption units and living standard of a ménage."""

from __future__ import annotations

from numpy import maximum, where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage

_REFERENCE = "Échelle de l'OCDE modifiée, définition de l'unité de consommation, Insee"


class unites_consommation_du_mois(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Unités de consommation du ménage"
    documentation = (
        "1 pour la première personne de quatorze ans ou plus, 0,5 pour chaque autre, 0,3 pour "
        "chaque enfant de moins de quatorze ans. Un enfant à naître ne compte pas ; un enfant en "
        "résidence alternée compte en entier. Un ménage sans personne de quatorze ans compte "
        "pour 1 et 0,3 par enfant après le premier."
    )
    reference = _REFERENCE

    def formula(menage, period, parameters):
        p = parameters(period).prestations.commun.unites_consommation
        mois = menage.members("age_en_mois", period)
        ne = mois >= 0
        enfant = ne * (mois < p.age_adulte * 12)
        enfants = menage.sum(enfant)
        autres = menage.sum(ne) - enfants
        premier = where(autres > 0, 1, 0)
        return (
            p.premier_adulte
            + p.autre_adulte * maximum(autres - 1, 0)
            + p.enfant * maximum(enfants - (1 - premier), 0)
        )


class niveau_de_vie_mensuel(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Niveau de vie du mois : revenu disponible par unité de consommation"
    unit = "EUR"
    reference = "Définition du niveau de vie, Insee"

    def formula(menage, period, parameters):
        return menage("revenu_disponible_mensuel", period) / menage(
            "unites_consommation_du_mois", period
        )
