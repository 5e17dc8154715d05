"""Exceptional vouchers of December 2021 and 2022, and the aide spécifique of collective homes."""

from __future__ import annotations

from numpy import isnan, nan_to_num, where
from numpy import logical_not as not_
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.variables.cheque_energie.entrees import TypesLogementAideSpecifique
from zeronr_rules.variables.outils.arrondis import atteint
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import Reponse, lu

_DECRETS = "Décrets n° 2021-1541 du 29 novembre 2021 et n° 2022-1552 du 10 décembre 2022"


class aide_exceptionnelle_cheque_energie(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Chèque énergie exceptionnel"
    unit = "EUR"
    documentation = "100 euros en décembre 2021, 200 ou 100 euros en décembre 2022, selon le revenu de la campagne."
    reference = _DECRETS

    def formula_2021_12(menage, period, parameters):
        p = parameters(period).prestations.cheque_energie.exceptionnel
        revenu = menage("cheque_energie_revenu_par_unite", period.this_year)
        montant = where(
            atteint(revenu, p.plafond_1),
            where(atteint(revenu, p.plafond_2), 0, p.montant_2),
            p.montant_1,
        )
        return montant * menage("cheque_energie_eligibilite_logement", period.this_year)


class aide_exceptionnelle_cheque_energie_indetermine(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Chèque énergie exceptionnel dont le revenu fiscal n'est pas connu"
    reference = _DECRETS

    def formula_2021_12(menage, period, parameters):
        donne = menage("aide_exceptionnelle_cheque_energie", period) > 0
        return donne * not_(menage("cheque_energie_rfr_connu", period.this_year))


class cheque_energie_aide_specifique_eligible(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Le logement ouvre l'aide spécifique aux charges d'énergie"
    documentation = (
        "Les résidences sociales ; depuis 2025 tout logement-foyer et l'intermédiation locative. Pour "
        "les établissements médico-sociaux, une condition de revenu qui n'a pas été lue."
    )
    reference = "R124-5 du code de l'énergie"

    def formula_2025(menage, period, parameters):
        lieu = menage("logement_aide_specifique", period)
        cas = TypesLogementAideSpecifique
        ouvert = (
            (lieu == cas.residence_sociale)
            + (lieu == cas.logement_foyer)
            + (lieu == cas.intermediation_locative)
        )
        inconnu = (lieu == cas.non_renseigne) + (lieu == cas.etablissement_medico_social)
        return Reponse(ouvert, ouvert + inconnu).en_ternaire()

    def formula_2018(menage, period, parameters):
        lieu = menage("logement_aide_specifique", period)
        cas = TypesLogementAideSpecifique
        ouvert = lieu == cas.residence_sociale
        return Reponse(ouvert, ouvert + (lieu == cas.non_renseigne)).en_ternaire()


class cheque_energie_aide_specifique(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Aide spécifique de l'année, versée au gestionnaire"
    unit = "EUR"
    documentation = "Zéro depuis 2025, où son montant n'est pas connu : « cheque_energie_aide_specifique_indetermine » le dit."
    reference = "R124-5 du code de l'énergie"

    def formula_2018(menage, period, parameters):
        montant = parameters(period).prestations.cheque_energie.aide_specifique
        ouvert = menage("cheque_energie_aide_specifique_eligible", period) == Ternaire.oui
        return nan_to_num(montant) * ouvert


class cheque_energie_aide_specifique_indetermine(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Aide spécifique dont le droit ou le montant n'est pas connu"
    reference = "R124-5 du code de l'énergie"

    def formula_2018(menage, period, parameters):
        montant = parameters(period).prestations.cheque_energie.aide_specifique
        ouvert = lu(menage("cheque_energie_aide_specifique_eligible", period))
        return ouvert.inconnu + ouvert.certain * isnan(montant) > 0
