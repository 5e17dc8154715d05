"""Whose règlement applies: the EPCI to which the FSL is delegated, else the département."""

from __future__ import annotations

import numpy as np
from numpy import logical_not as not_
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.errors import Fault, SituationError
from zeronr_rules.variables.fsl.reglement import PREFIXE_EPCI, Reglement, code, lue

_REFERENCE = "Loi n° 90-449 du 31 mai 1990, articles 6, 6-1 et 7"
_INCONNU = 0
_MAL_ECRIT = "un numéro SIREN : neuf chiffres"


class epci(Variable):
    value_type = str
    max_length = 9
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "EPCI de la commune (numéro SIREN)"
    documentation = (
        "Nécessaire là où un EPCI gère le FSL et où la liste de ses communes n'est pas connue de "
        "ces règles. Un EPCI sans fichier n'est pas réputé délégataire : le département gère."
    )


class fsl_territoire(Variable):
    value_type = int
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = (
        "Territoire du FSL : numéro du département, ou SIREN de l'EPCI délégataire (inconnu : 0)"
    )
    documentation = (
        "L'EPCI délégataire, s'il est donné ou si la commune est dans sa liste ; sinon le "
        "département, sauf si un EPCI délégataire s'y trouve dont les communes ne sont pas connues."
    )
    reference = _REFERENCE

    def formula(menage, period, parameters):
        commune = np.asarray(menage("depcom", period)).astype("S5")
        donne = np.asarray(menage("epci", period)).astype("S9")
        departement = menage("code_departement", period)
        _verifie_siren(donne)
        dans_un_epci, possible = np.zeros_like(departement), departement < 0
        for siren, du_departement, communes in _delegataires(period, parameters):
            nom = str(siren).encode()
            listee = np.isin(commune, communes)
            ici = (donne == nom) + listee
            _verifie_accord(ici * (donne != b"") * (donne != nom), "listee", donne, commune)
            ailleurs = (donne == nom) * (departement > 0) * (departement != du_departement)
            _verifie_accord(ailleurs, "departement", donne, commune)
            if communes.size:
                hors = (donne == nom) * (commune != b"") * not_(listee)
                _verifie_accord(hors, "communes", donne, commune)
            else:
                possible = possible + (departement == du_departement) * (donne == b"")
            dans_un_epci = np.where(ici, siren, dans_un_epci)
        seul = np.where(possible, _INCONNU, departement)
        return np.where(dans_un_epci > 0, dans_un_epci, seul)


class fsl_energie_inconnu_epci(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "FSL inconnu : la commune peut relever d'un EPCI délégataire, et l'EPCI n'est pas donné"
    reference = _REFERENCE

    def formula(menage, period, parameters):
        return (menage("fsl_territoire", period) == _INCONNU) * (
            menage("code_departement", period) > 0
        )


class fsl_energie_inconnu_territoire(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "FSL inconnu : la commune n'est pas donnée, ou son territoire n'est pas documenté"
    reference = _REFERENCE

    def formula(menage, period, parameters):
        return not_(Reglement(menage, period, parameters).documente) * not_(
            menage("fsl_energie_inconnu_epci", period)
        )


class fsl_energie_inconnu_reglement(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "FSL inconnu : aucun règlement connu du territoire n'est en vigueur ce mois"
    documentation = "Avant la date d'effet du règlement lu, ou après la période qu'il couvre."
    reference = _REFERENCE

    def formula(menage, period, parameters):
        reglement = Reglement(menage, period, parameters)
        return reglement.documente * not_(reglement.connu)


def _delegataires(period, parameters):
    """Yield the SIREN, the département and the known communes of each delegated EPCI."""
    territoires = parameters(period).territoires.fsl
    for nom in sorted(territoires, key=code):
        if not nom.startswith(PREFIXE_EPCI):
            continue
        departement = lue(territoires[nom], "delegation.departement")
        if departement is None:
            # Not delegated yet.
            continue
        communes = lue(territoires[nom], "delegation.communes") or []
        yield code(nom), int(departement), np.array(communes, dtype="S5")


def _verifie_siren(donne):
    longueurs = np.char.str_len(donne)
    chiffres = np.char.isdigit(donne)
    mauvais = (donne != b"") * not_(chiffres * (longueurs == epci.max_length))
    if mauvais.any():
        raise SituationError(
            [
                Fault(("menages", "epci"), f"« {valeur.decode('latin-1')} »", _MAL_ECRIT)
                for valeur in np.unique(donne[mauvais])
            ]
        )


_DESACCORDS = {
    "listee": "l'EPCI délégataire dont la commune {commune} fait partie",
    "departement": "un EPCI du département de la commune {commune}",
    "communes": "un EPCI dont la commune {commune} fait partie",
}


def _verifie_accord(contraire, motif, donne, commune):
    """Refuse a commune and an EPCI that cannot be true together."""
    if not contraire.any():
        return
    couples = {
        (un_epci.decode("latin-1"), une_commune.decode("latin-1"))
        for un_epci, une_commune, oui in np.broadcast(donne, commune, contraire)
        if oui
    }
    raise SituationError(
        [
            Fault(
                path=("menages", "epci"),
                given=f"« {un_epci} »",
                expected=_DESACCORDS[motif].format(commune=f"« {une_commune} »"),
                hint="Corriger depcom ou epci.",
            )
            for un_epci, une_commune in sorted(couples)
        ]
    )
