"""What holds of every sanction, whatever its figures."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from openfisca_core.simulation_builder import SimulationBuilder

import zeronr_rules as zr
from zeronr_rules.core import Population, Simulation
from zeronr_rules.system import system

MOIS = [f"2026-{numero:02d}" for numero in range(1, 11)]
NATURES = ["suspension", "suppression"]
BOUNDS = {1: (1, 2), 2: (1, 4)}


def familles(nombre, graine):
    """Random familles: one or two adults, a sanction each or none, compliance or none."""
    hasard = np.random.default_rng(graine)
    tirees = []
    for _ in range(nombre):
        adultes = [
            {
                "sanctionne": bool(hasard.random() < 0.8),
                "debut": int(hasard.integers(0, 6)),
                "nature": NATURES[int(hasard.integers(0, 2))],
                "taux": round(float(hasard.uniform(0.05, 1.0)), 2),
                "duree": int(hasard.integers(1, 6)),
                "rang": int(hasard.integers(1, 3)),
                "conforme": int(hasard.integers(0, 20)),
            }
            for _ in range(int(hasard.integers(1, 3)))
        ]
        tirees.append({"adultes": adultes, "du": round(float(hasard.uniform(0, 900)), 2)})
    return tirees


def situation(tirees):
    cas = {"individus": {}, "familles": {}, "foyers_fiscaux": {}, "menages": {}}
    for rang, famille in enumerate(tirees):
        noms = []
        for place, adulte in enumerate(famille["adultes"]):
            noms.append(f"{rang}_{place}")
            donnees = {"date_naissance": {"ETERNITY": "1986-03-12"}}
            if adulte["sanctionne"]:
                debut = MOIS[adulte["debut"]]
                donnees |= {
                    "rsa_sanction": {debut: adulte["nature"]},
                    "rsa_sanction_taux_demande": {debut: adulte["taux"]},
                    "rsa_sanction_duree_demandee": {debut: adulte["duree"]},
                    "rsa_sanction_rang": {debut: adulte["rang"]},
                }
            if adulte["conforme"] < len(MOIS):
                donnees["rsa_remobilisation"] = {MOIS[adulte["conforme"]]: True}
            cas["individus"][noms[-1]] = donnees
        cas["familles"][f"f{rang}"] = {
            "parents": noms,
            "rsa_avant_sanction": dict.fromkeys(MOIS, famille["du"]),
        }
        cas["foyers_fiscaux"][f"d{rang}"] = {"declarants": noms}
        cas["menages"][f"m{rang}"] = {"personne_de_reference": noms[:1], "conjoint": noms[1:]}
    return cas


def centime(montant):
    return int(montant * 100 + 0.5 + 1e-7) / 100


def taux(adulte, mois, *, plafond, sans=None):
    """Rate of one adult's sanction in a month, written month by month; ``sans``: lifted then."""
    if not adulte["sanctionne"]:
        return 0.0
    debut = adulte["debut"]
    minimum, maximum = BOUNDS[adulte["rang"]]
    duree = min(max(adulte["duree"], minimum), maximum)
    if not debut <= mois < debut + duree:
        return 0.0
    if adulte["nature"] == "suspension" and debut <= adulte["conforme"] <= mois:
        return 0.0
    levee = adulte["nature"] == "suspension" and sans is not None and sans == adulte["conforme"]
    if levee and debut < sans < debut + duree:
        return 0.0
    return min(max(adulte["taux"], 0.3), 1.0, plafond)


def verse(famille, mois):
    """Amount paid, by the rule written person by person."""
    du, adultes = famille["du"], famille["adultes"]
    plafond = 0.5 if len(adultes) > 1 else 1.0

    def retenu(quand, sans=None):
        fort = max(taux(adulte, quand, plafond=plafond, sans=sans) for adulte in adultes)
        return du - centime(du * (1 - fort))

    rappel = sum(
        retenu(mois - recul) - retenu(mois - recul, sans=mois)
        for recul in (1, 2, 3)
        if mois - recul >= 0
    )
    fin = any(
        adulte["sanctionne"]
        and adulte["nature"] == "suppression"
        and mois >= adulte["debut"] + 4
        and all(taux(adulte, adulte["debut"] + k, plafond=plafond) >= 1 for k in range(4))
        and not any(
            adulte["debut"] <= autre["conforme"] <= adulte["debut"] + 4 for autre in adultes
        )
        for adulte in adultes
    )
    return 0.0 if fin else du - retenu(mois) + rappel


