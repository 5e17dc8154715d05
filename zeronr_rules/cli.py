"""The command ``zeronr``.

Exit codes: 0, done; 2, the request or the situation is wrong (the message is on
standard error); 1, a rule failed, or a file or stream cannot be read or written.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import os
import re
import sys
from collections.abc import Sequence
from importlib import resources
from typing import Any, NoReturn

from zeronr_rules.errors import EngineError, Fault, ZeronrError

DEFAULT_VARIABLES = ("rsa", "ppa", "aide_logement", "af", "cf", "asf", "paje_base")
DEMO_PERIOD = "2026-05"
COMPARED_VARIABLES = ("rsa", "ppa", "aide_logement")
COMPARED_HOUSEHOLDS = 5000
SYNTHETIC = "Population synthétique, non calée : des ordres de grandeur, pas des statistiques."
_FILES = (".json", ".yaml", ".yml")
OK, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write « é » must not stop the answer.
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if sys.stdout is None:
        return _complain("la sortie standard est fermée.", FAILED)
    try:
        return _run(argv)
    except EngineError as error:
        return _complain(str(error), FAILED)
    except ZeronrError as error:
        return _complain(str(error), BAD_INPUT)
    except BrokenPipeError:
        # The reader (head, less) has seen enough: leave without a word.
        _abandon(sys.stdout)
        return OK
    except OSError as error:
        _abandon(sys.stdout)
        return _complain(f"lecture ou écriture impossible ({error.strerror or error}).", FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as leaving:
        # Help and version are printed already: what cannot be written is known now.
        sys.stdout.flush()
        return leaving.code if isinstance(leaving.code, int) else OK
    print(arguments.run(arguments), flush=True)
    return OK


def _abandon(stream: Any) -> None:
    """Send nowhere what a stream still holds, or Python would fail on it when leaving."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _complain(message: str, code: int) -> int:
    from zeronr_rules.inputs.faults import printable

    shown = "\n".join(map(printable, f"zeronr : {message}".split("\n")))
    # Without an error stream, print would write on the standard output.
    if sys.stderr is not None:
        try:
            print(shown, file=sys.stderr, flush=True)
        except OSError:
            _abandon(sys.stderr)
    return code


# --- Commands ---------------------------------------------------------------


