"""The command that asks, and the one that draws: one household, many answers."""

from __future__ import annotations

import argparse
import errno
import sys
from typing import Any

from zeronr_rules.commands.shared import (
    add_command,
    add_request,
    add_situation,
    read_file,
    reform_of,
    situation_of,
)


def add_ask(commands: Any) -> None:
    """Say what ``zeronr ask`` takes."""
    ask = add_command(
        commands, "ask", _ask, "pose les questions qui comptent, la plus utile d'abord"
    )
    ask.add_argument(
        "situation", nargs="?", help="fichier .json, .yaml ou .yml ; sans lui, tout est demandé"
    )
    add_request(ask)
    ask.add_argument(
        "--unknown",
        action="append",
        metavar="NOM",
        help="une donnée inconnue, « loyer » ou « claire:salaire_net » ; se répète, au plus six",
    )


def _ask(arguments: argparse.Namespace) -> str:
    from zeronr_rules.questions.interview import interview

    if sys.stdin is None:
        raise OSError(errno.EBADF, "l'entrée standard est fermée")
    given = arguments.situation
    return interview(
        None if given is None else read_file(given),
        arguments.period,
        arguments.variable,
        lambda: sys.stdin.readline() or None,
        lambda text: print(text, flush=True),
        unknown=arguments.unknown and [_member_and_name(one) for one in arguments.unknown],
        reform=reform_of(arguments.reform),
    )


def add_curve(commands: Any) -> None:
    """Say what ``zeronr curve`` takes."""
    curve = add_command(commands, "curve", _curve, "trace le revenu disponible selon un revenu")
    add_situation(curve)
    curve.add_argument("--person", metavar="ID", help="la personne dont le revenu varie")
    curve.add_argument("--axis", default="salaire_net", metavar="NOM", help="ce qui varie")
    curve.add_argument("--up-to", type=float, metavar="EUROS", help="jusqu'à combien par mois")
    curve.add_argument("--steps", type=int, metavar="N", help="en combien de pas")
    curve.add_argument("--output", metavar="FICHIER", help=".svg, .pdf, .png, .csv ou .parquet")
    curve.add_argument("--size", default="page", help="colonne, page ou diapositive")


def _curve(arguments: argparse.Namespace) -> str:
    import zeronr_rules as zr
    from zeronr_rules.analysis.curves_command import check_output, written

    check_output(arguments.output)
    curve = zr.budget_curve(
        situation_of(arguments.situation),
        arguments.period,
        person=arguments.person,
        variable=arguments.axis,
        up_to=arguments.up_to,
        steps=arguments.steps,
        variables=arguments.variable,
        reform=reform_of(arguments.reform),
    )
    return written(curve, arguments.output, arguments.size)


def _member_and_name(given: str) -> str | tuple[str, str]:
    """Read ``claire:salaire_net``, or ``loyer``."""
    member, colon, name = given.rpartition(":")
    return (member, name) if colon else name
