"""What is said of the loan, beside its date: its kind, who repays it, what was paid with it."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy import where
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.variables.outils.calendrier import DATE_NON_RENSEIGNEE


def jours(dates):
    """Return dates as days, whatever the engine keeps them in."""
    return np.asarray(dates).astype("datetime64[D]")


class TypesPretAccession(Enum):
    """Kind of loan, or of contract, by which the home is bought."""

    __order__ = "pret_aide_accession_propriete pret_conventionne location_accession autre_pret"
    pret_aide_accession_propriete = "Prêt aidé à l'accession à la propriété (PAP)"
    pret_conventionne = "Prêt conventionné, ou prêt à l'accession sociale (PC, PAS)"
    location_accession = "Contrat de location-accession (PSLA)"
    autre_pret = "Autre prêt"


class aide_logement_type_pret(Variable):
    value_type = Enum
    possible_values = TypesPretAccession
    default_value = TypesPretAccession.autre_pret
    entity = Menage
    definition_period = DateUnit.ETERNITY
    label = "Nature du prêt, ou du contrat, d'accession à la propriété"
    documentation = "À défaut de donnée, prêt conventionné s'il est dit tel, sinon autre prêt."
    reference = "L831-1 et R831-1 CCH"

    def formula(menage, period, parameters):
        return where(
            menage("aide_logement_est_pret_conventionne", period),
            TypesPretAccession.pret_conventionne.index,
            TypesPretAccession.autre_pret.index,
        )


class aide_logement_date_signature_pret(Variable):
    value_type = date
    entity = Menage
    definition_period = DateUnit.ETERNITY
    label = "Date de signature du prêt, ou du contrat de location-accession, qui est pris en compte"
    documentation = "Celle du prêt conventionné, si c'en est un. 1970-01-01 : non renseignée."
    reference = "L831-2 (LEGIARTI000038814880) et L841-4 (LEGIARTI000038814858) CCH"

    def formula(menage, period, parameters):
        pret = jours(menage("aide_logement_date_pret", period))
        conventionne = jours(menage("aide_logement_date_pret_conventionne", period))
        autre = menage("aide_logement_type_pret", period) == TypesPretAccession.autre_pret
        return where(autre + (conventionne == DATE_NON_RENSEIGNEE), pret, conventionne)


class aide_logement_date_certificat(Variable):
    value_type = date
    entity = Menage
    definition_period = DateUnit.ETERNITY
    label = "Date du certificat de prêt présenté à l'appui de la demande"
    documentation = "À défaut de donnée, celle de la signature du prêt."
    reference = "D842-7 (LEGIARTI000038878673) CCH ; arrêté du 27 septembre 2019, article 33"

    def formula(menage, period, parameters):
        return menage("aide_logement_date_signature_pret", period)


class aide_logement_nombre_coproprietaires(Variable):
    value_type = int
    default_value = 1
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "Nombre de copropriétaires, de ménages distincts, entre lesquels la mensualité se divise"
    )
    documentation = "1 : le ménage est seul à rembourser."
    reference = (
        "D832-16 CCH (LEGIARTI000038878734) ; arrêté du 27 septembre 2019, articles 24 et 37"
    )


class aide_logement_date_decision_financement(Variable):
    value_type = date
    entity = Menage
    definition_period = DateUnit.ETERNITY
    label = "Date de la décision de financement de l'État (accession outre-mer)"
    documentation = "1970-01-01 : non renseignée, il n'y en a pas."
    reference = "L841-4 et L861-6 CCH"


class aide_logement_premier_occupant(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.ETERNITY
    label = "Le ménage est le premier à habiter le logement"
    reference = "D832-14 (LEGIARTI000038878738) et D842-9 (LEGIARTI000038878669) CCH"


class date_entree_logement(Variable):
    value_type = date
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Date d'entrée dans le logement"
    documentation = "1970-01-01 : non renseignée."


class logement_evolutif_tres_social(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.ETERNITY
    label = "Logement évolutif social ou très social d'outre-mer"
    reference = "D861-8 2° CCH (LEGIARTI000038878583)"


class aide_logement_pret_anterieur_complementaire(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.ETERNITY
    label = "Le prêt d'amélioration s'ajoute au prêt qui a payé l'acquisition du logement"
    documentation = (
        "La mensualité des deux prêts est alors prise en compte, dans la limite du plafond des "
        "logements acquis et améliorés."
    )
    reference = "D832-12 I (LEGIARTI000039048893) et D832-13 (LEGIARTI000038878740) CCH"
