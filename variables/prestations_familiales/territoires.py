"""Where the common rules apply, where others do, and where we know none."""

from __future__ import annotations

from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille


class prestations_familiales_outre_mer(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La famille réside dans une collectivité de l'article L751-1"
    documentation = "Guadeloupe, Guyane, Martinique, La Réunion, Saint-Barthélemy et Saint-Martin."
    reference = "Article L751-1 du code de la sécurité sociale (LEGIARTI000031323778)"

    def formula(famille, period, parameters):
        menage = famille.demandeur.menage
        return (
            menage("residence_guadeloupe", period)
            + menage("residence_guyane", period)
            + menage("residence_martinique", period)
            + menage("residence_reunion", period)
            + menage("residence_saint_bartelemy", period)
            + menage("residence_saint_martin", period)
        )


class prestations_familiales_mayotte(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La famille réside à Mayotte"
    reference = "Ordonnance n° 2002-149 du 7 février 2002"

    def formula(famille, period, parameters):
        return famille.demandeur.menage("residence_mayotte", period)


class prestations_familiales_territoire_inconnu(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La famille réside où les prestations familiales ont des règles que l'on n'a pas lues"
    documentation = "Saint-Pierre-et-Miquelon : les montants sont indéterminés."
    reference = "Article L751-1 du code de la sécurité sociale, qui ne cite pas ce territoire"

    def formula(famille, period, parameters):
        return famille.demandeur.menage("residence_saint_pierre_et_miquelon", period)


class prestations_familiales_droit_commun(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Les règles communes des prestations familiales s'appliquent à la famille"
    documentation = (
        "Les conditions générales sont remplies, hors Mayotte et hors des territoires dont les "
        "règles ne sont pas connues."
    )
    reference = "Articles L512-1, L512-2 et L751-1 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        return (
            famille("prestations_familiales_conditions_generales", period)
            * not_(famille("prestations_familiales_mayotte", period))
            * not_(famille("prestations_familiales_territoire_inconnu", period))
        )
