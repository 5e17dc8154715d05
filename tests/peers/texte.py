"""The rental formula from the text, one case at a time, in exact fractions: a third witness.

Written from the articles, step by step, before the rules of ``variables/`` were read; only the
values of the law are shared, through ``parameters/``. ``ecarts`` names what a peer does instead of
the text (:mod:`tests.peers.ecarts`): computing the text again with a deviation shows whether that
deviation explains a difference to the cent.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import attrs

from tests.peers.bareme import Bareme
from tests.peers.ecarts import valeurs
from tests.peers.households import (
    METROPOLE,
    SAINT_PIERRE_ET_MIQUELON,
    Locatif,
    Menage,
)

TEXTE: frozenset[str] = frozenset()
CENT = Fraction(1, 100)


def arrondi(value: Fraction, decimals: int) -> Fraction:
    """Round half up."""
    scale = 10**decimals
    return Fraction(floor(value * scale + Fraction(1, 2)), scale)


def tronque(value: Fraction, decimals: int) -> Fraction:
    """Cut what is beyond the decimals."""
    scale = 10**decimals
    return Fraction(floor(value * scale), scale)


@attrs.frozen(kw_only=True)
class Montants:
    """The end of the chain."""

    # Before the fixed reduction (A1), before CRDS and euro (A2), before CRDS (A), paid.
    formule: Fraction
    avant_crds: Fraction
    brut: Fraction
    crds: Fraction
    net: Fraction
    rls: Fraction = Fraction(0)


def ressources_arrondies(cas: Menage, ecarts: frozenset[str] = TEXTE) -> Fraction:
    """Return R, rounded up to the next 100 (D823-17 4°)."""
    exact = arrondi(Fraction(repr(cas.ressources)), 0 if "ressources_a_l_euro" in ecarts else 2)
    return Fraction(ceil(exact / 100) * 100)


def personnes_comptees(cas: Menage, bareme: Bareme, personnes: int) -> int:
    """Return the dependants that overseas tables count: six at most until 2022 (A19-46)."""
    if table_outre_mer(cas) == "metropole":
        return personnes
    return min(personnes, bareme.limite())


def table_outre_mer(cas: Menage) -> str:
    """Return the name of the table of charges and TF of the territory."""
    return "metropole" if cas.territoire in (METROPOLE, SAINT_PIERRE_ET_MIQUELON) else "outre_mer"


def au_centime(ecarts: frozenset[str], value: Fraction) -> Fraction:
    """Round an amount of money to the cent where the peer's money is a number of cents."""
    return arrondi(value, 2) if "montants_au_centime" in ecarts else value


def loyer_principal(cas: Locatif, bareme: Bareme, ecarts: frozenset[str]) -> Fraction:
    """Step 2: share of the lease, two thirds of a furnished rent."""
    loyer = Fraction(repr(cas.loyer)) / cas.colocataires
    if cas.meuble:
        nom = "al"
        if cas.conventionne:
            nom = "apl_chambre" if cas.chambre else "apl"
        # Two thirds is written with sixteen decimals in the parameter file.
        loyer *= bareme(f"fraction_loyer_meuble.{nom}").limit_denominator(1000)
    if "loyer_a_l_euro" in ecarts and cas.mois <= "2020-01":
        return Fraction(round(loyer))
    return au_centime(ecarts, loyer)


def plafond_de_loyer(
    cas: Locatif, bareme: Bareme, personnes: int, ecarts: frozenset[str]
) -> Fraction:
    """Step 3: ceiling of the rent, of a room, of a share."""
    if cas.chambre:
        table = "plafond_chambre_age_handicap" if cas.chambre_accueil else "plafond_chambre"
        return bareme(f"locatif.{table}.zone_{cas.zone}")
    if "limite_outre_mer_plafond" in ecarts and table_outre_mer(cas) == "outre_mer":
        personnes = min(personnes, 6)
    else:
        personnes = personnes_comptees(cas, bareme, personnes)
    if cas.colocataires > 1 and "colocation_sur_le_total" in ecarts:
        entier = bareme.composition(f"locatif.plafond_loyer.zone_{cas.zone}", cas.couple, personnes)
        return arrondi(Fraction(3, 4) * entier, 2)
    table = "plafond_colocation" if cas.colocataires > 1 else "plafond_loyer"
    return bareme.composition(f"locatif.{table}.zone_{cas.zone}", cas.couple, personnes)


def charges(
    cas: Menage, bareme: Bareme, personnes: int, partage: bool, ecarts: frozenset[str]
) -> Fraction:
    """Step 5: flat charges."""
    lieu = table_outre_mer(cas)
    if "charges_metropole_saint_barthelemy_saint_martin" in ecarts and cas.territoire.startswith(
        "saint_"
    ):
        lieu = "metropole"
    else:
        personnes = personnes_comptees(cas, bareme, personnes)
    if partage:
        nom = "couple" if cas.couple else "isole"
        base = bareme(f"charges_colocation.{lieu}.{nom}")
        return base + personnes * bareme(f"charges_colocation.{lieu}.pac_supp")
    base = bareme(f"charges.{lieu}.isole_ou_couple")
    if "charges_outre_mer_isole" in ecarts and lieu == "outre_mer" and not cas.couple:
        base = bareme("charges_colocation.outre_mer.isole") if cas.mois < "2023-01" else base
    return base + personnes * bareme(f"charges.{lieu}.pac_supp")


