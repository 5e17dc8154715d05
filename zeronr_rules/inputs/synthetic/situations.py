"""Separations, children of parents who live apart, claims."""

from __future__ import annotations

import numpy as np

from zeronr_rules.core.arrays import enum_array
from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import NO_DATE, Columns, days, rank_of, spread
from zeronr_rules.inputs.synthetic.families import DEPENDENT, Groups
from zeronr_rules.inputs.synthetic.households import CHILD, TYPES, Homes
from zeronr_rules.inputs.synthetic.labour import Market
from zeronr_rules.inputs.synthetic.marginals import values
from zeronr_rules.inputs.synthetic.months import JANUARY, JANUARY_BEFORE, MONTHS, Calendar
from zeronr_rules.inputs.synthetic.statuses import Statuses
from zeronr_rules.inputs.synthetic.streams import Array
from zeronr_rules.variables.prestations_familiales.entrees import (
    TypesPartageGardeAlternee,
    TypesSituationASF,
)

# Months of the window and before it in which a parent became alone.
_EARLIEST_EVENT = -3
_ASF_YEARS = 8
_MAINTENANCE_AGE = 21
_MAYOTTE_BEFORE = np.datetime64("2011-12", "M")


def put_separations(
    homes: Homes, familles: Groups, market: Market, calendar: Calendar, columns: Columns
) -> None:
    """Say since when lone parents are alone, and the events that re-open the quarter."""
    table, draws = values("isolement"), homes.draws
    head = np.zeros(familles.count, dtype=bool)
    head[familles.members[homes.start]] = True
    known = homes.lone_parent & draws.chance("event of isolation", table["evenement"])
    known = head & known[familles.home]
    event = draws.whole("month of isolation", _EARLIEST_EVENT, MONTHS - 1)[familles.home]
    day = draws.whole("day of isolation", 1, 28)[familles.home]
    late = draws.chance("late claim", table["demande_tardive"])[familles.home]
    delay = draws.whole("delay of the claim", 1, table["retard_maximal"])[familles.home] * late
    first = calendar.month(0)
    dates = days(first + event.astype("timedelta64[M]"), day)
    claims = days(first + (event + delay).astype("timedelta64[M]"), day)
    columns.eternal("date_evenement_isolement", np.where(known, dates, NO_DATE))
    columns.eternal("date_demande_majoration_isolement", np.where(known, claims, NO_DATE))

    apart = known & draws.chance("separation", table["separation"])[familles.home]
    solitary = homes.lone_parent | homes.is_type(TYPES[0]) | homes.is_type(TYPES[1])
    abroad = solitary & draws.chance("partner abroad", table["conjoint_etranger"])
    abroad = head & abroad[familles.home] & ~known
    columns.put("conjoint_resident_etranger", calendar.all_months, abroad)
    alone = np.bincount(familles.members[familles.roles != DEPENDENT], minlength=familles.count) < 2
    alone &= ~abroad
    lost = _lost_incomes(familles, market)
    for rank, month in enumerate(calendar.months):
        columns.put("isolement", month, alone & ~(apart & (event > rank)))
        columns.put("evenement_trimestre", month, lost[rank] | (apart & (event == rank)))


def _lost_incomes(familles: Groups, market: Market) -> Array:
    lost = np.zeros((MONTHS, familles.count), dtype=bool)
    parent = familles.roles[market.rows] != DEPENDENT
    groups = familles.members[market.rows]
    for rank in range(MONTHS):
        lost[rank, groups[parent & market.event[rank]]] = True
    return lost


