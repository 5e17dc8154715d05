"""Social minima and family benefits that this library reads and does not compute."""

from __future__ import annotations

from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu


class aah(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation aux adultes handicapés"
    unit = "EUR"


class caah(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Complément de ressources ou majoration pour la vie autonome"
    unit = "EUR"


class asi(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation supplémentaire d'invalidité"
    unit = "EUR"


class aspa(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de solidarité aux personnes âgées"
    unit = "EUR"


class aeeh(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation d'éducation de l'enfant handicapé"
    unit = "EUR"
    documentation = "Ne compte pas dans les ressources."
    reference = "R262-11 CASF, R844-5 CSS"


class paje_prepare(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Prestation partagée d'éducation de l'enfant (PreParE)"
    unit = "EUR"


class paje_clca(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Complément de libre choix d'activité"
    unit = "EUR"


class paje_colca(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Complément optionnel de libre choix d'activité"
    unit = "EUR"
