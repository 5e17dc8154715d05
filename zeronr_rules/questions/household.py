"""Who lives there: what must be known before a right can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from zeronr_rules.errors import Fault, QuestionError
from zeronr_rules.questions.asking import Read, Stopped, Write, expected_text, next_line
from zeronr_rules.questions.replies import Unreadable, read_date, read_number, read_yes_no

Value = TypeVar("Value")
# More children than this is a mistake of typing.
_MOST_CHILDREN = 20
SELF, PARTNER = "vous", "conjoint"


def ask_household(read: Read, write: Write) -> dict[str, Any]:
    """Ask who lives in the household, and return it as a situation.

    Raises
    ------
    QuestionError
        When the replies end before that is known.

    """
    births = {SELF: _until(read, write, "Quelle est votre date de naissance ?", read_date)}
    if _until(read, write, "Vivez-vous en couple ?", read_yes_no):
        question = "Quelle est la date de naissance de votre conjoint ?"
        births[PARTNER] = _until(read, write, question, read_date)
    adults = list(births)
    count = _until(read, write, "Combien d'enfants avez-vous à charge ?", _children)
    children = [f"enfant {rank}" for rank in range(1, count + 1)]
    for child in children:
        question = f"Quelle est la date de naissance de l'{child} ?"
        births[child] = _until(read, write, question, read_date)
    home: dict[str, Any] = {"personne_de_reference": SELF, "enfants": children}
    if PARTNER in births:
        home["conjoint"] = PARTNER
    return {
        "individus": {who: {"date_naissance": born.isoformat()} for who, born in births.items()},
        "familles": {"famille": {"parents": adults, "enfants": children}},
        "foyers_fiscaux": {"foyer": {"declarants": adults, "personnes_a_charge": children}},
        "menages": {"logement": home},
    }


def _children(text: str) -> int:
    count = int(read_number(text, is_whole=True))
    if not 0 <= count <= _MOST_CHILDREN:
        raise Unreadable(f"un nombre entier entre 0 et {_MOST_CHILDREN}")
    return count


def _until(read: Read, write: Write, question: str, parse: Callable[[str], Value]) -> Value:
    write(question)
    while True:
        try:
            return parse(next_line(read))
        except Unreadable as error:
            write(expected_text(str(error)))
        except Stopped:
            fault = Fault(
                ("ménage",),
                "plus de réponse",
                f"une réponse à « {question} »",
                "Donner la composition du ménage dans un fichier, ou répondre.",
            )
            raise QuestionError([fault]) from None
