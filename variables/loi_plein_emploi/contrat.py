"""The contrat d'engagement (L5411-6 code du travail, L262-34 CASF)."""

from __future__ import annotations

from datetime import date

from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Individu
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    dernier_jour,
    mois_entre,
)


class date_contrat_engagement(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date de signature du contrat d'engagement"
    documentation = "1970-01-01 : non renseignée."
    reference = "L5411-6 du code du travail, L262-34 CASF"


class contrat_engagement_signe(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Un contrat d'engagement est signé"
    documentation = (
        "À défaut de date, supposé signé à l'issue des délais légaux d'orientation et de signature, "
        "comptés du mois de la demande."
    )
    reference = "L5411-6 et D5411-14-1 du code du travail, D262-65-2 CASF"

    def formula_2025_01(individu, period, parameters):
        p = parameters(period)
        fin = dernier_jour(period)
        signature = individu("date_contrat_engagement", period)
        connue = signature != DATE_NON_RENSEIGNEE
        signe = connue * (signature <= fin)
        if p.conventions.lpe_contrat_date_inconnue == "non_signe":
            return signe
        demande = individu.famille("rsa_mois_demande", period)
        delai = p.prestations.rsa.obligations.delai_contrat_par_defaut
        suppose = (
            individu("demandeur_ou_beneficiaire_rsa", period)
            * (demande != DATE_NON_RENSEIGNEE)
            * (mois_entre(demande, fin) >= delai)
        )
        return signe + not_(connue) * suppose


class signature_contrat_en_retard(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Le délai de signature du contrat d'engagement est passé"
    documentation = "Un mois à compter de la notification de la dernière décision d'orientation."
    reference = "D5411-14-1 du code du travail, décret n° 2024-1244 du 30 décembre 2024"

    def formula_2025_01(individu, period, parameters):
        notification = individu("date_notification_orientation", period)
        delai = parameters(period).prestations.rsa.obligations.delai_signature
        fin = dernier_jour(period)
        signature = individu("date_contrat_engagement", period)
        signe = (signature != DATE_NON_RENSEIGNEE) * (signature <= fin)
        return (
            individu("demandeur_ou_beneficiaire_rsa", period)
            * (notification != DATE_NON_RENSEIGNEE)
            * (mois_entre(notification, fin) > delai)
            * not_(signe)
        )
