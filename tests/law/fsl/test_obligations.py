"""What every territory file must give, read from the file itself.

Each cell of a ceiling below, at and above it; households larger than the table;
the help under its minimum, at its cap, with help already received; an unknown
figure, which makes the answer indeterminate and names what is missing; the day
before the règlement. What is expected is computed here, one household at a time.
"""

from __future__ import annotations

import math

import pytest

from zeronr_rules.parsed import parameter_tree
from zeronr_rules.system import system
from zeronr_rules.territories.cells import cells, entries, values_at
from zeronr_rules.variables.fsl.reglement import code

FILES = parameter_tree()["territoires"]["fsl"]
COMPOSITIONS = [(1, 0), (1, 1), (1, 2), (1, 3), (2, 0), (2, 1), (2, 2), (2, 3), (2, 6), (3, 0)]
STATUSES = {"non": "non_eligible", "inconnue": "indetermine", "a_examiner": "a_examiner"}
ORDER = ["non", "inconnue", "a_examiner", "oui"]
CENT = 0.01


def month_from(day):
    """Return the first month that begins on a day or after it."""
    year, month, number = int(day[:4]), int(day[5:7]), int(day[8:])
    if number > 1:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return f"{year:04d}-{month:02d}"


def days(data):
    return sorted({date for _, cell in cells(data) for date in entries(cell)})


def in_force(data, day):
    return values_at(data, f"{month_from(day)}-01").get("reglement.en_vigueur") == 1


STATES = [
    (key, month_from(day))
    for key, data in sorted(FILES.items())
    for day in days(data)
    if in_force(data, day)
]
every_state = pytest.mark.parametrize(
    ("key", "month"), STATES, ids=[f"{key}-{month}" for key, month in STATES]
)


def known(value):
    return value is not None and not math.isnan(value)


def nth(table, rank, increment):
    if not isinstance(table, list):
        return math.nan
    if rank < len(table):
        return table[rank]
    return table[-1] + (increment if known(increment) else math.nan) * (rank - len(table) + 1)


def uc(adults, children):
    persons = adults + children
    return 1 + 0.5 * (persons > 1) + 0.3 * max(persons - 2, 0) + 0.1 * max(children - 2, 0)


def parts(values, adults, children):
    if adults > 2:
        return math.nan
    if children:
        return values["parts.foyer_avec_enfant"] + children * values["parts.enfant"]
    return values["parts.personne_seule"] if adults == 1 else values["parts.couple"]


def rsa(month, adults, children):
    found = system().get_parameters_at_instant(f"{month}-01").prestations.rsa
    return found.montant_forfaitaire * uc(adults, children)


def ceiling(values, month, adults, children):
    """Ceiling of the household, and by what its resources are divided; nan if unknown."""
    persons = adults + children
    increment = values.get("critere.increment")
    value = values.get("critere.valeur", math.nan)
    if values["critere.mesure"] == "inconnu":
        return math.nan, 1
    form = values["critere.plafond"]
    found = math.nan
    if form == "montant":
        found = value
    elif form == "taille":
        found = nth(values["critere.table"], persons - 1, increment)
    elif form == "composition" and adults <= 2:
        name = "critere.table_seul" if adults == 1 else "critere.table_couple"
        found = nth(values[name], children, increment)
    elif form == "k_rsa":
        found = values["critere.coefficient"] * rsa(month, adults, children)
    elif form == "seuil_pauvrete":
        found = value * (1 + values["critere.part_personne"] * (persons - 1))
    divisor = {
        "quotient_uc": uc(adults, children),
        "quotient_parts": parts(values, adults, children)
        if values["critere.mesure"] == "quotient_parts"
        else 1,
        "quotient_personnes_net_loyer": persons,
    }.get(values["critere.mesure"], 1)
    return found * (divisor / divisor), divisor


def above(values, measure):
    """Answer above the ceiling: refused, unless the règlement lets the commission judge."""
    possible, limit = values.get("derogation.possible", 0), values.get("derogation.valeur")
    if possible == 0:
        return "non"
    if limit is None:
        return "a_examiner"
    if math.isnan(limit):
        return "inconnue"
    strict = values["critere.stricte"]
    if measure == limit:
        return {0: "a_examiner", 1: "non"}.get(strict, "inconnue")
    return "a_examiner" if measure < limit else "non"


