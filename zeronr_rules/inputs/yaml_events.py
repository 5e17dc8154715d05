"""A strict YAML reader: plain data, no surprises.

What a situation needs of YAML, and nothing of what surprises or harms: no anchor
and no alias (a few lines could unfold into gigabytes), no tag, no duplicate key,
one document, a bounded depth. Text stays text: dates, ``NO`` (Norway), ``01053``
(a commune code, not the octal number 555) and keys.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from zeronr_rules.inputs.faults import shorten

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"(?a:[-+]?(?:0|[1-9]\d{0,30}))")
_FLOAT = re.compile(r"(?a:[-+]?(?:\d{1,30}\.\d{0,30}|\.\d{1,30}|\d{1,30})(?:[eE][-+]?\d{1,4})?)")
_SPECIAL = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    ".nan": float("nan"),
    ".NaN": float("nan"),
    ".NAN": float("nan"),
    ".inf": float("inf"),
    "-.inf": float("-inf"),
}


class BadYaml(Exception):
    """A text that this reader refuses: what, where, and what to do."""

    def __init__(self, given: str, mark: Any = None, hint: str = "") -> None:
        super().__init__(given)
        self.given = given
        self.line = mark.line + 1 if mark is not None else None
        self.column = mark.column + 1 if mark is not None else None
        self.hint = hint


def load_yaml(text: str, max_depth: int) -> Any:
    """Read one YAML document.

    Raises
    ------
    BadYaml
        When it is not YAML, or holds what a situation must not.

    """
    try:
        return _build(text, max_depth)
    except yaml.MarkedYAMLError as error:
        problem = f"un texte mal formé ({error.problem})"
        raise BadYaml(problem, error.problem_mark or error.context_mark) from None
    except yaml.YAMLError as error:
        problem = f"un texte mal formé ({str(error).splitlines()[0]})"
        raise BadYaml(problem) from None


def _build(text: str, max_depth: int) -> Any:
    documents: list[Any] = []
    # One frame for each open mapping or sequence: container, waiting key.
    stack: list[list[Any]] = []
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BadYaml(
                "une ancre ou un alias YAML (& ou *)", event.start_mark, "Répéter les valeurs."
            )
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.NodeEvent) and tag not in (None, "!"):
            raise BadYaml(
                f"une étiquette YAML ({shorten(str(tag))})", event.start_mark, "La retirer."
            )
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            _put(documents, stack, event, event.value, plain=plain)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            container: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            if len(stack) >= max_depth:
                raise BadYaml(f"plus de {max_depth} niveaux", event.start_mark)
            _put(documents, stack, event, container)
            stack.append([container, None])
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
    return documents[0] if documents else None


def _put(
    documents: list[Any], stack: list[list[Any]], event: Any, value: Any, *, plain: bool = False
) -> None:
    if not stack:
        if documents:
            raise BadYaml("plusieurs documents", event.start_mark, "Un fichier, une situation.")
        documents.append(_resolve(value) if plain else value)
        return
    frame = stack[-1]
    container, key = frame
    if isinstance(container, list):
        container.append(_resolve(value) if plain else value)
    elif key is None:
        if not isinstance(value, str):
            raise BadYaml("une clé qui n'est pas un texte", event.start_mark)
        if value in container:
            raise BadYaml(
                f"la clé « {shorten(value)} » deux fois", event.start_mark, "En garder une."
            )
        # Reserve the place: the order of the file is the order of the keys.
        container[value] = None
        frame[1] = value
    else:
        container[key] = _resolve(value) if plain else value
        frame[1] = None


def _resolve(text: str) -> Any:
    if text in _SPECIAL:
        return _SPECIAL[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and not (text.isdigit() and text[0] == "0"):
        return float(text)
    return text