def taux_famille(cas: Menage, bareme: Bareme, personnes: int) -> Fraction:
    """Step 8: TF."""
    lieu = "metropole" if table_outre_mer(cas) == "metropole" else "dom"
    table = f"locatif.taux_famille.{lieu}"
    if personnes <= 6:
        return bareme.composition(table, cas.couple, personnes)
    baisse = bareme(f"{table}.baisse_par_pac_supp")
    return bareme(f"{table}.pac_7") - (personnes - 7) * baisse


def revenu_abattu(cas: Menage, bareme: Bareme, personnes: int, ecarts: frozenset[str]) -> Fraction:
    """Step 9: R0."""
    lieu = cas.territoire
    if lieu not in (METROPOLE, "mayotte", SAINT_PIERRE_ET_MIQUELON):
        lieu = "dom"
    sans_limite = "r0_dom_sans_limite" in ecarts and lieu == "dom" and cas.mois < "2022-01"
    if sans_limite and personnes > 6:
        lieu = METROPOLE
    elif not sans_limite:
        personnes = personnes_comptees(cas, bareme, personnes)
    avant_2020 = cas.mois < "2020-01"
    if avant_2020 and lieu == "mayotte" and "r0_mayotte_general" in ecarts:
        lieu = METROPOLE
    if avant_2020 and lieu == "dom" and personnes == 1 and "r0_dom_general" in ecarts:
        lieu = METROPOLE
    return bareme.composition(f"locatif.revenu_abattu_r0.{lieu}", cas.couple, personnes)


def taux_loyer(rapport: Fraction, bareme: Bareme, ecarts: frozenset[str]) -> Fraction:
    """Step 7: RL to two decimals of a percent, TL to three."""
    rapport = arrondi(rapport, 2 if "rl_pourcent_entier" in ecarts else 4)
    borne_1, borne_2 = bareme("locatif.taux_loyer.borne_1"), bareme("locatif.taux_loyer.borne_2")
    taux_1, taux_2 = bareme("locatif.taux_loyer.taux_1"), bareme("locatif.taux_loyer.taux_2")
    taux = taux_1 * max(Fraction(0), min(rapport, borne_2) - borne_1)
    taux += taux_2 * max(Fraction(0), rapport - borne_2)
    return arrondi(taux, 5)


def formule(cas: Locatif, bareme: Bareme, personnes: int, ecarts: frozenset[str]) -> Fraction:
    """Steps 1 to 10: the amount of the formula, for a number of dependants."""
    ressources = ressources_arrondies(cas, ecarts)
    loyer = loyer_principal(cas, bareme, ecarts)
    plafond = plafond_de_loyer(cas, bareme, personnes, ecarts)
    retenu = min(loyer, plafond)
    charge = charges(cas, bareme, personnes, cas.colocataires > 1, ecarts)
    minimale = au_centime(
        ecarts,
        max(
            bareme("locatif.participation_minimale.taux") * (retenu + charge),
            bareme("locatif.participation_minimale.montant"),
        ),
    )
    reference_pac = personnes_comptees(cas, bareme, personnes)
    if "limite_outre_mer_reference" in ecarts and cas.territoire in DOM_SANS_COLLECTIVITES:
        reference_pac = min(personnes, 6)
    elif "reference_sans_limite_collectivites" in ecarts and cas.territoire.startswith("saint_"):
        reference_pac = personnes
    # A peer's misprint in a ceiling leaves its reference rent (article 14) as it is.
    reference = Bareme(cas.mois).composition(
        "locatif.plafond_loyer.zone_2", cas.couple, reference_pac
    )
    taux = taux_famille(cas, bareme, personnes) + taux_loyer(retenu / reference, bareme, ecarts)
    abattu = max(Fraction(0), ressources - revenu_abattu(cas, bareme, personnes, ecarts))
    participation = au_centime(ecarts, minimale + taux * abattu)
    return max(Fraction(0), retenu + charge - participation)


DOM_SANS_COLLECTIVITES = ("guadeloupe", "martinique", "guyane", "la_reunion", "mayotte")


