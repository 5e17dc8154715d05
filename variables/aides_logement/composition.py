"""Who counts in the household (L823-1, L823-2, R823-4 and R823-5 CCH).

A condition is a state of the month: it opens on the first of the month after it
is met and ends on the first of the month in which it ceases (R823-10 to R823-13).
Ages are read as civil months since the birth, 1 in the month that follows it.
"""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import maximum
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.aides_logement.nature import TypesNatureAideLogement
from zeronr_rules.variables.aides_logement.personnes import TypesLienPersonneACharge
from zeronr_rules.variables.aides_logement.territoires import (
    departement_outre_mer,
    regles_outre_mer,
)
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class al_couple(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le demandeur vit en couple, pour les aides au logement"
    documentation = (
        "Mariés, partenaires de PACS ou concubins, non séparés ; plus à partir du mois qui suit "
        "aide_logement_date_depart_conjoint."
    )
    reference = "L822-1, R822-11 et R823-4 CCH"

    def formula(famille, period, parameters):
        couple = famille("en_couple", period)
        depart = famille("aide_logement_date_depart_conjoint", period)
        parti = si_concerne(
            depart != DATE_NON_RENSEIGNEE, lambda: mois_entre(depart, premier_jour(period)) >= 1
        )
        return couple * not_(parti)


class al_enfant_a_charge(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Enfant à charge pour les aides au logement, qu'il vive ou non au foyer"
    documentation = (
        "Du mois qui suit la naissance au mois qui précède les 21 ans (22 ans outre-mer) ; après "
        "l'obligation scolaire, si sa rémunération ne dépasse pas 55 % du SMIC. En résidence "
        "alternée, il l'est chez chacun de ses parents, quel que soit celui qui reçoit les "
        "allocations familiales. Son séjour doit être régulier."
    )
    reference = [
        "L823-1 (LEGIARTI000038814920) et R823-4 1° CCH (LEGIARTI000047985801)",
        "L512-3, R512-2 et R522-1 CSS",
        "D861-9 et R862-2 CCH",
    ]

    def formula(individu, period, parameters):
        inscrit = individu("est_enfant_dans_famille", period)
        return si_concerne(inscrit, lambda: _enfant_a_charge(individu, period, parameters)) > 0


def _enfant_a_charge(individu, period, parameters):
    p = parameters(period).prestations
    scolarite = p.prestations_familiales.enfants_a_charge.age_fin_obligation_scolaire
    ages = p.aides_logement.eligibilite.age_enfant
    mois = individu("prestations_familiales_mois_depuis_naissance", period)
    ne = (
        (mois >= 1)
        * (individu("al_lien_personne_a_charge", period) == TypesLienPersonneACharge.enfant)
        * individu("prestations_familiales_enfant_residant_en_france", period)
        * individu("sejour_regulier", period)
    )
    scolarise = mois < scolarite * 12
    jeune = not_(scolarise) * (mois < ages.dom * 12) * ne

    def _postscolaire():
        outre_mer = regles_outre_mer(individu.menage, period)
        sous_la_limite = (mois < ages.metropole * 12) + outre_mer
        etudes = not_(outre_mer) + individu("al_enfant_etudes_formation_ou_maladie", period)
        return sous_la_limite * etudes * not_(individu("autonomie_financiere", period))

    return ne * scolarise + jeune * (si_concerne(jeune, _postscolaire) > 0)


class al_ressources_parent_a_charge(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Ressources annuelles de l'ascendant ou du proche à charge"
    unit = "EUR"
    documentation = "Celles de la même période que les ressources du foyer, avant la part laissée à la personne."
    reference = "R823-4 2° et 3° CCH"

    def formula(individu, period, parameters):
        return individu("aide_logement_revenus_individu", period)


class al_parent_a_charge(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Ascendant âgé, ou proche handicapé, à charge"
    documentation = (
        "Ascendant d'au moins 67 ans, 65 ans s'il reçoit l'ASPA, 62 ans s'il est inapte au travail "
        "ou ancien déporté ; ascendant, descendant ou collatéral jusqu'au troisième degré dont "
        "l'incapacité atteint 80 % ou dont la restriction d'accès à l'emploi est reconnue. Ses "
        "ressources ne dépassent pas 1,25 fois le plafond de l'ASPA d'une personne seule."
    )
    reference = "R823-4 2° et 3° CCH (LEGIARTI000047985801)"

    def formula(individu, period, parameters):
        candidat = individu("est_enfant_dans_famille", period) * not_(
            individu("al_enfant_a_charge", period)
        )
        return si_concerne(candidat, lambda: _parent_a_charge(individu, period, parameters)) > 0


def _parent_a_charge(individu, period, parameters):
    p = parameters(period).prestations.aides_logement
    ages = p.eligibilite.ascendant
    mois = individu("prestations_familiales_mois_depuis_naissance", period)
    lien = individu("al_lien_personne_a_charge", period)
    ascendant = lien == TypesLienPersonneACharge.ascendant
    age_atteint = (
        (mois > ages.age * 12)
        + (mois > ages.age_aspa * 12) * individu("beneficiaire_aspa", period)
        + (mois > ages.age_inapte * 12) * individu("inapte_travail", period)
    )
    handicap = (mois >= 1) * (
        (individu("taux_incapacite", period) >= p.eligibilite.taux_incapacite)
        + individu("aah_restriction_substantielle_durable_acces_emploi", period)
    )
    proche = lien != TypesLienPersonneACharge.sans_parente
    retenu = (ascendant * age_atteint + proche * handicap) > 0

    def _sous_le_plafond():
        fin_de_reference = f"{period.start.year - p.eligibilite.annees_reference:.0f}-12-31"
        plafond = parameters(fin_de_reference).prestations.aides_logement.ressources.plafond_aspa
        return (
            individu("al_ressources_parent_a_charge", period)
            <= p.ressources.multiple_plafond_aspa * plafond
        )

    return retenu * (si_concerne(retenu, _sous_le_plafond) > 0)


class al_personne_a_charge(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Personne à charge vivant habituellement au foyer, comptée dans le barème"
    documentation = "Enfant, ascendant âgé ou proche handicapé à charge."
    reference = "R823-4 CCH (LEGIARTI000047985801)"

    def formula(individu, period, parameters):
        inscrit = individu("est_enfant_dans_famille", period)
        return si_concerne(inscrit, lambda: _personne_a_charge(individu, period, parameters)) > 0


def _personne_a_charge(individu, period, parameters):
    enfant = individu("al_enfant_a_charge", period)
    if parameters(period).conventions.al_age_enfant_dom == "vingt_et_un_ans":
        age = parameters(period).prestations.aides_logement.eligibilite.age_enfant.metropole
        mois = individu("prestations_familiales_mois_depuis_naissance", period)
        enfant = enfant * ((mois < age * 12) + not_(departement_outre_mer(individu.menage, period)))
    return (enfant + individu("al_parent_a_charge", period)) * individu(
        "al_vit_habituellement_au_foyer", period
    )


class al_nb_personnes_a_charge(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre de personnes à charge pour les aides au logement"
    unit = "personnes"
    documentation = "Enfants en résidence alternée compris, chacun pour un."
    reference = "R823-4 CCH (LEGIARTI000047985801)"

    def formula(famille, period, parameters):
        return famille.sum(famille.members("al_personne_a_charge", period))


class al_nb_residence_alternee(Variable):
    value_type = int
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nombre de personnes à charge en résidence alternée"
    unit = "personnes"
    reference = [
        "L823-2 (LEGIARTI000038814918) et R823-5 CCH",
        "Conseil d'État, 21 juillet 2017, n° 398563",
    ]

    def formula(famille, period, parameters):
        a_charge = famille.members("al_personne_a_charge", period)
        return famille.sum(
            si_concerne(a_charge, lambda: a_charge * famille.members("garde_alternee", period))
        )


class al_part_residence_alternee(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Part moyenne de l'année que les enfants en résidence alternée passent au foyer"
    documentation = "Zéro s'il n'y en a pas."
    reference = [
        "L823-2 (LEGIARTI000038814918) et R823-5 CCH",
        "Conseil d'État, 21 juillet 2017, n° 398563",
    ]

    def formula(famille, period, parameters):
        nombre = famille("al_nb_residence_alternee", period)

        def _moyenne():
            alternee = famille.members("al_personne_a_charge", period) * famille.members(
                "garde_alternee", period
            )
            parts = famille.members("part_presence_residence_alternee", period)
            return famille.sum(alternee * parts) / maximum(nombre, 1)

        return si_concerne(nombre > 0, _moyenne)


class aide_logement_couple_bareme(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Barème du couple : couple, ou personne seule enceinte bénéficiaire de l'ALF"
    documentation = (
        "La personne seule enceinte, sans personne à charge, est assimilée à un couple sans enfant."
    )
    reference = "R841-2 CCH (LEGIARTI000038878696)"

    def formula(famille, period, parameters):
        couple = famille("al_couple", period)
        seule = not_(couple) * (famille("al_nb_personnes_a_charge", period) == 0)
        alf = famille("aide_logement_nature", period) == TypesNatureAideLogement.alf
        enceinte = si_concerne(seule * alf, lambda: famille("al_grossesse", period))
        return couple + (enceinte > 0)
