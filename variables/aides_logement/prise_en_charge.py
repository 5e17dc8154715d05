"""K × (L + C − L0): what the logements-foyers and accession have in common.

K is the coefficient of prise en charge, N the number of parts, L0 the minimum
rent. Each is a function of the number of persons à charge, so that alternating
residence can read it twice (L823-2 CCH).
"""

from __future__ import annotations

import numpy as np
from numpy import logical_not as not_
from numpy import maximum, minimum, where
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille
from zeronr_rules.variables.aides_logement import locatif_bareme
from zeronr_rules.variables.aides_logement.locatif_loyer import plafonne_outre_mer
from zeronr_rules.variables.aides_logement.secteur import TypesSecteurAideLogement
from zeronr_rules.variables.logement.emprunt import TypesEtatLogement
from zeronr_rules.variables.outils.arrondis import tronque_centime
from zeronr_rules.variables.outils.selon_le_cas import si_concerne

MOIS_PAR_AN = 12


class Colonnes:
    """The columns of a table: alone, couple, each number of persons à charge, and beyond."""

    def __init__(self, *personnes):
        self.noms = ("isole", "couple", *personnes, "pac_supp")
        self.dernier = len(personnes)


UNE_PERSONNE = Colonnes("pac_1")
QUATRE_PERSONNES = Colonnes("pac_1", "pac_2", "pac_3", "pac_4")
CINQ_PERSONNES = Colonnes("pac_1", "pac_2", "pac_3", "pac_4", "pac_5")

ZONES = ("zone_1", "zone_2", "zone_3")
_TRANCHES = ("tranche_1", "tranche_2", "tranche_3", "tranche_4", "tranche_5")


class PriseEnCharge:
    """K, N and L0 of each household, in the sectors that have them."""

    def __init__(self, famille, period, parameters):
        self.p = parameters(period).prestations.aides_logement
        self.couple = famille("aide_logement_couple_bareme", period)
        self.ressources = famille("aide_logement_ressources_prise_en_charge", period)
        secteur = famille("aide_logement_secteur", period)
        self.foyer_apl_1 = secteur == TypesSecteurAideLogement.foyer_apl_1
        self.accession_apl = secteur == TypesSecteurAideLogement.accession_apl
        etat = famille.demandeur.menage("etat_logement", period)
        self.travaux = self.accession_apl * (etat == TypesEtatLogement.amelioration)
        self.limite = lambda nombre: plafonne_outre_mer(famille, period, parameters, nombre)

    def parts(self, nombre):
        """N: D832-11 and D832-25 1° (APL), or D832-25 2° (APL2 and AL)."""
        p = self.p.nombre_de_parts
        longues = self.foyer_apl_1 + self.accession_apl
        return si_concerne(
            longues, lambda: selon_composition(p.apl_1, self.couple, nombre, QUATRE_PERSONNES)
        ) + si_concerne(
            not_(longues),
            lambda: selon_composition(p.apl_2_et_al, self.couple, nombre, QUATRE_PERSONNES),
        )

    def k(self, nombre):
        """K: truncated to two decimals, capped, never negative."""
        # D861-8 bounds the persons à charge in the N of K only.
        parts = self.parts(self.limite(nombre))
        foyer, accession = self.p.foyer.coefficient_k, self.p.accession.coefficient_k.apl
        reduction = self.foyer_apl_1 * foyer.apl_1.reduction * parts
        diviseur = self._selon_formule(
            foyer.apl_1.diviseur, accession.diviseur, foyer.apl_2_et_al.diviseur
        )
        plafond = self._selon_formule(
            foyer.apl_1.plafond, accession.plafond, foyer.apl_2_et_al.plafond
        )
        brut = plafond - (self.ressources - reduction) / (diviseur * parts)
        return maximum(0, minimum(plafond, tronque_centime(brut)))

    def _selon_formule(self, foyer_apl_1, accession_apl, autres):
        return where(
            self.foyer_apl_1, foyer_apl_1, where(self.accession_apl, accession_apl, autres)
        )

    def loyer_minimal(self, nombre):
        """E0 or L0, a month: D832-15 and D832-26."""
        parts = self.parts(nombre)
        premiere = (self.foyer_apl_1 + self.travaux) > 0
        accession = self.accession_apl * not_(self.travaux)
        annuel = (
            si_concerne(premiere, lambda: self._premiere_formule(parts))
            + si_concerne(accession, lambda: self._formule_accession_apl(parts))
            + si_concerne(not_(premiere + accession), lambda: self._seconde_formule(parts))
        )
        return annuel / MOIS_PAR_AN

    def _premiere_formule(self, parts):
        p = self.p.foyer.loyer_minimal_apl_1
        return self._par_tranches(p, (*_TRANCHES, "tranche_6"), parts) + p.majoration * parts

    def _seconde_formule(self, parts):
        p = self.p.foyer.loyer_minimal_apl_2_et_al
        return self._par_tranches(p, _TRANCHES, parts) + p.majoration

    def _par_tranches(self, p, tranches, parts):
        total, taux = 0.0, 0.0
        for nom in tranches:
            tranche = p[nom]
            excedent = maximum(0, self.ressources - tranche.seuil * parts)
            total = total + (tranche.taux - taux) * excedent
            taux = tranche.taux
        return total

    def _formule_accession_apl(self, parts):
        p = self.p.accession.loyer_minimal_apl
        excedent = maximum(0, self.ressources - p.seuil * parts)
        return p.taux_1 * self.ressources + (p.taux_2 - p.taux_1) * excedent


