"""Both readings of each convention that the prime d'activité meets, computed by hand."""

from __future__ import annotations

import functools

import pytest
from openfisca_core.reforms import Reform
from openfisca_core.simulations import SimulationBuilder

from zeronr_rules.system import system

NE = {"date_naissance": {"ETERNITY": "1985-06-15"}}


@functools.cache
def lecture(convention: str, valeur: str) -> Reform:
    """Return the system under one reading of one convention."""

    def fixer(parameters):
        parametre = parameters.conventions.children[convention]
        assert valeur in parametre.metadata["possible_values"]
        parametre.update(start="2014-01-01", value=valeur)
        return parameters

    class Lecture(Reform):
        name = f"{convention} = {valeur}"

        def apply(self):
            self.modify_parameters(fixer)

    return Lecture(system())


def calculer(convention, valeur, situation, variable, mois):
    simulation = SimulationBuilder().build_from_entities(lecture(convention, valeur), situation)
    return simulation.calculate(variable, mois).tolist()


def reference(mois, decalage=None):
    """Return the three reference months of a right."""
    if decalage is None:
        decalage = 2 if mois >= "2025-03" else 1
    rang = int(mois[:4]) * 12 + int(mois[5:]) - 1
    return [
        f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(rang - decalage - 2, rang - decalage + 1)
    ]


def chaque(mois, *valeurs):
    return dict(zip(mois, valeurs * 3 if len(valeurs) == 1 else valeurs, strict=True))


def foyer(adultes, enfants=(), famille=None, menage=None):
    adultes = {f"a{n}": NE | attributs for n, attributs in enumerate(adultes)}
    enfants = {f"e{n}": dict(attributs) for n, attributs in enumerate(enfants)}
    noms = list(adultes)
    return {
        "individus": adultes | enfants,
        "familles": {"f": {"parents": noms, "enfants": list(enfants), **(famille or {})}},
        "foyers_fiscaux": {"ff": {"declarants": noms, "personnes_a_charge": list(enfants)}},
        "menages": {
            "m": {
                "personne_de_reference": noms[:1],
                "conjoint": noms[1:],
                "enfants": list(enfants),
                **(menage or {}),
            }
        },
    }


def salaries(mois, *salaires, **suite):
    return foyer([{"salaire_net": chaque(reference(mois), *s)} for s in salaires], **suite)


# parametres_prime_activite --------------------------------------------------
# Right of May 2024, salary 650 (below 59 h): February and March 595,25 + 396,50 - 650 = 341,75;
# April 622,63 + 396,50 - 650 = 369,13. By reference month (341,75 x 2 + 369,13) / 3 = 350,88.
# Right of June 2025, salary 500: 61 % = 305 twice, 59,85 % = 299,25: mean 303,08; else 299,25.
# Right of November 2024, salary 1 000: 622,63 + 610 - 1 000 = 232,63. SMIC of August to October
# 11,65: 181,19 x (1 000 - 687,35) / (1 398 - 687,35) = 79,71; of November 11,88:
# 181,19 x (1 000 - 700,92) / (1 425,60 - 700,92) = 74,78.
# Right of October 2018, salary 1 200: the bonus of 2018 is for income from October 2018 under
# either reading: 551,51 + 732 + 70,49 - 1 200 = 154.
# Right of August 2018, salary 560: premiums due from August 2018, 551,51 + 341,60 - 560 = 333,11.
PARAMETRES = "parametres_prime_activite"

# bonification_2026 ----------------------------------------------------------
# Salary 1 700, 59,85 % = 1 017,45. Old maximum 184,27: 633,21 + 1 017,45 + 184,27 - 1 700 =
# 134,93. New one on 633,21: 238,72, hence 189,38. From April: 638,28 + 1 017,45 + 240,63 - 1 700
# = 196,36. June 2026 reads February to April: (134,93 x 2 + 196,36) / 3 = 155,41 or
# (189,38 x 2 + 196,36) / 3 = 191,71.
BONIFICATION = "bonification_2026"

# conjoint_etudiant_prime_activite -------------------------------------------
# A earns 1 500 (bonus 184,27), B is a student without income. Alone: 633,21 + 897,75 + 184,27 -
# 1 500 = 215,23. With B counted: + 316,61 = 531,84. Refused: 0.
# B at 1 200 > 1 104,25: 949,82 + 59,85 % x 2 700 (1 615,95) + 184,27 + 126,90 - 2 700 = 176,94,
# B's bonus being 184,27 x (1 200 - 700,92) / (1 425,60 - 700,92) = 126,90.
CONJOINT = "conjoint_etudiant_prime_activite"
DECEMBRE = reference("2025-12")


def couple_etudiant(salaire):
    return foyer(
        [
            {"salaire_net": chaque(DECEMBRE, 1500)},
            {"etudiant": chaque(DECEMBRE, True), "salaire_net": chaque(DECEMBRE, salaire)},
        ]
    )


