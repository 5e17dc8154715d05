"""Who lets the dwelling, and to whom it is let again (L822-3 and L822-4 CCH)."""

from __future__ import annotations

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Menage
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class TypesSousLocation(Enum):
    """To whom a part of the dwelling is let."""

    __order__ = "aucune accueil_familial moins_de_trente_ans autre"
    aucune = "Aucune partie du logement n'est louée ni sous-louée"
    accueil_familial = "Accueil familial d'une personne âgée ou handicapée"
    moins_de_trente_ans = "À une personne de moins de trente ans"
    autre = "À une autre personne"


class proprietaire_proche_famille(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le demandeur, son conjoint, ou un ascendant ou descendant de l'un d'eux, a une part du logement loué"
    documentation = (
        "Propriété ou usufruit, directement ou par une société. Pour une part inférieure à 10 %, "
        "la dire par part_propriete_proche_famille."
    )
    reference = "L822-3 (LEGIARTI000038814942) et R822-1 CCH (LEGIARTI000038879005)"


class part_propriete_proche_famille(Variable):
    value_type = float
    default_value = 1.0
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "Total des parts du logement que le demandeur, son conjoint et leurs proches ont ensemble"
    )
    documentation = "Fraction ; le tout par défaut. Lue si proprietaire_proche_famille."
    reference = "R822-1 CCH (LEGIARTI000038879005)"


class sous_location(Variable):
    value_type = Enum
    possible_values = TypesSousLocation
    default_value = TypesSousLocation.aucune
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Location ou sous-location d'une partie du logement"
    reference = "L822-4 CCH (LEGIARTI000049392199)"


class sous_locataire_proche_famille(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La personne logée est parente en ligne directe de l'occupant ou du propriétaire"
    documentation = "Lue en cas de location ou de sous-location d'une partie du logement."
    reference = "L822-4 CCH (LEGIARTI000049392199)"


class aide_logement_refus_parente_bailleur(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Refus : le demandeur ou un proche en ligne directe a une part du logement (L822-3 CCH)"
    documentation = (
        "Toléré si les parts, chacune et au total, sont inférieures à 10 %. Ne vise pas l'accédant "
        "à la propriété."
    )
    reference = "L822-3 (LEGIARTI000038814942) et R822-1 CCH (LEGIARTI000038879005)"

    def formula(famille, period, parameters):
        proche = famille("proprietaire_proche_famille", period)

        def _part_atteinte():
            seuil = parameters(period).prestations.aides_logement.eligibilite.parts_propriete
            statut = famille.demandeur.menage("statut_occupation_logement", period)
            return (famille("part_propriete_proche_famille", period) >= seuil) * (
                statut != TypesStatutOccupationLogement.primo_accedant
            )

        return si_concerne(proche, _part_atteinte) > 0


class aide_logement_refus_sous_location(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Refus : une partie du logement est louée ou sous-louée (L822-4 CCH)"
    documentation = (
        "Sauf accueil familial ou personne de moins de trente ans, sans parenté en ligne directe "
        "entre le propriétaire, l'occupant et la personne logée."
    )
    reference = "L822-4 CCH (LEGIARTI000049392199)"

    def formula(famille, period, parameters):
        menage = famille.demandeur.menage
        nature = menage("sous_location", period)
        loue = nature != TypesSousLocation.aucune
        return (
            si_concerne(
                loue,
                lambda: (
                    (nature == TypesSousLocation.autre)
                    + menage("sous_locataire_proche_famille", period)
                ),
            )
            > 0
        )