def at(values, measure):
    strict = values["critere.stricte"]
    if math.isnan(strict):
        return "inconnue"
    return above(values, measure) if strict else "oui"


@every_state
def test_each_cell_below_at_and_above(key, month, answers):
    values = values_at(FILES[key], f"{month}-01")
    quotient = values["critere.mesure"] == "qf_caf"
    households, expected = [], []
    for adults, children in COMPOSITIONS:
        limit, divisor = ceiling(values, month, adults, children)
        of_home = {"adults": adults, "children": children, "fsl_territoire": code(key)}
        if math.isnan(limit):
            steps = [(100.0, "inconnue"), (5000.0, "inconnue")]
        else:
            # A cent of the measure, not of the resources.
            steps = [
                ((limit - CENT) * divisor, "oui"),
                (limit * divisor, at(values, limit)),
                ((limit + CENT) * divisor, above(values, limit + CENT)),
            ]
        for amount, answer in steps:
            name = "fsl_quotient_familial_caf" if quotient else "fsl_energie_ressources"
            households.append({**of_home, name: amount})
            expected.append(answer)
        if quotient:
            households.append(of_home)
            expected.append("inconnue" if math.isnan(limit) else "a_examiner")
    found = answers(month, households, ["fsl_energie_condition_ressources"])
    assert found["fsl_energie_condition_ressources"] == expected


@every_state
def test_no_condition_is_lost_in_the_status(key, month, answers):
    names = [
        f"fsl_energie_condition_{name}"
        for name in (
            "impaye", "nature", "facture", "personne", "logement", "procedure", "frequence",
            "ressources", "charges", "montant",
        )
    ]  # fmt: skip
    households = [
        {"fsl_territoire": code(key), "fsl_energie_ressources": amount, **more}
        for amount in (0.0, 1e5)
        for more in (
            {},
            {"fsl_energie_nature": "telephone"},
            {"fsl_energie_contrat_en_cours": "indetermine"},
            {"fsl_energie_nb_aides_12_mois": 5},
        )
    ]
    found = answers(month, households, [*names, "fsl_energie_statut"])
    for rank, status in enumerate(found["fsl_energie_statut"]):
        worst = min((found[name][rank] for name in names), key=ORDER.index)
        assert status == STATUSES.get(worst, "eligible")


def bounds(values, debt, persons, received):
    """Help if it is granted, at least and at most, and cap: the text applied by hand."""
    share = values.get("participation.taux", 0)
    # A share left to the household that nobody published may be all of the debt, or none.
    base, sure_base = (debt, 0) if math.isnan(share) else (debt * (1 - share),) * 2
    cap = nth(values["montant.plafond"], min(persons, len(values["montant.plafond"])) - 1, 0)
    cap *= persons if values.get("montant.par_personne") else 1
    fixed = 0 if values["montant.periode"] == "aide" else received
    high_cap = cap - (0 if values["montant.periode"] == "inconnu" else fixed)
    low_cap = cap - fixed
    low_cap = 0 if math.isnan(low_cap) else max(low_cap, 0)
    high_cap = math.inf if math.isnan(high_cap) else max(high_cap, 0)
    rate = values.get("montant.taux", math.nan)
    if values["montant.calcul"] != "pourcentage_plafonne":
        rate = math.nan
    low = 0 if math.isnan(rate) else min(rate * sure_base, low_cap)
    high = min((1 if math.isnan(rate) else rate) * base, high_cap)
    least, mode = values.get("montant.minimum", 0), values.get("montant.minimum_mode", "inconnu")
    # Where the règlement does not settle it: refused at the least, raised to it at the most.
    low_cap = min(sure_base, low_cap)
    if mode == "plancher":
        low = min(max(low, least), low_cap)
    elif low < least:
        low = 0
    if mode == "rejet":
        high = 0 if high < least else high
    else:
        high = min(max(high, least), base, high_cap)
    return round(low + 1e-9, 2), round(high + 1e-9, 2)