@pytest.mark.parametrize("graine", [0, 1])
def test_la_regle_vectorielle_est_la_regle_famille_par_famille(graine):
    tirees = familles(400, graine)
    cas = situation(tirees)
    avec_openfisca = SimulationBuilder().build_from_entities(system(), cas)
    ici = Simulation(system(), Population.from_situation(system(), cas))
    for rang, mois in enumerate(MOIS):
        attendus = [verse(famille, rang) for famille in tirees]
        obtenus = ici.calculate("rsa", mois)
        np.testing.assert_allclose(obtenus, attendus, atol=0.006)
        np.testing.assert_allclose(avec_openfisca.calculate("rsa", mois), obtenus, atol=0.006)


def test_une_sanction_plus_dure_ne_paie_jamais_plus():
    tirees = familles(200, 7)
    verses = []
    for durcissement in (0.0, 0.1, 0.3, 1.0):
        for famille in tirees:
            for adulte in famille["adultes"]:
                adulte["conforme"] = len(MOIS)
                adulte["taux"] = min(adulte["taux"] + durcissement, 1.0)
        ici = Simulation(system(), Population.from_situation(system(), situation(tirees)))
        verses.append(np.array([ici.calculate("rsa", mois) for mois in MOIS]))
    for doux, dur in itertools.pairwise(verses):
        assert (dur <= doux + 1e-9).all()


def test_les_autres_droits_ne_bougent_pas():
    def cas(sanctionne):
        donnees = {"salaire_net": {"year:2025:2": 3600}}
        if sanctionne:
            donnees |= {
                "rsa_sanction": {"2026-03": "suspension"},
                "rsa_sanction_taux_demande": {"2026-03": 1},
                "rsa_sanction_duree_demandee": {"2026-03": 2},
            }
        return {
            "individus": {"a": {"date_naissance": {"ETERNITY": "1986-03-12"}, **donnees}},
            "familles": {"f": {"parents": ["a"]}},
            "foyers_fiscaux": {"d": {"declarants": ["a"]}},
            "menages": {"m": {"personne_de_reference": ["a"]}},
        }

    avec, sans = (
        Simulation(system(), Population.from_situation(system(), cas(oui))) for oui in (True, False)
    )
    assert avec.calculate("rsa", "2026-04")[0] == 0 < sans.calculate("rsa", "2026-04")[0]
    for droit in ("ppa", "af", "asf", "rsa_avant_sanction"):
        for mois in ("2026-03", "2026-04", "2026-07"):
            assert avec.calculate(droit, mois)[0] == sans.calculate(droit, mois)[0]


def test_l_aide_au_logement_regarde_le_rsa_ouvert():
    def aide(sanction, convention=None):
        annees = "year:2023:4"
        cas = {
            "individus": {
                "a": {
                    "date_naissance": {"ETERNITY": "1986-03-12"},
                    # Incomes of the past year: without the RSA they are not neutralised.
                    "salaire_imposable": {f"2025-{mois:02d}": 1800 for mois in range(3, 10)},
                    **sanction,
                }
            },
            "familles": {"f": {"parents": ["a"]}},
            "foyers_fiscaux": {"d": {"declarants": ["a"]}},
            "menages": {
                "m": {
                    "personne_de_reference": ["a"],
                    "statut_occupation_logement": {annees: "locataire_vide"},
                    "depcom": {annees: "13055"},
                    "loyer": {f"2026-{mois:02d}": 450 for mois in range(1, 7)},
                }
            },
        }
        reforme = convention and zr.reforms.parametric(
            {"conventions.rsa_sanction_autres_droits": {"2017-01:": convention}}
        )
        return zr.calculate(cas, "2026-04", "aide_logement", reform=reforme)["aide_logement"][0]

    sanction = {
        "rsa_sanction": {"2026-03": "suspension"},
        "rsa_sanction_taux_demande": {"2026-03": 1},
        "rsa_sanction_duree_demandee": {"2026-03": 2},
    }
    assert aide(sanction) == aide({}) > 0
    assert aide(sanction, "montant_verse") != aide({})
