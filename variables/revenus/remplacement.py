"""Income that replaces work: unemployment, sick leave, pensions."""

from __future__ import annotations

from datetime import date

from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Individu


class chomage_net(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocations de chômage nettes (ARE et autres, hors ASS)"
    unit = "EUR"


class chomage_imposable(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocations de chômage imposables (année N-2)"
    unit = "EUR"


class ass(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de solidarité spécifique"
    unit = "EUR"


class allocation_securisation_professionnelle(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de sécurisation professionnelle"
    unit = "EUR"


class retraite_nette(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Pensions de retraite nettes"
    unit = "EUR"


class retraite_imposable(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Pensions de retraite imposables (année N-2)"
    unit = "EUR"


class retraite_combattant(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Retraite du combattant"
    unit = "EUR"
    reference = "L132-2 CASF"
    documentation = "Ne compte pas dans les ressources."


class pensions_invalidite(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Pensions d'invalidité"
    unit = "EUR"


class rentes_accident_travail(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Rentes d'accident du travail ou de maladie professionnelle"
    unit = "EUR"


class pension_militaire_invalidite(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Pension militaire d'invalidité"
    unit = "EUR"


class indemnites_journalieres_maternite(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Indemnités journalières de maternité"
    unit = "EUR"


class indemnites_journalieres_paternite(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Indemnités journalières de paternité"
    unit = "EUR"


class indemnites_journalieres_adoption(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Indemnités journalières d'adoption"
    unit = "EUR"


class indemnites_journalieres_maladie(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Indemnités journalières de maladie"
    unit = "EUR"


class indemnites_journalieres_accident_travail(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Indemnités journalières d'accident du travail"
    unit = "EUR"


class indemnites_journalieres_maladie_professionnelle(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Indemnités journalières de maladie professionnelle"
    unit = "EUR"


class date_arret_de_travail(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date du début de l'arrêt de travail"


class dedommagement_victime_amiante(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation des travailleurs de l'amiante"
    unit = "EUR"


class prime_forfaitaire_mensuelle_reprise_activite(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Prime forfaitaire mensuelle pour la reprise d'activité"
    unit = "EUR"
