"""Who counts in the RSA household (L262-5, R262-3 CASF)."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.arrondis import arrondi_centime, atteint
from zeronr_rules.variables.outils.bareme import (
    montant_majoration,
    taux_majoration,
    taux_majoration_mayotte,
)
from zeronr_rules.variables.outils.mois_de_reference import (
    au_mois_de_reference,
    du_rang,
    par_mois_de_reference,
    par_mois_de_reference_et_du_droit,
)

# Breaks ties of resources so that a child in alternating residence comes last;
# below a cent, so that it never reverses two different amounts.
DEPARTAGE = 0.001
AU_DELA_DE_TOUT_RANG = 10_000


class beneficiaire_rsa_jeune_actif(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Bénéficie en propre du RSA jeune actif"
    reference = "R262-3 CASF"


class charge_sans_parente_apres_17_ans(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Arrivé au foyer après ses 17 ans sans parenté jusqu'au quatrième degré"
    reference = "R262-3 2° CASF"


class rsa_personne_candidate(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Enfant ou personne de moins de 25 ans à charge, avant examen de ses ressources"
    documentation = "Composition du dernier jour du mois : l'enfant né dans le mois en est."
    reference = "R262-3 et R262-4 CASF"

    def formula(individu, period, parameters):
        limite = parameters(period).prestations.rsa.age.personne_a_charge
        age = individu("age_en_mois_fin_de_mois", period)
        return (
            individu("est_enfant_dans_famille", period)
            * (age >= 0)
            * (age < limite * 12)
            * individu("sejour_regulier", period)
            * not_(individu("beneficiaire_rsa_jeune_actif", period))
            * not_(individu("charge_sans_parente_apres_17_ans", period))
        )


class rsa_adulte_compte(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Adulte pris en compte dans le montant forfaitaire"
    documentation = (
        "Le conjoint doit remplir les seules conditions de nationalité ou de séjour et de congé, "
        "non celles d'âge et d'études."
    )
    reference = "L262-5 CASF"

    def formula(individu, period, parameters):
        return (
            individu.has_role(Famille.PARENT)
            * individu("rsa_condition_nationalite", period)
            * individu("rsa_condition_conges", period)
        )


class rsa_nb_adultes(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Nombre d'adultes pris en compte dans le montant forfaitaire"
    reference = "L262-5 CASF"

    def formula(famille, period, parameters):
        return famille.sum(famille.members("rsa_adulte_compte", period))


@par_mois_de_reference_et_du_droit
class rsa_rang_personne:
    value_type = int
    entity = Individu
    label = "Rang de la personne candidate à charge, par ressources croissantes, {mois}"
    documentation = (
        "1 pour les ressources les plus faibles ; 0 pour qui n'est pas candidat. Les ressources d'un "
        "enfant en résidence alternée sont rapportées à la demi-majoration qu'il occasionne."
    )
    reference = "R262-3 CASF"

    def formula(individu, period, parameters, rang):
        candidate = au_mois_de_reference(
            individu, "rsa_personne_candidate", period, parameters, rang
        )
        alternee = au_mois_de_reference(individu, "garde_alternee", period, parameters, rang)
        ressources = individu("rsa_ressources_personne_a_charge", period)
        critere = (
            ressources / where(alternee, parameters(period).prestations.rsa.garde_alternee, 1)
            + DEPARTAGE * alternee
        )
        return individu.get_rank(individu.famille, critere, condition=candidate) + 1


@par_mois_de_reference_et_du_droit
class rsa_majoration_occasionnee:
    value_type = float
    entity = Individu
    label = "Majoration que la personne de ce rang apporte au montant forfaitaire, {mois}"
    unit = "EUR"
    reference = "R262-1 et R262-3 CASF ; Conseil d'État, 21 juillet 2017, n° 398911"

    def formula(individu, period, parameters, rang):
        rsa = parameters(period).prestations.rsa
        rang_personne = individu(du_rang("rsa_rang_personne", rang), period)
        adultes = individu.famille("rsa_nb_adultes", period)
        simple = where(
            individu.famille("rsa_a_mayotte", period),
            taux_majoration_mayotte(rang_personne, adultes, rsa.mayotte.majoration),
            taux_majoration(rang_personne, adultes, rsa.majoration),
        )
        majoree = individu.famille(du_rang("rsa_isolement_ouvert", rang), period)
        taux = where(majoree, rsa.isolement.personne_a_charge, simple)
        base = individu.famille(du_rang("rsa_base_forfaitaire", rang), period)
        alternee = au_mois_de_reference(individu, "garde_alternee", period, parameters, rang)
        return montant_majoration(base, taux, alternee, rsa) * (rang_personne > 0)


@par_mois_de_reference_et_du_droit
class rsa_enfant_a_charge:
    value_type = bool
    entity = Individu
    label = "Enfant ou personne à charge, {mois}"
    documentation = (
        "Une personne dont les ressources atteignent la majoration qu'elle occasionne n'est pas à "
        "charge : elle sort du foyer avec ses ressources. Les personnes sont examinées par "
        "ressources croissantes, la dernière d'abord."
    )
    reference = "R262-3 CASF"

    def formula(individu, period, parameters, rang):
        rang_personne = individu(du_rang("rsa_rang_personne", rang), period)
        candidate = rang_personne > 0
        seuil = individu(du_rang("rsa_majoration_occasionnee", rang), period) + individu(
            du_rang("rsa_saut_premier_enfant", rang), period
        )
        depasse = candidate * atteint(individu("rsa_ressources_personne_a_charge", period), seuil)
        if parameters(period).conventions.charge_r262_3 == "propre":
            premier_exclu = individu.famille.min(
                where(depasse, rang_personne, AU_DELA_DE_TOUT_RANG)
            )
            return candidate * (rang_personne < premier_exclu)
        dernier_compte = individu.famille.max(where(candidate * not_(depasse), rang_personne, 0))
        return candidate * (rang_personne <= dernier_compte)


@par_mois_de_reference_et_du_droit
class rsa_saut_premier_enfant:
    value_type = float
    entity = Individu
    label = "Surcroît que le premier enfant d'une personne isolée apporte par la majoration, {mois}"
    unit = "EUR"
    documentation = (
        "Sans lui la personne isolée n'aurait que le montant simple : il occasionne tout l'écart, "
        "sauf si une grossesse ouvre déjà la majoration."
    )
    reference = "R262-1 et R262-3 CASF"

    def formula(individu, period, parameters, rang):
        isolement = parameters(period).prestations.rsa.isolement
        ouvre = (
            individu.famille(du_rang("rsa_isolement_ouvert", rang), period)
            * not_(individu.famille(du_rang("rsa_grossesse", rang), period))
            * (individu(du_rang("rsa_rang_personne", rang), period) == 1)
        )
        base = individu.famille(du_rang("rsa_base_forfaitaire", rang), period)
        ecart = arrondi_centime(base * isolement.adulte) - base
        alternee = au_mois_de_reference(individu, "garde_alternee", period, parameters, rang)
        part = parameters(period).prestations.rsa.garde_alternee
        return ouvre * where(alternee, arrondi_centime(ecart * part), ecart)


@par_mois_de_reference_et_du_droit
class rsa_nb_enfants:
    value_type = int
    entity = Famille
    label = "Nombre d'enfants et de personnes à charge, {mois}"
    reference = "R262-3 CASF"

    def formula(famille, period, parameters, rang):
        return famille.sum(famille.members(du_rang("rsa_enfant_a_charge", rang), period))


@par_mois_de_reference
class rsa_ressources_comptees:
    value_type = bool
    entity = Individu
    label = "Les ressources de la personne comptent, {mois}"
    reference = "R262-3 et R262-6 CASF"

    def formula(individu, period, parameters, rang):
        if parameters(period).conventions.conjoint_non_pris_en_compte == "comptees":
            adulte = individu.has_role(Famille.PARENT)
        else:
            adulte = individu("rsa_adulte_compte", period)
        return adulte + individu(du_rang("rsa_enfant_a_charge", rang), period)
