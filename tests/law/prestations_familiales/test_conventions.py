"""The second reading of each convention of the family benefits, by hand."""

from __future__ import annotations

import pytest
from openfisca_core.simulation_builder import SimulationBuilder

from zeronr_rules.system import RulesSystem

RESSOURCES = "prestations_familiales_base_ressources"


def calculer(convention, lecture, situation, variable, mois):
    systeme = RulesSystem()
    if lecture is not None:
        parametre = systeme.parameters.conventions.children[convention]
        parametre.update(start="2014-01-01", value=lecture)
    simulation = SimulationBuilder().build_from_dict(systeme, situation)
    return simulation.calculate(variable, mois).tolist()


def famille(enfants, mois, parents=1, **entrees):
    adultes = {
        f"p{rang}": {"date_naissance": {"ETERNITY": "1980-01-01"}} for rang in range(parents)
    }
    personnes = {
        f"e{rang}": {
            nom: valeur if isinstance(valeur, dict) else {mois: valeur}
            for nom, valeur in enfant.items()
        }
        for rang, enfant in enumerate(enfants)
    }
    return {
        "individus": adultes | personnes,
        "familles": {
            "f": {
                "parents": list(adultes),
                "enfants": list(personnes),
                **{nom: {mois: valeur} for nom, valeur in entrees.items()},
            }
        },
    }


def ne_le(date, **autres):
    return {"date_naissance": {"ETERNITY": date}, **autres}


# 6 000 EUR en juillet et août : 1 000 en moyenne du semestre, 3 000 en juillet ; plafond 1 104,246.
ETUDIANT = famille(
    [ne_le("2006-01-10", etudiant=True, salaire_net={"2025-07": 3000, "2025-08": 3000})], "2025-07"
)

# Deux enfants et un de 20 ans, ressources entre 78 565 (deux enfants) et 78 565 + 6 546 = 85 111.
FORFAIT = famille(
    [ne_le("2005-06-15"), ne_le("2015-06-10"), ne_le("2016-06-10")],
    "2025-06",
    **{RESSOURCES: 85000},
)

# Le troisième enfant a trois ans dans le mois ; 62,48 % de 478,16 = 298,754368.
TROIS_ANS = famille([ne_le("2017-01-10"), ne_le("2018-01-10"), ne_le("2023-11-15")], "2026-11")

# Complément dégressif de 76,43 sur une base de 76,51 : CRDS 0,38 chacun.
DEGRESSIF = famille([ne_le("2017-01-10"), ne_le("2018-01-10")], "2026-11", **{RESSOURCES: 79981})

# Aîné de mars 2018 (taux partiel de 2014, 92,77), cadet de mai 2019 (au-dessus des plafonds de 2018).
# Couple, deux enfants, 40 000 : plafonds de 2014 en 2019, 29 757 x 1,44 = 42 850,08 (partiel) et
# 24 908 x 1,44 = 35 867,52 (plein) ; de 2018, partiel 25 327 x 1,5 = 37 990,50.
DEUX_BAREMES = famille(
    [ne_le("2018-03-10"), ne_le("2019-05-10")], "2019-07", parents=2, **{RESSOURCES: 40000}
)


@pytest.mark.parametrize(
    ("convention", "lecture", "situation", "variable", "mois", "attendu"),
    [
        (
            "pf_remuneration_enfant",
            None,
            ETUDIANT,
            "prestations_familiales_nombre_enfants",
            "2025-07",
            1,
        ),
        (
            "pf_remuneration_enfant",
            "mois_pour_tous",
            ETUDIANT,
            "prestations_familiales_nombre_enfants",
            "2025-07",
            0,
        ),
        # 10,117 % de 474,37 = 47,992 ; 85 000 dépasse 78 565 de plus de 12 x 47,99.
        (
            "pf_forfait_enfants_plafond",
            None,
            FORFAIT,
            "af_allocation_forfaitaire",
            "2025-06",
            47.99,
        ),
        (
            "pf_forfait_enfants_plafond",
            "avec_enfants_de_vingt_ans",
            FORFAIT,
            "af_allocation_forfaitaire",
            "2025-06",
            95.98,
        ),
        # Les allocations elles-mêmes ne changent pas : moitié de 151,80.
        (
            "pf_forfait_enfants_plafond",
            "avec_enfants_de_vingt_ans",
            FORFAIT,
            "af_base",
            "2025-06",
            75.90,
        ),
        ("pf_complement_familial_trois_ans", None, TROIS_ANS, "cf", "2026-11", 298.75),
        ("pf_complement_familial_trois_ans", "mois_suivant", TROIS_ANS, "cf", "2026-11", 0),
        ("pf_complement_familial_trois_ans", "mois_suivant", TROIS_ANS, "cf", "2026-12", 298.75),
        ("pf_crds_complement_degressif", None, DEGRESSIF, "crds_af", "2026-11", -0.76),
        ("pf_crds_complement_degressif", "non_preleve", DEGRESSIF, "crds_af", "2026-11", -0.38),
        ("paje_naissance_apres_avril_2018", None, DEUX_BAREMES, "paje_base", "2019-07", 0),
        (
            "paje_naissance_apres_avril_2018",
            "plus_favorable",
            DEUX_BAREMES,
            "paje_base",
            "2019-07",
            92.77,
        ),
    ],
)
def test_lecture(convention, lecture, situation, variable, mois, attendu):
    assert calculer(convention, lecture, situation, variable, mois) == pytest.approx([attendu])
