"""Households whose amounts were worked out by hand."""

from __future__ import annotations

from typing import Any

# A mother alone with a child of six, 800 € net a month, tenant with 250 € of housing aid.
MOTHER: dict[str, Any] = {
    "individus": {
        "claire": {
            "date_naissance": {"ETERNITY": "1990-03-15"},
            "salaire_net": {"2025": 9600, "2026": 9600},
            "salaire_imposable": {"2024": 9800},
        },
        "leo": {"date_naissance": {"ETERNITY": "2020-02-10"}},
    },
    "familles": {
        "f1": {
            "parents": ["claire"],
            "enfants": ["leo"],
            "aide_logement": {"2025": 3000, "2026": 3000},
        }
    },
    "foyers_fiscaux": {"d1": {"declarants": ["claire"], "personnes_a_charge": ["leo"]}},
    "menages": {
        "m1": {
            "personne_de_reference": "claire",
            "enfants": ["leo"],
            "depcom": {"2025": "01053", "2026": "01053"},
            "statut_occupation_logement": {"2025": "locataire_vide", "2026": "locataire_vide"},
        }
    },
}

# Three households: a couple that claimed in April 2026, a student, a man with 2 500 € a month.
THREE: dict[str, Any] = {
    "individus": {
        "ana": {
            "date_naissance": {"ETERNITY": "1990-03-15"},
            "salaire_net": {"2025-11": 300, "2025-12": 600, "2026-01": 0, "2026-02": 900},
        },
        "bob": {
            "date_naissance": {"ETERNITY": "2003-06-01"},
            "etudiant": {"year:2025:2": True},
        },
        "cid": {
            "date_naissance": {"ETERNITY": "2007-01-10"},
            "salaire_net": {"year:2025:2": 24000},
        },
        "eve": {"date_naissance": {"ETERNITY": "2026-01-20"}},
        "zoe": {
            "date_naissance": {"ETERNITY": "2003-06-01"},
            "etudiant": {"year:2025:2": True},
        },
        "max": {
            "date_naissance": {"ETERNITY": "1980-06-01"},
            "salaire_net": {"year:2025:2": 60000},
        },
    },
    "familles": {
        "f1": {
            "parents": ["ana", "bob"],
            "enfants": ["cid", "eve"],
            "droits_mois_demande": {"ETERNITY": "2026-04-10"},
        },
        "f2": {"parents": ["zoe"]},
        "f3": {"parents": ["max"], "droits_mois_demande": {"ETERNITY": "2026-08-10"}},
    },
}


def alone(**values: Any) -> dict[str, Any]:
    """Return a single person born in 1990."""
    person = {"date_naissance": {"ETERNITY": "1990-01-01"}, **values}
    return {"individus": {"p1": person}, "familles": {"f1": {"parents": ["p1"]}}}
