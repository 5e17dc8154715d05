"""Both readings of each convention on the resources of housing aids, computed by hand."""

from __future__ import annotations

import pytest
from openfisca_core.reforms import Reform
from openfisca_core.simulation_builder import SimulationBuilder

from zeronr_rules.system import RulesSystem


@pytest.fixture(scope="module")
def regles() -> RulesSystem:
    """Build the rules once for the module."""
    return RulesSystem()


def lecture(regles, convention, valeur):
    """Return the rules with one convention read otherwise, all dates."""

    def modifier(parameters):
        getattr(parameters.conventions, convention).update(start="2002-01-01", value=valeur)
        return parameters

    class Lecture(Reform):
        def apply(self):
            self.modify_parameters(modifier_function=modifier)

    return Lecture(regles)


def ressources(regles, mois, parents, enfants=(), famille=None):
    """Resources of the only household in the month."""
    individus, roles = {}, {"parents": [], "enfants": []}
    for role, personnes in (("parents", parents), ("enfants", enfants)):
        for rang, personne in enumerate(personnes):
            nom = f"{role}_{rang}"
            roles[role].append(nom)
            individus[nom] = {"date_naissance": {"ETERNITY": "1980-01-01"}, **personne}
    entites = {"individus": individus, "familles": {"f": {**roles, **(famille or {})}}}
    simulation = SimulationBuilder().build_from_entities(regles, entites)
    return simulation.calculate("aide_logement_base_ressources", mois)[0]


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    # 200 000 from February 2022 to January 2023: maximum of 2022, 13 522, or of 2023, 14 171.
    [("annee_precedente", 200_000 - 13_522), ("annee_de_fin", 200_000 - 14_171)],
)
def test_annee_de_la_deduction(regles, valeur, attendu):
    salaires = {"2022-02": 100_000, "2023-01": 100_000}
    assert ressources(
        lecture(regles, "al_annee_frais_professionnels", valeur),
        "2023-03",
        [{"salaire_imposable": salaires}],
    ) == pytest.approx(attendu)


@pytest.mark.parametrize(("valeur", "attendu"), [("couple", 0), ("demandeur", 10_800)])
def test_personnes_que_le_rsa_neutralise(regles, valeur, attendu):
    """2 x 10 800: nobody's, or the conjoint's, is left."""
    salaires = {"salaire_imposable": {"2025": 12_000, "2026": 12_000}}
    assert ressources(
        lecture(regles, "al_neutralisation_rsa", valeur),
        "2026-05",
        [salaires, salaires],
        famille={"rsa_percu": {"2026-04": 100}},
    ) == pytest.approx(attendu)


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    # 18 000 less 1.25 x 12 144.27 (31 December 2024) or 1.25 x 12 523.14 (May 2026).
    [("decembre_n_2", 18_000 - 15_180.3375), ("date_du_droit", 18_000 - 15_653.925)],
)
def test_plafond_de_l_aspa(regles, valeur, attendu):
    assert ressources(
        lecture(regles, "al_plafond_aspa", valeur),
        "2026-05",
        [{}],
        [{"salaire_imposable": {"2026-01": 20_000}}],
    ) == pytest.approx(attendu)


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    # 20 000 x 0.9, or (20 000 + 50 % of 4 000) x 0.9.
    [("part_imposee", 18_000), ("entieres", 19_800)],
)
def test_indemnites_d_accident_du_travail(regles, valeur, attendu):
    personne = {
        "salaire_imposable": {"2026-01": 20_000},
        "indemnites_journalieres_accident_travail": {"2026-01": 3_000},
        "indemnites_journalieres_maladie_professionnelle": {"2026-02": 1_000},
    }
    assert ressources(
        lecture(regles, "al_indemnites_accident_travail", valeur), "2026-05", [personne]
    ) == pytest.approx(attendu)


@pytest.mark.parametrize(("valeur", "attendu"), [("deduit", 13_000), ("ignore", 18_000)])
def test_deficit_de_l_annee(regles, valeur, attendu):
    """20 000 x 0.9, less a deficit of 5 000 or not."""
    personne = {"salaire_imposable": {"2026-01": 20_000}, "rpns_autres_revenus": {"2024": -5_000}}
    assert ressources(
        lecture(regles, "al_deficits", valeur), "2026-05", [personne]
    ) == pytest.approx(attendu)
