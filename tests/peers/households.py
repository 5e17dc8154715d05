"""Random housing cases, in the words of the rules, reproducible from a seed.

A case says what the law looks at once resources are known: who lives there, where, in what
dwelling, at what price. Rents and resources are drawn at and around the thresholds of the law as
well as between them.
"""

from __future__ import annotations

from datetime import date

import attrs
import numpy as np

from tests.peers.bareme import Bareme

METROPOLE = "metropole"
DOM = ("guadeloupe", "martinique", "guyane", "la_reunion", "mayotte")
COLLECTIVITES = ("saint_barthelemy", "saint_martin")
SAINT_PIERRE_ET_MIQUELON = "saint_pierre_et_miquelon"

# A commune of each territory, and one of each zone in metropolitan France.
COMMUNES = {
    "guadeloupe": "97105",
    "martinique": "97209",
    "guyane": "97302",
    "la_reunion": "97411",
    "mayotte": "97608",
    "saint_barthelemy": "97701",
    "saint_martin": "97801",
    "saint_pierre_et_miquelon": "97502",
}
COMMUNES_METROPOLE = {1: "75056", 2: "69123", 3: "01004"}

# Around each date at which a table, a threshold or a formula changes.
MOIS = (
    "2017-10",
    "2018-01",
    "2018-02",
    "2018-03",
    "2018-12",
    "2019-01",
    "2019-09",
    "2019-10",
    "2019-12",
    "2020-01",
    "2020-02",
    "2020-09",
    "2020-10",
    "2020-12",
    "2021-01",
    "2021-09",
    "2021-10",
    "2021-12",
    "2022-01",
    "2022-06",
    "2022-07",
    "2022-09",
    "2022-10",
    "2022-12",
    "2023-01",
    "2023-08",
    "2023-09",
    "2023-10",
    "2023-12",
    "2024-01",
    "2024-09",
    "2024-10",
    "2024-12",
    "2025-01",
    "2025-05",
    "2025-06",
    "2025-09",
    "2025-10",
    "2025-12",
    "2026-01",
    "2026-05",
    "2026-06",
    "2026-09",
    "2026-10",
    "2026-11",
)


@attrs.frozen(kw_only=True)
class Menage:
    """Who lives in the dwelling, where, and with what resources."""

    numero: int
    mois: str
    territoire: str
    zone: int
    couple: bool
    age: int
    enfants: tuple[int, ...]
    # For each child, the part of the year spent here; 1 unless residence is alternated.
    presences: tuple[float, ...]
    handicap: bool
    ressources: float

    @property
    def commune(self) -> str:
        """Return the code of a commune of the zone and territory."""
        if self.territoire == METROPOLE:
            return COMMUNES_METROPOLE[self.zone]
        return COMMUNES[self.territoire]

    @property
    def personnes_a_charge(self) -> int:
        """Return how many dependants, children in alternating residence included."""
        return len(self.enfants)

    @property
    def alternes(self) -> tuple[float, ...]:
        """Return the parts of the year of the children in alternating residence."""
        return tuple(part for part in self.presences if part < 1)

    def naissance(self, age: int) -> date:
        """Return a date of birth in the middle of the year of that age."""
        year, month = (int(word) for word in self.mois.split("-"))
        month -= 6
        if month < 1:
            year, month = year - 1, month + 12
        return date(year - age, month, 15)


@attrs.frozen(kw_only=True)
class Locatif(Menage):
    """A tenant."""

    conventionne: bool
    hlm: bool
    loyer: float
    colocataires: int
    chambre: bool
    chambre_accueil: bool
    meuble: bool


@attrs.frozen(kw_only=True)
class Foyer(Menage):
    """A resident of a logement-foyer."""

    # apl_1, apl_2 or al.
    regime: str
    # etudiant_chambre, etudiant_chambre_rehabilitee, age_ou_handicape or autres.
    categorie: str
    redevance: float


@attrs.frozen(kw_only=True)
class Accession(Menage):
    """An owner who repays a loan."""

    # apl (prêt conventionné) or al.
    aide: str
    signature: date
    # neuf or existant.
    logement: str
    mensualite: float


def _ressources(draw: np.random.Generator, bareme: Bareme, couple: bool, enfants: int) -> float:
    """Draw annual resources: none, any, at a multiple of 100 and one cent above, around R0."""
    kind = draw.integers(6)
    if kind == 0:
        return 0.0
    if kind == 1:
        return float(draw.integers(0, 450) * 100)
    if kind == 2:
        return round(float(draw.integers(0, 400) * 100) + 0.01, 2)
    if kind == 3:
        around = float(bareme.composition("locatif.revenu_abattu_r0.metropole", couple, enfants))
        return round(max(0.0, around + float(draw.integers(-3, 4)) * 100), 2)
    if kind == 4:
        return round(float(draw.uniform(0, 60_000)), 2)
    return round(float(draw.uniform(0, 25_000)), 2)


