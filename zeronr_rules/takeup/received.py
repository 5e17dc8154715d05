"""What a household receives now, as its caseworker says it."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from typing import Any

from zeronr_rules.errors import TakeUpError, did_you_mean, near_names
from zeronr_rules.inputs import read_situation
from zeronr_rules.inputs.faults import Faults, name_of, show
from zeronr_rules.takeup.rights import HOUSING, HOUSING_KINDS, NAMES

# By famille, by right: euros in the month; ``None`` where nobody knows.
Received = dict[str, dict[str, float | None]]
_KNOWN = (*NAMES, *HOUSING_KINDS)
_AMOUNT = "un montant par mois en euros, zéro ou plus, ou null s'il n'est pas connu"


def read_received(
    given: Mapping[str, Any] | str | os.PathLike[str], familles: Sequence[str]
) -> Received:
    """Return what each famille receives of each right in the month.

    Parameters
    ----------
    given
        Amounts by right, or by famille and right when there are several; or the
        path of a JSON or YAML file. A right that is not named is not known, and
        not zero.
    familles
        The identifiers of the familles.

    Raises
    ------
    TakeUpError
        When something cannot be read; all faults together.

    Examples
    --------
    >>> read_received({"rsa": 0, "apl": 210}, ["f1"])["f1"]["aide_logement"]
    210.0
    >>> print(read_received({"rsa": 0}, ["f1"])["f1"]["ppa"])
    None

    """
    if isinstance(given, (str, os.PathLike)):
        given = read_situation(given)
    faults = Faults()
    if not isinstance(given, Mapping):
        faults.add(("received",), show(given), "des montants par prestation")
        raise TakeUpError(faults.found)
    by_famille: Mapping[Any, Any] = given
    nested = bool(given) and all(isinstance(value, Mapping) for value in given.values())
    if not nested:
        if len(familles) > 1:
            hint = "Donner les montants par famille : {famille: {prestation: montant}}."
            expected = f"un objet pour chacune des familles {', '.join(familles)}"
            faults.add(("received",), "des montants sans famille", expected, hint)
            raise TakeUpError(faults.found)
        by_famille = {familles[0]: given}
    unknown: dict[str, float | None] = dict.fromkeys(NAMES)
    found: Received = {famille: dict(unknown) for famille in familles}
    for famille, amounts in by_famille.items():
        if famille not in found:
            hint = did_you_mean(near_names(name_of(famille), familles))
            expected = f"une famille de la situation ({', '.join(familles[:10])})"
            faults.add(("received",), show(famille), expected, hint)
            continue
        found[famille] |= _amounts(famille, amounts, faults)
    if faults:
        raise TakeUpError(faults.found)
    return found


def _amounts(famille: str, amounts: Mapping[Any, Any], faults: Faults) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    kinds: dict[str, float | None] = {}
    for name, value in amounts.items():
        if name not in _KNOWN:
            hint = did_you_mean(near_names(name_of(name), _KNOWN))
            faults.add(
                ("received", famille),
                show(name),
                f"une prestation parmi {', '.join(_KNOWN)}",
                hint,
            )
            continue
        if not _is_amount(value):
            faults.add(("received", famille, name), show(value), _AMOUNT)
            continue
        amount = None if value is None else float(value)
        (kinds if name in HOUSING_KINDS else found)[name] = amount
    if kinds and HOUSING in found:
        faults.add(
            ("received", famille, HOUSING),
            f"{HOUSING} et {', '.join(kinds)}",
            f"{HOUSING} seule, ou sa nature seule",
        )
    elif kinds:
        known = [amount for amount in kinds.values() if amount is not None]
        # One of the three kinds at most: where a kind is unknown, the whole is.
        found[HOUSING] = sum(known) if len(known) == len(kinds) else None
    return found


def _is_amount(value: Any) -> bool:
    if value is None:
        return True
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return math.isfinite(value) and value >= 0
