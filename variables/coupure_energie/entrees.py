"""What a situation tells of a supply that may be cut."""

from __future__ import annotations

from datetime import date

from numpy import where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.variables.outils.calendrier import DATE_NON_RENSEIGNEE
from zeronr_rules.variables.outils.ternaire import Ternaire


def _ternaire(nom, libelle, article, precision=None):
    return type(
        nom,
        (Variable,),
        {
            "__module__": __name__,
            "value_type": Enum,
            "possible_values": Ternaire,
            "default_value": Ternaire.indetermine,
            "entity": Menage,
            "definition_period": DateUnit.MONTH,
            "set_input": set_input_dispatch_by_period,
            "label": libelle,
            "documentation": precision,
            "reference": article,
        },
    )


def _date(nom, libelle, article, precision=""):
    return type(
        nom,
        (Variable,),
        {
            "__module__": __name__,
            "value_type": date,
            "entity": Menage,
            "definition_period": DateUnit.ETERNITY,
            "label": libelle,
            "documentation": f"1970-01-01 : non renseignée. {precision}".rstrip(),
            "reference": article,
        },
    )


residence_principale = _ternaire(
    "residence_principale", "Le logement est la résidence principale du ménage", "L115-3 CASF"
)
demande_fsl_en_cours = _ternaire(
    "demande_fsl_en_cours",
    "Une demande d'aide du FSL pour la fourniture attend une décision",
    "L115-3 CASF",
)
fsl_energie_recu = _ternaire(
    "fsl_energie_recu",
    "Une aide du FSL a été accordée dans les douze derniers mois",
    "L115-3 CASF",
)
fsl_recu_ce_fournisseur = _ternaire(
    "fsl_recu_ce_fournisseur",
    "Une aide du FSL a déjà été accordée pour une facture du même fournisseur",
    "Décret n° 2008-780 du 13 août 2008",
)
compteur_communicant = _ternaire(
    "compteur_communicant",
    "Le logement a un compteur d'électricité communicant",
    "Décret n° 2023-133 du 24 février 2023",
)
date_coupure_envisagee = _date(
    "date_coupure_envisagee",
    "Jour de la coupure envisagée",
    "L115-3 CASF",
    "Lue dans son mois ; pour un autre mois, ou sans date, la réponse vaut pour tous les jours du mois.",
)
date_demande_fsl = _date(
    "date_demande_fsl", "Jour du dépôt de la demande d'aide du FSL", "L115-3 CASF"
)
date_facture_impayee = _date(
    "date_facture_impayee",
    "Date d'émission de la facture impayée",
    "Décret n° 2008-780 du 13 août 2008",
)
date_limite_facture_impayee = _date(
    "date_limite_facture_impayee",
    "Date limite de paiement que porte la facture impayée",
    "Décret n° 2008-780 du 13 août 2008",
    "Sans elle, quatorze jours après l'émission.",
)
date_debut_puissance_reduite = _date(
    "date_debut_puissance_reduite",
    "Jour depuis lequel la puissance électrique est réduite",
    "L115-3 CASF",
)


class puissance_electrique_reduite(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La puissance électrique a été réduite pour cet impayé"
    documentation = "À défaut de donnée, oui si la date du début est donnée."
    reference = "L115-3 CASF"

    def formula(menage, period, parameters):
        debut = menage("date_debut_puissance_reduite", period)
        return where(debut != DATE_NON_RENSEIGNEE, Ternaire.oui, Ternaire.indetermine)
