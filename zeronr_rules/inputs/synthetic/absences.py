"""Leaves: births and adoptions, sickness, accidents at work, leaves without pay."""

from __future__ import annotations

import numpy as np

from zeronr_rules.core.arrays import enum_array
from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import NO_DATE, Columns, days, rank_of, spread
from zeronr_rules.inputs.synthetic.earnings import Wages
from zeronr_rules.inputs.synthetic.families import Groups
from zeronr_rules.inputs.synthetic.households import CHILD, Homes
from zeronr_rules.inputs.synthetic.labour import WORK, Market
from zeronr_rules.inputs.synthetic.marginals import values
from zeronr_rules.inputs.synthetic.months import JANUARY, MONTHS, Calendar
from zeronr_rules.inputs.synthetic.statuses import Statuses
from zeronr_rules.inputs.synthetic.streams import Array
from zeronr_rules.variables.caracteristiques.activite import TypesConges

# Leaves during which no wage is paid, and the others, of salaried persons.
_WITHOUT_PAY = ("conge_sans_solde", "disponibilite", "conge_sabbatique", "conge_presence_parentale")
_WITH_PAY = ("conge_conventionnel",)
# Months of the year (January is 0) of accidents at work, occupational diseases, adoptions.
_ACCIDENT = range(2, 8)
_DISEASE = range(6, 12)
_ADOPTION = range(2, 5)
_QUARTER, _QUARTERS = 3, range(4)
# The births of the second half of the year are those whose leaves the caisse pays.
_PAID_FROM = JANUARY + 6
_ADOPTED_AGES = (12, 120)
# Days of leave from which an illness can be a long one.
_LONG_ILLNESS = 150


