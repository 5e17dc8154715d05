"""Rules of the named reforms that no change of a parameter can say.

Not law: variables here belong to the reform that adds them or puts them in the place of the law's.
"""

from __future__ import annotations

from typing import Any


def rules_of(name: str) -> dict[str, tuple[Any, ...]]:
    """Return the variables that a named reform adds and replaces, as ``structural`` takes them."""
    from zeronr_rules.reforms.rules import registration, sanctions

    scales = {
        "sanctions_rsa_au_plancher": sanctions.AtTheFloor,
        "sanctions_rsa_au_plafond": sanctions.AtTheCeiling,
        "sanctions_rsa_bouches_du_rhone": sanctions.AsInBouchesDuRhone,
        "sanctions_rsa_pyrenees_atlantiques": sanctions.AsInPyreneesAtlantiques,
    }
    if name in scales:
        scale: Any = scales[name]
        return {"replace": (scale.rsa_sanction_taux_decide, scale.rsa_sanction_duree_decidee)}
    if name == "sans_loi_plein_emploi":
        return {
            "replace": (
                registration.inscrit_france_travail,
                registration.categorie_demandeur_emploi,
            )
        }
    return {}
