"""What is given as APL, ALF or ALS is the housing benefit."""

from __future__ import annotations

from zeronr_rules.inputs.catalogue import Catalogue
from zeronr_rules.inputs.situation import Group, Values
from zeronr_rules.notices import Notice

WHOLE, PARTS = "aide_logement", ("apl", "alf", "als")


def deduce_housing_benefit(values: Values, familles: Group, catalogue: Catalogue) -> Notice | None:
    """Fill the housing benefit of the months in which only its kind is given.

    A household has one of the three at most (R821-1 CCH): it is their sum.
    """
    if not {WHOLE, *PARTS} <= set(catalogue.variables):
        return None
    told = {
        (month, index)
        for name in PARTS
        for month, members in values.get(name, {}).items()
        for index in members
        if index not in values.get(WHOLE, {}).get(month, {})
    }
    for month, index in told:
        given = (values.get(part, {}).get(month, {}).get(index, 0.0) for part in PARTS)
        values.setdefault(WHOLE, {}).setdefault(month, {})[index] = sum(given)
    found = {index for _, index in told}
    if not found:
        return None
    ids = tuple(familles.ids[index] for index in sorted(found))
    return Notice(
        code="aide_logement_deduite",
        message=(
            f"{WHOLE} est celle donnée par {', '.join(PARTS)} ({', '.join(ids[:10])}), pour les "
            "mois où l'une l'est."
        ),
        variable=WHOLE,
        entity="famille",
        ids=ids,
    )