def _calculate(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr
    from zeronr_rules.calculation import reformed_system
    from zeronr_rules.inputs.catalogue import catalogue_of
    from zeronr_rules.text import results_text

    reform = _reform(arguments.reform)
    results = zr.calculate(
        _situation(arguments.situation),
        arguments.period,
        arguments.variable or DEFAULT_VARIABLES,
        strict=arguments.strict,
        reform=reform,
    )
    if arguments.json:
        return json.dumps(results.to_dict(), ensure_ascii=False, indent=2, allow_nan=False)
    return results_text(results, catalogue_of(reformed_system(reform)))


def _explain(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr

    situation = _situation(arguments.situation)
    names = arguments.variable or ["rsa"]
    reform = _reform(arguments.reform)
    pages = (
        zr.explain(situation, name, arguments.period, entity_id=arguments.id, reform=reform)
        for name in names
    )
    return "\n\n".join(map(str, pages))


def _ask(arguments: argparse.Namespace) -> str:
    from zeronr_rules.questions.interview import interview

    if sys.stdin is None:
        raise OSError(errno.EBADF, "l'entrée standard est fermée")
    given = arguments.situation
    return interview(
        None if given is None else _situation_of_file(given),
        arguments.period,
        arguments.variable,
        lambda: sys.stdin.readline() or None,
        lambda text: print(text, flush=True),
        unknown=arguments.unknown and [_member_and_name(one) for one in arguments.unknown],
        reform=_reform(arguments.reform),
    )


def _situation_of_file(given: str) -> Any:
    """Return the situation of a file, never that of standard input."""
    from zeronr_rules.inputs import read_situation

    return read_situation(given)


def _member_and_name(given: str) -> str | tuple[str, str]:
    """Read ``claire:salaire_net``, or ``loyer``."""
    member, colon, name = given.rpartition(":")
    return (member, name) if colon else name


def _simulate(arguments: argparse.Namespace) -> str:
    from zeronr_rules.files.command import run

    return run(arguments, arguments.variable or DEFAULT_VARIABLES, _reform(arguments.reform))


def _unclaimed(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr

    found = zr.takeup.unclaimed(
        _situation(arguments.situation),
        arguments.received,
        arguments.period,
        reform=_reform(arguments.reform),
    )
    if arguments.json:
        return json.dumps(found.to_dict(), ensure_ascii=False, indent=2, allow_nan=False)
    return str(found)


def _curve(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr
    from zeronr_rules.analysis.curves_command import check_output, written

    check_output(arguments.output)
    curve = zr.budget_curve(
        _situation(arguments.situation),
        arguments.period,
        person=arguments.person,
        variable=arguments.axis,
        up_to=arguments.up_to,
        steps=arguments.steps,
        variables=arguments.variable,
        reform=_reform(arguments.reform),
    )
    return written(curve, arguments.output, arguments.size)


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


def _reforms(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr
    from zeronr_rules.text import table

    if arguments.given:
        reform = _reform(arguments.given)
        return f"{reform}\n\n{reform.diff()}"
    return table([(name, zr.reforms.get(name).label) for name in zr.reforms.named()])


def _territories(arguments: argparse.Namespace) -> str:
    from zeronr_rules import territories as of_the_fsl
    from zeronr_rules.errors import TerritoryError

    if arguments.path is not None:
        return of_the_fsl.report_text(of_the_fsl.check(arguments.path))
    if arguments.action:
        raise TerritoryError([Fault(("check",), "aucun fichier", "un fichier .yaml de territoire")])
    return of_the_fsl.territories_text(of_the_fsl.territories())


def _reform(given: Sequence[str] | None) -> Any:
    """Return the reforms asked for, one after the other: files, or names of the library."""
    import zeronr_rules as zr

    if not given:
        return None
    made = [
        zr.reforms.load(one) if one.lower().endswith(_FILES) else zr.reforms.get(one)
        for one in given
    ]
    return sum(made[1:], made[0])


def _compare(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr
    from zeronr_rules.inputs.periods import requested_period

    year = requested_period(arguments.period).start // 12
    people = zr.synthetic_population(arguments.households, year, arguments.seed)
    made = zr.compare(
        people,
        _reform(arguments.reform),
        arguments.period,
        arguments.variable or COMPARED_VARIABLES,
        baseline=_reform(arguments.baseline),
    )
    if not arguments.json:
        return f"{made}\n\n{SYNTHETIC}"
    tables = {name: table.to_dict() for name, table in made.tables().items()}
    return json.dumps(tables, ensure_ascii=False, indent=2, allow_nan=False)


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


def _situation(given: str) -> Any:
    """Return the situation of a file, or the one read on standard input."""
    if given != "-":
        return _situation_of_file(given)
    from zeronr_rules.inputs import MAX_BYTES, parse_text

    if sys.stdin is None:
        raise OSError(errno.EBADF, "l'entrée standard est fermée")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    suffix = ".json" if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else ".yaml"
    return parse_text(data, suffix, "entrée standard")


# --- Arguments --------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """An argument parser that complains in French."""

    def error(self, message: str) -> NoReturn:
        for pattern, french in _IN_FRENCH:
            message = re.sub(pattern, french, message)
        if sys.stderr is not None:
            print(self.format_usage(), end="", file=sys.stderr)
        sys.exit(_complain(message, BAD_INPUT))

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


def _parser() -> argparse.ArgumentParser:
    from zeronr_rules.files.command import add_arguments

    parser = _Parser(
        prog="zeronr",
        description="Droits aux prestations sociales françaises : RSA, prime d'activité, aides au "
        "logement, prestations familiales, aides à l'énergie.",
        add_help=False,
    )
    _add_help(parser)
    parser.add_argument("--version", action=_Version, nargs=0, help="la version des règles")
    commands = parser.add_subparsers(title="commandes", metavar="commande", required=True)

    calculate = _command(commands, "calculate", _calculate, "calcule les droits d'une situation")
    _add_situation(calculate)
    calculate.add_argument("--json", action="store_true", help="le résultat en JSON")
    calculate.add_argument(
        "--strict",
        action="store_true",
        help="ne rien supposer : une donnée absente ou partielle est une erreur",
    )
    explain = _command(commands, "explain", _explain, "explique un montant, étape par étape")
    _add_situation(explain)
    explain.add_argument("--id", help="qui expliquer, si la situation a plusieurs familles")
    ask = _command(commands, "ask", _ask, "pose les questions qui comptent, la plus utile d'abord")
    ask.add_argument(
        "situation", nargs="?", help="fichier .json, .yaml ou .yml ; sans lui, tout est demandé"
    )
    _add_request(ask)
    ask.add_argument(
        "--unknown",
        action="append",
        metavar="NOM",
        help="une donnée inconnue, « loyer » ou « claire:salaire_net » ; se répète, au plus six",
    )
    simulate = _command(commands, "simulate", _simulate, "calcule les droits d'une population")
    add_arguments(simulate)
    _add_request(simulate)
    unclaimed = _command(commands, "unclaimed", _unclaimed, "compare les droits à ce qui est perçu")
    _add_situation(unclaimed, choose=False)
    unclaimed.add_argument(
        "--received",
        required=True,
        metavar="FICHIER",
        help="ce qui est perçu dans le mois : un montant par prestation, ou par famille",
    )
    unclaimed.add_argument("--json", action="store_true", help="le résultat en JSON")
    curve = _command(commands, "curve", _curve, "trace le revenu disponible selon un revenu")
    _add_situation(curve)
    curve.add_argument("--person", metavar="ID", help="la personne dont le revenu varie")
    curve.add_argument("--axis", default="salaire_net", metavar="NOM", help="ce qui varie")
    curve.add_argument("--up-to", type=float, metavar="EUROS", help="jusqu'à combien par mois")
    curve.add_argument("--steps", type=int, metavar="N", help="en combien de pas")
    curve.add_argument("--output", metavar="FICHIER", help=".svg, .pdf, .png, .csv ou .parquet")
    curve.add_argument("--size", default="page", help="colonne, page ou diapositive")
    variables = _command(commands, "variables", _variables, "liste les variables")
    variables.add_argument(
        "pattern", nargs="?", default="", metavar="texte", help="dans le nom ou le libellé"
    )
    parameters = _command(commands, "parameters", _parameters, "liste les paramètres de la loi")
    parameters.add_argument(
        "prefix", nargs="?", default="", metavar="texte", help="dans le chemin du paramètre"
    )
    parameters.add_argument("--date", metavar="AAAA-MM", help="à ce mois ; sinon aujourd'hui")
    reforms = _command(commands, "reforms", _reforms, "liste les réformes, ou montre une réforme")
    reforms.add_argument(
        "given", nargs="*", metavar="réforme", help="un fichier ou un nom : ce qu'elle change"
    )
    territories = _command(
        commands,
        "territories",
        _territories,
        "liste les territoires du FSL, ou vérifie le fichier d'un territoire",
    )
    territories.add_argument("action", nargs="?", choices=["check"], help="vérifier un fichier")
    territories.add_argument(
        "path", nargs="?", metavar="fichier", help="le fichier .yaml à vérifier"
    )
    compare = _command(
        commands, "compare", _compare, "compare une réforme à la loi, sur des ménages tirés"
    )
    compare.add_argument(
        "--period",
        required=True,
        metavar="AAAA[-MM]",
        help="un mois, ou une année : ses douze mois",
    )
    _add_variable(compare, "rsa, ppa, aide_logement")
    _add_reform(compare)
    _add_reform(compare, "--baseline", "à quoi comparer, au lieu de la loi : ")
    compare.add_argument(
        "--households",
        type=_positive,
        default=COMPARED_HOUSEHOLDS,
        metavar="N",
        help=f"combien de ménages tirer ({COMPARED_HOUSEHOLDS} par défaut)",
    )
    compare.add_argument("--seed", type=int, default=0, metavar="N", help="un autre tirage")
    compare.add_argument("--json", action="store_true", help="les tableaux en JSON")
    _command(commands, "demo", _demo, "un exemple complet, sans rien donner")
    return parser


def _command(commands: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=text, description=f"{text[0].upper()}{text[1:]}.", add_help=False
    )
    _add_help(parser)
    parser.set_defaults(run=run)
    return parser


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help="cette aide")


def _add_situation(parser: argparse.ArgumentParser, *, choose: bool = True) -> None:
    parser.add_argument(
        "situation", help="fichier .json, .yaml ou .yml ; « - » pour l'entrée standard"
    )
    _add_request(parser, choose=choose)


def _add_request(parser: argparse.ArgumentParser, *, choose: bool = True) -> None:
    parser.add_argument("--period", required=True, metavar="AAAA-MM", help="le mois demandé")
    if choose:
        _add_variable(parser, "les prestations")
    _add_reform(parser)


def _add_variable(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument(
        "--variable",
        action="append",
        metavar="NOM",
        help=f"une variable ; se répète (par défaut : {default})",
    )


def _add_reform(parser: argparse.ArgumentParser, option: str = "--reform", what: str = "") -> None:
    parser.add_argument(
        option,
        action="append",
        metavar="RÉFORME",
        help=f"{what}un fichier .yaml ou .json, ou un nom (zeronr reforms) ; "
        "se répète, dans l'ordre",
    )


def _positive(text: str) -> int:
    """Read a number of households."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"reçu « {text} » ; attendu un nombre, 1 ou plus")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
