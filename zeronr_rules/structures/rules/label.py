"""The conditions of the AVIP label, each yes, no or unknown."""

from __future__ import annotations

import functools

from numpy import where
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from zeronr_rules.structures.entities import StructureAccueil
from zeronr_rules.structures.rules.entrees import TypesFinancement, TypesStructure
from zeronr_rules.variables.outils.ternaire import Ternaire
from zeronr_rules.variables.outils.trois_valeurs import Reponse, lu

_CHARTE = "Charte nationale des crèches AVIP, 2016"
CRITERES = (
    "avip_mode_accueil",
    "avip_financement_psu",
    "avip_places_suffisantes",
    "contrats_adaptes",
    "accueil_dans_le_delai",
    "heures_minimales_proposees",
    "maintien_apres_reprise",
    "coordinateur_avip",
    "partenariat_territorial",
)


class avip_mode_accueil(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Le mode d'accueil peut être labellisé"
    documentation = (
        "Les établissements d'accueil du jeune enfant ; depuis 2025 le label est ouvert aux autres "
        "modes d'accueil, par un référentiel qui n'a pas été lu."
    )
    reference = "L214-7 III CASF ; ministère des solidarités, 2025"

    def formula_2016_04(structure, period, parameters):
        mode = structure("type_structure", period)
        autre = mode == TypesStructure.assistantes_maternelles
        inconnu = mode == TypesStructure.non_renseigne
        ouvert = parameters(period).avip.autres_modes_d_accueil == 1
        etablissement = (autre + inconnu) == 0
        return Reponse(etablissement, etablissement + inconnu + autre * ouvert).en_ternaire()


class avip_financement_psu(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "La structure est financée par la prestation de service unique"
    documentation = "Pour les autres modes d'accueil ouverts depuis 2025, indéterminé."
    reference = "Appels à projets des Caf, 2023"

    def formula_2016_04(structure, period, parameters):
        financement = structure("financement_structure", period)
        autre = structure("type_structure", period) == TypesStructure.assistantes_maternelles
        autre = autre * (parameters(period).avip.autres_modes_d_accueil == 1)
        psu = financement == TypesFinancement.psu
        inconnu = financement == TypesFinancement.non_renseigne
        return Reponse(psu, (psu + inconnu + autre) > 0).en_ternaire()


class avip_label_possible(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "La structure remplit les conditions du label AVIP"
    documentation = "Celles de la charte de 2016 ; la Caf et ses partenaires décident."
    reference = f"L214-7 III CASF ; {_CHARTE}"

    def formula_2016_04(structure, period, parameters):
        reponses = (lu(structure(critere, period)) for critere in CRITERES)
        return functools.reduce(lambda un, autre: un & autre, reponses).en_ternaire()


class avip_referentiel_inconnu(Variable):
    value_type = bool
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "Le référentiel de 2025 n'a pas été lu : les conditions sont celles de 2016"
    documentation = (
        "La loi dit toujours 20 % ; que le référentiel garde les autres n'est pas connu."
    )
    reference = "Ministère des solidarités, 2025"

    def formula_2016_04(structure, period, parameters):
        return structure.filled_array(parameters(period).avip.autres_modes_d_accueil == 1)


class label_avip(Variable):
    value_type = Enum
    possible_values = Ternaire
    default_value = Ternaire.indetermine
    entity = StructureAccueil
    definition_period = DateUnit.MONTH
    label = "La structure a le label AVIP"
    documentation = (
        "À défaut de donnée, non pour qui n'en remplit pas les conditions, indéterminé sinon : les "
        "remplir ne donne pas le label."
    )
    reference = f"L214-7 III CASF ; {_CHARTE}"

    def formula_2016_04(structure, period, parameters):
        possible = structure("avip_label_possible", period)
        return where(possible == Ternaire.non, Ternaire.non, Ternaire.indetermine)
