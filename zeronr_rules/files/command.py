"""The command ``zeronr simulate``."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from typing import Any

_OUTPUTS = (".parquet", ".csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes; period, variables and reforms are those of the others."""
    parser.add_argument("individus", help="la table des personnes : .parquet ou .csv")
    for name, text in (
        ("familles", "la table des familles"),
        ("foyers-fiscaux", "la table des foyers fiscaux"),
        ("menages", "la table des ménages"),
    ):
        parser.add_argument(f"--{name}", metavar="FICHIER", help=text)
    parser.add_argument(
        "--output", required=True, metavar="FICHIER", type=_output, help="où écrire les droits"
    )
    parser.add_argument("--mapping", metavar="FICHIER", help="les noms et les codes de l'enquête")
    parser.add_argument("--workers", type=int, metavar="N", help="combien de calculs à la fois")
    parser.add_argument(
        "--on-error",
        choices=("raise", "report"),
        default="raise",
        help="refuser tout, ou écarter les ménages en faute",
    )
    parser.add_argument("--rejected", metavar="FICHIER", help="un .csv : qui a été écarté")
    parser.add_argument("--separator", metavar="SIGNE", help="le séparateur des .csv")
    parser.add_argument("--decimal", metavar="SIGNE", help="la décimale des .csv")
    parser.add_argument("--encoding", metavar="NOM", help="l'encodage des .csv")


def _output(given: str) -> str:
    if not given.lower().endswith(_OUTPUTS):
        raise argparse.ArgumentTypeError("attend un fichier .parquet ou .csv")
    return given


def run(arguments: argparse.Namespace, variables: Any, reform: Any) -> str:
    """Run the command and return its summary."""
    from zeronr_rules.calculation import reformed_system
    from zeronr_rules.files import simulate_files, summary_text
    from zeronr_rules.inputs.catalogue import catalogue_of

    tables = {
        "individus": arguments.individus,
        "familles": arguments.familles,
        "foyers_fiscaux": arguments.foyers_fiscaux,
        "menages": arguments.menages,
    }
    options = ("separator", "decimal", "encoding")
    csv = {name: value for name in options if (value := getattr(arguments, name)) is not None}
    summary = simulate_files(
        tables,
        arguments.period,
        variables,
        arguments.output,
        mapping=arguments.mapping,
        reform=reform,
        workers=arguments.workers,
        on_error=arguments.on_error,
        rejected=arguments.rejected,
        csv=csv or None,
        progress=_on_a_terminal(),
    )
    return summary_text(summary, catalogue_of(reformed_system(reform)))


def _on_a_terminal() -> bool:
    there = sys.stderr is not None and sys.stderr.isatty()
    return there and importlib.util.find_spec("tqdm") is not None
