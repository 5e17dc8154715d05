"""What moves along a budget curve: one input of one member, at every month that counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from attrs import evolve, frozen

from zeronr_rules.assumptions.incomes import PAID_AS
from zeronr_rules.inputs.catalogue import Catalogue, VariableSpec
from zeronr_rules.inputs.periods import SimplePeriod, month_text
from zeronr_rules.inputs.situation import Situation
from zeronr_rules.lookback import FIRST_MONTH, RECEIVED
from zeronr_rules.notices import Notice
from zeronr_rules.text import french_number

# Taxable over net wage below the ceiling of social security, for 100 of gross pay: contributions
# 6.90 + 0.40 (vieillesse) + 3.15 + 0.86 (Agirc-Arrco); CSG and CRDS on 98.25 of it, 9.2 and 0.5,
# of which 6.8 of the CSG are deducted from the taxable wage (articles L136-2, L136-8 and D242-4
# CSS, 154 quinquies CGI, ordonnance n° 96-50): 82.01 taxable, 79.16 net.
TAXABLE_OVER_NET = 1.036
TAXABLE = {paid: taxable for taxable, paid in PAID_AS.items()}
WAGE = "salaire_net"
# Rights of a month look at the taxable incomes of year N-2, and at months of the year before.
_YEARS_BEFORE, _YEARS_AFTER = 3, 1
# Reference months M-4 to M-2 of a quarter that opened two months before at the most.
_RECENT_MONTHS = 6
_SPACE = "\N{NO-BREAK SPACE}"

Array = np.ndarray[Any, Any]


@frozen(eq=False)
class Axis:
    """One input of one member, the values it takes, and when.

    Attributes
    ----------
    spec
        The input.
    rank, member
        Whose: rank and identifier among the members of its entity.
    values
        The values it takes, one a point.
    keys
        The months (or years, or ``None`` for an eternal input) at which it has them.
    taxable, ratio
        The taxable income that follows it, if one does: ``ratio`` times the value.
    steady_state
        Whether every month that rights read moves, or the last ones only.

    """

    spec: VariableSpec
    rank: int
    member: str
    values: Array
    keys: tuple[int | None, ...]
    taxable: str | None
    ratio: float
    steady_state: bool

    def columns(self) -> Mapping[str, Array]:
        """Return the values of each input that moves, one a point."""
        found = {self.spec.name: self.values}
        if self.taxable is not None:
            found[self.taxable] = np.round(self.values * self.ratio, 2)
        return found

    def at(self, values: Array) -> Axis:
        """Return the same axis over other values."""
        return evolve(self, values=values)

    def placed(self, situation: Situation, point: int) -> Situation:
        """Return the situation with its inputs as they are at a point."""
        values = dict(situation.values)
        if self.steady_state:
            # What was received with other earnings: computed back, as for everybody else.
            values.pop(RECEIVED, None)
        for name, column in self.columns().items():
            by_period = {key: dict(members) for key, members in values.get(name, {}).items()}
            for key in self.keys:
                by_period.setdefault(key, {})[self.rank] = float(column[point])
            values[name] = by_period
        return evolve(situation, values=values)


def moments(
    spec: VariableSpec, situation: Situation, period: SimplePeriod, *, steady_state: bool
) -> tuple[int | None, ...]:
    """Return the months, or years, at which an input moves."""
    if spec.unit == "eternity":
        return (None,)
    year = period.start // 12
    if not steady_state:
        if spec.unit == "year":
            return (year,)
        return tuple(range(period.start - _RECENT_MONTHS, period.start + 1))
    first, last = min(year, _first_year(situation, year)) - _YEARS_BEFORE, year + _YEARS_AFTER
    if spec.unit == "year":
        return tuple(range(first, last + 1))
    return tuple(range(first * 12, (last + 1) * 12))


def _first_year(situation: Situation, year: int) -> int:
    """Return the year of the first month whose RSA received is computed back."""
    given = situation.values.get(FIRST_MONTH, {}).get(None, {}).values()
    return min((one.year for one in given if isinstance(one, date)), default=year)


def axis_notices(axis: Axis, situation: Situation, catalogue: Catalogue) -> list[Notice]:
    """Say what moves along the curve, what follows, and what stays as it was given."""
    name, member = axis.spec.name, axis.member
    entity = axis.spec.entity
    found = [Notice("courbe_axe", _moving(axis), name, entity, (member,), _span(axis))]
    if axis.taxable is not None:
        shown = french_number(axis.ratio, 3)
        found.append(
            Notice(
                "courbe_revenu_imposable",
                f"{axis.taxable} de {member} suit : {shown} fois {name}, aux mêmes mois.",
                axis.taxable,
                entity,
                (member,),
            )
        )
    if axis.steady_state and RECEIVED in situation.values:
        message = f"{RECEIVED}, donné pour d'autres revenus, est écarté et calculé à chaque point."
        found.append(Notice("courbe_percu_ecarte", message, RECEIVED, "famille"))
    known = (catalogue.variables[one] for one in situation.values)
    given = [spec.name for spec in known if spec.has_formula and spec.is_money]
    if axis.steady_state:
        given = [one for one in given if one != RECEIVED]
    if given:
        message = f"Donné dans la situation, donc le même tout au long : {', '.join(given)}."
        found.append(Notice("courbe_montant_donne", message, ids=tuple(given)))
    found.append(Notice("courbe_reste_egal", _STILL))
    found.append(Notice("courbe_avant_impot", _BEFORE_TAX))
    return found


_STILL = (
    "Rien d'autre ne bouge : activité, heures de travail, inscription et autres revenus sont ceux "
    "de la situation, à tous les points."
)
_BEFORE_TAX = (
    "Avant impôt sur le revenu : seuls les impôts donnés (impots_directs_mensuels) sont retirés, "
    "les mêmes à tous les points."
)


def _moving(axis: Axis) -> str:
    low, high = (f"{french_number(one)}{_SPACE}€" for one in (axis.values[0], axis.values[-1]))
    when = "à chaque mois" if axis.steady_state else "aux derniers mois seulement"
    if axis.spec.unit == "year":
        when = when.replace("mois", "année").replace("derniers", "dernière").replace("aux", "à la")
    if axis.keys == (None,):
        return f"{axis.spec.name} de {axis.member} va de {low} à {high}."
    return f"{axis.spec.name} de {axis.member} va de {low} à {high}, {when} ({_span(axis)})."


def _span(axis: Axis) -> str | None:
    first, last = axis.keys[0], axis.keys[-1]
    if first is None or last is None:
        return None
    if axis.spec.unit == "year":
        return f"{first} à {last}"
    return f"{month_text(first)} à {month_text(last)}"
