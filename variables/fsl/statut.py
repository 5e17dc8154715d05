"""What a request can hope for, why not, and what nobody published."""

from __future__ import annotations

from numpy import inf, isnan, minimum, where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.errors import Fault, SituationError
from zeronr_rules.variables.fsl.composition import rsa_de_la_composition
from zeronr_rules.variables.fsl.logique import (
    A_EXAMINER,
    INCONNUE,
    NON,
    OUI,
    rangs,
    reponse,
    sous_plafond,
)
from zeronr_rules.variables.fsl.reglement import Reglement
from zeronr_rules.variables.fsl.types import TypesReponseFSL, TypesStatutFSL
from zeronr_rules.variables.outils.selon_le_cas import si_concerne
from zeronr_rules.variables.outils.ternaire import Ternaire

_REFERENCE = "Loi n° 90-449 du 31 mai 1990, articles 6 et 6-1 ; règlement intérieur du territoire"
_CONDITIONS = (
    "nature",
    "facture",
    "personne",
    "logement",
    "procedure",
    "frequence",
    "ressources",
    "charges",
    "montant",
)
_MONTANTS = (
    "fsl_energie_impaye",
    "fsl_energie_penalites",
    "fsl_energie_paiement_effectif",
    "fsl_energie_aides_annee_civile",
    "fsl_energie_aides_12_mois",
)


class fsl_energie_statut(Variable):
    value_type = Enum
    possible_values = TypesStatutFSL
    default_value = TypesStatutFSL.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Aide du FSL à l'énergie : ce que la demande du mois peut espérer"
    documentation = (
        "« Éligible » : le ménage peut demander avec des chances d'aboutir, jamais un droit ; la "
        "commission décide. Une condition non remplie l'emporte ; puis ce que personne n'a publié "
        "rend indéterminé ; puis ce que la commission apprécie, ou qu'une donnée dirait, est à "
        "examiner."
    )
    reference = _REFERENCE

    def formula(menage, period, parameters):
        _verifie(menage, period)
        reglement = Reglement(menage, period, parameters)
        impaye = rangs(menage("fsl_energie_condition_impaye", period))
        conditions = impaye
        for nom in _CONDITIONS:
            conditions = minimum(conditions, rangs(menage(f"fsl_energie_condition_{nom}", period)))
        # Without a bill the other conditions have nothing to look at.
        demande = where(reglement.connu, conditions, INCONNUE)
        return where(menage("fsl_energie_impaye", period) > 0, demande, impaye)


class fsl_energie_condition_impaye(Variable):
    value_type = Enum
    possible_values = TypesReponseFSL
    default_value = TypesReponseFSL.inconnue
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Aide du FSL à l'énergie : une facture est impayée"
    documentation = (
        "À examiner si le règlement a une aide préventive. Les autres aides sans impayé ne sont "
        "pas celle-ci."
    )
    reference = "Loi n° 90-449 du 31 mai 1990, article 6"

    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        preventive = reglement.connu * (reglement.nombre("preventif.sans_impaye", 0) == 1)
        dette = reponse(menage("fsl_energie_impaye", period) > 0)
        return where((dette == NON) * preventive, A_EXAMINER, dette)


def _verifie(menage, period):
    """Refuse negative amounts and penalties above the debt."""
    fautes = []
    for nom in _MONTANTS:
        montant = menage(nom, period)
        if (montant < 0).any():
            fautes.append(
                Fault(
                    path=("menages", nom, str(period)),
                    given=f"« {montant.min()} »",
                    expected="un montant en euros positif ou nul",
                    hint="Une avance ou un trop-perçu ne sont pas un impayé.",
                )
            )
    trop = menage("fsl_energie_penalites", period) > menage("fsl_energie_impaye", period)
    if trop.any():
        fautes.append(
            Fault(
                path=("menages", "fsl_energie_penalites", str(period)),
                given="des pénalités supérieures à la facture impayée",
                expected="une part de fsl_energie_impaye",
            )
        )
    if fautes:
        raise SituationError(fautes)


def _booleen(nom, libelle, formula, documentation=""):
    return type(
        nom,
        (Variable,),
        {
            "__module__": __name__,
            "value_type": bool,
            "entity": Menage,
            "definition_period": DateUnit.MONTH,
            "label": libelle,
            "documentation": documentation,
            "reference": _REFERENCE,
            "formula": formula,
        },
    )


def _demande(menage, period, reglement):
    return (menage("fsl_energie_impaye", period) > 0) * reglement.connu