def put_children(
    homes: Homes,
    persons: Persons,
    statuses: Statuses,
    familles: Groups,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say whose support children lack, what is paid for them, with whom they live."""
    table, draws, always = values("enfants_separes"), homes.person_draws, calendar.all_months
    child = (homes.place == CHILD) & (familles.roles == DEPENDENT)
    lone = child & homes.lone_parent[homes.home]
    # Brothers and sisters share what became of the other parent.
    absent = homes.draws.chance("one parent absent", table["un_parent_absent"])[homes.home] & lone
    orphan = child & draws.chance("both parents absent", table["deux_parents_absents"])
    situation = np.where(
        orphan,
        rank_of(TypesSituationASF.deux_parents_absents),
        np.where(
            absent, rank_of(TypesSituationASF.un_parent_absent), rank_of(TypesSituationASF.aucune)
        ),
    ).astype(np.int16)
    columns.put("asf_situation_enfant", always, enum_array(situation, TypesSituationASF))
    deprived = absent | orphan
    dated = deprived & draws.chance("date of ASF", table["date_connue"])
    back = draws.whole("years since ASF", 0, _ASF_YEARS * 12)
    # Never before the child was born.
    back = np.minimum(back, np.maximum(persons.months, 0))
    month = np.datetime64(f"{calendar.year}-12", "M") - back.astype("timedelta64[M]")
    dates = days(month, np.full(homes.persons, 28))
    columns.eternal("date_evenement_asf", np.where(dated, dates, NO_DATE))
    _put_maintenance(homes, persons, absent, lone & ~absent & ~orphan, calendar, columns)
    _put_shared_care(homes, persons, child, lone & ~deprived, calendar, columns)

    late = (
        child & (persons.age >= 17) & draws.chance("no kinship", table["sans_parente_apres_17_ans"])
    )
    columns.put("charge_sans_parente_apres_17_ans", always, late)
    own, grown = values("situations_travail"), child & (persons.age >= 18)
    for name in ("beneficiaire_rsa_jeune_actif", "beneficiaire_ppa_en_propre"):
        working = grown & ~statuses.has("etudiant")
        columns.put(name, calendar.months, working & draws.chance(name, own[name]))
    _put_mayotte(homes, persons, familles, calendar, columns)


def _put_maintenance(
    homes: Homes,
    persons: Persons,
    absent: Array,
    other: Array,
    calendar: Calendar,
    columns: Columns,
) -> None:
    table, draws = values("enfants_separes"), homes.person_draws
    paid = homes.draws.chance("maintenance", table["pension_percue"])[homes.home] & other
    little = homes.draws.chance("low maintenance", table["petite_pension"])[homes.home] & absent
    amounts = draws.lognormal("maintenance", table["pension_mediane"], table["pension_ecart"])
    amounts *= (paid | little) & (persons.age < _MAINTENANCE_AGE)
    amounts = np.round(np.where(little, table["petite_pension_montant"], 1.0) * amounts, 2)
    columns.put("pension_alimentaire_percue_enfant", calendar.all_months, amounts)
    received = spread(homes.persons, homes.start, np.round(homes.total(amounts), 2))
    columns.put("pensions_alimentaires_percues", calendar.all_months, received)
    payer = persons.adult & (persons.age >= 25) & (persons.age < 60)
    payer &= ~homes.lone_parent[homes.home] & draws.chance("pays", table["pension_versee"])
    given = draws.lognormal("maintenance paid", table["pension_mediane"], table["pension_ecart"])
    columns.put("pensions_alimentaires_versees_individu", calendar.all_months, given * payer)
    ended = (received > 0) & draws.chance(
        "other resources end", values("demandes")["autres_ressources_interrompues"]
    )
    columns.put("interruption_autres_ressources", calendar.months[JANUARY:][3:9], ended)


def _put_shared_care(
    homes: Homes, persons: Persons, child: Array, lone: Array, calendar: Calendar, columns: Columns
) -> None:
    table, draws = values("enfants_separes"), homes.draws
    shared = draws.uniform("shared care")[homes.home]
    shared = np.where(
        lone, shared < table["garde_alternee"], shared < table["garde_alternee_couple"]
    )
    # Of a family, all or the eldest only.
    every = draws.chance("shared care of all", table["garde_alternee_de_tous"])[homes.home]
    eldest = homes.position == np.where(homes.couple, 2, 1)[homes.home]
    shared &= child & (persons.age < _MAINTENANCE_AGE - 1) & (every | eldest)
    shared &= lone | homes.couple[homes.home]
    columns.put("garde_alternee", calendar.all_months, shared)
    parts = homes.draws.pick("part of the year", values("residence_alternee"))[homes.home]
    columns.put(
        "part_presence_residence_alternee", calendar.all_months, np.where(shared, parts, 0.5)
    )
    drawn = draws.uniform("who receives")[homes.home]
    sole, other = table["allocataire_unique"], table["autre_parent"]
    codes = np.where(
        ~shared | (drawn >= sole + other),
        rank_of(TypesPartageGardeAlternee.partage),
        np.where(
            drawn < sole,
            rank_of(TypesPartageGardeAlternee.allocataire_unique),
            rank_of(TypesPartageGardeAlternee.autre_parent),
        ),
    ).astype(np.int16)
    columns.put(
        "af_garde_alternee_partage",
        calendar.all_months,
        enum_array(codes, TypesPartageGardeAlternee),
    )


def _put_mayotte(
    homes: Homes, persons: Persons, familles: Groups, calendar: Calendar, columns: Columns
) -> None:
    """Only children of Mayotte born before 2012, whose allowances were open then."""
    share = values("enfants_separes")["enfant_unique_mayotte"]
    born = np.datetime64(f"{calendar.year}-12", "M") - persons.months.astype("timedelta64[M]")
    child = (familles.roles == DEPENDENT) & (homes.place == CHILD)
    old = child & (born < _MAYOTTE_BEFORE)
    children = familles.total(child)
    open_then = (children == 1) & (familles.total(old) == 1)
    open_then &= homes.draws.chance("single child in 2011", share)[familles.home]
    columns.put("af_mayotte_enfant_unique_avant_2012", calendar.all_months, open_then)


def put_claims(homes: Homes, familles: Groups, calendar: Calendar, columns: Columns) -> None:
    """Say when some familles claimed; the others are examined each month."""
    table, draws = values("demandes"), homes.person_draws
    known = draws.chance("month of claim known", table["mois_connu"], rows=familles.head)
    own = draws.chance("claim of its own", table["ppa_a_part"], rows=familles.head)
    months = draws.whole("month of claim", JANUARY_BEFORE, MONTHS - 1, familles.head)
    later = draws.whole("month of the other claim", JANUARY_BEFORE, MONTHS - 1, familles.head)
    first, day = calendar.month(0), np.ones(familles.count, dtype=np.int64)

    def dates(chosen: Array) -> Array:
        return np.where(known, days(first + chosen.astype("timedelta64[M]"), day), NO_DATE)

    columns.eternal("droits_mois_demande", dates(months))
    columns.eternal("ppa_mois_demande", dates(np.where(own, later, months)))
    apart = draws.chance("claim of the housing aid", table["al_a_part"], rows=familles.head)
    housing = draws.whole("month of the housing claim", JANUARY_BEFORE, MONTHS - 1, familles.head)
    columns.eternal("aide_logement_mois_demande", dates(np.where(apart, housing, months)))
