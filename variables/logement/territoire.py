"""The place: commune, département, overseas territories."""

from __future__ import annotations

import numpy as np
from openfisca_core.holders import set_input_dispatch_by_period
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.entities import Famille, Menage


class depcom(Variable):
    value_type = str
    max_length = 5
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Code INSEE de la commune"


class code_departement(Variable):
    value_type = int
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Numéro du département ou de la collectivité (Corse : 20 ; inconnu : 0)"

    def formula(menage, period, parameters):
        commune = np.asarray(menage("depcom", period)).astype("S5")
        deux = commune.astype("S2")
        corse = (deux == b"2A") + (deux == b"2B")
        outre_mer = (deux == b"97") + (deux == b"98")
        texte = np.where(outre_mer, commune.astype("S3"), np.where(corse, b"20", deux))
        return np.where(texte == b"", b"0", texte).astype(np.int32)


def _dans(numero, nom, libelle):
    def formula(menage, period, parameters):
        return menage("code_departement", period) == numero

    return type(
        nom,
        (Variable,),
        {
            "__module__": __name__,
            "value_type": bool,
            "entity": Menage,
            "definition_period": DateUnit.MONTH,
            "set_input": set_input_dispatch_by_period,
            "label": f"Le logement est situé {libelle}",
            "formula": formula,
        },
    )


residence_guadeloupe = _dans(971, "residence_guadeloupe", "en Guadeloupe")
residence_martinique = _dans(972, "residence_martinique", "en Martinique")
residence_guyane = _dans(973, "residence_guyane", "en Guyane")
residence_reunion = _dans(974, "residence_reunion", "à La Réunion")
residence_saint_pierre_et_miquelon = _dans(
    975, "residence_saint_pierre_et_miquelon", "à Saint-Pierre-et-Miquelon"
)
residence_mayotte = _dans(976, "residence_mayotte", "à Mayotte")
residence_saint_bartelemy = _dans(977, "residence_saint_bartelemy", "à Saint-Barthélemy")
residence_saint_martin = _dans(978, "residence_saint_martin", "à Saint-Martin")


class residence_dom(Variable):
    value_type = bool
    entity = Menage
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Le logement est situé dans un département d'outre-mer"

    def formula(menage, period, parameters):
        return (
            menage("residence_guadeloupe", period)
            + menage("residence_martinique", period)
            + menage("residence_guyane", period)
            + menage("residence_reunion", period)
            + menage("residence_mayotte", period)
        )


class departement_experimentation_rsa(Variable):
    value_type = bool
    entity = Famille
    definition_period = DateUnit.MONTH
    set_input = set_input_dispatch_by_period
    label = "Réside dans un département de l'expérimentation des ressources préremplies"
    reference = "Décret n° 2024-693 du 5 juillet 2024"

    def formula(famille, period, parameters):
        departements = parameters(period).territoires.experimentation_ressources_preremplies
        departement = famille.demandeur.menage("code_departement", period)
        return np.isin(departement, [int(numero) for numero in departements])


class TypesTerritoireAideLogement(Enum):
    """Which barème of housing aids a territory follows."""

    __order__ = "metropole dom mayotte saint_pierre_et_miquelon"
    metropole = "Métropole"
    dom = "Guadeloupe, Martinique, Guyane, La Réunion, Saint-Barthélemy, Saint-Martin"
    mayotte = "Mayotte"
    saint_pierre_et_miquelon = "Saint-Pierre-et-Miquelon"


class aide_logement_territoire(Variable):
    value_type = Enum
    possible_values = TypesTerritoireAideLogement
    default_value = TypesTerritoireAideLogement.metropole
    entity = Menage
    definition_period = DateUnit.MONTH
    label = "Territoire dont le barème des aides au logement s'applique"
    reference = "Arrêté du 27 septembre 2019, articles 46 et 47"

    def formula(menage, period, parameters):
        mayotte = menage("residence_mayotte", period)
        miquelon = menage("residence_saint_pierre_et_miquelon", period)
        dom = (
            menage("residence_dom", period)
            + menage("residence_saint_bartelemy", period)
            + menage("residence_saint_martin", period)
        )
        return np.select(
            [mayotte, miquelon, dom],
            [
                TypesTerritoireAideLogement.mayotte,
                TypesTerritoireAideLogement.saint_pierre_et_miquelon,
                TypesTerritoireAideLogement.dom,
            ],
            TypesTerritoireAideLogement.metropole,
        )