def _refus(condition, libelle):
    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        refusee = menage(f"fsl_energie_condition_{condition}", period) == TypesReponseFSL.non
        return refusee * _demande(menage, period, reglement)

    return _booleen(f"fsl_energie_refus_{condition}", f"Refus : {libelle}", formula)


def _inconnu(condition, libelle):
    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        reponse_donnee = menage(f"fsl_energie_condition_{condition}", period)
        inconnue = reponse_donnee == TypesReponseFSL.inconnue
        return inconnue * _demande(menage, period, reglement)

    return _booleen(f"fsl_energie_inconnu_{condition}", f"FSL inconnu : {libelle}", formula)


def _sans_impaye(menage, period, parameters):
    return menage("fsl_energie_condition_impaye", period) == TypesReponseFSL.non


fsl_energie_refus_impaye = _booleen(
    "fsl_energie_refus_impaye", "Refus : aucune facture impayée n'est donnée", _sans_impaye
)
fsl_energie_refus_nature = _refus("nature", "le règlement ne couvre pas cette dette")
fsl_energie_refus_facture = _refus("facture", "facture trop faible, trop élevée ou trop ancienne")
fsl_energie_refus_personne = _refus("personne", "études ou séjour du demandeur")
fsl_energie_refus_logement = _refus("logement", "statut d'occupation exclu")
fsl_energie_refus_procedure = _refus("procedure", "contrat ou démarche préalable")
fsl_energie_refus_frequence = _refus("frequence", "nombre d'aides déjà reçues")
fsl_energie_refus_ressources = _refus("ressources", "ressources au-dessus du plafond")
fsl_energie_refus_charges = _refus("charges", "taux d'effort ou reste à vivre")

fsl_energie_inconnu_nature = _inconnu(
    "nature", "le règlement lu ne dit pas si cette dette est couverte"
)
fsl_energie_inconnu_facture = _inconnu("facture", "bornes de la facture")
fsl_energie_inconnu_personne = _inconnu("personne", "conditions tenant au demandeur")
fsl_energie_inconnu_logement = _inconnu("logement", "statuts d'occupation exclus")
fsl_energie_inconnu_procedure = _inconnu("procedure", "démarches que le règlement exige")
fsl_energie_inconnu_frequence = _inconnu("frequence", "nombre d'aides que le règlement permet")
fsl_energie_inconnu_ressources = _inconnu("ressources", "plafond ou mesure des ressources")
fsl_energie_inconnu_charges = _inconnu("charges", "taux d'effort ou reste à vivre")
fsl_energie_inconnu_montant = _inconnu("montant", "il peut ne rester aucune aide à verser")


class fsl_energie_parametres_anciens(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Le règlement du FSL est lu dans un texte ancien ou sans date"
    documentation = "Plus de vingt-quatre mois : les montants ont pu changer."
    reference = _REFERENCE

    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        age = period.start.year * 12 + period.start.month - reglement.mois_de_la_date()
        limite = parameters(period).prestations.fsl.alerte_age
        return reglement.connu * (isnan(age) + (age > limite)) > 0


class fsl_energie_saisine_directe(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Le ménage peut saisir le FSL lui-même, sans travailleur social"
    documentation = "Une voie de saisine, non une condition de l'aide."
    reference = _REFERENCE

    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        ouverte = reglement.nombre("saisine_directe.ouverte")
        premiere = reglement.nombre("saisine_directe.premiere_demande", 0)
        donnee = menage("fsl_energie_premiere_demande", period)
        demande = where(donnee == Ternaire.oui, OUI, where(donnee == Ternaire.non, NON, INCONNUE))
        demande = where(premiere == 0, OUI, demande)
        modeste = rangs(menage("fsl_energie_ressources_sous_saisine", period))
        toutes = minimum(minimum(demande, modeste), where(isnan(ouverte), INCONNUE, OUI))
        toutes = where(ouverte == 0, NON, toutes)
        return where(
            toutes == OUI,
            Ternaire.oui.index,
            where(toutes == NON, Ternaire.non.index, Ternaire.indetermine.index),
        )


class fsl_energie_ressources_sous_saisine(Variable):
    value_type = Enum
    possible_values = TypesReponseFSL
    default_value = TypesReponseFSL.inconnue
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Ressources au plus égales au nombre de RSA qui ouvre la saisine directe"
    reference = _REFERENCE

    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        coefficient = reglement.nombre("saisine_directe.coefficient_rsa", inf)
        chiffre = coefficient < inf

        def plafond():
            return rsa_de_la_composition(menage, period, parameters)

        rsa = where(chiffre, si_concerne(chiffre, plafond), 1)
        return sous_plafond(menage("fsl_energie_ressources", period), coefficient * rsa, 0)
