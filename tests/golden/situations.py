"""Situations of the golden table: small families crossed with incomes, homes and places.

Each is a function of nothing but its name, so that a line of the table can be read alone.
Ages are given as births, so that persons grow older along the dates.
"""

from __future__ import annotations

from itertools import product

# Income of each month, the same from 2014 on, and a taxable income to match.
INCOMES = {
    "sans revenu": {},
    "quart de SMIC": {"salaire_net": 340.0},
    "mi-temps": {"salaire_net": 690.0},
    "SMIC": {"salaire_net": 1400.0},
    "deux SMIC": {"salaire_net": 2800.0},
    "chômage": {"chomage_net": 820.0},
}
TAXABLE = {"salaire_net": "salaire_imposable", "chomage_net": "chomage_imposable"}
# Births of the adults and of the children.
FAMILIES = {
    "seul": (["1985-03-15"], []),
    "couple": (["1985-03-15", "1986-07-02"], []),
    "isolé, 1 enfant": (["1988-03-15"], ["2015-06-20"]),
    "couple, 2 enfants": (["1985-03-15", "1986-07-02"], ["2012-02-10", "2016-11-05"]),
    "couple, 3 enfants": (["1985-03-15", "1986-07-02"], ["2005-01-30", "2010-05-10", "2018-09-09"]),
}
HOMES = {
    "locataire, Ain": ({"statut_occupation_logement": "locataire_vide", "depcom": "01053"}, 230.0),
    "hébergé, Mayotte": (
        {"statut_occupation_logement": "loge_gratuitement", "depcom": "97608"},
        0.0,
    ),
}
# Homes whose housing benefit is computed.
HOUSING = {
    "HLM, Paris": {
        "statut_occupation_logement": "locataire_hlm",
        "depcom": "75056",
        "loyer": 420.0,
    },
    "vide, Ain": {
        "statut_occupation_logement": "locataire_vide",
        "depcom": "01053",
        "loyer": 520.0,
    },
    "meublé en colocation, Lyon": {
        "statut_occupation_logement": "locataire_meuble",
        "depcom": "69123",
        "loyer": 380.0,
        "coloc": True,
    },
    "vide, La Réunion": {
        "statut_occupation_logement": "locataire_vide",
        "depcom": "97411",
        "loyer": 450.0,
    },
    "résidence sociale, Lille": {
        "statut_occupation_logement": "locataire_foyer",
        "categorie_logement_foyer": "residence_sociale",
        "logement_conventionne": True,
        "depcom": "59350",
        "loyer": 430.0,
    },
    "accession 2015, Ain": {
        "statut_occupation_logement": "primo_accedant",
        "etat_logement": "acquisition_sans_amelioration_logement_existant",
        "depcom": "01053",
        "loyer": 480.0,
    },
}
LOANS = {
    "accession 2015, Ain": {
        "aide_logement_date_pret": "2015-06-15",
        "aide_logement_est_pret_conventionne": True,
    }
}
YEARS = range(2014, 2027)


def every_month(value) -> dict[str, object]:
    return {f"{year}-{month:02d}": value for year in YEARS for month in range(1, 13)}


def household(family: str, income: str, home: str) -> dict:
    """Build one household in OpenFisca's format, its entities and persons named after it."""
    name = f"{family} ; {income} ; {home}"
    adults_born, children_born = FAMILIES[family]
    if home in HOMES:
        attributes, benefit = HOMES[home]
        given = {"aide_logement": every_month(benefit)}
    else:
        attributes, given = HOUSING[home], {}
    adults = [f"{name} ; adulte {n}" for n, _ in enumerate(adults_born, 1)]
    children = [f"{name} ; enfant {n}" for n, _ in enumerate(children_born, 1)]
    persons: dict[str, dict] = {
        key: {"date_naissance": {"ETERNITY": born}}
        for key, born in zip([*adults, *children], [*adults_born, *children_born], strict=True)
    }
    for variable, amount in INCOMES[income].items():
        persons[adults[0]][variable] = every_month(amount)
        persons[adults[0]][TAXABLE[variable]] = every_month(amount)
    return {
        "individus": persons,
        "familles": {
            name: {
                "parents": adults,
                "enfants": children,
                **given,
            }
        },
        "foyers_fiscaux": {name: {"declarants": adults, "personnes_a_charge": children}},
        "menages": {
            name: {
                "personne_de_reference": adults[:1],
                "conjoint": adults[1:],
                "enfants": children,
                **{variable: every_month(value) for variable, value in attributes.items()},
                **{
                    variable: {"ETERNITY": value} for variable, value in LOANS.get(home, {}).items()
                },
            }
        },
    }


def situation() -> dict:
    """Return all the households in one situation: 5 families x 6 incomes, a third in two homes."""
    together: dict[str, dict] = {}
    for number, (family, income) in enumerate(product(FAMILIES, INCOMES)):
        homes = list(HOMES) if number % 3 == 0 else list(HOMES)[:1]
        for home in homes:
            for plural, entities in household(family, income, home).items():
                together.setdefault(plural, {}).update(entities)
    return together


def housing_situation() -> dict:
    """Return households whose housing benefit is computed: 5 families x 6 homes, 6 incomes in turn."""
    together: dict[str, dict] = {}
    incomes = list(INCOMES)
    for row, family in enumerate(FAMILIES):
        for column, home in enumerate(HOUSING):
            for income in {incomes[(row + column) % 6], incomes[(row + 2 * column + 1) % 6]}:
                for plural, entities in household(family, income, home).items():
                    together.setdefault(plural, {}).update(entities)
    return together
