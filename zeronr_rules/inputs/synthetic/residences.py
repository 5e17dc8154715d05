"""Logements-foyers: of which kind, under which convention, what is paid there."""

from __future__ import annotations

import numpy as np

from zeronr_rules.core.arrays import enum_array
from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import NO_DATE, Columns, days, rank_of, spread
from zeronr_rules.inputs.synthetic.households import Homes
from zeronr_rules.inputs.synthetic.housing import Dwellings
from zeronr_rules.inputs.synthetic.marginals import tables, values
from zeronr_rules.inputs.synthetic.months import Calendar
from zeronr_rules.inputs.synthetic.statuses import STATUSES, Statuses
from zeronr_rules.inputs.synthetic.streams import Array, band_of
from zeronr_rules.variables.aides_logement.foyer_entrees import (
    TypesCategorieLogementFoyer as Residence,
)
from zeronr_rules.variables.logement.emprunt import TypesEtatLogementFoyer as State

_YOUNG = 30
_ROOM_FOR_TWO = 2


def put_residences(
    homes: Homes,
    persons: Persons,
    statuses: Statuses,
    dwellings: Dwellings,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say what the logements-foyers are, and the homes of a CROUS."""
    table, draws, months = values("vie_en_foyer"), homes.draws, calendar.all_months
    rows = np.flatnonzero(dwellings.are("locataire_foyer"))
    student = statuses.status[homes.start] == STATUSES.index("etudiant")
    kind = _kinds(persons.age[homes.start[rows]], student[rows], draws.uniform("foyer", 0, rows))
    kinds = np.full(homes.count, rank_of(Residence.non_renseigne), dtype=np.int16)
    kinds[rows] = kind
    columns.put("categorie_logement_foyer", months, enum_array(kinds, Residence))
    old, studies = (
        kind == rank_of(Residence.ehpad),
        kind == rank_of(Residence.residence_universitaire),
    )

    convention = draws.chance("residence conventionnée", table["conventionne"], rows=rows)
    columns.amend("logement_conventionne", months, rows, convention)
    low, high = table["annees_de_convention"]
    since = draws.whole("month of the convention", 12 * low, 12 * high + 11, rows)
    known = convention & draws.chance("date of the convention", table["date_connue"], rows=rows)
    first = (since - 12 * 1970).astype("timedelta64[M]") + np.datetime64("1970-01", "M")
    dates = np.full(homes.count, NO_DATE)
    dates[rows] = np.where(known, days(first, np.full(len(rows), 15)), NO_DATE)
    columns.eternal("date_convention_foyer", dates)

    median = np.where(old, table["redevance_ehpad"], table["redevance"])
    fee = draws.lognormal("redevance", median, table["redevance_ecart"], rows)
    columns.amend("loyer", months, rows, fee)
    told = draws.chance("rent within the redevance", table["part_connue"], rows=rows)
    part = np.round(fee * table["part_assimilee"] * told, 2)
    columns.put("redevance_equivalence_loyer_charges", months, spread(homes.count, rows, part))

    room = studies & draws.chance("room of a student", table["chambre"], rows=rows)
    columns.amend("logement_chambre", months, rows, room)
    crous = np.zeros(homes.count, dtype=bool)
    # A room of a CROUS follows the barème of the foyers: none where there are no foyers.
    if len(rows):
        studio = student & dwellings.are("locataire_meuble")
        crous = studio & draws.chance("studio of a CROUS", table["studio_crous"])
        crous[rows] = studies & draws.chance("CROUS", table["crous"], rows=rows)
    columns.put("logement_crous", months, crous)
    renewed = draws.chance("renewed room", table["rehabilitee"], rows=rows)
    state = np.where(
        studies,
        np.where(
            renewed, rank_of(State.logement_rehabilite), rank_of(State.logement_non_rehabilite)
        ),
        rank_of(State.non_renseigne),
    )
    states = np.full(homes.count, rank_of(State.non_renseigne), dtype=np.int16)
    states[rows] = state
    columns.put("etat_logement_foyer", months, enum_array(states, State))

    # Couples have a room for two.
    several = draws.pick("persons a room", table["occupants"], rows)
    couple = homes.couple[rows] & (several < _ROOM_FOR_TWO)
    occupants = np.ones(homes.count, dtype=np.int64)
    occupants[rows] = np.where(old, np.where(couple, _ROOM_FOR_TWO, several), 1)
    columns.put("nombre_occupants_chambre", months, occupants)
    surface = np.round(draws.lognormal("room", table["surface"], table["surface_ecart"], rows))
    columns.amend("surface_logement", months, rows, surface)


def _kinds(age: Array, student: Array, drawn: Array) -> Array:
    table = tables()["logements_foyers"]
    names = list(table["values"])
    shares = np.array([table["values"][name] for name in names])
    limits = np.cumsum(shares, axis=0)[:-1]
    group = band_of(age, table["bounds"])
    kind = (drawn >= limits[:, group]).sum(axis=0)
    codes = np.array([rank_of(Residence[name]) for name in names], dtype=np.int16)
    found: Array = np.where(
        student & (age < _YOUNG), rank_of(Residence.residence_universitaire), codes[kind]
    ).astype(np.int16)
    return found
