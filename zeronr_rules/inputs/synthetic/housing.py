"""Places, tenure, rents, loans: what housing aids look at."""

from __future__ import annotations

import numpy as np

from zeronr_rules.core.arrays import enum_array
from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import NO_DATE, Columns, rank_of
from zeronr_rules.inputs.synthetic.households import Homes
from zeronr_rules.inputs.synthetic.marginals import communes, tables, values
from zeronr_rules.inputs.synthetic.months import Calendar
from zeronr_rules.inputs.synthetic.streams import Array, band_of
from zeronr_rules.variables.aides_logement.foyer_entrees import (
    TypesCategorieLogementFoyer as Residence,
)
from zeronr_rules.variables.logement.emprunt import TypesEtatLogement as State
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement as Tenure

_PRIVATE = ("locataire_vide", "locataire_meuble")
_TENANTS = ("locataire_hlm", "locataire_vide", "locataire_meuble", "locataire_foyer")
_ZONE_OVERSEAS = "2"
# A child below this age is a smaller consumption unit.
_CHILD_AGE = 14


def put_housing(
    homes: Homes,
    persons: Persons,
    yearly: Array,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say where and how each household lives, and what it pays for it."""
    place = _places(homes)
    codes = np.array([commune.depcom for commune in communes()], dtype="S5")
    columns.put("depcom", calendar.all_months, codes[place])
    means = _means(homes, persons, yearly)
    tenure = _tenure(homes, persons, means)
    columns.put("statut_occupation_logement", calendar.all_months, enum_array(tenure, Tenure))
    free = tenure == rank_of(Tenure.loge_gratuitement)
    shares = homes.draws.chance("shares costs", tables()["locataires"]["participation_frais"])
    columns.put("participation_frais", calendar.all_months, free & shares)
    _put_rented(homes, tenure, _rents(homes, tenure, place), calendar, columns)
    _put_loans(homes, tenure, calendar, columns)
    _put_foyers(homes, persons, tenure, calendar, columns)


def _means(homes: Homes, persons: Persons, yearly: Array) -> Array:
    """Return the monthly income of year N-2 a consumption unit."""
    older = np.bincount(homes.home, weights=persons.age >= _CHILD_AGE, minlength=homes.count)
    table = values("unites_de_consommation")
    units = (
        1
        + table["unite_adulte"] * np.maximum(older - 1, 0)
        + table["unite_enfant"] * (homes.size - older)
    )
    means: Array = homes.total(yearly) / 12 / units
    return means


def _put_rented(
    homes: Homes, tenure: Array, rent: Array, calendar: Calendar, columns: Columns
) -> None:
    """Say the rent or the monthly payment, and what is rented: room, shared, conventionné."""
    table, draws, months = values("logement_loue"), homes.draws, calendar.all_months
    private = np.isin(tenure, [rank_of(Tenure[name]) for name in _PRIVATE])
    furnished = tenure == rank_of(Tenure.locataire_meuble)
    alone = homes.size == 1
    shared = private & alone & draws.chance("shared home", table["colocation"])
    room = furnished & alone & ~shared & draws.chance("room", table["chambre"])
    share = np.where(shared, table["part_loyer_colocation"], 1.0)
    share = np.where(room, table["part_loyer_chambre"], share)
    buyer = tenure == rank_of(Tenure.primo_accedant)
    payment = table["mensualite"] * np.exp(
        table["mensualite_ecart"] * draws.normal("monthly payment")
    )
    columns.put("loyer", months, np.round(np.where(buyer, payment, rent * share), 2))
    columns.put("coloc", months, shared)
    columns.put("logement_chambre", months, room)
    social = tenure == rank_of(Tenure.locataire_hlm)
    private_convention = private & draws.chance("conventionné", table["conventionne_prive"])
    residence = tenure == rank_of(Tenure.locataire_foyer)
    residence &= draws.chance("residence conventionnée", table["conventionne_foyer"])
    columns.put("logement_conventionne", months, social | private_convention | residence)


def _put_loans(homes: Homes, tenure: Array, calendar: Calendar, columns: Columns) -> None:
    """Say when and for what the loan of those who buy their home was signed."""
    table, draws = values("emprunts"), homes.draws
    buyer = tenure == rank_of(Tenure.primo_accedant)
    months = np.floor(draws.uniform("age of the loan") * table["anciennete_maximale"] * 12)
    signed = np.datetime64(f"{calendar.year}-01", "M") - 1 - months.astype("timedelta64[M]")
    columns.eternal(
        "aide_logement_date_pret", np.where(buyer, signed.astype("datetime64[D]"), NO_DATE)
    )
    subsidised = buyer & draws.chance("prêt conventionné", table["part_conventionnes"])
    columns.eternal("aide_logement_est_pret_conventionne", subsidised)
    old = draws.chance("existing home", table["part_existant"])
    state = np.where(
        buyer,
        np.where(
            old,
            rank_of(State.acquisition_sans_amelioration_logement_existant),
            rank_of(State.construction_acquisition_logement_neuf),
        ),
        rank_of(State.non_renseigne),
    ).astype(np.int16)
    columns.put("etat_logement", calendar.all_months, enum_array(state, State))


def _put_foyers(
    homes: Homes, persons: Persons, tenure: Array, calendar: Calendar, columns: Columns
) -> None:
    """Say the kind of logement-foyer, by the age of the first person."""
    kinds = tables()["logements_foyers"]
    group = band_of(persons.age[homes.start], kinds["bounds"])
    ranks = np.array([rank_of(Residence[name]) for name in kinds["values"]], dtype=np.int16)
    here = tenure == rank_of(Tenure.locataire_foyer)
    kind = np.where(here, ranks[group], rank_of(Residence.non_renseigne)).astype(np.int16)
    columns.put("categorie_logement_foyer", calendar.all_months, enum_array(kind, Residence))


def _places(homes: Homes) -> Array:
    """Ranks of the communes: a stratum, then one of its communes."""
    strata = values("strates")
    listed = [commune.stratum for commune in communes()]
    each = [strata[stratum] / listed.count(stratum) for stratum in listed]
    return homes.draws.choice("commune", each)


def _tenure(homes: Homes, persons: Persons, means: Array) -> Array:
    owners, others = tables()["proprietaires"], tables()["locataires"]
    group = band_of(persons.age[homes.start], owners["bounds"])
    draws = homes.draws
    owns = draws.chance("owns", np.array(owners["values"])[group])
    loan = draws.chance("loan", np.array(owners["accedants"])[group])
    names = list(others["values"])
    shares = np.array([others["values"][name] for name in names])
    weights = np.repeat(shares[:, None], homes.count, axis=1)
    poor = means < others["revenu_median"]
    tilt = np.where(poor, others["surcote_revenus_bas"], others["sous_cote_revenus_hauts"])
    weights[0] *= tilt * np.where(homes.lone_parent, others["surcote_monoparentale"], 1)
    cumulated = np.cumsum(weights, axis=0)
    drawn = draws.uniform("kind of tenancy") * cumulated[-1]
    kind = (drawn >= cumulated[:-1]).sum(axis=0)
    codes = np.array([rank_of(Tenure[name]) for name in names], dtype=np.int16)[kind]
    owner = np.where(loan, rank_of(Tenure.primo_accedant), rank_of(Tenure.proprietaire))
    found: Array = np.where(owns, owner, codes).astype(np.int16)
    return found


def _rents(homes: Homes, tenure: Array, place: Array) -> Array:
    table = tables()["loyers"]
    prices = {str(zone): price for zone, price in table["prive"].items()}
    zones = np.array([prices[commune.zone or _ZONE_OVERSEAS] for commune in communes()])
    surface = np.array(table["surfaces"])[homes.draws.choice("rooms", table["values"])]
    dearer = np.exp(table["ecart"] * homes.draws.normal("rent"))
    social = tenure == rank_of(Tenure.locataire_hlm)
    price = np.where(social, table["social"], zones[place] * dearer)
    tenant = np.isin(tenure, [rank_of(Tenure[name]) for name in _TENANTS])
    rent: Array = np.round(price * surface * tenant, 2)
    return rent
