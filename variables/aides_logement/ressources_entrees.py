"""What the resources of housing aids ask that no other benefit does."""

from __future__ import annotations

from datetime import date

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period, set_input_divide_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.populations import ADD
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.outils.calendrier import age_en_mois_a


class heures_supplementaires_exonerees(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_divide_by_period
    label = "Rémunération des heures supplémentaires exonérées d'impôt sur le revenu"
    unit = "EUR"
    documentation = "Non comprise dans salaire_imposable."
    reference = "R822-4, I, 2°, CCH (LEGIARTI000045920163) ; article 81 quater CGI"


class frais_reels(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Frais professionnels réels de l'année"
    unit = "EUR"
    documentation = "Retenus s'ils dépassent la déduction forfaitaire de 10 %."
    reference = "R822-3, 2°, CCH (LEGIARTI000041419142) ; article 83, 3°, CGI"


class frais_tutelle(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.YEAR
    label = "Frais de tutelle de l'année"
    unit = "EUR"
    reference = "R822-3, 2°, CCH (LEGIARTI000041419142)"


class professionnalisation(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Titulaire d'un contrat de professionnalisation"
    documentation = "Le salaire imposable du mois est alors celui de ce contrat."
    reference = "R822-18 CCH (LEGIARTI000043616221)"


class date_debut_activite_non_salariee(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date du début de l'activité non salariée"
    documentation = "1970-01-01 : non renseignée, l'activité est réputée ancienne."
    reference = "R822-5 CCH (LEGIARTI000041419180)"


class boursier(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Titulaire d'une bourse de l'enseignement supérieur non imposable"
    documentation = (
        "À défaut de donnée, une bourse a été versée ce mois-ci ou l'un des trois précédents : "
        "l'été, sans versement, ne fait pas perdre la qualité de boursier."
    )
    reference = "R822-20 CCH (LEGIARTI000041419188)"

    def formula(individu, period, parameters):
        return (
            individu("bourse_enseignement_sup", period)
            + individu("bourse_enseignement_sup", period.last_3_months, options=[ADD])
        ) > 0


class aide_logement_condition_age_etudiant(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Remplit la condition d'âge d'une bourse sur critères sociaux"
    documentation = (
        "Moins de 28 ans au 1er septembre de l'année universitaire en cours. Les reculs de la "
        "limite d'âge, et le cas de l'étudiant dont la première demande de bourse est antérieure, "
        "se donnent en entrée."
    )
    reference = "R822-20 CCH (LEGIARTI000041419188)"

    def formula(individu, period, parameters):
        p = parameters(period).prestations.aides_logement.ressources
        mois = int(p.mois_age_etudiant)
        annee = period.start.year - (period.start.month < mois)
        rentree = np.datetime64(f"{annee}-{mois:02d}-01", "D")
        return age_en_mois_a(individu("date_naissance", period), rentree) < p.age_etudiant * 12


class aide_logement_double_residence(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Abattement pour double résidence"
    documentation = (
        "Loyer d'un second logement imposé par le travail, ou personne isolée en logement-foyer qui "
        "assume des charges familiales. Vrai du mois suivant le début de ces charges au mois qui "
        "précède celui où elles cessent."
    )
    reference = "R822-8 (LEGIARTI000041419400) et R822-9 CCH (LEGIARTI000041419395)"


class aide_logement_date_depart_conjoint(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Date du décès du conjoint, du divorce ou de la séparation"
    documentation = (
        "Ses ressources sont écartées à partir du mois suivant. 1970-01-01 : pas d'événement."
    )
    reference = "R822-11, 1°, CCH (LEGIARTI000041419384)"


class aide_logement_date_conjoint_detenu_ou_au_foyer(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date de la détention du conjoint, ou de la fin de son activité pour élever ses enfants"
    documentation = (
        "Détention hors semi-liberté ; toute activité cessée pour un enfant de moins de trois ans "
        "ou plusieurs enfants. Lu pour le conjoint. 1970-01-01 : pas d'événement."
    )
    reference = "R822-11, 2°, CCH (LEGIARTI000041419384)"


class aide_logement_date_retraite_invalidite(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date de la fin d'activité avec retraite, invalidité, rente ou AAH"
    documentation = "1970-01-01 : pas d'événement."
    reference = "R822-13 CCH (LEGIARTI000041419372)"


class aide_logement_date_longue_maladie(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = (
        "Date de l'interruption de travail de plus de six mois pour une affection de longue durée"
    )
    documentation = "1970-01-01 : pas d'événement."
    reference = "R822-16 CCH (LEGIARTI000041419340) ; R324-1 CSS"


class aide_logement_date_fin_mesure(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date à laquelle la situation qui modifie les ressources prend fin"
    documentation = (
        "Reprise d'activité, fin de la détention, de l'arrêt de travail, ou des conditions relatives "
        "aux enfants : la mesure cesse le premier jour de ce mois. 1970-01-01 : elle dure."
    )
    reference = "R822-12 à R822-16 CCH"


class epargne_revenus_imposables(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Encours de capitaux dont le revenu est soumis à l'impôt sur le revenu"
    unit = "EUR"
    reference = "R822-22 CCH (LEGIARTI000041419223)"


class valeur_immo_non_loue(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "Valeur des immeubles bâtis non loués, hors résidence principale et biens professionnels"
    )
    unit = "EUR"
    reference = "R822-22 CCH (LEGIARTI000041419223)"


class valeur_terrains_non_loues(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Valeur des terrains non loués, hors biens professionnels"
    unit = "EUR"
    reference = "R822-22 CCH (LEGIARTI000041419223)"


class valeur_patrimoine_loue(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Valeur des immeubles et des terrains loués"
    unit = "EUR"
    documentation = (
        "Leurs loyers sont imposés : elle ne compte que pour le seuil de prise en compte."
    )
    reference = "R822-22 CCH (LEGIARTI000041419223)"
