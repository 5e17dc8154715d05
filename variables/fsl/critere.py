"""The ceiling of resources, in every form that règlements give it."""

from __future__ import annotations

from numpy import inf, isnan, maximum, nan, where
from numpy import logical_not as not_
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Menage
from zeronr_rules.variables.fsl.composition import parts, rsa_de_la_composition
from zeronr_rules.variables.fsl.logique import (
    A_EXAMINER,
    INCONNUE,
    NON,
    OUI,
    accord,
    sous_plafond,
)
from zeronr_rules.variables.fsl.reglement import Reglement
from zeronr_rules.variables.fsl.types import TypesReponseFSL
from zeronr_rules.variables.outils.arrondis import atteint
from zeronr_rules.variables.outils.selon_le_cas import si_concerne
from zeronr_rules.variables.outils.ternaire import Ternaire

_REFERENCE = "Loi n° 90-449 du 31 mai 1990, article 6-1 ; règlement intérieur du territoire"


class fsl_energie_condition_ressources(Variable):
    value_type = Enum
    possible_values = TypesReponseFSL
    default_value = TypesReponseFSL.inconnue
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Aide du FSL à l'énergie : condition de ressources"
    documentation = (
        "Au-delà du plafond, à examiner si le règlement permet d'y déroger et si rien ne dit que "
        "le ménage n'est pas dans ce cas."
    )
    reference = _REFERENCE

    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        plafond = plafond_publie(menage, period, parameters, reglement)
        stricte = reglement.nombre("critere.stricte")
        ressources = menage("fsl_energie_ressources", period)
        deduction = where(
            isnan(reglement.nombre("ressources.pension_deduite")),
            menage("fsl_pensions_versees", period),
            0,
        )

        def examen(montant):
            mesure = mesurees(menage, period, reglement, montant)
            simple = sous_plafond(mesure, plafond, stricte)
            return where(simple == NON, _derogation(menage, period, reglement, mesure), simple)

        connue = accord(examen(ressources), examen(maximum(ressources - deduction, 0)))
        sans_quotient = reglement.est("critere.mesure", "qf_caf") * (
            menage("fsl_quotient_familial_caf", period) < 0
        )
        return where(sans_quotient, where(isnan(plafond), INCONNUE, A_EXAMINER), connue)


def _derogation(menage, period, reglement, mesure):
    """Answer of who is above the ceiling."""
    possible = reglement.nombre("derogation.possible", 0)
    admis = sous_plafond(
        mesure, reglement.nombre("derogation.valeur", inf), reglement.nombre("critere.stricte")
    )
    au_cas_par_cas = where(admis == OUI, A_EXAMINER, admis)
    ouverte = where(isnan(possible), INCONNUE, where(possible > 0, au_cas_par_cas, NON))
    hors_cas = menage("fsl_energie_situation_derogatoire", period) == Ternaire.non
    return where(hors_cas, NON, ouverte)


def mesurees(menage, period, reglement, ressources):
    """Resources as the règlement measures them."""
    personnes = maximum(menage("fsl_nb_personnes", period), 1)
    net_de_loyer = reglement.est("critere.mesure", "quotient_personnes_net_loyer")

    def nettes():
        aide = aide_au_logement(menage, period)
        return (ressources + aide - menage("loyer", period)) / personnes

    par_parts = where(
        reglement.est("critere.mesure", "quotient_parts"),
        ressources / parts(menage, period, reglement),
        ressources,
    )
    par_uc = where(
        reglement.est("critere.mesure", "quotient_uc"),
        ressources / menage("fsl_unites_consommation", period),
        par_parts,
    )
    brutes = where(net_de_loyer, si_concerne(net_de_loyer, nettes), par_uc)
    return where(
        reglement.est("critere.mesure", "qf_caf"),
        menage("fsl_quotient_familial_caf", period),
        where(reglement.est("critere.mesure", "inconnu"), nan, brutes),
    )


def plafond_publie(menage, period, parameters, reglement):
    """Return the ceiling of the measure, ``nan`` where nobody published it."""
    personnes = maximum(menage("fsl_nb_personnes", period), 1)
    enfants = menage("fsl_nb_enfants", period)
    adultes = personnes - enfants
    valeur = reglement.nombre("critere.valeur")
    increment = reglement.nombre("critere.increment")
    taille = reglement.de_la_table("critere.table", personnes - 1, increment)
    seul = reglement.de_la_table("critere.table_seul", enfants, increment)
    couple = reglement.de_la_table("critere.table_couple", enfants, increment)
    composition = where(adultes <= 1, seul, where(adultes == 2, couple, nan))
    par_rsa = reglement.est("critere.plafond", "k_rsa")
    rsa = si_concerne(par_rsa, lambda: rsa_de_la_composition(menage, period, parameters))
    pauvrete = valeur * (1 + reglement.nombre("critere.part_personne") * (personnes - 1))
    formes = (
        ("montant", valeur),
        ("taille", taille),
        ("composition", composition),
        ("k_rsa", reglement.nombre("critere.coefficient") * rsa),
        ("seuil_pauvrete", pauvrete),
    )
    plafond = valeur * nan
    for forme, montant in formes:
        plafond = where(reglement.est("critere.plafond", forme), montant, plafond)
    return where(reglement.est("critere.mesure", "inconnu"), nan, plafond)


def aide_au_logement(menage, period):
    """Housing benefit of the month."""
    membres = menage.members
    aide = membres.famille("aide_logement", period) * membres.has_role(Famille.DEMANDEUR)
    return menage.sum(aide)


class fsl_energie_plafond_ressources(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Plafond que le règlement compare aux ressources, ou à leur quotient (inconnu : 0)"
    unit = "EUR"
    reference = _REFERENCE

    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        plafond = plafond_publie(menage, period, parameters, reglement)
        return where(isnan(plafond), 0, plafond)


class fsl_energie_mesure_ressources(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Ressources ou quotient que le règlement compare à son plafond (inconnu : 0)"
    unit = "EUR"
    reference = _REFERENCE

    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        mesure = mesurees(menage, period, reglement, menage("fsl_energie_ressources", period))
        return where(isnan(mesure), 0, mesure)


class fsl_energie_condition_charges(Variable):
    value_type = Enum
    possible_values = TypesReponseFSL
    default_value = TypesReponseFSL.inconnue
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Aide du FSL à l'énergie : taux d'effort et reste à vivre"
    documentation = "Loyer et charges nets de l'aide au logement, sur les ressources du règlement."
    reference = _REFERENCE

    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        taux = reglement.nombre("taux_effort.maximum", inf)
        reste = reglement.nombre("reste_a_vivre.minimum", 0)
        chiffrees = (taux < inf) + (reste > 0) > 0

        def depassees():
            ressources = menage("fsl_energie_ressources", period)
            charge = (
                menage("loyer", period)
                + menage("charges_locatives", period)
                - aide_au_logement(menage, period)
            )
            jours = parameters(period).prestations.fsl.jours_du_mois
            requis = where(reste > 0, reste, 0) * jours * menage("fsl_nb_personnes", period)
            effort = not_(atteint(where(taux < inf, taux, 0) * ressources, charge))
            return effort * (taux < inf) + not_(atteint(ressources - charge, requis)) * (reste > 0)

        refusees = si_concerne(chiffrees, depassees) > 0
        return where(refusees, NON, where(isnan(taux) + isnan(reste), INCONNUE, OUI))
