"""The path of accompaniment and its deadlines (L262-29 to L262-31 CASF, L5411-5-1 code du travail)."""

from __future__ import annotations

from datetime import date

from numpy import logical_not as not_
from numpy import select, timedelta64, where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Individu
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    dernier_jour,
    mois_entre,
)


class TypesParcours(Enum):
    """Path of accompaniment."""

    __order__ = "en_attente professionnel socio_professionnel social"
    en_attente = "En attente d'orientation"
    professionnel = "Parcours professionnel (emploi)"
    socio_professionnel = "Parcours socio-professionnel (global)"
    social = "Parcours social (remobilisation)"


class date_information_ouverture_rsa(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date à laquelle le département est informé de l'ouverture du droit au RSA"
    documentation = "À défaut de donnée, le mois de la demande ; 1970-01-01 : non renseignée."
    reference = "D262-65-2 CASF"

    def formula(individu, period, parameters):
        return individu.famille("rsa_mois_demande", period)


class date_notification_orientation(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date de notification de la dernière décision d'orientation"
    documentation = "1970-01-01 : non renseignée, la personne est en attente d'orientation."
    reference = "D5411-14-1 du code du travail"


class nombre_freins_forts(Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Difficultés dont l'impact sur l'emploi est fort (santé, logement, mobilité, garde…)"
    reference = "Arrêté du 21 novembre 2024"


class nombre_freins_moyens(Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Difficultés dont l'impact sur l'emploi est moyen"
    reference = "Arrêté du 21 novembre 2024"


class projection_emploi_court_terme(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Se projette dans un emploi à court terme"
    reference = "Arrêté du 21 novembre 2024"


class parcours_accompagnement(Variable):
    value_type = Enum
    possible_values = TypesParcours
    default_value = TypesParcours.en_attente
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Parcours d'accompagnement"
    documentation = (
        "Décision du département. À défaut de donnée, une lecture calculable du référentiel : social "
        "avec un frein fort, sans activité ni projection ; socio-professionnel avec un autre frein."
    )
    reference = "L5411-5-1 du code du travail, arrêté du 21 novembre 2024"

    def formula_2025_01(individu, period, parameters):
        p = parameters(period).prestations.rsa.obligations
        notification = individu("date_notification_orientation", period)
        orientee = (notification != DATE_NON_RENSEIGNEE) * (notification <= dernier_jour(period))
        forts = individu("nombre_freins_forts", period)
        bloquee = (
            (forts >= p.freins_forts_parcours_social)
            * (individu("heures_remunerees_volume", period) <= 0)
            * not_(individu("projection_emploi_court_terme", period))
        )
        freinee = (forts + individu("nombre_freins_moyens", period)) > 0
        return select(
            [not_(orientee), bloquee, freinee],
            [TypesParcours.en_attente, TypesParcours.social, TypesParcours.socio_professionnel],
            TypesParcours.professionnel,
        )


class date_limite_orientation(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Dernier jour du département pour orienter ; France Travail oriente ensuite"
    documentation = "Six semaines ; 1970-01-01 : la date d'ouverture n'est pas connue."
    reference = "D262-65-2 CASF, décret n° 2024-1244 du 30 décembre 2024"

    def formula_2025_01(individu, period, parameters):
        ouverture = individu("date_information_ouverture_rsa", period)
        delai = int(parameters(period).prestations.rsa.obligations.delai_orientation)
        return where(
            ouverture == DATE_NON_RENSEIGNEE, ouverture, ouverture + timedelta64(delai, "D")
        )


class orientation_par_france_travail(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Le délai du département est passé sans orientation : France Travail oriente"
    reference = "D262-65-2 CASF, décret n° 2024-1244 du 30 décembre 2024"

    def formula_2025_01(individu, period, parameters):
        limite = individu("date_limite_orientation", period)
        return (
            individu("demandeur_ou_beneficiaire_rsa", period)
            * (individu("parcours_accompagnement", period) == TypesParcours.en_attente)
            * (limite != DATE_NON_RENSEIGNEE)
            * (limite < dernier_jour(period))
        )


class prolongation_revision_parcours_social(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Santé, handicap, invalidité, logement ou situation familiale : réexamen prolongé"
    reference = "D262-65-2-1 CASF, décret n° 2024-1244 du 30 décembre 2024"


class revision_parcours_social_due(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Le réexamen de la situation d'une personne en parcours social est dû"
    documentation = "Six mois après l'orientation, douze pour les situations que le texte énumère."
    reference = "L262-31 et D262-65-2-1 CASF"

    def formula_2025_01(individu, period, parameters):
        p = parameters(period).prestations.rsa.obligations
        notification = individu("date_notification_orientation", period)
        delai = where(
            individu("prolongation_revision_parcours_social", period),
            p.revision_parcours_social_prolongee,
            p.revision_parcours_social,
        )
        return (
            (individu("parcours_accompagnement", period) == TypesParcours.social)
            * (notification != DATE_NON_RENSEIGNEE)
            * (mois_entre(notification, dernier_jour(period)) >= delai)
        )
