"""Sanctions drawn month by month over a population, and given to the rules as inputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import numpy as np

from zeronr_rules import core
from zeronr_rules.calculation import FIRST_MONTH
from zeronr_rules.core.arrays import enum_array
from zeronr_rules.core.periods import by_key
from zeronr_rules.dynamics.calibration import first_hazard
from zeronr_rules.dynamics.chain import Chain
from zeronr_rules.dynamics.hazards import PATHS, Hazards, Scale
from zeronr_rules.dynamics.reading import Rules
from zeronr_rules.entities import Famille
from zeronr_rules.errors import DynamicsError, Fault, did_you_mean, near_names
from zeronr_rules.inputs.faults import show
from zeronr_rules.inputs.periods import month_text, requested_period
from zeronr_rules.inputs.synthetic.columns import rank_of
from zeronr_rules.inputs.synthetic.streams import Streams
from zeronr_rules.samples import check_period, known_months
from zeronr_rules.variables.loi_plein_emploi.sanctions import TypesSanctionRSA

Array = np.ndarray[Any, Any]
People = TypeVar("People", bound=core.Population)

SCALES = ("plafond", "plancher", "departement")
INPUTS = (
    "rsa_sanction",
    "rsa_sanction_rang",
    "rsa_sanction_taux_demande",
    "rsa_sanction_duree_demandee",
    "rsa_remobilisation",
    "rsa_radie",
)


def sanctions(
    people: People,
    period: str | int,
    *,
    hazards: Hazards | None = None,
    scale: Scale | str = "plafond",
    seed: int = 0,
    warm_up: int = 6,
    reform: Any = None,
) -> People:
    """Draw the sanctions of the RSA of a population, month by month.

    Each person who has duties (``soumis_obligations_rsa``) is free, under a sanction of rank 1 or
    2, or struck off. The rules say each month who has duties, which rank a new decision has, how
    long it lasts and whose right has ended; ``hazards`` says how likely each transition is. What
    comes back holds the decisions as inputs of the rules, which compute the amounts.

    How many sanctions there are since June 2025 is not known: compare scenarios
    (``hazards.times(2)``). Draws depend on the seed, the rank of the household, the person in it
    and the month: scenarios share them, and more households do not change those of the first.

    Parameters
    ----------
    people
        The population; it is not changed, and its other inputs are shared. It tells no sanction
        in these months.
    period
        A month (``"2026-05"``), or a year.
    hazards
        Monthly chances; the default ones are assumptions.
    scale
        What each decision asks: ``"plafond"`` or ``"plancher"``, the most or the least that the
        décret allows; ``"departement"``, the scale that the département of the home published,
        unknown elsewhere; or a :class:`Scale`.
    seed
        Of the draws.
    warm_up
        Months drawn before the period, so that it does not start with nobody under sanction.
        Their decisions are inputs too.
    reform
        The law under which duties, ranks and durations are read.

    Returns
    -------
    zeronr_rules.core.Population
        As given, with ``rsa_sanction``, its rank, its rate and its duration,
        ``rsa_remobilisation``, and ``rsa_radie`` in the months in which it is not what the rules
        say by themselves.

    Raises
    ------
    DynamicsError
        When something given makes no sense; nothing is drawn then.
    PeriodError, ReformError, EngineError
        As :func:`zeronr_rules.simulate` does.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> people = zr.synthetic_population(200, 2026)
    >>> always = zr.dynamics.Hazards(h1=1)
    >>> drawn = zr.dynamics.sanctions(people, "2026-05", hazards=always, warm_up=0)
    >>> found = zr.simulate(drawn, "2026-05", ["rsa_avant_sanction", "rsa"])
    >>> bool(found["rsa"].sum() < found["rsa_avant_sanction"].sum())
    True

    """
    chances = Hazards() if hazards is None else hazards
    asked = requested_period(period)
    rules = Rules(reform)
    before = _check(people, chances, scale, seed, warm_up, asked.start)
    check_period(people, asked)
    months = range(before, asked.start + asked.months)
    _refuse_told(people, range(before - rules.longest(before), months.stop))
    draw = _Draw(people, rules, chances, scale, seed, months)
    for month in months:
        draw.month(month)
    made: People = draw.people
    return made


class _Draw:
    """The draw of one population: its chain, its streams, and the population being made."""

    def __init__(
        self,
        people: core.Population,
        rules: Rules,
        hazards: Hazards,
        scale: Scale | str,
        seed: int,
        months: range,
    ) -> None:
        self.people: Any = people.sharing_inputs(*INPUTS)
        self.rules, self.hazards, self.scale = rules, hazards, scale
        familles, homes = people.members["famille"], people.members["menage"]
        self.famille = familles.groups
        self.adult = familles.mask(Famille.PARENT)
        self.first = np.full(familles.count, len(self.famille))
        np.minimum.at(self.first, self.famille, np.arange(len(self.famille)))
        households = Streams.of_households(int(seed), 0, homes.count)
        self.streams = households.of_members(homes.groups, homes.positions)
        self.chain = Chain(len(self.famille))
        self.closed = np.zeros(familles.count, dtype=bool)
        self.closed_by_law = np.zeros(familles.count, dtype=bool)
        self.h1 = self._first_hazards(months[0]) * hazards.factor

    def month(self, month: int) -> None:
        """Draw one month."""
        hazards, chain = self.hazards, self.chain
        told = self.rules.ask(
            self.people, ("rsa_sanction_rang_retenu", "rsa_radie", "rsa_fin_de_droit"), month
        )
        complied = chain.comply(month, self._uniform("compliance", month), hazards.p_conf)
        first_ended, second_ended = chain.expire(month)
        left = second_ended & (self._uniform("end of the right", month) < hazards.p_sortie)
        self._close(month, told["rsa_radie"], told["rsa_fin_de_droit"], left)
        self._give("rsa_remobilisation", month, complied)

        with_duties, path = self.rules.with_duties(self.people, month)
        with_duties = with_duties & self.adult & ~self.closed[self.famille]
        persists = first_ended & (self._uniform("persistence", month) < hazards.p_persist)
        hit = chain.open_to_decision() & (self._uniform("sanction", month) < self.h1[path])
        rows = np.flatnonzero((persists | hit) & with_duties)
        if len(rows):
            rank = np.where(persists, 2, told["rsa_sanction_rang_retenu"])[rows]
            self._decide(month, rows, rank)

    def _uniform(self, name: str, month: int) -> Array:
        return self.streams.uniform(f"sanctions of the RSA: {name}", month)

    def _close(self, month: int, by_law: Array, ended: Array, left: Array) -> None:
        """Follow who is struck off: by the rules, by the département, until a new claim."""
        again = self._uniform("new claim", month)[self.first] < self.hazards.r
        newly = by_law & (ended | ~self.closed_by_law)
        newly |= np.bincount(self.famille, weights=left, minlength=len(self.closed)) > 0
        self.closed = (self.closed & ~again) | newly
        self.closed_by_law = by_law
        self.chain.strike_off(self.closed[self.famille] & self.adult)
        if not np.array_equal(self.closed, by_law):
            self.people.set_input("rsa_radie", month_text(month), self.closed)

    def _decide(self, month: int, rows: Array, rank: Array) -> None:
        """Give the decisions of the month to the rules, which say how long they last."""
        rates, months = self._asked(month)
        drawn = self._uniform("suppression", month)[rows] < self.hazards.p_suppression
        suppressed = (rank > 1) & drawn
        kinds = np.where(
            suppressed, rank_of(TypesSanctionRSA.suppression), rank_of(TypesSanctionRSA.suspension)
        )
        codes = self._spread(rows, kinds, np.int16)
        self.people.set_input(
            "rsa_sanction", month_text(month), enum_array(codes, TypesSanctionRSA)
        )
        second = np.where(rank > 1, 1, 0)
        self._give("rsa_sanction_rang", month, self._spread(rows, second + 1, np.int32))
        for name, asked in (
            ("rsa_sanction_taux_demande", rates),
            ("rsa_sanction_duree_demandee", months),
        ):
            values = np.asarray(asked, dtype=np.float64)[second]
            self._give(name, month, self._spread(rows, values, np.float64))
        lasts = self.rules.ask(self.people, ("rsa_sanction_duree",), month)["rsa_sanction_duree"]
        until = month + np.ceil(lasts[rows]).astype(np.int64)
        self.chain.decide(rows, second + 1, suppressed, until)

    def _spread(self, rows: Array, values: Array, dtype: Any) -> Array:
        whole = np.zeros(len(self.famille), dtype=dtype)
        whole[rows] = values
        return whole

    def _give(self, name: str, month: int, values: Array) -> None:
        if values.any():
            self.people.set_input(name, month_text(month), values)

    def _asked(self, month: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the rates and the durations asked, by rank; 0 leaves them to the département."""
        if isinstance(self.scale, Scale):
            return self.scale.rates, self.scale.months
        if self.scale == "departement":
            return (0.0, 0.0), (0.0, 0.0)
        law = self.rules.scale(month)
        end = "max" if self.scale == "plafond" else "min"
        rates, months = (
            tuple(float(law[f"rang_{rank}"][f"{name}_{end}"]) for rank in (1, 2))
            for name in ("taux", "duree")
        )
        if min(rates) == 0:
            place = ("scale", month_text(month))
            raise DynamicsError(
                [Fault(place, "« plancher »", "un barème dont le taux minimal n'est pas nul")]
            )
        return rates, months  # type: ignore[return-value]

    def _first_hazards(self, month: int) -> Array:
        """Return the chance of a sanction on each path, before the factor."""
        given = self.hazards.h1
        if isinstance(given, Mapping):
            return np.array([given[path] for path in PATHS], dtype=np.float64)
        if given is None:
            _, months = self._asked(month)
            if not min(months):
                fault = Fault(("h1",), "None", "un nombre : les durées du barème sont inconnues")
                raise DynamicsError([fault])
            given = first_hazard(self.hazards, months, self.rules.window(month))
        return np.full(len(PATHS), given, dtype=np.float64)


