"""Studies, work status and leave."""

from __future__ import annotations

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu


class TypesActivite(Enum):
    """Main occupation of a person."""

    __order__ = "actif chomeur etudiant retraite inactif"
    actif = "Actif occupé"
    chomeur = "Chômeur"
    etudiant = "Étudiant, élève"
    retraite = "Retraité"
    inactif = "Autre, inactif"


class TypesConges(Enum):
    """Kind of leave a person is on."""

    __order__ = (
        "non_renseigne conge_parental conge_maternite_paternite conge_presence_parentale "
        "conge_conventionnel conge_sans_solde disponibilite conge_sabbatique"
    )
    non_renseigne = "Non renseigné"
    conge_parental = "Congé parental d'éducation"
    conge_maternite_paternite = "Congé de maternité ou de paternité"
    conge_presence_parentale = "Congé de présence parentale"
    conge_conventionnel = "Congé conventionnel"
    conge_sans_solde = "Congé sans solde"
    disponibilite = "Disponibilité"
    conge_sabbatique = "Congé sabbatique"


class activite(Variable):
    value_type = Enum
    possible_values = TypesActivite
    default_value = TypesActivite.inactif
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Activité principale"


class etudiant(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Élève ou étudiant"
    documentation = "À défaut de donnée, lu dans l'activité principale."
    reference = "L262-4 3° CASF, L842-2 3° CSS"

    def formula(individu, period, parameters):
        return individu("activite", period) == TypesActivite.etudiant


class stagiaire(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Stagiaire au sens de l'article L124-1 du code de l'éducation"
    reference = "L262-4 3° CASF, L842-2 3° CSS"


class apprenti(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Apprenti"
    reference = "L842-2 3° CSS"


class type_conges(Variable):
    value_type = Enum
    possible_values = TypesConges
    default_value = TypesConges.non_renseigne
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nature du congé en cours"
    reference = "L262-4 4° CASF, L842-2 5° CSS"


class conge_excluant(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "En congé parental, sabbatique, sans solde ou en disponibilité"
    reference = "L262-4 4° CASF, L842-2 5° CSS"

    def formula(individu, period, parameters):
        conges = individu("type_conges", period)
        return (
            (conges == TypesConges.conge_parental)
            + (conges == TypesConges.conge_sabbatique)
            + (conges == TypesConges.conge_sans_solde)
            + (conges == TypesConges.disponibilite)
        ) > 0


class travailleur_detache(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Travailleur détaché en France au sens du droit de l'Union"
    reference = "L842-2 4° CSS"


class affilie_msa(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Droits versés par la mutualité sociale agricole (MSA)"
