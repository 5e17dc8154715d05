"""Logement-foyer and accession from the text, one case at a time, in exact fractions.

The second half of the third witness (:mod:`tests.peers.texte`), written the same way, but for one
step settled after the rules were compared with it: six dependants in the N of K alone (D861-8).
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from tests.peers.bareme import Bareme
from tests.peers.ecarts import valeurs
from tests.peers.households import DOM, Accession, Foyer, Menage
from tests.peers.texte import (
    TEXTE,
    Montants,
    arrondi,
    au_centime,
    charges,
    crds_de,
    personnes_comptees,
    ressources_arrondies,
    tronque,
    vu_du_pair,
)

ZERO = Fraction(0)


def parts(cas: Menage, bareme: Bareme, table: str, ecarts: frozenset[str]) -> Fraction:
    """Return the N of a minimum."""
    personnes = cas.personnes_a_charge
    if "n_du_minimum_limite" in ecarts:
        personnes = personnes_comptees(cas, bareme, personnes)
    return bareme.composition(f"nombre_de_parts.{table}", cas.couple, personnes)


def parts_de_k(cas: Menage, bareme: Bareme, table: str, ecarts: frozenset[str]) -> Fraction:
    """Return the N of K; overseas until 2022, six dependants at most (D861-8)."""
    personnes = personnes_comptees(cas, bareme, cas.personnes_a_charge)
    limite = "k_outre_mer_jusqu_en_avril_2023" in ecarts and cas.mois <= "2023-04"
    if limite and cas.territoire in DOM and table == "apl_2_et_al":
        personnes = min(personnes, 6)
    return bareme.composition(f"nombre_de_parts.{table}", cas.couple, personnes)


def coefficient(plafond: Fraction, exact: Fraction, ecarts: frozenset[str]) -> Fraction:
    """Return K: cut to two decimals, at most its ceiling; a negative one gives no aid."""
    k = exact if "k_sans_troncature" in ecarts else tronque(exact, 2)
    k = min(plafond, k)
    return k if "k_negatif" in ecarts else max(ZERO, k)


def produit(k: Fraction, reste: Fraction, ecarts: frozenset[str]) -> Fraction:
    """Return the share K of what the minimum leaves; a negative K or nothing left gives no aid."""
    if "k_negatif" in ecarts:
        return au_centime(ecarts, max(ZERO, k * reste))
    aide = max(ZERO, k) * max(ZERO, reste)
    return arrondi(aide, 2) if "degressivite_au_centime" in ecarts else au_centime(ecarts, aide)


def par_tranches(bareme: Bareme, table: str, ressources: Fraction, n: Fraction) -> Fraction:
    """Return the yearly amount of a scale whose brackets are multiplied by N."""
    rangs = [rang for rang in range(1, 9) if bareme.knows(f"{table}.tranche_{rang}")]
    seuils = [bareme(f"{table}.tranche_{rang}.seuil") * n for rang in rangs]
    total = ZERO
    for place, rang in enumerate(rangs):
        haut = seuils[place + 1] if place + 1 < len(seuils) else ressources
        part = max(ZERO, min(ressources, haut) - seuils[place])
        total += bareme(f"{table}.tranche_{rang}.taux") * part
    return total


def loyer_minimal_1(bareme: Bareme, ressources: Fraction, n: Fraction) -> Fraction:
    """Return the monthly E0 of category 1 (A19-31)."""
    table = "foyer.loyer_minimal_apl_1"
    return (par_tranches(bareme, table, ressources, n) + bareme(f"{table}.majoration") * n) / 12


def loyer_minimal_2(bareme: Bareme, ressources: Fraction, n: Fraction) -> Fraction:
    """Return the monthly E0 of category 2 and of AL (A19-31)."""
    table = "foyer.loyer_minimal_apl_2_et_al"
    return (par_tranches(bareme, table, ressources, n) + bareme(f"{table}.majoration")) / 12


def coefficient_apl_1(bareme: Bareme, r: Fraction, n: Fraction, ecarts: frozenset[str]) -> Fraction:
    """Return K of category 1 (D832-25 1°)."""
    plafond = bareme("foyer.coefficient_k.apl_1.plafond")
    reduit = r - bareme("foyer.coefficient_k.apl_1.reduction") * n
    exact = plafond - reduit / (bareme("foyer.coefficient_k.apl_1.diviseur") * n)
    if "k_sans_plafond" in ecarts:
        plafond = max(plafond, exact)
    return coefficient(plafond, exact, ecarts)


def coefficient_2(bareme: Bareme, r: Fraction, n: Fraction, ecarts: frozenset[str]) -> Fraction:
    """Return K of category 2 and of AL (D832-25 2°, D842-6, D842-16)."""
    plafond = bareme("foyer.coefficient_k.apl_2_et_al.plafond")
    diviseur = bareme("foyer.coefficient_k.apl_2_et_al.diviseur")
    return coefficient(plafond, plafond - r / (diviseur * n), ecarts)


def fin(
    cas: Menage,
    bareme: Bareme,
    aide: Fraction,
    formule: Fraction,
    seuil: Fraction,
    ecarts: frozenset[str],
) -> Montants:
    """CRDS, whole euro, threshold."""
    if "seuil_avant_degressivite" in ecarts:
        apl = getattr(cas, "aide", "") == "apl" or getattr(cas, "regime", "").startswith("apl")
        seuil = ZERO
        if formule < bareme("locatif.seuil_apl" if apl else "locatif.seuil_al"):
            aide = ZERO
    crds = crds_de(cas, bareme, aide, ecarts)
    brut = max(ZERO, Fraction(floor(aide - crds)) + crds)
    if brut < seuil:
        brut = crds = ZERO
    return Montants(
        formule=formule, avant_crds=aide, brut=brut, crds=crds, net=max(ZERO, brut - crds)
    )


def apres_depense_nette(
    aide: Fraction, reste: Fraction, minimum: Fraction, ecarts: frozenset[str]
) -> Fraction:
    """Return the aid lowered so that what remains to pay is at least the minimum."""
    if "sans_depense_nette" in ecarts or reste >= minimum:
        return aide
    return max(ZERO, aide - (minimum - reste))


def foyer(cas: Foyer, ecarts: frozenset[str] = TEXTE) -> Montants:
    """Steps of a resident of a logement-foyer."""
    habite, cas = cas, vu_du_pair(cas, ecarts)
    bareme = Bareme(cas.mois, valeurs(ecarts, cas.mois))
    r = ressources_arrondies(cas, ecarts)
    redevance = Fraction(repr(cas.redevance))
    minoration = bareme("minoration_forfaitaire")
    if cas.regime == "al":
        return _foyer_al(cas, habite, bareme, r, redevance, ecarts)
    personnes = personnes_comptees(cas, bareme, cas.personnes_a_charge)
    plafond = bareme.composition(
        f"foyer.plafond_redevance_apl.zone_{cas.zone}", cas.couple, personnes
    )
    if "plafond_redevance_cinq_pac" in ecarts and personnes > 4:
        plafond = (personnes - 4) * bareme(f"foyer.plafond_redevance_apl.zone_{cas.zone}.pac_supp")
    e = min(redevance, plafond)
    un = cas.regime == "apl_1" or "apl_2_comme_apl_1" in ecarts
    table = "apl_1" if un else "apl_2_et_al"
    n = parts(cas, bareme, table, ecarts)
    n_k = parts_de_k(habite, bareme, table, ecarts)
    k = (coefficient_apl_1 if un else coefficient_2)(bareme, r, n_k, ecarts)
    e0 = au_centime(ecarts, (loyer_minimal_1 if un else loyer_minimal_2)(bareme, r, n))
    formule = produit(k, e - e0, ecarts)
    aide = max(ZERO, formule - minoration)
    minimum = bareme(
        "foyer.depense_nette_minimale.apl_1" if un else "foyer.depense_nette_minimale.apl_2"
    )
    aide = apres_depense_nette(aide, e - aide, minimum, ecarts)
    return fin(cas, bareme, aide, formule, bareme("foyer.seuil"), ecarts)


def _foyer_al(
    cas: Foyer,
    habite: Foyer,
    bareme: Bareme,
    r: Fraction,
    redevance: Fraction,
    ecarts: frozenset[str],
) -> Montants:
    comme_isole = ecarts & {"isole_avec_pac_comme_isole", "isole_avec_pac_comme_isole_france"}
    deux = cas.couple or (cas.enfants and not comme_isole)
    equivalence = bareme(
        f"foyer.equivalence_loyer_al.{cas.categorie}.{'couple' if deux else 'isole'}"
    )
    charge = charges(cas, bareme, cas.personnes_a_charge, False, ecarts)
    n = parts(cas, bareme, "apl_2_et_al", ecarts)
    k = coefficient_2(bareme, r, parts_de_k(habite, bareme, "apl_2_et_al", ecarts), ecarts)
    l0 = au_centime(ecarts, loyer_minimal_2(bareme, r, n))
    formule = produit(k, equivalence + charge - l0, ecarts)
    aide = max(ZERO, formule - bareme("minoration_forfaitaire"))
    minimum = bareme("foyer.depense_nette_minimale.al")
    aide = apres_depense_nette(aide, equivalence + charge - aide, minimum, ecarts)
    if "sans_plafond_redevance" not in ecarts:
        aide = min(aide, redevance)
    return fin(cas, bareme, aide, formule, bareme("foyer.seuil"), ecarts)


def plafond_mensualite(cas: Accession, personnes: int, ecarts: frozenset[str]) -> Fraction:
    """Return the ceiling of the loan's instalment, at the date of the loan."""
    signature = cas.signature.isoformat()
    pret = Bareme(signature, valeurs(ecarts, signature[:7]))
    if cas.aide == "apl" and "plafond_al_pour_tous" not in ecarts:
        table = f"accession.plafond_mensualite.pc_{cas.logement}.zone_{cas.zone}"
    else:
        table = f"accession.plafond_mensualite.al.zone_{cas.zone}"
    if "plafond_de_la_date_courante" in ecarts:
        pret = Bareme(cas.mois)
    return pret.composition(table, cas.couple, personnes)


