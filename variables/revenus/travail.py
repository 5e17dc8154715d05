"""Earned income of employees, and what counts as such."""

from __future__ import annotations

from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Individu


class salaire_net(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = (
        "Salaire net mensuel : montant net social depuis 2024-02, net perçu avant impôt auparavant"
    )
    unit = "EUR"
    reference = "R262-12 CASF, R844-1 CSS"


class salaire_imposable(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Salaire imposable (année N-2 lue par les prestations familiales)"
    unit = "EUR"


class remuneration_apprenti(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Rémunération nette de l'apprenti"
    unit = "EUR"


class indemnites_chomage_partiel(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Indemnités d'activité partielle"
    unit = "EUR"
    reference = "R262-12 CASF"


class revenus_stage_formation_pro(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Rémunération d'un stage de formation professionnelle"
    unit = "EUR"
    reference = "R262-12 CASF"


class indemnites_stage(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Gratification d'un stage (article L124-1 du code de l'éducation)"
    unit = "EUR"
    reference = "R262-12 CASF"


class indemnites_volontariat(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Indemnités de volontariat ou de service civique"
    unit = "EUR"


class revenus_professionnels_exceptionnels(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Revenus professionnels exceptionnels (primes, indemnité de fin de contrat), non compris dans salaire_net"
    unit = "EUR"
    reference = "R262-7 II 3° CASF, du 2017-01-01 au 2025-02-28"


class remuneration_gerant_article_62(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Rémunération d'un gérant ou associé (article 62 du CGI), avant frais professionnels"
    unit = "EUR"
    reference = "R262-20 CASF"