def _check(people: Any, hazards: Any, scale: Any, seed: Any, warm_up: Any, start: int) -> int:
    """Return the first month to draw, or tell every fault."""
    if not isinstance(people, core.Population):
        raise DynamicsError([Fault(("people",), show(people), "une population")])
    faults = []
    if not isinstance(hazards, Hazards):
        faults.append(Fault(("hazards",), show(hazards), "un zr.dynamics.Hazards"))
    if not isinstance(scale, Scale) and scale not in SCALES:
        hint = did_you_mean(near_names(scale, SCALES)) if isinstance(scale, str) else ""
        expected = f"{', '.join(SCALES)}, ou un zr.dynamics.Scale"
        faults.append(Fault(("scale",), show(scale), expected, hint))
    if not _is_whole(seed):
        faults.append(Fault(("seed",), show(seed), "un nombre entier"))
    if not _is_whole(warm_up) or warm_up < 0:
        faults.append(Fault(("warm_up",), show(warm_up), "un nombre de mois, positif ou nul"))
    else:
        faults += _before_what_is_told(people, start, int(warm_up))
    if faults:
        raise DynamicsError(faults)
    return start - int(warm_up)


def _is_whole(value: Any) -> bool:
    # Whole numbers of numpy are no int.
    return not isinstance(value, bool) and isinstance(value, (int, np.integer))


