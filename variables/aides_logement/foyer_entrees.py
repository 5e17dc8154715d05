"""What is said of a logement-foyer: its category, its convention, its redevance."""

from __future__ import annotations

from datetime import date

from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Individu, Menage


class TypesCategorieLogementFoyer(Enum):
    """Kind of logement-foyer."""

    __order__ = (
        "non_renseigne ehpad residence_autonomie foyer_handicapes foyer_jeunes_travailleurs "
        "residence_sociale foyer_travailleurs_migrants residence_universitaire autre"
    )
    non_renseigne = "Non renseignée"
    ehpad = "Établissement d'hébergement pour personnes âgées dépendantes"
    residence_autonomie = "Résidence autonomie"
    foyer_handicapes = "Foyer pour personnes handicapées"
    foyer_jeunes_travailleurs = "Foyer de jeunes travailleurs"
    residence_sociale = "Résidence sociale"
    foyer_travailleurs_migrants = "Foyer de travailleurs migrants"
    residence_universitaire = "Résidence universitaire ou foyer d'étudiants"
    autre = "Autre logement-foyer"


class categorie_logement_foyer(Variable):
    value_type = Enum
    possible_values = TypesCategorieLogementFoyer
    default_value = TypesCategorieLogementFoyer.non_renseigne
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Catégorie du logement-foyer"
    documentation = (
        "Foyer de jeunes travailleurs et résidence sociale ont leur propre formule d'APL, selon la "
        "date de la convention ; tout autre foyer conventionné, et celui dont la catégorie n'est "
        "pas dite, a la formule générale."
    )
    reference = "D832-24 et D832-25 CCH (LEGIARTI000047401364)"


class date_convention_foyer(Variable):
    value_type = date
    entity = Menage
    definition_period = DateUnit.ETERNITY
    label = "Date de la convention APL du logement-foyer"
    documentation = (
        "Lue pour un foyer de jeunes travailleurs (convention postérieure au 30 septembre 1990) ou "
        "une résidence sociale (postérieure au 31 décembre 1994). 1970-01-01 : non renseignée, la "
        "convention est alors supposée postérieure."
    )
    reference = "D832-25 CCH (LEGIARTI000047401364)"


class redevance_equivalence_loyer_charges(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Part de la redevance assimilée au loyer et aux charges locatives"
    unit = "EUR"
    documentation = "À défaut de donnée, la redevance entière."
    reference = "D832-24 et R353-156 à R353-160 CCH"

    def formula(menage, period, parameters):
        return menage("loyer", period)


class handicap(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Personne handicapée"
    documentation = "À défaut de donnée, la personne qui reçoit l'AAH."
    reference = "D842-16 3° CCH (LEGIARTI000047985424)"

    def formula(individu, period, parameters):
        return individu("aah", period) > 0
