"""What a situation tells of a structure. A number nobody gave is -1, which is not zero."""

from __future__ import annotations

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.structures.entities import StructureAccueil
from zeronr_rules.variables.outils.ternaire import Ternaire

NON_RENSEIGNE = -1

_CHARTE = "Charte nationale des crèches AVIP, 2016"


class TypesStructure(Enum):
    """Kinds of childcare."""

    __order__ = "non_renseigne eaje micro_creche creche_familiale assistantes_maternelles"
    non_renseigne = "Non renseigné"
    eaje = "Crèche collective ou autre établissement d'accueil du jeune enfant"
    micro_creche = "Micro-crèche"
    creche_familiale = "Crèche familiale"
    assistantes_maternelles = "Assistante maternelle, ou réseau d'assistantes maternelles"


class TypesFinancement(Enum):
    """How the Caf pays for the structure."""

    __order__ = "non_renseigne psu paje"
    non_renseigne = "Non renseigné"
    psu = "Prestation de service unique (PSU)"
    paje = "Complément de libre choix du mode de garde (Paje)"


def _variable(nom, libelle, reference, **champs):
    communs = {
        "__module__": __name__,
        "entity": StructureAccueil,
        "definition_period": DateUnit.MONTH,
        "set_input": set_input_dispatch_by_period,
        "label": libelle,
        "reference": reference,
    }
    return type(nom, (Variable,), {**communs, **champs})


def _nombre(nom, libelle, reference):
    return _variable(
        nom,
        libelle,
        reference,
        value_type=int,
        default_value=NON_RENSEIGNE,
        documentation="−1 : non renseigné.",
    )


def _ternaire(nom, libelle, reference=_CHARTE):
    return _variable(
        nom,
        libelle,
        reference,
        value_type=Enum,
        possible_values=Ternaire,
        default_value=Ternaire.indetermine,
    )


type_structure = _variable(
    "type_structure",
    "Mode d'accueil",
    "L214-7 CASF",
    value_type=Enum,
    possible_values=TypesStructure,
    default_value=TypesStructure.non_renseigne,
)
financement_structure = _variable(
    "financement_structure",
    "Financement de la structure par la Caf",
    "Circulaire Cnaf n° 2018-002 du 21 novembre 2018",
    value_type=Enum,
    possible_values=TypesFinancement,
    default_value=TypesFinancement.non_renseigne,
)
departement_structure = _variable(
    "departement_structure",
    "Département de la structure (code de deux ou trois caractères)",
    "L214-7 CASF",
    value_type=str,
    max_length=3,
    default_value="",
)
capacite = _nombre("capacite", "Nombre de places de la structure", "D214-7 CASF")
places_avip = _nombre("places_avip", "Nombre de places AVIP que la structure propose", _CHARTE)
enfants_accueillis = _nombre("enfants_accueillis", "Nombre d'enfants accueillis", "L214-7 III CASF")
enfants_avip = _nombre(
    "enfants_avip",
    "Nombre d'enfants accueillis dont les parents sont demandeurs d'emploi engagés dans une recherche",
    "L214-7 III CASF",
)
enfants_handicapes = _nombre(
    "enfants_handicapes",
    "Nombre d'enfants accueillis en situation de handicap",
    "Circulaire Cnaf n° 2018-002 du 21 novembre 2018",
)
participation_horaire_moyenne = _variable(
    "participation_horaire_moyenne",
    "Participation horaire moyenne des familles",
    "Circulaire Cnaf n° 2018-002 du 21 novembre 2018",
    value_type=float,
    default_value=float(NON_RENSEIGNE),
    unit="EUR",
    documentation="−1 : non renseignée.",
)
creche_employeur = _ternaire(
    "creche_employeur", "Crèche d'un employeur pour ses salariés", "D214-7 CASF"
)
contrats_adaptes = _ternaire(
    "contrats_adaptes", "Les contrats suivent le parcours du parent (jours et heures changent)"
)
accueil_dans_le_delai = _ternaire(
    "accueil_dans_le_delai", "L'enfant est accueilli dans le délai de la charte (quinze jours)"
)
heures_minimales_proposees = _ternaire(
    "heures_minimales_proposees", "Dix heures d'accueil par semaine au moins sont proposées"
)
maintien_apres_reprise = _ternaire(
    "maintien_apres_reprise",
    "L'accueil est maintenu après la reprise d'un emploi, jusqu'à l'école maternelle",
)
coordinateur_avip = _ternaire("coordinateur_avip", "Un coordinateur AVIP est désigné")
partenariat_territorial = _ternaire(
    "partenariat_territorial",
    "Diagnostic partagé, partenariat avec France Travail ou la mission locale et le département",
)