def degressivite(cas: Locatif, bareme: Bareme, aide: Fraction, ecarts: frozenset[str]) -> Fraction:
    """Step 11: the aid falls between two multiples of the ceiling; nothing beyond."""
    if cas.handicap:
        return arrondi(aide, 2) if "degressivite_au_centime" in ecarts else aide
    loyer = loyer_principal(cas, bareme, ecarts)
    plafond = plafond_de_loyer(cas, bareme, cas.personnes_a_charge, ecarts)
    premier = bareme(f"locatif.degressivite.zone_{cas.zone}.premier_plafond") * plafond
    second = bareme(f"locatif.degressivite.zone_{cas.zone}.second_plafond") * plafond
    if "degressivite_au_centime" in ecarts or "montants_au_centime" in ecarts:
        premier, second = arrondi(premier, 2), arrondi(second, 2)
    if loyer <= premier:
        reste = aide
    elif loyer < second:
        reste = aide - au_centime(ecarts, aide * (loyer - premier) / (second - premier))
    else:
        reste = Fraction(0)
    return arrondi(reste, 2) if "degressivite_au_centime" in ecarts else reste


def vu_du_pair(cas: Menage, ecarts: frozenset[str]) -> Menage:
    """Return the case where the peer sees it: Guyane is in metropolitan France for one of them."""
    if "guyane_metropole" in ecarts and cas.territoire == "guyane":
        return attrs.evolve(cas, territoire=METROPOLE)
    return cas


def seuil(cas: Locatif, bareme: Bareme) -> Fraction:
    """Step 16: what is too small to be paid."""
    return bareme("locatif.seuil_apl" if cas.conventionne else "locatif.seuil_al")


def reduction_loyer_solidarite(
    cas: Locatif, bareme: Bareme, personnes: int, ecarts: frozenset[str]
) -> Fraction:
    """Return the RLS of a tenant of the social sector under the ceiling of resources (L442-2-1)."""
    concerne = cas.conventionne and (cas.hlm or "rls_tout_conventionne" in ecarts)
    mois = cas.mois
    if mois == "2018-01" and "rls_des_janvier_2018" in ecarts:
        mois, bareme = "2018-02", Bareme("2018-02")
    if not concerne or mois < "2018-02" or cas.territoire != METROPOLE:
        return Fraction(0)
    plafonds = f"rls.plafond_ressources.zone_{cas.zone}"
    if ressources_arrondies(cas, ecarts) / 12 >= bareme.composition(
        plafonds, cas.couple, personnes
    ):
        return Fraction(0)
    return bareme.composition(f"rls.montant.zone_{cas.zone}", cas.couple, personnes)


def crds_de(cas: Menage, bareme: Bareme, montant: Fraction, ecarts: frozenset[str]) -> Fraction:
    """Step 13: 0.5 %, cut to the cent; none at Saint-Pierre-et-Miquelon."""
    if cas.territoire == SAINT_PIERRE_ET_MIQUELON:
        return Fraction(0)
    exact = bareme("taux_crds") * montant
    return arrondi(exact, 2) if "crds_arrondie" in ecarts else tronque(exact, 2)


def locatif(cas: Locatif, ecarts: frozenset[str] = TEXTE) -> Montants:
    """Steps 1 to 17 for a tenant."""
    bareme = Bareme(cas.mois, valeurs(ecarts, cas.mois))
    cas = vu_du_pair(cas, ecarts)
    total = cas.personnes_a_charge
    sans = total - len(cas.alternes)
    aide = formule(cas, bareme, sans, ecarts)
    if cas.alternes:
        part = sum((Fraction(repr(one)) for one in cas.alternes), Fraction(0)) / len(cas.alternes)
        aide += part * (formule(cas, bareme, total, ecarts) - aide)
        aide = au_centime(ecarts, aide)
    if "seuil_avant_degressivite" in ecarts and aide < seuil(cas, bareme):
        aide = Fraction(0)
    aide = degressivite(cas, bareme, aide, ecarts)
    avant = max(Fraction(0), aide - bareme("minoration_forfaitaire"))
    rls = reduction_loyer_solidarite(cas, bareme, total, ecarts)
    fraction = Bareme(max(cas.mois, "2018-02"))("rls.fraction_deduite")
    baisse = fraction * rls
    if "rls_avant_euro" in ecarts:
        base = max(Fraction(0), avant - baisse)
        crds = crds_de(cas, bareme, base, ecarts)
        brut = Fraction(max(0, floor(base - crds))) + crds
    else:
        crds = crds_de(cas, bareme, avant, ecarts)
        brut = Fraction(floor(avant - crds)) + crds
        brut = max(Fraction(0), brut - au_centime(ecarts, baisse))
    if cas.territoire == SAINT_PIERRE_ET_MIQUELON:
        brut = au_centime(ecarts, brut * bareme("saint_pierre_et_miquelon.coefficient"))
        brut = Fraction(floor(brut)) if "euro_apres_coefficient" in ecarts else brut
    if brut < seuil(cas, bareme) and "seuil_avant_degressivite" not in ecarts:
        brut = Fraction(0)
    crds = crds if brut else Fraction(0)
    net = max(Fraction(0), brut - crds)
    return Montants(formule=aide, avant_crds=avant, brut=brut, crds=crds, net=net, rls=rls)
