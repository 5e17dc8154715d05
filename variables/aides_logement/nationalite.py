"""Nationality, right of residence, foreign students (L822-2 CCH)."""

from __future__ import annotations

from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class titre_sejour_etudiant(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Étranger titulaire d'un visa de long séjour ou d'un titre de séjour d'étudiant"
    documentation = "Articles L422-1 à L422-7 du code de l'entrée et du séjour des étrangers."
    reference = "L822-2 I 3° CCH, loi n° 2026-103, article 179 (JORFARTI000053509383)"


class remplit_conditions_bourse_criteres_sociaux(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Remplit les conditions d'une bourse d'enseignement supérieur sur critères sociaux"
    documentation = (
        "Conditions d'études, d'âge, de diplôme, de nationalité, de ressources ou de mérite. À "
        "défaut de donnée, la personne les remplit si elle est boursière."
    )
    reference = "L822-2 I 3° CCH, loi n° 2026-103, article 179 (JORFARTI000053509383)"

    def formula(individu, period, parameters):
        return individu("boursier", period)


class al_condition_nationalite(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Condition de nationalité ou de séjour remplie, pour les aides au logement"
    documentation = (
        "Français ; ressortissant de l'EEE ou suisse avec droit au séjour ; autre étranger en séjour "
        "régulier. Aucune durée de résidence n'est exigée."
    )
    reference = "L822-2 I CCH (LEGIARTI000038814944), L512-2 et D512-1 CSS"

    def formula(individu, period, parameters):
        francais = individu("est_francais", period)
        return francais + (
            si_concerne(not_(francais), lambda: _sejour_permis(individu, period)) > 0
        )


def _sejour_permis(individu, period):
    eee = individu("ressortissant_eee", period)
    return eee * individu("droit_sejour_ue", period) + not_(eee) * individu(
        "sejour_regulier", period
    )


class al_etudiant_etranger_exclu(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Étudiant étranger qui ne remplit pas les conditions d'une bourse sur critères sociaux"
    documentation = "Hors ressortissants de l'EEE et suisses. À partir du 1er juillet 2026."
    reference = "L822-2 I 3° CCH, loi n° 2026-103, article 179 (JORFARTI000053509383)"

    def formula_2026_07(individu, period, parameters):
        etudiant = individu("titre_sejour_etudiant", period) * not_(
            individu("est_francais", period)
        )

        def _exclu():
            return not_(individu("ressortissant_eee", period)) * not_(
                individu("remplit_conditions_bourse_criteres_sociaux", period)
            )

        return si_concerne(etudiant, _exclu) > 0


class aide_logement_refus_nationalite(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Refus : ni le demandeur ni son conjoint ne remplit la condition de nationalité ou de séjour (L822-2 CCH)"
    documentation = "Dans un couple il suffit que l'un des deux la remplisse : il est le demandeur."
    reference = "L822-2 I CCH (LEGIARTI000038814944)"

    def formula(famille, period, parameters):
        return not_(
            famille.any(famille.members("al_condition_nationalite", period), role=Famille.PARENT)
        )


class aide_logement_refus_etudiant_etranger(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Refus : étudiant étranger, hors Union européenne, sans droit à une bourse sur critères sociaux (L822-2 CCH)"
    documentation = "À partir du 1er juillet 2026. Dans un couple, si aucun des deux n'est admis à un autre titre."
    reference = "L822-2 I 3° CCH, loi n° 2026-103, article 179 (JORFARTI000053509383)"

    def formula_2026_07(famille, period, parameters):
        exclu = famille.members("al_etudiant_etranger_exclu", period)

        def _personne_d_autre():
            admis = famille.members("al_condition_nationalite", period)
            return famille.any(admis * exclu, role=Famille.PARENT) * not_(
                famille.any(admis * not_(exclu), role=Famille.PARENT)
            )

        return si_concerne(famille.any(exclu, role=Famille.PARENT), _personne_d_autre) > 0
