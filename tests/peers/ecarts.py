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
    # The sectors it touches.
    secteurs: tuple[str, ...] = ("locatif",)
    # Values held instead of the law's: parameter, value, first and last month.
    valeurs: tuple[tuple[str, str, str, str], ...] = ()


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
        secteurs=("locatif", "foyer", "accession"),
    ),
    Ecart(
        nom="montants_au_centime",
        quoi="every product of money is rounded to the cent (the text rounds none of them)",
        article="CCH D823-16, D823-17; arrêté du 27 septembre 2019, art. 10, 13",
        secteurs=("locatif", "foyer", "accession"),
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
        valeurs=(("locatif.plafond_loyer.zone_2.isole", "258.59", "2020-10", "2021-09"),),
    ),
    Ecart(
        nom="r0_deux_pac_2022",
        quoi="R0 with two dependants from January to June 2022: 8,192 (8,182)",
        article="arrêté du 27 septembre 2019, art. 15 LEGIARTI000045011468",
        valeurs=tuple(
            (f"locatif.revenu_abattu_r0.{lieu}.pac_2", "8192", "2022-01", "2022-06")
            for lieu in ("metropole", "dom", "mayotte", "saint_pierre_et_miquelon")
        ),
    ),
    Ecart(
        nom="charges_outre_mer_isole",
        quoi="overseas charges of a person without spouse, until 2022: those of a shared dwelling",
        article="arrêté du 27 septembre 2019, art. 46 LEGIARTI000042378415",
        secteurs=("locatif", "accession"),
    ),
    Ecart(
        nom="guyane_metropole",
        quoi="Guyane computed with the tables of metropolitan France (overseas tables)",
        article="arrêté du 27 septembre 2019, art. 46",
        secteurs=("locatif", "foyer", "accession"),
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
        valeurs=(
            (
                "locatif.revenu_abattu_r0.saint_pierre_et_miquelon.pac_supp",
                "350",
                "2022-07",
                "2022-12",
            ),
        ),
    ),
    Ecart(
        nom="k_negatif",
        quoi="a negative K times a negative remainder makes a positive aid (no aid)",
        article="CCH D832-10, D832-24, D842-6, D842-15",
        secteurs=("foyer", "accession"),
    ),
    Ecart(
        nom="k_outre_mer_jusqu_en_avril_2023",
        quoi="AL overseas: N of K limited to six dependants until April 2023, Guyane included (until "
        "December 2022)",
        article="CCH D861-8; arrêté du 27 septembre 2019, art. 46 LEGIARTI000046834756",
        secteurs=("foyer", "accession"),
    ),
    Ecart(
        nom="plancher_al_au_dela",
        quoi="AL accession: a floor of resources that is a multiple of 100, or less than 50 cents "
        "below, is raised by 100 more (a multiple stays)",
        article="CCH D842-11; arrêté du 27 septembre 2019, art. 39",
        secteurs=("accession",),
    ),
    Ecart(
        nom="plafonds_de_redevance",
        quoi="ceilings of the redevance in zone 1 (APL foyer): 521.01 for a couple from October 2020 "
        "(521.02), 666.42 with two dependants from October 2024 (660.42)",
        article="arrêté du 27 septembre 2019, art. 27",
        secteurs=("foyer",),
        valeurs=(
            ("foyer.plafond_redevance_apl.zone_1.couple", "521.01", "2020-10", "2021-09"),
            ("foyer.plafond_redevance_apl.zone_1.pac_2", "666.42", "2024-10", "2025-09"),
        ),
    ),
    Ecart(
        nom="plafonds_de_pret",
        quoi="six ceilings of instalments, for loans of 2007 to 2014 (each other value follows the "
        "rate of its year)",
        article="arrêté du 27 septembre 2019, art. 18 and 33",
        secteurs=("accession",),
        valeurs=tuple(
            (f"accession.plafond_mensualite.{path}", value, first, last)
            for path, value, first, last in (
                ("pc_existant.zone_3.couple", "365.98", "2007-01", "2007-12"),
                ("al.zone_1.couple", "357.57", "2010-01", "2010-12"),
                ("al.zone_1.pac_3", "406.01", "2010-01", "2010-12"),
                ("al.zone_2.pac_1", "346.43", "2010-01", "2010-12"),
                ("al.zone_2.pac_3", "373.73", "2011-01", "2011-12"),
                ("al.zone_2.pac_6", "463.67", "2013-01", "2014-09"),
            )
        ),
    ),
    Ecart(
        nom="isole_avec_pac_comme_isole",
        quoi="AL foyer: a single person with dependants has the amount of a single person (couple's "
        "amount; the text only opposes the single person and the couple)",
        article="arrêté du 27 septembre 2019, art. 43",
        secteurs=("foyer",),
    ),
    Ecart(
        nom="l0_parts_apl",
        quoi="AL accession: N of 1.4 and 1.8 in L0 (1.2 and 1.5)",
        article="CCH D842-6, D842-11",
        secteurs=("accession",),
    ),
    Ecart(
        nom="plancher_depense_nette_seule",
        quoi="APL accession: floor of resources in the dépense nette alone (in K and L0 too)",
        article="CCH D832-17, D832-18",
        secteurs=("accession",),
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
        quoi="threshold of payment tested before the fall for high rents and the 5 euros, not on the "
        "final amount",
        article="CCH D823-16; arrêté du 27 septembre 2019, art. 12",
        secteurs=("locatif", "foyer", "accession"),
    ),
    Ecart(
        nom="degressivite_au_centime",
        quoi="bounds and result of the fall for high rents rounded to the cent (not rounded)",
        article="arrêté du 27 septembre 2019, art. 10",
        secteurs=("locatif", "foyer", "accession"),
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
        secteurs=("locatif", "foyer", "accession"),
    ),
    Ecart(
        nom="euro_apres_coefficient",
        quoi="Saint-Pierre-et-Miquelon: whole euro again after the coefficient (coefficient last)",
        article="décret 2021-1750, art. 7",
    ),
    Ecart(
        nom="r0_mayotte_general",
        quoi="general R0 at Mayotte until the end of 2019 (transition table)",
        article="arrêté du 27 septembre 2019, art. 47 (amounts before 2020 found by recurrence)",
    ),
    Ecart(
        nom="r0_dom_general",
        quoi="general R0 overseas with one dependant until the end of 2019 (own amount)",
        article="arrêté du 27 septembre 2019, art. 46, 47 (amounts before 2020 found by recurrence)",
    ),
    Ecart(
        nom="r0_dom_un_pac_2024",
        quoi="overseas R0 with one dependant kept at 8,181 after 2023 (8,574; 8,656 from 2025)",
        article="arrêté du 27 septembre 2019, art. 46 LEGIARTI000048656243, LEGIARTI000050931798",
        valeurs=tuple(
            (f"locatif.revenu_abattu_r0.{lieu}.pac_1", "8181", "2024-01", "2100-12")
            for lieu in ("dom", "mayotte")
        ),
    ),
    Ecart(
        nom="k_sans_troncature",
        quoi="K not cut to two decimals (« à deux décimales par défaut »)",
        article="CCH D832-10, D832-25, D842-6, D842-15",
        secteurs=("foyer", "accession"),
    ),
    Ecart(
        nom="k_sans_plafond",
        quoi="APL foyer: K above 0.95 (0.95 at most)",
        article="CCH D832-25 1°",
        secteurs=("foyer",),
    ),
    Ecart(
        nom="apl_2_comme_apl_1",
        quoi="every conventionné foyer in the first category (residences sociales and recent foyers "
        "de jeunes travailleurs are in the second)",
        article="CCH D832-25 2°",
        secteurs=("foyer",),
    ),
    Ecart(
        nom="plafond_redevance_cinq_pac",
        quoi="APL foyer: from five dependants, the ceiling is the supplements alone (they are added to "
        "the ceiling of four)",
        article="arrêté du 27 septembre 2019, art. 27",
        secteurs=("foyer",),
    ),
    Ecart(
        nom="rls_des_accedants",
        quoi="APL accession: RLS removed from an owner's aid (tenants of HLM bodies and SEM alone)",
        article="CCH L442-2-1",
        secteurs=("accession",),
    ),
    Ecart(
        nom="sans_depense_nette",
        quoi="no minimum of what is left to pay",
        article="CCH D832-17, D832-27, D842-12, D842-17",
        secteurs=("foyer", "accession"),
    ),
    Ecart(
        nom="sans_plafond_redevance",
        quoi="AL foyer: aid above the redevance (capped at what is paid)",
        article="CCH D842-17; arrêté du 27 septembre 2019, art. 44",
        secteurs=("foyer",),
    ),
    Ecart(
        nom="isole_avec_pac_comme_isole_france",
        quoi="AL foyer: a single person with dependants has the amount of a single person (couple's "
        "amount; the text only opposes the single person and the couple)",
        article="arrêté du 27 septembre 2019, art. 43",
        secteurs=("foyer",),
    ),
    Ecart(
        nom="n_du_minimum_limite",
        quoi="DOM until 2022: six dependants at most in the N of E0 and L0 too (in that of K alone)",
        article="CCH D861-8",
        secteurs=("foyer", "accession"),
    ),
    Ecart(
        nom="plafond_de_la_date_courante",
        quoi="ceiling of the instalment of the current month (of the date of the loan)",
        article="CCH D832-10, D842-6; arrêté du 27 septembre 2019, art. 17, 18, 33",
        secteurs=("accession",),
    ),
    Ecart(
        nom="plafond_al_pour_tous",
        quoi="APL accession: AL ceilings (own tables by kind of loan)",
        article="arrêté du 27 septembre 2019, art. 17 and 18",
        secteurs=("accession",),
    ),
    Ecart(
        nom="l0_du_foyer",
        quoi="APL accession: L0 of a logement-foyer (20.8 % and 41.6 % of the resources)",
        article="arrêté du 27 septembre 2019, art. 23",
        secteurs=("accession",),
    ),
    Ecart(
        nom="plancher_sans_arrondi",
        quoi="floor of resources of owners not rounded to the next 100",
        article="CCH D832-18, D842-11",
        secteurs=("accession",),
    ),
)

PAIRS = {"Catala": CATALA, "OpenFisca-France": FRANCE}
PAR_NOM = {ecart.nom: ecart for ecart in (*CATALA, *FRANCE)}


@cache
def ecarts_de(pair: str, secteur: str) -> tuple[Ecart, ...]:
    """Return the deviations of a peer that touch a sector."""
    return tuple(ecart for ecart in PAIRS[pair] if secteur in ecart.secteurs)


@cache
def valeurs(noms: frozenset[str], mois: str) -> tuple[tuple[str, str], ...]:
    """Return the values that these deviations put in the place of the law's for a month."""
    return tuple(
        (path, value)
        for nom in sorted(noms)
        for path, value, first, last in PAR_NOM[nom].valeurs
        if first <= mois <= last
    )
