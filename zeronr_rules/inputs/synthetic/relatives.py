"""Ties, disability, presence at home; marriages and moves."""

from __future__ import annotations

import numpy as np

from zeronr_rules.core.arrays import enum_array
from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import NO_DATE, Columns, days, rank_of, spread
from zeronr_rules.inputs.synthetic.families import DEPENDENT, SECOND, Groups, draw_taken_in
from zeronr_rules.inputs.synthetic.households import CHILD, Homes
from zeronr_rules.inputs.synthetic.housing import Dwellings
from zeronr_rules.inputs.synthetic.marginals import values
from zeronr_rules.inputs.synthetic.months import Calendar
from zeronr_rules.inputs.synthetic.statuses import Statuses
from zeronr_rules.variables.aides_logement.personnes import TypesLienPersonneACharge as Tie

_MAJORITY = 18
_END_OF_SCHOOL = 16
_LARGE = 3


def put_relatives(
    homes: Homes, persons: Persons, statuses: Statuses, calendar: Calendar, columns: Columns
) -> None:
    """Say who is whose relative, who is disabled, which children study and where they live."""
    table, draws, count = values("proches"), homes.person_draws, homes.persons
    months = calendar.all_months
    rows = np.flatnonzero(draw_taken_in(homes))
    older = persons.age[rows] - persons.age[homes.start[homes.home[rows]]]
    stranger = draws.chance("no kinship of who is taken in", table["sans_parente"], rows=rows)
    ties = np.full(count, rank_of(Tie.enfant), dtype=np.int16)
    ties[rows] = np.where(
        older >= table["ecart_ascendant"],
        rank_of(Tie.ascendant),
        np.where(stranger, rank_of(Tie.sans_parente), rank_of(Tie.parent_proche)),
    )
    columns.eternal("al_lien_personne_a_charge", enum_array(ties, Tie))
    helped = draws.chance("ASPA of who is taken in", table["aspa_recueilli"], rows=rows)
    helped &= ties[rows] == rank_of(Tie.ascendant)
    columns.put("beneficiaire_aspa", months, spread(count, rows, helped, bool))
    low, high = table["ages_inaptitude"]
    unfit = np.flatnonzero((persons.age >= low) & (persons.age <= high))
    chosen = draws.chance("unfit for work", table["inapte"], rows=unfit)
    columns.put("inapte_travail", months, spread(count, unfit, chosen, bool))

    child = np.flatnonzero((homes.place == CHILD) & (persons.age < _MAJORITY))
    child = child[draws.chance("disabled child", table["enfant_handicape"], rows=child)]
    other = rows[draws.chance("disabled relative", table["recueilli_handicape"], rows=rows)]
    disabled = np.unique(np.concatenate([child, other, statuses.rows("handicape")]))
    strong = draws.chance("high incapacity", table["taux_eleve"], rows=disabled)
    rate = np.where(strong, table["incapacite_forte"], table["incapacite_moyenne"])
    columns.put("taux_incapacite", months, spread(count, disabled, rate))
    restricted = ~strong & draws.chance(
        "restriction recognised", table["restriction_reconnue"], rows=disabled
    )
    columns.put(
        "aah_restriction_substantielle_durable_acces_emploi",
        months,
        spread(count, disabled, restricted, bool),
    )
    _put_children(homes, persons, statuses, calendar, columns)


def _put_children(
    homes: Homes, persons: Persons, statuses: Statuses, calendar: Calendar, columns: Columns
) -> None:
    table, draws, months = values("proches"), homes.person_draws, calendar.all_months
    child = (homes.place == CHILD) & ~statuses.alone
    student = statuses.has("etudiant")
    grown = np.flatnonzero(child & student & (persons.age >= _MAJORITY))
    away = draws.chance("studies elsewhere", table["etudie_ailleurs"], rows=grown)
    columns.put("al_vit_habituellement_au_foyer", months, ~spread(homes.persons, grown, away, bool))
    idle = child & ~student & ~statuses.has("apprenti") & (persons.age >= _END_OF_SCHOOL)
    rows = np.flatnonzero(idle)
    nothing = draws.chance("no studies", table["sans_etudes"], rows=rows)
    columns.put(
        "al_enfant_etudes_formation_ou_maladie",
        months,
        ~spread(homes.persons, rows, nothing, bool),
    )


def put_marriages_and_moves(
    homes: Homes,
    persons: Persons,
    familles: Groups,
    dwellings: Dwellings,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say since when couples are married, which tenants moved in the year and what it cost."""
    draws, table = homes.draws, values("mariages")
    couple = np.zeros(familles.count, dtype=bool)
    couple[familles.members[familles.roles == SECOND]] = True
    rows = np.flatnonzero(couple)
    home = familles.home[rows]
    adult = homes.start[home]
    younger = np.minimum(persons.months[adult], persons.months[adult + 1])
    span = np.maximum(younger - 12 * table["age"], 1)
    back = np.floor(draws.uniform("months since the wedding", 0, home) * span)
    married = draws.chance("married", table["maries"] * table["date_connue"], rows=home)
    month = np.datetime64(f"{calendar.year}-12", "M") - back.astype("timedelta64[M]")
    wedding = days(month, draws.whole("day of the wedding", 1, 28, home))
    dates = np.full(familles.count, NO_DATE)
    dates[rows] = np.where(married, wedding, NO_DATE)
    columns.eternal("date_mariage", dates)

    moves = values("demenagements")
    large = familles.total((familles.roles == DEPENDENT) & (homes.place == CHILD)) >= _LARGE
    first = familles.head == homes.start[familles.home]
    rows = np.flatnonzero(first & dwellings.rented[familles.home])
    home = familles.home[rows]
    share = np.where(large[rows], moves["part_familles_nombreuses"], moves["part"])
    moved = draws.chance("moved", share, rows=home)
    rows, home = rows[moved], home[moved]
    month = np.datetime64(f"{calendar.year}-01", "M") + draws.whole(
        "month of the move", 0, 11, home
    ).astype("timedelta64[M]")
    dates = np.full(familles.count, NO_DATE)
    dates[rows] = days(month, draws.whole("day of the move", 1, 28, home))
    columns.eternal("date_demenagement", dates)
    costs = draws.lognormal("cost of the move", moves["frais"], moves["frais_ecart"], home)
    columns.eternal("frais_demenagement", spread(familles.count, rows, costs))
    twins = draws.chance("twins to come", values("ecart_enfants")["jumeaux"])[familles.home]
    columns.put("nombre_enfants_a_naitre", calendar.all_months, 1 + twins.astype(np.int64))
