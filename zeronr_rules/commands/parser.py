"""The command line of ``zeronr``: an argument parser that speaks French."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

from zeronr_rules.commands import asking, household, law, population
from zeronr_rules.commands.leaving import BAD_INPUT, OK, complain
from zeronr_rules.commands.shared import add_help

# In the order of the help.
_COMMANDS = (
    household.add_calculate,
    household.add_explain,
    asking.add_ask,
    population.add_simulate,
    household.add_unclaimed,
    asking.add_curve,
    law.add_variables,
    law.add_parameters,
    law.add_reforms,
    law.add_territories,
    population.add_compare,
    law.add_demo,
)


class _Parser(argparse.ArgumentParser):
    """An argument parser that complains in French."""

    def error(self, message: str) -> NoReturn:
        for pattern, french in _IN_FRENCH:
            message = re.sub(pattern, french, message)
        if sys.stderr is not None:
            print(self.format_usage(), end="", file=sys.stderr)
        sys.exit(complain(message, BAD_INPUT))

    def print_help(self, file: Any = None) -> None:
        # That of argparse keeps silent on what could not be written.
        print(self.format_help(), end="", file=file)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "usage :", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "usage :", 1)


_IN_FRENCH = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"arguments inconnus : \1"),
    (r"expected one argument", "attend une valeur"),
    (r"invalid (?:float|int) value: (.*)", r"reçu \1 ; attendu un nombre"),
    (r"ambiguous option: (\S+) could match (.*)", r"option ambiguë : \1 (\2)"),
    (r"invalid choice: (.*) \(choose from (.*)\)", r"choix inconnu : \1 (attendu : \2)"),
    (r"^argument (.*?): ", r"\1 : "),
)


class _Version(argparse.Action):
    """``--version``: read the version only when it is asked for."""

    def __call__(self, *_: Any) -> NoReturn:
        import zeronr_rules as zr

        print(f"zeronr-rules {zr.__version__}")
        sys.exit(OK)


def parser_of_zeronr() -> argparse.ArgumentParser:
    """Return the parser of all the commands."""
    parser = _Parser(
        prog="zeronr",
        description="Droits aux prestations sociales françaises : RSA, prime d'activité, aides au "
        "logement, prestations familiales, aides à l'énergie.",
        add_help=False,
    )
    add_help(parser)
    parser.add_argument("--version", action=_Version, nargs=0, help="la version des règles")
    commands = parser.add_subparsers(title="commandes", metavar="commande", required=True)
    for add in _COMMANDS:
        add(commands)
    return parser
