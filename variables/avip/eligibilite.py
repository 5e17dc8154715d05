"""May the family have an AVIP place, why, and in what order it comes."""

from __future__ import annotations

from numpy import select
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import lu, su


class TypesEligibiliteAvip(Enum):
    """Answer to a family; a place is offered, never owed."""

    __order__ = "indetermine non_eligible eligible"
    indetermine = "Indéterminé : une donnée ou une règle manque"
    non_eligible = "Ne peut pas demander une place AVIP"
    eligible = "Peut demander une place AVIP (orientation, non un droit)"


class TypesPrioriteAvip(Enum):
    """Order in which families are proposed a place; nobody publishes a score."""

    __order__ = "indetermine classe_1 classe_2 classe_3"
    indetermine = "Indéterminée"
    classe_1 = "1 : personne isolée avec un enfant de moins de trois ans (loi)"
    classe_2 = "2 : quartier prioritaire de la politique de la ville (pratique)"
    classe_3 = "3 : autres familles"


class avip_eligibilite(Variable):
    value_type = Enum
    possible_values = TypesEligibiliteAvip
    default_value = TypesEligibiliteAvip.indetermine
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Éligibilité à une place AVIP"
    documentation = "Une orientation : nul n'a droit à une place. Le revenu ne compte pas."
    reference = "L214-7 III CASF ; charte nationale des crèches AVIP, 2016"

    def formula_2016_04(famille, period, parameters):
        reponse = (
            lu(famille("avip_condition_enfant", period))
            & lu(famille("avip_condition_parents", period))
            & lu(famille("engagement_recherche_avip", period))
        )
        cas = TypesEligibiliteAvip
        return select(
            [reponse.certain, reponse.possible],
            [cas.eligible, cas.indetermine],
            default=cas.non_eligible,
        )


def _motif(nom, libelle, lire, article="L214-7 III CASF"):
    def formula_2016_04(famille, period, parameters):
        return lire(famille, period)

    return type(
        nom,
        (Variable,),
        {
            "__module__": __name__,
            "value_type": bool,
            "entity": Famille,
            "definition_period": DateUnit.MONTH,
            "label": libelle,
            "reference": article,
            "formula_2016_04": formula_2016_04,
        },
    )


def _refus(nom):
    return lambda famille, period: famille(nom, period) == Ternaire.non


def _inconnu(nom):
    return lambda famille, period: lu(famille(nom, period)).inconnu


avip_refus_enfant = _motif(
    "avip_refus_enfant",
    "Refus AVIP : aucun enfant de moins de trois ans non scolarisé",
    _refus("avip_condition_enfant"),
)
avip_refus_parents = _motif(
    "avip_refus_parents",
    "Refus AVIP : les parents ne sont pas demandeurs d'emploi",
    _refus("avip_condition_parents"),
)
avip_refus_engagement = _motif(
    "avip_refus_engagement",
    "Refus AVIP : pas d'engagement dans une recherche intensive",
    _refus("engagement_recherche_avip"),
)
avip_inconnu_scolarisation = _motif(
    "avip_inconnu_scolarisation",
    "AVIP : la scolarisation de l'enfant n'est pas connue",
    _inconnu("avip_condition_enfant"),
)
avip_inconnu_parents = _motif(
    "avip_inconnu_parents",
    "AVIP : la recherche d'emploi des parents n'est pas connue, ou ne suffit peut-être pas",
    _inconnu("avip_condition_parents"),
)
avip_inconnu_engagement = _motif(
    "avip_inconnu_engagement",
    "AVIP : l'engagement des parents n'est pas connu",
    _inconnu("engagement_recherche_avip"),
)


class avip_classe_priorite(Variable):
    value_type = Enum
    possible_values = TypesPrioriteAvip
    default_value = TypesPrioriteAvip.indetermine
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Classe de priorité pour une place AVIP"
    documentation = (
        "Celle de la famille si elle est éligible. Seule la première est dans la loi. Un rang, pas un "
        "score : dans une classe, la structure choisit."
    )
    reference = "L214-7 III CASF, L262-9 CASF (dernier alinéa)"

    def formula_2016_04(famille, period, parameters):
        cas = TypesPrioriteAvip
        enfant = lu(famille("avip_condition_enfant", period))
        isole = famille("isolement", period)
        quartier = lu(famille.demandeur.menage("residence_qpv", period))
        premiere = su(isole) & enfant
        return select(
            [
                premiere.certain,
                premiere.possible,
                quartier.certain,
                quartier.possible,
            ],
            [cas.classe_1, cas.indetermine, cas.classe_2, cas.indetermine],
            default=cas.classe_3,
        )
