"""What a situation tells of a family that looks for an AVIP place."""

from __future__ import annotations

from datetime import date

from numpy import where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu, Menage
from zeronr_rules.variables.outils.ternaire import Ternaire


class enfant_scolarise(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "L'enfant est à l'école maternelle"
    documentation = "À défaut de donnée, non avant l'âge où l'école peut l'accueillir."
    reference = "L214-7 I CASF ; L113-1 du code de l'éducation"

    def formula_2016_04(individu, period, parameters):
        age = parameters(period).prestations.avip.age_scolarisation
        trop_jeune = individu("age_en_mois", period) < age * 12
        return where(trop_jeune, Ternaire.non, Ternaire.indetermine)


class engagement_recherche_avip(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Les parents s'engagent dans une recherche intensive d'emploi, par une convention"
    documentation = "Convention entre la famille, la structure et France Travail (ou la mission locale, ou le département)."
    reference = "L214-7 III CASF ; charte nationale des crèches AVIP, 2016"


class residence_qpv(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le ménage habite un quartier prioritaire de la politique de la ville"
    reference = "Loi n° 2014-173 du 21 février 2014, article 5"


class reprise_emploi_ou_formation(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Les parents ont repris un emploi ou une formation depuis l'accueil de l'enfant"
    reference = "L214-7 CASF ; charte nationale des crèches AVIP, 2016"


def _date(nom, libelle):
    return type(
        nom,
        (Variable,),
        {
            "__module__": __name__,
            "value_type": date,
            "entity": Famille,
            "definition_period": DateUnit.ETERNITY,
            "label": libelle,
            "documentation": "1970-01-01 : non renseignée.",
            "reference": "Charte nationale des crèches AVIP, 2016",
        },
    )


date_demande_avip = _date("date_demande_avip", "Date de la demande d'une place AVIP")
date_debut_accueil_avip = _date(
    "date_debut_accueil_avip", "Premier jour d'accueil sur une place AVIP"
)
