"""Households with unknown inputs, and the brute force: one calculation a point."""

from __future__ import annotations

import itertools

import numpy as np

import zeronr_rules as zr
from zeronr_rules.inputs.periods import requested_period

PERIOD = "2026-05"
RIGHTS = ("rsa", "ppa", "aide_logement")


def alone():
    return {
        "individus": {"p1": {"date_naissance": "1990-03-15"}},
        "menages": {"m1": {"personne_de_reference": "p1"}},
    }


def lone_parent():
    return {
        "individus": {
            "claire": {"date_naissance": "1990-03-15"},
            "leo": {"date_naissance": "2020-02-10"},
        },
        "familles": {"f1": {"parents": ["claire"], "enfants": ["leo"]}},
        "foyers_fiscaux": {"d1": {"declarants": ["claire"], "personnes_a_charge": ["leo"]}},
        "menages": {
            "m1": {
                "personne_de_reference": "claire",
                "enfants": ["leo"],
                "statut_occupation_logement": {"2025": "locataire_vide", "2026": "locataire_vide"},
                "depcom": {"2025": "01053", "2026": "01053"},
            }
        },
    }


def couple():
    return {
        "individus": {
            "karim": {
                "date_naissance": "1988-06-02",
                "salaire_net": {"2025-12": 900, "2026-01": 1500, "2026-02": 0, "2026-03": 700},
                "activite": {"2025": "actif", "2026": "actif"},
            },
            "elise": {"date_naissance": "1991-11-20"},
            "nour": {"date_naissance": "2012-01-12"},
            "sami": {"date_naissance": "2021-09-30"},
        },
        "familles": {
            "f1": {
                "parents": ["karim", "elise"],
                "enfants": ["nour", "sami"],
                "droits_mois_demande": "2026-04-01",
            }
        },
        "foyers_fiscaux": {
            "d1": {"declarants": ["karim", "elise"], "personnes_a_charge": ["nour", "sami"]}
        },
        "menages": {
            "m1": {
                "personne_de_reference": "karim",
                "conjoint": "elise",
                "enfants": ["nour", "sami"],
                "depcom": {"2025": "69266", "2026": "69266"},
            }
        },
    }


def two_familles():
    """A student who lives with her mother, and is a famille of her own."""
    return {
        "individus": {
            "mere": {"date_naissance": "1975-03-15"},
            "lina": {"date_naissance": "2004-10-05"},
        },
        "familles": {"f1": {"parents": ["mere"]}, "f2": {"parents": ["lina"]}},
        "foyers_fiscaux": {"d1": {"declarants": ["mere"], "personnes_a_charge": ["lina"]}},
        "menages": {"m1": {"personne_de_reference": "mere", "autres": ["lina"]}},
    }


PLURAL = {"individu": "individus", "famille": "familles", "menage": "menages"}


def with_values(situation, answers, period=PERIOD):
    """Write answers in a situation, from January of the third year before to December."""
    made = {
        plural: {key: dict(node) for key, node in members.items()}
        for plural, members in situation.items()
    }
    year = requested_period(period).start // 12
    for (member, name), value in answers.items():
        variable = zr.system().get_variable(name)
        node = made.setdefault(PLURAL[variable.entity.key], {}).setdefault(member, {})
        if str(variable.definition_period) == "eternity":
            node[name] = value
        else:
            months = [f"{y}-{m:02d}" for y in range(year - 3, year + 1) for m in range(1, 13)]
            node[name] = dict.fromkeys(months, value)
    return made


def brute_force(situation, exploration, period=PERIOD):
    """Return the rights at each point, each by a calculation of its own: shape of the grid."""
    names = exploration.variables
    grids = [unknown.grid for unknown in exploration.unknowns]
    found = {name: [] for name in names}
    for point in itertools.product(*grids):
        answers = dict(zip((one.key for one in exploration.unknowns), point, strict=True))
        result = zr.calculate(with_values(situation, answers, period), period, names)
        for name in names:
            found[name].append(np.asarray(result[name], dtype=float))
    shape = [len(grid) for grid in grids]
    return {name: np.array(rows).reshape(*shape, -1) for name, rows in found.items()}
