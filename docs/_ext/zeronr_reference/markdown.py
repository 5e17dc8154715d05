"""Small pieces of MyST text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$~])")


def escape(text: object) -> str:
    r"""Return a text that Markdown shows as it is, on one line.

    >>> escape("a_b | <c>")
    'a\\_b \\| \\<c\\>'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def code(text: object) -> str:
    """Return an inline code span."""
    return f"`{text}`"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def section(level: int, title: str, *, target: str | None = None) -> str:
    """Return a heading with a target that other pages can link to."""
    anchor = f"({target})=\n" if target else ""
    return f"{anchor}{'#' * level} {title}\n"


def number(value: object) -> str:
    """Return a value as a reader writes it: no binary noise, thousands apart.

    >>> number(1234.5), number(0.6185), number(None), number(3), number(float("nan"))
    ('1 234.5', '0.6185', 'ended', '3', 'not published')
    """
    if value is None:
        return "ended"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value != value:  # noqa: PLR0124 - only nan is
        return "not published"
    if isinstance(value, int | float):
        whole, _, decimals = f"{value!r}".partition(".")
        grouped = f"{int(whole):,}".replace(",", "\u202f") if whole.lstrip("-").isdigit() else whole
        return grouped if decimals in ("", "0") else f"{grouped}.{decimals}"
    if isinstance(value, list | tuple):
        return ", ".join(number(item) for item in value)
    return code(value)


def paragraphs(*texts: str | None) -> str:
    """Join what is there, a blank line between."""
    return "\n\n".join(text.strip("\n") for text in texts if text) + "\n"