def _menage(
    draw: np.random.Generator,
    numero: int,
    mois: tuple[str, ...],
    territoires: tuple[str, ...],
    *,
    locatif: bool = False,
    alternance: bool = False,
) -> dict:
    """Draw the part of a case that every sector shares."""
    month = mois[draw.integers(len(mois))]
    territoire = territoires[draw.integers(len(territoires))]
    couple = bool(draw.random() < 0.45)
    count = int(draw.choice(9, p=[0.3, 0.17, 0.17, 0.12, 0.08, 0.06, 0.04, 0.03, 0.03]))
    ages = tuple(int(age) for age in draw.integers(0, 16, count))
    presences = [1.0] * count
    if alternance and count and draw.random() < 0.12:
        for child in range(int(draw.integers(1, count + 1))):
            presences[child] = float(draw.choice([0.25, 0.4, 0.5]))
    return {
        "numero": numero,
        "mois": month,
        "territoire": territoire,
        "zone": int(draw.integers(1, 4)) if territoire == METROPOLE else 2,
        "couple": couple,
        "age": int(draw.integers(29, 60)),
        "enfants": ages,
        "presences": tuple(presences),
        # Outside the rental sector, a disability is another category of dwelling.
        "handicap": locatif and bool(draw.random() < 0.05),
        "ressources": _ressources(draw, Bareme(month), couple, count),
    }


def _loyer(draw: np.random.Generator, plafond: float) -> float:
    """Draw a rent: any, or at a multiple of the ceiling that the law names, or a cent beside."""
    if draw.random() < 0.5:
        return round(float(draw.uniform(40, 1_300)), 2)
    multiple = float(draw.choice([0.45, 0.75, 1, 1.2, 1.5, 2.5, 2.8, 3.1, 3.4, 3.7, 4]))
    return round(multiple * plafond + float(draw.choice([-0.01, 0, 0.01])), 2)


def locatifs(
    count: int,
    seed: int,
    mois: tuple[str, ...] = MOIS,
    territoires: tuple[str, ...] = (METROPOLE,) * 4 + (*DOM, *COLLECTIVITES),
    *,
    alternance: bool = True,
) -> list[Locatif]:
    """Return tenants, the same for the same arguments."""
    draw = np.random.default_rng([seed, 1])
    found = []
    for numero in range(count):
        menage = _menage(draw, numero, mois, territoires, locatif=True, alternance=alternance)
        # Outside metropolitan France there is no APL for tenants (L861-5).
        conventionne = bool(draw.random() < 0.5) and menage["territoire"] == METROPOLE
        kind = draw.choice(
            ["logement", "chambre", "accueil", "colocation"], p=[0.7, 0.1, 0.03, 0.17]
        )
        plafond = Bareme(menage["mois"]).composition(
            f"locatif.plafond_loyer.zone_{menage['zone']}", menage["couple"], len(menage["enfants"])
        )
        colocataires = int(draw.integers(2, 5)) if kind == "colocation" else 1
        found.append(
            Locatif(
                **menage,
                conventionne=conventionne,
                hlm=conventionne and bool(draw.random() < 0.7),
                # A share is a number of cents: peers are given the share, we the whole rent.
                loyer=round(_loyer(draw, float(plafond)) * colocataires, 2),
                colocataires=colocataires,
                chambre=kind in ("chambre", "accueil"),
                chambre_accueil=kind == "accueil",
                meuble=bool(draw.random() < 0.25),
            )
        )
    return found


def foyers(
    count: int,
    seed: int,
    mois: tuple[str, ...] = MOIS,
    territoires: tuple[str, ...] = (METROPOLE,) * 4 + DOM,
) -> list[Foyer]:
    """Return residents of a logement-foyer, the same for the same arguments."""
    draw = np.random.default_rng([seed, 2])
    found = []
    for numero in range(count):
        menage = _menage(draw, numero, mois, territoires)
        regime = str(draw.choice(["apl_1", "apl_2", "al"]))
        if menage["territoire"] != METROPOLE:
            # A19-48: APL 1 alone, for benefits due from 2023-01-01.
            regime = "apl_1" if menage["mois"] >= "2023-01" and draw.random() < 0.5 else "al"
        categorie = str(
            draw.choice(
                ["etudiant_chambre", "etudiant_chambre_rehabilitee", "age_ou_handicape", "autres"]
            )
        )
        if regime == "al" and categorie == "age_ou_handicape":
            menage["age"] = int(draw.integers(68, 90))
        found.append(
            Foyer(
                **menage,
                regime=regime,
                categorie=categorie if regime == "al" else "autres",
                redevance=round(float(draw.uniform(80, 900)), 2),
            )
        )
    return found


def accessions(
    count: int,
    seed: int,
    mois: tuple[str, ...] = tuple(month for month in MOIS if month >= "2019-10"),
    territoires: tuple[str, ...] = (METROPOLE,) * 4 + DOM,
) -> list[Accession]:
    """Return owners who repay a loan that the law still helps, the same for the same arguments."""
    draw = np.random.default_rng([seed, 3])
    found = []
    for numero in range(count):
        menage = _menage(draw, numero, mois, territoires)
        aide = "apl" if menage["territoire"] == METROPOLE and draw.random() < 0.6 else "al"
        found.append(
            Accession(
                **menage,
                aide=aide,
                signature=date(int(draw.integers(2003, 2018)), int(draw.integers(1, 13)), 15),
                logement=str(draw.choice(["neuf", "existant"])),
                mensualite=round(float(draw.uniform(80, 1_200)), 2),
            )
        )
    return found
