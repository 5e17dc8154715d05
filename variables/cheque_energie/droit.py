"""The right of a campaign: who has it, how much, and what is not known."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import Reponse, lu, su


class cheque_energie_eligibilite_logement(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Le logement est la résidence principale du ménage"
    documentation = (
        "Vrai, sauf s'il est dit en janvier que ce n'est pas sa résidence principale : un ménage est "
        "celui d'un logement."
    )
    reference = "L124-1 du code de l'énergie"

    def formula_2018(menage, period, parameters):
        return menage("residence_principale", period.first_month) != Ternaire.non


class cheque_energie_bareme_reconduit_par_defaut(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Aucun texte ne fixe le barème de la campagne : le dernier connu est prolongé"
    reference = "R124-2 du code de l'énergie"

    def formula_2018(menage, period, parameters):
        publie = parameters(period).prestations.cheque_energie.bareme_publie
        return menage.filled_array(not publie)


class cheque_energie_eligible(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Le ménage a droit au chèque énergie de la campagne"
    documentation = "Indéterminé pour une campagne dont le barème n'a pas été trouvé, sauf convention contraire."
    reference = "L124-1 et R124-1 du code de l'énergie"

    def formula_2018(menage, period, parameters):
        logement = su(menage("cheque_energie_eligibilite_logement", period))
        revenu = lu(menage("cheque_energie_revenu_sous_plafond", period))
        if parameters(period).conventions.cheque_energie_bareme_inconnu == "indetermine":
            inconnu = menage("cheque_energie_bareme_reconduit_par_defaut", period)
            revenu = Reponse(revenu.certain * not_(inconnu), (revenu.possible + inconnu) > 0)
        return (logement & revenu).en_ternaire()


class cheque_energie_au_titre_de_l_annee(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Chèque énergie que donnent les conditions de la campagne"
    unit = "EUR"
    documentation = (
        "Zéro quand le ménage n'y a pas droit ; le montant du barème si rien ne le lui refuse."
    )
    reference = "L124-1, R124-1 et R124-2 du code de l'énergie"

    def formula_2018(menage, period, parameters):
        eligible = lu(menage("cheque_energie_eligible", period))
        return menage("cheque_energie_montant", period) * eligible.possible


class cheque_energie(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Chèque énergie de la campagne"
    unit = "EUR"
    documentation = (
        "Sûr seulement si « cheque_energie_indetermine » est faux. En 2024, qui avait reçu le chèque "
        "de 2023 le reçoit encore, même s'il n'y a plus droit."
    )
    reference = "L124-1, R124-1 et R124-2 du code de l'énergie"

    def formula_2025(menage, period, parameters):
        return menage("cheque_energie_au_titre_de_l_annee", period)

    def formula_2024(menage, period, parameters):
        droit = menage("cheque_energie_au_titre_de_l_annee", period)
        reconduit = menage("cheque_energie_recu", period.last_year) == Ternaire.oui
        ancien = menage("cheque_energie_au_titre_de_l_annee", period.last_year)
        return where(reconduit * (droit == 0), ancien, droit)

    def formula_2018(menage, period, parameters):
        return menage("cheque_energie_au_titre_de_l_annee", period)


class cheque_energie_indetermine(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Chèque énergie dont le droit ou le montant n'est pas sûr"
    documentation = (
        "Revenu fiscal ou titulaire du contrat inconnu, barème non trouvé (2026), bornes intérieures "
        "non lues (2025), ou, en 2024, chèque de 2023 reconduit pour un montant différent."
    )
    reference = "R124-1 et R124-2 du code de l'énergie"

    def formula_2025(menage, period, parameters):
        p = parameters(period).prestations.cheque_energie
        eligible = lu(menage("cheque_energie_eligible", period))
        bornes = menage("cheque_energie_montant", period) != menage(
            "cheque_energie_montant_max", period
        )
        presume = menage.filled_array(not p.tranches_lues)
        return eligible.inconnu + eligible.possible * (bornes + presume) > 0

    def formula_2024(menage, period, parameters):
        eligible = lu(menage("cheque_energie_eligible", period))
        recu = lu(menage("cheque_energie_recu", period.last_year))
        ancien = menage("cheque_energie_au_titre_de_l_annee", period.last_year)
        different = menage("cheque_energie_au_titre_de_l_annee", period) != ancien
        return eligible.inconnu + recu.possible * different > 0

    def formula_2018(menage, period, parameters):
        return lu(menage("cheque_energie_eligible", period)).inconnu
