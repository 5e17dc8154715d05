"""Which barème applies to the way the home is occupied (D823-9 CCH)."""

from __future__ import annotations

from numpy import datetime64, int16, where
from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Menage
from zeronr_rules.variables.aides_logement.accession_entrees import TypesPretAccession
from zeronr_rules.variables.aides_logement.foyer_entrees import TypesCategorieLogementFoyer
from zeronr_rules.variables.aides_logement.territoires import (
    departement_outre_mer,
    saint_pierre_et_miquelon,
)
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement
from zeronr_rules.variables.logement.territoire import TypesTerritoireAideLogement
from zeronr_rules.variables.logement.zones import TypesZoneApl
from zeronr_rules.variables.outils.calendrier import DATE_NON_RENSEIGNEE
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class TypesSecteurAideLogement(Enum):
    """The barèmes."""

    __order__ = "aucun locatif foyer_apl_1 foyer_apl_2 foyer_al accession_apl accession_al"
    aucun = "Aucun"
    locatif = "Locatif"
    foyer_apl_1 = "Logement-foyer conventionné (APL)"
    foyer_apl_2 = "Foyer de jeunes travailleurs ou résidence sociale de convention récente (APL)"
    foyer_al = "Logement-foyer (ALF, ALS)"
    accession_apl = "Accession à la propriété (APL)"
    accession_al = "Accession à la propriété (ALF, ALS)"


def locataire(statut):
    """Tenant or sub-tenant of a dwelling that is not a logement-foyer."""
    return (
        (statut == TypesStatutOccupationLogement.locataire_hlm)
        + (statut == TypesStatutOccupationLogement.locataire_vide)
        + (statut == TypesStatutOccupationLogement.locataire_meuble)
    )


class aide_logement_refus_heberge(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "Refus : hébergé par les titulaires du logement, sans bail propre (R821-1 et R821-4 CCH)"
    )
    documentation = (
        "Une seule aide par résidence principale : parmi les familles d'un ménage, celle de la "
        "personne de référence occupe le logement. En colocation (coloc), chaque cotitulaire du "
        "bail demande la sienne."
    )
    reference = [
        "L821-2 (LEGIARTI000038814974) et R821-1 CCH",
        "R821-4 CCH (LEGIARTI000038879017)",
    ]

    def formula(famille, period, parameters):
        membres = famille.members
        titulaire = famille.any(membres.has_role(Menage.PERSONNE_DE_REFERENCE), role=Famille.PARENT)
        heberge = not_(titulaire)
        seul = si_concerne(heberge, lambda: not_(famille.demandeur.menage("coloc", period)))
        return seul > 0


class aide_logement_secteur(Variable):
    value_type = Enum
    possible_values = TypesSecteurAideLogement
    default_value = TypesSecteurAideLogement.aucun
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Secteur, dont le barème s'applique au logement"
    documentation = (
        "Aucun si le logement n'ouvre pas droit à une aide, si aucun loyer n'est donné, si la "
        "famille est hébergée par une autre ou si la zone n'est pas connue. Une chambre d'un CROUS "
        "relève des logements-foyers ; le studio d'un étudiant dans un foyer non conventionné, et "
        "tout foyer de Saint-Pierre-et-Miquelon, du barème locatif."
    )
    reference = [
        "D823-9 (LEGIARTI000038878923) et D842-15 CCH (LEGIARTI000038878655)",
        "D832-25 (LEGIARTI000047401364), R861-20 et D861-21 CCH",
        "D863-7 et D863-15 CCH",
    ]

    def formula(famille, period, parameters):
        menage = famille.demandeur.menage
        statut = menage("statut_occupation_logement", period)
        calculable = (
            (menage("loyer", period) > 0)
            * (menage("zone_apl", period) != TypesZoneApl.non_renseigne)
            * not_(famille("aide_logement_refus_heberge", period))
        )
        ouverte = parameters(period).prestations.aides_logement.eligibilite.saint_pierre_et_miquelon
        if not ouverte:
            calculable = calculable * not_(saint_pierre_et_miquelon(menage, period))
        loue = calculable * locataire(statut)
        crous = loue * menage("logement_crous", period)
        chambre_crous = si_concerne(
            crous,
            lambda: (
                menage("logement_chambre", period) * not_(menage("logement_conventionne", period))
            ),
        )
        foyer = calculable * (statut == TypesStatutOccupationLogement.locataire_foyer)
        foyer = (foyer + chambre_crous) > 0
        accedant = calculable * (statut == TypesStatutOccupationLogement.primo_accedant)
        return (
            loue * not_(foyer) * TypesSecteurAideLogement.locatif.index
            + si_concerne(foyer, lambda: _secteur_foyer(famille, period, parameters))
            + si_concerne(accedant, lambda: _secteur_accession(menage, period))
        ).astype(int16)


def _secteur_foyer(famille, period, parameters):
    menage = famille.demandeur.menage
    p = parameters(period).prestations.aides_logement.eligibilite
    territoire = menage("aide_logement_territoire", period)
    metropole = territoire == TypesTerritoireAideLogement.metropole
    apl_outre_mer = departement_outre_mer(menage, period) * p.apl_foyer_outre_mer
    apl = menage("logement_conventionne", period) * ((metropole + apl_outre_mer) > 0)

    categorie = menage("categorie_logement_foyer", period)
    convention = menage("date_convention_foyer", period).astype("datetime64[D]")
    inconnue = convention == DATE_NON_RENSEIGNEE
    recente = (categorie == TypesCategorieLogementFoyer.foyer_jeunes_travailleurs) * (
        inconnue + (convention > datetime64(p.convention_foyer.jeunes_travailleurs))
    ) + (categorie == TypesCategorieLogementFoyer.residence_sociale) * (
        inconnue + (convention > datetime64(p.convention_foyer.residence_sociale))
    )
    # A CROUS studio, or a student's studio in a foyer without convention, is a rented dwelling.
    studio = (
        not_(menage("logement_conventionne", period))
        * not_(menage("logement_chambre", period))
        * (menage("logement_crous", period) + famille.demandeur("etudiant", period))
    )
    return where(
        (studio + saint_pierre_et_miquelon(menage, period)) > 0,
        TypesSecteurAideLogement.locatif.index,
        where(
            apl,
            where(
                recente * metropole > 0,
                TypesSecteurAideLogement.foyer_apl_2.index,
                TypesSecteurAideLogement.foyer_apl_1.index,
            ),
            TypesSecteurAideLogement.foyer_al.index,
        ),
    )


def _secteur_accession(menage, period):
    pret = menage("aide_logement_type_pret", period)
    metropole = menage("aide_logement_territoire", period) == TypesTerritoireAideLogement.metropole
    return where(
        metropole * (pret != TypesPretAccession.autre_pret),
        TypesSecteurAideLogement.accession_apl.index,
        TypesSecteurAideLogement.accession_al.index,
    )
