"""Income whose perception has certainly ended is ignored (R262-13 CASF)."""

from __future__ import annotations

from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Individu


class interruption_revenus_professionnels(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La perception des revenus professionnels est interrompue de manière certaine"
    documentation = "Ne jamais déduire d'un salaire absent : seul le dossier le sait."
    reference = "R262-13 CASF"


class interruption_allocations_chomage(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La perception des allocations de chômage est interrompue de manière certaine"
    reference = "R262-13 CASF"


class interruption_autres_ressources(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La perception des autres ressources est interrompue de manière certaine"
    reference = "R262-13 CASF"


class revenu_substitution(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Perçoit ou peut prétendre percevoir un revenu de substitution"
    documentation = (
        "À défaut de donnée : perçoit ce mois-ci un revenu professionnel, une allocation de "
        "chômage, des indemnités journalières, une pension ou une retraite."
    )
    reference = "R262-13 CASF"

    def formula(individu, period, parameters):
        percus = (
            individu("rsa_revenus_professionnels", period)
            + individu("rsa_allocations_chomage", period)
            + individu("indemnites_journalieres_de_remplacement", period)
            + individu("retraite_nette", period)
            + individu("pensions_invalidite", period)
            + individu("allocation_securisation_professionnelle", period)
        )
        return percus > 0


class rsa_neutralisation_revenus_professionnels(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Revenus professionnels du trimestre neutralisés"
    reference = "R262-13 CASF"

    def formula(individu, period, parameters):
        return individu("interruption_revenus_professionnels", period) * not_(
            individu("revenu_substitution", period)
        )


class rsa_neutralisation_allocations_chomage(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Allocations de chômage du trimestre neutralisées"
    documentation = "Depuis juin 2025, non si une sanction les a fait cesser."
    reference = "R262-13 CASF"

    def formula(individu, period, parameters):
        return (
            individu("interruption_allocations_chomage", period)
            * not_(individu("revenu_substitution", period))
            * not_(individu("rsa_neutralisation_chomage_refusee", period))
        )
