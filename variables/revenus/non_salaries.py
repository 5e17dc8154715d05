"""Self-employed income, as RSA and prime d'activité count it (R262-18 to R262-22 CASF)."""

from __future__ import annotations

from numpy import maximum
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Individu


class rpns_auto_entrepreneur_CA_achat_revente(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Chiffre d'affaires du micro-entrepreneur : ventes"
    unit = "EUR"


class rpns_auto_entrepreneur_CA_bic(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Chiffre d'affaires du micro-entrepreneur : prestations de services (BIC)"
    unit = "EUR"


class rpns_auto_entrepreneur_CA_bnc(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Chiffre d'affaires du micro-entrepreneur : bénéfices non commerciaux"
    unit = "EUR"


class rpns_auto_entrepreneur_benefice(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Chiffre d'affaires du micro-entrepreneur, après abattement"
    unit = "EUR"
    reference = "R262-19 CASF"

    def formula(individu, period, parameters):
        p = parameters(period).prestations.ressources_trimestrielles.non_salaries
        return (
            individu("rpns_auto_entrepreneur_CA_achat_revente", period)
            * (1 - p.abattement_achat_revente)
            + individu("rpns_auto_entrepreneur_CA_bic", period) * (1 - p.abattement_bic)
            + individu("rpns_auto_entrepreneur_CA_bnc", period) * (1 - p.abattement_bnc)
        )


class rpns_benefice_exploitant_agricole(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Bénéfice agricole de l'année"
    unit = "EUR"


class rpns_autres_revenus(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Bénéfice industriel, commercial ou non commercial de l'année (régime réel)"
    unit = "EUR"


class rpns_micro_entreprise_benefice(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    set_input = set_input_divide_by_period
    label = "Bénéfice annuel d'une micro-entreprise évaluée à l'année"
    unit = "EUR"


class rpns_amortissements_plus_values(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Amortissements et plus-values professionnels de l'année, à réintégrer"
    unit = "EUR"
    reference = "R262-19 et R262-21 CASF"


class coefficient_revalorisation_benefices(Variable):
    value_type = float
    default_value = 1.0
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Coefficient de revalorisation des bénéfices entre leur année et celle du droit"
    documentation = (
        "Évolution des prix hors tabac (R262-21 CASF). Les indices ne sont pas dans nos "
        "paramètres : à défaut de donnée, aucune revalorisation."
    )
    reference = "R262-21 CASF"


class benefice_agricole_annee_precedente_connu(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le bénéfice agricole de l'année précédente est connu pour une année entière"
    reference = "R262-18 CASF"


class option_recettes_agricoles_trimestrielles(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Exploitant agricole : option pour les recettes du trimestre"
    reference = "R262-18 CASF, depuis le 1er juillet 2017"


class recettes_agricoles(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Recettes agricoles du mois"
    unit = "EUR"


class revenus_non_salaries_annuels(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Part mensuelle des bénéfices annuels retenus pour un droit examiné ce mois"
    unit = "EUR"
    documentation = (
        "Bénéfices de l'avant-dernière année (ou, pour un exploitant agricole, de l'année "
        "précédente lorsqu'elle est connue), déficits ignorés, à raison d'un douzième. Donnée "
        "en entrée, la valeur tient lieu d'évaluation par le département (R262-23)."
    )
    reference = "R262-18, R262-19, R262-21 à R262-24 CASF"

    def formula(individu, period, parameters):
        p = parameters(period).prestations.ressources_trimestrielles.non_salaries
        n_1 = period.last_year
        n_2 = period.n_2
        connu = individu("benefice_agricole_annee_precedente_connu", period)
        option = individu("option_recettes_agricoles_retenue", period)
        agricole = maximum(
            connu * individu("rpns_benefice_exploitant_agricole", n_1)
            + (1 - connu) * individu("rpns_benefice_exploitant_agricole", n_2),
            0,
        )
        reel = maximum(
            individu("rpns_autres_revenus", n_2)
            + individu("rpns_micro_entreprise_benefice", n_2)
            + individu("rpns_amortissements_plus_values", n_2),
            0,
        )
        revalorise = reel * individu("coefficient_revalorisation_benefices", n_2)
        return (agricole * (1 - option) + revalorise) * p.part_mensuelle


class option_recettes_agricoles_retenue(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = (
        "Les recettes du trimestre remplacent le bénéfice agricole pour un droit examiné ce mois"
    )
    reference = "R262-18 CASF, depuis le 1er juillet 2017"

    def formula(individu, period, parameters):
        return individu("option_recettes_agricoles_trimestrielles", period) * False

    def formula_2017_07(individu, period, parameters):
        return individu("option_recettes_agricoles_trimestrielles", period)


class recettes_agricoles_nettes(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Recettes agricoles du mois, après abattement"
    unit = "EUR"
    reference = "R262-18 CASF, article 64 bis CGI"

    def formula(individu, period, parameters):
        p = parameters(period).prestations.ressources_trimestrielles.non_salaries
        return individu("recettes_agricoles", period) * (1 - p.abattement_recettes_agricoles)
