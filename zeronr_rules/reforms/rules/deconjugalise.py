"""Each adult of a couple examined alone: the rules of a variant simulated, which no text writes."""

from __future__ import annotations

from typing import Any

from numpy import maximum, where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Individu
from zeronr_rules.variables.commun.logement import avantage_en_nature
from zeronr_rules.variables.commun.prestations_comptees import prestations_du_mois
from zeronr_rules.variables.outils.arrondis import arrondi_centime
from zeronr_rules.variables.outils.mois_de_reference import (
    RANGS,
    au_mois_de_reference,
    par_mois_de_reference,
)
from zeronr_rules.variables.outils.selon_le_cas import si_concerne
from zeronr_rules.variables.rsa import montant as law

_REFERENCE = "Variante simulée, sans texte"
_HALF = 0.5


# --- The choices: one class for each ----------------------------------------


class ChildrenShared:
    """Half of the children each."""

    class rsa_part_enfants_adulte(Variable):
        value_type = float
        entity = Individu
        definition_period = DateUnit.MONTH
        label = "Part des enfants portée par l'adulte : la moitié chacun"
        reference = _REFERENCE

        def formula(individu, period, parameters):
            return individu.has_role(Famille.PARENT) * _HALF


class ChildrenOfTheApplicant:
    """All the children with the applicant."""

    class rsa_part_enfants_adulte(Variable):
        value_type = float
        entity = Individu
        definition_period = DateUnit.MONTH
        label = "Part des enfants portée par l'adulte : tous au demandeur"
        reference = _REFERENCE

        def formula(individu, period, parameters):
            return individu.has_role(Famille.DEMANDEUR) * 1.0


class BenefitsShared:
    """Half of the family benefits each."""

    class rsa_part_prestations_adulte(Variable):
        value_type = float
        entity = Individu
        definition_period = DateUnit.MONTH
        label = "Part des prestations familiales comptée à l'adulte : la moitié chacun"
        reference = _REFERENCE

        def formula(individu, period, parameters):
            return individu.has_role(Famille.PARENT) * _HALF


class BenefitsOfTheApplicant:
    """All the family benefits with the applicant."""

    class rsa_part_prestations_adulte(Variable):
        value_type = float
        entity = Individu
        definition_period = DateUnit.MONTH
        label = "Part des prestations familiales comptée à l'adulte : toutes au demandeur"
        reference = _REFERENCE

        def formula(individu, period, parameters):
            return individu.has_role(Famille.DEMANDEUR) * 1.0


class HomeShared:
    """Half of the housing advantage of the foyer each."""

    class rsa_logement_adulte_seul(Variable):
        value_type = bool
        entity = Famille
        definition_period = DateUnit.MONTH
        label = "Avantage du logement compté comme à une personne seule : non, la moitié chacun"
        reference = _REFERENCE

        def formula(famille, period, parameters):
            return famille.filled_array(False)


class HomeAlone:
    """The housing advantage of one person each."""

    class rsa_logement_adulte_seul(Variable):
        value_type = bool
        entity = Famille
        definition_period = DateUnit.MONTH
        label = "Avantage du logement compté comme à une personne seule : oui, à chacun"
        reference = _REFERENCE

        def formula(famille, period, parameters):
            return famille.filled_array(True)


# --- The chain of one adult, link by link as that of the foyer ---------------


@par_mois_de_reference
class rsa_avantage_logement_adulte:
    value_type = float
    entity = Famille
    label = "Avantage du logement compté à chaque adulte du couple, {mois}"
    unit = "EUR"
    reference = f"{_REFERENCE} ; R262-9 et R262-10 CASF"

    def formula(famille, period, parameters, rang):
        personne_seule = avantage_en_nature(
            famille,
            period,
            parameters,
            rang,
            adultes=1,
            a_charge=famille.members(f"rsa_enfant_a_charge_{rang}", period) * 0,
            base=famille(f"rsa_base_forfaitaire_{rang}", period),
            p=parameters(period).prestations.rsa,
        )
        moitie = famille(f"rsa_forfait_logement_{rang}", period) * _HALF
        return where(famille("rsa_logement_adulte_seul", period), personne_seule, moitie)


@par_mois_de_reference
class rsa_ressources_propres:
    value_type = float
    entity = Individu
    label = "Ressources propres de la personne, AAH comprise, {mois}"
    unit = "EUR"
    documentation = (
        "Moyenne des trois mois ; l'excédent des ressources interrompues et l'abattement du premier "
        "renouvellement se mesurent sur la personne."
    )
    reference = f"{_REFERENCE} ; R262-7 et R262-13 CASF"

    def formula(individu, period, parameters, rang):
        return (
            individu("rsa_ressources_moyennes_individuelles", period)
            + law.exceptionnels_du_mois(individu, period, parameters, rang)
            + au_mois_de_reference(individu, "aah_et_complement", period, parameters, rang)
            + _excedent(individu, period, parameters)
            - _abattement(individu, period)
        )


