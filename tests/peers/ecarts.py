"""What each peer does instead of the text, one entry a deviation, with the article that decides.

An entry is a deviation of the computation, which :mod:`tests.peers.texte` knows by its name, or a
value that the peer holds in the place of the law's.
"""

from __future__ import annotations

from functools import cache

import attrs


@attrs.frozen(kw_only=True)
class Ecart:
    """One deviation of a peer."""

    nom: str
    quoi: str
    article: str
    # Values held instead of the law's, and the months for which they are.
    valeurs: tuple[tuple[str, str], ...] = ()
    mois: tuple[str, str] = ("2000-01", "2100-12")


CATALA = (
    Ecart(
        nom="rl_pourcent_entier",
        quoi="RL rounded to a whole percent (two decimals of a percent in the text)",
        article="arrêté du 27 septembre 2019, art. 14",
    ),
    Ecart(
        nom="crds_arrondie",
        quoi="CRDS rounded to the nearest cent (cut to the cent)",
        article="ordonnance 96-50, art. 14 and 19; ministry's brochure 2024, p. 59",
    ),
    Ecart(
        nom="montants_au_centime",
        quoi="every product of money is rounded to the cent (the text rounds none of them)",
        article="CCH D823-16, D823-17; arrêté du 27 septembre 2019, art. 10, 13",
    ),
    Ecart(
        nom="ressources_a_l_euro",
        quoi="resources less than 50 cents above a multiple of 100 are rounded down (next 100)",
        article="CCH D823-17 4°",
    ),
    Ecart(
        nom="plafond_isole_zone_2_2020",
        quoi="ceiling of a single person in zone 2 from October 2020: 258.59 (258.69)",
        article="arrêté du 27 septembre 2019, art. 7 LEGIARTI000042378448",
        valeurs=(("locatif.plafond_loyer.zone_2.isole", "258.59"),),
        mois=("2020-10", "2021-09"),
    ),
    Ecart(
        nom="r0_deux_pac_2022",
        quoi="R0 with two dependants from January to June 2022: 8,192 (8,182)",
        article="arrêté du 27 septembre 2019, art. 15 LEGIARTI000045011468",
        valeurs=(
            ("locatif.revenu_abattu_r0.metropole.pac_2", "8192"),
            ("locatif.revenu_abattu_r0.dom.pac_2", "8192"),
            ("locatif.revenu_abattu_r0.mayotte.pac_2", "8192"),
        ),
        mois=("2022-01", "2022-06"),
    ),
    Ecart(
        nom="charges_outre_mer_isole",
        quoi="overseas charges of a person without spouse, until 2022: those of a shared dwelling",
        article="arrêté du 27 septembre 2019, art. 46 LEGIARTI000042378415",
    ),
    Ecart(
        nom="guyane_metropole",
        quoi="Guyane computed with the tables of metropolitan France (overseas tables)",
        article="arrêté du 27 septembre 2019, art. 46",
    ),
    Ecart(
        nom="r0_dom_sans_limite",
        quoi="overseas R0 above six dependants increased until 2021 (six at most until 2022)",
        article="arrêté du 27 septembre 2019, art. 46 LEGIARTI000042378415",
    ),
    Ecart(
        nom="r0_saint_pierre_et_miquelon_2022",
        quoi="R0 of Saint-Pierre-et-Miquelon from July to December 2022: 350 a further dependant (323)",
        article="arrêté du 27 septembre 2019, art. 47 LEGIARTI000046126954",
        valeurs=(("locatif.revenu_abattu_r0.saint_pierre_et_miquelon.pac_supp", "350"),),
        mois=("2022-07", "2022-12"),
    ),
)

FRANCE = (
    Ecart(
        nom="rls_avant_euro",
        quoi="RLS removed before CRDS and the whole euro (after them)",
        article="CCH D823-16, L832-3; décret 2018-136",
    ),
    Ecart(
        nom="seuil_avant_degressivite",
        quoi="threshold of payment tested before the fall for high rents and the 5 euros",
        article="CCH D823-16; arrêté du 27 septembre 2019, art. 12",
    ),
    Ecart(
        nom="degressivite_au_centime",
        quoi="bounds and result of the fall for high rents rounded to the cent (not rounded)",
        article="arrêté du 27 septembre 2019, art. 10",
    ),
    Ecart(
        nom="colocation_sur_le_total",
        quoi="75 % of the ceiling rounded once (each cell of the table rounded)",
        article="arrêté du 27 septembre 2019, art. 16",
    ),
    Ecart(
        nom="loyer_a_l_euro",
        quoi="every rent rounded to the euro until January 2020 (not rounded)",
        article="CCH D842-2, D823-18",
    ),
    Ecart(
        nom="rls_tout_conventionne",
        quoi="RLS for every dwelling under a convention (HLM bodies and SEM alone)",
        article="CCH L442-2-1, L411-2",
    ),
    Ecart(
        nom="rls_des_janvier_2018",
        quoi="RLS from January 2018 (February 2018)",
        article="décret 2018-136; arrêté du 27 février 2018",
    ),
    Ecart(
        nom="limite_outre_mer_plafond",
        quoi="overseas ceiling of rent limited to six dependants after 2022 (no limit)",
        article="arrêté du 27 septembre 2019, art. 46 LEGIARTI000046834756",
    ),
    Ecart(
        nom="limite_outre_mer_reference",
        quoi="reference rent limited to six dependants in the DOM after 2022 (no limit)",
        article="arrêté du 27 septembre 2019, art. 46 LEGIARTI000046834756",
    ),
    Ecart(
        nom="reference_sans_limite_collectivites",
        quoi="reference rent without limit at Saint-Barthélemy and Saint-Martin until 2022 (six)",
        article="arrêté du 27 septembre 2019, art. 46",
    ),
    Ecart(
        nom="charges_metropole_saint_barthelemy_saint_martin",
        quoi="charges of metropolitan France at Saint-Barthélemy and Saint-Martin (overseas table)",
        article="arrêté du 27 septembre 2019, art. 46",
    ),
    Ecart(
        nom="r0_mayotte_general",
        quoi="general R0 at Mayotte until the end of 2019 (transition table)",
        article="arrêté du 27 septembre 2019, art. 47; décret of 2017 at the origin of the transition",
    ),
    Ecart(
        nom="r0_dom_un_pac_2024",
        quoi="overseas R0 with one dependant kept at 8,181 after 2023 (8,574; 8,656 from 2025)",
        article="arrêté du 27 septembre 2019, art. 46 LEGIARTI000048656243, LEGIARTI000050931798",
        valeurs=(
            ("locatif.revenu_abattu_r0.dom.pac_1", "8181"),
            ("locatif.revenu_abattu_r0.mayotte.pac_1", "8181"),
        ),
        mois=("2024-01", "2100-12"),
    ),
)

PAIRS = {"Catala": CATALA, "OpenFisca-France": FRANCE}
PAR_NOM = {ecart.nom: ecart for ecart in (*CATALA, *FRANCE)}


@cache
def valeurs(noms: frozenset[str], mois: str) -> tuple[tuple[str, str], ...]:
    """Return the values that these deviations put in the place of the law's for a month."""
    found = []
    for nom in sorted(noms):
        ecart = PAR_NOM[nom]
        if ecart.valeurs and ecart.mois[0] <= mois <= ecart.mois[1]:
            found += ecart.valeurs
    return tuple(found)
