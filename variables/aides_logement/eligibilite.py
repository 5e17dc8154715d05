"""The right to a housing benefit: none of the reasons to refuse it."""

from __future__ import annotations

from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.aides_logement.personnes import TypesLienPersonneACharge
from zeronr_rules.variables.aides_logement.secteur import locataire
from zeronr_rules.variables.aides_logement.territoires import saint_pierre_et_miquelon
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement
from zeronr_rules.variables.logement.zones import TypesZoneApl
from zeronr_rules.variables.outils.selon_le_cas import si_concerne

# Beside `statut_occupation` and `sans_loyer`, read first, and the two of a loan.
REFUS = (
    "heberge",
    "territoire",
    "nationalite",
    "etudiant_etranger",
    "ifi",
    "fonctionnaire_mayotte",
    "parente_bailleur",
    "sous_location",
    "residence_principale",
    "decence",
    "surface",
    "chambre_partagee",
)


class rattachement_foyer_fiscal_ifi(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "Rattaché au foyer fiscal de ses parents, redevables de l'impôt sur la fortune immobilière"
    )
    documentation = "Pour l'année civile précédente."
    reference = "L822-8 (LEGIARTI000038814930) et R822-3 2° CCH (LEGIARTI000041419142)"


class fonctionnaire_interets_hors_mayotte(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Agent public en service à Mayotte dont le centre des intérêts est ailleurs"
    reference = "L861-8 CCH"


def ouvre_droit(statut):
    """Tenure that a housing benefit helps to pay."""
    return (
        locataire(statut)
        + (statut == TypesStatutOccupationLogement.locataire_foyer)
        + (statut == TypesStatutOccupationLogement.primo_accedant)
    )


class aide_logement_refus_statut_occupation(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Refus : ni locataire, ni résident d'un foyer, ni propriétaire remboursant un emprunt (D823-9 CCH)"
    documentation = "Vrai aussi si l'on ne sait pas comment le logement est occupé."
    reference = "L821-2 (LEGIARTI000038814974) et D823-9 CCH (LEGIARTI000038878923)"

    def formula(famille, period, parameters):
        return not_(ouvre_droit(famille.demandeur.menage("statut_occupation_logement", period)))


class aide_logement_refus_sans_loyer(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Refus : ni loyer, ni redevance, ni mensualité d'emprunt (D823-16 CCH)"
    documentation = "Le loyer est nul ou n'est pas donné, pour un logement qui ouvrirait un droit."
    reference = "D823-9 (LEGIARTI000038878923) et D823-16 CCH (LEGIARTI000038878905)"

    def formula(famille, period, parameters):
        menage = famille.demandeur.menage
        return ouvre_droit(menage("statut_occupation_logement", period)) * (
            menage("loyer", period) <= 0
        )


class aide_logement_refus_territoire(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "Refus : pas d'aide au logement à Saint-Pierre-et-Miquelon avant 2022 (décret n° 2021-1750)"
    )
    reference = "L863-1 et suivants CCH, décret n° 2021-1750"

    def formula(famille, period, parameters):
        p = parameters(period).prestations.aides_logement.eligibilite
        return saint_pierre_et_miquelon(famille.demandeur.menage, period) * (
            p.saint_pierre_et_miquelon == 0
        )


class aide_logement_refus_ifi(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Refus : un membre du foyer est rattaché au foyer fiscal de parents redevables de l'IFI (L822-8 CCH)"
    reference = "L822-8 (LEGIARTI000038814930) et R822-3 2° CCH (LEGIARTI000041419142)"

    def formula(famille, period, parameters):
        return famille.any(famille.members("rattachement_foyer_fiscal_ifi", period))


class aide_logement_refus_fonctionnaire_mayotte(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Refus : agent public dont le centre des intérêts est hors de Mayotte (L861-8 CCH)"
    reference = "L861-8 CCH"

    def formula(famille, period, parameters):
        agent = famille.demandeur("fonctionnaire_interets_hors_mayotte", period)
        menage = famille.demandeur.menage
        return si_concerne(agent, lambda: menage("residence_mayotte", period)) > 0


class aide_logement_eligibilite(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aucun motif de refus d'une aide au logement"
    documentation = (
        "Ce qui n'est pas dit est réputé remplir la condition. Les ressources et le montant ne sont "
        "pas examinés ici."
    )
    reference = [
        "L821-2 (LEGIARTI000038814974), L822-2 à L822-9 CCH",
        "R822-1 à R822-3 et R822-23 à R822-25 CCH",
    ]

    def formula(famille, period, parameters):
        menage = famille.demandeur.menage
        statut = menage("statut_occupation_logement", period)
        accedant = statut == TypesStatutOccupationLogement.primo_accedant
        paie = ouvre_droit(statut) * (menage("loyer", period) > 0)

        def _refus_du_pret():
            return famille("aide_logement_refus_pret", period) + famille(
                "aide_logement_refus_date_pret", period
            )

        def _refus():
            refus = sum(famille(f"aide_logement_refus_{motif}", period) for motif in REFUS)
            return refus + si_concerne(accedant, _refus_du_pret)

        return paie * not_(si_concerne(paie, _refus) > 0)


class aide_logement_indetermine(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Aide au logement indéterminée : un fait ou une règle manque"
    documentation = (
        "La zone du logement n'est pas connue ; le barème du lieu ou le plafond du prêt ne l'est pas ; "
        "ou, à Saint-Pierre-et-Miquelon, un ascendant dont l'âge exigé est celui d'une loi locale "
        "que l'on n'a pas lue. Le montant affiché ne dit alors rien du droit."
    )
    reference = "Arrêté du 27 septembre 2019, article 49"

    def formula(famille, period, parameters):
        menage = famille.demandeur.menage
        statut = menage("statut_occupation_logement", period)
        concerne = ouvre_droit(statut) * (menage("loyer", period) > 0)
        zone = menage("zone_apl", period) == TypesZoneApl.non_renseigne
        miquelon = concerne * saint_pierre_et_miquelon(menage, period)
        mayotte = concerne * menage("residence_mayotte", period)
        accedant = statut == TypesStatutOccupationLogement.primo_accedant

        def _ascendant():
            lien = famille.members("al_lien_personne_a_charge", period)
            return famille.any(lien == TypesLienPersonneACharge.ascendant, role=Famille.ENFANT)

        bareme = si_concerne(mayotte, lambda: famille("aide_logement_bareme_inconnu", period))
        plafond = si_concerne(
            accedant, lambda: famille("aide_logement_plafond_pret_inconnu", period)
        )
        return concerne * zone + ((si_concerne(miquelon, _ascendant) + bareme + plafond) > 0)
