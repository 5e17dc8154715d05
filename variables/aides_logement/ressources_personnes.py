"""Whose income counts for a part only (R822-2 and R822-6 CCH)."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import maximum
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.aides_logement.personnes import TypesLienPersonneACharge
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class aide_logement_ressources_en_partie(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Ressources comptées seulement au-dessus d'un plafond"
    documentation = (
        "Enfant ; ascendant d'au moins 67 ans, 65 ans s'il reçoit l'ASPA, 62 ans s'il est inapte au "
        "travail ; ascendant, descendant ou collatéral jusqu'au troisième degré titulaire d'une carte "
        "d'invalidité, c'est-à-dire dont le taux d'incapacité atteint 80 %."
    )
    reference = "R822-6 CCH (LEGIARTI000047985814)"

    def formula(individu, period, parameters):
        lien = individu("al_lien_personne_a_charge", period)
        enfant = lien == TypesLienPersonneACharge.enfant
        return enfant + (
            si_concerne(not_(enfant), lambda: _parent(individu, period, parameters, lien)) > 0
        )


def _parent(individu, period, parameters, lien):
    p = parameters(period).prestations.aides_logement.eligibilite
    age = individu("age_en_mois", period)
    age_atteint = (
        (age >= p.ascendant.age * 12)
        + (age >= p.ascendant.age_aspa * 12) * individu("beneficiaire_aspa", period)
        + (age >= p.ascendant.age_inapte * 12) * individu("inapte_travail", period)
    )
    carte = individu("taux_incapacite", period) >= p.taux_incapacite
    return (lien == TypesLienPersonneACharge.ascendant) * age_atteint + carte * (
        lien != TypesLienPersonneACharge.sans_parente
    )


class aide_logement_base_ressources_individu(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Ressources de la personne comptées dans celles du ménage"
    unit = "EUR"
    documentation = (
        "En entier pour le demandeur et son conjoint, sauf décès ou séparation. Pour un enfant et "
        "pour certains parents qui vivent au foyer, la part au-dessus de 1,25 fois le plafond de "
        "l'ASPA d'une personne seule ; en entier pour toute autre personne qui y vit."
    )
    reference = [
        "R822-2 (LEGIARTI000041419135) et R822-6 CCH (LEGIARTI000047985814)",
        "R822-11, 1°, CCH (LEGIARTI000041419384)",
    ]

    def formula(individu, period, parameters):
        revenus = individu("aide_logement_revenus_individu", period)
        autre = individu("est_enfant_dans_famille", period)
        ecarte = si_concerne(
            individu.famille("aide_logement_conjoint_ecarte", period),
            lambda: individu.has_role(Famille.CONJOINT),
        )
        return not_(autre) * not_(ecarte) * revenus + si_concerne(
            autre * (revenus != 0),
            lambda: _d_une_autre_personne(individu, period, parameters, revenus),
        )


def _d_une_autre_personne(individu, period, parameters, revenus):
    franchise = si_concerne(
        individu("aide_logement_ressources_en_partie", period),
        lambda: _franchise(period, parameters),
    )
    presente = individu("al_vit_habituellement_au_foyer", period)
    return presente * maximum(revenus - franchise, 0)


def _franchise(period, parameters):
    date = period
    if parameters(period).conventions.al_plafond_aspa == "decembre_n_2":
        date = f"{period.n_2.start.year}-12-31"
    plafond = parameters(date).prestations.aides_logement.ressources.plafond_aspa
    return parameters(period).prestations.aides_logement.ressources.multiple_plafond_aspa * plafond
