"""The housing advantage: who is charged the whole forfait, and what housing benefit is read."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import minimum, where
from openfisca_core.holders import set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement
from zeronr_rules.variables.outils.bareme import forfait_logement
from zeronr_rules.variables.outils.mois_de_reference import au_mois_de_reference


class aide_logement_percue(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Aide au logement perçue au titre du mois"
    unit = "EUR"
    documentation = "À défaut de donnée, l'aide due pour le mois."
    reference = "R262-10 CASF, R844-4 CSS"

    def formula(famille, period, parameters):
        return famille("aide_logement", period)


class avantage_logement_sans_aide(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Logé sans charge de logement : le forfait entier est compté"
    documentation = (
        "Propriétaire sans emprunt en cours, ou logé gratuitement sans participation aux frais. Le "
        "locataire sans aide au logement, la personne hébergée contre participation et la personne "
        "sans domicile n'ont pas d'avantage en nature."
    )
    reference = "R262-9 CASF, R844-3 CSS"

    def formula(famille, period, parameters):
        logement = famille.demandeur.menage
        statut = logement("statut_occupation_logement", period)
        gratuit = (statut == TypesStatutOccupationLogement.loge_gratuitement) * not_(
            logement("participation_frais", period)
        )
        proprietaire = statut == TypesStatutOccupationLogement.proprietaire
        if parameters(period).conventions.forfait_logement_accedant == "forfait":
            accedant = statut == TypesStatutOccupationLogement.primo_accedant
            proprietaire = proprietaire + accedant
        return gratuit + proprietaire


def avantage_en_nature(famille, period, parameters, rang, adultes, a_charge, base, p):
    """Housing advantage of a reference month (R262-9 and R262-10 CASF, R844-3 and R844-4 CSS).

    ``adultes`` counts them, ``a_charge`` tells each person à charge, ``base`` is
    one person's montant forfaitaire and ``p`` the parameters of the benefit.
    """
    aide = au_mois_de_reference(famille, "aide_logement_percue", period, parameters, rang)
    sans_charge = au_mois_de_reference(
        famille, "avantage_logement_sans_aide", period, parameters, rang
    )
    comptes_par_l_aide = au_mois_de_reference(
        famille.members, "al_personne_a_charge", period, parameters, rang
    )
    comptes = where(aide > 0, famille.sum(a_charge * comptes_par_l_aide), famille.sum(a_charge))
    forfait = forfait_logement(base, adultes + comptes, p)
    return where(aide > 0, minimum(aide, forfait), forfait * sans_charge)
