"""What the family benefits ask that no other benefit does."""

from __future__ import annotations

from datetime import date

from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu


class TypesSituationASF(Enum):
    """Of which parents' support a child is deprived."""

    __order__ = "aucune un_parent_absent deux_parents_absents"
    aucune = "Non privé de l'aide d'un parent"
    un_parent_absent = "Privé de l'aide de l'un de ses parents"
    deux_parents_absents = "Privé de l'aide de ses deux parents"


class TypesPartageGardeAlternee(Enum):
    """Who receives the allocations familiales of a child in alternating residence."""

    __order__ = "partage allocataire_unique autre_parent"
    partage = "Allocations partagées entre les parents"
    allocataire_unique = "Cette famille a été désignée allocataire"
    autre_parent = "L'autre parent a été désigné allocataire"


class prestations_familiales_conditions_generales(Variable):
    value_type = bool
    default_value = True
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Résidence stable et régularité du séjour remplies pour les prestations familiales"
    documentation = "Vrai par défaut : la condition n'est pas calculée."
    reference = "Articles L512-1 et L512-2 du code de la sécurité sociale"


class prestations_familiales_enfant_residant_en_france(Variable):
    value_type = bool
    default_value = True
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "L'enfant vit en France de façon permanente"
    documentation = (
        "Vrai par défaut. Des séjours à l'étranger de trois mois au plus par année civile ne "
        "comptent pas."
    )
    reference = "Article R512-1 du code de la sécurité sociale"


class af_garde_alternee_partage(Variable):
    value_type = Enum
    possible_values = TypesPartageGardeAlternee
    default_value = TypesPartageGardeAlternee.partage
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Allocataire désigné pour un enfant en résidence alternée"
    reference = "Articles L521-2 et R521-2 du code de la sécurité sociale"


class af_mayotte_enfant_unique_avant_2012(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "À Mayotte, allocations ouvertes en décembre 2011 pour un enfant resté seul à charge"
    reference = "Ordonnance n° 2002-149 du 7 février 2002, article 7"


class date_adoption(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date d'arrivée au foyer d'un enfant adopté ou confié en vue d'adoption"
    documentation = "1970-01-01 : pas d'adoption."
    reference = "Article L531-3 du code de la sécurité sociale"


class asf_situation_enfant(Variable):
    value_type = Enum
    possible_values = TypesSituationASF
    default_value = TypesSituationASF.aucune
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Privation de l'aide d'un ou de deux parents"
    reference = "Article L523-1 du code de la sécurité sociale"


class date_evenement_asf(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date de l'événement qui ouvre l'ASF (décès, naissance, cessation du paiement)"
    documentation = "1970-01-01 : non renseignée, le droit est réputé ouvert."
    reference = "Articles D523-1 et R552-2 du code de la sécurité sociale"


class pension_alimentaire_percue_enfant(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Pension alimentaire effectivement perçue pour l'entretien de cet enfant"
    unit = "EUR"
    reference = "Article L523-1, I, 4°, du code de la sécurité sociale"


class date_debut_chomage(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date du début du chômage en cours"
    documentation = "1970-01-01 : pas de chômage."
    reference = "Article R532-7 du code de la sécurité sociale"


class prestations_familiales_abattement_ressources(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Changement de situation qui ouvre l'abattement de 30 % (retraite, invalidité, maladie)"
    reference = "Article R532-5 du code de la sécurité sociale"


class prestations_familiales_neutralisation_ressources(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Changement de situation qui écarte les revenus d'activité et de chômage"
    documentation = "Détention, cessation d'activité pour élever un enfant, et cas assimilés."
    reference = "Articles R532-4 et R532-6 du code de la sécurité sociale"
