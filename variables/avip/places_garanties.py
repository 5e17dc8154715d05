"""The places that every structure guarantees (L214-7 II and D214-7 CASF): not AVIP places."""

from __future__ import annotations

from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.avip.conditions import parents_en_recherche
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import Reponse, lu, su


class place_garantie_ressources(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Ressources inférieures au montant forfaitaire du RSA, majoré s'il y a lieu"
    documentation = "Celles de chacun des mois de référence du RSA, en moyenne."
    reference = "D214-7-1 CASF, L262-2, L262-3 et L262-9 CASF"

    def formula_2020_01(famille, period, parameters):
        ecart = 0.0
        for rang in (1, 2, 3):
            ecart = (
                ecart
                + famille(f"rsa_montant_forfaitaire_{rang}", period)
                - famille(f"rsa_base_ressources_{rang}", period)
            )
        return ecart > 0


class place_garantie_eligibilite(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "La famille peut demander une place garantie dans toute structure d'accueil"
    documentation = (
        "Une place par vingt places, pour un enfant de moins de trois ans de parents demandeurs "
        "d'emploi ou isolés, ou en parcours d'insertion, sous condition de ressources. Ce n'est pas "
        "une place AVIP. Texte lu dans sa version de 2020."
    )
    reference = "L214-7 II, D214-7 et D214-7-1 CASF"

    def formula_2020_01(famille, period, parameters):
        tous, un = parents_en_recherche(famille, period)
        cherchent = tous.certain * un.certain
        # Whoever is in an insertion path may be of the public too: never a known no.
        public = Reponse((cherchent + famille("isolement", period)) > 0, cherchent + True)
        return (
            lu(famille("avip_condition_enfant", period))
            & public
            & su(famille("place_garantie_ressources", period))
        ).en_ternaire()
