"""Our rules, run on the cases: every fact is an input, resources included."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

import zeronr_rules as zr
from tests.peers.households import Foyer, Locatif, Menage
from tests.peers.pair import Reponse

ASKED = (
    "aide_logement_montant_brut_crds",
    "crds_logement",
    "aide_logement",
    "aide_logement_nature",
)

SECTEURS = {"apl_1": "foyer_handicapes", "apl_2": "residence_sociale", "al": "autre"}


def logement(cas: Menage) -> dict:
    """Return the inputs of the menage."""
    given = {"depcom": cas.commune, "zone_apl": f"zone_{cas.zone}"}
    if isinstance(cas, Locatif):
        statut = "locataire_vide"
        if cas.hlm:
            statut = "locataire_hlm"
        elif cas.meuble:
            statut = "locataire_meuble"
        return given | {
            "statut_occupation_logement": statut,
            "loyer": cas.loyer,
            "logement_meuble": cas.meuble,
            "logement_conventionne": cas.conventionne,
            "coloc": cas.colocataires > 1,
            "coloc_nombre_cotitulaires": cas.colocataires,
            "logement_chambre": cas.chambre,
            "personne_agee_handicapee": cas.chambre_accueil,
        }
    if isinstance(cas, Foyer):
        etudiant = cas.categorie.startswith("etudiant")
        rehabilite = cas.categorie == "etudiant_chambre_rehabilitee"
        return given | {
            "statut_occupation_logement": "locataire_foyer",
            "loyer": cas.redevance,
            "logement_conventionne": cas.regime != "al",
            "categorie_logement_foyer": "residence_universitaire"
            if etudiant
            else SECTEURS[cas.regime],
            "date_convention_foyer": "2005-01-01",
            "logement_crous": etudiant,
            "logement_chambre": etudiant,
            "etat_logement_foyer": "logement_rehabilite"
            if rehabilite
            else "logement_non_rehabilite",
        }
    neuf = cas.logement == "neuf"
    return given | {
        "statut_occupation_logement": "primo_accedant",
        "loyer": cas.mensualite,
        "aide_logement_type_pret": "pret_conventionne" if cas.aide == "apl" else "autre_pret",
        "aide_logement_date_pret": cas.signature.isoformat(),
        "etat_logement": "construction_acquisition_logement_neuf"
        if neuf
        else "acquisition_sans_amelioration_logement_existant",
    }


def population(cases: Sequence[Menage]) -> zr.Population:
    """Return one household a case; all cases are of one month."""
    mois = cases[0].mois
    group, roles, births, parts, adults = [], [], [], [], []
    for rank, cas in enumerate(cases):
        adults.append(len(group))
        members = [("demandeur", cas.age, 1.0)]
        members += [("conjoint", cas.age, 1.0)] * cas.couple
        members += [
            ("enfant", age, part) for age, part in zip(cas.enfants, cas.presences, strict=True)
        ]
        for role, age, part in members:
            group.append(rank)
            roles.append(role)
            births.append(cas.naissance(age).isoformat())
            parts.append(part)
    names = {
        "foyers_fiscaux": {"demandeur": "declarant_principal", "enfant": "personne_a_charge"},
        "menages": {"demandeur": "personne_de_reference"},
        "familles": {},
    }
    people = zr.Population(
        persons=len(group),
        groups={
            entity: {
                "count": len(cases),
                "members": group,
                "roles": [others.get(role, role) for role in roles],
            }
            for entity, others in names.items()
        },
    )
    people.set_input("date_naissance", "ETERNITY", births)
    present = np.array(parts)
    people.set_input("garde_alternee", mois, present < 1)
    people.set_input("part_presence_residence_alternee", mois, present)
    aah = np.zeros(len(group))
    aah[adults] = [1_000.0 if cas.handicap else 0.0 for cas in cases]
    people.set_input("aah", mois, aah)
    people.set_input("aide_logement_base_ressources", mois, [cas.ressources for cas in cases])
    # Nobody's resources are reduced by an individual measure: without incomes, RSA would be found.
    people.set_input("aide_logement_mesure_individuelle", mois, np.zeros(len(cases), dtype=bool))
    given = [logement(cas) for cas in cases]
    for name in sorted({name for one in given for name in one}):
        variable = zr.system().get_variable(name)
        period = "ETERNITY" if variable.definition_period == "eternity" else mois
        where = np.array([name in one for one in given])
        default = next(one[name] for one in given if name in one)
        values = [one.get(name, default) for one in given]
        people.set_input(name, period, values, None if where.all() else where)
    return people


def calcule(cases: Sequence[Menage]) -> list[Reponse]:
    """Return our amounts for cases, in their order."""
    found: list[Reponse | None] = [None] * len(cases)
    for mois in sorted({cas.mois for cas in cases}):
        ranks = [rank for rank, cas in enumerate(cases) if cas.mois == mois]
        results = zr.simulate(population([cases[rank] for rank in ranks]), mois, ASKED)
        brut = results["aide_logement_montant_brut_crds"]
        net, nature = results["aide_logement"], results["aide_logement_nature"]
        for place, rank in enumerate(ranks):
            found[rank] = Reponse(
                eligible=bool(nature[place] != "aucune"),
                brut=exact(brut[place]),
                net=exact(net[place]),
            )
    return found


def exact(amount: float) -> Fraction:
    """Return an amount as the decimal it stands for: floats carry some 1e-13 of noise."""
    return Fraction(repr(round(float(amount), 8)))
