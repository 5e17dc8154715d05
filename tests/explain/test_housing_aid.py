"""The page of a housing benefit: its steps in order, and why nothing is due."""

from __future__ import annotations

import pytest

import zeronr_rules as zr

MONTH = "2026-05"


def home(person=None, famille=None, **menage):
    given = {
        "depcom": {"year:2024:3": "69123"},
        "statut_occupation_logement": {"year:2024:3": "locataire_vide"},
        "loyer": {"year:2024:3": 36 * 450},
    } | menage
    return {
        "individus": {"a": {"date_naissance": "1990-03-15", **(person or {})}},
        "familles": {"f": {"parents": ["a"], "rsa_percu": {"2026": 0}, **(famille or {})}},
        "foyers_fiscaux": {"d": {"declarants": ["a"]}},
        "menages": {
            "m": {
                "personne_de_reference": "a",
                **{name: value for name, value in given.items() if value is not None},
            }
        },
    }


def steps(why):
    return {row.cells[0].variable: row.cells[0].value for row in why.steps}


def test_the_steps_of_a_tenant():
    """Zone II in May 2026: L = 290,34, C = 60,59, P0 = 39,56; 350,93 - 39,56 - 5 = 306,37."""
    why = zr.explain(home(), "als", MONTH)
    assert why.value == 304
    found = steps(why)
    assert found["aide_logement_loyer_plafond"] == 290.34
    assert found["aide_logement_participation_personnelle"] == 39.56
    assert found["aide_logement_montant_locatif"] == pytest.approx(306.37)
    names = list(found)
    assert names.index("aide_logement_R0") < names.index("aide_logement_montant_locatif")
    page = str(why)
    assert "Plafond de loyer" in page
    assert "290,34" in page
    assert "D823-16" in page
    assert why.to_dict()["steps"][0]["cells"][0]["variable"] == "aide_logement_nature"
    assert "290,34" in why.to_html()


@pytest.mark.parametrize(
    ("variable", "situation", "reason"),
    [
        ("apl", home(), "L'aide due est une autre : ALS."),
        ("aide_logement", home(loyer={"2026": 0}), "ni loyer, ni redevance"),
        (
            "aide_logement",
            home(person={"salaire_imposable": {"year:2024:3": 36 * 4000}}),
            "Les ressources laissent",
        ),
        (
            "aide_logement",
            home(surface_logement={"2026": 7}),
            "Motif de refus : le logement est trop petit",
        ),
        ("aide_logement", home(famille={"aide_logement_mois_demande": "2026-06-01"}), "précède"),
        ("aide_logement", home(depcom=None), "la zone du logement n'est pas connue"),
        (
            "aide_logement",
            home(statut_occupation_logement={"year:2024:3": "loge_gratuitement"}),
            "ni loué",
        ),
        (
            "apl",
            home(
                statut_occupation_logement={"year:2024:3": "primo_accedant"},
                aide_logement_date_pret="1990-11-03",
                etat_logement={"year:2024:3": "construction_acquisition_logement_neuf"},
            ),
            "Aide indéterminée : Plafond de mensualité inconnu",
        ),
        (
            "aide_logement",
            home(statut_occupation_logement={"year:2024:3": "primo_accedant"}),
            "date de signature du prêt",
        ),
    ],
)
def test_why_nothing_is_due(variable, situation, reason):
    why = zr.explain(situation, variable, MONTH)
    assert why.value == 0
    assert reason in why.reason
    assert str(why)


def test_the_other_sectors_have_their_own_steps():
    foyer = home(
        statut_occupation_logement={"year:2024:3": "locataire_foyer"},
        categorie_logement_foyer={"year:2024:3": "residence_sociale"},
        logement_conventionne={"year:2024:3": True},
    )
    assert "aides_logement_k" in steps(zr.explain(foyer, "apl", MONTH))
    loan = home(
        statut_occupation_logement={"year:2024:3": "primo_accedant"},
        aide_logement_date_pret="2015-06-15",
        aide_logement_est_pret_conventionne=True,
        etat_logement={"year:2024:3": "acquisition_sans_amelioration_logement_existant"},
    )
    assert "aides_logement_plafond_mensualite" in steps(zr.explain(loan, "apl", MONTH))
