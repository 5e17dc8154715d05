"""What a housing aid asks of a home: its landlord, its lodgers, its size, who lives there."""

from __future__ import annotations

import numpy as np

from zeronr_rules.core.arrays import enum_array
from zeronr_rules.inputs.synthetic.columns import Columns, rank_of, spread
from zeronr_rules.inputs.synthetic.families import Groups
from zeronr_rules.inputs.synthetic.households import Homes
from zeronr_rules.inputs.synthetic.housing import Dwellings
from zeronr_rules.inputs.synthetic.marginals import values
from zeronr_rules.inputs.synthetic.months import Calendar
from zeronr_rules.inputs.synthetic.statuses import Statuses
from zeronr_rules.inputs.synthetic.streams import Array
from zeronr_rules.variables.aides_logement.bailleur import TypesSousLocation as Lodger

_WHOLE_YEAR = 12.0


def put_conditions(
    homes: Homes,
    statuses: Statuses,
    familles: Groups,
    dwellings: Dwellings,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say what the conditions on the home look at."""
    table, draws, months = values("conditions_du_logement"), homes.draws, calendar.all_months
    _put_landlord(homes, familles, dwellings, calendar, columns)
    _put_lodgers(homes, dwellings, calendar, columns)
    _put_surface(homes, dwellings, calendar, columns)
    bad = dwellings.rented & draws.chance("not decent", table["indecent"])
    columns.put("logement_decent", months, ~bad)
    kept = bad & draws.chance("aid kept", table["aide_conservee"])
    columns.put("aide_logement_conservation_indecence", months, kept)
    away = draws.chance("seldom there", table["peu_occupe"])
    low, high = table["mois_occupes"]
    there = np.where(away, draws.whole("months there", low, high), _WHOLE_YEAR)
    columns.put("mois_occupation_logement", months, there)
    reason = away & draws.chance("good reason to be away", table["motif_legitime"])
    columns.put("absence_logement_motif_legitime", months, reason)
    clerk = dwellings.mayotte[homes.home] & statuses.has("salarie")
    clerk &= homes.person_draws.chance("interests elsewhere", table["interets_hors_mayotte"])
    columns.put("fonctionnaire_interets_hors_mayotte", months, clerk)


def _put_landlord(
    homes: Homes, familles: Groups, dwellings: Dwellings, calendar: Calendar, columns: Columns
) -> None:
    table, draws, months = values("conditions_du_logement"), homes.draws, calendar.all_months
    kin = dwellings.private & draws.chance(
        "landlord of the family", table["bailleur_de_la_famille"]
    )
    part = draws.pick("part of the landlord", table["part_du_bailleur"])
    first = familles.head == homes.start[familles.home]
    of_family = kin[familles.home] & first
    columns.put("proprietaire_proche_famille", months, of_family)
    columns.put(
        "part_propriete_proche_famille", months, np.where(of_family, part[familles.home], 1.0)
    )


def _put_lodgers(homes: Homes, dwellings: Dwellings, calendar: Calendar, columns: Columns) -> None:
    table, draws, months = values("conditions_du_logement"), homes.draws, calendar.all_months
    rows = np.flatnonzero(dwellings.rented)
    shares = table["sous_location"]
    names = ("aucune", *shares)
    kind = draws.choice("lodger", [1 - sum(shares.values()), *shares.values()], rows)
    codes = np.array([rank_of(Lodger[name]) for name in names], dtype=np.int16)
    column = np.full(homes.count, rank_of(Lodger.aucune), dtype=np.int16)
    column[rows] = codes[kind]
    columns.put("sous_location", months, enum_array(column, Lodger))
    lodges = np.zeros(homes.count, dtype=bool)
    lodges[rows] = kind > 0
    kin = lodges & draws.chance("lodger of the family", table["sous_locataire_proche"])
    columns.put("sous_locataire_proche_famille", months, kin)
    # What family hosting brings does not count (D823-16).
    paid = lodges & (column != rank_of(Lodger.accueil_familial))
    brought = np.round(dwellings.rent * table["part_sous_louee"] * paid, 2)
    columns.put("loyers_sous_location_percus", months, brought)


def _put_surface(homes: Homes, dwellings: Dwellings, calendar: Calendar, columns: Columns) -> None:
    table, draws, months = values("conditions_du_logement"), homes.draws, calendar.all_months
    small = dwellings.rented & draws.chance("too small", table["trop_petit"])
    known = dwellings.rented & ~draws.chance("surface not said", table["surface_non_dite"])
    rows = np.flatnonzero(small)
    low, high = table["metres_par_personne"]
    each = low + (high - low) * draws.uniform("metres a person", 0, rows)
    surface: Array = np.where(known, dwellings.surface, 0.0)
    surface[rows] = np.round(each * homes.size[rows])
    columns.put("surface_logement", months, surface)
    waived = draws.chance("surface waived", table["derogation"], rows=rows)
    columns.put("derogation_surface_logement", months, spread(homes.count, rows, waived, bool))
