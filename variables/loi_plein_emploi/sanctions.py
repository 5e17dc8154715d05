"""The sanctions decided, by month of effect, and their legal bounds (L262-37, R262-68 CASF)."""

from __future__ import annotations

from numpy import fmax, fmin, isnan, where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Individu
from zeronr_rules.variables.loi_plein_emploi.bareme_departemental import publie_par_departement


class TypesSanctionRSA(Enum):
    """What takes effect in a month."""

    __order__ = "aucune suspension suppression"
    aucune = "Aucune sanction ne prend effet ce mois"
    suspension = "Suspension de tout ou partie du versement"
    suppression = "Suppression de tout ou partie du versement"


class TypesMotifSanctionRSA(Enum):
    """Which breach is sanctioned."""

    __order__ = "manquement_contrat refus_contrat refus_controle"
    manquement_contrat = "Obligations du contrat d'engagement non respectées"
    refus_contrat = "Refus d'établir ou d'actualiser le contrat d'engagement"
    refus_controle = "Refus d'un contrôle"


class rsa_sanction(Variable):
    value_type = Enum
    possible_values = TypesSanctionRSA
    default_value = TypesSanctionRSA.aucune
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Sanction du RSA qui prend effet ce mois"
    documentation = (
        "Donnée au seul mois de sa prise d'effet ; sa durée dit les mois suivants qu'elle touche."
    )
    reference = "L262-37 CASF"


class rsa_sanction_motif(Variable):
    value_type = Enum
    possible_values = TypesMotifSanctionRSA
    default_value = TypesMotifSanctionRSA.manquement_contrat
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Motif de la sanction du RSA qui prend effet ce mois"
    reference = "L262-37 CASF"


