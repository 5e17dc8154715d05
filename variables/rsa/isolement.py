"""Isolation and the months for which it majorates the montant forfaitaire."""

from __future__ import annotations

from datetime import date

from numpy import logical_not as not_
from numpy import maximum
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)


class date_evenement_isolement(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Date de l'événement : prise en charge d'un enfant, déclaration de grossesse, isolement"
    documentation = "1970-01-01 : non renseignée."
    reference = "R262-2 CASF"


class date_demande_majoration_isolement(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Date de la demande de majoration pour isolement"
    documentation = "À défaut de donnée, celle de l'événement."
    reference = "R262-2 CASF"

    def formula(famille, period, parameters):
        return famille("date_evenement_isolement", period)


class isolement(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le demandeur est une personne isolée"
    documentation = (
        "Ne vit pas en couple de manière notoire et permanente ; un conjoint à l'étranger ne "
        "suffit pas à isoler."
    )
    reference = "L262-9 CASF, L842-7 CSS"

    def formula(famille, period, parameters):
        return not_(famille("en_couple", period)) * not_(
            famille("conjoint_resident_etranger", period)
        )


class rsa_isolement_recent(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le mois est l'un de ceux que l'événement d'isolement majore"
    documentation = (
        "Douze mois au plus, continus ou non, à compter de la demande et pris dans les dix-huit mois "
        "qui suivent l'événement ; une demande au-delà de six mois réduit la durée d'autant. Les mois "
        "vécus en couple ne l'épuisent pas."
    )
    reference = "L262-9 et R262-2 CASF"

    def formula(famille, period, parameters):
        p = parameters(period).prestations.rsa.isolement
        evenement = famille("date_evenement_isolement", period)
        demande = famille("date_demande_majoration_isolement", period)
        depuis_evenement = mois_entre(evenement, premier_jour(period))
        depuis_demande = mois_entre(demande, premier_jour(period))
        ouverte = (
            (evenement != DATE_NON_RENSEIGNEE)
            * (depuis_evenement >= 0)
            * (depuis_evenement < p.fenetre)
            * (depuis_demande >= 0)
        )
        # Only spares the work: no month is used where the window is closed.
        if not ouverte.any():
            return ouverte
        mois_pris = sum(
            famille("isolement", period.offset(-mois, "month")) * (depuis_demande >= mois)
            for mois in range(1, int(p.fenetre))
        )
        retard = maximum(mois_entre(evenement, demande) - p.delai_demande, 0)
        return ouverte * (mois_pris < p.duree - retard)


class enfant_de_moins_de_trois_ans(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Un enfant à charge n'a pas trois ans, ou les a dans le mois"
    documentation = "Le mois du troisième anniversaire est le dernier."
    reference = "R262-2 CASF"

    def formula(famille, period, parameters):
        limite = parameters(period).prestations.rsa.isolement.age_enfant * 12
        mois_depuis_naissance = mois_entre(
            famille.members("date_naissance", period), premier_jour(period)
        )
        jeune = famille.members("rsa_personne_candidate", period) * (
            mois_depuis_naissance <= limite
        )
        return famille.any(jeune)


class grossesse(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Une grossesse est déclarée par le demandeur ou son conjoint"
    reference = "L262-4 1° et L262-9 CASF"

    def formula(famille, period, parameters):
        return famille.any(famille.members("enceinte", period), role=Famille.PARENT)


class majoration_isolement_ouverte(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "L'isolement majore le mois, si un enfant est à charge ou à naître"
    documentation = (
        "Personne isolée enceinte, avec un enfant de moins de trois ans, ou dans les mois qui "
        "suivent l'événement. Le séjour doit être régulier. Pas de majoration à Mayotte."
    )
    reference = "L262-9 et R262-2 CASF, L842-7 CSS"

    def formula(famille, period, parameters):
        duree = (
            famille("rsa_isolement_recent", period)
            + famille("enfant_de_moins_de_trois_ans", period)
            + famille("grossesse", period)
        )
        return (
            famille("isolement", period)
            * duree
            * famille.demandeur("sejour_regulier", period)
            * not_(famille.demandeur.menage("residence_mayotte", period))
        )
