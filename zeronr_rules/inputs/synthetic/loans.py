"""Loans of the households that buy their home."""

from __future__ import annotations

import numpy as np

from zeronr_rules.core.arrays import enum_array
from zeronr_rules.inputs.synthetic.columns import NO_DATE, Columns, days, rank_of
from zeronr_rules.inputs.synthetic.households import Homes
from zeronr_rules.inputs.synthetic.housing import Dwellings
from zeronr_rules.inputs.synthetic.marginals import values
from zeronr_rules.inputs.synthetic.months import Calendar
from zeronr_rules.inputs.synthetic.streams import Array
from zeronr_rules.variables.aides_logement.accession_entrees import TypesPretAccession as Loan
from zeronr_rules.variables.logement.emprunt import TypesEtatLogement as State

# After these months PAP were no longer signed, and location-accession existed.
_LAST_PAP = np.datetime64("1995-12", "M")
_FIRST_RENT_TO_BUY = np.datetime64("2004-04", "M")


def put_loans(homes: Homes, dwellings: Dwellings, calendar: Calendar, columns: Columns) -> None:
    """Say when and why the loan of those who buy their home was signed, and what they repay."""
    table, draws, months = values("emprunts"), homes.draws, calendar.all_months
    rows = np.flatnonzero(dwellings.are("primo_accedant"))

    def chance(name: str, share: str) -> Array:
        return draws.chance(name, table[share], rows=rows)

    def full(array: Array, default: object) -> Array:
        column = np.full(homes.count, default, dtype=array.dtype)
        column[rows] = array
        return column

    signed = _signed(homes, rows, calendar)
    day = draws.whole("day of the loan", 1, 28, rows)
    known = ~chance("date of the loan not known", "date_inconnue")
    dates = np.where(known, days(signed, day), NO_DATE)
    columns.eternal("aide_logement_date_pret", full(dates, NO_DATE))
    codes = np.array([rank_of(State[name]) for name in values("objets_des_prets")], dtype=np.int16)
    state = codes[draws.choice("what was bought", values("objets_des_prets").values(), rows)]
    columns.put(
        "etat_logement", months, enum_array(full(state, rank_of(State.non_renseigne)), State)
    )
    new = state == rank_of(State.construction_acquisition_logement_neuf)
    kind = _kinds(homes, rows, signed, new)
    aided = np.isin(
        kind, [rank_of(Loan.pret_conventionne), rank_of(Loan.pret_aide_accession_propriete)]
    )
    columns.eternal(
        "aide_logement_type_pret", enum_array(full(kind, rank_of(Loan.autre_pret)), Loan)
    )
    columns.eternal("aide_logement_est_pret_conventionne", full(aided, False))
    first = new & chance("first to live there", "premier_occupant")
    columns.eternal("aide_logement_premier_occupant", full(first, False))
    wait = draws.whole("months before living there", 0, table["mois_avant_entree"], rows) * new
    entered = np.where(known, days(signed + wait.astype("timedelta64[M]"), day), NO_DATE)
    columns.put("date_entree_logement", months, full(entered, NO_DATE))
    works = state == rank_of(State.amelioration)
    columns.eternal(
        "aide_logement_pret_anterieur_complementaire",
        full(works & chance("loan beside another", "pret_complementaire"), False),
    )
    owners = draws.pick("co-owners", table["coproprietaires"], rows)
    columns.put("aide_logement_nombre_coproprietaires", months, full(owners, 1))
    overseas = dwellings.overseas[rows]
    decided = overseas & chance("decision of the State", "decision_outre_mer")
    ahead = np.timedelta64(table["mois_de_la_decision"], "M")
    decision = np.where(decided, days(signed - ahead, day), NO_DATE)
    columns.eternal("aide_logement_date_decision_financement", full(decision, NO_DATE))
    columns.eternal(
        "logement_evolutif_tres_social",
        full(overseas & chance("very social home", "tres_social"), False),
    )
    columns.amend("loyer", months, rows, _payments(homes, rows, dwellings))


def _signed(homes: Homes, rows: Array, calendar: Calendar) -> Array:
    """Months in which the loans were signed, the last December before the year at the latest."""
    table, draws = values("emprunts"), homes.draws
    drawn = draws.uniform("age of the loan", 0, rows)
    age = table["maximum"] * (1 - (1 - drawn) ** (1 / table["puissance"]))
    low, high = table["anciens"]
    old = draws.chance("old loan", table["part_anciens"], rows=rows)
    age = np.where(old, low + (high - low) * draws.uniform("age of the old loan", 0, rows), age)
    signed: Array = (
        np.datetime64(f"{calendar.year}-01", "M") - 1 - np.floor(12 * age).astype("timedelta64[M]")
    )
    return signed


def _kinds(homes: Homes, rows: Array, signed: Array, new: Array) -> Array:
    table, draws = values("emprunts"), homes.draws
    helped = (signed <= _LAST_PAP) & draws.chance("PAP", table["part_pap"], rows=rows)
    regulated = draws.chance("prêt conventionné", table["part_conventionnes"], rows=rows)
    rented = new & (signed >= _FIRST_RENT_TO_BUY)
    rented &= draws.chance("rent to buy", table["part_location_accession"], rows=rows)
    found: Array = np.select(
        [helped, rented, regulated],
        [
            rank_of(Loan.pret_aide_accession_propriete),
            rank_of(Loan.location_accession),
            rank_of(Loan.pret_conventionne),
        ],
        rank_of(Loan.autre_pret),
    ).astype(np.int16)
    return found


def _payments(homes: Homes, rows: Array, dwellings: Dwellings) -> Array:
    table = values("emprunts")
    share = table["taux_effort"] * np.exp(
        table["taux_effort_ecart"] * homes.draws.normal("monthly payment", rows)
    )
    payment: Array = np.round(np.clip(dwellings.income[rows] * share, *table["mensualites"]), 2)
    return payment
