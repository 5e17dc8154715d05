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


def grossesse_depuis(famille, period, mois_exiges):
    """Whether a parent's pregnancy had that many months on the first day of the month.

    The month of the birth is the last. Where the start of the pregnancy is not
    known, ``enceinte`` is enough.
    """
    debut = famille.members("date_debut_grossesse", period).astype("datetime64[D]")
    avancee = (debut == DATE_NON_RENSEIGNEE) + (
        age_en_mois_a(debut, premier_jour(period)) >= mois_exiges
    )
    declaree = famille.any(famille.members("enceinte", period) * avancee, role=Famille.PARENT)
    naissance = famille.any(
        famille.members("prestations_familiales_mois_depuis_naissance", period) == 0
    )
    return declaree + naissance


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
