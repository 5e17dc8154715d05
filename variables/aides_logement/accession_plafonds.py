"""Ceilings of the monthly payment: the ones in force when the loan was signed.

Each table is read at the dates at which it changed, and only at those that a
loan of the population falls under.
"""

from __future__ import annotations

import numpy as np
from numpy import logical_not as not_
from numpy import maximum, where

from zeronr_rules.variables.aides_logement.accession_entrees import TypesPretAccession, jours
from zeronr_rules.variables.aides_logement.locatif_loyer import plafonne_outre_mer
from zeronr_rules.variables.aides_logement.prise_en_charge import (
    CINQ_PERSONNES,
    UNE_PERSONNE,
    ZONES,
    selon_lignes,
)
from zeronr_rules.variables.aides_logement.secteur import TypesSecteurAideLogement
from zeronr_rules.variables.logement.emprunt import TypesEtatLogement
from zeronr_rules.variables.outils.calendrier import DATE_NON_RENSEIGNEE, dernier_jour
from zeronr_rules.variables.outils.selon_le_cas import si_concerne


class Plafonds:
    """The ceiling of each household, for a number of persons à charge."""

    def __init__(self, famille, period, parameters):
        self.famille, self.parameters = famille, parameters
        self.p = parameters(period).prestations.aides_logement.accession
        self.dates = np.array(self.p.dates_des_plafonds.split(), dtype="datetime64[D]")
        menage = famille.demandeur.menage
        self.zone = menage("zone_apl", period)
        self.couple = famille("aide_logement_couple_bareme", period)
        secteur = famille("aide_logement_secteur", period)
        self.apl = secteur == TypesSecteurAideLogement.accession_apl
        self.concernes = self.apl + (secteur == TypesSecteurAideLogement.accession_al)
        etat = menage("etat_logement", period)
        self.neuf = etat == TypesEtatLogement.construction_acquisition_logement_neuf
        amelioration = etat == TypesEtatLogement.amelioration
        # A loan for works added to the one of the purchase: the ceiling of prêts conventionnés
        # for homes bought and improved (D832-13).
        self.travaux = amelioration * not_(
            menage("aide_logement_pret_anterieur_complementaire", period)
        )
        type_pret = menage("aide_logement_type_pret", period)
        self.pap = (type_pret == TypesPretAccession.pret_aide_accession_propriete) * not_(
            amelioration
        )
        self.limite = lambda nombre: plafonne_outre_mer(famille, period, parameters, nombre)
        self.date = date_du_plafond(famille, period)
        self.coproprietaires = menage("aide_logement_nombre_coproprietaires", period)

        entree = jours(menage("date_entree_logement", period))
        connue = (entree != DATE_NON_RENSEIGNEE) * (entree <= dernier_jour(period))
        premier_occupant = menage("aide_logement_premier_occupant", period) * connue
        self.entree = where(premier_occupant, entree, self.date)

    def montant(self, nombre):
        """Return the ceiling; that of the entry when higher, for the first to live there."""
        nombre = self.limite(nombre)
        plafond = self._a_la_date(self.date, nombre)
        if (self.entree != self.date).any():
            plafond = maximum(plafond, self._a_la_date(self.entree, nombre))
        partage = self.coproprietaires > 1
        return plafond * where(partage, self.p.copropriete_fraction_plafond, 1)

    def _a_la_date(self, date, nombre):
        rangs = maximum(np.searchsorted(self.dates, date, side="right") - 1, 0)
        # Whom no loan concerns is read with the others, whatever the date: the value is dropped.
        derniere = self.dates.size - 1
        premiere = where(self.concernes, rangs, derniere).min(initial=derniere)
        rangs = where(self.concernes, rangs, premiere)
        utiles = np.unique(rangs)
        tables = Tables(
            [self._plafonds_du(self.dates[rang]) for rang in utiles],
            np.searchsorted(utiles, rangs),
            maximum(np.asarray(self.zone), 1) - 1,
            self.couple,
            nombre,
        )
        euros = self.dates[utiles] >= np.datetime64(self.p.premier_jour_en_euros)
        # Tables that changed after 2001 pass to euros; the others stay in francs.
        unite = where(euros, 1, self.p.franc).take(tables.date)
        return si_concerne(self.apl, lambda: self._apl(tables, unite)) + si_concerne(
            not_(self.apl), lambda: tables.par_zone("al", CINQ_PERSONNES) / unite
        )

    def _plafonds_du(self, date):
        return self.parameters(str(date)).prestations.aides_logement.accession.plafond_mensualite

    def _apl(self, tables, unite):
        conventionne = not_(self.pap + self.travaux)
        franc = self.p.franc

        def selon_l_objet(neuf, existant):
            return where(self.neuf, tables.par_zone(neuf), tables.par_zone(existant))

        return (
            si_concerne(self.travaux, lambda: tables.sans_zone("pc_amelioration") / franc)
            + si_concerne(self.pap, lambda: selon_l_objet("pap_neuf", "pap_existant") / franc)
            + si_concerne(conventionne, lambda: selon_l_objet("pc_neuf", "pc_existant") / unite)
        )


class Tables:
    """The tables at the dates that serve, read for each household at its own date."""

    def __init__(self, a_chaque_date, date, zone, couple, nombre):
        self.a_chaque_date = a_chaque_date
        self.date, self.zone = date, zone
        self.couple, self.nombre = couple, nombre

    def par_zone(self, nom, colonnes=UNE_PERSONNE):
        """Return a table that has a row for each zone."""
        lignes = [table[nom][zone] for table in self.a_chaque_date for zone in ZONES]
        rang = self.date * len(ZONES) + self.zone
        return selon_lignes(lignes, rang, self.couple, self.nombre, colonnes)

    def sans_zone(self, nom):
        """Return a table of one row for all zones."""
        lignes = [table[nom] for table in self.a_chaque_date]
        return selon_lignes(lignes, self.date, self.couple, self.nombre, UNE_PERSONNE)


def date_du_plafond(famille, period):
    """Date at which the ceiling is read: the signature of the loan (APL), its certificate (AL)."""
    menage = famille.demandeur.menage
    signature = jours(menage("aide_logement_date_signature_pret", period))
    certificat = jours(menage("aide_logement_date_certificat", period))
    apl = famille("aide_logement_secteur", period) == TypesSecteurAideLogement.accession_apl
    return where(apl + (certificat == DATE_NON_RENSEIGNEE), signature, certificat)
