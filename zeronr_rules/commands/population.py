"""The commands on many households: a register, or a drawn population."""

from __future__ import annotations

import argparse
from typing import Any

from zeronr_rules.commands.shared import (
    DEFAULT_VARIABLES,
    add_command,
    add_reform,
    add_request,
    add_variable,
    json_text,
    reform_of,
)

COMPARED_VARIABLES = ("rsa", "ppa", "aide_logement")
COMPARED_HOUSEHOLDS = 5000
SYNTHETIC = "Population synthétique, non calée : des ordres de grandeur, pas des statistiques."


def add_simulate(commands: Any) -> None:
    """Say what ``zeronr simulate`` takes."""
    from zeronr_rules.files.command import add_arguments

    simulate = add_command(commands, "simulate", _simulate, "calcule les droits d'une population")
    add_arguments(simulate)
    add_request(simulate)


def _simulate(arguments: argparse.Namespace) -> str:
    from zeronr_rules.files.command import run

    return run(arguments, arguments.variable or DEFAULT_VARIABLES, reform_of(arguments.reform))


def add_compare(commands: Any) -> None:
    """Say what ``zeronr compare`` takes."""
    compare = add_command(
        commands, "compare", _compare, "compare une réforme à la loi, sur des ménages tirés"
    )
    compare.add_argument(
        "--period",
        required=True,
        metavar="AAAA[-MM]",
        help="un mois, ou une année : ses douze mois",
    )
    add_variable(compare, "rsa, ppa, aide_logement")
    add_reform(compare)
    add_reform(compare, "--baseline", "à quoi comparer, au lieu de la loi : ")
    compare.add_argument(
        "--households",
        type=positive,
        default=COMPARED_HOUSEHOLDS,
        metavar="N",
        help=f"combien de ménages tirer ({COMPARED_HOUSEHOLDS} par défaut)",
    )
    compare.add_argument("--seed", type=int, default=0, metavar="N", help="un autre tirage")
    compare.add_argument("--json", action="store_true", help="les tableaux en JSON")


def _compare(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr
    from zeronr_rules.errors import Fault, ReformError
    from zeronr_rules.inputs.periods import requested_period

    if not arguments.reform and not arguments.baseline:
        hint = "« zeronr reforms » les liste."
        raise ReformError([Fault(("--reform",), "aucune réforme", "une réforme à comparer", hint)])
    year = requested_period(arguments.period).start // 12
    people = zr.synthetic_population(arguments.households, year, arguments.seed)
    made = zr.compare(
        people,
        reform_of(arguments.reform),
        arguments.period,
        arguments.variable or COMPARED_VARIABLES,
        baseline=reform_of(arguments.baseline),
    )
    if not arguments.json:
        return f"{made}\n\n{SYNTHETIC}"
    tables = {name: table.to_dict() for name, table in made.tables().items()}
    return json_text(tables)


def positive(text: str) -> int:
    """Read a number of households."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"reçu « {text} » ; attendu un nombre, 1 ou plus")
    return int(text)
