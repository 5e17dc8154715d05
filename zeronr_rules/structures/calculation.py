"""``zr.structures.calculate``: structures, one month, what the rules say of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from openfisca_core.indexed_enums import EnumArray

from zeronr_rules.calculation import requested_variables
from zeronr_rules.core import Simulation
from zeronr_rules.engine import ENGINE, core_period, population_of
from zeronr_rules.inputs import check_situation, read_situation
from zeronr_rules.inputs.catalogue import catalogue_of
from zeronr_rules.inputs.periods import SimplePeriod, requested_period
from zeronr_rules.notices import INDETERMINATE, Notice
from zeronr_rules.parsed import digest_of, parameter_files, sources_of
from zeronr_rules.provenance import VERSION, Provenance, conventions_at
from zeronr_rules.results import Column, Results
from zeronr_rules.structures.coherence import check_coherence
from zeronr_rules.structures.system import PARAMETERS, system

Array = np.ndarray[Any, Any]


def calculate(
    situation: Mapping[str, Any] | str | os.PathLike[str],
    period: str | int,
    variables: str | Iterable[str],
) -> Results:
    """Compute variables of childcare structures for a month.

    Parameters
    ----------
    situation
        A mapping whose key is ``structures_accueil``, or the path of a JSON or YAML
        file that holds one.
    period
        The month, ``"2024-01"``. Amounts are those of a year at the rates of the month.
    variables
        One name, or several.

    Returns
    -------
    zeronr_rules.Results
        Values by variable and structure. An amount that the rules cannot know is NaN
        (``None`` in ``to_dict``), with a notice; a number of places, -1.

    Raises
    ------
    zeronr_rules.SituationError
        When the situation has faults; all are reported together.
    zeronr_rules.PeriodError, zeronr_rules.UnknownVariableError
        When the request itself is wrong.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> creches = {
    ...     "structures_accueil": {
    ...         "segny": {"capacite": {"2024-01": 24}},
    ...         "ornex": {"capacite": {"2024-01": 12}},
    ...     }
    ... }
    >>> zr.structures.calculate(creches, "2024-01", "avip_places_requises").by_id(
    ...     "avip_places_requises"
    ... )
    {'segny': 5, 'ornex': 2}

    """
    rules = system()
    asked = requested_period(period)
    names = requested_variables(variables, asked, catalogue_of(rules))
    if isinstance(situation, (str, os.PathLike)):
        situation = read_situation(situation)
    checked = check_situation(situation, asked, rules)
    simulation = Simulation(rules, population_of(rules, checked))

    def values_of(name: str) -> Array:
        return _plain(simulation.calculate(name, core_period(asked)), len(checked.persons))

    check_coherence(values_of, checked.persons, str(asked))
    notices = list(checked.notices)
    columns = {}
    for name in names:
        values = values_of(name)
        flag = f"{name}{INDETERMINATE}"
        if flag in rules.variables:
            unknown = values_of(flag)
            values = np.where(unknown, np.nan, values)
            notices += _unknown(name, rules.variables[flag].label, checked.persons, unknown, asked)
        values.setflags(write=False)
        columns[name] = Column("structure_accueil", checked.persons, values)
    provenance = Provenance(
        version=VERSION,
        parameters_digest=digest_of(sources_of(parameter_files(PARAMETERS))),
        engine=ENGINE,
        reform=None,
        conventions=conventions_at(rules, asked),
        period=str(asked),
    )
    return Results(str(asked), columns, tuple(notices), provenance)


def _plain(array: Any, count: int) -> Array:
    """Return one plain value a structure: enum items as their names, texts as ``str``."""
    if isinstance(array, EnumArray):
        array = np.asarray(array.decode_to_str())
    elif array.dtype.kind == "S":
        array = array.astype(str)
    return np.array(np.broadcast_to(array, count))


def _unknown(
    name: str, label: str, ids: tuple[str, ...], unknown: Array, period: SimplePeriod
) -> list[Notice]:
    concerned = tuple(key for key, flag in zip(ids, unknown.tolist(), strict=True) if flag)
    if not concerned:
        return []
    return [
        Notice(
            code=f"{name}{INDETERMINATE}",
            message=f"{label} : {name} n'est pas connu pour {', '.join(concerned[:10])}.",
            variable=name,
            entity="structure_accueil",
            ids=concerned,
            period=str(period),
        )
    ]
