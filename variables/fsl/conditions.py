"""What a règlement asks besides resources: the bill, the person, the home, the steps before."""

from __future__ import annotations

from numpy import inf, isnan, minimum, where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.variables.fsl.logique import (
    A_EXAMINER,
    INCONNUE,
    NON,
    OUI,
    accord,
    du_ternaire,
    reponse,
    si_la_regle,
    sous_plafond,
)
from zeronr_rules.variables.fsl.reglement import Reglement
from zeronr_rules.variables.fsl.types import TypesDetteFSL, TypesReponseFSL
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement

_REFERENCE = "Loi n° 90-449 du 31 mai 1990, article 6-1 ; règlement intérieur du territoire"
# Condition of the règlement, and the input that tells whether it is met.
_DEMARCHES = {
    "residence_principale": "residence_principale",
    "abonne": "fsl_energie_abonne",
    "contrat_en_cours": "fsl_energie_contrat_en_cours",
    "negociation_prealable": "fsl_energie_negociation",
    "plan_apurement": "fsl_energie_plan_apurement",
    "evaluation_sociale": "fsl_energie_evaluation_sociale",
    "cheque_energie": "fsl_energie_cheque_utilise",
}


def _condition(nom, libelle, formula, documentation=""):
    return type(
        nom,
        (Variable,),
        {
            "__module__": __name__,
            "value_type": Enum,
            "possible_values": TypesReponseFSL,
            "default_value": TypesReponseFSL.inconnue,
            "entity": Menage,
            "definition_period": DateUnit.MONTH,
            "label": f"Aide du FSL à l'énergie : {libelle}",
            "documentation": documentation,
            "reference": _REFERENCE,
            "formula": formula,
        },
    )


def _nature(menage, period, parameters):
    reglement = Reglement(menage, period, parameters)
    nature = menage("fsl_energie_nature", period)
    couverte = reglement.contient("dettes.couvertes", TypesDetteFSL, nature)
    exclue = reglement.contient("dettes.exclues", TypesDetteFSL, nature)
    return where(
        nature == TypesDetteFSL.non_renseignee,
        where(reglement.inconnue("dettes.couvertes"), INCONNUE, A_EXAMINER),
        where(couverte, OUI, where(exclue, NON, INCONNUE)),
    )


def _facture(menage, period, parameters):
    reglement = Reglement(menage, period, parameters)
    dette = menage("fsl_energie_impaye", period)
    basse = -reglement.nombre("dette.minimum", 0)
    assez = sous_plafond(-dette, basse, 0)
    pas_trop = sous_plafond(dette, reglement.nombre("dette.maximum", inf), 0)
    limite = reglement.nombre("dette.anciennete_maximum", inf)
    age = menage("fsl_energie_anciennete_facture", period)
    recente = where(
        age < 0,
        where(isnan(limite), INCONNUE, where(limite < inf, A_EXAMINER, OUI)),
        sous_plafond(age, limite, 1),
    )
    return minimum(minimum(assez, pas_trop), recente)


def _personne(menage, period, parameters):
    reglement = Reglement(menage, period, parameters)
    membres = menage.members
    reference = membres.has_role(Menage.PERSONNE_DE_REFERENCE)
    etudie = membres("etudiant", period) * reference
    travaille = etudie * (membres("salaire_net", period) > 0)
    admis = reglement.nombre("personne.etudiant_salarie_admis", 0)
    etudiant, salarie = menage.any(etudie), menage.any(travaille)
    sauf_salarie = where(isnan(admis), INCONNUE, where(admis > 0, OUI, NON))
    hors_etudes = where(etudiant, where(salarie, sauf_salarie, NON), OUI)
    sejour = reponse(menage.all(membres("sejour_regulier", period) + (1 - reference) > 0))
    ans = reglement.nombre("personne.age_minimum", 0)
    age = menage.sum(membres("age_en_mois", period) * reference)
    majeur = where(isnan(ans), INCONNUE, where(age >= ans * 12, OUI, A_EXAMINER))
    return minimum(
        minimum(
            si_la_regle(reglement.nombre("personne.etudiant_exclu", 0), hors_etudes),
            si_la_regle(reglement.nombre("personne.sejour_regulier", 0), sejour),
        ),
        majeur,
    )


def _logement(menage, period, parameters):
    reglement = Reglement(menage, period, parameters)
    statut = menage("statut_occupation_logement", period)
    exclu = reglement.contient("logement.statuts_exclus", TypesStatutOccupationLogement, statut)
    inconnus = reglement.inconnue("logement.statuts_exclus")
    return where(inconnus, INCONNUE, where(exclu, NON, OUI))


def _procedure(menage, period, parameters):
    reglement = Reglement(menage, period, parameters)
    toutes = _paiement(menage, period, reglement)
    for regle, donnee in _DEMARCHES.items():
        satisfaite = du_ternaire(menage(donnee, period))
        exigee = reglement.nombre(f"procedure.{regle}", 0)
        toutes = minimum(toutes, si_la_regle(exigee, satisfaite))
    return toutes


def _paiement(menage, period, reglement):
    """Part of the debt that must be paid before the request."""
    taux = reglement.nombre("procedure.paiement_prealable", 0)
    paye = menage("fsl_energie_paiement_effectif", period)
    due = taux * (menage("fsl_energie_impaye", period) + paye)
    return sous_plafond(-paye, -due, 0)


def _frequence(menage, period, parameters):
    reglement = Reglement(menage, period, parameters)
    nombre = reglement.nombre("frequence.nombre_maximum", inf)
    annee = sous_plafond(menage("fsl_energie_nb_aides_annee_civile", period), nombre, 1)
    douze = sous_plafond(menage("fsl_energie_nb_aides_12_mois", period), nombre, 1)
    selon_periode = where(
        reglement.est("frequence.periode", "annee_civile"),
        annee,
        where(reglement.est("frequence.periode", "douze_mois"), douze, accord(annee, douze)),
    )
    de_suite = reglement.nombre("frequence.annees_consecutives", inf)
    annees = sous_plafond(menage("fsl_energie_annees_aidees", period), de_suite, 1)
    return minimum(selon_periode, annees)


fsl_energie_condition_nature = _condition(
    "fsl_energie_condition_nature", "la dette est de celles que le règlement couvre", _nature
)
fsl_energie_condition_facture = _condition(
    "fsl_energie_condition_facture",
    "montant et ancienneté de la facture",
    _facture,
    "Le montant de la dette est entre les bornes du règlement, elles comprises ; la facture a moins "
    "de mois que l'ancienneté maximale.",
)
fsl_energie_condition_personne = _condition(
    "fsl_energie_condition_personne",
    "études, séjour et âge du demandeur",
    _personne,
    "Le demandeur est la personne de référence du ménage.",
)
fsl_energie_condition_logement = _condition(
    "fsl_energie_condition_logement", "statut d'occupation du logement", _logement
)
fsl_energie_condition_procedure = _condition(
    "fsl_energie_condition_procedure",
    "contrat et démarches préalables",
    _procedure,
    "Une condition que le règlement pose et dont la situation ne dit rien est à examiner.",
)
fsl_energie_condition_frequence = _condition(
    "fsl_energie_condition_frequence", "aides déjà reçues, en nombre", _frequence
)