def selon_composition(ligne, couple, nombre, colonnes):
    """Cell of a row; ``colonnes`` are those of the numbers of persons à charge."""
    return selon_lignes([ligne], 0, couple, nombre, colonnes)


def selon_zone_et_composition(noeud, zone, couple, nombre, colonnes):
    """Give the same in a table that has a row for each zone; a zone not given has no value."""
    rang = np.asarray(zone)
    lignes = [noeud[nom] for nom in ZONES]
    lues = selon_lignes(lignes, maximum(rang, 1) - 1, couple, nombre, colonnes)
    return where(rang > 0, lues, np.nan)


def selon_lignes(lignes, rang, couple, nombre, colonnes):
    """Give the same in the row of each household: ``rang`` says which of ``lignes``."""
    cellules = np.array([_cellules(ligne, colonnes) for ligne in lignes]).ravel()
    debut = rang * len(colonnes.noms)
    supplement = cellules.take(debut + (len(colonnes.noms) - 1))
    return cellules.take(debut + _rang(couple, nombre, colonnes)) + supplement * _au_dela(
        nombre, colonnes
    )


def _cellules(lignes, colonnes):
    return [lignes[nom] for nom in colonnes.noms]


def _rang(couple, nombre, colonnes):
    return where(nombre > 0, minimum(nombre, colonnes.dernier) + 1, couple * 1).astype(np.intp)


def _au_dela(nombre, colonnes):
    return maximum(nombre - colonnes.dernier, 0)


def charges_forfaitaires(famille, period, parameters, nombre, partagees=None):
    """C: the flat-rate charges of the rental scale; those of co-owners where ``partagees``."""
    couple = famille("aide_logement_couple_bareme", period)
    return locatif_bareme.charges(
        famille.demandeur.menage("aide_logement_territoire", period),
        couple * False if partagees is None else partagees,
        couple,
        plafonne_outre_mer(famille, period, parameters, nombre),
        parameters(period).prestations.aides_logement,
    )


def selon_residence_alternee(famille, period, calcul):
    """Mix what ``calcul`` gives without and with the children in alternating residence.

    ``calcul`` is a function of the number of persons à charge (L823-2 and R823-5 CCH).
    """
    nombre = famille("al_nb_personnes_a_charge", period)
    avec = calcul(nombre)
    alternes = famille("al_nb_residence_alternee", period)
    if not (alternes > 0).any():
        return avec
    sans = calcul(nombre - alternes)
    part = famille("al_part_residence_alternee", period)
    return where(alternes > 0, sans + part * (avec - sans), avec)


def apres_minoration(montant, p):
    """Amount after the flat 5 euros, never negative."""
    return maximum(0, montant - p.minoration_forfaitaire)


def apres_depense_nette(aide, depense, minimum_a_charge):
    """Reduce the aid so that the household bears at least ``minimum_a_charge`` of ``depense``."""
    manque = maximum(0, minimum_a_charge - (depense - aide))
    return maximum(0, aide - manque)


def dans(famille, period, *secteurs):
    """Whether the household is in one of the sectors."""
    secteur = famille("aide_logement_secteur", period)
    resultat = secteur == secteurs[0]
    for autre in secteurs[1:]:
        resultat = resultat + (secteur == autre)
    return resultat


FOYERS = (
    TypesSecteurAideLogement.foyer_apl_1,
    TypesSecteurAideLogement.foyer_apl_2,
    TypesSecteurAideLogement.foyer_al,
)
ACCESSIONS = (TypesSecteurAideLogement.accession_apl, TypesSecteurAideLogement.accession_al)


def _etape(famille, period, parameters, calcul):
    def toutes_les_personnes():
        nombre = famille("al_nb_personnes_a_charge", period)
        return calcul(PriseEnCharge(famille, period, parameters), nombre)

    return si_concerne(dans(famille, period, *FOYERS, *ACCESSIONS), toutes_les_personnes)


class aides_logement_nb_part(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Nombre de parts N (logement-foyer, accession)"
    unit = "parts"
    documentation = "Avec tous les enfants, ceux en résidence alternée compris."
    reference = "D832-11 (LEGIARTI000047401383) et D832-25 (LEGIARTI000047401364) CCH"

    def formula(famille, period, parameters):
        return _etape(famille, period, parameters, PriseEnCharge.parts)


class aides_logement_k(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Coefficient de prise en charge K (logement-foyer, accession)"
    documentation = (
        "Arrondi à deux décimales par défaut, plafonné à 0,95 ou 0,90. Avec tous les enfants, ceux "
        "en résidence alternée compris."
    )
    reference = [
        "D832-11 (LEGIARTI000047401383) et D832-25 (LEGIARTI000047401364) CCH",
        "D842-6 (LEGIARTI000038878675) et D842-15 (LEGIARTI000038878655) CCH",
        "Arrêté du 27 septembre 2019, articles 22 et 30",
    ]

    def formula(famille, period, parameters):
        return _etape(famille, period, parameters, PriseEnCharge.k)


class aides_logement_loyer_minimal(Variable):
    value_type = float
    entity = Famille
    definition_period = DateUnit.MONTH
    label = "Loyer ou mensualité minimal L0, équivalence minimale E0 (logement-foyer, accession)"
    unit = "EUR"
    documentation = "Par mois. Avec tous les enfants, ceux en résidence alternée compris."
    reference = [
        "D832-15 (LEGIARTI000047401375) et D832-26 (LEGIARTI000047401357) CCH",
        "Arrêté du 27 septembre 2019, articles 23 et 31 (LEGIARTI000046126968)",
    ]

    def formula(famille, period, parameters):
        return _etape(famille, period, parameters, PriseEnCharge.loyer_minimal)
