"""What a sanction withholds each month, and what compliance gives back (L262-37 CASF)."""

from __future__ import annotations

import functools

from numpy import isnan, maximum, minimum, where
from numpy import logical_not as not_
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.loi_plein_emploi.sanctions import (
    TypesSanctionRSA,
    bareme,
    duree_la_plus_longue,
)
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class rsa_sanction_recente(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Une sanction d'un membre du couple peut encore toucher le mois"
    documentation = (
        "La plus longue dure quatre mois ; le mois qui suit son terme peut encore compter."
    )
    reference = "L262-37 et R262-68 CASF"

    def formula(famille, period, parameters):
        recente = famille.members("rsa_sanction", period) != TypesSanctionRSA.aucune
        for mois in range(1, duree_la_plus_longue(parameters, period) + 1):
            passee = famille.members("rsa_sanction", period.offset(-mois, "month"))
            recente = recente + (passee != TypesSanctionRSA.aucune)
        return famille.any(recente, role=Famille.PARENT)


class rsa_foyer_protege(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Le foyer est protégé par le plafond de la sanction"
    documentation = (
        "Plus d'une personne au foyer ; depuis juin 2025, aussi la personne seule qui reçoit la "
        "majoration pour isolement."
    )
    reference = "R262-68 puis R262-68-6 CASF"

    def formula(famille, period, parameters):
        personnes = famille("rsa_nb_adultes", period) + famille("rsa_nb_enfants", period)
        majoration = famille("rsa_majore_eligibilite", period)
        return (personnes > 1) + majoration * bareme(parameters, period).plafond_majoration > 0


class rsa_sanction_taux_suspension(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Part du RSA du mois qu'une suspension de la personne retient"
    unit = "/1"
    reference = "L262-37, R262-68 et R262-68-6 CASF"

    def formula(individu, period, parameters):
        def en_cours(mois):
            conforme = _conforme(individu, period, _attente(parameters, period), mois)
            return _taux_en_cours(individu, period, parameters, mois) * not_(conforme)

        return _le_plus_fort(individu, period, parameters, TypesSanctionRSA.suspension, en_cours)


class rsa_sanction_taux_suppression(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Part du RSA du mois qu'une suppression décidée contre la personne retient"
    unit = "/1"
    documentation = "La conformité n'y met pas fin avant son terme."
    reference = "L262-37, R262-68 et R262-68-6 CASF"

    def formula(individu, period, parameters):
        def en_cours(mois):
            return _taux_en_cours(individu, period, parameters, mois)

        return _le_plus_fort(individu, period, parameters, TypesSanctionRSA.suppression, en_cours)


class rsa_suspension_mois_ecoules(Variable):
    value_type = int
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "Mois déjà retenus de la suspension à laquelle la conformité du mois met fin"
    documentation = "0 : aucune suspension ne prend fin ce mois, ou elle n'a encore rien retenu."
    reference = "L262-37 CASF"

    def formula(individu, period, parameters):
        conventions = parameters(period).conventions
        sursis = 1 if conventions.rsa_sanction_rappel_apres_terme == "mois_suivant" else 0
        attente = _attente(parameters, period)
        conforme = individu("rsa_remobilisation", period.offset(-attente, "month"))

        def prend_fin(mois):
            duree = individu("rsa_sanction_duree", period.offset(-mois, "month"))
            avant = _conforme(individu, period, attente + 1, mois)
            return mois * conforme * (duree + sursis > mois) * not_(avant)

        return _le_plus_fort(
            individu, period, parameters, TypesSanctionRSA.suspension, prend_fin, sursis
        )


class rsa_taux_sanction(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Part du RSA du mois retenue par les sanctions"
    unit = "/1"
    documentation = (
        "Chaque membre du couple est sanctionné pour lui-même ; une seule allocation est réduite."
    )
    reference = "L262-37, R262-68 et R262-68-6 CASF"

    def formula(famille, period, parameters):
        return si_concerne(
            famille("rsa_sanction_recente", period),
            lambda: _taux_du_foyer(
                famille,
                period,
                parameters,
                maximum(
                    famille.members("rsa_sanction_taux_suspension", period),
                    famille.members("rsa_sanction_taux_suppression", period),
                ),
            ),
        )


class rsa_retenu(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "RSA du mois retenu par une sanction"
    unit = "EUR"
    documentation = "Ce qui reste est arrondi au centime le plus proche."
    reference = "L262-37 et R262-68 CASF"

    def formula(famille, period, parameters):
        taux = famille("rsa_taux_sanction", period)
        return si_concerne(taux > 0, lambda: _retenue(famille, period, taux))


class rsa_rappel_remobilisation(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Sommes retenues pendant la suspension, versées à qui se conforme"
    unit = "EUR"
    documentation = (
        "Celles des trois derniers mois au plus qui précèdent la conformité. Rien pour une "
        "suppression, ni avant 2025."
    )
    reference = "L262-37 CASF, loi n° 2023-1196 du 18 décembre 2023"

    def formula(famille, period, parameters):
        p = parameters(period)
        sanctions = p.prestations.rsa.sanctions
        if p.conventions.rsa_sanction_rappel_2025 == "decret" and not sanctions.decret_2025:
            return famille("rsa_avant_sanction", period) * 0
        return si_concerne(
            famille("rsa_sanction_recente", period),
            lambda: _rappel(famille, period, parameters, int(sanctions.rappel_mois)),
        )


class rsa_indetermine(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    label = (
        "Taux ou durée d'une sanction du RSA inconnus (ni donnés, ni publiés par le département)"
    )
    documentation = "Le montant ne retient alors que ce qui est certain."

    def formula(famille, period, parameters):
        recente = famille("rsa_sanction_recente", period)
        # Only spares the work: nothing is unknown of a sanction that does not exist.
        if not recente.any():
            return recente
        individus = famille.members
        inconnue = individus("rsa_sanction_taux_suspension", period) < 0
        for mois in range(duree_la_plus_longue(parameters, period)):
            debut = period.offset(-mois, "month")
            suspension = individus("rsa_sanction", debut) == TypesSanctionRSA.suspension
            leve = suspension * _conforme(individus, period, _attente(parameters, period), mois)
            possible = (individus("rsa_sanction_duree_possible", debut) > mois) * not_(leve)
            certaine = (individus("rsa_sanction_duree", debut) > mois) * not_(
                isnan(individus("rsa_sanction_taux_decide", debut))
            )
            inconnue = inconnue + possible * not_(certaine)
        return famille.any(inconnue, role=Famille.PARENT)


def _attente(parameters, period):
    """Months after which compliance takes effect."""
    convention = parameters(period).conventions.rsa_sanction_mois_de_conformite
    return 1 if convention == "mois_suivant" else 0


def _conforme(individu, period, premier, anciennete):
    """Whether the person complied between so many months ago and so many."""
    conforme = False
    for mois in range(premier, anciennete + 1):
        conforme = conforme + individu("rsa_remobilisation", period.offset(-mois, "month"))
    return conforme


def _le_plus_fort(individu, period, parameters, nature, valeur, sursis=0):
    """Highest ``valeur(age)`` over the sanctions of a kind that may still run."""
    forte = 0.0
    for age in range(duree_la_plus_longue(parameters, period) + sursis):
        concernee = individu("rsa_sanction", period.offset(-age, "month")) == nature
        forte = maximum(forte, si_concerne(concernee, functools.partial(valeur, age)))
    return forte


def _taux_en_cours(individu, period, parameters, age):
    """Rate in the month of a sanction so many months old, under the cap of a protected foyer."""
    debut = period.offset(-age, "month")
    plafond = bareme(parameters, debut).plafond_foyer
    fixe = parameters(period).conventions.rsa_sanction_plafond == "de_la_decision"
    protege = individu.famille("rsa_foyer_protege", debut if fixe else period)
    taux = individu("rsa_sanction_taux", debut)
    en_cours = individu("rsa_sanction_duree", debut) > age
    return where(protege, minimum(taux, plafond), taux) * en_cours


def _taux_du_foyer(famille, period, parameters, taux):
    """Rate applied to the allowance of the foyer, from those of the members of the couple."""
    plus_forte = maximum(famille.max(taux, role=Famille.PARENT), 0)
    if parameters(period).conventions.rsa_sanction_couple == "plus_forte":
        return plus_forte
    # A single sanction keeps its own cap; two are summed under the cap of the month.
    plafond = bareme(parameters, period).plafond_foyer
    somme = famille.sum(taux, role=Famille.PARENT)
    return maximum(plus_forte, minimum(somme, plafond))


def _retenue(famille, mois, taux):
    du = famille("rsa_avant_sanction", mois)
    return arrondi_centime(du - arrondi_centime(du * (1 - taux)))


def _rappel(famille, period, parameters, derniers_mois):
    """What the suspensions that end in the month withheld, and no other sanction did."""
    individus = famille.members
    ecoules = individus("rsa_suspension_mois_ecoules", period)
    chaine = parameters(period).conventions.rsa_sanction_rappel == "chaine"
    suite = ecoules > 0
    rappel = 0.0
    for rang in range(1, derniers_mois + 1):
        mois = period.offset(-rang, "month")
        suspension = individus("rsa_sanction_taux_suspension", mois)
        suite = suite * (suspension > 0)
        rendu = suite if chaine else ecoules >= rang
        reste = maximum(suspension * not_(rendu), individus("rsa_sanction_taux_suppression", mois))
        sans = _taux_du_foyer(famille, mois, parameters, reste)
        rappel = rappel + famille("rsa_retenu", mois) - _retenue(famille, mois, sans)
    return rappel + famille("rsa_avant_sanction", period) * 0
