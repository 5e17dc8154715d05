"""Both readings of the age of children in the barème of an overseas département."""

from __future__ import annotations

import pytest
from openfisca_core.reforms import Reform
from openfisca_core.simulation_builder import SimulationBuilder

from zeronr_rules.system import system

MOIS = "2026-05"


def lecture(valeur):
    """Return the rules with the convention read so, at all dates."""

    def modifier(parameters):
        parameters.conventions.al_age_enfant_dom.update(start="2014-01-01", value=valeur)
        return parameters

    class Lecture(Reform):
        def apply(self):
            self.modify_parameters(modifier_function=modifier)

    return Lecture(system())


def foyer(territoire):
    """Return a parent and a child who turns 21 in the month, tenants there."""
    return {
        "individus": {
            "mere": {"date_naissance": {"ETERNITY": "1980-01-01"}},
            "enfant": {"date_naissance": {"ETERNITY": "2005-05-15"}},
        },
        "familles": {"f": {"parents": ["mere"], "enfants": ["enfant"]}},
        "foyers_fiscaux": {"g": {"declarants": ["mere"], "personnes_a_charge": ["enfant"]}},
        "menages": {
            "m": {
                "personne_de_reference": ["mere"],
                "enfants": ["enfant"],
                "statut_occupation_logement": {MOIS: "locataire_vide"},
                "loyer": {MOIS: 500},
                "zone_apl": {MOIS: "zone_2"},
                f"residence_{territoire}": {MOIS: True},
            }
        },
    }


@pytest.mark.parametrize(
    ("valeur", "territoire", "comptees"),
    [
        ("vingt_deux_ans", "guadeloupe", 1),
        ("vingt_et_un_ans", "guadeloupe", 0),
        ("vingt_deux_ans", "mayotte", 1),
        ("vingt_et_un_ans", "mayotte", 0),
        # R862-2 sets 22 there for every purpose.
        ("vingt_deux_ans", "saint_martin", 1),
        ("vingt_et_un_ans", "saint_martin", 1),
    ],
)
def test_age_of_children_overseas(valeur, territoire, comptees):
    simulation = SimulationBuilder().build_from_dict(lecture(valeur), foyer(territoire))
    assert simulation.calculate("al_nb_personnes_a_charge", MOIS).tolist() == [comptees]
    # The right to ALF keeps 22 in both readings (D861-9).
    nature = simulation.calculate("aide_logement_nature", MOIS)
    assert nature.decode_to_str().tolist() == ["alf"]
