"""Sphinx extension: the reference pages of variables, parameters and conventions.

The pages are written from the rules themselves when a build starts, so that they
cannot differ from what the library computes with.
"""

from __future__ import annotations

from pathlib import Path

from zeronr_reference import conventions, parameters, variables

FOLDER = Path("reference") / "generated"


def pages(system) -> dict[str, str]:
    """Return every generated page, path under ``FOLDER`` to MyST text."""
    return {
        **{f"variables/{name}.md": text for name, text in variables.pages(system).items()},
        **{f"parameters/{name}.md": text for name, text in parameters.pages(system).items()},
        "conventions.md": conventions.page(system),
    }


def write(folder: Path, texts: dict[str, str]) -> None:
    """Write pages that changed and drop pages that are no more."""
    for old in folder.rglob("*.md"):
        if old.relative_to(folder).as_posix() not in texts:
            old.unlink()
    for name, text in texts.items():
        file = folder / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def generate(app) -> None:
    """Write the pages where Sphinx will look for sources."""
    from zeronr_rules.system import system

    write(Path(app.srcdir) / FOLDER, pages(system()))


def setup(app):
    """Register the extension."""
    app.connect("builder-inited", generate)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
