"""Sphinx extension: ``drawn``, a block of Python shown with the figure that it makes.

The code runs when the page is built, from the top of the repository, and leaves a
matplotlib figure in the name ``figure``: a picture cannot differ from its code.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

FOLDER = Path("figures") / "generated"


def draw(code: str, file: Path, root: Path) -> None:
    """Run code and save the figure that it leaves."""
    names: dict[str, object] = {"__name__": "__drawn__"}
    with contextlib.chdir(root):
        exec(compile(code, str(file), "exec"), names)  # noqa: S102 - the page's own code
    if "figure" not in names:
        message = f"{file.stem}: the code leaves no figure in the name `figure`."
        raise ValueError(message)
    file.parent.mkdir(parents=True, exist_ok=True)
    names["figure"].savefig(file, metadata={"Date": None})


class Drawn(SphinxDirective):
    """A block of Python, and the figure that it makes, under the name given."""

    has_content = True
    required_arguments = 1
    option_spec = {"alt": directives.unchanged_required}  # noqa: RUF012 - docutils reads it so

    def run(self):
        """Return the code and the image."""
        code = "\n".join(self.content)
        source = Path(self.env.app.srcdir)
        file = source / FOLDER / f"{self.arguments[0]}.svg"
        draw(code, file, source.parent)
        shown = nodes.literal_block(code, code, language="python")
        # From the top of the sources, wherever the page stands.
        uri = f"/{(FOLDER / file.name).as_posix()}"
        image = nodes.image(uri=uri, alt=self.options["alt"])
        return [shown, image]


def setup(app):
    """Register the directive."""
    app.add_directive("drawn", Drawn)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
