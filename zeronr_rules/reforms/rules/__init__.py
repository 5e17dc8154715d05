"""Rules of the named reforms that no change of a parameter can say.

Not law: variables here belong to the reform that adds them or puts them in the place of the law's.
"""

from __future__ import annotations

from typing import Any


def rules_of(name: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return the variables that a named reform adds, and those that it replaces."""
    from zeronr_rules.reforms.rules import deconjugalise, registration, sanctions

    scales = {
        "sanctions_rsa_au_plancher": sanctions.AtTheFloor,
        "sanctions_rsa_au_plafond": sanctions.AtTheCeiling,
        "sanctions_rsa_bouches_du_rhone": sanctions.AsInBouchesDuRhone,
        "sanctions_rsa_pyrenees_atlantiques": sanctions.AsInPyreneesAtlantiques,
    }
    if name in scales:
        scale: Any = scales[name]
        return (), (scale.rsa_sanction_taux_decide, scale.rsa_sanction_duree_decidee)
    if name == "sans_loi_plein_emploi":
        return (), (registration.inscrit_france_travail, registration.categorie_demandeur_emploi)
    if name == "rsa_deconjugalise":
        return deconjugalise.chosen(), deconjugalise.REPLACED
    return (), ()
