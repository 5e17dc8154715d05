"""What is said of the persons: tie with the claimant, disability, pregnancy, marriage."""

from __future__ import annotations

from datetime import date

from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu


class TypesLienPersonneACharge(Enum):
    """Tie of a person of the famille, other than its parents, with one of them."""

    __order__ = "enfant ascendant parent_proche sans_parente"
    enfant = "Enfant, ou enfant recueilli"
    ascendant = "Ascendant du demandeur ou de son conjoint"
    parent_proche = "Autre descendant, ou collatéral jusqu'au troisième degré"
    sans_parente = "Sans lien de parenté jusqu'au troisième degré"


class al_lien_personne_a_charge(Variable):
    value_type = Enum
    possible_values = TypesLienPersonneACharge
    default_value = TypesLienPersonneACharge.enfant
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Lien de la personne à charge avec le demandeur ou son conjoint"
    documentation = (
        "Lu pour les membres de la famille autres que les parents. Un ascendant ou un proche "
        "recueilli s'inscrit parmi les enfants de la famille, avec ce lien."
    )
    reference = "R823-4 CCH (LEGIARTI000047985801)"


class al_vit_habituellement_au_foyer(Variable):
    value_type = bool
    default_value = True
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La personne à charge vit habituellement au foyer"
    documentation = (
        "Vrai par défaut. Faux, par exemple, pour l'étudiant qui a son propre logement. Une "
        "résidence alternée se dit par garde_alternee."
    )
    reference = "L823-1 et R823-4 CCH"


class al_enfant_etudes_formation_ou_maladie(Variable):
    value_type = bool
    default_value = True
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Outre-mer, l'enfant d'âge postscolaire étudie, est en formation ou est malade"
    documentation = "Vrai par défaut."
    reference = "L861-6, L862-3 et D861-9 CCH"


class part_presence_residence_alternee(Variable):
    value_type = float
    default_value = 1 / 2
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Part de l'année que l'enfant en résidence alternée passe au foyer"
    documentation = "La moitié par défaut."
    reference = "L823-2 (LEGIARTI000038814918) et R823-5 CCH"


class taux_incapacite(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Taux d'incapacité permanente (0,8 pour 80 %)"
    reference = "R823-4 3° CCH"


class aah_restriction_substantielle_durable_acces_emploi(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Restriction substantielle et durable pour l'accès à l'emploi, reconnue par la CDAPH"
    reference = "R823-4 3° CCH"


class inapte_travail(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Inapte au travail, ou ancien déporté ou interné"
    reference = "R823-4 2° CCH ; L351-7 et L351-8 CSS"


class beneficiaire_aspa(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "La personne à charge reçoit l'ASPA"
    reference = "R823-4 2° CCH"


class date_mariage(Variable):
    value_type = date
    entity = Famille
    definition_period = DateUnit.ETERNITY
    label = "Date du mariage du demandeur et de son conjoint"
    documentation = (
        "1970-01-01 : non mariés, ou date inconnue ; aucun droit n'est alors tiré du mariage."
    )
    reference = "L841-1 3° et D841-1 CCH"


class date_debut_grossesse(Variable):
    value_type = date
    entity = Individu
    definition_period = DateUnit.ETERNITY
    label = "Date présumée du début de la grossesse"
    documentation = (
        "1970-01-01 : non renseignée ; une grossesse dite par enceinte est alors réputée avoir "
        "dépassé le mois exigé."
    )
    reference = "L841-1 6° et R841-2 CCH (LEGIARTI000038878696)"
