"""Resources of all the persons of the household (décret n° 2005-212, article 5)."""

from __future__ import annotations

from numpy import maximum, where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, FoyerFiscal, Menage
from zeronr_rules.variables.fsl.reglement import Reglement
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.selon_le_cas import si_concerne

_REFERENCE = "Décret n° 2005-212 du 2 mars 2005, article 5"
TRIMESTRE, ANNEE = 3, 12


class fsl_ressources_du_mois(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Ressources du ménage dans le mois, pour le FSL"
    unit = "EUR"
    documentation = (
        "Toutes les ressources de toutes les personnes, sans l'aide au logement, l'AEEH ni "
        "l'allocation de rentrée scolaire (que ces règles ne connaissent pas) ; pensions "
        "alimentaires versées non déduites."
    )
    reference = _REFERENCE

    def formula(menage, period, parameters):
        membres = menage.members
        personnels = (
            membres("revenus_activite_percus", period)
            + membres("revenus_remplacement_percus", period)
            + membres("autres_revenus_percus", period)
            + membres("pensions_alimentaires_versees_individu", period)
        )
        rentes = membres.foyer_fiscal("rente_viagere_titre_onereux", period)
        return arrondi_centime(
            menage.sum(personnels)
            + menage.sum(_prestations(membres, period) * membres.has_role(Famille.DEMANDEUR))
            + menage.sum(rentes * membres.has_role(FoyerFiscal.DECLARANT_PRINCIPAL))
        )


def _prestations(membres, period):
    """Benefits of the famille that the decree does not exclude."""
    familiales = (
        membres.famille("af_nettes_crds", period)
        + membres.famille("cf_net_crds", period)
        + membres.famille("asf_nette_crds", period)
        + membres.famille("paje_base_nette_crds", period)
        + membres.famille("paje_prepare", period)
        + membres.famille("paje_clca", period)
        + membres.famille("paje_colca", period)
    )
    return (
        familiales
        + membres.famille("rsa", period)
        + membres.famille("ppa_nette_crds", period)
        + membres.famille("aspa", period)
    )


class fsl_pensions_versees(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Pensions alimentaires versées par le ménage, moyenne des mois de ressources"
    unit = "EUR"
    reference = _REFERENCE

    def formula(menage, period, parameters):
        def du_mois(mois):
            return menage.sum(menage.members("pensions_alimentaires_versees_individu", mois))

        return _moyenne(menage, period, parameters, du_mois)


class fsl_bourses(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Bourses d'études du ménage, moyenne des mois de ressources"
    unit = "EUR"
    reference = _REFERENCE

    def formula(menage, period, parameters):
        def du_mois(mois):
            return menage.sum(menage.members("bourse_enseignement_sup", mois))

        return _moyenne(menage, period, parameters, du_mois)


class fsl_energie_ressources(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Ressources que le règlement regarde pour l'aide du FSL à l'énergie"
    unit = "EUR"
    documentation = (
        "Mois précédent, ou moyenne de trois ou de douze mois, selon le règlement ; moyenne des "
        "trois mois précédents si la période n'est pas publiée. 0 sans impayé, ou si le critère du "
        "territoire n'est pas connu : rien n'est alors calculé."
    )
    reference = _REFERENCE

    def formula(menage, period, parameters):
        def du_mois(mois):
            return menage("fsl_ressources_du_mois", mois)

        def calcul():
            reglement = Reglement(menage, period, parameters)
            deduite = reglement.nombre("ressources.pension_deduite") == 1
            bourses = reglement.nombre("ressources.bourses_exclues", 0) == 1
            return arrondi_centime(
                maximum(
                    _moyenne(menage, period, parameters, du_mois)
                    - where(deduite, menage("fsl_pensions_versees", period), 0)
                    - where(bourses, menage("fsl_bourses", period), 0),
                    0,
                )
            )

        return si_concerne(menage("fsl_energie_ressources_lues", period), calcul)


class fsl_energie_ressources_lues(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Les ressources du ménage décident de l'aide du FSL à l'énergie"
    reference = _REFERENCE

    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        critere = reglement.connu * (1 - reglement.est("critere.mesure", "inconnu", "qf_caf"))
        autres = (
            (reglement.nombre("saisine_directe.coefficient_rsa", 0) > 0)
            + (reglement.nombre("taux_effort.maximum", 0) > 0)
            + (reglement.nombre("reste_a_vivre.minimum", 0) > 0)
        )
        return (menage("fsl_energie_impaye", period) > 0) * (critere + autres > 0)


class fsl_energie_periode_supposee(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Les mois de ressources ne sont pas publiés : les trois mois précédents sont supposés"
    reference = _REFERENCE

    def formula(menage, period, parameters):
        supposee = Reglement(menage, period, parameters).est("ressources.periode", "inconnu")
        return supposee * menage("fsl_energie_ressources_lues", period)


def _moyenne(menage, period, parameters, du_mois):
    """Mean of the months that the règlement looks at."""
    reglement = Reglement(menage, period, parameters)
    precedent = du_mois(period.offset(-1, "month"))

    def moyenne(mois):
        return sum(du_mois(period.offset(-rang, "month")) for rang in range(1, mois + 1)) / mois

    un_mois = reglement.est("ressources.periode", "mois_precedent")
    douze = reglement.est("ressources.periode", "moyenne_12_mois")
    trimestre = si_concerne(1 - un_mois - douze > 0, lambda: moyenne(TRIMESTRE))
    annee = si_concerne(douze, lambda: moyenne(ANNEE))
    return where(un_mois, precedent, where(douze, annee, trimestre))
