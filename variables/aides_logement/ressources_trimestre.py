"""The quarter for which an examination of resources holds (R822-3 and R823-6 CCH)."""

from __future__ import annotations

from datetime import date

from numpy import logical_not as not_
from numpy import maximum, where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.aides_logement.ressources_mesures import (
    mesures_changees,
    mois_depuis,
)
from zeronr_rules.variables.outils.calendrier import DATE_NON_RENSEIGNEE
from zeronr_rules.variables.outils.effets_figes import MOIS_DU_TRIMESTRE
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class aide_logement_mois_demande(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Mois de l'ouverture de l'aide au logement"
    documentation = "Rien n'est dû avant, et ses trimestres en partent. 1970-01-01 : non renseigné."
    reference = "R823-6 (LEGIARTI000041419232) et R823-10 CCH"


class aide_logement_mois_trimestre(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Mois qui ouvre les trimestres de l'aide au logement"
    documentation = (
        "Celui de sa demande, sinon celui des trimestres du RSA et de la prime d'activité. "
        "1970-01-01 : chaque mois est un examen."
    )
    reference = "R823-6 (LEGIARTI000041419232) et R823-6-1 CCH"

    def formula(famille, period, parameters):
        demande = famille("aide_logement_mois_demande", period)
        return where(
            demande != DATE_NON_RENSEIGNEE, demande, famille("droits_mois_demande", period)
        )


class aide_logement_mois_ecoules(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Mois écoulés depuis l'examen des ressources dont l'effet court encore"
    unit = "mois"
    documentation = (
        "0 le mois d'un examen : ouverture, réexamen tous les trois mois, événement, début ou fin "
        "d'une mesure individuelle. Toujours 0 quand les ressources sont celles d'une année civile."
    )
    reference = "R823-6 (LEGIARTI000041419232) et R822-3 CCH (LEGIARTI000041419142)"

    def formula(famille, period, parameters):
        demande = famille("aide_logement_mois_trimestre", period).astype("datetime64[D]")
        connue = demande != DATE_NON_RENSEIGNEE
        return si_concerne(connue, lambda: _ecoules(famille, period, demande))


def _ecoules(famille, period, demande):
    anciennete = maximum(mois_depuis(demande, period), 0)
    ecoules = famille("aide_logement_temps_reel", period) * (anciennete % MOIS_DU_TRIMESTRE)
    ecoules = where(_rouvert(famille, period, ecoules > 0), 0, ecoules)
    return where(_rouvert(famille, period.last_month, ecoules > 1), 1, ecoules)


def _rouvert(famille, mois, concernees):
    """Whether something of the month re-opens the examination; the regime may change too."""
    return (
        si_concerne(
            concernees,
            lambda: (
                famille("evenement_trimestre", mois)
                + mesures_changees(famille, mois)
                + not_(famille("aide_logement_temps_reel", mois.last_month))
            ),
        )
        > 0
    )
