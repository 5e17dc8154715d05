"""Pregnancy: from which month it opens a right (L841-1 6° and R841-2 CCH)."""

from __future__ import annotations

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    age_en_mois_a,
    premier_jour,
)
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


def grossesse_depuis(famille, period, mois_exiges):
    """Whether a parent's pregnancy had that many months on the first day of the month.

    The month of the birth is the last. Where the start of the pregnancy is not
    known, ``enceinte`` is enough.
    """
    enceinte = famille.members("enceinte", period)
    enfant = famille.members("est_enfant_dans_famille", period)

    def _avancee():
        debut = famille.members("date_debut_grossesse", period).astype("datetime64[D]")
        return (debut == DATE_NON_RENSEIGNEE) + (
            age_en_mois_a(debut, premier_jour(period)) >= mois_exiges
        )

    def _ne_dans_le_mois():
        return famille.members("prestations_familiales_mois_depuis_naissance", period) == 0

    declaree = famille.any(enceinte * si_concerne(enceinte, _avancee), role=Famille.PARENT)
    return declaree + famille.any(enfant * si_concerne(enfant, _ne_dans_le_mois))


class al_grossesse(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Grossesse de plus de quatre mois"
    documentation = (
        "Du premier jour du mois qui suit le quatrième mois de la grossesse au mois de la naissance. "
        "Si la date du début n'est pas donnée, le quatrième mois est réputé passé."
    )
    reference = "L841-1 6° et R841-2 CCH (LEGIARTI000038878696)"

    def formula(famille, period, parameters):
        mois = parameters(period).prestations.aides_logement.eligibilite.mois_grossesse
        return grossesse_depuis(famille, period, mois)
