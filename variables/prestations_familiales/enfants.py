"""Which children count, month by month.

A right opens in the civil month after its condition is met and stops in the
month where a condition ends (R552-2 and R552-3 CSS): ages are read as civil
months since the month of birth, 1 in the month that follows it.
"""

from __future__ import annotations

from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.periods import DateUnit, Instant, Period
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.calendrier import mois_entre, premier_jour
from zeronr_rules.variables.prestations_familiales.entrees import TypesPartageGardeAlternee


class prestations_familiales_mois_depuis_naissance(Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Mois civils écoulés depuis le mois de la naissance"
    unit = "mois"
    documentation = "0 le mois de la naissance, négatif avant."
    reference = "Articles R552-2 et R552-3 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        return mois_entre(individu("date_naissance", period), premier_jour(period))


class prestations_familiales_remuneration_enfant(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Rémunération de l'enfant dans le mois"
    unit = "EUR"
    documentation = (
        "Salaires, rémunération d'apprenti, stage de formation professionnelle et activité "
        "partielle. La gratification d'un stage d'études n'est pas comptée."
    )
    reference = "Articles L512-3 et R512-2 du code de la sécurité sociale"

    def formula(individu, period, parameters):
        return (
            individu("salaire_net", period)
            + individu("remuneration_apprenti", period)
            + individu("revenus_stage_formation_pro", period)
            + individu("indemnites_chomage_partiel", period)
        )


def _semestre(period, debuts):
    """First month of the civil half-year that holds ``period``."""
    annee, mois = period.start.year, period.start.month
    passes = [debut for debut in debuts if debut <= mois]
    if not passes:
        return Period((DateUnit.MONTH, Instant((annee - 1, max(debuts), 1)), 1))
    return Period((DateUnit.MONTH, Instant((annee, max(passes), 1)), 1))


def _plafond(p):
    remuneration = p.prestations.prestations_familiales.enfants_a_charge.remuneration
    return remuneration.part_du_smic * remuneration.heures * p.prestations.commun.smic_horaire


class autonomie_financiere(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Rémunération supérieure au plafond des enfants à charge"
    documentation = (
        "Plus de 55 % du SMIC horaire brut x 169 : dans le mois ; pour un élève ou un étudiant, "
        "en moyenne du semestre civil (avril à septembre, octobre à mars), au SMIC du premier "
        "mois du semestre. Les salaires de tous les mois du semestre sont lus."
    )
    reference = "Article R512-2 du code de la sécurité sociale (LEGIARTI000006750602)"

    def formula(individu, period, parameters):
        p = parameters(period)
        du_mois = individu("prestations_familiales_remuneration_enfant", period) > _plafond(p)
        if p.conventions.pf_remuneration_enfant == "mois_pour_tous":
            return du_mois
        debuts = (
            p.prestations.prestations_familiales.enfants_a_charge.remuneration.debut_des_semestres
        )
        debut = _semestre(period, debuts)
        nombre_de_mois = 12 // len(debuts)
        total = sum(
            individu("prestations_familiales_remuneration_enfant", debut.offset(rang, "month"))
            for rang in range(nombre_de_mois)
        )
        en_moyenne = total > nombre_de_mois * _plafond(parameters(debut))
        eleve = individu("etudiant", period)
        return eleve * en_moyenne + not_(eleve) * du_mois


def _a_charge(individu, period, parameters, age_limite):
    age_sans_condition = parameters(
        period
    ).prestations.prestations_familiales.enfants_a_charge.age_fin_obligation_scolaire
    mois = individu("prestations_familiales_mois_depuis_naissance", period)
    autre_parent = individu("garde_alternee", period) * (
        individu("af_garde_alternee_partage", period) == TypesPartageGardeAlternee.autre_parent
    )
    return (
        individu("est_enfant_dans_famille", period)
        * (mois >= 1)
        * (mois < age_limite * 12)
        * ((mois < age_sans_condition * 12) + not_(individu("autonomie_financiere", period)))
        * individu("prestations_familiales_enfant_residant_en_france", period)
        * not_(autre_parent)
    )


class prestations_familiales_enfant_a_charge(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Enfant à charge pour les prestations familiales"
    documentation = (
        "Du mois qui suit la naissance au mois qui précède le vingtième anniversaire ; à partir "
        "de seize ans, si sa rémunération ne dépasse pas le plafond."
    )
    reference = [
        "Articles L512-3 et R512-2 du code de la sécurité sociale",
        "Articles R552-2 et R552-3 du code de la sécurité sociale",
    ]

    def formula(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales
        return _a_charge(individu, period, parameters, p.enfants_a_charge.age_limite)


class cf_enfant_a_charge(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Enfant à charge pour le complément familial et les aides au logement"
    documentation = "Comme pour les autres prestations familiales, jusqu'à vingt et un ans."
    reference = "Article R522-1 du code de la sécurité sociale (LEGIARTI000006750615)"

    def formula(individu, period, parameters):
        p = parameters(period).prestations.prestations_familiales
        return _a_charge(individu, period, parameters, p.cf.age_limite)


class prestations_familiales_nombre_enfants(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre d'enfants à charge pour les prestations familiales"
    unit = "enfants"
    reference = "Article L512-3 du code de la sécurité sociale"

    def formula(famille, period, parameters):
        return famille.sum(famille.members("prestations_familiales_enfant_a_charge", period))