def _before_what_is_told(people: core.Population, start: int, warm_up: int) -> list[Fault]:
    """Refuse a warm-up that a drawn population says nothing of: all would have the whole RSA."""
    known = known_months(people)
    first = FIRST_MONTH if known is None else known[0]
    if start < first or start - warm_up >= first:
        return []
    given = f"{warm_up}, soit dès {month_text(start - warm_up)}"
    of_whom = "ces règles commencent" if known is None else "cette population commence"
    expected = f"{start - first} au plus : {of_whom} en {month_text(first)}"
    return [Fault(("warm_up",), given, expected)]


def _refuse_told(people: core.Population, months: range) -> None:
    """Refuse a population that tells sanctions in the months drawn, or that may still run then."""
    drawn = {month_text(month) for month in months}
    hint = "Donner une population sans sanction pour ces mois."
    faults = []
    for name in INPUTS:
        holder = people.input_holders.get(name)
        if holder is None:
            continue
        given = [key for key, array in holder.values.items() if np.asarray(array).any()]
        given += [key for key, (_, where) in (holder.partial or {}).items() if where.any()]
        told = sorted({str(by_key(key)) for key in given} & drawn)
        faults += [
            Fault((name, month), "une valeur", "aucune : elle est tirée", hint) for month in told
        ]
    if faults:
        raise DynamicsError(faults)
