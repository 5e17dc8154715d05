"""What the structure and the family commit to, with the dates."""

from __future__ import annotations

from datetime import date

from numpy import where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    ajoute_jours,
    ajoute_mois,
)
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import Reponse, lu

_CHARTE = "Charte nationale des crèches AVIP, 2016"


def _apres(famille, nom, period, ajoute, duree):
    """That long after a date, unknown where the date is."""
    jour = famille(nom, period)
    return where(jour != DATE_NON_RENSEIGNEE, ajoute(jour, duree), DATE_NON_RENSEIGNEE)


class avip_date_limite_accueil(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Dernier jour pour accueillir l'enfant après la demande"
    documentation = "Quinze jours. 1970-01-01 : la date de la demande n'est pas donnée."
    reference = f"{_CHARTE} ; Caf de l'Ain, rapport d'activité 2024"

    def formula_2016_04(famille, period, parameters):
        delai = parameters(period).prestations.avip.delai_accueil
        return _apres(famille, "date_demande_avip", period, ajoute_jours, delai)


class avip_heures_semaine_min(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Heures d'accueil par semaine que la structure propose, au moins"
    unit = "heures"
    reference = f"{_CHARTE} ; Caf de l'Ain, rapport d'activité 2024"

    def formula_2016_04(famille, period, parameters):
        heures = parameters(period).prestations.avip.heures_hebdomadaires
        return famille.filled_array(heures, dtype=float)


class avip_date_bilan(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Fin de l'engagement de la famille, renouvelable après un bilan"
    documentation = "Six mois. 1970-01-01 : le premier jour d'accueil n'est pas donné."
    reference = _CHARTE

    def formula_2016_04(famille, period, parameters):
        duree = parameters(period).prestations.avip.duree_contrat
        return _apres(famille, "date_debut_accueil_avip", period, ajoute_mois, duree)


class avip_date_fin_renouvellement(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Fin de l'engagement de la famille, renouvellement compris"
    documentation = "Douze mois, d'après la presse seulement. 1970-01-01 : le premier jour d'accueil n'est pas donné."
    reference = _CHARTE

    def formula_2016_04(famille, period, parameters):
        duree = parameters(period).prestations.avip.duree_totale
        return _apres(famille, "date_debut_accueil_avip", period, ajoute_mois, duree)


class avip_place_maintenue(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "La place AVIP est gardée après la reprise d'un emploi, jusqu'à l'école maternelle"
    documentation = (
        "Pour qui a une place : oui après la reprise d'un emploi ou d'une formation, tant qu'un enfant "
        "de la famille n'est pas scolarisé."
    )
    reference = f"L214-7 CASF ; {_CHARTE}"

    def formula_2016_04(famille, period, parameters):
        enfant = famille.members("est_enfant_dans_famille", period) * (
            famille.members("age_en_mois_fin_de_mois", period) >= 0
        )
        hors_ecole = ~lu(famille.members("enfant_scolarise", period))
        reste = Reponse(
            famille.any(enfant * hors_ecole.certain), famille.any(enfant * hors_ecole.possible)
        )
        place = lu(where(famille("place_creche_avip", period), Ternaire.oui, Ternaire.non))
        return (place & lu(famille("reprise_emploi_ou_formation", period)) & reste).en_ternaire()
