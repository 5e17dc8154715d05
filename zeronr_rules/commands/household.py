"""The commands on one household: its rights, why, and what is not claimed."""

from __future__ import annotations

import argparse
from typing import Any

from zeronr_rules.commands.shared import (
    DEFAULT_VARIABLES,
    add_command,
    add_situation,
    json_text,
    reform_of,
    situation_of,
)


def add_calculate(commands: Any) -> None:
    """Say what ``zeronr calculate`` takes."""
    calculate = add_command(commands, "calculate", _calculate, "calcule les droits d'une situation")
    add_situation(calculate)
    calculate.add_argument("--json", action="store_true", help="le résultat en JSON")
    calculate.add_argument(
        "--strict",
        action="store_true",
        help="ne rien supposer : une donnée absente ou partielle est une erreur",
    )


def _calculate(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr
    from zeronr_rules.calculation import reformed_system
    from zeronr_rules.inputs.catalogue import catalogue_of
    from zeronr_rules.text import results_text

    reform = reform_of(arguments.reform)
    results = zr.calculate(
        situation_of(arguments.situation),
        arguments.period,
        arguments.variable or DEFAULT_VARIABLES,
        strict=arguments.strict,
        reform=reform,
    )
    if arguments.json:
        return json_text(results.to_dict())
    return results_text(results, catalogue_of(reformed_system(reform)))


def add_explain(commands: Any) -> None:
    """Say what ``zeronr explain`` takes."""
    explain = add_command(commands, "explain", _explain, "explique un montant, étape par étape")
    add_situation(explain)
    explain.add_argument("--id", help="qui expliquer, si la situation a plusieurs familles")


def _explain(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr

    situation = situation_of(arguments.situation)
    names = arguments.variable or ["rsa"]
    reform = reform_of(arguments.reform)
    pages = (
        zr.explain(situation, name, arguments.period, entity_id=arguments.id, reform=reform)
        for name in names
    )
    return "\n\n".join(map(str, pages))


def add_unclaimed(commands: Any) -> None:
    """Say what ``zeronr unclaimed`` takes."""
    unclaimed = add_command(
        commands, "unclaimed", _unclaimed, "compare les droits à ce qui est perçu"
    )
    add_situation(unclaimed, choose=False)
    unclaimed.add_argument(
        "--received",
        required=True,
        metavar="FICHIER",
        help="ce qui est perçu dans le mois : un montant par prestation, ou par famille",
    )
    unclaimed.add_argument("--json", action="store_true", help="le résultat en JSON")


def _unclaimed(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr

    found = zr.takeup.unclaimed(
        situation_of(arguments.situation),
        arguments.received,
        arguments.period,
        reform=reform_of(arguments.reform),
    )
    if arguments.json:
        return json_text(found.to_dict())
    return str(found)
