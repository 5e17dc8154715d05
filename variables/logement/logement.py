"""The main home: tenure, place, housing benefit received."""

from __future__ import annotations

from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage


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
    label = "Loyer mensuel hors charges, redevance du foyer ou mensualité de l'emprunt"
    unit = "EUR"
    documentation = (
        "Pour un locataire, le loyer principal sans les charges ; en colocation, la part du "
        "demandeur, sauf si coloc_nombre_cotitulaires dit par combien la diviser."
    )


class charges_locatives(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Charges locatives du mois"
    unit = "EUR"
    documentation = "Aucune règle ne les lit : les aides au logement comptent un forfait."


class logement_conventionne(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le logement fait l'objet d'une convention ouvrant droit à l'APL"
    documentation = "À défaut de donnée, vrai pour un logement HLM."
    reference = "L831-1 CCH"

    def formula(menage, period, parameters):
        statut = menage("statut_occupation_logement", period)
        return statut == TypesStatutOccupationLogement.locataire_hlm


class logement_chambre(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le logement est une chambre"
    reference = "Arrêté du 27 septembre 2019, article 8"


class logement_crous(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le logement est géré par un CROUS"


class coloc(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le logement est en colocation"
    reference = "D842-3 CCH"


class coloc_nombre_cotitulaires(Variable):
    value_type = int
    default_value = 1
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Colocation : nombre de cotitulaires du bail entre lesquels le loyer donné se divise"
    documentation = "1 : le loyer donné est déjà la part du demandeur."
    reference = "D842-3 CCH"


class personne_agee_handicapee(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Personne âgée ou handicapée hébergée à titre onéreux chez un particulier"
    reference = "Arrêté du 27 septembre 2019, article 8"


class participation_frais(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Participation aux frais d'un logement occupé gratuitement"
