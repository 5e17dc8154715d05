"""The loan of a household that buys its main home."""

from __future__ import annotations

from datetime import date

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage


class TypesEtatLogement(Enum):
    """What the loan paid for."""

    __order__ = (
        "non_renseigne construction_acquisition_logement_neuf acquisition_amelioration "
        "acquisition_sans_amelioration_logement_existant amelioration agrandissement_amenagement"
    )
    non_renseigne = "Non renseigné"
    construction_acquisition_logement_neuf = "Construction ou acquisition d'un logement neuf"
    acquisition_amelioration = "Acquisition et amélioration"
    acquisition_sans_amelioration_logement_existant = (
        "Acquisition, sans amélioration, d'un logement existant"
    )
    amelioration = "Amélioration par le propriétaire occupant"
    agrandissement_amenagement = "Agrandissement ou aménagement"


class TypesEtatLogementFoyer(Enum):
    """Whether a student's room was rehabilitated."""

    __order__ = "non_renseigne logement_rehabilite logement_non_rehabilite"
    non_renseigne = "Non renseigné"
    logement_rehabilite = "Logement réhabilité"
    logement_non_rehabilite = "Logement non réhabilité"


class etat_logement(Variable):
    value_type = Enum
    possible_values = TypesEtatLogement
    default_value = TypesEtatLogement.non_renseigne
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Objet du prêt : état du logement acquis, construit ou amélioré"


class etat_logement_foyer(Variable):
    value_type = Enum
    possible_values = TypesEtatLogementFoyer
    default_value = TypesEtatLogementFoyer.non_renseigne
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "État de la chambre en logement-foyer ou en résidence universitaire"


class aide_logement_date_pret(Variable):
    value_type = date
    entity = Menage
    definition_period = DateUnit.ETERNITY
    label = "Date de signature du prêt, ou du certificat"
    documentation = "1970-01-01 : non renseigné."


class aide_logement_date_pret_conventionne(Variable):
    value_type = date
    entity = Menage
    definition_period = DateUnit.ETERNITY
    label = "Date de signature du prêt conventionné"
    documentation = "À défaut de donnée, celle du prêt."
    reference = "L831-2 CCH (LEGIARTI000038814880)"

    def formula(menage, period, parameters):
        return menage("aide_logement_date_pret", period)


class aide_logement_est_pret_conventionne(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.ETERNITY
    label = "Le prêt est conventionné ou aidé par l'État"
