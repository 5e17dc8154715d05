"""Places, tenure, homes and rents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zeronr_rules.core.arrays import enum_array
from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import Columns, rank_of
from zeronr_rules.inputs.synthetic.families import draw_taken_in
from zeronr_rules.inputs.synthetic.households import OTHER, Homes
from zeronr_rules.inputs.synthetic.marginals import communes, tables, values
from zeronr_rules.inputs.synthetic.months import Calendar
from zeronr_rules.inputs.synthetic.statuses import STATUSES, Statuses
from zeronr_rules.inputs.synthetic.streams import Array, band_of
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement as Tenure

_ZONE_OVERSEAS = "2"
# A child below this age is a smaller consumption unit.
_CHILD_AGE = 14
# The barème of the logements-foyers starts in October 2017, and the RSA of a month of the year
# looks four months back: before this year nobody lives in one.
_FIRST_YEAR_OF_FOYERS = 2019
_MAYOTTE, _DOM = "976", ("971", "972", "973", "974", "976")


@dataclass(frozen=True)
class Dwellings:
    """Where and how households live.

    Attributes
    ----------
    tenure
        Rank of the tenure of each household.
    overseas, mayotte
        Which are in a département of overseas, in Mayotte.
    income
        Monthly income of the household in year N-2.
    rooms, surface
        Rank of the number of rooms (one is 0); square metres, drawn around that of the rooms.
    rent
        Monthly rent of the whole home, zero for who does not rent.
    shared
        Which are held by several persons who are not a couple.

    """

    tenure: Array
    overseas: Array
    mayotte: Array
    income: Array
    rooms: Array
    surface: Array
    rent: Array
    shared: Array

    def are(self, *names: str) -> Array:
        """Tell which households have one of these tenures."""
        found: Array = np.array([member.name in names for member in Tenure])[self.tenure]
        return found

    @property
    def rented(self) -> Array:
        """Which households rent a home that is not a logement-foyer."""
        return self.are("locataire_hlm", "locataire_vide", "locataire_meuble")

    @property
    def private(self) -> Array:
        """Which households rent from a private landlord."""
        return self.are("locataire_vide", "locataire_meuble")


def put_housing(
    homes: Homes,
    persons: Persons,
    statuses: Statuses,
    yearly: Array,
    calendar: Calendar,
    columns: Columns,
) -> Dwellings:
    """Say where and how each household lives, and what the tenants pay."""
    draws, months = homes.draws, calendar.all_months
    place = _places(homes)
    codes = np.array([commune.depcom for commune in communes()], dtype="S5")
    columns.put("depcom", months, codes[place])
    income = homes.total(yearly) / 12
    student = statuses.status[homes.start] == STATUSES.index("etudiant")
    tenure = _tenure(homes, persons, income / _units(homes, persons), student)
    if calendar.year < _FIRST_YEAR_OF_FOYERS:
        residence, furnished = (
            rank_of(Tenure[name]) for name in ("locataire_foyer", "locataire_meuble")
        )
        tenure = np.where(tenure == residence, furnished, tenure).astype(np.int16)
    columns.put("statut_occupation_logement", months, enum_array(tenure, Tenure))
    free = tenure == rank_of(Tenure.loge_gratuitement)
    shares = draws.chance("shares costs", tables()["locataires"]["participation_frais"])
    columns.put("participation_frais", months, free & shares)
    department = np.array([code[:3].decode() for code in codes])
    rooms = _rooms(homes, tenure == rank_of(Tenure.locataire_meuble))
    surface = _surfaces(homes, rooms)
    found = Dwellings(
        tenure=tenure,
        overseas=np.isin(department, _DOM)[place],
        mayotte=(department == _MAYOTTE)[place],
        income=income,
        rooms=rooms,
        surface=surface,
        rent=_rents(homes, tenure, place, rooms, surface),
        shared=_shared(homes, tenure),
    )
    _put_rented(homes, persons, found, calendar, columns)
    return found


def _places(homes: Homes) -> Array:
    """Ranks of the communes: a stratum, then one of its communes."""
    strata = values("strates")
    listed = [commune.stratum for commune in communes()]
    each = [strata[stratum] / listed.count(stratum) for stratum in listed]
    return homes.draws.choice("commune", each)


def _units(homes: Homes, persons: Persons) -> Array:
    """Return the consumption units."""
    older = np.bincount(homes.home, weights=persons.age >= _CHILD_AGE, minlength=homes.count)
    table = values("unites_de_consommation")
    units: Array = (
        1
        + table["unite_adulte"] * np.maximum(older - 1, 0)
        + table["unite_enfant"] * (homes.size - older)
    )
    return units


def _tenure(homes: Homes, persons: Persons, means: Array, student: Array) -> Array:
    """Draw who owns, by age and income, with a loan or not; and how the others live."""
    owners, others = tables()["proprietaires"], tables()["locataires"]
    wealth, draws = values("richesse_des_proprietaires"), homes.draws
    group = band_of(persons.age[homes.start], owners["bounds"])
    ratio = np.clip(means / wealth["revenu_de_reference"], wealth["minimum"], wealth["maximum"])
    odds = np.array(owners["cotes"])[group] * ratio ** wealth["puissance"]
    owns = draws.chance("owns", odds / (1 + odds))
    loan = draws.chance("loan", np.array(owners["accedants"])[group])
    names = list(others["values"])
    shares = np.array([others["values"][name] for name in names])
    weights = np.repeat(shares[:, None], homes.count, axis=1)
    poor = means < others["revenu_median"]
    tilt = np.where(poor, others["surcote_revenus_bas"], others["sous_cote_revenus_hauts"])
    weights[0] *= tilt * np.where(homes.lone_parent, others["surcote_monoparentale"], 1)
    for name, factor in others["etudiants"].items():
        weights[names.index(name)] *= np.where(student, factor, 1)
    cumulated = np.cumsum(weights, axis=0)
    drawn = draws.uniform("kind of tenancy") * cumulated[-1]
    kind = (drawn >= cumulated[:-1]).sum(axis=0)
    codes = np.array([rank_of(Tenure[name]) for name in names], dtype=np.int16)[kind]
    owner = np.where(loan, rank_of(Tenure.primo_accedant), rank_of(Tenure.proprietaire))
    found: Array = np.where(owns, owner, codes).astype(np.int16)
    return found


def _rooms(homes: Homes, furnished: Array) -> Array:
    """Ranks of the numbers of rooms, by the number of persons."""
    table = values("pieces")
    limits = np.cumsum([table[size] for size in sorted(table)], axis=1)[:, :-1]
    drawn = homes.draws.uniform("rooms")
    size = np.minimum(homes.size, len(table)) - 1
    rooms = (drawn[:, None] >= limits[size]).sum(axis=1)
    found: Array = np.maximum(rooms - furnished, 0)
    return found


def _surfaces(homes: Homes, rooms: Array) -> Array:
    table = tables()["loyers"]
    around = np.exp(table["ecart_surface"] * homes.draws.normal("surface"))
    found: Array = np.round(np.array(table["values"])[rooms] * around)
    return found


def _rents(homes: Homes, tenure: Array, place: Array, rooms: Array, surface: Array) -> Array:
    table = tables()["loyers"]
    prices = {str(zone): price for zone, price in table["prive"].items()}
    zones = np.array([prices[commune.zone or _ZONE_OVERSEAS] for commune in communes()])
    dearer = np.exp(table["ecart"] * homes.draws.normal("rent"))
    private = zones[place] * dearer * np.array(table["prix_par_pieces"])[rooms]
    price = np.where(tenure == rank_of(Tenure.locataire_hlm), table["social"], private)
    names = ("locataire_hlm", "locataire_vide", "locataire_meuble")
    tenant = np.isin(tenure, [rank_of(Tenure[name]) for name in names])
    rent: Array = np.round(price * surface * tenant, 2)
    return rent


def _shared(homes: Homes, tenure: Array) -> Array:
    table, draws = values("logement_loue"), homes.draws
    names = ("locataire_vide", "locataire_meuble")
    private = np.isin(tenure, [rank_of(Tenure[name]) for name in names])
    alone = (homes.size == 1) & draws.chance("shared home", table["colocation"])
    several = homes.is_type("sans_famille") & draws.chance(
        "shared by who lives there", table["colocation_sans_famille"]
    )
    found: Array = private & (alone | several)
    return found


def _put_rented(
    homes: Homes, persons: Persons, dwellings: Dwellings, calendar: Calendar, columns: Columns
) -> None:
    """Say what is rented: the rent, a room, a shared home, a convention."""
    table, draws, months = values("logement_loue"), homes.draws, calendar.all_months
    furnished = dwellings.are("locataire_meuble")
    shared, alone = dwellings.shared, homes.size == 1
    room = furnished & alone & ~shared & draws.chance("room", table["chambre"])
    part = np.where(shared & alone, table["part_loyer_colocation"], 1.0)
    part = np.where(room, table["part_loyer_chambre"], part)
    holders = np.where(shared & alone, draws.pick("holders of the lease", table["cotitulaires"]), 1)
    together = homes.total((homes.place == OTHER) & ~draw_taken_in(homes)).astype(np.int64)
    holders = np.where(shared & ~alone, 1 + together, holders)
    # Alone in the file, the holder of a shared lease gives the rent of all or their own share.
    whole = np.where(shared & alone, holders, 1)
    said = ~draws.chance("rent not said", table["loyer_non_dit"])
    columns.put("loyer", months, np.round(dwellings.rent * part * whole * said, 2))
    columns.put("coloc", months, shared)
    columns.put("coloc_nombre_cotitulaires", months, holders)
    columns.put("logement_chambre", months, room)
    charges = tables()["loyers"]["charges"] * dwellings.surface * dwellings.rented
    columns.put("charges_locatives", months, np.round(charges, 2))
    convention = dwellings.private & draws.chance("conventionné", table["conventionne_prive"])
    columns.put("logement_conventionne", months, dwellings.are("locataire_hlm") | convention)
    mixed = convention & draws.chance("mixed company", table["bailleur_sem"])
    columns.put("bailleur_sem", months, mixed)
    old = persons.age[homes.start] >= table["age_accueil"]
    taken = furnished & alone & old
    taken &= draws.chance("taken in for money", table["accueil_a_titre_onereux"])
    columns.put("personne_agee_handicapee", months, taken)
