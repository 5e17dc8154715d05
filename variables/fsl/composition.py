"""Persons, children, consumption units of the household, as the règlements count them."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import maximum, where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage


class fsl_nb_personnes(Variable):
    value_type = int
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Nombre de personnes du ménage pour le FSL"
    documentation = "Celles qui sont nées au premier jour du mois."
    reference = "Décret n° 2005-212 du 2 mars 2005, article 5"

    def formula(menage, period, parameters):
        return menage.sum(menage.members("age_en_mois", period) >= 0)


class fsl_nb_enfants(Variable):
    value_type = int
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Nombre d'enfants et de jeunes à charge du ménage pour le FSL"
    documentation = (
        "Moins de vingt-cinq ans, hors la personne de référence et son conjoint ; les autres "
        "personnes du logement sont des adultes."
    )
    reference = "D261-2 CASF, jusqu'au décret n° 2005-1135"

    def formula(menage, period, parameters):
        mois = menage.members("age_en_mois", period)
        limite = parameters(period).prestations.fsl.age_enfant
        responsable = menage.members.has_role(
            Menage.PERSONNE_DE_REFERENCE
        ) + menage.members.has_role(Menage.CONJOINT)
        return menage.sum((mois >= 0) * (mois < limite * 12) * not_(responsable))


class fsl_unites_consommation(Variable):
    value_type = float
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Unités de consommation du quotient social"
    documentation = (
        "1 pour la première personne, 0,5 pour la deuxième, 0,3 pour chaque autre, 0,4 à partir du "
        "troisième enfant : le barème de l'ancienne aide nationale, que des règlements gardent."
    )
    reference = "D261-2 CASF, jusqu'au décret n° 2005-1135"

    def formula(menage, period, parameters):
        p = parameters(period).prestations.fsl.quotient_social
        personnes, enfants = menage("fsl_nb_personnes", period), menage("fsl_nb_enfants", period)
        return (
            p.premiere_personne
            + p.deuxieme_personne * (personnes > 1)
            + p.autre_personne * maximum(personnes - 2, 0)
            + (p.troisieme_enfant - p.autre_personne) * maximum(enfants - 2, 0)
        )


def parts(menage, period, reglement):
    """Parts of the household as its territory counts them; unknown for three adults."""
    personnes, enfants = menage("fsl_nb_personnes", period), menage("fsl_nb_enfants", period)
    adultes = personnes - enfants
    seul, couple = reglement.nombre("parts.personne_seule"), reglement.nombre("parts.couple")
    avec = reglement.nombre("parts.foyer_avec_enfant") + enfants * reglement.nombre("parts.enfant")
    inconnues = reglement.nombre("parts.couple") * float("nan")
    sans_enfant = where(adultes <= 1, seul, where(adultes == 2, couple, inconnues))
    return where(enfants == 0, sans_enfant, where(adultes <= 2, avec, inconnues))


def rsa_de_la_composition(menage, period, parameters):
    """Montant forfaitaire of the RSA for a household of that size, without majoration."""
    rsa = parameters(period).prestations.rsa
    taux = rsa.majoration
    personnes, enfants = menage("fsl_nb_personnes", period), menage("fsl_nb_enfants", period)
    autres = maximum(personnes - 2, 0) * taux.personne_supplementaire
    nombreux = maximum(enfants - 2, 0) * (
        taux.troisieme_enfant_et_plus - taux.personne_supplementaire
    )
    return rsa.montant_forfaitaire * (
        1 + taux.deuxieme_personne * (personnes > 1) + autres + nombreux
    )
