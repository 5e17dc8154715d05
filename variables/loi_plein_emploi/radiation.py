"""The end of the right after a total suppression (R262-40 CASF)."""

from __future__ import annotations

from datetime import date

from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.loi_plein_emploi.sanctions import (
    TypesSanctionRSA,
    duree_la_plus_longue,
)
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)

# How far back an end of right is looked for; beyond, `rsa_mois_radiation` says it.
MOIS_EXAMINES = 12


class rsa_mois_radiation(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Mois à compter duquel le droit au RSA a pris fin par radiation"
    documentation = (
        "1970-01-01 : aucune. Une demande postérieure (rsa_mois_demande) rouvre le droit."
    )
    reference = "L262-38 et R262-40 CASF"


class rsa_radiation_reportee(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Fin de droit reportée à la demande de qui signe un contrat d'engagement"
    reference = "R262-40 CASF, décret n° 2025-478 du 30 mai 2025"


class rsa_fin_de_droit(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Une suppression totale de quatre mois vient de s'achever sans conformité"
    documentation = "Avant juin 2025, la radiation est une décision (rsa_mois_radiation)."
    reference = "R262-40 CASF, décret n° 2025-478 du 30 mai 2025"

    def formula_2025_06(famille, period, parameters):
        duree = duree_la_plus_longue(parameters, period)
        debut = period.offset(-duree, "month")
        achevee = famille.any(
            famille.members("rsa_sanction", debut) == TypesSanctionRSA.suppression,
            role=Famille.PARENT,
        )
        # Only spares the work: no suppression took effect four months ago.
        if not achevee.any():
            return achevee
        conforme = famille.members("rsa_remobilisation", period)
        for rang in range(1, duree + 1):
            mois = period.offset(-rang, "month")
            suppression = famille.members("rsa_sanction_taux_suppression", mois)
            achevee = achevee * (famille.max(suppression, role=Famille.PARENT) >= 1)
            conforme = conforme + famille.members("rsa_remobilisation", mois)
        return achevee * not_(famille.any(conforme, role=Famille.PARENT))


class rsa_radie(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le droit au RSA a pris fin par radiation, sans nouvelle demande"
    documentation = (
        "Une suppression totale de quatre mois met fin au droit, sauf report de six mois au plus. "
        "Le calcul la cherche sur un an ; au-delà, rsa_mois_radiation la donne."
    )
    reference = "L262-38 et R262-40 CASF"

    def formula(famille, period, parameters):
        ce_mois = premier_jour(period)
        p = parameters(period)
        date_donnee = famille("rsa_mois_radiation", period)
        radie = (
            (date_donnee != DATE_NON_RENSEIGNEE)
            * (date_donnee <= ce_mois)
            * not_(_nouvelle_demande(famille, period, date_donnee))
        )
        # Only spares the work: no suppression, no end of right to look for.
        if not _suppression_achevee(famille, period, parameters).any():
            return radie
        if p.conventions.rsa_sanction_fin_de_droit == "sur_decision":
            return radie
        for age in range(MOIS_EXAMINES):
            fin = period.offset(-age, "month")
            finie = famille("rsa_fin_de_droit", fin)
            # Only spares the work: the date of claim is not read for nobody.
            if finie.any():
                # The postponement cannot last longer than the decree says.
                report = age < p.prestations.rsa.sanctions.radiation_report_max
                reportee = famille("rsa_radiation_reportee", period) * report
                demande = _nouvelle_demande(famille, period, premier_jour(fin))
                radie = radie + finie * not_(reportee) * not_(demande)
        return radie


def _suppression_achevee(famille, period, parameters):
    """Persons whose suppression may have ended a right in the months looked at."""
    achevee = False
    duree = duree_la_plus_longue(parameters, period)
    for age in range(duree, duree + MOIS_EXAMINES):
        sanction = famille.members("rsa_sanction", period.offset(-age, "month"))
        achevee = achevee + (sanction == TypesSanctionRSA.suppression)
    return achevee


def _nouvelle_demande(famille, period, fin):
    """Whether a claim made since the end of the right re-opened it by the month."""
    demande = famille("rsa_mois_demande", period)
    return (
        (demande != DATE_NON_RENSEIGNEE)
        * (mois_entre(fin, demande) >= 0)
        * (mois_entre(demande, premier_jour(period)) >= 0)
    )
