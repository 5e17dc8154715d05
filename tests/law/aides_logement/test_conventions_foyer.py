"""Both readings of the conventions of the logement-foyer and of accession; tables and engines."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from openfisca_core.reforms import Reform
from openfisca_core.simulation_builder import SimulationBuilder

from zeronr_rules.core import Population
from zeronr_rules.core import Simulation as CoreSimulation
from zeronr_rules.system import load_parameters, system

NEUF = "construction_acquisition_logement_neuf"


@functools.cache
def lecture(convention, valeur):
    """Return the rules with one convention read otherwise, all dates."""

    def modifier(parameters):
        getattr(parameters.conventions, convention).update(start="2014-01-01", value=valeur)
        return parameters

    class Lecture(Reform):
        def apply(self):
            self.modify_parameters(modifier_function=modifier)

    return Lecture(system())


def situation(mois, famille, menage):
    """One person alone, whose sector, resources and persons à charge are given."""

    def du_mois(valeurs):
        return {
            nom: valeur if isinstance(valeur, dict) else {mois: valeur}
            for nom, valeur in valeurs.items()
        }

    return {
        "individus": {"p": {"date_naissance": {"ETERNITY": "1985-03-10"}}},
        "familles": {"f": {"parents": ["p"], **du_mois(famille)}},
        "foyers_fiscaux": {"d": {"declarants": ["p"]}},
        "menages": {"m": {"personne_de_reference": ["p"], **du_mois(menage)}},
    }


def calcule(regles, mois, famille, menage, variable):
    entites = situation(mois, famille, menage)
    simulation = SimulationBuilder().build_from_entities(regles, entites)
    return simulation.calculate(variable, mois)[0]


def famille(secteur, ressources, personnes=0, couple=False, **autres):
    return {
        "aide_logement_secteur": secteur,
        "aide_logement_ressources_retenues": ressources,
        "al_nb_personnes_a_charge": personnes,
        "aide_logement_couple_bareme": couple,
        **autres,
    }


@pytest.mark.parametrize(
    ("mois", "zone", "personnes", "indexation", "texte_consolide"),
    [
        # Article 27: 545,86 x 1,0326 = 563,66 ; the consolidated text prints 563,55.
        ("2024-09", "zone_3", 2, 545.86, 545.86),
        ("2024-10", "zone_3", 2, 563.66, 563.55),
        ("2025-09", "zone_3", 2, 563.66, 563.55),
        ("2025-10", "zone_3", 2, 569.52, 569.52),
        # The other cells of the table are not touched.
        ("2024-10", "zone_3", 3, 598.54, 598.54),
        ("2024-10", "zone_2", 2, 601.36, 601.36),
    ],
)
def test_plafond_2024(mois, zone, personnes, indexation, texte_consolide):
    for valeur, attendu in (("indexation", indexation), ("texte_consolide", texte_consolide)):
        regles = lecture("aide_logement_plafond_foyer_2024", valeur)
        plafond = calcule(
            regles,
            mois,
            famille("foyer_apl_1", 9000, personnes),
            {"zone_apl": zone, "loyer": 900},
            "aides_logement_foyer_plafond_mensualite",
        )
        assert plafond == pytest.approx(attendu, abs=0.001)


@pytest.mark.parametrize(
    ("personnes", "en_couple", "couple", "isole"),
    [
        # 2026-11, article 43 (192,32 ; 298,90) and article 40 (61,29 + 13,90 a person).
        (0, False, 253.61, 253.61),
        (1, False, 374.09, 267.51),
        (2, False, 387.99, 281.41),
        (2, True, 387.99, 387.99),
    ],
)
def test_isole_avec_personne_a_charge(personnes, en_couple, couple, isole):
    for valeur, attendu in (("couple", couple), ("isole", isole)):
        regles = lecture("aide_logement_foyer_isole_avec_personne_a_charge", valeur)
        equivalence = calcule(
            regles,
            "2026-11",
            famille("foyer_al", 9000, personnes, en_couple),
            {"zone_apl": "zone_2", "loyer": 900},
            "aide_logement_foyer_equivalence_loyer",
        )
        assert equivalence == pytest.approx(attendu, abs=0.001)


def test_plancher_de_l_apl_partout_ou_dans_la_depense_nette():
    # Payment 600, loan of March 2016 (ceiling zone II, one person à charge 462,96), resources 5000.
    # Floor 16,25 x 600 = 9750, rounded to 9800. C = 75,19, N = 2,5.
    logement = {
        "zone_apl": "zone_2",
        "loyer": 600,
        "aide_logement_date_pret": {"ETERNITY": "2016-03-01"},
        "aide_logement_type_pret": {"ETERNITY": "pret_conventionne"},
        "etat_logement": NEUF,
    }
    attendus = {
        # K = 0,95 - 9800 / 55278,325 = 0,7727 -> 0,77 ; L0 = 20,8 % x 9800 / 12 = 169,8667 ;
        # 0,77 x (538,15 - 169,8667) - 5 = 278,5782 ; net 396,6118, more than 229,32.
        "partout": 278.578167,
        # K = 0,95 - 5000 / 55278,325 = 0,8595 -> 0,85 ; L0 = 20,8 % x 5000 / 12 = 86,6667 ;
        # 0,85 x (538,15 - 86,6667) - 5 = 378,7608 ; net 675,19 - 378,7608 = 296,4292, more than
        # 2,34 % x 9800 = 229,32.
        "depense_nette": 378.760833,
    }
    for valeur, attendu in attendus.items():
        regles = lecture("aide_logement_plancher_accession_apl", valeur)
        arguments = (regles, "2026-11", famille("accession_apl", 5000, 1), logement)
        montant = calcule(*arguments, "aide_logement_montant_accession")
        assert montant == pytest.approx(attendu, abs=0.001)
        minimale = calcule(*arguments, "aide_logement_accession_depense_nette_minimale")
        assert minimale == pytest.approx(229.32, abs=0.001)


def test_plancher_de_l_al_toujours_partout():
    # K = 0,90 - 9800 / 53552,275 = 0,7170 -> 0,71 whatever the convention on APL says.
    logement = {
        "zone_apl": "zone_2",
        "loyer": 600,
        "aide_logement_date_pret": {"ETERNITY": "2016-03-01"},
        "etat_logement": NEUF,
    }
    for valeur in ("partout", "depense_nette"):
        regles = lecture("aide_logement_plancher_accession_apl", valeur)
        k = calcule(
            regles, "2026-11", famille("accession_al", 5000, 1), logement, "aides_logement_k"
        )
        assert k == pytest.approx(0.71, abs=1e-6)


def test_les_dates_lues_sont_celles_ou_les_plafonds_changent():
    accession = load_parameters().prestations.aides_logement.accession
    changements: set[str] = set()

    def visiter(noeud):
        if hasattr(noeud, "children"):
            for enfant in noeud.children.values():
                visiter(enfant)
        else:
            changements.update(valeur.instant_str for valeur in noeud.values_list)

    visiter(accession.plafond_mensualite)
    lues = accession.dates_des_plafonds.values_list[0].value.split()
    assert lues == sorted(changements)


MOIS = "2026-11"
STATUTS = [
    famille("aucun", 9000),
    famille("locatif", 9000),
    famille("foyer_apl_1", 9000, 2, al_nb_residence_alternee=1, al_part_residence_alternee=0.5),
    famille("foyer_apl_2", 7000, couple=True),
    famille("foyer_al", 6000),
    famille("accession_apl", 15000, 3, couple=True),
    famille("accession_al", 12000, 7),
    famille("accession_al", 12000, 2, al_nb_residence_alternee=1, al_part_residence_alternee=0.3),
    famille("accession_apl", 12000),
]
DATES = [
    "1970-01-01", "1970-01-01", "1970-01-01", "1970-01-01", "1970-01-01",
    "2014-09-30", "1996-05-01", "2009-02-01", "1991-01-01",
]  # fmt: skip


def population():
    """Several households, one of each sector, in one situation."""
    entites: dict[str, dict] = {
        "individus": {},
        "familles": {},
        "foyers_fiscaux": {},
        "menages": {},
    }
    for rang, (valeurs, date) in enumerate(zip(STATUTS, DATES, strict=True)):
        un = situation(
            MOIS,
            valeurs,
            {
                "zone_apl": f"zone_{1 + rang % 3}",
                "loyer": 500 + 10 * rang,
                "aide_logement_date_pret": {"ETERNITY": date},
                "aide_logement_est_pret_conventionne": {"ETERNITY": True},
                "etat_logement": NEUF,
            },
        )
        nom = f"p{rang}"
        entites["individus"][nom] = un["individus"]["p"]
        entites["familles"][nom] = {**un["familles"]["f"], "parents": [nom]}
        entites["foyers_fiscaux"][nom] = {"declarants": [nom]}
        entites["menages"][nom] = {**un["menages"]["m"], "personne_de_reference": [nom]}
    return entites


ETAPES = [
    "aides_logement_nb_part",
    "aides_logement_k",
    "aides_logement_loyer_minimal",
    "aides_logement_foyer_plafond_mensualite",
    "aide_logement_foyer_equivalence_loyer",
    "aide_logement_foyer_montant_formule",
    "aide_logement_montant_foyer",
    "aides_logement_primo_accedant_ressources",
    "aides_logement_plafond_mensualite",
    "aide_logement_accession_montant_formule",
    "aide_logement_accession_depense_nette_minimale",
    "aide_logement_montant_accession",
    "aide_logement_refus_pret",
    "aide_logement_refus_date_pret",
    "aide_logement_plafond_pret_inconnu",
]


def test_les_deux_moteurs_et_chaque_menage_seul():
    ensemble = SimulationBuilder().build_from_entities(system(), population())
    coeur = CoreSimulation(system(), Population.from_situation(system(), population()))
    for etape in ETAPES:
        attendus = ensemble.calculate(etape, MOIS)
        assert not np.isnan(np.asarray(attendus, dtype=float)).any(), etape
        obtenus = np.broadcast_to(coeur.calculate(etape, MOIS), attendus.shape)
        np.testing.assert_allclose(obtenus, attendus, atol=1e-9, err_msg=etape)
        for rang, nom in enumerate(population()["individus"]):
            entites = {cle: {nom: valeurs[nom]} for cle, valeurs in population().items()}
            seul = CoreSimulation(system(), Population.from_situation(system(), entites))
            valeur = np.asarray(seul.calculate(etape, MOIS), dtype=float)[0]
            assert valeur == pytest.approx(float(attendus[rang]), abs=1e-9), (etape, nom)
