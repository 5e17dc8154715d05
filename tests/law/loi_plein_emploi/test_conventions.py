"""Both readings of each convention of the sanctions and duties, computed by hand."""

from __future__ import annotations

import pytest
from openfisca_core.reforms import Reform
from openfisca_core.simulation_builder import SimulationBuilder

from zeronr_rules.core import Population, Simulation
from zeronr_rules.system import RulesSystem
from zeronr_rules.variables.loi_plein_emploi.bareme_departemental import BAREMES_PUBLIES


@pytest.fixture(scope="session")
def regles() -> RulesSystem:
    """Build the rules once for the module."""
    return RulesSystem()


def lecture(regles, convention, valeur):
    """Return the rules with one convention read otherwise, all dates."""

    def modifier(parameters):
        getattr(parameters.conventions, convention).update(start="2009-06-01", value=valeur)
        return parameters

    class Lecture(Reform):
        def apply(self):
            self.modify_parameters(modifier_function=modifier)

    return Lecture(regles)


def situation(parents, enfants=(), famille=None):
    """One household whose RSA due is 600 every month of 2024 to 2027."""
    individus, noms, noms_enfants = {}, [], []
    for rang, personne in enumerate(parents):
        noms.append(f"parent_{rang}")
        individus[noms[-1]] = {"date_naissance": {"ETERNITY": "1986-03-12"}, **personne}
    for rang, naissance in enumerate(enfants):
        noms_enfants.append(f"enfant_{rang}")
        individus[noms_enfants[-1]] = {"date_naissance": {"ETERNITY": naissance}}
    du = {f"{annee}-{numero:02d}": 600 for annee in range(2024, 2028) for numero in range(1, 13)}
    return {
        "individus": individus,
        "familles": {
            "f": {
                "parents": noms,
                "enfants": noms_enfants,
                **({"rsa_avant_sanction": du} | (famille or {})),
            }
        },
        "foyers_fiscaux": {"d": {"declarants": noms, "personnes_a_charge": noms_enfants}},
        "menages": {
            "m": {
                "personne_de_reference": noms[:1],
                "conjoint": noms[1:],
                "enfants": noms_enfants,
            }
        },
    }


def sanction(*decisions, conforme=()):
    """Give decisions (month, kind, rate, duration, rank) and months of compliance."""
    return {
        "rsa_sanction": {d[0]: d[1] for d in decisions},
        "rsa_sanction_taux_demande": {d[0]: d[2] for d in decisions},
        "rsa_sanction_duree_demandee": {d[0]: d[3] for d in decisions},
        "rsa_sanction_rang": {d[0]: d[4] for d in decisions},
        "rsa_remobilisation": dict.fromkeys(conforme, True),
    }


def calcule(systeme, periode, cas, variable="rsa"):
    """Value of a variable for the first member, the same on both engines."""
    attendu = SimulationBuilder().build_from_entities(systeme, cas).calculate(variable, periode)[0]
    ici = Simulation(systeme, Population.from_situation(systeme, cas)).calculate(variable, periode)
    assert float(ici[0]) == pytest.approx(float(attendu), abs=0.005)
    return attendu


SUSPENDU = ("2026-03", "suspension", 0.7, 2, 1)


