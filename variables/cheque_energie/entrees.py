"""What a situation tells of the chèque énergie."""

from __future__ import annotations

from datetime import date

from numpy import where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import FoyerFiscal, Individu, Menage
from zeronr_rules.variables.outils.ternaire import Ternaire


class rfr(Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = DateUnit.YEAR
    label = "Revenu fiscal de référence de l'année"
    unit = "EUR"
    documentation = (
        "Celui de l'avis d'impôt sur les revenus de cette année ; aucune règle ne le calcule."
    )
    reference = "Article 1417 IV du code général des impôts"


class rfr_connu(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = FoyerFiscal
    definition_period = DateUnit.YEAR
    label = "Le revenu fiscal de référence donné est connu"
    documentation = (
        "À défaut de donnée, un revenu positif est connu et un revenu nul ne l'est pas : rien ne le "
        "distingue d'un revenu non donné. Pour un revenu nul, donner « oui »."
    )
    reference = "Article 1417 IV du code général des impôts"

    def formula(foyer_fiscal, period, parameters):
        return where(foyer_fiscal("rfr", period) > 0, Ternaire.oui, Ternaire.indetermine)


class titulaire_contrat_electricite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Titulaire du contrat d'électricité du logement"
    documentation = "Si le ménage n'en désigne aucun, chacun de ses membres peut l'être."
    reference = "L124-1 du code de l'énergie (loi n° 2025-127 du 14 février 2025)"


def _entree(nom, libelle, article):
    return type(
        nom,
        (Variable,),
        {
            "__module__": __name__,
            "value_type": Enum,
            "possible_values": Ternaire,
            "default_value": Ternaire.indetermine,
            "entity": Menage,
            "definition_period": DateUnit.YEAR,
            "label": libelle,
            "reference": article,
        },
    )


contrat_electricite_au_nom_du_foyer_fiscal = _entree(
    "contrat_electricite_au_nom_du_foyer_fiscal",
    "Le contrat d'électricité est au nom d'un membre du foyer fiscal",
    "L124-1-1 du code de l'énergie",
)
adresse_fiscale_est_celle_du_contrat = _entree(
    "adresse_fiscale_est_celle_du_contrat",
    "L'adresse connue de l'administration fiscale est celle du point de livraison d'électricité",
    "L124-1-1 du code de l'énergie",
)


class date_demande_cheque_energie(Variable):
    value_type = date
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Date de la demande du chèque énergie de la campagne"
    documentation = "1970-01-01 : non renseignée."
    reference = "R124-1 et suivants du code de l'énergie"


class TypesLogementAideSpecifique(Enum):
    """Where the occupant of a collective home lives, for the aide spécifique."""

    __order__ = (
        "non_renseigne aucun residence_sociale logement_foyer intermediation_locative "
        "etablissement_medico_social"
    )
    non_renseigne = "Non renseigné"
    aucun = "Aucun de ces logements"
    residence_sociale = "Résidence sociale"
    logement_foyer = "Autre logement-foyer"
    intermediation_locative = "Intermédiation locative"
    etablissement_medico_social = "Établissement mentionné aux I à IV bis de L313-12 CASF"


class logement_aide_specifique(Variable):
    value_type = Enum
    possible_values = TypesLogementAideSpecifique
    default_value = TypesLogementAideSpecifique.non_renseigne
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Logement qui ouvre l'aide spécifique aux charges d'énergie"
    reference = "R124-5 du code de l'énergie"
