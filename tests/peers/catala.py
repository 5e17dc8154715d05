"""Catala's compiled law, the npm package ``@catala-lang/french-law``, run on our cases.

``ZERONR_CATALA`` names the folder ``node_modules`` that holds the package (version 0.10.0 was
compared; install it outside the repository). Node runs once for all cases.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from fractions import Fraction
from math import floor
from pathlib import Path

from tests.peers import texte
from tests.peers.bareme import Bareme
from tests.peers.households import METROPOLE, Accession, Foyer, Locatif, Menage
from tests.peers.pair import Reponse

VERSION = "0.10.0"
DRIVER = Path(__file__).with_name("catala_driver.js")

# Months for which the package holds the tables of the rental sector: it refuses before; no age of
# inaptitude in September 2023 (R823-4); from 2023-10 to 2024-09 two of its ceilings contradict each
# other; after 2025-09 it goes on with the ceilings of 2024-10. AL outside the rental sector: only
# from 2021-10.
MOIS = (("2020-10", "2023-08"), ("2024-10", "2025-09"))
MOIS_AL = (("2021-10", "2023-08"), ("2024-10", "2025-09"))

TERRITOIRES = {
    METROPOLE: "Metropole",
    "guadeloupe": "Guadeloupe",
    "martinique": "Martinique",
    "guyane": "Guyane",
    "la_reunion": "LaReunion",
    "mayotte": "Mayotte",
    "saint_barthelemy": "SaintBarthelemy",
    "saint_martin": "SaintMartin",
    "saint_pierre_et_miquelon": "SaintPierreEtMiquelon",
}


def folder() -> Path | None:
    """Return the folder of node_modules, if the package and node are there."""
    given = os.environ.get("ZERONR_CATALA", "")
    if not given or shutil.which("node") is None:
        return None
    there = Path(given)
    return there if (there / "@catala-lang" / "french-law" / "package.json").is_file() else None


def why_not() -> str:
    """Say what is missing to run Catala's law, or nothing."""
    if shutil.which("node") is None:
        return "node is not on the path: Catala's compiled law cannot run"
    if folder() is None:
        return (
            "ZERONR_CATALA does not name a node_modules folder that holds @catala-lang/french-law: "
            f"npm install --prefix DIR @catala-lang/french-law@{VERSION}, then "
            "ZERONR_CATALA=DIR/node_modules"
        )
    return ""


def version() -> str:
    """Return the version of the package that is there."""
    there = folder()
    text = (there / "@catala-lang" / "french-law" / "package.json").read_text(encoding="utf-8")
    return json.loads(text)["version"]


def trusted(mois: str, secteur: str = "locatif") -> bool:
    """Tell whether the package holds the tables of the month."""
    spans = MOIS if secteur == "locatif" else MOIS_AL
    return any(first <= mois <= last for first, last in spans)


def _kind(name: str, payload: object = None) -> dict:
    return {"kind": name, "payload": payload}


def _enfant(cas: Menage, rank: int) -> dict:
    age, part = cas.enfants[rank], cas.presences[rank]
    garde = (
        _kind("GardeAlterneeCoefficientPriseEnCharge", part)
        if part < 1
        else _kind("PasDeGardeAlternee")
    )
    return _kind(
        "EnfantACharge",
        {
            "identifiant": rank,
            "nationalite": _nationalite(cas),
            "aDejaOuvertDroitAuxAllocationsFamiliales": True,
            "dateDeNaissance": cas.naissance(age).isoformat(),
            "remunerationMensuelle": 0,
            "obligationScolaire": _kind("Pendant"),
            "situationGardeAlternee": garde,
            "etudesApprentissageStageFormationProImpossibiliteTravail": False,
        },
    )