@pytest.mark.parametrize(
    ("convention", "valeur", "periode", "parents", "enfants", "attendu"),
    [
        # 30 % et 15 % relevés à 30 % : le plus fort 30 %, 420 ; la somme 60 %, plafonnée à 50 %, 300.
        *(
            (
                "rsa_sanction_couple",
                valeur,
                "2026-03",
                [sanction(("2026-03", "suspension", taux, 1, 1)) for taux in (0.3, 0.15)],
                [],
                attendu,
            )
            for valeur, attendu in (("plus_forte", 420), ("somme", 300))
        ),
        # Janvier-février (50 %) puis mars-juin (50 %), conformité en mai : mars et avril rendus,
        # 600 + 600 ; ou les trois derniers mois de la chaîne, 600 + 900.
        *(
            (
                "rsa_sanction_rappel",
                valeur,
                "2026-05",
                [
                    sanction(
                        ("2026-01", "suspension", 0.5, 2, 1),
                        ("2026-03", "suspension", 0.5, 4, 2),
                        conforme=["2026-05"],
                    )
                ],
                [],
                attendu,
            )
            for valeur, attendu in (("suspension_en_cours", 1200), ("chaine", 1500))
        ),
        # Mars et avril retenus (420 chacun), conformité en mai : rien, ou 600 + 840.
        *(
            (
                "rsa_sanction_rappel_apres_terme",
                valeur,
                "2026-05",
                [sanction(SUSPENDU, conforme=["2026-05"])],
                [],
                attendu,
            )
            for valeur, attendu in (("aucun", 600), ("mois_suivant", 1440))
        ),
        # Conformité en juin, deux mois après le terme : rien dans les deux lectures.
        *(
            (
                "rsa_sanction_rappel_apres_terme",
                valeur,
                "2026-06",
                [sanction(SUSPENDU, conforme=["2026-06"])],
                [],
                600,
            )
            for valeur in ("aucun", "mois_suivant")
        ),
        # Mars et avril 2025 à 50 %, conformité en avril 2025 : 600 + 300, ou 600.
        *(
            (
                "rsa_sanction_rappel_2025",
                valeur,
                "2025-04",
                [sanction(("2025-03", "suspension", 0.5, 2, 1), conforme=["2025-04"])],
                [],
                attendu,
            )
            for valeur, attendu in (("loi", 900), ("decret", 600))
        ),
        # Conformité en juin 2025 : rendue dans les deux lectures.
        *(
            (
                "rsa_sanction_rappel_2025",
                valeur,
                "2025-06",
                [sanction(("2025-05", "suspension", 0.5, 2, 1), conforme=["2025-06"])],
                [],
                900,
            )
            for valeur in ("loi", "decret")
        ),
        # Conformité en avril : avril en entier et mars rendu, 600 + 420 ; ou avril retenu, 180.
        *(
            (
                "rsa_sanction_mois_de_conformite",
                valeur,
                "2026-04",
                [sanction(("2026-03", "suspension", 0.7, 4, 2), conforme=["2026-04"])],
                [],
                attendu,
            )
            for valeur, attendu in (("verse_en_entier", 1020), ("mois_suivant", 180))
        ),
        # En mai : rien de plus ; ou mars et avril rendus, 600 + 840.
        *(
            (
                "rsa_sanction_mois_de_conformite",
                valeur,
                "2026-05",
                [sanction(("2026-03", "suspension", 0.7, 4, 2), conforme=["2026-04"])],
                [],
                attendu,
            )
            for valeur, attendu in (("verse_en_entier", 600), ("mois_suivant", 1440))
        ),
        # Seul en mars, enfant né en avril : plafond en avril, 300 ; ou celui de mars, aucun, 0.
        *(
            (
                "rsa_sanction_plafond",
                valeur,
                "2026-04",
                [sanction(("2026-03", "suspension", 1, 2, 1))],
                ["2026-04-10"],
                attendu,
            )
            for valeur, attendu in (("du_mois", 300), ("de_la_decision", 0))
        ),
        # 600 x 0,005 = 3 : versés, ou au-dessous de 6 euros.
        *(
            (
                "rsa_sanction_seuil_versement",
                valeur,
                "2026-03",
                [sanction(("2026-03", "suspension", 0.995, 1, 1))],
                [],
                attendu,
            )
            for valeur, attendu in (("non", 3), ("oui", 0))
        ),
        # Janvier 2025, 10 % : 540 au barème de 2012 ; relevés à 30 %, 420, à celui de 2025.
        *(
            (
                "rsa_sanction_bareme_2025",
                valeur,
                "2025-01",
                [sanction(("2025-01", "suspension", 0.1, 1, 1))],
                [],
                attendu,
            )
            for valeur, attendu in (("bareme_2012", 540), ("bareme_2025", 420))
        ),
        # Décembre 2024 : le barème de 2012 dans les deux lectures.
        *(
            (
                "rsa_sanction_bareme_2025",
                valeur,
                "2024-12",
                [sanction(("2024-12", "suspension", 0.1, 1, 1))],
                [],
                540,
            )
            for valeur in ("bareme_2012", "bareme_2025")
        ),
        # Suppression totale de mars à juin : le droit prend fin en juillet, ou attend la décision.
        *(
            (
                "rsa_sanction_fin_de_droit",
                valeur,
                "2026-07",
                [sanction(("2026-03", "suppression", 1, 4, 2))],
                [],
                attendu,
            )
            for valeur, attendu in (("automatique", 0), ("sur_decision", 600))
        ),
    ],
)
def test_le_montant_verse(regles, convention, valeur, periode, parents, enfants, attendu):
    systeme = lecture(regles, convention, valeur)
    assert calcule(systeme, periode, situation(parents, enfants)) == pytest.approx(attendu)


@pytest.mark.parametrize(("valeur", "attendu"), [("droit_ouvert", 600), ("montant_verse", 180)])
def test_le_rsa_que_lisent_les_autres_droits(regles, valeur, attendu):
    systeme = lecture(regles, "rsa_sanction_autres_droits", valeur)
    cas = situation([sanction(SUSPENDU)])
    found = calcule(systeme, "2026-03", cas, "rsa_lu_par_les_autres_droits")
    assert found == pytest.approx(attendu)


@pytest.mark.parametrize(("valeur", "attendu"), [("exclus", False), ("inclus", True)])
def test_les_obligations_d_un_retraite(regles, valeur, attendu):
    systeme = lecture(regles, "lpe_obligations_retraites_etudiants", valeur)
    cas = situation([{"activite": {"2026-03": "retraite"}}])
    assert calcule(systeme, "2026-03", cas, "soumis_obligations_rsa") == attendu


@pytest.mark.parametrize(("valeur", "attendu"), [("delai_par_defaut", True), ("non_signe", False)])
def test_le_contrat_sans_date(regles, valeur, attendu):
    systeme = lecture(regles, "lpe_contrat_date_inconnue", valeur)
    cas = situation([{}], famille={"rsa_mois_demande": {"ETERNITY": "2026-01-01"}})
    assert calcule(systeme, "2026-03", cas, "contrat_engagement_signe") == attendu


def test_chaque_bareme_departemental_est_lu(regles):
    assert sorted(regles.parameters.territoires.sanctions_rsa.children) == sorted(BAREMES_PUBLIES)
