"""What each famille of a population has a right to, and what it receives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from zeronr_rules import core
from zeronr_rules.analysis.households import HOME, by_home, home_of
from zeronr_rules.calculation import reformed_system
from zeronr_rules.errors import PeriodError, TakeUpError, did_you_mean, near_names
from zeronr_rules.inputs.faults import Faults, show
from zeronr_rules.inputs.periods import SimplePeriod, requested_period
from zeronr_rules.population import simulate
from zeronr_rules.provenance import Provenance
from zeronr_rules.results import Results
from zeronr_rules.takeup.history import given_at, unpaid, without
from zeronr_rules.takeup.rights import CURRENT, INDETERMINATE, NAMES, RIGHTS

Array = np.ndarray[Any, Any]
FAMILLE = "famille"
INCOME, UNITS = "revenu_disponible_mensuel", "unites_consommation_du_mois"
# Who is born, how old, where: read with the rights, in one simulation.
TENURE_GIVEN, AGE, MONTHS_OLD, DEPARTMENT_CODE, COMMUNE = FACTS = (
    "statut_occupation_logement",
    "age",
    "age_en_mois",
    "code_departement",
    "depcom",
)
Progress = bool | Callable[[int, int], None]


@frozen(eq=False)
class Sample:
    """Rights and receipts, one value a famille, and the ménages where they count.

    Attributes
    ----------
    period
        The month.
    due, full, received
        By right, in euros of the month: what is due on what was received so far;
        what is due once everything has been claimed for long; what is received,
        NaN where it is not known.
    sure
        By right, false where the rules cannot tell.
    homes
        The ménage of each famille, -1 for none.
    weights
        How many real ménages each ménage stands for.
    income
        Disposable income of each ménage when every right is received.
    units
        Consumption units of each ménage.
    facts
        What tells of who lives where: :data:`FACTS`.
    provenance
        What the amounts were computed with.

    """

    people: core.Population
    period: SimplePeriod
    due: Mapping[str, Array]
    full: Mapping[str, Array]
    received: Mapping[str, Array]
    sure: Mapping[str, Array]
    homes: Array
    weights: Array
    income: Array
    units: Array
    facts: Results
    provenance: Provenance

    @property
    def rights(self) -> tuple[str, ...]:
        """The rights that are studied."""
        return tuple(self.received)

    @property
    def family_weights(self) -> Array:
        """How many real ménages the ménage of each famille stands for."""
        found: Array = np.where(self.homes >= 0, self.weights[self.homes], 0.0)
        return found

    def known(self, right: str) -> Array:
        """Tell the familles of which both the right and the receipt are known."""
        found: Array = self.sure[right] & ~np.isnan(self.received[right])
        return found & (self.family_weights > 0)

    def eligible(self, right: str) -> Array:
        """Tell the familles to which something is due, and of which the receipt is known."""
        found: Array = self.known(right) & (self.due[right] > 0)
        return found

    def missing(self, right: str) -> Array:
        """Tell the familles to which something is due, and that receive nothing."""
        found: Array = self.eligible(right) & (self.received[right] == 0)
        return found

    def foregone(self, right: str) -> Array:
        """Euros of the month that are due and not claimed."""
        return np.where(self.missing(right), self.due[right], 0.0)

    def income_now(self) -> Array:
        """Disposable income of each ménage with what it receives.

        Where a receipt is not known, what is due once all is claimed is counted.
        """
        change = np.zeros(len(self.homes))
        for right, received in self.received.items():
            unknown = np.isnan(received) | np.isnan(self.full[right])
            change += np.where(unknown, 0.0, received - self.full[right])
        return self.income + by_home(change, self.homes, len(self.weights))

    def income_claimed(self) -> Array:
        """Disposable income of each ménage once who misses a right has claimed all of them.

        Rights that the claims lower are lowered; what the other familles receive
        does not move.
        """
        misses = np.zeros(len(self.homes), dtype=bool)
        for right in self.rights:
            misses |= self.missing(right)
        change = np.zeros(len(self.homes))
        for right in self.rights:
            change += np.where(misses, self.change(right), 0.0)
        return self.income_now() + by_home(change, self.homes, len(self.weights))

    def change(self, right: str) -> Array:
        """What full take-up changes of a right: euros of the month, 0 where not known."""
        change = self.full[right] - self.received[right]
        return np.where(np.isnan(change), 0.0, change)


def run_sample(
    people: core.Population,
    received: Mapping[str, Any],
    period: str | int,
    *,
    weights: Any = None,
    reform: Any = None,
    workers: int | None = None,
    progress: Progress = False,
) -> Sample:
    """Compute what each famille has a right to, beside what it receives.

    Twice: once as if everything were received, once with the rights not received
    given as such for past months, since rights look at them.

    Raises
    ------
    TakeUpError
        When receipts or weights cannot be used; all faults together.
    PeriodError, ReformError, EngineError
        As :func:`zeronr_rules.simulate`.

    """
    asked = requested_period(period)
    if asked.unit != "month":
        raise PeriodError(f"Période demandée : reçu « {asked} » ; attendu un mois.")
    faults = Faults()
    given = read_columns(people, received, asked, faults)
    homes_weights = _weights(people, weights, faults)
    if faults:
        raise TakeUpError(faults.found)
    bare = without(people, CURRENT, asked)
    variables = reformed_system(reform).variables
    flags = {right: name for right, name in INDETERMINATE.items() if name in variables}
    paid = {right: RIGHTS[right].paid for right in given}
    names = (*paid.values(), *(flags[right] for right in given if right in flags), INCOME, UNITS)
    names += FACTS

    def run(whom: core.Population, asked_names: Sequence[str]) -> Any:
        return simulate(
            whom, str(asked), asked_names, reform=reform, workers=workers, progress=progress
        )

    everything = run(bare, names)
    full = {right: everything[name] for right, name in paid.items()}
    nothing = {right: (given[right] == 0) & (full[right] > 0) for right in given}
    due = full
    if any(where.any() for where in nothing.values()):
        facts = run(unpaid(bare, asked, nothing), tuple(paid.values()))
        due = {right: facts[name] for right, name in paid.items()}
    sure = {
        right: ~np.isnan(due[right])
        & ~(everything[flags[right]] if right in flags else np.zeros(len(due[right]), dtype=bool))
        for right in given
    }
    return Sample(
        people,
        asked,
        due,
        full,
        given,
        sure,
        home_of(people, FAMILLE),
        homes_weights,
        everything[INCOME],
        everything[UNITS],
        everything,
        everything.provenance,
    )


def read_columns(
    people: core.Population, received: Any, period: SimplePeriod, faults: Faults
) -> dict[str, Array]:
    """Return what is received of each right, one value a famille; NaN where not known.

    ``received`` gives arrays, or names of inputs of the population.
    """
    count = people.count(FAMILLE)
    found: dict[str, Array] = {}
    if not isinstance(received, Mapping) or not received:
        faults.add(("received",), show(received), "des montants par prestation")
        return found
    for name, column in received.items():
        if name not in NAMES:
            hint = did_you_mean(near_names(str(name), NAMES))
            faults.add(("received",), show(name), f"une prestation parmi {', '.join(NAMES)}", hint)
            continue
        values = _input(people, column, period) if isinstance(column, str) else column
        try:
            array = np.asarray(values, dtype=np.float64)
        except (TypeError, ValueError):
            array = np.full(0, np.nan)
        path = ("received", str(name))
        if values is None or array.shape != (count,):
            given = show(column) if isinstance(column, str) else f"{array.size} valeurs"
            expected = f"un montant pour chacune des {count} familles, ou le nom d'une donnée"
            faults.add(path, given, expected)
            continue
        rows = np.flatnonzero((array < 0) | np.isinf(array))
        if len(rows):
            shown = ", ".join(str(people.ids(FAMILLE)[row]) for row in rows[:10])
            # The amounts themselves stay out of messages.
            faults.add(
                path,
                f"{len(rows)} montants négatifs ou infinis (familles {shown})",
                "des montants positifs, zéro, ou NaN s'ils ne sont pas connus",
            )
            continue
        found[name] = array
    return found


def _input(people: core.Population, name: str, period: SimplePeriod) -> Array | None:
    if name not in people.system.variables:
        return None
    if people.system.get_variable(name).entity.key != FAMILLE:
        return None
    known = given_at(people, name, period)
    return None if known is None else np.where(known[1], known[0], np.nan)


def _weights(people: core.Population, weights: Any, faults: Faults) -> Array:
    count = people.count(HOME)
    given = getattr(people, "weights", None) if weights is None else weights
    try:
        array = np.ones(count) if given is None else np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        array = np.zeros(0)
    right = array.shape == (count,) and bool(np.isfinite(array).all() and (array >= 0).all())
    if not right or not array.sum() > 0:
        faults.add(
            ("weights",),
            f"{array.size} valeurs",
            f"un nombre positif ou nul pour chacun des {count} ménages, et une somme positive",
        )
    return array
