"""What a household has a right to and does not receive, as a page in French."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zeronr_rules.takeup.certainty import CERTAIN, IN_FRENCH
from zeronr_rules.takeup.unclaimed_result import (
    DIFFERENT,
    LATER,
    NONE,
    NOT_CLAIMED,
    NOT_KNOWN,
    PARTIAL,
    RECEIVED,
    TO_CHECK,
    WITHHELD,
)
from zeronr_rules.text import french_number, month_name, table

if TYPE_CHECKING:
    from zeronr_rules.takeup.unclaimed_result import FamilyRights, RightFound, Unclaimed

_SPACE = "\N{NO-BREAK SPACE}"
_STATUS = {
    NOT_CLAIMED: "non perçu",
    PARTIAL: "perçu en partie : demander une révision",
    TO_CHECK: "à vérifier : ce qui est perçu n'est pas connu",
    RECEIVED: "perçu",
    NONE: "pas de droit calculé",
    LATER: "s'ouvre après une autre demande",
    WITHHELD: "droit ouvert, rien à verser ce mois",
    DIFFERENT: "écart à vérifier avec la personne",
    NOT_KNOWN: "ne peut pas être calculé",
}
_PURPOSE = (
    "Ce calcul sert à ouvrir des droits. Il ne vaut pas décision, et un écart ne dit rien de sa "
    "cause : un mois, un revenu ou une date différents y suffisent."
)


def report(found: Unclaimed) -> str:
    """Write the report."""
    lines = [f"Droits non réclamés, {month_name(found.period)}"]
    for one in found.families:
        lines += ["", *_family(one, titled=len(found.families) > 1)]
    source = found.provenance
    reform = f", réforme {source.reform}" if source.reform else ""
    return "\n".join([*lines, "", _PURPOSE, f"Règles {source.version} ({source.engine}{reform})."])


def _family(one: FamilyRights, *, titled: bool) -> list[str]:
    lines = [f"Famille {one.famille}"] if titled else []
    shown = [right for right in one.rights if _matters(right)]
    rows = [("  droit", "dû", "perçu", "manque", "état", "certitude")]
    rows += [
        (
            f"  {right.label}",
            _money(right.due),
            # What exceeds the right is not shown: this is no control.
            "" if right.status == DIFFERENT else _money(right.received),
            "" if right.status == DIFFERENT else _money(right.missing),
            _STATUS[right.status],
            IN_FRENCH[right.certainty.level],
        )
        for right in shown
    ]
    lines.append(table(rows) if shown else "  Aucun droit calculé, rien de perçu.")
    lines.append(f"  Manque connu : {_money(one.missing)} par mois.")
    if one.advice:
        lines += ["", "Que faire d'abord"]
        lines += [f"  - {sentence}" for sentence in one.advice]
    due = [right for right in shown if right.status in (NOT_CLAIMED, PARTIAL, TO_CHECK, LATER)]
    if due:
        lines += ["", "À partir de quand"]
        lines += [f"  - {right.label} : {right.opening} ({right.reference})." for right in due]
    unsure = [right for right in shown if right.certainty.level != CERTAIN]
    if unsure:
        lines += ["", "Ce qui n'est pas certain"]
        for right in unsure:
            lines.append(f"  - {right.label} ({IN_FRENCH[right.certainty.level]})")
            lines += [f"      demander : {one}" for one in right.certainty.documents]
            lines += [f"      {reason}" for reason in right.certainty.reasons]
    if one.follows:
        lines += ["", "Ce qui peut suivre (non calculé)"]
        lines += [
            f"  - {right.label} : {right.condition} ({right.reference})." for right in one.follows
        ]
    return lines


def _matters(right: RightFound) -> bool:
    return right.status != NONE or right.certainty.level not in (CERTAIN, "probable")


def _money(value: float | None) -> str:
    return "inconnu" if value is None else f"{french_number(value)}{_SPACE}€"
