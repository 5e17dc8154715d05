"""Who counts in the household of the prime d'activité (L842-3, R842-3, R843-1 CSS)."""

from __future__ import annotations

from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.mois_de_reference import (
    au_mois_de_reference,
    par_mois_de_reference,
)


class beneficiaire_ppa_en_propre(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "A perçu la prime d'activité en son nom propre dans l'année civile"
    reference = "R842-3 CSS"


class ppa_personne_candidate(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Enfant ou personne de moins de 25 ans à charge au dernier jour du mois"
    documentation = "Aucun plafond de ressources : ses revenus comptent et ouvrent sa bonification."
    reference = "L842-3, R842-3 et R843-1 II CSS"

    def formula(individu, period, parameters):
        limite = parameters(period).prestations.prime_activite.age_personne_a_charge
        age = individu("age_en_mois_fin_de_mois", period)
        return (
            individu("est_enfant_dans_famille", period)
            * (age >= 0)
            * (age < limite * 12)
            * not_(individu("beneficiaire_ppa_en_propre", period))
        )


@par_mois_de_reference
class ppa_personne_a_charge:
    value_type = bool
    entity = Individu
    label = "Enfant ou personne à charge, {mois}"
    reference = "R842-3 et R843-1 II CSS"

    def formula(individu, period, parameters, rang):
        return au_mois_de_reference(individu, "ppa_personne_candidate", period, parameters, rang)


@par_mois_de_reference
class ppa_nb_personnes_a_charge:
    value_type = int
    entity = Famille
    label = "Nombre d'enfants et de personnes à charge, {mois}"
    reference = "R842-3 CSS"

    def formula(famille, period, parameters, rang):
        return famille.sum(famille.members(f"ppa_personne_a_charge_{rang}", period))


class ppa_adulte_compte(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Adulte pris en compte dans le montant forfaitaire de la prime d'activité"
    documentation = (
        "Le conjoint doit remplir la condition de nationalité ou de séjour ; la convention dit s'il "
        "compte sans remplir les autres (études, congé, détachement, âge)."
    )
    reference = "L842-2, L842-3 et R842-2 CSS"

    def formula(individu, period, parameters):
        compte = individu("ppa_condition_nationalite", period)
        if parameters(period).conventions.conjoint_etudiant_prime_activite == "exclu":
            compte = compte * individu("ppa_conditions_propres", period)
        return individu.has_role(Famille.PARENT) * compte


class ppa_nb_adultes(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Nombre d'adultes pris en compte"
    reference = "L842-3 CSS"

    def formula(famille, period, parameters):
        return famille.sum(famille.members("ppa_adulte_compte", period))


@par_mois_de_reference
class ppa_travailleur_compte:
    value_type = bool
    entity = Individu
    label = (
        "Membre du foyer dont les revenus professionnels ouvrent fraction et bonification, {mois}"
    )
    documentation = "Les revenus d'un conjoint non pris en compte ne sont que des ressources."
    reference = "L842-3 et R842-2 CSS"

    def formula(individu, period, parameters, rang):
        return individu("ppa_adulte_compte", period) + individu(
            f"ppa_personne_a_charge_{rang}", period
        )


@par_mois_de_reference
class ppa_ressources_comptees:
    value_type = bool
    entity = Individu
    label = "Les ressources de la personne comptent, {mois}"
    reference = "L842-4 CSS"

    def formula(individu, period, parameters, rang):
        if parameters(period).conventions.conjoint_non_pris_en_compte == "comptees":
            adulte = individu.has_role(Famille.PARENT)
        else:
            adulte = individu("ppa_condition_nationalite", period) * individu.has_role(
                Famille.PARENT
            )
        return adulte + individu(f"ppa_personne_a_charge_{rang}", period)
