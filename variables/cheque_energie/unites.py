"""Consumption units: of the ménage until 2024, of a foyer fiscal since (R124-1 code de l'énergie)."""

from __future__ import annotations

from numpy import clip, maximum, where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import FoyerFiscal, Menage


def _poids(nombre, p):
    """Sum of the weights of the first ``nombre`` ranks."""
    return (
        p.premiere * clip(nombre, 0, 1)
        + p.deuxieme * clip(nombre - 1, 0, 1)
        + p.suivante * maximum(nombre - 2, 0)
    )


def _unites(entiers, alternes, parents, parameters, period):
    """Consumption units, children in alternating residence counting for a share of their rank."""
    p = parameters(period).prestations.cheque_energie.unites_consommation
    part = p.residence_alternee
    tous = _poids(entiers + alternes, p)
    if parameters(period).conventions.cheque_energie_rang_residence_alternee == "avant":
        devant = clip(parents, 0, entiers)
        poids_alternes = _poids(devant + alternes, p) - _poids(devant, p)
    else:
        poids_alternes = tous - _poids(entiers, p)
    return tous - (1 - part) * poids_alternes


def _composition(membres, groupe, period):
    """Members counted in full, and in alternating residence, on 1 January of the tax year."""
    janvier = period.last_year.first_month
    ne = membres("age_en_mois", janvier) >= 0
    alterne = membres("garde_alternee", janvier)
    alternes = groupe.sum(ne * alterne)
    return groupe.sum(ne) - alternes, alternes


class cheque_energie_unites_consommation_foyer(Variable):
    value_type = float
    entity = FoyerFiscal
    definition_period = DateUnit.YEAR
    label = "Unités de consommation du foyer fiscal, pour le chèque énergie"
    documentation = "Le premier déclarant 1, la deuxième personne 0,5, chaque autre 0,3 ; la moitié de leur rang pour les mineurs en résidence alternée."
    reference = "R124-1 du code de l'énergie (décret n° 2025-735 du 31 juillet 2025)"

    def formula_2018(foyer_fiscal, period, parameters):
        entiers, alternes = _composition(foyer_fiscal.members, foyer_fiscal, period)
        declarants = foyer_fiscal.nb_persons(FoyerFiscal.DECLARANT)
        return _unites(entiers, alternes, declarants, parameters, period)


class cheque_energie_unites_consommation(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Unités de consommation comptées pour le chèque énergie"
    documentation = (
        "Jusqu'en 2024, celles des occupants du logement ; depuis, celles du foyer fiscal du "
        "titulaire du contrat d'électricité, à défaut du plus petit de ceux du ménage."
    )
    reference = "R124-1 du code de l'énergie"

    def formula_2025(menage, period, parameters):
        candidat = menage.members("cheque_energie_titulaire_possible", period)
        unites = menage.members.foyer_fiscal("cheque_energie_unites_consommation_foyer", period)
        return menage.min(where(candidat, unites, float("inf")))

    def formula_2018(menage, period, parameters):
        entiers, alternes = _composition(menage.members, menage, period)
        parents = menage.nb_persons(Menage.PERSONNE_DE_REFERENCE) + menage.nb_persons(
            Menage.CONJOINT
        )
        return _unites(entiers, alternes, parents, parameters, period)
