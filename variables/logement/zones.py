"""Zone of the housing aids, from the commune (arrêté du 17 mars 1978, annexe).

The list follows the limits of communes of the arrêté; communes merged since keep
the zone of the commune whose code they bear. Zone 1 bis counts as zone 1.
"""

from __future__ import annotations

import csv
import functools
from importlib import resources

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Menage
from zeronr_rules.errors import Fault, SituationError

_BASE = 36
_NUMEROS = 1000
_COLLECTIVITES = ("975", "977", "978")
_INCONNUE = -1


class TypesZoneApl(Enum):
    """Zone of the barèmes of housing aids."""

    __order__ = "non_renseigne zone_1 zone_2 zone_3"
    non_renseigne = "Non renseignée"
    zone_1 = "Zone I"
    zone_2 = "Zone II"
    zone_3 = "Zone III"


class zone_apl(Variable):
    value_type = Enum
    possible_values = TypesZoneApl
    default_value = TypesZoneApl.non_renseigne
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Zone du barème des aides au logement"
    documentation = (
        "Lue dans la liste des communes ; la zone donnée l'emporte. Outre-mer : zone II. Un code "
        "de commune inconnu est une erreur."
    )
    reference = ["Arrêté du 27 septembre 2019, article 49", "Arrêté du 17 mars 1978, annexe"]

    def formula(menage, period, parameters):
        communes = np.asarray(menage("depcom", period)).astype("S5")
        zones = zones_des_communes(communes)
        inconnues = zones == _INCONNUE
        if inconnues.any():
            codes = sorted({code.decode("latin-1") for code in communes[inconnues]})
            raise SituationError([_faute(code) for code in codes])
        return zones


def zones_des_communes(communes):
    """Rank of the zone of each commune code (``S5`` array): 0 where not given, -1 unknown.

    Examples
    --------
    >>> zones_des_communes(np.array([b"75056", b"2A004", b"01001", b"", b"00000"])).tolist()
    [1, 2, 3, 0, -1]

    """
    octets = np.ascontiguousarray(communes).view(np.uint8).reshape(-1, 5).astype(np.int64)
    chiffres = np.where(octets >= ord("A"), octets - ord("A") + 10, octets - ord("0"))
    lisibles = ((chiffres >= 0) & (chiffres < _BASE)).all(axis=1) & (chiffres[:, 2:] < 10).all(
        axis=1
    )
    cles = np.where(lisibles, chiffres @ (_BASE * _NUMEROS, _NUMEROS, 100, 10, 1), 0)
    zones = np.where(lisibles, _table().take(cles), _INCONNUE)
    return np.where(communes == b"", 0, zones)


def _faute(code):
    return Fault(
        path=("menages", "depcom"),
        given=f"« {code} »",
        expected="le code INSEE d'une commune de la liste des zones des aides au logement",
        hint="Donner la zone dans zone_apl si la commune est nouvelle.",
    )


@functools.cache
def _table():
    zones = np.full(_BASE * _BASE * _NUMEROS, _INCONNUE, dtype=np.int64)
    fichier = resources.files("zeronr_rules") / "data" / "zones_aides_logement.csv"
    with fichier.open(encoding="utf-8", newline="") as lignes:
        for departement, premiere, derniere, zone in list(csv.reader(lignes))[1:]:
            debut = int(departement, _BASE) * _NUMEROS
            zones[debut + int(premiere) : debut + int(derniere) + 1] = int(zone[0])
    for collectivite in _COLLECTIVITES:
        debut = int(collectivite[:2], _BASE) * _NUMEROS + int(collectivite[2]) * 100
        zones[debut : debut + 100] = int(TypesZoneApl.zone_2.index)
    return zones
