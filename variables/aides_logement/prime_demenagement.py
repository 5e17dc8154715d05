"""Prime de déménagement (D823-20 to D823-22 CCH)."""

from __future__ import annotations

from datetime import date

from numpy import logical_not as not_
from numpy import maximum, minimum, where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.aides_logement.grossesse import grossesse_depuis
from zeronr_rules.variables.aides_logement.territoires import saint_pierre_et_miquelon
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class date_demenagement(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Date du déménagement"
    documentation = "1970-01-01 : pas de déménagement."
    reference = "D823-20 CCH"


class frais_demenagement(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Dépenses réelles du déménagement, justifiées"
    unit = "EUR"
    reference = "D823-22 CCH"


class nombre_enfants_a_naitre(Variable):
    value_type = int
    default_value = 1
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre d'enfants que la grossesse en cours annonce"
    unit = "enfants"
    documentation = "Un par défaut. Lu s'il y a une grossesse."
    reference = "D823-20 CCH"


class prime_demenagement_nombre_enfants_a_naitre(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Enfants à naître d'une grossesse de plus de trois mois, ou nés dans le mois"
    unit = "enfants"
    reference = "D823-20 CCH"

    def formula(famille, period, parameters):
        p = parameters(period).prestations.aides_logement.prime_demenagement
        nes = famille.sum(
            famille.members("prestations_familiales_mois_depuis_naissance", period) == 0
        )
        annonces = where(nes > 0, nes, famille("nombre_enfants_a_naitre", period))
        return grossesse_depuis(famille, period, p.mois_grossesse) * annonces


class prime_demenagement_nombre_enfants(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre d'enfants nés ou à naître comptés pour la prime de déménagement"
    unit = "enfants"
    reference = "D823-20 CCH"

    def formula(famille, period, parameters):
        return famille.sum(famille.members("al_enfant_a_charge", period)) + famille(
            "prime_demenagement_nombre_enfants_a_naitre", period
        )


class prime_demenagement_eligibilite(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le déménagement du mois ouvre droit à la prime, si une aide au logement suit"
    documentation = (
        "Au moins trois enfants nés ou à naître, et déménagement entre le premier jour du mois qui "
        "suit le troisième mois de la grossesse d'un enfant de rang trois ou plus et le dernier jour "
        "du mois qui précède ses deux ans. Ni à Mayotte ni à Saint-Pierre-et-Miquelon."
    )
    reference = ["D823-20 et D823-21 CCH", "L861-4 et L863-2 CCH"]

    def formula(famille, period, parameters):
        demenagement = famille("date_demenagement", period).astype("datetime64[D]")
        dans_le_mois = (demenagement != DATE_NON_RENSEIGNEE) * (
            mois_entre(demenagement, premier_jour(period)) == 0
        )
        return (
            si_concerne(dans_le_mois, lambda: _conditions_remplies(famille, period, parameters)) > 0
        )


def _conditions_remplies(famille, period, parameters):
    p = parameters(period).prestations.aides_logement.prime_demenagement
    menage = famille.demandeur.menage
    # With three children or more, the youngest is of rank three or more and the last to be too old.
    mois = famille.members("prestations_familiales_mois_depuis_naissance", period)
    jeune = famille.members("al_enfant_a_charge", period) * (mois < p.age_enfant * 12)
    a_naitre = famille("prime_demenagement_nombre_enfants_a_naitre", period) > 0
    return (
        (famille("prime_demenagement_nombre_enfants", period) >= p.nombre_enfants)
        * ((famille.any(jeune) + a_naitre) > 0)
        * not_(menage("residence_mayotte", period))
        * not_(saint_pierre_et_miquelon(menage, period))
    )


class prime_demenagement_plafond(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Plafond de la prime pour un déménagement du mois"
    unit = "EUR"
    documentation = (
        "2,40 fois la base mensuelle des allocations familiales pour trois enfants, 0,20 fois par "
        "enfant en plus."
    )
    reference = [
        "D823-22 CCH",
        "Arrêté du 27 septembre 2019, article 45 (LEGIARTI000039160713)",
    ]

    def formula(famille, period, parameters):
        p = parameters(period).prestations
        prime = p.aides_logement.prime_demenagement

        def _plafond():
            enfants = famille("prime_demenagement_nombre_enfants", period)
            au_dela = maximum(enfants - prime.nombre_enfants, 0)
            taux = prime.plafond.trois_enfants + prime.plafond.enfant_supp * au_dela
            return arrondi_centime(p.prestations_familiales.bmaf * taux)

        return si_concerne(famille("prime_demenagement_eligibilite", period), _plafond)


class prime_demenagement(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Prime de déménagement"
    unit = "EUR"
    documentation = (
        "Dépenses réelles dans la limite du plafond du mois du déménagement. Due une fois, le premier "
        "mois où une aide au logement est versée, dans les six mois du déménagement."
    )
    reference = "D823-20 à D823-22 CCH"

    def formula(famille, period, parameters):
        delai = int(parameters(period).prestations.aides_logement.prime_demenagement.delai)
        demenagement = famille("date_demenagement", period).astype("datetime64[D]")
        retard = mois_entre(demenagement, premier_jour(period))
        dans_le_delai = (demenagement != DATE_NON_RENSEIGNEE) * (retard >= 0) * (retard <= delai)
        return si_concerne(dans_le_delai, lambda: _prime(famille, period, retard, delai))


def _prime(famille, period, retard, delai):
    plafond = 0.0
    deja_aides = 0
    for mois in range(delai + 1):
        passe = period.offset(-mois, "month")
        plafond = plafond + si_concerne(
            retard == mois, lambda passe=passe: famille("prime_demenagement_plafond", passe)
        )
        if mois:
            deja_aides = deja_aides + si_concerne(
                retard >= mois, lambda passe=passe: famille("aide_logement", passe) > 0
            )
    aidee = (famille("aide_logement", period) > 0) * (deja_aides == 0)
    return aidee * minimum(famille("frais_demenagement", period), plafond)