# B on congé parental without income (salaries and bonus of A as above): the same three readings.
EN_CONGE = foyer(
    [
        {"salaire_net": chaque(DECEMBRE, 1500)},
        {"type_conges": chaque(DECEMBRE, "conge_parental")},
    ]
)

# conjoint_non_pris_en_compte ------------------------------------------------
# A 700, B (foreigner, two years of residence permit) 300. Counted as income only:
# 633,21 + 59,85 % x 700 (418,95) - 1 000 = 52,16; ignored: 633,21 + 418,95 - 700 = 352,16.
SANS_TITRE = foyer(
    [
        {"salaire_net": chaque(DECEMBRE, 700)},
        {
            "salaire_net": chaque(DECEMBRE, 300),
            "nationalite": dict.fromkeys([*DECEMBRE, "2025-11", "2025-12"], "MA"),
            "duree_possession_titre_sejour": {"2025-12": 2},
        },
    ]
)

# forfait_logement_accedant --------------------------------------------------
# Salary 800: 633,21 + 478,80 + 25,19 - 800 = 337,20; less 12 % x 633,21 = 75,99: 261,21.
ACCEDANT = salaries(
    "2025-12",
    [800],
    menage={"statut_occupation_logement": chaque(DECEMBRE, "primo_accedant")},
)

# prestations_familiales_comptees --------------------------------------------
# Salary 1 600, AF 151,89: MF 633,21 + 316,61 + 189,96 x 2 = 1 329,74; 957,60; bonus 184,27.
# Gross: 2 471,61 - 1 751,89 = 719,72. Net of CRDS 0,75 (0,75945 truncated): 720,47.
ENFANTS = [
    {"date_naissance": {"ETERNITY": "2014-03-10"}},
    {"date_naissance": {"ETERNITY": "2016-03-10"}},
]
AVEC_AF = foyer(
    [{"salaire_net": chaque(DECEMBRE, 1600)}, {}],
    ENFANTS,
    {
        **{nom: chaque(DECEMBRE, 0) for nom in ("cf", "asf", "paje_base", "af_majoration")},
        "af_allocation_forfaitaire": chaque(DECEMBRE, 0),
        "af_allocation_forfaitaire_complement_degressif": chaque(DECEMBRE, 0),
        "af": chaque(DECEMBRE, 151.89),
    },
)

# mois_de_reference_msa ------------------------------------------------------
# Salary 300 in February 2025 only: read by the right of March under M-3 to M-1, 61 % = 183, / 3.
MSA = foyer([{"salaire_net": {"2025-02": 300}}], famille={"affilie_msa": {"2025-03": True}})

# premier_renouvellement_prime_activite --------------------------------------
# Right open since December 2024, renewed in March 2025 on November to January.
# 1 500: 622,63 + 915 + 181,19 - 1 500 = 218,82; 500: 305. Mean of three (218,82 + 305 x 2) / 3 =
# 276,27. Resources: mean 833,33 of three above 500 of the last two: 305.
RENOUVELLEMENT = "premier_renouvellement_prime_activite"


def renouvelee(*salaires, demande="2024-12-01"):
    return salaries("2025-03", salaires, famille={"ppa_mois_demande": {"ETERNITY": demande}})


