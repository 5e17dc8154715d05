"""Who is in which state each month, and what sanctions withhold and pay back."""

from __future__ import annotations

from typing import Any

import numpy as np

from zeronr_rules import core
from zeronr_rules.dynamics.reading import DUE, Rules
from zeronr_rules.entities import Famille
from zeronr_rules.errors import DynamicsError
from zeronr_rules.frames import Table
from zeronr_rules.inputs.faults import Faults
from zeronr_rules.inputs.periods import month_text, requested_period
from zeronr_rules.inputs.synthetic.columns import rank_of
from zeronr_rules.population import simulate
from zeronr_rules.samples import check_people, check_period
from zeronr_rules.variables.loi_plein_emploi.sanctions import TypesSanctionRSA

Array = np.ndarray[Any, Any]

_STATES = ("libres", "rang_1", "rang_2", "radies", "indetermines")
_PAID = ("rsa_retenu", "rsa_rappel_remobilisation", "rsa")


def monthly(
    people: core.Population, period: str | int, *, weights: Any = None, reform: Any = None
) -> Table:
    """Count persons by state, and euros withheld, paid back and paid, each month.

    Read from the rules: it serves for drawn sanctions and for those that a population tells.

    Parameters
    ----------
    people
        The population.
    period
        A month, or a year.
    weights
        One number a ménage; those of the population where left out, one if it has none. A ménage
        of weight 0 is left out.
    reform
        The law under which amounts are computed.

    Returns
    -------
    Table
        One row a month: persons with duties and free (``libres``), under a sanction of rank 1 or 2
        (``rang_1``, ``rang_2``: the adults whom the decision concerns, in a foyer whose right is
        open), struck off (``radies``, adults); ``indetermines``, the adults of a foyer under a
        sanction whose rate or duration nobody knows, who are in none of the first three. Then euros
        a month: of these foyers, what is certain only.

    Raises
    ------
    DynamicsError
        When the population is empty, or weights are wrong.
    PeriodError, ReformError, EngineError
        As :func:`zeronr_rules.simulate` does; also for months that a drawn population does not
        tell.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> people = zr.synthetic_population(100, 2026)
    >>> monthly(people, "2026-05")["rang_1"]
    array([0.])

    """
    asked, faults = requested_period(period), Faults()
    by_menage = check_people(people, weights, faults)
    if faults:
        raise DynamicsError(faults.found)
    check_period(people, asked)
    rules = Rules(reform)
    by_person = by_menage[people.members["menage"].groups]
    by_famille = _of_first(people, by_person)
    months = range(asked.start, asked.start + asked.months)
    rank = np.zeros(people.count(people.person_key), dtype=np.int64)
    for month in range(asked.start - rules.longest(asked.start), asked.start):
        rank = _rank(rules, people, month, rank)
    columns: dict[str, list[Any]] = {name: [] for name in ("mois", *_STATES, *_PAID)}
    for month in months:
        rank = _rank(rules, people, month, rank)
        amounts = simulate(people, month_text(month), (DUE, *_PAID), reform=reform)
        states = _states(rules, people, month, amounts[DUE], rank)
        columns["mois"].append(month_text(month))
        for name, who in zip(_STATES, states, strict=True):
            columns[name].append(float(by_person[who].sum()))
        for name in _PAID:
            counted = by_famille > 0
            columns[name].append(float(by_famille[counted] @ amounts[name][counted]))
    units = {**dict.fromkeys(_STATES, "count"), **dict.fromkeys(_PAID, "EUR")}
    return Table(columns, units, "Sanctions du RSA, mois par mois")


def _rank(rules: Rules, people: core.Population, month: int, before: Array) -> Array:
    """Return the rank of the last decision against each person."""
    told = rules.ask(people, ("rsa_sanction", "rsa_sanction_rang_retenu"), month)
    decided = told["rsa_sanction"] != rank_of(TypesSanctionRSA.aucune)
    return np.where(decided, told["rsa_sanction_rang_retenu"], before)


def _states(
    rules: Rules, people: core.Population, month: int, due: Array, rank: Array
) -> tuple[Array, ...]:
    familles = people.members["famille"]
    known = people.sharing_inputs(DUE)
    known.set_input(DUE, month_text(month), due)
    told = rules.ask(
        known,
        (
            "rsa_sanction_taux_suspension",
            "rsa_sanction_taux_suppression",
            "demandeur_ou_beneficiaire_rsa",
            "soumis_obligations_rsa",
            "rsa_radie",
            "rsa_indetermine",
        ),
        month,
    )
    withheld = np.maximum(
        told["rsa_sanction_taux_suspension"], told["rsa_sanction_taux_suppression"]
    )
    open_right = told["demandeur_ou_beneficiaire_rsa"] & familles.mask(Famille.PARENT)
    unknown = told["rsa_indetermine"][familles.groups] & open_right
    under = (withheld > 0) & told["demandeur_ou_beneficiaire_rsa"] & ~unknown
    free = told["soumis_obligations_rsa"] & ~under & ~unknown
    struck = told["rsa_radie"][familles.groups] & familles.mask(Famille.PARENT)
    return free, under & (rank == 1), under & (rank > 1), struck, unknown


def _of_first(people: core.Population, by_person: Array) -> Array:
    """Return, for each famille, the weight of its first person."""
    familles = people.members["famille"]
    first = np.full(familles.count, len(by_person))
    np.minimum.at(first, familles.groups, np.arange(len(by_person)))
    found: Array = by_person[first]
    return found