class Absences:
    """Takes leaves out of the wages, and says what replaces them.

    Leaves are within the year, those of births for its second half; otherwise wages
    go on (the employer pays).
    """

    def __init__(
        self, homes: Homes, market: Market, wages: Wages, calendar: Calendar, columns: Columns
    ) -> None:
        self.homes, self.market, self.wages = homes, market, wages
        self.calendar, self.columns = calendar, columns
        self.draws = homes.person_draws
        self.rank = np.full(homes.persons, -1)
        self.rank[market.rows] = np.arange(len(market.rows))
        self.leaves = np.zeros((MONTHS, homes.persons), dtype=np.int16)
        self.started = np.full(homes.persons, NO_DATE)
        # When long sick leaves ended; what replaces wages and is taxed, by month.
        self.long_until = np.full(homes.persons, NO_DATE)
        self.replaced = np.zeros_like(wages.paid)
        # Who is away already: nobody is on two leaves.
        self.away = np.zeros(len(market.rows), dtype=bool)

    def put(self, persons: Persons, statuses: Statuses, familles: Groups) -> None:
        """Draw every leave, and say them."""
        self._births(persons)
        self._adoptions(persons)
        self._chosen()
        self._sickness()
        fixed = {"accident": ("accident_travail", _ACCIDENT)}
        fixed["maladie_professionnelle"] = ("maladie_professionnelle", _DISEASE)
        for share, (name, months) in fixed.items():
            self._fixed(share, name, months)
        self._parental(persons, statuses, familles)
        for rank, month in enumerate(self.calendar.months):
            self.columns.put("type_conges", month, enum_array(self.leaves[rank], TypesConges))
        self.columns.eternal("date_arret_de_travail", self.started)

    def _take(self, month: int, rows: Array, kept: float) -> Array:
        """Take from the wages of a month; return what was paid before."""
        before: Array = self.wages.paid[month, rows]
        self.wages.paid[month, rows] = np.round(before * kept, 2)
        return before

    def _say(self, name: str, month: int, rows: Array, amounts: Array) -> None:
        self.replaced[month, rows] = amounts
        column = spread(self.homes.persons, self.market.rows[rows], np.round(amounts, 2))
        self.columns.put(f"indemnites_journalieres_{name}", str(self.calendar.month(month)), column)

    def _births(self, persons: Persons) -> None:
        table = values("remplacement")
        share = table["paternite"]
        children = np.flatnonzero((self.homes.place == CHILD) & (persons.birth >= _PAID_FROM))
        homes, births = self.homes.home[children], persons.birth[children]
        leave = rank_of(TypesConges.conge_maternite_paternite)
        for name, parents, months, kept in (
            ("maternite", persons.mother, (-1, 0, 1), 0.0),
            ("paternite", persons.father, (0,), table["salaire_mois_paternite"]),
        ):
            there = np.flatnonzero(parents[homes] >= 0)
            rows = self.rank[parents[homes[there]]]
            birth = births[there][rows >= 0]
            rows = rows[rows >= 0]
            self.away[rows] = True
            for month in range(_PAID_FROM - 1 if len(months) > 1 else _PAID_FROM, MONTHS):
                # Twins, or two births near each other: once a parent.
                due = np.isin(month - birth, months) & (self.market.state[month, rows] == WORK)
                now = np.unique(rows[due])
                part = 1.0 if name == "maternite" else share
                self._say(name, month, now, part * self._take(month, now, kept))
                self.leaves[month, self.market.rows[now]] = leave

    def _adoptions(self, persons: Persons) -> None:
        share = values("arrets")["adoption"]
        low, high = _ADOPTED_AGES
        adopted = np.flatnonzero(
            (self.homes.place == CHILD)
            & self.homes.couple[self.homes.home]
            & (persons.months >= low)
            & (persons.months < high)
            & self.draws.chance("adoption", share)
        )
        first = self.calendar.month(JANUARY + _ADOPTION[0])
        day = self.draws.whole("day of adoption", 1, 28, adopted)
        dates = np.full(self.homes.persons, NO_DATE)
        dates[adopted] = days(np.full(len(adopted), first), day)
        self.columns.eternal("date_adoption", dates)
        rows = self.rank[persons.mother[self.homes.home[adopted]]]
        rows = np.unique(rows[rows >= 0])
        self._during("adoption", rows[~self.away[rows]], _ADOPTION, 1.0)

    def _during(self, name: str, rows: Array, months: range, part: float) -> None:
        """Replace the wages of some months of the year, by the same amount each month."""
        ranks = [JANUARY + month for month in months]
        working = np.all(self.market.state[ranks][:, rows] == WORK, axis=0)
        rows = rows[working]
        self.away[rows] = True
        amounts = part * self.wages.paid[ranks[0], rows]
        taxed = 1.0 if name == "adoption" else values("remplacement")["accident_impose"]
        for rank in ranks:
            self._take(rank, rows, 0.0)
            self.replaced[rank, rows] = taxed * amounts
        column = spread(self.homes.persons, self.market.rows[rows], np.round(amounts, 2))
        periods = self.calendar.of_year([month + 1 for month in months])
        self.columns.put(f"indemnites_journalieres_{name}", periods, column)

    def _fixed(self, share: str, name: str, months: range) -> None:
        chosen = self.draws.chance(name, values("arrets")[share], rows=self.market.rows)
        rows = np.flatnonzero(chosen & ~self.away)
        rows = rows[self.market.state[JANUARY + months[0], rows] == WORK]
        persons = self.market.rows[rows]
        first = np.full(len(rows), self.calendar.month(JANUARY + months[0]))
        self.started[persons] = days(first, self.draws.whole("day of the leave", 1, 28, persons))
        self._during(name, rows, months, values("remplacement")["indemnites_journalieres"])

    def _sickness(self) -> None:
        """Leaves of one quarter or more, from the first month of a quarter."""
        table, rows = values("arrets"), self.market.rows
        length = self.draws.whole("quarters of sickness", 1, table["trimestres"], rows)
        start = self.draws.whole("quarter of sickness", 0, len(_QUARTERS) - 1, rows)
        month = JANUARY + _QUARTER * start
        falls = self.draws.chance("sickness", table["maladie"], rows=rows) & ~self.away
        falls &= self.market.state[month, np.arange(len(rows))] == WORK
        ill = np.flatnonzero(falls)
        self.away[ill] = True
        start, length, month = start[ill], length[ill], month[ill]
        known = ~self.draws.chance("leave not dated", table["date_inconnue"], rows=rows[ill])
        first = self.calendar.month(0) + month.astype("timedelta64[M]")
        day = self.draws.whole("day of the leave", 1, 28, rows[ill])
        self.started[rows[ill]] = np.where(known, days(first, day), NO_DATE)
        self._long_illnesses(rows[ill][known], (start + length)[known])
        part = values("remplacement")["indemnites_journalieres"]
        amounts = np.round(part * self.wages.paid[month, ill], 2)
        for quarter in _QUARTERS:
            during = (start <= quarter) & (quarter < start + length)
            ranks = range(JANUARY + _QUARTER * quarter, JANUARY + _QUARTER * (quarter + 1))
            for rank in ranks:
                self._take(rank, ill[during], 0.0)
                self.replaced[rank, ill[during]] = amounts[during]
            column = spread(self.homes.persons, rows[ill[during]], amounts[during])
            periods = tuple(self.calendar.months[rank] for rank in ranks)
            self.columns.put("indemnites_journalieres_maladie", periods, column)

    def _long_illnesses(self, rows: Array, quarter: Array) -> None:
        """Say from when and until when the longest leaves are those of a long illness."""
        since = self.started[rows]
        until = self.calendar.month(JANUARY) + (_QUARTER * quarter).astype("timedelta64[M]")
        until = until.astype("datetime64[D]")
        long = (until - since).astype(int) > _LONG_ILLNESS
        long &= self.draws.chance("long illness", values("mesures")["longue_maladie"], rows=rows)
        self.long_until[rows[long]] = until[long]
        dates = np.full(self.homes.persons, NO_DATE)
        dates[rows[long]] = since[long]
        self.columns.eternal("aide_logement_date_longue_maladie", dates)

    def _chosen(self) -> None:
        """Give leaves from January on, paid or not, to some salaried persons."""
        table, rows = values("situations_travail"), self.market.rows
        draw, low = self.draws.uniform("kind of leave", rows=rows), 0.0
        for name in (*_WITHOUT_PAY, *_WITH_PAY):
            chosen = (draw >= low) & (draw < low + table[name]) & ~self.away
            chosen &= self.market.state[JANUARY] == WORK
            low += table[name]
            chosen = np.flatnonzero(chosen)
            self.away[chosen] = True
            self.leaves[JANUARY:, rows[chosen]] = rank_of(TypesConges[name])
            if name in _WITHOUT_PAY:
                self.wages.paid[JANUARY:, chosen] = 0

    def _parental(self, persons: Persons, statuses: Statuses, familles: Groups) -> None:
        """Give a parental leave to some parents at home with a child under three, with PreParE."""
        young = (
            (self.homes.place == CHILD)
            & (persons.months < 36)
            & (persons.months >= MONTHS - JANUARY)
        )
        toddler = self.homes.total(young) > 0
        chance = values("situations_travail")["conge_parental_au_foyer"]
        parent = persons.adult & toddler[self.homes.home] & statuses.has("au_foyer")
        parent &= self.draws.chance("parental leave", chance)
        self.leaves[:, parent] = rank_of(TypesConges.conge_parental)
        amount = np.where(familles.any(parent), float(values("minima")["prepare"]), 0.0)
        self.columns.put("paje_prepare", self.calendar.months, amount)
        stopped = parent & self.draws.chance(
            "work stopped for a child", values("situations_travail")["cessation_pour_enfant"]
        )
        months = self.calendar.months[JANUARY:]
        self.columns.put("prestations_familiales_neutralisation_ressources", months, stopped)
