"""Other resources: maintenance, scholarships, family help, capital and property."""

from __future__ import annotations

from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.populations import ADD
from openfisca_core.variables import Variable

from zeronr_rules.entities import FoyerFiscal, Individu


class pensions_alimentaires_percues(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Pensions alimentaires perçues"
    unit = "EUR"


class pensions_alimentaires_versees_individu(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Pensions alimentaires versées"
    unit = "EUR"


class prestation_compensatoire(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Prestation compensatoire perçue"
    unit = "EUR"


class bourse_enseignement_sup(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Bourse de l'enseignement supérieur"
    unit = "EUR"
    reference = "R262-11 16° CASF"
    documentation = "Ne compte pas dans les ressources."


class bourse_recherche(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Bourse de recherche"
    unit = "EUR"
    reference = "R262-11 16° CASF"
    documentation = "Ne compte pas dans les ressources."


class gains_exceptionnels(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Gains exceptionnels"
    unit = "EUR"


class aides_familiales_regulieres(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aides et secours réguliers de la famille ou de proches, hors pensions alimentaires"
    unit = "EUR"
    reference = "R262-11 14° et 14° bis CASF"


class autres_ressources_rsa(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Autres ressources à compter en entier pour le RSA (revenus de l'étranger, libéralités, etc.)"
    unit = "EUR"
    reference = "R262-6 et R262-14 CASF"


class autres_revenus_remplacement(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Autres revenus de remplacement ou aides sociales mensuelles comptés pour le RSA et la prime d'activité"
    unit = "EUR"
    reference = "R262-6 CASF, L842-4 CSS"


class revenus_capital(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Revenus de capitaux effectivement perçus (intérêts, dividendes), imposables ou non"
    unit = "EUR"


class revenus_locatifs(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Loyers perçus, nets de charges"
    unit = "EUR"


class rente_viagere_titre_onereux(Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Rentes viagères à titre onéreux"
    unit = "EUR"


class livret_a(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Encours du livret A"
    unit = "EUR"


class epargne_revenus_non_imposables(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Encours de capitaux dont le revenu n'est pas connu ou nul, évalués forfaitairement"
    unit = "EUR"
    reference = "R132-1 CASF"


class valeur_locative_immo_non_loue(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Valeur locative annuelle des immeubles bâtis non loués, hors résidence principale"
    unit = "EUR"
    reference = "R132-1 CASF"


class valeur_locative_terrains_non_loues(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Valeur locative annuelle des terrains non loués"
    unit = "EUR"
    reference = "R132-1 CASF"


class autres_revenus_imposables(Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = DateUnit.YEAR
    label = "Autres revenus soumis à l'impôt sur le revenu, nets, de l'année"
    unit = "EUR"
    documentation = (
        "Revenus fonciers, de capitaux mobiliers, plus-values et rentes viagères, net catégoriel. "
        "À défaut de donnée : somme des loyers, revenus de capitaux et rentes déclarés cette année-là."
    )
    reference = "L842-4 5° CSS"

    def formula(foyer_fiscal, period, parameters):
        loyers = foyer_fiscal.members("revenus_locatifs", period, options=[ADD])
        capitaux = foyer_fiscal.members("revenus_capital", period, options=[ADD])
        return (
            foyer_fiscal.sum(loyers)
            + foyer_fiscal.sum(capitaux)
            + foyer_fiscal("rente_viagere_titre_onereux", period, options=[ADD])
        )