def accession(cas: Accession, ecarts: frozenset[str] = TEXTE) -> Montants:
    """Steps of an owner who repays a loan signed after 1999-07-01."""
    habite, cas = cas, vu_du_pair(cas, ecarts)
    bareme = Bareme(cas.mois, valeurs(ecarts, cas.mois))
    apl = cas.aide == "apl"
    m = Fraction(repr(cas.mensualite))
    plancher = bareme("accession.plancher_ressources.multiple_mensualite") * m
    base = max(ressources_arrondies(cas, ecarts), plancher)
    plancher_r = Fraction(ceil(arrondi(base, 2) / 100) * 100)
    if "plancher_al_au_dela" in ecarts and not apl and plancher > ressources_arrondies(cas, ecarts):
        plancher_r = Fraction(floor(arrondi(plancher, 0) / 100) * 100 + 100)
    r = plancher_r
    if "plancher_sans_arrondi" in ecarts:
        r = base
    if "plancher_depense_nette_seule" in ecarts and apl:
        r, plancher_r = ressources_arrondies(cas, ecarts), base
    personnes = personnes_comptees(cas, bareme, cas.personnes_a_charge)
    charge = charges(cas, bareme, cas.personnes_a_charge, False, ecarts)
    retenue = min(m, plafond_mensualite(cas, personnes, ecarts))
    if apl:
        n = parts(cas, bareme, "apl_1", ecarts)
        n_k = parts_de_k(habite, bareme, "apl_1", ecarts)
        plafond = bareme("accession.coefficient_k.apl.plafond")
        diviseur = bareme("accession.coefficient_k.apl.diviseur")
        k = coefficient(plafond, plafond - r / (diviseur * n_k), ecarts)
        if "l0_du_foyer" in ecarts:
            l0 = loyer_minimal_1(bareme, r, n)
        else:
            seuil = bareme("accession.loyer_minimal_apl.seuil") * n
            l0 = bareme("accession.loyer_minimal_apl.taux_1") * min(r, seuil)
            l0 = (l0 + bareme("accession.loyer_minimal_apl.taux_2") * max(ZERO, r - seuil)) / 12
    else:
        n_k = parts_de_k(habite, bareme, "apl_2_et_al", ecarts)
        k = coefficient_2(bareme, r, n_k, ecarts)
        table = "apl_1" if "l0_parts_apl" in ecarts else "apl_2_et_al"
        n_l0 = parts(cas, bareme, table, ecarts)
        l0 = loyer_minimal_2(bareme, r, n_l0)
    l0 = au_centime(ecarts, l0)
    formule = produit(k, retenue + charge - l0, ecarts)
    aide = max(ZERO, formule - bareme("minoration_forfaitaire"))
    nom = "apl.prets_depuis_1998_10" if apl else "al.part_ressources"
    minimum = au_centime(ecarts, bareme(f"accession.depense_nette_minimale.{nom}") * plancher_r)
    if not apl:
        minimum = max(minimum, bareme("accession.depense_nette_minimale.al.montant"))
    aide = apres_depense_nette(aide, m + charge - aide, minimum, ecarts)
    if (
        "rls_des_accedants" in ecarts
        and apl
        and r / 12
        < bareme.composition(
            f"rls.plafond_ressources.zone_{cas.zone}", cas.couple, cas.personnes_a_charge
        )
    ):
        rls = bareme.composition(f"rls.montant.zone_{cas.zone}", cas.couple, cas.personnes_a_charge)
        aide = max(ZERO, aide - bareme("rls.fraction_deduite") * rls)
    return fin(cas, bareme, aide, formule, bareme("accession.seuil"), ecarts)
