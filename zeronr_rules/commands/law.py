"""The commands on the law itself: variables, parameters, reforms, territories, an example."""

from __future__ import annotations

import argparse
from importlib import resources
from typing import Any

from zeronr_rules.commands.shared import DEFAULT_VARIABLES, add_command, reform_of
from zeronr_rules.errors import Fault

DEMO_PERIOD = "2026-05"


def add_variables(commands: Any) -> None:
    """Say what ``zeronr variables`` takes."""
    variables = add_command(commands, "variables", _variables, "liste les variables")
    variables.add_argument(
        "pattern", nargs="?", default="", metavar="texte", help="dans le nom ou le libellé"
    )


def _variables(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr
    from zeronr_rules.errors import UnknownVariableError
    from zeronr_rules.inputs.catalogue import catalogue_of
    from zeronr_rules.text import variables_text

    text = variables_text(catalogue_of(zr.system()), arguments.pattern)
    if not text:
        message = f"Aucune variable dont le nom ou le libellé contient « {arguments.pattern} »."
        raise UnknownVariableError(message)
    return text


def add_parameters(commands: Any) -> None:
    """Say what ``zeronr parameters`` takes."""
    parameters = add_command(commands, "parameters", _parameters, "liste les paramètres de la loi")
    parameters.add_argument(
        "prefix", nargs="?", default="", metavar="texte", help="dans le chemin du paramètre"
    )
    parameters.add_argument("--date", metavar="AAAA-MM", help="à ce mois ; sinon aujourd'hui")


def _parameters(arguments: argparse.Namespace) -> str:
    import datetime as dt

    import zeronr_rules as zr
    from zeronr_rules.errors import UnknownVariableError
    from zeronr_rules.inputs.periods import month_text, requested_period
    from zeronr_rules.text import parameters_text

    if arguments.date:
        period = requested_period(arguments.date)
        instant = f"{month_text(period.start + period.months - 1)}-31"
    else:
        instant = dt.datetime.now().astimezone().date().isoformat()
    text = parameters_text(zr.system().parameters, arguments.prefix, instant)
    if not text:
        message = f"Aucun paramètre dont le chemin contient « {arguments.prefix} »."
        raise UnknownVariableError(message)
    return text


def add_reforms(commands: Any) -> None:
    """Say what ``zeronr reforms`` takes."""
    reforms = add_command(
        commands, "reforms", _reforms, "liste les réformes, ou montre une réforme"
    )
    reforms.add_argument(
        "given", nargs="*", metavar="réforme", help="un fichier ou un nom : ce qu'elle change"
    )


def _reforms(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr
    from zeronr_rules.text import table

    if arguments.given:
        reform = reform_of(arguments.given)
        return f"{reform}\n\n{reform.diff()}"
    return table([(name, zr.reforms.get(name).label) for name in zr.reforms.named()])


def add_territories(commands: Any) -> None:
    """Say what ``zeronr territories`` takes."""
    territories = add_command(
        commands,
        "territories",
        _territories,
        "liste les territoires du FSL, ou vérifie le fichier d'un territoire",
    )
    territories.add_argument("action", nargs="?", choices=["check"], help="vérifier un fichier")
    territories.add_argument(
        "path", nargs="?", metavar="fichier", help="le fichier .yaml à vérifier"
    )


def _territories(arguments: argparse.Namespace) -> str:
    from zeronr_rules import territories as of_the_fsl
    from zeronr_rules.errors import TerritoryError

    if arguments.path is not None:
        return of_the_fsl.report_text(of_the_fsl.check(arguments.path))
    if arguments.action:
        raise TerritoryError([Fault(("check",), "aucun fichier", "un fichier .yaml de territoire")])
    return of_the_fsl.territories_text(of_the_fsl.territories())


def add_demo(commands: Any) -> None:
    """Say what ``zeronr demo`` takes."""
    add_command(commands, "demo", _demo, "un exemple complet, sans rien donner")


def _demo(_: argparse.Namespace) -> str:
    import zeronr_rules as zr
    from zeronr_rules.inputs import parse_text
    from zeronr_rules.inputs.catalogue import catalogue_of
    from zeronr_rules.text import results_text

    data = (resources.files("zeronr_rules") / "data" / "demo.yaml").read_bytes()
    situation = parse_text(data, ".yaml", "demo.yaml")
    known = [name for name in DEFAULT_VARIABLES if name in zr.system().variables]
    results = zr.calculate(situation, DEMO_PERIOD, known)
    return "\n".join(
        [
            "Exemple : la situation, au format d'OpenFisca",
            "",
            data.decode().rstrip(),
            "",
            results_text(results, catalogue_of(zr.system())),
            "",
            "Pour la vôtre : zeronr calculate famille.yaml --period 2026-05",
        ]
    )
