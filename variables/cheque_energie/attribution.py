"""Who is served without asking, who must ask, and until when."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy import where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    ajoute_mois,
    dernier_jour,
)
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import Reponse, lu, si_connu, su


class cheque_energie_recu(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Le ménage a reçu le chèque énergie de la campagne"
    documentation = (
        "À défaut de donnée, jusqu'en 2023, oui pour qui y avait droit : l'envoi était automatique."
    )
    reference = "L124-1 du code de l'énergie"

    def formula_2024(menage, period, parameters):
        return menage.filled_array(Ternaire.indetermine)

    def formula_2018(menage, period, parameters):
        return menage("cheque_energie_eligible", period)


class cheque_energie_attribution_automatique(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Le chèque énergie est envoyé sans demande"
    documentation = (
        "Jusqu'en 2023, à tous ceux qui y ont droit. En 2024, à ceux qui avaient reçu celui de 2023. "
        "Depuis, à ceux dont le contrat d'électricité est rapproché du foyer fiscal, par le nom et "
        "par l'adresse."
    )
    reference = "L124-1-1 du code de l'énergie"

    def formula_2025(menage, period, parameters):
        return (
            lu(menage("cheque_energie_eligible", period))
            & lu(menage("contrat_electricite_au_nom_du_foyer_fiscal", period))
            & lu(menage("adresse_fiscale_est_celle_du_contrat", period))
        ).en_ternaire()

    def formula_2024(menage, period, parameters):
        return menage("cheque_energie_recu", period.last_year)

    def formula_2018(menage, period, parameters):
        return menage("cheque_energie_eligible", period)


class cheque_energie_demande_necessaire(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Le ménage a droit au chèque énergie et doit le demander"
    reference = "R124-1 et suivants du code de l'énergie"

    def formula_2018(menage, period, parameters):
        return (
            lu(menage("cheque_energie_eligible", period))
            & ~lu(menage("cheque_energie_attribution_automatique", period))
        ).en_ternaire()


class cheque_energie_date_limite_demande(Variable):
    value_type = date
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Dernier jour pour demander le chèque énergie de la campagne"
    documentation = "1970-01-01 avant 2024 : l'envoi était automatique."
    reference = "R124-1 et suivants du code de l'énergie"

    def formula_2024(menage, period, parameters):
        mois = parameters(period).prestations.cheque_energie.demande.prolongation
        limite = ajoute_mois(dernier_jour(period), mois)
        return menage.filled_array(limite, dtype="datetime64[D]")


class cheque_energie_demande_dans_les_delais(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.YEAR
    label = "Le chèque énergie a été demandé à temps"
    reference = "R124-1 et suivants du code de l'énergie"

    def formula_2024(menage, period, parameters):
        demande = menage("date_demande_cheque_energie", period)
        connue = demande != DATE_NON_RENSEIGNEE
        a_temps = (demande >= np.datetime64(str(period.start))) & (
            demande <= menage("cheque_energie_date_limite_demande", period)
        )
        return si_connu(connue, a_temps).en_ternaire()


class beneficiaire_cheque_energie(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Le ménage a ce mois-ci les protections attachées à un chèque énergie"
    documentation = (
        "À défaut de donnée : le chèque de l'année, d'avril à décembre, et celui de l'année "
        "précédente, de janvier à avril. Oui si l'envoi est automatique ou si le chèque a été reçu, "
        "non pour qui n'y a pas droit."
    )
    reference = "L124-1 du code de l'énergie ; décret n° 2008-780 du 13 août 2008"

    def formula_2018(menage, period, parameters):
        p = parameters(period).prestations.cheque_energie.protections
        mois = period.start.month
        reponse = su(menage.filled_array(False))
        if mois >= p.premier_mois:
            reponse = reponse | _a_le_cheque(menage, period.this_year)
        if mois <= p.dernier_mois:
            reponse = reponse | _a_le_cheque(menage, period.last_year)
        return reponse.en_ternaire()


def _a_le_cheque(menage, annee):
    """Whether the ménage has the voucher of a campaign; who must ask may have asked."""
    recu = lu(menage("cheque_energie_recu", annee))
    automatique = lu(menage("cheque_energie_attribution_automatique", annee))
    du = lu(menage("cheque_energie_eligible", annee))
    return Reponse(
        where(recu.inconnu, automatique.certain, recu.certain),
        where(recu.inconnu, automatique.possible + du.possible, recu.certain),
    )
