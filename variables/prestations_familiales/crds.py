"""CRDS on the family benefits: 0,5 % of each component, dropped below the cent."""

from __future__ import annotations

from numpy import where
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.outils.arrondis import tronque_centime

_REFERENCE = "Articles 14 et 19 de l'ordonnance n° 96-50 du 24 janvier 1996"


def _crds(montant, period, parameters):
    taux = parameters(period).prestations.prestations_familiales.taux_crds
    return 0.0 - tronque_centime(montant * taux)  # never a negative zero


class crds_af(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "CRDS sur les allocations familiales (négative)"
    unit = "EUR"
    documentation = (
        "Calculée à part sur la base, sur chaque majoration, sur l'allocation forfaitaire et, "
        "selon la convention pf_crds_complement_degressif, sur les compléments dégressifs."
    )
    reference = _REFERENCE

    def formula(famille, period, parameters):
        majorations = famille.members("af_majoration_enfant", period)
        sur_les_complements = (
            parameters(period).conventions.pf_crds_complement_degressif == "preleve"
        )
        complements = _crds(famille("af_complement_degressif", period), period, parameters) + _crds(
            famille("af_allocation_forfaitaire_complement_degressif", period), period, parameters
        )
        return (
            _crds(famille("af_base", period), period, parameters)
            + famille.sum(_crds(majorations, period, parameters))
            + _crds(famille("af_allocation_forfaitaire", period), period, parameters)
            + complements * sur_les_complements
        )


class af_nettes_crds(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocations familiales, nettes de CRDS"
    unit = "EUR"
    reference = _REFERENCE

    def formula(famille, period, parameters):
        return famille("af", period) + famille("crds_af", period)


class crds_cf(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "CRDS sur le complément familial (négative)"
    unit = "EUR"
    reference = _REFERENCE

    def formula(famille, period, parameters):
        return _crds(famille("cf", period), period, parameters)


class cf_net_crds(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Complément familial, net de CRDS"
    unit = "EUR"
    reference = _REFERENCE

    def formula(famille, period, parameters):
        return famille("cf", period) + famille("crds_cf", period)


class crds_asf(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "CRDS sur l'ASF (négative)"
    unit = "EUR"
    documentation = "Calculée pour chaque enfant."
    reference = _REFERENCE

    def formula(famille, period, parameters):
        return famille.sum(_crds(famille.members("asf_enfant", period), period, parameters))


class asf_nette_crds(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "ASF, nette de CRDS"
    unit = "EUR"
    reference = _REFERENCE

    def formula(famille, period, parameters):
        return famille("asf", period) + famille("crds_asf", period)


class crds_paje_base(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "CRDS sur l'allocation de base de la PAJE (négative)"
    unit = "EUR"
    documentation = "Calculée pour chaque allocation de base."
    reference = _REFERENCE

    def formula(famille, period, parameters):
        montant = famille("paje_base", period)
        nombre = famille.max(famille.members("paje_base_enfants_simultanes", period))
        nombre = where(nombre > 0, nombre, 1)
        return nombre * _crds(montant / nombre, period, parameters)


class paje_base_nette_crds(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Allocation de base de la PAJE, nette de CRDS"
    unit = "EUR"
    reference = _REFERENCE

    def formula(famille, period, parameters):
        return famille("paje_base", period) + famille("crds_paje_base", period)