def _location(cas: Locatif) -> dict:
    bareme = Bareme(cas.mois)
    rls = texte.reduction_loyer_solidarite(cas, bareme, cas.personnes_a_charge, texte.TEXTE)
    if cas.hlm:
        bailleur = _kind(
            "BailleurSocial",
            {
                "conventionneLivreIIITitreVChapIII": True,
                "reductionLoyerSolidaritePercue": float(rls),
            },
        )
    elif cas.conventionne:
        bailleur = _kind(
            "BailleurPriveAvecConventionnementSocial",
            {"conventionneLivreIIITitreIIChapISec3": True},
        )
    else:
        bailleur = _kind("BailleurPrive")
    return _kind(
        "Locataire",
        {
            "bailleur": bailleur,
            # The form asks for the claimant's share, in euros and cents.
            "loyerPrincipal": float(texte.arrondi(Fraction(repr(cas.loyer)) / cas.colocataires, 2)),
            "beneficiaireAideAdulteOuEnfantHandicapes": cas.handicap,
            "logementEstChambre": cas.chambre,
            "colocation": cas.colocataires > 1,
            "ageesOuHandicapAdultesHebergeesOnereuxParticuliers": cas.chambre_accueil,
            "logementMeubleD8422": cas.meuble,
            "changementLogementD8424": _kind("PasDeChangement"),
        },
    )


CATEGORIES = {
    "etudiant_chambre": "EtudiantLogeEnChambreCROUS",
    "etudiant_chambre_rehabilitee": "EtudiantLogeEnChambreCROUSRehabilitee",
    "age_ou_handicape": "PersonnesAgeesSelon3DeD842_16",
    "autres": "AutresPersonnes",
}


def _commun(cas: Menage) -> dict:
    """Return what the computations of a sector ask for, beside the dwelling."""
    return {
        "residenceIn": _kind(TERRITOIRES[cas.territoire]),
        "zoneIn": _kind(f"Zone{cas.zone}"),
        "situationFamilialeCalculAplIn": _kind("Couple" if cas.couple else "PersonneSeule"),
        "nombrePersonnesAChargeIn": cas.personnes_a_charge,
        "dateCouranteIn": f"{cas.mois}-01",
    }


def _foyer(cas: Foyer) -> dict:
    given = _commun(cas) | {
        "ressourcesMenageArrondiesIn": float(texte.ressources_arrondies(cas)),
        "redevanceIn": cas.redevance,
        "typeLogementFoyerIn": _kind("ResidenceSociale" if cas.regime == "apl_2" else "Autre"),
        "logementFoyerJeunesTravailleursIn": False,
        "dateConventionnementIn": "2005-01-01",
    }
    if cas.regime != "al":
        return {"scope": "calculAidePersonnaliseeLogementFoyer", "input": given}
    given["categorieEquivalenceLoyerD84216In"] = _kind(CATEGORIES[cas.categorie])
    return {"scope": "calculAllocationLogementFoyer", "input": given}


def _accession(cas: Accession) -> dict:
    neuf = cas.logement == "neuf"
    given = _commun(cas) | {
        "mensualitePrincipaleIn": cas.mensualite,
        "dateSignaturePretIn": cas.signature.isoformat(),
        "dateEntreeLogementIn": cas.signature.isoformat(),
        "localHabitePremiereFoisBeneficiaireIn": False,
        "coproprieteIn": False,
        "situationR822111317In": False,
    }
    resources = float(texte.ressources_arrondies(cas))
    if cas.aide == "apl":
        travaux = "PasDeTravaux" if neuf else "TravauxPourAcquisitionD832_15_1"
        given |= {
            "ressourcesMenageArrondiesIn": resources,
            "typePretIn": _kind("D331_63_64"),
            "ancienneteLogementIn": _kind("Neuf") if neuf else _kind("Ancien", _kind("Non")),
            "typeTravauxLogementIn": _kind(travaux),
        }
        return {"scope": "calculAidePersonnaliseeLogementAccessionPropriete", "input": given}
    given |= {
        "ressourcesMenageArrondiesBaseIn": resources,
        "typeTravauxLogementIn": _kind("PasDeTravaux"),
        # What the loan costs a month, which the dépense nette counts.
        "chargesMensuellesPretIn": cas.mensualite,
        "operationsLogementEvolutifsSociauxAccessionProprieteAideeEtatIn": False,
    }
    return {"scope": "calculAllocationLogementAccessionPropriete", "input": given}


def _nationalite(cas: Menage) -> dict:
    """Return a nationality that Catala accepts: it refuses the French at Mayotte (L861-5)."""
    if cas.territoire == "mayotte":
        conditions = {
            "satisfaitConditionsL5122CodeSecuriteSociale": True,
            "satisfaitArt4Ordonnance2002Mayotte": True,
        }
        return _kind("Etrangere", conditions)
    return _kind("Francaise")


