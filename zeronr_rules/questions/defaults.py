"""What is asked when nobody says what: the usual inputs that the situation does not give."""

from __future__ import annotations

from collections.abc import Iterable

from zeronr_rules.assumptions.incomes import PAID_AS
from zeronr_rules.calculation import reformed_system
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.questions.unknowns import MAX_UNKNOWNS, Key
from zeronr_rules.questions.wording import tables

# Each income as it is paid, and as it is taxed: one answer for both is near, not exact.
_TAXED = {paid: taxable for taxable, paid in PAID_AS.items()}


def default_unknowns(situation: Situation, asked: Iterable[str] = ()) -> tuple[Key, ...]:
    """Return up to six usual inputs that a situation does not give.

    Parameters
    ----------
    situation
        A situation that was checked.
    asked
        The rights asked for, which are not asked back.

    Returns
    -------
    tuple
        ``(member, input)``, those of the home first, then of each adult.

    """
    specs = catalogue_of(reformed_system(None)).variables
    roles = situation.groups["famille"].roles
    rights = set(asked)
    found = []
    for name in tables()["defaults"]:
        spec = specs[name]
        given = {rank for members in situation.values.get(name, {}).values() for rank in members}
        for rank, member in enumerate(situation.ids(spec.entity)):
            is_child = spec.entity == "individu" and roles[rank] == "enfant"
            if rank not in given and not is_child and name not in rights:
                found.append((member, name))
    return tuple(found[:MAX_UNKNOWNS])


def taxed_too(situation: Situation, keys: Iterable[str | Key]) -> dict[str, str]:
    """Return the taxable incomes that can take the answer of the paid ones: none is given.

    Parameters
    ----------
    situation
        A situation that was checked.
    keys
        The unknown inputs, by name or by ``(member, input)``.

    """
    names = [key if isinstance(key, str) else key[1] for key in keys]
    found = {}
    for paid in dict.fromkeys(names):
        taxable = _TAXED.get(paid)
        if taxable is not None and not any(situation.values.get(taxable, {}).values()):
            found[paid] = taxable
    return found
