"""Sections as text for a terminal, or as a fragment of HTML."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from html import escape

from zeronr_rules.explain.document import Section, Table, TableRow

WIDTH = 100
# Spaces that French typography forbids to break: inside guillemets, before « : » and « ; ».
_BOUND = re.compile(r"« | [»:;%]")


def _unbreakable(found: re.Match[str]) -> str:
    return found[0].replace(" ", "\N{NO-BREAK SPACE}")


def as_text(sections: Iterable[Section]) -> str:
    """Write sections one under the other."""
    return "\n\n".join("\n".join(_section_lines(one)) for one in sections)


def _section_lines(section: Section) -> Iterator[str]:
    yield section.title
    for sentence in section.sentences:
        yield from _wrapped(sentence, "  ", "  ")
    if section.table is not None:
        yield from _table_lines(section.table)
    for item in section.items:
        yield from _wrapped(item, "  - ", "    ")


def _wrapped(text: str, first: str, following: str) -> list[str]:
    # Breaks at plain spaces: « 1 234,56 € » and its signs stay in one piece.
    return textwrap.wrap(
        _BOUND.sub(_unbreakable, text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _table_lines(table: Table) -> Iterator[str]:
    lines = [("", *table.head), *((_indented(row), *row.cells[1:]) for row in table.rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for rank, cells in enumerate(lines):
        label, *values, last = cells
        shown = [label.ljust(widths[0])]
        shown += [value.rjust(width) for value, width in zip(values, widths[1:-1], strict=True)]
        line = "  " + "  ".join([*shown, last]).rstrip()
        if line.strip() and (rank or any(table.head)):
            yield line


def _indented(row: TableRow) -> str:
    return f"{'= ' if row.total else '  ' + '  ' * row.level}{row.cells[0]}"


def as_html(sections: Iterable[Section]) -> str:
    """Write sections as HTML, every text escaped, with no style and no script."""
    inside = "\n".join(line for one in sections for line in _section_html(one))
    return f'<section class="zeronr-explanation" lang="fr">\n{inside}\n</section>'


def _section_html(section: Section) -> Iterator[str]:
    yield f"<h3>{escape(section.title)}</h3>"
    for sentence in section.sentences:
        yield f"<p>{escape(sentence)}</p>"
    if section.table is not None:
        yield from _table_html(section.table)
    if section.items:
        yield "<ul>"
        yield from (f"<li>{escape(item)}</li>" for item in section.items)
        yield "</ul>"


def _table_html(table: Table) -> Iterator[str]:
    yield "<table>"
    if any(table.head):
        cells = "".join(f'<th scope="col">{escape(one)}</th>' for one in ("", *table.head))
        yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        kind = "total" if row.total else f"level-{row.level}"
        label, *values = row.cells
        cells = "".join(f"<td>{escape(value)}</td>" for value in values)
        yield f'<tr class="{kind}"><th scope="row">{escape(label)}</th>{cells}</tr>'
    yield "</tbody>"
    yield "</table>"
