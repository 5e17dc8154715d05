"""The questionnaire: the next best question, until nothing more can change."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from zeronr_rules.errors import QuestionError, SituationError
from zeronr_rules.inputs.faults import printable
from zeronr_rules.questions.exploration import Exploration
from zeronr_rules.questions.findings import Question
from zeronr_rules.questions.replies import Unreadable, is_stop, is_unknown, read_reply
from zeronr_rules.questions.texts import rights_text
from zeronr_rules.questions.unknowns import Key

Read = Callable[[], str | None]
Write = Callable[[str], None]

HOW = (
    "Répondre « je ne sais pas » (ou « ? ») laisse la réponse inconnue ; « stop » arrête les "
    "questions."
)


class Stopped(Exception):
    """No more answers: somebody said so, or there is nothing more to read."""


@frozen
class Asked:
    """What a questionnaire led to.

    Attributes
    ----------
    exploration
        The rights, with what is still unknown.
    count
        How many questions were put.
    skipped
        ``(member, input)`` of the answers that nobody knew.
    stopped
        Whether it ended before its last question.

    """

    exploration: Exploration
    count: int
    skipped: tuple[Key, ...]
    stopped: bool


def ask(exploration: Exploration, read: Read, write: Write) -> Asked:
    r"""Put the next best question until every right is settled, or nobody answers.

    Parameters
    ----------
    exploration
        Where it starts.
    read
        Returns the next line typed, or None when there is none.
    write
        Shows a text.

    Examples
    --------
    >>> import zeronr_rules as zr
    >>> situation = {"individus": {"p1": {"date_naissance": "1990-03-15"}}}
    >>> start = zr.questions.explore(situation, "salaire_net", "2026-05", "rsa")
    >>> replies = iter(["mille", "400 €"])
    >>> def write(text):
    ...     print(text.replace("\xa0", " "))
    >>> done = zr.questions.ask(start, lambda: next(replies, None), write)
    Quel est le salaire net par mois, avant impôt ? (0 s'il n'y en a pas)
    Attendu : un nombre, par exemple 850 ou 850,50.
      rsa  246,52 €  droit ouvert
    >>> done.count, done.exploration.interval("rsa").maximum
    (1, 246.52)

    """
    skipped: list[Key] = []
    count = 0
    while (question := exploration.next_question(skipped)) is not None:
        count += 1
        write(_shown(question, exploration))
        try:
            known = _answered(exploration, question, read, write)
        except Stopped:
            return Asked(exploration, count, tuple(skipped), stopped=True)
        if known is None:
            skipped.append(question.key)
            continue
        exploration = known
        write(rights_text(exploration))
    return Asked(exploration, count, tuple(skipped), stopped=False)


def next_line(read: Read) -> str:
    """Return the next line typed.

    Raises
    ------
    Stopped
        When there is none, or it asks to stop.

    """
    line = read()
    if line is None or is_stop(line):
        raise Stopped
    return line


def expected_text(expected: str) -> str:
    """Say what was expected, when a reply cannot be used."""
    return f"Attendu : {expected.rstrip('.')}."


def _answered(
    exploration: Exploration, question: Question, read: Read, write: Write
) -> Exploration | None:
    """Return the exploration with a usable answer; None when nobody knows."""
    unknown = question.unknown
    spec = exploration.context.catalogue.variables[unknown.name]
    while True:
        line = next_line(read)
        if is_unknown(line):
            return None
        try:
            value = read_reply(line, spec, unknown.grid, unknown.labels)
            return exploration.answer(question.key, value)
        except Unreadable as error:
            write(expected_text(str(error)))
        except (QuestionError, SituationError) as error:
            fault = error.faults[0]
            # Hints are written for files: nobody types quotes here.
            hint = fault.hint.replace(", entre guillemets", "")
            write(printable(expected_text(f"{fault.expected}. {hint}".rstrip(". "))))


def _shown(question: Question, exploration: Exploration) -> str:
    """Write a question, its note and the choices of a list."""
    unknown = question.unknown
    lines = [question.text]
    if unknown.note:
        lines.append(f"  ({unknown.note})")
    if exploration.context.catalogue.variables[unknown.name].kind == "enum":
        lines += [f"  {rank}. {label}" for rank, label in enumerate(unknown.labels, 1)]
    return "\n".join(lines)
