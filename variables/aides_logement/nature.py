"""Which of the three benefits is due: APL, then ALF, then ALS (L831-1, L841-1, L841-2 CCH)."""

from __future__ import annotations

from numpy import logical_not as not_
from numpy import where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.aides_logement.secteur import TypesSecteurAideLogement
from zeronr_rules.variables.aides_logement.territoires import regles_outre_mer
from zeronr_rules.variables.logement.territoire import TypesTerritoireAideLogement
from zeronr_rules.variables.outils.calendrier import (
    DATE_NON_RENSEIGNEE,
    mois_entre,
    premier_jour,
)
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class TypesNatureAideLogement(Enum):
    """The three benefits."""

    __order__ = "aucune apl alf als"
    aucune = "Aucune"
    apl = "Aide personnalisée au logement (APL)"
    alf = "Allocation de logement familiale (ALF)"
    als = "Allocation de logement sociale (ALS)"


class al_jeune_menage(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Couple marié depuis moins de cinq ans, sans enfant à charge"
    documentation = (
        "Du mois qui suit le mariage au mois qui précède le cinquième anniversaire. Un PACS ou un "
        "concubinage n'ouvre pas ce droit."
    )
    reference = "L841-1 3° (LEGIARTI000038814864) et D841-1 CCH"

    def formula(famille, period, parameters):
        duree = parameters(period).prestations.aides_logement.eligibilite.duree_mariage
        mariage = famille("date_mariage", period).astype("datetime64[D]")

        def _recent():
            anciennete = mois_entre(mariage, premier_jour(period))
            return (anciennete >= 1) * (anciennete < duree)

        maries = famille("al_couple", period) * (mariage != DATE_NON_RENSEIGNEE)
        return si_concerne(maries, _recent) > 0


class alf_condition_familiale(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Situation de famille qui ouvre droit à l'ALF"
    documentation = (
        "Un enfant à charge, qu'il ouvre droit ou non à des prestations familiales ; mariage de "
        "moins de cinq ans ; ascendant âgé ou proche handicapé à charge ; personne seule enceinte "
        "de plus de quatre mois. Outre-mer, exploitant agricole au lieu de la grossesse."
    )
    reference = [
        "L841-1 CCH (LEGIARTI000038814864)",
        "L861-6 (LEGIARTI000038814775) et L862-3 CCH",
    ]

    def formula(famille, period, parameters):
        personnes = famille.any(
            famille.members("al_enfant_a_charge", period)
            + famille.members("al_personne_a_charge", period)
        )
        sans = not_(personnes)
        return personnes + (si_concerne(sans, lambda: _sans_personne_a_charge(famille, period)) > 0)


def _sans_personne_a_charge(famille, period):
    couple = famille("al_couple", period)
    enceinte = si_concerne(not_(couple), lambda: famille("al_grossesse", period)) > 0
    outre_mer = regles_outre_mer(famille.demandeur.menage, period)
    exploitant = si_concerne(
        outre_mer,
        lambda: famille.any(famille.members("exploitant_agricole", period), role=Famille.PARENT),
    )
    jeune_menage = si_concerne(couple, lambda: famille("al_jeune_menage", period)) > 0
    return jeune_menage + where(outre_mer, exploitant > 0, enceinte)


class aide_logement_nature(Variable):
    value_type = Enum
    possible_values = TypesNatureAideLogement
    default_value = TypesNatureAideLogement.aucune
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Nature de l'aide au logement"
    documentation = (
        "L'APL si le logement y ouvre droit, quel que soit le montant des autres ; sinon l'ALF si la "
        "situation de famille la permet ; sinon l'ALS."
    )
    reference = [
        "R821-5 CCH (LEGIARTI000038879013)",
        "L831-1 (LEGIARTI000038814882), L841-1 (LEGIARTI000038814864) et L841-2 CCH",
        "L861-5 (LEGIARTI000044405110), R861-20 et R863-3 CCH",
    ]

    def formula(famille, period, parameters):
        secteur = famille("aide_logement_secteur", period)
        menage = famille.demandeur.menage
        metropole = (
            menage("aide_logement_territoire", period) == TypesTerritoireAideLogement.metropole
        )
        apl = (
            (secteur == TypesSecteurAideLogement.locatif)
            * metropole
            * menage("logement_conventionne", period)
            + (secteur == TypesSecteurAideLogement.foyer_apl_1)
            + (secteur == TypesSecteurAideLogement.foyer_apl_2)
            + (secteur == TypesSecteurAideLogement.accession_apl)
        )
        al = (secteur != TypesSecteurAideLogement.aucun) * not_(apl)
        famille_ouvre = si_concerne(al, lambda: famille("alf_condition_familiale", period)) > 0
        return where(
            al,
            where(
                famille_ouvre,
                TypesNatureAideLogement.alf.index,
                TypesNatureAideLogement.als.index,
            ),
            apl * TypesNatureAideLogement.apl.index,
        )
