"""What a territory file may say: the same cells everywhere.

A required cell stands in every file, ``.nan`` (``inconnu`` for a text) where
nobody published it. An optional cell that is absent is a rule that the published
texts do not have; ``.nan`` is a rule that they have, or may have, and whose
figure is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zeronr_rules.variables.fsl.types import TypesDetteFSL
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement

INCONNU = "inconnu"
MESURES = (
    "ressources",
    "quotient_uc",
    "quotient_parts",
    "quotient_personnes_net_loyer",
    "qf_caf",
    INCONNU,
)
PLAFONDS = ("montant", "taille", "composition", "k_rsa", "seuil_pauvrete", INCONNU)
PERIODES_RESSOURCES = ("mois_precedent", "moyenne_3_mois", "moyenne_12_mois", INCONNU)
CALCULS = ("pourcentage_plafonne", "plafond_seul", INCONNU)
PERIODES_PLAFOND = ("annee_civile", "douze_mois", "an", "aide", INCONNU)
MODES_MINIMUM = ("rejet", "plancher", INCONNU)
PERIODES_FREQUENCE = ("annee_civile", "douze_mois", INCONNU)
NATURES = tuple(nature.name for nature in TypesDetteFSL if nature.index)
STATUTS = tuple(statut.name for statut in TypesStatutOccupationLogement if statut.index)


@dataclass(frozen=True)
class Cellule:
    """One cell: its unit, what it says in French, whether it must be there.

    ``choix`` are the texts that it may hold; a ``liste`` holds several values.
    """

    unite: str
    libelle: str
    requise: bool = False
    choix: tuple[str, ...] = ()
    liste: bool = False


CELLULES: Mapping[str, Cellule] = {
    "reglement.en_vigueur": Cellule("option", "règlement en vigueur", requise=True),
    "reglement.date": Cellule("date", "date du règlement", requise=True),
    "delegation.departement": Cellule("code_departement", "département de l'EPCI délégataire"),
    "delegation.communes": Cellule("code_commune", "communes de l'EPCI délégataire", liste=True),
    "ressources.periode": Cellule(
        "choix", "mois de ressources", requise=True, choix=PERIODES_RESSOURCES
    ),
    "ressources.pension_deduite": Cellule(
        "option", "pension alimentaire versée déduite", requise=True
    ),
    "ressources.bourses_exclues": Cellule("option", "bourses d'études exclues"),
    "critere.mesure": Cellule("choix", "mesure des ressources", requise=True, choix=MESURES),
    "critere.plafond": Cellule("choix", "forme du plafond", requise=True, choix=PLAFONDS),
    "critere.stricte": Cellule("option", "ressources strictement inférieures", requise=True),
    "critere.valeur": Cellule("EUR/mois", "plafond de ressources"),
    "critere.part_personne": Cellule("taux", "part du plafond par personne de plus"),
    "critere.coefficient": Cellule("multiple", "nombre de montants du RSA"),
    "critere.table": Cellule("EUR/mois", "plafonds par nombre de personnes", liste=True),
    "critere.increment": Cellule("EUR/mois", "plafond par personne au-delà de la table"),
    "critere.table_seul": Cellule(
        "EUR/mois", "plafonds d'un adulte, par nombre d'enfants depuis 0", liste=True
    ),
    "critere.table_couple": Cellule(
        "EUR/mois", "plafonds de deux adultes, par nombre d'enfants depuis 0", liste=True
    ),
    "parts.personne_seule": Cellule("parts", "parts d'une personne seule"),
    "parts.couple": Cellule("parts", "parts d'un couple sans enfant"),
    "parts.foyer_avec_enfant": Cellule("parts", "parts d'un foyer avec enfant, avant les enfants"),
    "parts.enfant": Cellule("parts", "part de chaque enfant"),
    "derogation.possible": Cellule("option", "dérogation possible au-delà du plafond"),
    "derogation.valeur": Cellule("EUR/mois", "plafond de la dérogation"),
    "taux_effort.maximum": Cellule("taux", "taux d'effort maximal"),
    "reste_a_vivre.minimum": Cellule("EUR/jour", "reste à vivre minimal par personne"),
    "dettes.couvertes": Cellule(
        "nature_dette", "dettes couvertes", requise=True, choix=NATURES, liste=True
    ),
    "dettes.exclues": Cellule("nature_dette", "dettes exclues", choix=NATURES, liste=True),
    "dette.minimum": Cellule("EUR", "dette minimale"),
    "dette.maximum": Cellule("EUR", "dette maximale"),
    "dette.anciennete_maximum": Cellule("mois", "ancienneté maximale de la facture"),
    "dette.penalites_exclues": Cellule("option", "pénalités et frais exclus de la dette"),
    "personne.etudiant_exclu": Cellule("option", "étudiants exclus"),
    "personne.etudiant_salarie_admis": Cellule("option", "étudiants salariés admis"),
    "personne.sejour_regulier": Cellule("option", "séjour régulier exigé"),
    "personne.age_minimum": Cellule("ans", "âge en dessous duquel la commission apprécie"),
    "logement.statuts_exclus": Cellule(
        "statut_occupation", "statuts d'occupation exclus", choix=STATUTS, liste=True
    ),
    "procedure.residence_principale": Cellule("option", "résidence principale exigée"),
    "procedure.abonne": Cellule("option", "contrat au nom du demandeur ou de son conjoint"),
    "procedure.contrat_en_cours": Cellule("option", "contrat en cours exigé"),
    "procedure.negociation_prealable": Cellule(
        "option", "démarche préalable auprès du fournisseur"
    ),
    "procedure.plan_apurement": Cellule("option", "plan d'apurement préalable"),
    "procedure.evaluation_sociale": Cellule("option", "évaluation sociale exigée"),
    "procedure.cheque_energie": Cellule("option", "chèque énergie à utiliser d'abord"),
    "procedure.paiement_prealable": Cellule("taux", "part de la dette à payer avant la demande"),
    "saisine_directe.ouverte": Cellule("option", "demande directe, sans travailleur social"),
    "saisine_directe.premiere_demande": Cellule("option", "pour la première demande seulement"),
    "saisine_directe.coefficient_rsa": Cellule(
        "multiple", "pour des ressources au plus égales à tant de RSA"
    ),
    "participation.taux": Cellule("taux", "part de la dette laissée au ménage"),
    "montant.calcul": Cellule("choix", "calcul de l'aide", requise=True, choix=CALCULS),
    "montant.taux": Cellule("taux", "part de la dette prise en charge"),
    "montant.plafond": Cellule(
        "EUR", "plafond de l'aide, par nombre de personnes", requise=True, liste=True
    ),
    "montant.plafond_eau": Cellule("EUR", "plafond propre à l'eau", liste=True),
    "montant.plafond_telephone": Cellule("EUR", "plafond propre au téléphone", liste=True),
    "montant.par_personne": Cellule("option", "plafond multiplié par le nombre de personnes"),
    "montant.periode": Cellule("choix", "période du plafond", requise=True, choix=PERIODES_PLAFOND),
    "montant.minimum": Cellule("EUR", "aide minimale"),
    "montant.minimum_mode": Cellule("choix", "effet du minimum", choix=MODES_MINIMUM),
    "montant.complement_ccas": Cellule("taux", "complément du CCAS délégataire"),
    "forme.subvention": Cellule("taux", "part versée en subvention"),
    "forme.tout_subvention_sous": Cellule(
        "EUR", "dette en dessous de laquelle tout est subvention"
    ),
    "forme.pret_minimum": Cellule("EUR", "prêt minimal"),
    "frequence.nombre_maximum": Cellule("aides", "nombre d'aides dans la période"),
    "frequence.periode": Cellule("choix", "période de la fréquence", choix=PERIODES_FREQUENCE),
    "frequence.annees_consecutives": Cellule("ans", "années aidées de suite au plus"),
    "preventif.sans_impaye": Cellule("option", "aide préventive sans impayé"),
}