def demande(cas: Menage) -> dict:
    """Return what to run for a case: the whole calculator for a tenant, else the sector's scope."""
    if isinstance(cas, Foyer):
        return _foyer(cas)
    if isinstance(cas, Accession):
        return _accession(cas)
    return {"scope": "calculetteAidesAuLogementGardeAlternee", "input": situation(cas)}


def situation(cas: Locatif) -> dict:
    """Return the input of the calculator for a tenant."""
    return {
        "menageIn": {
            "prestationsRecues": [],
            "logement": {
                "residencePrincipale": True,
                "modeOccupation": _location(cas),
                "proprietaire": _kind("Autre"),
                "loueOuSousLoueADesTiers": _kind("Non"),
                "usufruit": _kind("Autre"),
                "logementDecentL89462": True,
                "surfaceMCarres": 120,
                "zone": _kind(f"Zone{cas.zone}"),
            },
            "personnesACharge": [_enfant(cas, rank) for rank in range(len(cas.enfants))],
            "nombreAutresOccupantsLogement": 0,
            "situationFamiliale": _kind("Concubins" if cas.couple else "Celibataire"),
            "conditionRattacheFoyerFiscalParentIfi": False,
            "enfantANaitreApresQuatriemeMoisGrossesse": False,
            "personnesAgeesHandicapeesFoyerR8444": False,
            "residence": _kind(TERRITOIRES[cas.territoire]),
        },
        "demandeurIn": {
            "dateNaissance": cas.naissance(cas.age).isoformat(),
            "nationalite": _nationalite(cas),
            "patrimoine": {
                "produisantRevenuPeriodeR82233R8224": 0,
                "neProduisantPasRevenuPeriodeR82233R8224": 0,
            },
            "personneHebergeeCentreSoinLL162223SecuriteSociale": False,
            "estNonSalarieAgricoleL7818L78146CodeRural": False,
            "magistratFonctionnaireCentreInteretsMaterielsFamiliauxHorsMayotte": False,
        },
        "dateCouranteIn": f"{cas.mois}-01",
        "ressourcesMenagePrisesEnCompteIn": cas.ressources,
    }


def run(jobs: list[dict]) -> list[dict]:
    """Run scopes of the compiled law: each job is a ``scope`` and its ``input``."""
    done = subprocess.run(
        ["node", "--stack-size=4000", str(DRIVER), str(folder())],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def net_de(brut: Fraction, baisse: Fraction, crds_nulle: bool) -> Fraction:
    """Return what is paid of an amount before CRDS, which is a whole number and its CRDS."""
    if not brut or crds_nulle:
        return brut
    entier_et_crds = brut + baisse
    for euros in range(floor(entier_et_crds), -1, -1):
        crds = entier_et_crds - euros
        if abs(Fraction(5, 1000) * (euros + Fraction(1, 2) + crds) - crds) < Fraction(1, 100):
            return max(Fraction(0), brut - crds)
    return brut


def calcule(cases: Sequence[Menage]) -> list[Reponse]:
    """Return Catala's amounts for cases, in their order."""
    answers = run([demande(cas) for cas in cases])
    found = []
    for cas, answer in zip(cases, answers, strict=True):
        if "error" in answer:
            found.append(Reponse(erreur=answer["error"]))
            continue
        amounts = answer["ok"]
        brut = Fraction(repr(round(amounts.get("aideFinale", amounts.get("aideTraitee")), 2)))
        baisse = Fraction(0)
        if isinstance(cas, Locatif) and cas.hlm:
            bareme = Bareme(cas.mois)
            rls = texte.reduction_loyer_solidarite(cas, bareme, cas.personnes_a_charge, texte.TEXTE)
            baisse = texte.arrondi(bareme("rls.fraction_deduite") * rls, 2) if rls else baisse
        sans_crds = cas.territoire == "saint_pierre_et_miquelon"
        found.append(
            Reponse(
                eligible=bool(amounts.get("eligibilite", True)),
                brut=brut,
                net=net_de(brut, baisse, sans_crds),
            )
        )
    return found
