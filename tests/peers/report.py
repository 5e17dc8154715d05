"""The figures of docs/validation/aides-au-logement.md: ``python -m tests.peers.report``.

``ZERONR_CATALA`` and ``ZERONR_FRANCE`` say where the peers are (:mod:`tests.peers.catala`,
:mod:`tests.peers.france`); a peer that is not there is left out, with the reason.
"""

# ruff: noqa: T201 - a command prints.

from __future__ import annotations

import argparse
import sys

from tests.peers.comparaison import Bilan, au_texte, bilan, meme
from tests.peers.domaines import DOMAINES, PAIRS, Domaine, confronter
from tests.peers.ecarts import PAR_NOM


def part(number: int, total: int) -> str:
    """Return a share, never rounded up to all."""
    if number == total:
        return "100 %"
    return f"{int(1000 * number / total) / 10:.1f} %"


def ligne(domaine: Domaine, mois: tuple[str, ...], found: Bilan) -> str:
    """Return one line of the table of a peer."""
    explained = found.menages - found.egaux - len(found.inexpliques)
    return (
        f"| {domaine.secteur} | {domaine.lieu} | {mois[0]} to {mois[-1]} | {found.menages:,} "
        f"| {found.refus:,} | {part(found.egaux, found.menages)} "
        f"| {part(found.a_un_euro, found.menages)} | {explained:,} | {len(found.inexpliques)} |"
    )


def classes(found: dict[str, list]) -> list[str]:
    """Return the lines of the table of deviations."""
    return [
        f"| {', '.join(sorted(secteurs))} | {PAR_NOM[nom].quoi} | {seul:,} | {ensemble:,} "
        f"| {float(plus_grand):.2f} | {PAR_NOM[nom].article} |"
        for nom, (secteurs, seul, ensemble, plus_grand) in found.items()
    ]


def temoin(nombre: int, graine: int) -> bool:
    """Print how our rules and the text in exact fractions agree."""
    from tests.peers import regles

    print("| sector | where | months | households | equal to the cent |\n|---|---|---|---|---|")
    tous = True
    for domaine in DOMAINES:
        cases = domaine.tirer(nombre, graine)
        pairs = zip(cases, regles.calcule(cases), strict=True)
        same = sum(meme(ours, au_texte(cas)) for cas, ours in pairs)
        mois = domaine.mois(None)
        print(
            f"| {domaine.secteur} | {domaine.lieu} | {mois[0]} to {mois[-1]} | {len(cases):,} "
            f"| {part(same, len(cases))} |",
            flush=True,
        )
        tous = tous and same == len(cases)
    return tous


def pair(nom: str, nombre: int, graine: int) -> bool:
    """Print the tables of a peer; tell whether every difference is explained."""
    print(
        "| sector | where | months | households | refused | same payment | within 1 EUR "
        "| differences explained | unexplained |\n|---|---|---|---|---|---|---|---|---|"
    )
    ensemble: dict[str, list] = {}
    inexpliques = []
    for domaine in DOMAINES:
        found = bilan(confronter(nom, domaine.tirer(nombre, graine, nom)))
        inexpliques += found.inexpliques
        print(ligne(domaine, domaine.mois(nom), found), flush=True)
        for classe, (seul, autres, plus_grand) in found.classes.items():
            total = ensemble.setdefault(classe, [set(), 0, 0, plus_grand])
            total[0].add(domaine.secteur)
            total[1] += seul
            total[2] += autres
            total[3] = max(total[3], plus_grand)
    print(
        "\n| sector | what the peer does (what the text says) | alone | with others "
        "| largest, alone (EUR) | who decides |\n|---|---|---|---|---|---|"
    )
    ordre = sorted(ensemble.items(), key=lambda item: -(item[1][1] + item[1][2]))
    print("\n".join(classes(dict(ordre))))
    for constat in inexpliques:
        print(f"unexplained: {constat}", file=sys.stderr)
    return not inexpliques


def main() -> int:
    """Print every table; return 1 if a difference has no explanation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--menages", type=int, default=2_000, help="households a domain")
    parser.add_argument("--graine", type=int, default=1, help="seed")
    parser.add_argument("--pair", choices=sorted(PAIRS), help="this peer alone")
    given = parser.parse_args()
    fine = True
    if given.pair is None:
        print("## The text in exact fractions\n")
        fine = temoin(given.menages, given.graine)
    for nom, engine in PAIRS.items():
        if given.pair in (None, nom):
            reason = engine.why_not()
            print(f"\n## {nom} {'' if reason else engine.version()}\n")
            if reason:
                print(reason)
            else:
                fine = pair(nom, given.menages, given.graine) and fine
    return int(not fine)


if __name__ == "__main__":
    sys.exit(main())
