"""Places, tenure, rents and the housing benefit received."""

from __future__ import annotations

import numpy as np

from zeronr_rules.core.arrays import enum_array
from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import Columns, rank_of
from zeronr_rules.inputs.synthetic.families import Groups
from zeronr_rules.inputs.synthetic.households import Homes
from zeronr_rules.inputs.synthetic.marginals import communes, tables, values
from zeronr_rules.inputs.synthetic.months import JANUARY, Calendar
from zeronr_rules.inputs.synthetic.streams import Array, band_of
from zeronr_rules.variables.logement.logement import TypesStatutOccupationLogement as Tenure

_TENANTS = ("locataire_hlm", "locataire_vide", "locataire_meuble", "locataire_foyer")
_ZONE_OVERSEAS = "2"
# A child below this age is a smaller consumption unit.
_CHILD_AGE = 14


def put_housing(
    homes: Homes,
    persons: Persons,
    familles: Groups,
    yearly: Array,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say where and how each household lives, and the housing benefit of its first famille."""
    place = _places(homes)
    codes = np.array([commune.depcom for commune in communes()], dtype="S5")
    columns.put("depcom", calendar.all_months, codes[place])
    older = np.bincount(homes.home, weights=persons.age >= _CHILD_AGE, minlength=homes.count)
    younger = homes.size - older
    table = values("aide_logement")
    units = 1 + table["unite_adulte"] * np.maximum(older - 1, 0) + table["unite_enfant"] * younger
    means = homes.total(yearly) / 12 / units
    tenure = _tenure(homes, persons, means)
    columns.put("statut_occupation_logement", calendar.all_months, enum_array(tenure, Tenure))
    free = tenure == rank_of(Tenure.loge_gratuitement)
    shares = homes.draws.chance("shares costs", tables()["locataires"]["participation_frais"])
    columns.put("participation_frais", calendar.all_months, free & shares)
    rent = _rents(homes, tenure, place)
    columns.put("loyer", calendar.all_months, rent)
    benefit = _benefit(homes, tenure, rent, means, younger)
    # The benefit is examined again in January: some lose or gain a little.
    first = np.zeros(familles.count)
    first[familles.members[homes.start]] = benefit
    low, high = table["nouvel_examen"]
    moved = low + (high - low) * homes.draws.uniform("new benefit")
    columns.put("aide_logement", calendar.months[:JANUARY], first)
    columns.put(
        "aide_logement", calendar.months[JANUARY:], np.round(first * moved[familles.home], 2)
    )


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


def _benefit(homes: Homes, tenure: Array, rent: Array, means: Array, children: Array) -> Array:
    table = values("aide_logement")
    covered = table["part_loyer"] * np.minimum(rent, table["loyer_maximum"])
    above = np.maximum(means - table["revenu_par_uc"], 0)
    amount = covered + (covered > 0) * table["par_enfant"] * children
    amount -= table["degressivite"] * above
    with_loan = tenure == rank_of(Tenure.primo_accedant)
    with_loan &= homes.draws.chance("benefit with a loan", table["part_accedants"])
    amount = np.where(with_loan, float(table["montant_accedant"]), amount)
    due: Array = np.round(amount * (amount >= table["minimum"]), 2)
    return due
