"""What a household says of its bill, its contract and the help it already received."""

from __future__ import annotations

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.variables.fsl.types import TypesDetteFSL
from zeronr_rules.variables.outils.ternaire import Ternaire

NON_RENSEIGNE = -1


def _donnee(nom, libelle, **attributs):
    return type(
        nom,
        (Variable,),
        {
            "__module__": __name__,
            "entity": Menage,
            "definition_period": DateUnit.MONTH,
            "set_input": set_input_dispatch_by_period,
            "label": libelle,
            **attributs,
        },
    )


def _montant(nom, libelle, **attributs):
    return _donnee(nom, libelle, value_type=float, unit="EUR", **attributs)


def _ternaire(nom, libelle):
    return _donnee(
        nom,
        libelle,
        value_type=Enum,
        possible_values=Ternaire,
        default_value=Ternaire.indetermine,
    )


fsl_energie_nature = _donnee(
    "fsl_energie_nature",
    "Ce que concerne la facture impayée",
    value_type=Enum,
    possible_values=TypesDetteFSL,
    default_value=TypesDetteFSL.non_renseignee,
    documentation="Une demande, une facture : deux énergies font deux demandes.",
)
fsl_energie_impaye = _montant(
    "fsl_energie_impaye",
    "Facture impayée du ménage au jour de la demande",
    documentation="Ce qui reste dû, pénalités comprises ; 0 : aucun impayé, donc rien à aider.",
)
fsl_energie_penalites = _montant(
    "fsl_energie_penalites", "Pénalités, frais et services annexes compris dans la facture impayée"
)
fsl_energie_paiement_effectif = _montant(
    "fsl_energie_paiement_effectif", "Part de la dette que le ménage a payée avant la demande"
)
fsl_energie_anciennete_facture = _donnee(
    "fsl_energie_anciennete_facture",
    "Ancienneté de la facture impayée, en mois (non renseignée : -1)",
    value_type=int,
    default_value=NON_RENSEIGNE,
)
fsl_energie_aides_annee_civile = _montant(
    "fsl_energie_aides_annee_civile",
    "Aides du FSL à l'énergie ou à l'eau déjà reçues dans l'année civile",
)
fsl_energie_aides_12_mois = _montant(
    "fsl_energie_aides_12_mois",
    "Aides du FSL à l'énergie ou à l'eau déjà reçues dans les douze derniers mois",
)
fsl_energie_nb_aides_annee_civile = _donnee(
    "fsl_energie_nb_aides_annee_civile",
    "Nombre d'aides du FSL de même nature déjà reçues dans l'année civile",
    value_type=int,
)
fsl_energie_nb_aides_12_mois = _donnee(
    "fsl_energie_nb_aides_12_mois",
    "Nombre d'aides du FSL de même nature déjà reçues dans les douze derniers mois",
    value_type=int,
)
fsl_energie_annees_aidees = _donnee(
    "fsl_energie_annees_aidees",
    "Nombre d'années de suite, jusqu'à la précédente, où le ménage a été aidé",
    value_type=int,
)
fsl_quotient_familial_caf = _donnee(
    "fsl_quotient_familial_caf",
    "Quotient familial de la Caf (non renseigné : -1)",
    value_type=float,
    default_value=float(NON_RENSEIGNE),
    unit="EUR",
    documentation="Celui que la Caf notifie : ces règles ne le calculent pas.",
)
fsl_energie_premiere_demande = _ternaire(
    "fsl_energie_premiere_demande", "Première demande d'aide du FSL à l'énergie"
)
fsl_energie_abonne = _ternaire(
    "fsl_energie_abonne", "Le contrat est au nom du demandeur ou de son conjoint"
)
fsl_energie_contrat_en_cours = _ternaire(
    "fsl_energie_contrat_en_cours", "Le contrat de fourniture est en cours"
)
fsl_energie_negociation = _ternaire(
    "fsl_energie_negociation", "Le ménage a d'abord demandé un accord au fournisseur"
)
fsl_energie_plan_apurement = _ternaire(
    "fsl_energie_plan_apurement", "Un plan d'apurement a été conclu avec le fournisseur"
)
fsl_energie_evaluation_sociale = _ternaire(
    "fsl_energie_evaluation_sociale", "Un travailleur social a évalué la situation"
)
fsl_energie_cheque_utilise = _ternaire(
    "fsl_energie_cheque_utilise", "Le chèque énergie a été utilisé, ou le ménage n'y a pas droit"
)
fsl_energie_situation_derogatoire = _ternaire(
    "fsl_energie_situation_derogatoire",
    "Situation pour laquelle le règlement permet de dépasser le plafond",
)
fsl_energie_ccas_delegataire = _ternaire(
    "fsl_energie_ccas_delegataire", "Le CCAS de la commune instruit par délégation du département"
)
