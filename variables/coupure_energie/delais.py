"""The two letters that come before a cut (décret n° 2008-780 du 13 août 2008)."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy import where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.variables.coupure_energie.jours import avant, jours_envisages
from zeronr_rules.variables.outils.calendrier import DATE_NON_RENSEIGNEE, ajoute_jours
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import Reponse, lu

_DECRET = "Décret n° 2008-780 du 13 août 2008, article 1"


class coupure_delai_protege(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Le premier courrier laisse trente jours"
    documentation = (
        "Chèque énergie, ou aide du FSL déjà reçue pour une facture du même fournisseur."
    )
    reference = _DECRET

    def formula_2008_12(menage, period, parameters):
        return (
            lu(menage("beneficiaire_cheque_energie", period))
            | lu(menage("fsl_recu_ce_fournisseur", period))
        ).en_ternaire()


def _premier_jour_de_coupure(menage, period, parameters, delai):
    """First day of a cut after the delays of both letters; unknown without a bill."""
    p = parameters(period).prestations.coupure_energie.delais
    emission = menage("date_facture_impayee", period)
    limite = menage("date_limite_facture_impayee", period)
    echeance = np.maximum(ajoute_jours(emission, p.paiement), limite)
    jour = ajoute_jours(echeance, p[delai] + p.second_courrier)
    return where(emission != DATE_NON_RENSEIGNEE, jour, DATE_NON_RENSEIGNEE)


class coupure_au_plus_tot(Variable):
    value_type = date
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Premier jour où la coupure respecte les délais des deux courriers"
    documentation = "Quatorze, quinze et vingt jours. 1970-01-01 : la facture n'est pas donnée."
    reference = _DECRET

    def formula_2008_12(menage, period, parameters):
        return _premier_jour_de_coupure(menage, period, parameters, "premier_courrier")


class coupure_au_plus_tot_protege(Variable):
    value_type = date
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Premier jour où la coupure respecte les délais, pour qui a trente jours"
    documentation = "Quatorze, trente et vingt jours. 1970-01-01 : la facture n'est pas donnée."
    reference = _DECRET

    def formula_2008_12(menage, period, parameters):
        return _premier_jour_de_coupure(menage, period, parameters, "premier_courrier_protege")


class coupure_protection_delais(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Les délais des deux courriers ne sont pas écoulés"
    documentation = (
        "Quatorze jours après l'émission de la facture (ou sa date limite, si elle est plus tardive), "
        "quinze jours de plus, trente pour le bénéficiaire du chèque énergie ou d'une aide du FSL, "
        "et les vingt jours d'avance du second courrier."
    )
    reference = _DECRET

    def formula_2008_12(menage, period, parameters):
        jours = jours_envisages(menage, period)
        connue = menage("date_facture_impayee", period) != DATE_NON_RENSEIGNEE
        protege = lu(menage("coupure_delai_protege", period))
        delais = avant(jours, menage("coupure_au_plus_tot", period)) | (
            avant(jours, menage("coupure_au_plus_tot_protege", period)) & protege
        )
        return Reponse(connue * delais.certain, where(connue, delais.possible, True)).en_ternaire()
