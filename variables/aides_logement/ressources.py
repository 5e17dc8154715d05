"""From the income of the persons to the resources of the household (R822-2 to R822-22 CCH)."""

from __future__ import annotations

from numpy import ceil, maximum, where
from numpy import logical_not as not_
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.aides_logement.secteur import TypesSecteurAideLogement
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.effets_figes import MOIS_DU_TRIMESTRE
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class aide_logement_revenus_activite_retenus(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Revenus d'activité professionnelle retenus, après mesure individuelle"
    unit = "EUR"
    documentation = "Écartés par une neutralisation, réduits de 30 % par un abattement."
    reference = "R822-11 et R822-13 à R822-17 CCH"

    def formula(individu, period, parameters):
        return apres_mesures(
            individu,
            period,
            parameters,
            individu("aide_logement_revenus_activite", period),
            individu("aide_logement_abattement_revenus_activite_professionnelle", period),
        )


def apres_mesures(individu, period, parameters, revenus, abattu):
    """Income left by the neutralisation and the 30 % abatement, which do not add up."""
    taux = parameters(period).prestations.aides_logement.ressources.abattement
    neutralise = individu("aide_logement_condition_neutralisation", period)
    touche = (neutralise + abattu) * not_(individu("est_enfant_dans_famille", period))
    reste = not_(neutralise) * (1 - taux)
    return revenus * where(touche, reste, 1)


class aide_logement_revenus_individu(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Ressources annuelles de la personne, après mesure individuelle"
    unit = "EUR"
    reference = "R822-4 (LEGIARTI000045920163) et R822-11 à R822-17 CCH"

    def formula(individu, period, parameters):
        return (
            individu("aide_logement_revenus_activite_retenus", period)
            + apres_mesures(
                individu,
                period,
                parameters,
                individu("aide_logement_indemnites_chomage", period),
                individu("aide_logement_abattement_indemnites_chomage", period),
            )
            + individu("aide_logement_pensions", period)
            + individu("aide_logement_autres_revenus", period)
        )


class aide_logement_biactivite(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Couple dont chaque membre a un revenu professionnel suffisant"
    documentation = (
        "Revenu professionnel retenu au moins égal, pour chacun, à douze fois la BMAF du mois."
    )
    reference = "R822-7 CCH (LEGIARTI000041419409)"

    def formula(famille, period, parameters):
        p = parameters(period).prestations
        seuil = p.aides_logement.ressources.double_activite.seuil * p.prestations_familiales.bmaf
        activite = famille.members("aide_logement_revenus_activite_retenus", period)
        actifs = famille.sum(activite >= seuil, role=Famille.PARENT)
        return (actifs > 1) * not_(famille("aide_logement_conjoint_ecarte", period))


class aide_logement_abattements_menage(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Abattements forfaitaires sur les ressources du ménage"
    unit = "EUR"
    documentation = (
        "Double activité, double résidence, accédant à la propriété seul avec charge de famille."
    )
    reference = [
        "R822-7 (LEGIARTI000041419409) et R822-8 à R822-10 CCH (LEGIARTI000041419390)",
        "Arrêté du 27 septembre 2019, articles 3 et 4",
    ]

    def formula(famille, period, parameters):
        p = parameters(period).prestations.aides_logement.ressources
        secteur = famille("aide_logement_secteur", period)
        accedant = (secteur == TypesSecteurAideLogement.accession_apl) + (
            secteur == TypesSecteurAideLogement.accession_al
        )

        def isole():
            charges = famille("al_nb_personnes_a_charge", period)
            seul = not_(famille("al_couple", period)) * (charges > 0)
            nombreuses = charges >= p.isole_accedant.nombre
            return seul * where(
                nombreuses, p.isole_accedant.pac_3_et_plus, p.isole_accedant.pac_1_ou_2
            )

        return (
            famille("aide_logement_biactivite", period) * p.double_activite.abattement
            + famille("aide_logement_double_residence", period) * p.abattement_double_residence
            + si_concerne(accedant, isole)
        )


class aide_logement_ressources_apres_abattement(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Ressources annuelles du ménage, après abattements"
    unit = "EUR"
    documentation = "Hors montant forfaitaire d'un étudiant. Jamais négatives."
    reference = "R822-2 à R822-17 et R822-22 CCH"

    def formula(famille, period, parameters):
        individus = famille.members("aide_logement_base_ressources_individu", period)
        return maximum(
            famille.sum(individus)
            + famille("aide_logement_base_ressources_patrimoine", period)
            - famille("aide_logement_abattements_menage", period),
            0,
        )


class aide_logement_base_ressources_examinee(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Ressources annuelles, si elles étaient examinées ce mois"
    unit = "EUR"
    documentation = (
        "Depuis 2021, le montant forfaitaire d'un étudiant locataire tient lieu de ressources ; "
        "avant, il en était le plancher, et les ressources de qui travaillait sans revenu en année "
        "N-2 étaient évaluées forfaitairement."
    )
    reference = [
        "R822-2 à R822-22 CCH",
        "Avant septembre 2019, R351-5 à R351-14-1 CCH, R532-3 et R831-6 CSS",
    ]

    def formula(famille, period, parameters):
        evaluee = famille("aide_logement_evaluation_forfaitaire", period)
        forfaitaires = si_concerne(
            evaluee,
            lambda: famille.sum(
                famille.members("aide_logement_base_ressources_eval_forfaitaire", period),
                role=Famille.PARENT,
            ),
        )
        ressources = where(
            evaluee, forfaitaires, famille("aide_logement_ressources_apres_abattement", period)
        )
        return maximum(ressources, _forfait_etudiant(famille, period))

    def formula_2021_01(famille, period, parameters):
        return _forfait_etudiant(famille, period) + si_concerne(
            not_(famille("aide_logement_etudiant", period)),
            lambda: famille("aide_logement_ressources_apres_abattement", period),
        )


def _forfait_etudiant(famille, period):
    return si_concerne(
        famille("aide_logement_etudiant", period),
        lambda: famille("aide_logement_forfait_etudiant", period),
    )


class aide_logement_base_ressources(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Ressources annuelles retenues pour l'aide au logement, avant arrondi"
    unit = "EUR"
    documentation = (
        "Celles qui ont été examinées au premier mois du trimestre ; données en entrée, elles "
        "l'emportent sur tout calcul."
    )
    reference = "R822-3 (LEGIARTI000041419142) et R823-6 CCH (LEGIARTI000041419232)"

    def formula(famille, period, parameters):
        ecoules = famille("aide_logement_mois_ecoules", period)
        return sum(
            si_concerne(
                ecoules == mois,
                lambda mois=mois: famille(
                    "aide_logement_base_ressources_examinee", period.offset(-mois, "month")
                ),
            )
            for mois in range(MOIS_DU_TRIMESTRE)
        )


class aide_logement_ressources_retenues(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Ressources annuelles retenues pour l'aide au logement (R)"
    unit = "EUR"
    documentation = "Arrondies aux 100 euros supérieurs, après un arrondi au centime."
    reference = "D823-17, 4°, CCH (LEGIARTI000041419255)"

    def formula(famille, period, parameters):
        pas = parameters(period).prestations.aides_logement.ressources.arrondi
        return pas * ceil(arrondi_centime(famille("aide_logement_base_ressources", period)) / pas)