@every_state
def test_the_help_at_its_minimum_at_its_cap_and_after_other_help(key, month, answers):
    values = values_at(FILES[key], f"{month}-01")
    caps = [one for one in values["montant.plafond"] if not math.isnan(one)]
    least, rate = values.get("montant.minimum", 0), values.get("montant.taux", math.nan)
    rate = 1 if math.isnan(rate) else rate
    debts = {1.0, 10.0, 80.0, 300.0, 1e6}
    debts |= {round(cap / rate + step, 2) for cap in caps for step in (-CENT, 0, CENT)}
    debts |= {round(least / rate + step, 2) for step in (-1, 0, 1) if least}
    cases = [
        (debt, persons, received)
        for debt in sorted(debts)
        for persons in (1, 2, 5)
        for received in (0.0, *(part * cap for cap in caps for part in (0.5, 1)))
    ]
    households = [
        {
            "fsl_territoire": code(key),
            "adults": 1,
            "children": persons - 1,
            "fsl_energie_ressources": 0.0,
            "fsl_energie_impaye": debt,
            "fsl_energie_aides_annee_civile": received,
            "fsl_energie_aides_12_mois": received,
        }
        for debt, persons, received in cases
    ]
    names = ["fsl_energie_montant_accord_min", "fsl_energie_montant_accord_max"]
    found = answers(month, households, names)
    for rank, (debt, persons, received) in enumerate(cases):
        expected = bounds(values, debt, persons, received)
        assert [found[name][rank] for name in names] == pytest.approx(expected, abs=0.001), cases[
            rank
        ]


# Cell, the boolean that must say that it is missing, and the household for whom it matters.
MISSING = {
    "critere.mesure": "ressources",
    "critere.plafond": "ressources",
    "taux_effort.maximum": "charges",
    "reste_a_vivre.minimum": "charges",
    "dettes.couvertes": "nature",
    "montant.calcul": "part",
    "montant.taux": "part",
    "montant.minimum_mode": "minimum",
}


@every_state
def test_what_nobody_published_is_named_and_leaves_the_answer_open(key, month, answers):
    values = values_at(FILES[key], f"{month}-01")
    unknown = {
        reason
        for cell, reason in MISSING.items()
        if values.get(cell) in ("inconnu", ["inconnu"])
        or (isinstance(values.get(cell), float) and math.isnan(values[cell]))
    }
    if all(math.isnan(cap) for cap in values["montant.plafond"]):
        unknown.add("plafond_aide")
    if math.isnan(ceiling(values, month, 1, 0)[0]):
        unknown.add("ressources")
    names = [f"fsl_energie_inconnu_{reason}" for reason in sorted(unknown)]
    household = {"fsl_territoire": code(key), "fsl_energie_ressources": 0.0}
    found = answers(
        month, [household], [*names, "fsl_energie_statut", "fsl_energie_montant_indetermine"]
    )
    assert [found[name] for name in names] == [[True]] * len(names)
    if unknown & {"ressources", "charges", "nature"}:
        assert found["fsl_energie_statut"] == ["indetermine"]
    if unknown & {"part", "plafond_aide"} == {"part", "plafond_aide"}:
        assert found["fsl_energie_montant_indetermine"] == [True]


@pytest.mark.parametrize("key", sorted(FILES))
def test_the_month_before_the_reglement_is_unknown(key, answers):
    first = min(entries(FILES[key]["reglement"]["en_vigueur"]))
    year, month = int(first[:4]), int(first[5:7])
    before = f"{year - (month == 1):04d}-{12 if month == 1 else month - 1:02d}"
    household = {"fsl_territoire": code(key), "fsl_energie_ressources": 0.0}
    names = ["fsl_energie_inconnu_reglement", "fsl_energie_statut", "fsl_energie_montant_max"]
    for when, unknown in ((before, True), (month_from(first), False)):
        found = answers(when, [household], names)
        assert found["fsl_energie_inconnu_reglement"] == [unknown]
        if unknown:
            assert found["fsl_energie_statut"] == ["indetermine"]
            assert found["fsl_energie_montant_max"] == [300]


@pytest.mark.parametrize("key", sorted(FILES))
def test_the_values_of_the_day_before_hold_until_the_change(key):
    """No value of a date is read a month before it."""
    for day in days(FILES[key])[1:]:
        month = month_from(day)
        year, number = int(month[:4]), int(month[5:])
        before = f"{year - (number == 1):04d}-{12 if number == 1 else number - 1:02d}-01"
        node = system().get_parameters_at_instant(before).territoires.fsl[key]
        for name, value in values_at(FILES[key], before).items():
            group, cell = name.split(".")
            assert repr(node[group][cell]) == repr(value), (name, before)
