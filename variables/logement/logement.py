"""The main home: tenure, place, housing benefit received."""

from __future__ import annotations

from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Menage


class TypesStatutOccupationLogement(Enum):
    """How the household occupies its main home."""

    __order__ = "non_renseigne primo_accedant proprietaire locataire_hlm locataire_vide locataire_meuble loge_gratuitement locataire_foyer sans_domicile"
    non_renseigne = "Non renseigné"
    primo_accedant = "Accédant à la propriété (emprunt en cours)"
    proprietaire = "Propriétaire (non accédant)"
    locataire_hlm = "Locataire d’un logement HLM"
    locataire_vide = "Locataire ou sous-locataire d’un logement loué vide non HLM"
    locataire_meuble = (
        "Locataire ou sous-locataire d’un logement loué meublé ou d’une chambre d’hôtel"
    )
    loge_gratuitement = "Logé gratuitement par la famille, des amis ou l’employeur"
    locataire_foyer = "Locataire d’un foyer (résidence universitaire, maison de retraite, foyer de jeune travailleur, résidence sociale…)"
    sans_domicile = "Sans domicile stable"


class statut_occupation_logement(Variable):
    value_type = Enum
    possible_values = TypesStatutOccupationLogement
    default_value = TypesStatutOccupationLogement.non_renseigne
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Statut d'occupation du logement"


class loyer(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Loyer mensuel hors charges"
    unit = "EUR"
    documentation = "Aucune règle de cette version ne le lit : l'aide au logement est une donnée."


class participation_frais(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Participation aux frais d'un logement occupé gratuitement"


class aide_logement(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au logement due pour le mois (APL, ALF ou ALS)"
    unit = "EUR"
