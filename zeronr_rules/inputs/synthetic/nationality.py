"""Nationality, right of residence, presence in France."""

from __future__ import annotations

import numpy as np

from zeronr_rules.inputs.synthetic.ages import Persons
from zeronr_rules.inputs.synthetic.columns import Columns
from zeronr_rules.inputs.synthetic.families import Groups
from zeronr_rules.inputs.synthetic.households import CHILD, Homes
from zeronr_rules.inputs.synthetic.marginals import tables, values
from zeronr_rules.inputs.synthetic.months import Calendar
from zeronr_rules.inputs.synthetic.statuses import Statuses
from zeronr_rules.inputs.synthetic.streams import Array

_FRENCH, _EEA, _OTHER = range(3)
_SUMMER = (7, 8)
_MAJORITY = 18


def put_nationality(
    homes: Homes,
    persons: Persons,
    statuses: Statuses,
    familles: Groups,
    calendar: Calendar,
    columns: Columns,
) -> None:
    """Say nationalities, titles and presence."""
    law, stay, draws = tables()["nationalites"], values("sejour"), homes.person_draws
    always = calendar.all_months
    group = homes.draws.choice("nationality", [law["values"][k] for k in ("FR", "ue", "autre")])
    member = (homes.position == 0) | draws.chance("same nationality", law["part_membre"])
    group = np.where(member, group[homes.home], _FRENCH)
    countries = [["FR"], law["pays"]["ue"], law["pays"]["autre"]]
    codes = np.full(homes.persons, b"FR", dtype="S2")
    drawn = homes.draws.uniform("country")[homes.home]
    for rank in (_EEA, _OTHER):
        names = np.array(countries[rank], dtype="S2")
        rows = np.flatnonzero(group == rank)
        codes[rows] = names[np.floor(drawn[rows] * len(names)).astype(np.intp)]
    columns.put("nationalite", always, codes)

    foreign, eea, other = group != _FRENCH, group == _EEA, group == _OTHER
    _put_titles(homes, persons, foreign, calendar, columns)
    columns.put(
        "dispense_duree_titre_sejour", always, other & draws.chance("resident", stay["dispense"])
    )
    irregular = other & draws.chance("irregular stay", stay["sejour_irregulier"])
    columns.put("sejour_regulier", always, ~irregular)
    columns.put(
        "prestations_familiales_conditions_generales", always, ~familles.head_has(irregular)
    )
    without = eea & draws.chance("no right of residence", stay["sans_droit_sejour_ue"])
    columns.put("droit_sejour_ue", always, ~without)
    columns.put(
        "maintien_droit_sejour_travailleur_ue",
        always,
        eea & draws.chance("former worker", stay["maintien_travailleur_ue"]),
    )
    # Somebody who works is not here only to look for work.
    idle = ~statuses.has("salarie", "independant", "apprenti", "retraite")
    columns.put(
        "ue_en_recherche_emploi_seule",
        always,
        eea & idle & draws.chance("only looking for work", stay["ue_en_recherche_emploi"]),
    )
    # Students of other countries are seldom here under another title.
    student = other & statuses.has("etudiant") & (persons.age >= _MAJORITY)
    titled = student & draws.chance("student's title", values("titres_etudiants"))
    columns.put("titre_sejour_etudiant", always, titled)
    _put_presence(homes, stay, calendar, columns)
    abroad = homes.place == CHILD
    abroad &= draws.chance("child abroad", stay["enfant_a_l_etranger"])
    columns.put("prestations_familiales_enfant_residant_en_france", always, ~abroad)
    columns.put(
        "travailleur_detache",
        always,
        statuses.has("salarie")
        & draws.chance("posted", values("situations_travail")["travailleur_detache"]),
    )


def _put_titles(
    homes: Homes, persons: Persons, foreign: Array, calendar: Calendar, columns: Columns
) -> None:
    """Years of title or of residence: one more in the year than before it."""
    stay, draws = values("sejour"), homes.person_draws
    titled = foreign & ~draws.chance("no title", stay["sans_titre"])
    longest = np.minimum(stay["duree_maximale"], np.maximum(persons.age, 0))
    held = np.round(draws.uniform("years of title") * longest, 2)
    before = tuple(month for back in (3, 2, 1) for month in calendar.whole(calendar.year - back))
    columns.put("duree_possession_titre_sejour", before, np.maximum(held - 1, 0) * titled)
    columns.put("duree_possession_titre_sejour", calendar.whole(calendar.year), held * titled)


def _put_presence(
    homes: Homes, stay: dict[str, float], calendar: Calendar, columns: Columns
) -> None:
    """Stable residence and long stays abroad: a household moves together."""
    unstable = homes.draws.chance("no stable residence", stay["residence_non_stable"])
    columns.put("residence_stable_france", calendar.all_months, ~unstable[homes.home])
    away = homes.draws.chance("long stay abroad", stay["sejour_etranger"])
    in_year = calendar.whole(calendar.year)
    columns.put("sejour_etranger_plus_trois_mois", in_year, away[homes.home])
    partly = away & homes.draws.chance("partly present", stay["mois_incomplet"])
    columns.put("present_mois_complet", calendar.of_year([*_SUMMER]), ~partly[homes.home])
