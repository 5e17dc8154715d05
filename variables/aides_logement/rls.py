"""Réduction de loyer de solidarité (L442-2-1 CCH, arrêté of 27 February 2018)."""

from __future__ import annotations

from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Menage
from zeronr_rules.variables.aides_logement.baremes import tableau_long_par_zone, tableau_par_zone
from zeronr_rules.variables.aides_logement.nature import TypesNatureAideLogement
from zeronr_rules.variables.aides_logement.secteur import TypesSecteurAideLogement
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class bailleur_sem(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le logement appartient à une société d'économie mixte de construction, ou est géré par elle"
    documentation = (
        "Un logement conventionné d'une SEM donne lieu à la réduction de loyer de solidarité comme "
        "un logement HLM."
    )
    reference = "L442-2-1 CCH"


class reduction_loyer_solidarite_plafond_ressources(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Plafond mensuel de ressources de la réduction de loyer de solidarité"
    unit = "EUR"
    reference = "L442-2-1 CCH ; arrêté du 27 février 2018"

    def formula_2018_02(famille, period, parameters):
        return tableau_long_par_zone(
            parameters(period).prestations.aides_logement.rls.plafond_ressources,
            famille.demandeur.menage("zone_apl", period),
            famille("al_couple", period),
            famille("al_nb_personnes_a_charge", period),
        )


class reduction_loyer_solidarite_eligibilite(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Ouvre droit à la réduction de loyer de solidarité"
    documentation = (
        "Locataire, en métropole, d'un logement ouvrant droit à l'APL d'un organisme HLM ou d'une "
        "SEM, dont les ressources sont inférieures au plafond ; même sans APL. Un douzième des "
        "ressources annuelles arrondies de l'aide au logement est comparé au plafond mensuel."
    )
    reference = "L442-2-1 CCH"

    def formula_2018_02(famille, period, parameters):
        conventionne = (famille("aide_logement_nature", period) == TypesNatureAideLogement.apl) * (
            famille("aide_logement_secteur", period) == TypesSecteurAideLogement.locatif
        )

        def social_sous_le_plafond():
            logement = famille.demandeur.menage
            statut = logement("statut_occupation_logement", period)
            social = (statut == TypesStatutOccupationLogement.locataire_hlm) + logement(
                "bailleur_sem", period
            )
            plafond = famille("reduction_loyer_solidarite_plafond_ressources", period)
            return social * (famille("aide_logement_ressources_retenues", period) < plafond * 12)

        return si_concerne(conventionne, social_sous_le_plafond) > 0


class reduction_loyer_solidarite(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Réduction de loyer de solidarité"
    unit = "EUR"
    documentation = (
        "Retirée du loyer par le bailleur. Aucun montant propre à la colocation n'a été publié."
    )
    reference = "L442-2-1 CCH ; arrêté du 27 février 2018"

    def formula_2018_02(famille, period, parameters):
        return si_concerne(
            famille("reduction_loyer_solidarite_eligibilite", period),
            lambda: tableau_par_zone(
                parameters(period).prestations.aides_logement.rls.montant,
                famille.demandeur.menage("zone_apl", period),
                famille("al_couple", period),
                famille("al_nb_personnes_a_charge", period),
            ),
        )