CAS = [
    (PARAMETRES, "mois_de_reference", salaries("2024-05", [650]), "2024-05", 350.88),
    (PARAMETRES, "mois_du_droit", salaries("2024-05", [650]), "2024-05", 369.13),
    (PARAMETRES, "mois_de_reference", salaries("2025-06", [500]), "2025-06", 303.08),
    (PARAMETRES, "mois_du_droit", salaries("2025-06", [500]), "2025-06", 299.25),
    (PARAMETRES, "mois_de_reference", salaries("2024-11", [1000]), "2024-11", 312.34),
    (PARAMETRES, "mois_du_droit", salaries("2024-11", [1000]), "2024-11", 307.41),
    (PARAMETRES, "mois_de_reference", salaries("2018-10", [1200]), "2018-10", 154.00),
    (PARAMETRES, "mois_du_droit", salaries("2018-10", [1200]), "2018-10", 154.00),
    (PARAMETRES, "mois_de_reference", salaries("2018-08", [560]), "2018-08", 333.11),
    (PARAMETRES, "mois_du_droit", salaries("2018-08", [560]), "2018-08", 333.11),
    (BONIFICATION, "mois_du_droit", salaries("2026-03", [1700]), "2026-03", 134.93),
    (BONIFICATION, "mois_de_reference", salaries("2026-03", [1700]), "2026-03", 134.93),
    (BONIFICATION, "mois_du_droit", salaries("2026-04", [1700]), "2026-04", 189.38),
    (BONIFICATION, "mois_de_reference", salaries("2026-04", [1700]), "2026-04", 134.93),
    (BONIFICATION, "mois_du_droit", salaries("2026-06", [1700]), "2026-06", 191.71),
    (BONIFICATION, "mois_de_reference", salaries("2026-06", [1700]), "2026-06", 155.41),
    (BONIFICATION, "mois_du_droit", salaries("2026-08", [1700]), "2026-08", 196.36),
    (BONIFICATION, "mois_de_reference", salaries("2026-08", [1700]), "2026-08", 196.36),
    (CONJOINT, "exclu", couple_etudiant(0), "2025-12", 215.23),
    (CONJOINT, "compte", couple_etudiant(0), "2025-12", 531.84),
    (CONJOINT, "droit_refuse", couple_etudiant(0), "2025-12", 0),
    (CONJOINT, "exclu", couple_etudiant(1200), "2025-12", 176.94),
    (CONJOINT, "compte", couple_etudiant(1200), "2025-12", 176.94),
    (CONJOINT, "droit_refuse", couple_etudiant(1200), "2025-12", 176.94),
    (CONJOINT, "exclu", EN_CONGE, "2025-12", 215.23),
    (CONJOINT, "compte", EN_CONGE, "2025-12", 531.84),
    (CONJOINT, "droit_refuse", EN_CONGE, "2025-12", 0),
    ("conjoint_non_pris_en_compte", "comptees", SANS_TITRE, "2025-12", 52.16),
    ("conjoint_non_pris_en_compte", "ignorees", SANS_TITRE, "2025-12", 352.16),
    ("forfait_logement_accedant", "sans_forfait", ACCEDANT, "2025-12", 337.20),
    ("forfait_logement_accedant", "forfait", ACCEDANT, "2025-12", 261.21),
    ("prestations_familiales_comptees", "brutes", AVEC_AF, "2025-12", 719.72),
    ("prestations_familiales_comptees", "nettes", AVEC_AF, "2025-12", 720.47),
    ("mois_de_reference_msa", "septembre_2025", MSA, "2025-03", 61.00),
    ("mois_de_reference_msa", "comme_caf", MSA, "2025-03", 0),
    (RENOUVELLEMENT, "sans", renouvelee(1500, 500, 500), "2025-03", 276.27),
    (RENOUVELLEMENT, "comme_rsa", renouvelee(1500, 500, 500), "2025-03", 305.00),
    (RENOUVELLEMENT, "sans", renouvelee(500, 500, 1500), "2025-03", 276.27),
    (RENOUVELLEMENT, "comme_rsa", renouvelee(500, 500, 1500), "2025-03", 276.27),
    # Opened in March 2025 itself: nothing is renewed.
    (
        RENOUVELLEMENT,
        "comme_rsa",
        renouvelee(1500, 500, 500, demande="2025-03-01"),
        "2025-03",
        276.27,
    ),
    # Readings of the RSA alone leave the prime d'activité as it is (salary 500: 299,25).
    ("montant_forfaitaire_rsa", "mois_du_droit", salaries("2025-12", [500]), "2025-12", 299.25),
    ("charge_r262_3", "marginale", salaries("2025-12", [500]), "2025-12", 299.25),
]


@pytest.mark.parametrize(("convention", "valeur", "situation", "mois", "attendu"), CAS)
def test_lecture(convention, valeur, situation, mois, attendu):
    assert calculer(convention, valeur, situation, "ppa", mois) == pytest.approx(
        [attendu], abs=1e-6
    )


def test_une_lecture_de_la_bonification_ne_depend_pas_de_l_autre_convention():
    """By month of right for the scale, by income month for the bonus of 2026.

    Right of April 2026, salary 1 700: scale of April 638,28 and SMIC 12,02, bonus of 2018 on it
    29,101 % x 638,28 = 185,75: 638,28 + 1 017,45 + 185,75 - 1 700 = 141,48.
    """

    class Deux(Reform):
        def apply(self):
            def fixer(parameters):
                for nom, valeur in (
                    (PARAMETRES, "mois_du_droit"),
                    (BONIFICATION, "mois_de_reference"),
                ):
                    parameters.conventions.children[nom].update(start="2014-01-01", value=valeur)
                return parameters

            self.modify_parameters(fixer)

    simulation = SimulationBuilder().build_from_entities(
        Deux(system()), salaries("2026-04", [1700])
    )
    assert simulation.calculate("ppa", "2026-04").tolist() == pytest.approx([141.48], abs=1e-6)


@pytest.mark.parametrize("convention", sorted({cas[0] for cas in CAS}))
def test_la_lecture_par_defaut_est_l_une_des_lectures_eprouvees(convention):
    parametre = system().parameters.conventions.children[convention]
    assert parametre("2025-12-01") in parametre.metadata["possible_values"]