class rsa_remobilisation(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Mois où la personne sanctionnée se conforme à ses obligations"
    documentation = "Donnée au seul mois de la conformité : elle met fin à la suspension, non à une suppression."
    reference = "L262-37 CASF"


class rsa_sanction_rang(Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Rang que la décision donne à la sanction qui prend effet ce mois"
    documentation = "1, ou 2 pour qui persiste ou réitère ; 0 : non donné."
    reference = "L262-37 et R262-68 CASF"


class rsa_sanction_taux_demande(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Part du RSA que la décision retient, avant les bornes du décret"
    unit = "/1"
    documentation = "0 : non donnée."
    reference = "R262-68 CASF"


class rsa_sanction_duree_demandee(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Durée de la sanction que la décision fixe, avant les bornes du décret"
    unit = "mois"
    documentation = "0 : non donnée."
    reference = "R262-68 CASF"


class rsa_sanction_rang_retenu(Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Rang de la sanction qui prend effet ce mois : 1, ou 2 pour qui persiste ou réitère"
    documentation = "Celui de la décision ; sinon 2 si une autre sanction a pris effet dans le délai de réitération."
    reference = "L262-37 et R262-68 CASF"

    def formula(individu, period, parameters):
        delai = int(parameters(period).prestations.rsa.sanctions.delai_reiteration)
        deja = False
        for mois in range(1, delai + 1):
            passee = individu("rsa_sanction", period.offset(-mois, "month"))
            deja = deja + (passee != TypesSanctionRSA.aucune)
        donne = individu("rsa_sanction_rang", period)
        return where(donne > 0, donne, 1 + deja)


class rsa_sanction_taux_decide(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Part du RSA que retient la décision ou le barème du département, avant les bornes"
    unit = "/1"
    documentation = "nan si elle n'est ni donnée ni publiée."
    reference = "R262-68 CASF ; barèmes départementaux"

    def formula(individu, period, parameters):
        donne = individu("rsa_sanction_taux_demande", period)
        publie = publie_par_departement(individu, period, parameters, "taux")
        return where(donne > 0, donne, publie)


class rsa_sanction_duree_decidee(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Durée que fixe la décision ou le barème du département, avant les bornes"
    unit = "mois"
    documentation = "nan si elle n'est ni donnée ni publiée."
    reference = "R262-68 CASF ; barèmes départementaux"

    def formula(individu, period, parameters):
        donnee = individu("rsa_sanction_duree_demandee", period)
        publiee = publie_par_departement(individu, period, parameters, "duree")
        return where(donnee > 0, donnee, publiee)


class rsa_sanction_taux(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Part du RSA retenue par la sanction qui prend effet ce mois, avant le plafond du foyer"
    unit = "/1"
    documentation = "Ramenée dans les bornes du décret ; 0 si elle est inconnue."
    reference = "R262-68 et R262-68-1 CASF"

    def formula(individu, period, parameters):
        demande = individu("rsa_sanction_taux_decide", period)
        minimum, maximum = bornes_du_taux(individu, period, parameters)
        return (
            fmin(fmax(demande, minimum), maximum)
            * (demande > 0)
            * (individu("rsa_sanction", period) != TypesSanctionRSA.aucune)
        )


class rsa_sanction_duree(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Durée certaine de la sanction qui prend effet ce mois"
    unit = "mois"
    documentation = (
        "Ramenée dans les bornes du décret ; la plus courte si la décision n'est pas connue."
    )
    reference = "R262-68 et R262-68-1 CASF"

    def formula(individu, period, parameters):
        minimum, maximum = bornes_de_la_duree(individu, period, parameters)
        duree = fmin(fmax(individu("rsa_sanction_duree_decidee", period), minimum), maximum)
        existe = individu("rsa_sanction", period) != TypesSanctionRSA.aucune
        return where(existe * (duree > 0), duree, 0.0)


class rsa_sanction_duree_possible(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Durée la plus longue que peut avoir la sanction qui prend effet ce mois"
    unit = "mois"
    reference = "R262-68 et R262-68-1 CASF"

    def formula(individu, period, parameters):
        inconnue = isnan(individu("rsa_sanction_duree_decidee", period))
        existe = individu("rsa_sanction", period) != TypesSanctionRSA.aucune
        _, maximum = bornes_de_la_duree(individu, period, parameters)
        longue = fmin(maximum, duree_la_plus_longue(parameters, period))
        return where(existe * inconnue, longue, individu("rsa_sanction_duree", period))


class rsa_sanction_hors_bornes(Variable):
    value_type = bool
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Le taux ou la durée de la sanction qui prend effet ce mois sort des bornes du décret"
    documentation = (
        "Le calcul les ramène dans les bornes. Une suppression est aussi la seule sanction "
        "d'un refus de contrôle."
    )
    reference = "L262-37, R262-68 et R262-68-1 CASF"

    def formula(individu, period, parameters):
        taux = individu("rsa_sanction_taux_decide", period)
        duree = individu("rsa_sanction_duree_decidee", period)
        taux_min, taux_max = bornes_du_taux(individu, period, parameters)
        duree_min, duree_max = bornes_de_la_duree(individu, period, parameters)
        sanction = individu("rsa_sanction", period)
        motif = individu("rsa_sanction_motif", period)
        controle_suspendu = (motif == TypesMotifSanctionRSA.refus_controle) * (
            sanction == TypesSanctionRSA.suspension
        )
        hors = (
            (taux < taux_min)
            + (taux > taux_max)
            + (duree < duree_min)
            + (duree > duree_max)
            + controle_suspendu
        )
        return hors * (sanction != TypesSanctionRSA.aucune)


def bareme(parameters, mois):
    """Parameters of the scale in force for a sanction that takes effect in a month."""
    p = parameters(mois)
    en_vigueur = p.prestations.rsa.sanctions
    attend_le_decret = en_vigueur.rappel_mois > 0 and not en_vigueur.decret_2025
    if attend_le_decret and p.conventions.rsa_sanction_bareme_2025 == "bareme_2025":
        for attente in range(1, 12):
            suivant = parameters(mois.offset(attente, "month")).prestations.rsa.sanctions
            if suivant.decret_2025:
                return suivant
    return en_vigueur


def duree_la_plus_longue(parameters, mois):
    """Return the longest duration of a sanction, in months."""
    return int(bareme(parameters, mois).rang_2.duree_max)


def bornes_du_taux(individu, mois, parameters):
    """Return the lowest and highest rates; nan where no bound is known."""
    p = bareme(parameters, mois)
    premier = individu("rsa_sanction_rang_retenu", mois) == 1
    controle = individu("rsa_sanction_motif", mois) == TypesMotifSanctionRSA.refus_controle
    minimum = where(premier, p.rang_1.taux_min, p.rang_2.taux_min)
    maximum = where(premier * (1 - controle), p.rang_1.taux_max, p.rang_2.taux_max)
    return where(controle, p.refus_controle.taux_min, minimum), maximum


def bornes_de_la_duree(individu, mois, parameters):
    """Return the shortest and longest durations; nan where no bound is known."""
    p = bareme(parameters, mois)
    premier = individu("rsa_sanction_rang_retenu", mois) == 1
    controle = individu("rsa_sanction_motif", mois) == TypesMotifSanctionRSA.refus_controle
    minimum = where(premier, p.rang_1.duree_min, p.rang_2.duree_min)
    maximum = where(premier, p.rang_1.duree_max, p.rang_2.duree_max)
    return minimum, where(controle, p.refus_controle.duree_max, maximum)