@par_mois_de_reference
class rsa_montant_intermediaire_adulte:
    value_type = float
    entity = Individu
    label = "Montant intermédiaire de l'adulte examiné seul, {mois}"
    unit = "EUR"
    documentation = (
        "Montant forfaitaire d'une personne et sa part des majorations des enfants, moins ses "
        "ressources, sa part de celles des enfants, des prestations et du logement."
    )
    reference = f"{_REFERENCE} ; R262-4 CASF"

    def formula(individu, period, parameters, rang):
        famille = individu.famille
        enfants = individu("rsa_part_enfants_adulte", period)
        a_charge = individu(f"rsa_enfant_a_charge_{rang}", period)
        majorations = famille.sum(a_charge * individu(f"rsa_majoration_occasionnee_{rang}", period))
        propres = individu(f"rsa_ressources_propres_{rang}", period)
        ressources = (
            propres
            + enfants * famille.sum(a_charge * propres)
            + famille(f"rsa_avantage_logement_adulte_{rang}", period)
            + individu("rsa_part_prestations_adulte", period)
            * famille(f"rsa_prestations_du_foyer_{rang}", period)
        )
        forfaitaire = famille(f"rsa_base_forfaitaire_{rang}", period) + arrondi_centime(
            enfants * majorations
        )
        return arrondi_centime(maximum(forfaitaire - arrondi_centime(ressources), 0))


@par_mois_de_reference
class rsa_prestations_du_foyer:
    value_type = float
    entity = Famille
    label = "Prestations de la caisse comptées au foyer, hors AAH, {mois}"
    unit = "EUR"
    reference = "R262-7, R262-10-1 et R262-11 CASF"

    def formula(famille, period, parameters, rang):
        return prestations_du_mois(
            famille,
            period,
            parameters,
            rang,
            isolement=famille(f"rsa_majore_eligibilite_{rang}", period),
            paje_hors_isolement="paje_base_comptee",
        )


class rsa_montant_examine_adulte(Variable):
    value_type = float
    entity = Individu
    definition_period = DateUnit.MONTH
    label = "RSA de l'adulte d'un couple examiné seul, si le droit était examiné ce mois"
    unit = "EUR"
    documentation = (
        "Moyenne des trois montants intermédiaires ; rien au-dessous de 6 euros, ni pour qui ne "
        "remplit pas lui-même les conditions."
    )
    reference = f"{_REFERENCE} ; R262-4, R262-7 et R262-39 CASF"

    def formula(individu, period, parameters):
        total = sum(individu(f"rsa_montant_intermediaire_adulte_{rang}", period) for rang in RANGS)
        moyenne = arrondi_centime(total / len(RANGS))
        seuil = parameters(period).prestations.rsa.seuil_versement
        return moyenne * (moyenne >= seuil) * individu("rsa_beneficiaire_possible", period)


class rsa_montant_examine(Variable):
    label = "RSA, si le droit était examiné ce mois ; chaque adulte d'un couple examiné seul"

    def formula(famille, period, parameters):
        du_foyer = law.rsa_montant_examine.formula(famille, period, parameters)
        couple = (famille("nb_parents", period) > 1) * famille("en_couple", period)
        somme = si_concerne(
            couple,
            lambda: arrondi_centime(
                famille.sum(
                    famille.members("rsa_montant_examine_adulte", period), role=Famille.PARENT
                )
            ),
        )
        return where(couple, somme, du_foyer)


def _excedent(individu, period, parameters):
    """Other interrupted resources above one person's montant forfaitaire, month by month."""
    total = 0.0
    for rang in RANGS:
        du_mois = au_mois_de_reference(
            individu, "rsa_autres_ressources", period, parameters, rang
        ) * individu("interruption_autres_ressources", period)
        plafond = individu.famille(f"rsa_base_forfaitaire_{rang}", period)
        total = total + maximum(du_mois - plafond, 0)
    return total / len(RANGS)


def _abattement(individu, period):
    """What the first renewal under the shifted months leaves aside, for the person alone."""
    trois = individu("rsa_ressources_moyennes_individuelles", period)
    deux = individu("rsa_ressources_deux_derniers_mois", period)
    return individu.famille("rsa_premier_renouvellement", period) * maximum(trois - deux, 0)


CHOICES: dict[str, dict[str, Any]] = {
    "part_enfants": {
        "partagee": ChildrenShared.rsa_part_enfants_adulte,
        "demandeur": ChildrenOfTheApplicant.rsa_part_enfants_adulte,
    },
    "forfait_logement": {
        "partage": HomeShared.rsa_logement_adulte_seul,
        "personne_seule": HomeAlone.rsa_logement_adulte_seul,
    },
    "prestations": {
        "partagees": BenefitsShared.rsa_part_prestations_adulte,
        "demandeur": BenefitsOfTheApplicant.rsa_part_prestations_adulte,
    },
}
DEFAULT = {name: next(iter(readings)) for name, readings in CHOICES.items()}
REPLACED = (rsa_montant_examine,)
_DECLINED: tuple[Any, ...] = (
    rsa_avantage_logement_adulte,
    rsa_ressources_propres,
    rsa_prestations_du_foyer,
    rsa_montant_intermediaire_adulte,
)
_CHAIN = (*(one for each in _DECLINED for one in each.variables), rsa_montant_examine_adulte)
# Where their names say that they are: a reform that holds them can be pickled.
globals().update({variable.__name__: variable for variable in _CHAIN})


def chosen(**choices: str) -> tuple[Any, ...]:
    """Return the variables added, under these choices and the default others."""
    made = {**DEFAULT, **choices}
    return (*(CHOICES[name][reading] for name, reading in made.items()), *_CHAIN)
