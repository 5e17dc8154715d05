"""What several commands take: a situation, a month, variables, reforms."""

from __future__ import annotations

import argparse
import errno
import json
import sys
from collections.abc import Sequence
from typing import Any

DEFAULT_VARIABLES = ("rsa", "ppa", "aide_logement", "af", "cf", "asf", "paje_base")
_FILES = (".json", ".yaml", ".yml")


def add_command(commands: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    """Add a command; return its parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=text, description=f"{text[0].upper()}{text[1:]}.", add_help=False
    )
    add_help(parser)
    parser.set_defaults(run=run)
    return parser


def add_help(parser: argparse.ArgumentParser) -> None:
    """Add the help, in French."""
    parser.add_argument("-h", "--help", action="help", help="cette aide")


def add_situation(parser: argparse.ArgumentParser, *, choose: bool = True) -> None:
    """Take a situation, a month and reforms, and variables if there is a choice."""
    parser.add_argument(
        "situation", help="fichier .json, .yaml ou .yml ; « - » pour l'entrée standard"
    )
    add_request(parser, choose=choose)


def add_request(parser: argparse.ArgumentParser, *, choose: bool = True) -> None:
    """Take a month and reforms, and variables if there is a choice."""
    parser.add_argument("--period", required=True, metavar="AAAA-MM", help="le mois demandé")
    if choose:
        add_variable(parser, "les prestations")
    add_reform(parser)


def add_variable(parser: argparse.ArgumentParser, default: str) -> None:
    """Take the names of variables."""
    parser.add_argument(
        "--variable",
        action="append",
        metavar="NOM",
        help=f"une variable ; se répète (par défaut : {default})",
    )


def add_reform(parser: argparse.ArgumentParser, option: str = "--reform", what: str = "") -> None:
    """Take reforms: files, or names of the library."""
    parser.add_argument(
        option,
        action="append",
        metavar="RÉFORME",
        help=f"{what}un fichier .yaml ou .json, ou un nom (zeronr reforms) ; "
        "se répète, dans l'ordre",
    )


def reform_of(given: Sequence[str] | None) -> Any:
    """Return the reforms asked for, one after the other: files, or names of the library."""
    import zeronr_rules as zr

    if not given:
        return None
    made = [
        zr.reforms.load(one) if one.lower().endswith(_FILES) else zr.reforms.get(one)
        for one in given
    ]
    return sum(made[1:], made[0])


def situation_of(given: str) -> Any:
    """Return the situation of a file, or the one read on standard input."""
    if given != "-":
        return read_file(given)
    from zeronr_rules.inputs import MAX_BYTES, parse_text

    if sys.stdin is None:
        raise OSError(errno.EBADF, "l'entrée standard est fermée")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    suffix = ".json" if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") else ".yaml"
    return parse_text(data, suffix, "entrée standard")


def read_file(given: str) -> Any:
    """Return the situation of a file, never that of standard input."""
    from zeronr_rules.inputs import read_situation

    return read_situation(given)


def json_text(content: Any) -> str:
    """Write what JSON can hold."""
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
