"""``zeronr ask``: from a file or from nothing to rights with their intervals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openfisca_core.reforms import Reform as CoreReformClass

from zeronr_rules.calculation import reformed_system, requested_variables, results_of
from zeronr_rules.engine import Run
from zeronr_rules.inputs import check_situation
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.periods import requested_period
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.questions.asking import HOW, Asked, Read, Write, ask
from zeronr_rules.questions.defaults import default_unknowns, taxed_too
from zeronr_rules.questions.exploring import DEFAULT_VARIABLES, explore
from zeronr_rules.questions.household import ask_household
from zeronr_rules.questions.texts import ON_THE_GRID, rights_text
from zeronr_rules.reforms.reform import Reform
from zeronr_rules.text import results_text

_TAXED = (
    "Les revenus imposables qui ne sont pas donnés sont comptés égaux aux revenus nets : l'aide "
    "au logement les lit, et ils sont en général un peu plus élevés."
)
_ABSENT = "Ce qui n'est ni donné ni demandé compte comme absent."


def interview(
    situation: Any,
    period: str,
    variables: Iterable[str] | None,
    read: Read,
    write: Write,
    *,
    unknown: Iterable[Any] | None = None,
    reform: Reform | type[CoreReformClass] | None = None,
) -> str:
    """Ask what is worth asking, and return the page of rights.

    Parameters
    ----------
    situation
        A situation in OpenFisca's format, or None: who lives there is asked first.
    period, variables
        The month, and the rights; those of ``explore`` where left out.
    read, write
        See :func:`zeronr_rules.questions.ask`.
    unknown
        The unknown inputs; the usual ones that are not given where left out.
    reform
        As for ``explore``.

    """
    rules = reformed_system(reform)
    asked = requested_period(period)
    # A wrong request is refused before anybody answers.
    names = requested_variables(variables or DEFAULT_VARIABLES, asked, catalogue_of(rules))
    if situation is None:
        situation = ask_household(read, write)
    checked = check_situation(situation, asked, rules)
    keys = tuple(default_unknowns(checked, names) if unknown is None else unknown)
    if not keys:
        return _all_given(checked, period, names, reform)
    also = taxed_too(checked, keys)
    start = explore(checked, keys, period, names, also=also, reform=reform)
    write(HOW)
    return _page(ask(start, read, write), with_taxed=bool(also))


def _all_given(checked: Situation, period: str, names: tuple[str, ...], reform: Any) -> str:
    rules, asked = reformed_system(reform), requested_period(period)
    run = Run(rules, checked, (asked, names))
    found = results_of(run, catalogue_of(rules), asked, names, strict=False, reform=reform)
    return f"Rien à demander.\n\n{results_text(found, catalogue_of(rules))}"


def _page(done: Asked, *, with_taxed: bool) -> str:
    exploration = done.exploration
    lines = ["", f"Droits pour {exploration.period}", "", rights_text(exploration), ""]
    plural = "s" if done.count > 1 else ""
    lines.append(f"{done.count} question{plural} posée{plural}.")
    left = [unknown.question for unknown in exploration.unknowns]
    if left and exploration.is_settled:
        lines.append("Les autres réponses ne changent aucun montant, sur la grille :")
        lines += [f"  - {question}" for question in left]
    elif left:
        lines.append("Sans réponse :")
        lines += [f"  - {question}" for question in left]
    if left:
        lines.append(ON_THE_GRID)
    lines += [_TAXED] if with_taxed else []
    lines.append(_ABSENT)
    if not left:
        notices = exploration.results().notices
        lines += ["", "Avis", *(f"  - {notice.message}" for notice in notices)] if notices else []
    return "\n".join(lines)
