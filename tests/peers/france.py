"""OpenFisca-France, run in its own environment on our cases.

``ZERONR_FRANCE`` names a Python interpreter whose environment has ``openfisca-france`` (176.1.8 was
compared, on openfisca-core 44.7).
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from tests.peers import texte
from tests.peers.households import Accession, Foyer, Locatif, Menage
from tests.peers.pair import Reponse

WORKER = Path(__file__).with_name("france_worker.py")

# Its tables cover every month of the generator.
MOIS = (("2017-10", "2026-11"),)


def why_not() -> str:
    """Say what is missing to run OpenFisca-France, or nothing."""
    given = os.environ.get("ZERONR_FRANCE", "")
    if not given or not Path(given).exists():
        return (
            "ZERONR_FRANCE does not name the Python interpreter of an environment that has "
            "openfisca-france"
        )
    return ""


def version() -> str:
    """Return the version of OpenFisca-France that is there."""
    code = "import importlib.metadata as m; print(m.version('openfisca-france'))"
    done = subprocess.run(
        [os.environ["ZERONR_FRANCE"], "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def trusted(mois: str, secteur: str = "locatif") -> bool:
    """Tell whether the peer holds the tables of the month."""
    return any(first <= mois <= last for first, last in MOIS)


def _locatif(cas: Locatif) -> dict:
    statut = "locataire_vide"
    if cas.meuble:
        statut = "locataire_meuble"
    elif cas.hlm:
        statut = "locataire_hlm"
    return {
        "statut_occupation_logement": statut,
        "loyer": float(texte.arrondi(Fraction(repr(cas.loyer)) / cas.colocataires, 2)),
        "logement_conventionne": cas.conventionne,
        "coloc": cas.colocataires > 1,
        "logement_chambre": cas.chambre,
        "personne_agee_handicapee": cas.chambre_accueil,
    }


def _foyer(cas: Foyer) -> dict:
    etudiant = cas.categorie.startswith("etudiant")
    rehabilite = cas.categorie == "etudiant_chambre_rehabilitee"
    return {
        "statut_occupation_logement": "locataire_foyer",
        "loyer": cas.redevance,
        "logement_conventionne": cas.regime != "al",
        "logement_crous": etudiant,
        "logement_chambre": etudiant,
        "etat_logement_foyer": "logement_rehabilite" if rehabilite else "logement_non_rehabilite",
    }


def _accession(cas: Accession) -> dict:
    date_pret = "aide_logement_date_pret"
    if cas.aide == "apl":
        date_pret = "aide_logement_date_pret_conventionne"
    neuf = cas.logement == "neuf"
    return {
        "statut_occupation_logement": "primo_accedant",
        "loyer": cas.mensualite,
        "logement_conventionne": cas.aide == "apl",
        "etat_logement": "construction_acquisition_logement_neuf"
        if neuf
        else "acquisition_sans_amelioration_logement_existant",
        date_pret: cas.signature.isoformat(),
    }


def situation(cas: Menage) -> dict:
    """Return what the worker needs of a case."""
    if isinstance(cas, Locatif):
        menage = _locatif(cas)
    elif isinstance(cas, Foyer):
        menage = _foyer(cas)
    else:
        menage = _accession(cas)
    resources = texte.ressources_arrondies(cas)
    if isinstance(cas, Accession):
        # What it does itself to the resources it computes: at least 16.25 instalments.
        resources = max(resources, Fraction("16.25") * Fraction(repr(cas.mensualite)))
    menage["zone_apl"] = f"zone_{cas.zone}"
    menage["depcom"] = cas.commune
    return {
        "mois": cas.mois,
        "couple": cas.couple,
        "naissance": cas.naissance(cas.age).isoformat(),
        "enfants": [cas.naissance(age).isoformat() for age in cas.enfants],
        "handicap": cas.handicap,
        # The resources it reads are rounded to the next 100 by what it computes them with.
        "ressources": float(resources),
        "menage": menage,
    }


def calcule(cases: Sequence[Menage]) -> list[Reponse]:
    """Return OpenFisca-France's amounts for cases, in their order."""
    done = subprocess.run(
        [os.environ["ZERONR_FRANCE"], "-W", "ignore", str(WORKER)],
        input=json.dumps([situation(cas) for cas in cases]),
        capture_output=True,
        text=True,
        check=True,
    )
    found = []
    for answer in json.loads(done.stdout):
        if "error" in answer:
            found.append(Reponse(erreur=answer["error"]))
            continue
        net = Fraction(repr(round(answer["aide_logement"], 2)))
        crds = Fraction(repr(round(-answer["crds_logement"], 2)))
        found.append(Reponse(brut=net + crds if net else Fraction(0), net=net))
    return found
