"""Births, ages and family composition."""

from __future__ import annotations

from datetime import date

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.calendrier import age_en_mois_a, dernier_jour, premier_jour


class date_naissance(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date de naissance"


class age_en_mois(Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Âge en mois révolus, au premier jour du mois"
    unit = "mois"

    def formula(individu, period, parameters):
        return age_en_mois_a(individu("date_naissance", period), premier_jour(period))


class age(Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Âge en années révolues, au premier jour du mois"
    unit = "ans"

    def formula(individu, period, parameters):
        return individu("age_en_mois", period) // 12


class age_en_mois_fin_de_mois(Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Âge en mois révolus, au dernier jour du mois"
    unit = "mois"
    documentation = "Négatif avant la naissance."
    reference = "R262-4 CASF, R843-1 II CSS"

    def formula(individu, period, parameters):
        return age_en_mois_a(individu("date_naissance", period), dernier_jour(period))


class est_enfant_dans_famille(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Enfant ou personne à charge dans sa famille"

    def formula(individu, period, parameters):
        return individu.has_role(Famille.ENFANT)


class enceinte(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Grossesse déclarée"


class garde_alternee(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Enfant en résidence alternée effective et équivalente entre ses parents"
    reference = "Conseil d'État, 21 juillet 2017, n° 398911 ; L521-2 CSS"


class nb_parents(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre d'adultes (demandeur et conjoint) de la famille"

    def formula(famille, period, parameters):
        return famille.nb_persons(role=Famille.PARENT)


class en_couple(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le demandeur vit en couple"

    def formula(famille, period, parameters):
        return famille("nb_parents", period) > 1


class conjoint_resident_etranger(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le conjoint du demandeur réside à l'étranger"
    documentation = "La personne n'est pas isolée de ce seul fait."
    reference = "L262-9 CASF"
